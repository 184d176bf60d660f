//! The header of a parcel: who, where in their own chain, having seen what.

use crate::calendar::Millis;
use crate::ids::{DeviceId, LogCode};
use crate::log::Seen;
use crate::parcel::ParcelHash;

/// The version of the parcel format.
pub const VERSION: u8 = 1;

/// Suite 1: Ed25519 (RFC 8032), SHA-256, HKDF-SHA256 (RFC 5869), XChaCha20-Poly1305, HPKE base mode with
/// DHKEM(X25519, HKDF-SHA256) and ChaCha20-Poly1305 (RFC 9180), deflate (RFC 1951).
pub const SUITE: u8 = 1;

/// The header; frozen: joining and rotation add facts, not fields.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Header {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// [`SUITE`].
    #[n(1)]
    pub suite: u8,
    /// The log the parcel is for.
    #[n(2)]
    pub log: LogCode,
    /// The log whose roster names the device; `None` where it is `log` itself.
    #[n(3)]
    pub home_log: Option<LogCode>,
    /// The author.
    #[n(4)]
    pub device: DeviceId,
    /// Number in the device's chain for this log, from 1.
    #[n(5)]
    pub device_seq: u64,
    /// The device's parcel before; `None` for the first.
    #[n(6)]
    pub prev: Option<ParcelHash>,
    /// What the device had seen of the log when it formed the parcel.
    #[n(7)]
    pub seen: Seen,
    /// Random; with a ring's secret it gives the entries' keys.
    #[cbor(n(8), with = "minicbor::bytes")]
    pub nonce: [u8; 16],
    /// The device's clock.
    #[n(9)]
    pub time: Millis,
}
