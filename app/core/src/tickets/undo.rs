//! When work on tickets is refused, lost by the relay, done again under new keys, or erased.
//!
//! **Invariant:** the words and photos of a report that was refused stay with the person who wrote them, unless it was
//! erased.

use linli_contract::Failure;
use linli_contract::tickets::ReportForm;
use linli_shared::access::RecordAt;
use linli_shared::blobs::Attachment;
use linli_shared::ids::RecordId;
use linli_shared::kinds::{Family, Kind};
use linli_shared::log::Seq;
use linli_shared::parcel::Entry;
use linli_shared::tickets::{CaseContent, PublicContent, StepContent};

use super::rows::{Origin, PublicRow, Stand, TicketRow};
use crate::device::outbox::{OutBody, OutState, OutboxItem, StoredReason};
use crate::device::{Device, Turn};
use crate::photos;
use crate::store::Table;

/// Own work that was refused is taken out of what this device shows.
///
/// # Errors
/// [`Failure::StoreFailed`] if a row cannot be read.
pub(crate) fn undo(
    device: &mut Device,
    item: &OutboxItem,
    reason: StoredReason,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let still = take_out(device, item.kind, item.record, turn, |stand| stand.number() == Some(item.number))?;
    // What was erased is not given back.
    if item.is_pending() && reason != StoredReason::Renewed {
        give_back(device, item, &still, turn);
    }
    if item.kind == Kind::Case { refuse_later(device, item, turn) } else { Ok(()) }
}

/// The photos of what was refused are kept again, and its report becomes the draft, unless another is being written.
fn give_back(device: &mut Device, item: &OutboxItem, still: &[Attachment], turn: &mut Turn<'_>) {
    let OutBody::Content(content) = &item.body else { return };
    let at = RecordAt { record: item.record, kind: item.kind.base(), scope: item.scope };
    photos::release(device, turn, at, &attached(item.kind, content), still);
    if item.kind == Kind::Case
        && let Some(form) = CaseContent::from_content(content).ok().and_then(form)
        && device.report_draft(form.is_service).is_none()
    {
        device.keep_report(form.is_service, Some(form), turn);
    }
}

/// The photos and files that a content names.
fn attached(kind: Kind, content: &[u8]) -> Vec<Attachment> {
    let attached = if kind == Kind::Case {
        CaseContent::from_content(content).map(|case| case.attached)
    } else if kind == Kind::Step {
        StepContent::from_content(content).map(|step| step.attached)
    } else if kind == Kind::PublicReport {
        PublicContent::from_content(content).map(|report| report.attached)
    } else {
        return Vec::new();
    };
    attached.unwrap_or_default()
}

/// All photos and files that a ticket's row names.
pub(crate) fn attached_of(row: &TicketRow) -> Vec<Attachment> {
    let case = row.case.iter().flat_map(|case| attached(Kind::Case, &case.content));
    case.chain(row.steps.iter().flat_map(|step| attached(Kind::Step, &step.content))).collect()
}

/// All photos that a public version's row names.
pub(crate) fn attached_of_public(row: &PublicRow) -> Vec<Attachment> {
    row.report.iter().flat_map(|report| attached(Kind::PublicReport, &report.content)).collect()
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
    take_out(device, entry.kind, entry.record, turn, |stand| stand.origin() == Some(origin)).map(drop)
}

/// Takes something out of a record's row; what photos the record goes on naming.
fn take_out(
    device: &mut Device,
    kind: Kind,
    record: RecordId,
    turn: &mut Turn<'_>,
    is_gone: impl Fn(Stand) -> bool,
) -> Result<Vec<Attachment>, Failure> {
    if kind.family() == Family::Public {
        let Some(mut row) = device.public_report(turn, record)? else { return Ok(Vec::new()) };
        row.take_out(is_gone);
        if row.report.is_none() && row.voices.is_empty() {
            device.drop_public_row(record, turn);
        } else {
            device.write_public_row(record, &row, turn);
        }
        return Ok(attached_of_public(&row));
    }
    let Some(mut row) = device.ticket(turn, record)? else { return Ok(Vec::new()) };
    row.take_out(is_gone);
    if row.is_empty() {
        device.drop_ticket(record, turn);
    } else {
        device.write_ticket(record, &row, turn);
    }
    Ok(attached_of(&row))
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
