//! A ticket and a public version as this device keeps them, one row each in [`Table::Ticket`].
//!
//! **Invariant:** an entry is told from others by its author's device, parcel and index, so that one that comes again, or at
//! another place after the relay lost it, is the same.
//! **Invariant:** what has a place comes first, in the order of places; then what the relay lost; own work that waits last.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_shared::access::RecordMeta;
use linli_shared::audience::Commitment;
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::{AreaId, DeviceId, MemberId, RecordId, RingId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::parcel::KeyRef;
use linli_shared::seal::RingSecret;
use linli_shared::tickets::{Actor, CaseContent, Placed, PublicContent, StepContent, VERSION, VoiceContent};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::store::Table;

/// Which entry it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Origin {
    /// Its author's device.
    #[n(0)]
    pub(crate) device: DeviceId,
    /// The parcel's number in the device's chain.
    #[n(1)]
    pub(crate) device_seq: u64,
    /// Its index among the parcel's entries.
    #[n(2)]
    pub(crate) index: u16,
}

/// Where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
pub(crate) enum Stand {
    /// In the log: which entry, its place with its index there, the relay's time.
    #[n(0)]
    Placed(#[n(0)] Origin, #[n(1)] Seq, #[n(2)] u16, #[n(3)] Millis),
    /// The relay lost its place: which entry, the time that the relay gave it.
    #[n(1)]
    Lost(#[n(0)] Origin, #[n(1)] Millis),
    /// Own work that waits: its number in the outbox, this device's time.
    #[n(2)]
    Own(#[n(0)] u64, #[n(1)] Millis),
}

impl Stand {
    /// Which entry it is; `None` before it is in a log.
    pub(crate) const fn origin(self) -> Option<Origin> {
        match self {
            Self::Placed(origin, ..) | Self::Lost(origin, _) => Some(origin),
            Self::Own(..) => None,
        }
    }

    /// Its place with its index there.
    pub(crate) const fn place(self) -> Option<(Seq, u16)> {
        match self {
            Self::Placed(_, seq, index, _) => Some((seq, index)),
            Self::Lost(..) | Self::Own(..) => None,
        }
    }

    /// The relay's time; this device's own before.
    pub(crate) const fn time(self) -> Millis {
        match self {
            Self::Placed(_, _, _, time) | Self::Lost(_, time) | Self::Own(_, time) => time,
        }
    }

    /// The outbox number of own work that waits.
    pub(crate) const fn number(self) -> Option<u64> {
        match self {
            Self::Own(number, _) => Some(number),
            Self::Placed(..) | Self::Lost(..) => None,
        }
    }

    /// Forgets a place after `fork`; tells whether it was one.
    pub(crate) const fn lose(&mut self, fork: Seq) -> bool {
        match *self {
            Self::Placed(origin, seq, _, time) if seq > fork => {
                *self = Self::Lost(origin, time);
                true
            }
            Self::Placed(..) | Self::Lost(..) | Self::Own(..) => false,
        }
    }

    /// What entries are put in order by; of equal ones the one that came first stays first.
    pub(crate) const fn order(self) -> (u8, u64, u16) {
        match self {
            Self::Placed(_, seq, index, _) => (0, seq, index),
            Self::Lost(..) => (1, 0, 0),
            Self::Own(number, _) => (2, number, 0),
        }
    }
}

/// A ticket or a work thread.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct TicketRow {
    /// What the log holds of it with its newest audience, own work that waits on top.
    #[n(0)]
    pub(crate) meta: RecordMeta,
    /// Its secrets as far as this device could open them.
    #[n(1)]
    pub(crate) secrets: Vec<HeldSecret>,
    /// Who reads it, from the first on.
    #[n(2)]
    pub(crate) audiences: Vec<AudienceAt>,
    /// What it is about; `None` while that cannot be read here.
    #[n(3)]
    pub(crate) case: Option<CaseAt>,
    /// Its steps.
    #[n(4)]
    pub(crate) steps: Vec<StepAt>,
    /// When the person looked at it last, by this device's clock.
    #[n(5)]
    pub(crate) opened: Option<Millis>,
    /// Somebody else wrote to it since.
    #[n(6)]
    pub(crate) is_unread: bool,
    /// Entries that came before the secret which opens them.
    #[n(7)]
    pub(crate) sealed: Vec<SealedAt>,
}

/// A record's secret.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop, minicbor::Encode, minicbor::Decode)]
pub(crate) struct HeldSecret {
    /// Its generation.
    #[n(0)]
    pub(crate) generation: u32,
    #[cbor(n(1), with = "minicbor::bytes")]
    bytes: [u8; 32],
}

impl core::fmt::Debug for HeldSecret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("HeldSecret").field("generation", &self.generation).finish_non_exhaustive()
    }
}

impl HeldSecret {
    pub(crate) fn new(generation: u32, secret: &RingSecret) -> Self {
        Self { generation, bytes: *secret.expose() }
    }

    pub(crate) fn secret(&self) -> RingSecret {
        RingSecret::from_bytes(self.bytes)
    }
}

/// Who reads a record from a place on.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct AudienceAt {
    /// Where it stands.
    #[n(0)]
    pub(crate) stand: Stand,
    /// Who wrote it.
    #[n(1)]
    pub(crate) author: MemberId,
    /// The generation of the secret.
    #[n(2)]
    pub(crate) generation: u32,
    /// The commitment to it.
    #[n(3)]
    pub(crate) commitment: Commitment,
    /// Every ring that reads it; of own work that waits, those that come.
    #[n(4)]
    pub(crate) readers: BTreeSet<RingId>,
    /// Of own work that waits: the ring that goes.
    #[n(5)]
    pub(crate) gone: Option<RingId>,
    /// The secret before, sealed under this one.
    #[cbor(n(6), with = "minicbor::bytes")]
    pub(crate) previous: Option<Vec<u8>>,
}

/// A case or step that cannot be opened yet.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct SealedAt {
    /// Where it stands.
    #[n(0)]
    pub(crate) stand: Stand,
    /// Who wrote it, as the roster had them at its place.
    #[n(1)]
    pub(crate) actor: Actor,
    /// Its kind.
    #[n(2)]
    pub(crate) kind: Kind,
    /// The parcel's nonce.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub(crate) nonce: [u8; 16],
    /// The secret that opens it.
    #[n(4)]
    pub(crate) key: KeyRef,
    /// The sealed body.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub(crate) body: Vec<u8>,
}

/// What a ticket is about.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct CaseAt {
    /// Where it stands.
    #[n(0)]
    pub(crate) stand: Stand,
    /// Who wrote it.
    #[n(1)]
    pub(crate) author: MemberId,
    /// The entry's content.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub(crate) content: Vec<u8>,
}

/// A step, a public version or a voice: something with an author who may act for somebody.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct StepAt {
    /// Where it stands.
    #[n(0)]
    pub(crate) stand: Stand,
    /// Who wrote it, as the roster had them at its place.
    #[n(1)]
    pub(crate) actor: Actor,
    /// The entry's content.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub(crate) content: Vec<u8>,
}

/// A public version with what members said of it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct PublicRow {
    /// Its scope.
    #[n(0)]
    pub(crate) scope: AreaId,
    /// The public version; `None` where only voices are here.
    #[n(1)]
    pub(crate) report: Option<StepAt>,
    /// Voices: of each member the newest that has a place, with a state and without, and own ones that wait.
    #[n(2)]
    pub(crate) voices: Vec<StepAt>,
    /// When the person looked at it last, by this device's clock.
    #[n(3)]
    pub(crate) opened: Option<Millis>,
}

/// Reads content of which a newer release may have written more than this one understands.
fn read<T>(content: &[u8], whole: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
    (version(content)? <= VERSION).then(|| whole(content)).flatten()
}

/// The version of a content; `None` for garbage.
pub(super) fn version(content: &[u8]) -> Option<u8> {
    #[derive(minicbor::Decode)]
    struct Head {
        #[n(0)]
        version: u8,
    }
    cbor::from_slice::<Head>(content).ok().map(|head| head.version)
}

impl CaseAt {
    /// What it says; `None` of a newer release.
    pub(crate) fn content(&self) -> Option<CaseContent> {
        read(&self.content, |content| CaseContent::from_content(content).ok())
    }
}

impl StepAt {
    /// What a step says; `None` of a newer release.
    pub(crate) fn step(&self) -> Option<StepContent> {
        read(&self.content, |content| StepContent::from_content(content).ok())
    }

    /// What a public version says; `None` of a newer release.
    pub(crate) fn public(&self) -> Option<PublicContent> {
        read(&self.content, |content| PublicContent::from_content(content).ok())
    }

    /// What a voice says; `None` of a newer release.
    pub(crate) fn voice(&self) -> Option<VoiceContent> {
        read(&self.content, |content| VoiceContent::from_content(content).ok())
    }

    /// As a fold takes it.
    pub(crate) fn placed(&self) -> Placed {
        Placed { place: self.stand.place(), time: self.stand.time(), actor: self.actor.clone(), content: self.step() }
    }
}

/// Key of a public version's row: its id may be a ticket's too, if somebody means ill.
pub(crate) fn public_key(record: RecordId) -> Vec<u8> {
    [&record.0[..], b"p"].concat()
}

/// The row of a ticket, to be loaded.
pub(crate) fn want(record: RecordId) -> Want {
    Want::Row(Table::Ticket, crate::device::rows::record(record))
}

/// The row of a public version, to be loaded.
pub(crate) fn public_want(record: RecordId) -> Want {
    Want::Row(Table::Ticket, public_key(record))
}

impl Device {
    /// A ticket; `None` if it is not here. Its row is one of [`want`].
    ///
    /// # Errors
    /// [`Failure::StoreFailed`] if the row cannot be read, [`Failure::Defect`] if it was not loaded.
    pub(crate) fn ticket(&self, turn: &Turn<'_>, record: RecordId) -> Result<Option<TicketRow>, Failure> {
        turn.rows.read(Table::Ticket, &crate::device::rows::record(record))
    }

    /// A public version; `None` if it is not here. Its row is one of [`public_want`].
    ///
    /// # Errors
    /// As [`Self::ticket`].
    pub(crate) fn public_report(&self, turn: &Turn<'_>, record: RecordId) -> Result<Option<PublicRow>, Failure> {
        turn.rows.read(Table::Ticket, &public_key(record))
    }
}
