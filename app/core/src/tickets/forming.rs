//! Work on tickets becomes entries when a parcel is formed: with the readers, their newest public keys and the record's
//! newest secret as they are then.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_shared::audience::{Audience, AudienceFact, Commitment, ReaderWrap, record_ring};
use linli_shared::cbor;
use linli_shared::ids::{AreaId, LogCode, RecordId, RingId, hash32};
use linli_shared::kinds::Kind;
use linli_shared::parcel::{Act, Entry, Item};
use linli_shared::roster::{RingKind, Roster, member_ring};
use linli_shared::seal::{BodyContext, LetterContext, RingSecret, seal, seal_letter};

use super::rows::TicketRow;
use crate::device::outbox::{OutBody, OutboxItem};
use crate::device::{Device, Turn};
use crate::members::{facts_of, ready_item, roster_entry, turn_ring};

/// What somebody wished of a record's audience.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) enum Wish {
    /// These read it from the beginning.
    #[n(0)]
    Begin(#[n(0)] BTreeSet<RingId>),
    /// These read it too.
    #[n(1)]
    Add(#[n(0)] BTreeSet<RingId>),
    /// This one reads it no longer.
    #[n(2)]
    Remove(#[n(0)] RingId),
}

impl Wish {
    pub(super) fn to_content(&self) -> Vec<u8> {
        cbor::to_vec(self)
    }

    fn of(item: &OutboxItem) -> Option<Self> {
        let OutBody::Content(content) = &item.body else { return None };
        cbor::from_slice(content).ok()
    }
}

/// What a parcel's entry is sealed for.
pub(crate) struct Place<'a> {
    /// The entry's context.
    pub(crate) context: BodyContext,
    /// The roster before the act.
    pub(crate) roster: &'a Roster,
    /// What the act holds before the entry.
    pub(crate) act: &'a Act,
}

/// The entries of one piece of work; `None` if it cannot be formed now.
pub(crate) fn entries(
    device: &mut Device,
    item: &OutboxItem,
    place: &Place<'_>,
    turn: &mut Turn<'_>,
) -> Result<Option<Vec<Item>>, Failure> {
    let Some(mut row) = device.ticket(turn, item.record)? else { return Ok(None) };
    if item.kind == Kind::Audience {
        let Some(wish) = Wish::of(item) else { return Ok(None) };
        return audience(device, item, wish, &mut row, place, turn);
    }
    let OutBody::Content(content) = &item.body else { return Ok(None) };
    let Some(key) = row.formed(item.number).newest(item.record, item.scope) else { return Ok(None) };
    let Some(secret) = row.secret(key.generation, key.commitment) else { return Ok(None) };
    let body = seal(&secret, &place.context, content);
    let entry = Entry { record: item.record, kind: item.kind, scope: item.scope, key: Some(key), body };
    Ok(Some(vec![Item::Entry(entry)]))
}

fn audience(
    device: &mut Device,
    item: &OutboxItem,
    wish: Wish,
    row: &mut TicketRow,
    place: &Place<'_>,
    turn: &mut Turn<'_>,
) -> Result<Option<Vec<Item>>, Failure> {
    let me = device.member()?.0;
    let log = place.roster.log();
    let mut roster = place.roster.clone();
    facts_of(place.act).iter().for_each(|fact| roster.apply(fact));
    let mut items = Vec::new();
    let own = member_ring(me);
    let wished = match &wish {
        Wish::Begin(readers) | Wish::Add(readers) => readers.contains(&own),
        Wish::Remove(_) => false,
    };
    // A member's ring begins when something is first sealed to them.
    if wished && roster.ring(own).is_none() {
        let Some((fact, wraps)) = turn_ring(device, &roster, own, RingKind::Member, turn) else { return Ok(None) };
        roster.apply(&fact);
        items.push(ready_item(&roster_entry(log, &fact)));
        items.extend(wraps.iter().map(ready_item));
    }
    let formed = row.formed(item.number);
    let Some((fact, secret)) = fact_of(item, wish, &formed, row, &roster, turn) else { return Ok(None) };
    let Some(fact) = fact else {
        row.take_out(|stand| stand.number() == Some(item.number));
        device.write_ticket(item.record, row, turn);
        return Ok(Some(items));
    };
    let fact = wrapped(fact, &formed, (&secret, item), &roster, turn);
    row.hold(fact.generation, &secret);
    if let Some(at) = row.audiences.iter_mut().find(|at| at.stand.number() == Some(item.number)) {
        (at.generation, at.commitment, at.previous) = (fact.generation, fact.commitment, fact.previous.clone());
    }
    row.put_in_order();
    device.write_ticket(item.record, row, turn);
    let body = fact.to_body();
    items.push(Item::Entry(Entry { record: item.record, kind: Kind::Audience, scope: item.scope, key: None, body }));
    Ok(Some(items))
}

/// What a wish comes to, without letters, and the secret it is about; no fact if nothing is left to do.
fn fact_of(
    item: &OutboxItem,
    wish: Wish,
    formed: &Audience,
    row: &TicketRow,
    roster: &Roster,
    turn: &Turn<'_>,
) -> Option<(Option<AudienceFact>, RingSecret)> {
    let is_known = |ring: &RingId| roster.ring(*ring).is_some();
    let generation = formed.generations.len() as u32;
    let newest = || {
        let commitment = formed.generations.last()?;
        row.secret(generation, commitment.0)
    };
    let fact = |generation, commitment, readers, previous| AudienceFact {
        generation,
        commitment,
        readers,
        wraps: Vec::new(),
        previous,
    };
    match wish {
        Wish::Begin(readers) => {
            let secret = row.secrets.iter().find(|held| held.generation == 1)?.secret();
            let readers = readers.into_iter().filter(is_known).collect();
            Some((Some(fact(1, Commitment(secret.commitment()), readers, None)), secret))
        }
        Wish::Add(readers) => {
            let secret = newest()?;
            let new: BTreeSet<RingId> = readers.into_iter().filter(is_known).collect();
            if new.is_subset(&formed.readers) {
                return Some((None, secret));
            }
            let readers = &new | &formed.readers;
            Some((Some(fact(generation, Commitment(secret.commitment()), readers, None)), secret))
        }
        Wish::Remove(ring) => {
            let before = newest()?;
            if !formed.readers.contains(&ring) {
                return Some((None, before));
            }
            let own = record_ring(item.record, item.scope);
            let secret = RingSecret::random(&mut turn.rng(use_number("secret", own, generation + 1, ring)));
            let link = secret.link(own, generation + 1, &before);
            let readers = formed.readers.iter().copied().filter(|reader| *reader != ring).collect();
            Some((Some(fact(generation + 1, Commitment(secret.commitment()), readers, Some(link))), secret))
        }
    }
}

/// The fact with a letter for each reader that lacks the secret.
fn wrapped(
    mut fact: AudienceFact,
    formed: &Audience,
    (secret, item): (&RingSecret, &OutboxItem),
    roster: &Roster,
    turn: &Turn<'_>,
) -> AudienceFact {
    let is_same = fact.generation as usize == formed.generations.len();
    let lacking = fact.readers.iter().filter(|ring| !is_same || !formed.readers.contains(ring));
    let to = (roster.log(), item.record, item.scope, fact.generation);
    fact.wraps = lacking.filter_map(|ring| letter(secret, to, *ring, roster, turn)).collect();
    fact
}

fn letter(
    secret: &RingSecret,
    (log, record, scope, generation): (LogCode, RecordId, AreaId, u32),
    reader: RingId,
    roster: &Roster,
    turn: &Turn<'_>,
) -> Option<ReaderWrap> {
    let ring = roster.ring(reader)?;
    let own = record_ring(record, scope);
    let context = LetterContext::reader(log, own, generation, reader);
    let mut rng = turn.rng(use_number("letter", own, generation, reader));
    let public = ring.generations.last()?.public;
    let letter = seal_letter(&public, &context, secret.expose(), &mut rng).ok()?;
    Some(ReaderWrap { reader: ring.newest(reader)?, letter })
}

/// Numbers a use of a step's randomness by what it is for.
pub(super) fn use_number(what: &str, own: RingId, generation: u32, other: RingId) -> u64 {
    let hash = hash32("linli ticket randomness", &[what.as_bytes(), &own.0, &generation.to_be_bytes(), &other.0]);
    let mut short = [0; 8];
    short.copy_from_slice(&hash[..8]);
    u64::from_be_bytes(short)
}
