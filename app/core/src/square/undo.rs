//! What was refused, lost or erased is taken out of what this device shows.

use linli_contract::Failure;
use linli_shared::ids::{DeviceId, RecordId};
use linli_shared::kinds::Family;
use linli_shared::parcel::Entry;

use super::ballots::{Ballots, ballot_key};
use super::rows::{Said, thread};
use crate::device::outbox::{OutboxItem, StoredReason};
use crate::device::{Device, Turn};
use crate::store::Table;

/// Own work that was refused is taken out. What was written stays with the person: `RefusedView::words` shows it
/// ([`crate::sync`]).
///
/// # Errors
/// As [`thread`].
pub(crate) fn undo(
    device: &mut Device,
    item: &OutboxItem,
    _: StoredReason,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let is_it = |said: &Said| said.number == Some(item.number);
    if item.kind.family() == Family::Ballot {
        return keep_ballots(item.record, &ballot_key(item.record, item.scope), |said| !is_it(said), turn);
    }
    let Some(mut row) = thread(turn, item.record)? else { return Ok(()) };
    if item.kind.is_once() {
        if !row.opening.is_confirmed() && is_it(&row.opening) {
            device.drop_thread(item.record, turn);
        }
        return Ok(());
    }
    row.said.retain(|said| !is_it(said));
    device.keep_thread(item.record, &row, turn);
    Ok(())
}

/// An entry that the relay lost is taken out.
///
/// # Errors
/// As [`thread`].
pub(crate) fn forget(
    device: &mut Device,
    entry: &Entry,
    author: DeviceId,
    content: &[u8],
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let is_it = |said: &Said| {
        said.number.is_none() && said.device == author && said.kind == entry.kind && said.content == content
    };
    if entry.kind.family() == Family::Ballot {
        return keep_ballots(entry.record, &ballot_key(entry.record, entry.scope), |said| !is_it(said), turn);
    }
    let Some(mut row) = thread(turn, entry.record)? else { return Ok(()) };
    if entry.kind.is_once() {
        if is_it(&row.opening) {
            device.drop_thread(entry.record, turn);
        }
        return Ok(());
    }
    row.said.retain(|said| !is_it(said));
    device.keep_thread(entry.record, &row, turn);
    Ok(())
}

fn keep_ballots(
    topic: RecordId,
    key: &[u8],
    stays: impl Fn(&Said) -> bool,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let Some(mut ballots) = turn.rows.read::<Ballots>(Table::Square, key)? else { return Ok(()) };
    ballots.votes.retain(stays);
    turn.rows.write(Table::Square, key.to_vec(), &ballots);
    turn.square_changed(topic);
    Ok(())
}

/// A record that was erased leaves this device. Every row of the square has to be loaded.
pub(crate) fn erase(device: &mut Device, id: RecordId, turn: &mut Turn<'_>) {
    let of_it = turn.rows.all(Table::Square).filter(|(key, _)| key.starts_with(&id.0)).map(|(key, _)| key.to_vec());
    let of_it: Vec<Vec<u8>> = of_it.collect();
    of_it.into_iter().for_each(|key| turn.rows.delete(Table::Square, key));
    device.drop_thread(id, turn);
}
