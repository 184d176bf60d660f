//! What was refused, lost or erased is taken out of what this device shows.

use linli_contract::Failure;
use linli_shared::access::RecordAt;
use linli_shared::blobs::Attachment;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::{Family, Kind};
use linli_shared::parcel::Entry;

use super::ballots::{Ballots, ballot_key};
use super::named::{attached, attached_of};
use super::rows::{Said, Thread, thread};
use crate::device::outbox::{OutBody, OutState, OutboxItem, StoredReason};
use crate::device::{Device, Turn};
use crate::photos;
use crate::store::Table;
use crate::tickets::rows::Origin;

/// Own work that was refused is taken out. What was written stays with the person: as a draft where its feature has one,
/// otherwise `RefusedView::words` shows it ([`crate::sync`]); its photos are kept again.
///
/// # Errors
/// As [`thread`].
pub(crate) fn undo(
    device: &mut Device,
    item: &OutboxItem,
    reason: StoredReason,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let is_it = |said: &Said| said.number == Some(item.number);
    let still = take_out(device, item.kind, (item.record, item.scope), turn, is_it)?;
    if item.is_pending() && reason != StoredReason::Renewed {
        give_back(device, item, &still, turn);
    }
    if item.kind.family() == Family::Square && item.kind.is_once() {
        refuse_later(device, item, reason, turn)?;
    }
    Ok(())
}

/// The photos that a content named and no other names are kept again.
fn release(device: &mut Device, item: &OutboxItem, still: &[Attachment], turn: &mut Turn<'_>) {
    let OutBody::Content(content) = &item.body else { return };
    let named = attached(item.kind, content);
    if !named.is_empty() {
        let at = RecordAt { scope: item.scope, ..super::at(device, item.record, item.kind) };
        photos::release(device, turn, at, &named, still);
    }
}

fn give_back(device: &mut Device, item: &OutboxItem, still: &[Attachment], turn: &mut Turn<'_>) {
    release(device, item, still, turn);
    if item.kind.base() == Kind::Post {
        crate::posts::give_back(device, item, turn);
    }
}

/// What waits to be said in a record that no log will hold has nothing to stand on.
fn refuse_later(
    device: &mut Device,
    opening: &OutboxItem,
    reason: StoredReason,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let is_left = |item: &&OutboxItem| {
        item.record == opening.record
            && item.number != opening.number
            && item.kind.base() == opening.kind
            && item.state == OutState::Waiting
    };
    let left: Vec<u64> = device.outbox().filter(is_left).map(|item| item.number).collect();
    if left.is_empty() { Ok(()) } else { device.refuse(&left, reason, turn) }
}

/// An entry that the relay lost is taken out.
///
/// # Errors
/// As [`thread`].
pub(crate) fn forget(device: &mut Device, entry: &Entry, origin: Origin, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let is_it = |said: &Said| said.origin() == Some(origin);
    take_out(device, entry.kind, (entry.record, entry.scope), turn, is_it).map(drop)
}

/// Takes something out of a record, or the record if it began with it; what photos the record goes on naming.
fn take_out(
    device: &mut Device,
    kind: Kind,
    (record, scope): (RecordId, AreaId),
    turn: &mut Turn<'_>,
    is_it: impl Fn(&Said) -> bool,
) -> Result<Vec<Attachment>, Failure> {
    if kind.family() == Family::Ballot {
        let key = ballot_key(record, scope);
        let Some(mut ballots) = turn.rows.read::<Ballots>(Table::Square, &key)? else { return Ok(Vec::new()) };
        ballots.votes.retain(|said| !is_it(said));
        turn.rows.write(Table::Square, key, &ballots);
        turn.square_changed(record);
        return Ok(ballots.votes.iter().flat_map(|vote| attached(vote.kind, &vote.content)).collect());
    }
    let Some(mut row) = thread(turn, record)? else { return Ok(Vec::new()) };
    if kind.is_once() {
        if is_it(&row.opening) {
            device.drop_thread(record, turn);
            return Ok(Vec::new());
        }
        return Ok(attached_of(&row));
    }
    let before = row.said.len();
    row.said.retain(|said| !is_it(said));
    if row.said.len() < before {
        device.keep_thread(record, &row, turn);
    }
    Ok(attached_of(&row))
}

/// Takes back what this person said in a record and what has not gone out; `false` if it has. The row of the record has to be
/// loaded. Its photos are kept again.
///
/// # Errors
/// As [`thread`].
pub(crate) fn unsay(device: &mut Device, number: u64, turn: &mut Turn<'_>) -> Result<bool, Failure> {
    let item = device.outbox().find(|item| item.number == number && item.state == OutState::Waiting).cloned();
    let Some(item) = item.filter(|item| !item.kind.is_once() && item.bundle.is_none()) else { return Ok(false) };
    device.drop_item(number, turn);
    let still = take_out(device, item.kind, (item.record, item.scope), turn, |said| said.number == Some(number))?;
    release(device, &item, &still, turn);
    turn.durable();
    Ok(true)
}

/// Work of this person that has a place already, because keys it had before brought it, is not done twice. The row of its
/// record has to be loaded.
///
/// # Errors
/// As [`thread`].
pub(crate) fn drop_if_placed(device: &mut Device, item: &OutboxItem, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let waits = |said: &Said| said.number == Some(item.number);
    let is_placed = if item.kind.family() == Family::Ballot {
        let ballots: Option<Ballots> = turn.rows.read(Table::Square, &ballot_key(item.record, item.scope))?;
        ballots.is_some_and(|ballots| !ballots.votes.iter().any(waits))
    } else {
        let row: Option<Thread> = thread(turn, item.record)?;
        row.is_some_and(|row| !waits(&row.opening) && !row.said.iter().any(waits))
    };
    if is_placed {
        device.drop_item(item.number, turn);
    }
    Ok(())
}

/// A record that was erased leaves this device, with the votes on it. Every row of the square has to be loaded.
pub(crate) fn erase(device: &mut Device, id: RecordId, turn: &mut Turn<'_>) {
    let of_it = turn.rows.all(Table::Square).filter(|(key, _)| key.starts_with(&id.0)).map(|(key, _)| key.to_vec());
    let of_it: Vec<Vec<u8>> = of_it.collect();
    of_it.into_iter().for_each(|key| turn.rows.delete(Table::Square, key));
    device.drop_thread(id, turn);
    super::drafts::drop_drafts(id, turn);
}
