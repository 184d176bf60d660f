//! A knock: a letter to one member that asks for a letter, or to be let into a group they own.

use super::{Consent, KnockWords, letter_record};
use crate::cbor;
use crate::fit::Unfit;
use crate::ids::{LogCode, MemberId, RecordId};

/// What a knock says.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct KnockContent {
    /// Its words.
    #[n(0)]
    pub words: KnockWords,
    /// For a letter: what its id is derived with.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub nonce: Option<[u8; 16]>,
    /// The consent to be let in.
    #[n(2)]
    pub consent: Consent,
}

cbor::contents! { KnockContent }

/// The record of a member's knock at another's door, or at a group they own: there is one of each, and the newest counts.
#[must_use]
pub fn knock_record(by: MemberId, at: MemberId, group: Option<RecordId>) -> RecordId {
    let group = group.unwrap_or_default();
    RecordId::derive("linli knock", &[&by.0, &at.0, &group.0])
}

impl KnockContent {
    /// Whether it may be said.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        self.words.check()?;
        if self.words.group.is_some() == self.nonce.is_some() { Err(Unfit::Contradiction) } else { Ok(()) }
    }

    /// The circle that the consent is for, if this was knocked at a member's door.
    #[must_use]
    pub fn circle(&self, log: LogCode, at: MemberId) -> Option<RecordId> {
        match (self.words.group, &self.nonce) {
            (Some(group), None) => Some(group),
            (None, Some(nonce)) => Some(letter_record(log, self.consent.member, at, nonce)),
            (Some(_), Some(_)) | (None, None) => None,
        }
    }
}
