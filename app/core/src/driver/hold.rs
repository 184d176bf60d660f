//! What a core holds of its place: the device in use, or its locked rows, or nothing once the place was put away.
//!
//! **Invariant:** while it is locked, no key, no row and no device is in memory; the disk knows sealed bytes only.

use linli_contract::{Event, Failure};

use super::Host;
use crate::device::{Input, Now, Reply};
use crate::store::{Disk, LockedKey};

/// What a core holds.
#[allow(clippy::large_enum_variant, reason = "there is one of them")]
pub(super) enum Hold<D> {
    /// The device is in use.
    Open {
        /// The device.
        host: Host<D>,
        /// The locked form of its key, if it has a lock.
        lock: Option<LockedKey>,
    },
    /// Nobody has unlocked it.
    Locked {
        /// The rows.
        disk: D,
        /// The key.
        lock: LockedKey,
    },
    /// Another place is on the screens.
    Away,
}

impl<D: Disk> Hold<D> {
    /// The device, if it is in use.
    ///
    /// # Errors
    /// [`Failure::Locked`].
    pub(super) fn host(&mut self) -> Result<&mut Host<D>, Failure> {
        match self {
            Self::Open { host, .. } => Ok(host),
            Self::Locked { .. } | Self::Away => Err(Failure::Locked),
        }
    }

    /// Takes one input of the device.
    ///
    /// # Errors
    /// [`Failure::Locked`], or the [`Failure`] of the store; then nothing happened.
    pub(super) async fn take(&mut self, input: Input, now: &Now) -> Result<(Reply, Vec<Event>), Failure> {
        self.host()?.take(input, now).await
    }

    /// Pieces of work of the device in use that wait.
    pub(super) fn waiting(&self) -> usize {
        match self {
            Self::Open { host, .. } => host.waiting(),
            Self::Locked { .. } | Self::Away => 0,
        }
    }

    /// The locked form of the key, if there is one.
    pub(super) fn lock(&self) -> Option<&LockedKey> {
        match self {
            Self::Open { lock, .. } => lock.as_ref(),
            Self::Locked { lock, .. } => Some(lock),
            Self::Away => None,
        }
    }
}
