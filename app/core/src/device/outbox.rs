//! The outbox: what was done on this device and is not confirmed, each with the typed command it came from.
//!
//! **Invariant:** an item leaves the outbox only when the log holds its work or the person was told why it does not.

use std::collections::BTreeSet;

use linli_contract::sync::RefuseReason;
use linli_shared::calendar::Millis;
use linli_shared::documents::household::{HouseholdEdit, Place};
use linli_shared::ids::{AreaId, MemberId, PersonId, RecordId};
use linli_shared::kinds::Kind;

/// One item.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct OutboxItem {
    /// Its number; later work has a higher one.
    #[n(0)]
    pub number: u64,
    /// When it was saved, by this device's clock.
    #[n(1)]
    pub saved: Millis,
    /// The record.
    #[n(2)]
    pub record: RecordId,
    /// Its kind.
    #[n(3)]
    pub kind: Kind,
    /// The scope its entry names.
    #[n(4)]
    pub scope: AreaId,
    /// Door or area it is about, to show it.
    #[n(5)]
    pub area: Option<AreaId>,
    /// What the person did.
    #[n(6)]
    pub command: Command,
    /// What came of it.
    #[n(7)]
    pub body: OutBody,
    /// How far it got.
    #[n(8)]
    pub state: OutState,
    /// Items of one number are accepted together or not at all.
    #[n(9)]
    pub bundle: Option<u64>,
}

/// What the person did, enough to do it again.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum Command {
    /// Edits of a household: place and edits as [`StoredEdits`].
    #[n(0)]
    Household(#[n(0)] StoredEdits),
    /// ID numbers of people at a place; `None` clears.
    #[n(1)]
    IdNumbers(#[n(0)] Vec<(PersonId, Option<String>)>, #[n(1)] StoredPlace),
    /// A fact: its body is the command.
    #[n(2)]
    Fact,
    /// A member's name.
    #[n(3)]
    Name(#[n(0)] MemberId, #[n(1)] String),
    /// What changes of the household at a place wrote is set back, except of these people.
    #[n(4)]
    Revert(
        #[cbor(n(0), with = "crate::device::outbox::hashes")] Vec<[u8; 32]>,
        #[n(1)] StoredPlace,
        #[n(2)] BTreeSet<PersonId>,
    ),
    /// Nothing a person did: what rings need ([`crate::members`]).
    #[n(5)]
    Upkeep,
    /// What somebody made of a covenant's text: the text they began from, and what they made of it.
    #[n(6)]
    Covenant(#[n(0)] String, #[n(1)] String),
}

/// A household's place as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
pub struct StoredPlace {
    /// The door.
    #[n(0)]
    pub door: AreaId,
    /// The slot.
    #[n(1)]
    pub slot: u8,
    /// The generation.
    #[n(2)]
    pub generation: u32,
}

impl From<Place> for StoredPlace {
    fn from(place: Place) -> Self {
        Self { door: place.door, slot: place.slot, generation: place.generation }
    }
}

impl From<StoredPlace> for Place {
    fn from(place: StoredPlace) -> Self {
        Self { door: place.door, slot: place.slot, generation: place.generation }
    }
}

/// Edits as stored: JSON of the contract's edits.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct StoredEdits {
    /// Where.
    #[n(0)]
    pub place: StoredPlace,
    /// What, in the order it was typed.
    #[cbor(n(1), with = "minicbor::bytes")]
    edits: Vec<u8>,
}

impl StoredEdits {
    /// Stores edits.
    #[must_use]
    pub fn new(place: StoredPlace, edits: &[HouseholdEdit]) -> Self {
        Self { place, edits: serde_json::to_vec(edits).unwrap_or_default() }
    }

    /// The edits; none if a newer release wrote them.
    #[must_use]
    pub fn edits(&self) -> Vec<HouseholdEdit> {
        serde_json::from_slice(&self.edits).unwrap_or_default()
    }
}

/// What goes into a parcel.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum OutBody {
    /// Changes of the record's document: their hashes.
    #[n(0)]
    Changes(#[cbor(n(0), with = "crate::device::outbox::hashes")] Vec<[u8; 32]>),
    /// The content of one entry; sealed when a parcel is formed.
    #[n(1)]
    Content(#[cbor(n(0), with = "minicbor::bytes")] Vec<u8>),
    /// Entries of one act whose bodies are ready: plain facts and wraps.
    #[n(2)]
    Act(#[n(0)] Vec<ReadyEntry>),
}

/// An entry that needs no further sealing.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct ReadyEntry {
    /// The record.
    #[n(0)]
    pub record: RecordId,
    /// Its kind: a roster fact or a wrap.
    #[n(1)]
    pub kind: Kind,
    /// Its scope.
    #[n(2)]
    pub scope: AreaId,
    /// The body.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub body: Vec<u8>,
}

/// How far an item got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum OutState {
    /// Not in a parcel yet.
    #[n(0)]
    Waiting,
    /// In an own parcel, as this act.
    #[n(1)]
    Formed(#[n(0)] u64, #[n(1)] u16),
    /// A steward has to admit it.
    #[n(2)]
    Quarantined(#[n(0)] u64, #[n(1)] u16),
    /// Refused; stays until the person has seen it.
    #[n(3)]
    Refused(#[n(0)] StoredReason),
}

/// A reason as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum StoredReason {
    /// No right to write this here.
    #[n(0)]
    NoRight,
    /// The door is outside the person's grid.
    #[n(1)]
    OutsideScope,
    /// Larger than allowed.
    #[n(2)]
    TooLarge,
    /// Breaks a rule of the format.
    #[n(3)]
    Malformed,
    /// The record was renewed.
    #[n(4)]
    Renewed,
    /// Of a newer relay.
    #[n(5)]
    Other,
    /// Somebody else was first.
    #[n(6)]
    TooLate,
}

impl From<StoredReason> for RefuseReason {
    fn from(reason: StoredReason) -> Self {
        match reason {
            StoredReason::NoRight => Self::NoRight,
            StoredReason::OutsideScope => Self::OutsideScope,
            StoredReason::TooLarge => Self::TooLarge,
            StoredReason::Malformed => Self::Malformed,
            StoredReason::Renewed => Self::Renewed,
            StoredReason::Other => Self::Other,
            StoredReason::TooLate => Self::TooLate,
        }
    }
}

impl OutboxItem {
    /// Whether it still has to reach the log.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        !matches!(self.state, OutState::Refused(_))
    }
}

/// A list of 32-byte names.
pub(crate) mod hashes {
    use minicbor::decode::Error;
    use minicbor::encode::{self as to, Write};
    use minicbor::{Decoder, Encoder};

    pub(crate) fn encode<C, W: Write>(
        list: &[[u8; 32]],
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), to::Error<W::Error>> {
        e.bytes(list.as_flattened())?.ok()
    }

    pub(crate) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Vec<[u8; 32]>, Error> {
        let (list, rest) = d.bytes()?.as_chunks::<32>();
        if rest.is_empty() { Ok(list.to_vec()) } else { Err(Error::message("names are 32 bytes each")) }
    }
}
