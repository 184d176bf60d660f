//! A certificate: a steward admits a newcomer face to face, without the relay.
//!
//! It is a statement of one steward's device about one newcomer's keys. Whoever meets the relay first brings it there,
//! as a roster fact; the newcomer's own first parcel may begin with it.
//! **Invariant:** it counts for thirty days from its making and only while its signer is a steward's device.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use super::{DeviceKeys, Role};
use crate::calendar::Millis;
use crate::cbor;
use crate::ids::{AreaId, DeviceId, LogCode, MemberId, RecordId};

/// How long a certificate counts at most, in milliseconds.
pub const CERTIFICATE_LIFE: i64 = 30 * 86_400_000;

/// A role in a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct CertifiedRole {
    /// The role.
    #[n(0)]
    pub role: Role,
    /// Where.
    #[n(1)]
    pub scope: AreaId,
    /// Relay time at which it ends by itself.
    #[n(2)]
    pub until: Option<Millis>,
}

/// What a certificate says.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Admission {
    /// The community.
    #[n(0)]
    pub log: LogCode,
    /// Who is admitted.
    #[n(1)]
    pub member: MemberId,
    /// The keys of their device.
    #[n(2)]
    pub keys: DeviceKeys,
    /// Their roles.
    #[n(3)]
    pub roles: Vec<CertifiedRole>,
    /// Their household.
    #[n(4)]
    pub household: Option<RecordId>,
    /// Whether they hold its seat.
    #[n(5)]
    pub has_seat: bool,
    /// When it was made, by the signer's clock.
    #[n(6)]
    pub made: Millis,
    /// The signer's device.
    #[n(7)]
    pub signer: DeviceId,
}

/// An admission with its signature.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Certificate {
    #[cbor(n(0), with = "minicbor::bytes")]
    admission: Vec<u8>,
    #[cbor(n(1), with = "minicbor::bytes")]
    signature: [u8; 64],
}

impl Certificate {
    /// Signs an admission.
    #[must_use]
    pub fn sign(admission: &Admission, key: &SigningKey) -> Self {
        let admission = cbor::to_vec(admission);
        let signature = key.sign(&message(&admission)).to_bytes();
        Self { admission, signature }
    }

    /// What it says, unverified; `None` if it cannot be read.
    #[must_use]
    pub fn admission(&self) -> Option<Admission> {
        cbor::from_slice(&self.admission).ok()
    }

    /// Whether the signature is of `key`.
    #[must_use]
    pub fn is_signed_by(&self, key: &VerifyingKey) -> bool {
        key.verify_strict(&message(&self.admission), &Signature::from_bytes(&self.signature)).is_ok()
    }
}

fn message(admission: &[u8]) -> Vec<u8> {
    [b"linli certificate 1\0", admission].concat()
}
