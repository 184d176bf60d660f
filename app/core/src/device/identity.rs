//! Who this device is: its keys, its member, its community and the relay where they meet.

use linli_shared::ids::{DeviceId, LogCode, MemberId};
use linli_shared::seal::DeviceSecret;

/// A prepared seat: what a newcomer's device is given, and what it keeps as its identity.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Seat {
    /// The community.
    #[n(0)]
    pub log: LogCode,
    /// The founder's key; a roster that begins with another is refused.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub root: [u8; 32],
    /// The member.
    #[n(2)]
    pub member: MemberId,
    /// Seed of the device's keys.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub seed: [u8; 32],
    /// Address of the relay.
    #[n(4)]
    pub relay: String,
}

impl core::fmt::Debug for Seat {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Seat").field("log", &self.log).field("member", &self.member).finish_non_exhaustive()
    }
}

/// The identity with its keys.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The seat as it was given.
    pub seat: Seat,
    /// The keys.
    pub keys: DeviceSecret,
    /// The device.
    pub device: DeviceId,
}

impl From<Seat> for Identity {
    fn from(seat: Seat) -> Self {
        let keys = DeviceSecret::from_seed(seat.seed);
        let device = keys.keys().device();
        Self { seat, keys, device }
    }
}
