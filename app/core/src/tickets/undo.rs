//! When work on tickets is refused, lost by the relay, done again under new keys, or erased.
//!
//! **Invariant:** the words of a report that was refused stay with the person who wrote them.

use linli_contract::Failure;
use linli_contract::tickets::ReportForm;
use linli_shared::ids::RecordId;
use linli_shared::kinds::{Family, Kind};
use linli_shared::log::Seq;
use linli_shared::parcel::Entry;
use linli_shared::tickets::CaseContent;

use super::rows::{Origin, PublicRow, Stand, TicketRow};
use crate::device::outbox::{OutBody, OutState, OutboxItem};
use crate::device::{Device, Turn};
use crate::store::Table;

/// Own work that was refused is taken out of what this device shows.
///
/// # Errors
/// [`Failure::StoreFailed`] if a row cannot be read.
pub(crate) fn undo(device: &mut Device, item: &OutboxItem, turn: &mut Turn<'_>) -> Result<(), Failure> {
    take_out(device, item.kind, item.record, turn, |stand| stand.number() == Some(item.number))?;
    if let (Kind::Case, OutBody::Content(content)) = (item.kind, &item.body)
        && device.report_draft.is_none()
        && let Some(form) = CaseContent::from_content(content).ok().and_then(form)
    {
        device.keep_report(Some(form), turn);
    }
    if item.kind == Kind::Case { refuse_later(device, item, turn) } else { Ok(()) }
}

/// What waits to be written to a ticket that no log will hold has nothing to stand on.
fn refuse_later(device: &mut Device, case: &OutboxItem, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let state = device.outbox().find(|item| item.number == case.number).map(|item| item.state);
    let Some(OutState::Refused(reason)) = state else { return Ok(()) };
    let is_left = |item: &&OutboxItem| item.record == case.record && item.state == OutState::Waiting;
    let left: Vec<u64> = device.outbox().filter(is_left).map(|item| item.number).collect();
    if left.is_empty() { Ok(()) } else { device.refuse(&left, reason, turn) }
}

/// The report as it was written; `None` of a work thread.
fn form(case: CaseContent) -> Option<ReportForm> {
    let is_report = case.thread_of.is_none();
    is_report.then(|| ReportForm {
        category: case.category,
        area: case.place.area,
        place: case.place.words,
        words: case.words,
        attached: case.attached.iter().map(|attached| attached.full.id).collect(),
        public: case.public,
        phone: case.phone,
        for_member: case.for_member,
        for_person: case.for_person,
        is_service: case.is_service,
    })
}

/// An entry that no log holds any more is taken out of what this device shows.
///
/// # Errors
/// [`Failure::StoreFailed`] if a row cannot be read.
pub(crate) fn forget(device: &mut Device, entry: &Entry, origin: Origin, turn: &mut Turn<'_>) -> Result<(), Failure> {
    take_out(device, entry.kind, entry.record, turn, |stand| stand.origin() == Some(origin))
}

fn take_out(
    device: &mut Device,
    kind: Kind,
    record: RecordId,
    turn: &mut Turn<'_>,
    is_gone: impl Fn(Stand) -> bool,
) -> Result<(), Failure> {
    if kind.family() == Family::Public {
        let Some(mut row) = device.public_report(turn, record)? else { return Ok(()) };
        row.take_out(is_gone);
        if row.report.is_none() && row.voices.is_empty() {
            device.drop_public_row(record, turn);
        } else {
            device.write_public_row(record, &row, turn);
        }
        return Ok(());
    }
    let Some(mut row) = device.ticket(turn, record)? else { return Ok(()) };
    row.take_out(is_gone);
    if row.is_empty() {
        device.drop_ticket(record, turn);
    } else {
        device.write_ticket(record, &row, turn);
    }
    Ok(())
}

impl Device {
    /// Work of this person that has a place already, because keys it had before brought it, is not done twice.
    ///
    /// # Errors
    /// [`Failure::StoreFailed`] if a row cannot be read.
    pub(crate) fn drop_if_placed(&mut self, item: &OutboxItem, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let waits = if item.kind.family() == Family::Public {
            self.public_report(turn, item.record)?.is_some_and(|row| row.has_own(item.number))
        } else {
            self.ticket(turn, item.record)?.is_some_and(|row| row.has_own(item.number))
        };
        if !waits {
            self.drop_item(item.number, turn);
        }
        Ok(())
    }

    /// The relay lost everything after a place: nothing is taken off the screen until a verdict says so.
    ///
    /// # Errors
    /// [`Failure::StoreFailed`] if a row cannot be read.
    pub(crate) fn lose_tickets(&mut self, fork: Seq, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let keys: Vec<Vec<u8>> = turn.rows.all(Table::Ticket).map(|(key, _)| key.to_vec()).collect();
        for key in keys {
            let Some(id) = key.first_chunk::<16>().copied().map(RecordId) else { continue };
            if key.len() > id.0.len() {
                let Some(mut row) = turn.rows.read::<PublicRow>(Table::Ticket, &key)? else { continue };
                if row.lose(fork) {
                    self.write_public_row(id, &row, turn);
                }
            } else {
                let Some(mut row) = turn.rows.read::<TicketRow>(Table::Ticket, &key)? else { continue };
                if row.lose(fork) {
                    self.write_ticket(id, &row, turn);
                }
            }
        }
        Ok(())
    }
}
