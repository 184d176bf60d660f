//! Consent: a member's word that they wish to be let into a circle, signed by one of their devices when they knock.
//!
//! **Invariant:** it counts for one circle and one member, for half a year, and not once the member has left again after it.
//! One from a clock that runs more than a day ahead counts for nobody: it would outlive both.

use ed25519_dalek::{Signature, Signer, SigningKey};

use crate::calendar::Millis;
use crate::ids::{DeviceId, LogCode, MemberId, RecordId};
use crate::roster::Roster;

/// How long a consent counts, in milliseconds: 180 days.
pub const CONSENT_LIFE: i64 = 180 * DAY;
const DAY: i64 = 86_400_000;

/// A member's consent to be let into a circle.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Consent {
    /// Who.
    #[n(0)]
    pub member: MemberId,
    /// The device that signed.
    #[n(1)]
    pub device: DeviceId,
    /// When, by the signer's clock.
    #[n(2)]
    pub made: Millis,
    #[cbor(n(3), with = "minicbor::bytes")]
    signature: [u8; 64],
}

impl Consent {
    /// Consents to be let into a circle.
    #[must_use]
    pub fn sign(
        (log, record): (LogCode, RecordId),
        member: MemberId,
        device: DeviceId,
        made: Millis,
        key: &SigningKey,
    ) -> Self {
        let signature = key.sign(&message(log, record, member, made)).to_bytes();
        Self { member, device, made, signature }
    }

    /// Whether it counts for a circle at a relay time: signed by a device of the member that is active, and young enough.
    #[must_use]
    pub fn counts(&self, roster: &Roster, time: Millis, record: RecordId) -> bool {
        let is_theirs = roster.active(self.device).is_some_and(|device| device.member == self.member);
        let is_young = (-DAY..=CONSENT_LIFE).contains(&time.0.saturating_sub(self.made.0));
        let is_signed = || {
            let message = message(roster.log(), record, self.member, self.made);
            let key = roster.signing_key(self.device);
            key.is_some_and(|key| key.verify_strict(&message, &Signature::from_bytes(&self.signature)).is_ok())
        };
        is_theirs && is_young && is_signed()
    }
}

fn message(log: LogCode, record: RecordId, member: MemberId, made: Millis) -> Vec<u8> {
    [b"linli circle consent 1\0", &log.0.to_be_bytes()[..], &record.0, &member.0, &made.0.to_be_bytes()].concat()
}
