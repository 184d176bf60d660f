//! Records with an audience of their own: a ticket, a work thread.
//!
//! Such a record begins with an [`AudienceFact`]: plain, so that the relay knows which rings its entries go to. It names the
//! rings that read the record and carries the record's secret sealed to the public key of each. Whoever may open one of
//! the rings reads the record; whoever may open one that is no single member's *handles* it and brings further readers in.
//! **Invariant:** the committee reads every record with an audience, and nobody but a steward gives it a new secret.
//! **Invariant:** readers only come to a generation; who leaves, leaves with a new one.
//! **Invariant:** a resident's record is read by nobody else for themself unless somebody who handles it brings them in, so
//! that no ticket becomes a way to write to neighbours.

use std::collections::BTreeSet;

use crate::access::{Denied, EntryHead, RecordMeta, holds, may_read};
use crate::calendar::Millis;
use crate::cbor::{self, NotReadable};
use crate::circles::Circle;
use crate::ids::{AreaId, DeviceId, MemberId, RecordId, RingId};
use crate::kinds::Kind;
use crate::parcel::KeyRef;
use crate::roster::{RingKind, Role, Roster, member_ring};

/// The most rings that read one record.
pub const MAX_READERS: usize = 16;
/// The most generations of one record's secret.
pub const MAX_GENERATIONS: usize = 64;
/// The longest sealed secret, in bytes.
pub(crate) const MAX_WRAP: usize = 160;

/// The ring that stands for a record's own secret.
#[must_use]
pub fn record_ring(record: RecordId, scope: AreaId) -> RingId {
    RingId::derive("linli record ring", &[&record.0, &scope.0])
}

/// Who reads a record, as the log holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Audience {
    /// The rings that read it.
    #[n(0)]
    pub readers: BTreeSet<RingId>,
    /// Commitments to its secrets, generation 1 first.
    #[n(1)]
    pub generations: Vec<Commitment>,
    /// Who is in it, of a circle: their member rings read it, and no others.
    #[n(2)]
    pub circle: Option<Circle>,
}

/// A commitment to a secret ([`crate::seal::RingSecret::commitment`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct Commitment(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 16]);

impl Audience {
    /// Whether a key reference names one of its secrets.
    #[must_use]
    pub fn has(&self, key: &KeyRef) -> bool {
        let at = (key.generation as usize).checked_sub(1);
        at.and_then(|at| self.generations.get(at)).is_some_and(|known| known.0 == key.commitment)
    }

    /// The reference of its newest secret.
    #[must_use]
    pub fn newest(&self, record: RecordId, scope: AreaId) -> Option<KeyRef> {
        let commitment = self.generations.last()?.0;
        Some(KeyRef { ring: record_ring(record, scope), generation: self.generations.len() as u32, commitment })
    }

    /// Whether a device reads the record, which lies in a scope.
    #[must_use]
    pub fn is_read_by(&self, roster: &Roster, time: Millis, device: DeviceId, scope: AreaId) -> bool {
        if let Some(circle) = &self.circle {
            let Some(member) = roster.active(device).map(|known| known.member) else { return false };
            return circle.has(member) && may_read(roster, time, device, member_ring(member), scope);
        }
        self.readers.iter().any(|ring| may_read(roster, time, device, *ring, scope))
    }

    /// Every ring that reads the record.
    #[must_use]
    pub fn rings(&self) -> BTreeSet<RingId> {
        let members = self.circle.iter().flat_map(|circle| &circle.members);
        self.readers.iter().copied().chain(members.map(|member| member_ring(*member))).collect()
    }

    /// Whether a device handles the record: it reads it by a ring that is no single member's. Somebody to whom alone it was
    /// sent (a provider) writes steps like every reader, but has no say in who else reads it.
    #[must_use]
    pub fn is_handled_by(&self, roster: &Roster, time: Millis, device: DeviceId, scope: AreaId) -> bool {
        let shared = self.readers.iter().filter(|ring| !is_of(roster, **ring, RingKind::Member));
        shared.into_iter().any(|ring| may_read(roster, time, device, *ring, scope))
    }
}

/// A record's secret, sealed to the public key of a ring that reads it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct ReaderWrap {
    /// The ring, and which of its generations opens the letter.
    #[n(0)]
    pub reader: KeyRef,
    /// The letter ([`crate::seal::seal_letter`]).
    #[cbor(n(1), with = "minicbor::bytes")]
    pub letter: Vec<u8>,
}

/// The body of a [`Kind::Audience`] entry.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct AudienceFact {
    /// The generation of the record's secret: 1 first, the newest again for new readers, one more where somebody left.
    #[n(0)]
    pub generation: u32,
    /// The commitment to it.
    #[n(1)]
    pub commitment: Commitment,
    /// Every ring that reads the record from now on.
    #[n(2)]
    pub readers: BTreeSet<RingId>,
    /// The secret for the readers that do not have this generation yet.
    #[n(3)]
    pub wraps: Vec<ReaderWrap>,
    /// The secret before, sealed under this one ([`crate::seal::RingSecret::link`]); only of generation 2 and later.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub previous: Option<Vec<u8>>,
}

impl AudienceFact {
    /// The body of an entry.
    #[must_use]
    pub fn to_body(&self) -> Vec<u8> {
        cbor::to_vec(self)
    }

    /// Reads the body of an entry.
    ///
    /// # Errors
    /// [`NotReadable`].
    pub fn from_body(body: &[u8]) -> Result<Self, NotReadable> {
        cbor::from_slice(body)
    }
}

/// Whether an audience fact may stand, and what is known of the record after it.
///
/// A member begins one that they read. Whoever handles it brings readers in; a steward takes them away, under a new secret.
///
/// # Errors
/// [`Denied`]: [`Denied::NotAdmitted`], [`Denied::WrongRing`] for readers or wraps that the roster does not know or that may
/// not be one, [`Denied::NoRight`], [`Denied::Contradiction`] where the fact does not follow from what is known.
pub fn may_audience(
    roster: &Roster,
    time: Millis,
    device: DeviceId,
    head: &EntryHead,
    fact: &AudienceFact,
    known: Option<&RecordMeta>,
) -> Result<RecordMeta, Denied> {
    let author = roster.active(device).ok_or(Denied::NotAdmitted)?.member;
    if !are_readers(roster, fact) || head.key.is_some() {
        return Err(Denied::WrongRing);
    }
    let Some(known) = known.filter(|known| known.binds(head)) else {
        return begins(roster, time, device, author, head, fact);
    };
    let mut meta = known.clone();
    let audience = meta.audience.as_mut().filter(|audience| audience.circle.is_none()).ok_or(Denied::WrongRecord)?;
    if !audience.is_handled_by(roster, time, device, head.scope) {
        return Err(Denied::NoRight);
    }
    let newest = audience.generations.len() as u32;
    let stays = fact.readers.is_superset(&audience.readers);
    if fact.generation == newest {
        let new = &fact.readers - &audience.readers;
        let is_same = audience.generations.last() == Some(&fact.commitment) && fact.previous.is_none();
        if !is_same || !stays || !are_wrapped(fact, &new) {
            return Err(Denied::Contradiction);
        }
    } else {
        let follows = fact.generation == newest + 1 && audience.generations.len() < MAX_GENERATIONS;
        let is_linked = fact.previous.as_ref().is_some_and(|link| link.len() <= MAX_WRAP);
        if !follows || !is_linked || !are_wrapped(fact, &fact.readers) {
            return Err(Denied::Contradiction);
        }
        // Whoever gives out a new secret could leave anybody without it: the letters are sealed.
        if !holds(roster, time, author, Role::Steward, Some(head.scope)) {
            return Err(Denied::NoRight);
        }
        audience.generations.push(fact.commitment);
    }
    audience.readers.clone_from(&fact.readers);
    Ok(meta)
}

/// The first fact of a record.
fn begins(
    roster: &Roster,
    time: Millis,
    device: DeviceId,
    author: MemberId,
    head: &EntryHead,
    fact: &AudienceFact,
) -> Result<RecordMeta, Denied> {
    if fact.generation != 1 || fact.previous.is_some() || !are_wrapped(fact, &fact.readers) {
        return Err(Denied::Contradiction);
    }
    let audience = Audience { readers: fact.readers.clone(), generations: vec![fact.commitment], circle: None };
    let is_others = |ring: &RingId| *ring != member_ring(author) && is_of(roster, *ring, RingKind::Member);
    let writes_to_others =
        fact.readers.iter().any(is_others) && !audience.is_handled_by(roster, time, device, head.scope);
    if writes_to_others || !audience.is_read_by(roster, time, device, head.scope) {
        return Err(Denied::NoRight);
    }
    let ring = Some(record_ring(head.record, head.scope));
    Ok(RecordMeta { kind: Kind::Case, creator: author, scope: head.scope, ring, audience: Some(audience) })
}

fn is_of(roster: &Roster, ring: RingId, kind: RingKind) -> bool {
    roster.ring(ring).is_some_and(|known| known.kind == kind)
}

fn are_readers(roster: &Roster, fact: &AudienceFact) -> bool {
    // Observers see figures and no person; the others have no part in tickets.
    let may_read = |ring: &RingId| {
        roster.ring(*ring).is_some_and(|ring| match ring.kind {
            RingKind::Committee | RingKind::Property | RingKind::Member | RingKind::Department | RingKind::Workers => {
                true
            }
            RingKind::Community | RingKind::Register | RingKind::Reviewers | RingKind::Observers => false,
        })
    };
    let has_committee =
        roster.ring_of(RingKind::Committee).is_some_and(|(committee, _)| fact.readers.contains(&committee));
    let is_wrap = |wrap: &ReaderWrap| {
        let is_known = roster.ring(wrap.reader.ring).is_some_and(|ring| ring.has(&wrap.reader));
        is_known && fact.readers.contains(&wrap.reader.ring) && wrap.letter.len() <= MAX_WRAP
    };
    fact.readers.len() <= MAX_READERS
        && fact.wraps.len() <= MAX_READERS
        && has_committee
        && fact.readers.iter().all(may_read)
        && fact.wraps.iter().all(is_wrap)
}

/// Whether each of some readers is given the secret.
fn are_wrapped(fact: &AudienceFact, readers: &BTreeSet<RingId>) -> bool {
    readers.iter().all(|reader| fact.wraps.iter().any(|wrap| wrap.reader.ring == *reader))
}
