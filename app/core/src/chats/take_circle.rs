//! Taking in who is in a circle and what is said in it, at their places; and what was refused, lost or erased.
//!
//! **Invariant:** an entry that comes again changes nothing but its place; one that comes late is judged by what held at its
//! place, so that every device which reads the circle has the same of it.
//! **Invariant:** what cannot be opened yet is kept in memory, and opened when its secret comes.

use linli_contract::Failure;
use linli_shared::access::{EntryHead, RecordMeta};
use linli_shared::audience::record_ring;
use linli_shared::calendar::Millis;
use linli_shared::circles::{CircleFact, may_circle};
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::parcel::KeyRef;
use linli_shared::roster::member_ring;
use linli_shared::seal::{BodyContext, RingSecret, open};

use super::circle::{CircleRow, FactAt, SealedMessage, circle};
use crate::device::answer::acts::{At, Miss};
use crate::device::outbox::{OutState, OutboxItem};
use crate::device::{Device, Turn, VoidReason};
use crate::square::{Said, said};
use crate::store::Table;
use crate::tickets::rows::{Origin, Stand};

/// A message that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heard {
    /// What was said.
    pub(crate) said: Said,
    /// Whether its author owned the group at its place, and may hide what others say.
    pub(crate) may_hide: bool,
}

/// What the log held of a circle before an entry.
///
/// # Errors
/// As [`circle`].
pub(crate) fn known(turn: &Turn<'_>, at: &At<'_>) -> Result<Option<RecordMeta>, Failure> {
    let row = circle(turn, at.entry.record)?.filter(|row| row.meta.scope == at.entry.scope);
    Ok(row.and_then(|row| row.before((at.seq, at.index), at.origin())))
}

/// Takes in an entry of a circle whose row is loaded. The answer is what can be read now: a message, or those that waited for
/// the secret which a fact brought.
///
/// # Errors
/// As [`circle`].
pub(crate) fn take(
    device: &mut Device,
    at: &At<'_>,
    known: Option<&RecordMeta>,
    turn: &mut Turn<'_>,
) -> Result<Result<Vec<Heard>, Miss>, Failure> {
    if at.entry.kind == Kind::Circle { fact(device, at, known, turn) } else { message(device, at, known, turn) }
}

fn fact(
    device: &mut Device,
    at: &At<'_>,
    known: Option<&RecordMeta>,
    turn: &mut Turn<'_>,
) -> Result<Result<Vec<Heard>, Miss>, Failure> {
    let Ok(fact) = CircleFact::from_body(&at.entry.body) else { return Ok(Err(VoidReason::Malformed.into())) };
    let writer = at.parcel.header().device;
    let past = device.past_roster(at.judged);
    let roster = past.as_deref().unwrap_or(device.roster());
    let Some(author) = roster.device(writer).map(|known| known.member) else {
        return Ok(Err(VoidReason::NoRight.into()));
    };
    if may_circle(roster, at.time, writer, &EntryHead::from(at.entry), &fact, known).is_err() {
        return Ok(Err(VoidReason::NoRight.into()));
    }
    let record = at.entry.record;
    let row = circle(turn, record)?;
    if row.as_ref().is_some_and(|row| row.meta.scope != at.entry.scope) {
        return Ok(Err(VoidReason::WrongPlace.into()));
    }
    let mut row = row.unwrap_or_else(|| CircleRow::new(record, at.entry.scope, author));
    let origin = at.origin();
    let stand = Stand::Placed(origin, at.seq, at.index, at.placed);
    // The secret tells that keys this device had before brought it.
    let is_it = |known: &FactAt| {
        let is_own = |number| at.own.contains(&number) || (known.author == author && known.fact.change == fact.change);
        known.stand.origin() == Some(origin) || known.stand.number().is_some_and(is_own)
    };
    let new = FactAt { stand, author, fact: CircleFact { wraps: Vec::new(), ..fact.clone() }, time: at.time };
    row.facts.retain(|known| !is_it(known));
    row.facts.push(new);
    row.put_in_order();
    let held = row.secrets.len();
    open_secrets(device, &mut row, record, &fact);
    if row.secret(fact.generation, fact.commitment.0).is_none()
        && let Some(ring) = device.awaited(&fact.wraps, at.entry.scope)
    {
        device.lock(ring, at.seq);
    }
    if row.secrets.len() > held
        && let Some(missed) = row.missed.take()
        && !device.sealed_messages.has_all_from(record, missed)
    {
        let me = device.member()?.0;
        device.fetch_from(member_ring(me), missed);
    }
    let opened = open_sealed(device, &row, record);
    device.keep_circle(record, &row, turn)?;
    Ok(Ok(opened))
}

/// Opens what secrets of a circle this device can.
fn open_secrets(device: &Device, row: &mut CircleRow, record: RecordId, fact: &CircleFact) {
    let own = record_ring(record, row.meta.scope);
    let named = (fact.generation, fact.commitment);
    if row.secret(fact.generation, fact.commitment.0).is_none()
        && let Some(secret) = device.secret_in(own, named, &fact.wraps)
    {
        row.hold(fact.generation, &secret);
    }
    follow_links(row, own);
}

/// Opens the links from the secrets that are held to the older ones, the newest first.
fn follow_links(row: &mut CircleRow, own: linli_shared::ids::RingId) {
    for index in (0..row.facts.len()).rev() {
        let Some(fact) = row.facts.get(index).map(|at| &at.fact) else { continue };
        let Some(link) = &fact.previous else { continue };
        let Some(secret) = row.secret(fact.generation, fact.commitment.0) else { continue };
        let before = secret.unlink(own, fact.generation, link);
        let Some((before, older)) = before.zip(fact.generation.checked_sub(1)) else { continue };
        let commitment = before.commitment();
        if row.facts.iter().any(|at| at.fact.generation == older && at.fact.commitment.0 == commitment) {
            row.hold(older, &before);
        }
    }
}

fn opened(
    secret: &RingSecret,
    device: &Device,
    sealed: &SealedMessage,
    row: &CircleRow,
    record: RecordId,
) -> Option<Said> {
    let context = BodyContext {
        log: device.log()?,
        device: sealed.said.device,
        nonce: sealed.nonce,
        index: sealed.said.index,
        record,
        kind: sealed.said.kind,
        scope: row.meta.scope,
    };
    let content = open(secret, &context, &sealed.said.content).ok()?;
    Some(Said { content, ..sealed.said.clone() })
}

/// Whether a member owned a circle at a place.
fn owns(device: &mut Device, known: Option<&RecordMeta>, member: MemberId, (seq, time): (Seq, Millis)) -> bool {
    let past = device.past_roster(seq);
    let roster = past.as_deref().unwrap_or(device.roster());
    let circle = known.and_then(|known| known.audience.as_ref()).and_then(|audience| audience.circle.as_ref());
    circle.is_some_and(|circle| circle.owner(roster, time) == Some(member))
}

/// Opens the messages whose secret has come.
fn open_sealed(device: &mut Device, row: &CircleRow, record: RecordId) -> Vec<Heard> {
    let opens = |key: &KeyRef| row.secret(key.generation, key.commitment).is_some();
    let ready = device.sealed_messages.take(record, opens);
    // What its own secret does not open is nobody's word.
    let mut one = |sealed: &SealedMessage| {
        let secret = row.secret(sealed.key.generation, sealed.key.commitment)?;
        let said = opened(&secret, device, sealed, row, record)?;
        let known = said.origin().and_then(|origin| row.before((said.seq, said.index), origin));
        let may_hide = owns(device, known.as_ref(), said.by, (said.seq, said.time));
        Some(Heard { may_hide, said })
    };
    ready.iter().filter_map(&mut one).collect()
}

fn message(
    device: &mut Device,
    at: &At<'_>,
    known: Option<&RecordMeta>,
    turn: &mut Turn<'_>,
) -> Result<Result<Vec<Heard>, Miss>, Failure> {
    let record = at.entry.record;
    let row = circle(turn, record)?.filter(|row| row.meta.scope == at.entry.scope);
    let (Some(mut row), Some(key)) = (row, at.entry.key) else { return Ok(Err(VoidReason::WrongPlace.into())) };
    let said = match said(device, at, at.entry.body.clone()) {
        Ok(said) => said,
        Err(reason) => return Ok(Err(reason.into())),
    };
    let sealed = SealedMessage { said, nonce: at.parcel.header().nonce, key };
    // What was to be done in the same act for nothing, because somebody else did it first.
    let before = row.facts.len();
    row.facts.retain(|known| known.stand.number().is_none_or(|number| !at.own.contains(&number)));
    if row.facts.len() < before {
        row.put_in_order();
        device.keep_circle(record, &row, turn)?;
    }
    let Some(secret) = row.secret(key.generation, key.commitment) else {
        if row.missed.is_none_or(|missed| missed > at.seq) {
            row.missed = Some(at.seq);
            device.keep_circle(record, &row, turn)?;
        }
        device.sealed_messages.keep(record, sealed);
        return Ok(Ok(Vec::new()));
    };
    let opened = opened(&secret, device, &sealed, &row, record);
    let may_hide = owns(device, known, sealed.said.by, (at.judged, at.time));
    Ok(opened.map(|said| vec![Heard { said, may_hide }]).ok_or(VoidReason::Malformed.into()))
}

/// Own work on a circle that was refused is taken out. What waits in one that will not begin has nothing to stand on.
///
/// # Errors
/// As [`circle`].
pub(crate) fn undo(device: &mut Device, item: &OutboxItem, turn: &mut Turn<'_>) -> Result<(), Failure> {
    if !take_out(device, item.record, Some(item.number), None, turn)? {
        return Ok(());
    }
    let state = device.outbox().find(|known| known.number == item.number).map(|known| known.state);
    if let Some(OutState::Refused(reason)) = state {
        let is_left = |known: &&OutboxItem| known.record == item.record && known.state == OutState::Waiting;
        let left: Vec<u64> = device.outbox().filter(is_left).map(|known| known.number).collect();
        device.refuse(&left, reason, turn)?;
    }
    device.drop_chat(item.record, turn);
    Ok(())
}

/// Work of this person that has a place already, because keys it had before brought it, is not done twice.
///
/// # Errors
/// As [`circle`].
pub(crate) fn drop_if_placed(device: &mut Device, item: &OutboxItem, turn: &mut Turn<'_>) -> Result<(), Failure> {
    if !circle(turn, item.record)?.is_some_and(|row| row.has_own(item.number)) {
        device.drop_item(item.number, turn);
    }
    Ok(())
}

/// Takes own work, or an entry that no log holds any more, out of a circle; its row has to be loaded. Tells whether nothing
/// is left of it.
///
/// # Errors
/// As [`circle`].
pub(crate) fn take_out(
    device: &mut Device,
    record: RecordId,
    number: Option<u64>,
    origin: Option<Origin>,
    turn: &mut Turn<'_>,
) -> Result<bool, Failure> {
    let Some(mut row) = circle(turn, record)? else { return Ok(false) };
    let is_gone =
        |stand: Stand| (number.is_some() && stand.number() == number) || (origin.is_some() && stand.origin() == origin);
    row.facts.retain(|at| !is_gone(at.stand));
    row.put_in_order();
    if row.facts.is_empty() {
        return Ok(true);
    }
    device.keep_circle(record, &row, turn)?;
    Ok(false)
}

/// The relay lost everything after a place: nothing is taken off the screen until a verdict says so. Every row of
/// conversations has to be loaded.
///
/// # Errors
/// As [`circle`].
pub(crate) fn lose(device: &mut Device, fork: Seq, turn: &mut Turn<'_>) -> Result<(), Failure> {
    device.sealed_messages.clear();
    let keys: Vec<Vec<u8>> = turn.rows.all(Table::Chat).map(|(key, _)| key.to_vec()).collect();
    for record in keys.into_iter().filter_map(|key| key.try_into().ok().map(RecordId)) {
        let Some(mut row) = circle(turn, record)? else { continue };
        let lost: Vec<bool> = row.facts.iter_mut().map(|at| at.stand.lose(fork)).collect();
        if lost.contains(&true) {
            row.put_in_order();
            device.keep_circle(record, &row, turn)?;
        }
    }
    Ok(())
}
