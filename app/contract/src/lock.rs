//! The device lock: a PIN or passphrase, and the lease after which a device that never meets its relay is not read.

use linli_shared::calendar::Millis;
use serde::{Deserialize, Serialize};

/// Asks how the lock stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadLock;

/// How the lock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockView {
    /// Whether there is a PIN or passphrase.
    pub has_secret: bool,
    /// Whether it is asked for now.
    pub is_locked: bool,
    /// Minutes without a touch after which the screens lock.
    pub minutes: u16,
    /// Until when no try is taken, by the device's clock.
    pub wait_until: Option<Millis>,
    /// Wrong tries in a row.
    pub wrong: u32,
    /// Whether the secret is digits only, so that the screen shows a number pad.
    pub is_digits: bool,
    /// Work saved on this device that waits; it goes out also while locked.
    pub unsent: usize,
}

/// Sets, changes or takes away the lock.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetLock {
    /// The secret so far; empty where there is none.
    pub current: String,
    /// The new one, at least 6 digits or 8 characters; `None` takes the lock away.
    pub new: Option<String>,
    /// Minutes without a touch after which the screens lock: 1 to 60.
    pub minutes: u16,
}

impl core::fmt::Debug for SetLock {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("SetLock").field("minutes", &self.minutes).finish_non_exhaustive()
    }
}

/// Locks now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockNow;

/// Unlocks.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unlock {
    /// The PIN or passphrase.
    pub secret: String,
}

impl core::fmt::Debug for Unlock {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Unlock").finish_non_exhaustive()
    }
}

/// How long a device may still be read without meeting the relay: 30 days, told from the 25th.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lease {
    /// Nothing to tell.
    Fine,
    /// Reading ends in so many days.
    EndsIn {
        /// Days, 1 to 5.
        days: u16,
    },
    /// Reading has ended until the relay is met; what waits is still sent.
    Over,
}
