//! The lobby: where a device that is not admitted asks to be.
//!
//! A newcomer shows that they know an invitation's secret and that the keys are theirs; what they ask is sealed to the
//! invitation's key. The relay keeps it for the reviewers, and tells the newcomer how it stands.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::calendar::Millis;
use crate::cbor;
use crate::ids::{DeviceId, LogCode, MemberId, RecordId};
use crate::log::Seq;
use crate::parcel::Parcel;
use crate::roster::DeviceKeys;

use super::Reject;

/// The largest request to the lobby, in bytes.
pub const MAX_LOBBY: usize = 8 << 10;

/// A request to join. The newcomer sends the same bytes again to hear how it stands.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct LobbyAsk {
    /// [`super::PROTOCOL`].
    #[n(0)]
    pub version: u8,
    /// The community.
    #[n(1)]
    pub log: LogCode,
    /// The invitation; all zeros face to face, where no relay is asked.
    #[n(2)]
    pub invitation: RecordId,
    /// The newcomer's keys.
    #[n(3)]
    pub keys: DeviceKeys,
    /// [`crate::joining::SealedRequest`] sealed to the invitation's key; a plain [`crate::joining::JoinRequest`] face to
    /// face. Empty, it takes the request before back.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub sealed: Vec<u8>,
    /// When it was made, by the newcomer's clock.
    #[n(5)]
    pub made: Millis,
}

/// A request with two signatures over its exact bytes: the invitation's and the newcomer's.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct SignedLobbyAsk {
    #[cbor(n(0), with = "minicbor::bytes")]
    ask: Vec<u8>,
    #[cbor(n(1), with = "minicbor::bytes")]
    invitation: [u8; 64],
    #[cbor(n(2), with = "minicbor::bytes")]
    device: [u8; 64],
}

impl SignedLobbyAsk {
    /// Signs a request.
    #[must_use]
    pub fn sign(ask: &LobbyAsk, invitation: &SigningKey, device: &SigningKey) -> Self {
        let ask = cbor::to_vec(ask);
        let sign = |key: &SigningKey| key.sign(&message(&ask)).to_bytes();
        let (invitation, device) = (sign(invitation), sign(device));
        Self { ask, invitation, device }
    }

    /// The request, unverified.
    ///
    /// # Errors
    /// [`cbor::NotReadable`].
    pub fn open(&self) -> Result<LobbyAsk, cbor::NotReadable> {
        cbor::from_slice(&self.ask)
    }

    /// Whether both signatures are right: the invitation's key and the newcomer's own.
    #[must_use]
    pub fn is_signed_by(&self, invitation: &VerifyingKey, device: &VerifyingKey) -> bool {
        let is_of = |key: &VerifyingKey, signature: &[u8; 64]| {
            key.verify_strict(&message(&self.ask), &Signature::from_bytes(signature)).is_ok()
        };
        is_of(invitation, &self.invitation) && is_of(device, &self.device)
    }
}

fn message(ask: &[u8]) -> Vec<u8> {
    [b"linli lobby 1\0", ask].concat()
}

/// How a request stands.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum LobbyAnswer {
    /// It waits for a reviewer since this relay time.
    #[n(0)]
    Waiting {
        /// Since when.
        #[n(0)]
        since: Millis,
    },
    /// It was returned: [`crate::joining::Reply`] sealed to the newcomer's device.
    #[n(1)]
    Returned {
        /// The sealed reply.
        #[cbor(n(0), with = "minicbor::bytes")]
        sealed: Vec<u8>,
    },
    /// The device is in the roster.
    #[n(2)]
    Admitted {
        /// Its member, as the relay says; the roster tells.
        #[n(0)]
        member: MemberId,
    },
    /// It was taken back.
    #[n(3)]
    Withdrawn,
}

/// Why the lobby turns a request away; the body of an HTTP answer that is not 200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode, thiserror::Error)]
#[cbor(index_only)]
pub enum LobbyRefusal {
    /// Not a request, or not signed as it must be.
    #[n(0)]
    #[error("not a request to join")]
    Malformed,
    /// No such community or invitation here.
    #[n(1)]
    #[error("no such invitation")]
    Unknown,
    /// The invitation's time is over.
    #[n(2)]
    #[error("the invitation's time is over")]
    Expired,
    /// The committee ended the invitation.
    #[n(3)]
    #[error("the invitation was ended")]
    Ended,
    /// As many have joined, or wait, as the invitation allows.
    #[n(4)]
    #[error("the invitation is used up")]
    UsedUp,
    /// Too many requests; try later.
    #[n(5)]
    #[error("too many requests")]
    Busy,
    /// This device was a member's and was removed.
    #[n(6)]
    #[error("the device was removed")]
    Removed,
    /// A newer app is needed.
    #[n(7)]
    #[error("a newer app is needed")]
    NewerAppNeeded,
    /// The relay failed; nothing was kept.
    #[n(8)]
    #[error("the relay failed")]
    Failed,
}

/// One request as reviewers get it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct LobbyItem {
    /// The invitation.
    #[n(0)]
    pub invitation: RecordId,
    /// The newcomer's keys.
    #[n(1)]
    pub keys: DeviceKeys,
    /// The sealed request.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub sealed: Vec<u8>,
    /// Since when it waits, relay time.
    #[n(3)]
    pub since: Millis,
}

/// One act in quarantine as stewards get it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Held {
    /// The parcel, with everything but this act withheld.
    #[n(0)]
    pub parcel: Parcel,
    /// The act in it.
    #[n(1)]
    pub act: u16,
    /// Why it may not stand by itself.
    #[n(2)]
    pub reason: Reject,
    /// What its author had seen: the place up to which their rights count.
    #[n(3)]
    pub seen: Seq,
}

/// What waits for somebody's decision, as far as the asking device may decide.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Desk {
    /// Names this content; asked with it again, the relay says nothing.
    #[n(0)]
    pub name: u64,
    /// Requests to join, oldest first: all for a steward, for a building leader those of their scopes.
    #[n(1)]
    pub lobby: Vec<LobbyItem>,
    /// Acts in quarantine, for stewards.
    #[n(2)]
    pub held: Vec<Held>,
}

/// A steward's answer to a request that is not granted.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct LobbyReturn {
    /// The newcomer's device.
    #[n(0)]
    pub device: DeviceId,
    /// [`crate::joining::Reply`] sealed to it.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub sealed: Vec<u8>,
}
