//! What is kept of a ticket: read, folded, put in order, opened by the person.

use linli_contract::Failure;
use linli_contract::tickets::ReportForm;
use linli_shared::ids::RecordId;
use linli_shared::kinds::Kind;
use linli_shared::tickets::{CommunityTables, Placed, Ticket, fold};

use super::rows::TicketRow;
use crate::device::rows::meta;
use crate::device::{Device, Turn};
use crate::store::Table;

/// The tables that hold in the community now.
pub(crate) fn tables(device: &Device) -> CommunityTables {
    let Some(log) = device.log() else { return CommunityTables::default() };
    let paper = device.paper(Kind::Tables, CommunityTables::record(log));
    paper.and_then(|row| CommunityTables::from_content(&row.content).ok()).unwrap_or_default()
}

/// What a ticket came to, own work that waits on top; `None` while its case cannot be read here.
pub(crate) fn fold_of(device: &Device, row: &TicketRow) -> Option<Ticket> {
    let at = row.case.as_ref()?;
    let steps: Vec<Placed> = row.steps.iter().map(super::rows::StepAt::placed).collect();
    Some(fold(&at.content()?, at.author, at.stand.time(), &steps, &tables(device)))
}

impl Device {
    /// The person looks at a ticket: what is in it is no longer new.
    ///
    /// # Errors
    /// As [`Self::ticket`].
    pub(crate) fn note_opened(&mut self, record: RecordId, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let Some(mut row) = self.ticket(turn, record)? else { return Ok(()) };
        if row.is_unread || row.opened.is_none() {
            (row.is_unread, row.opened) = (false, Some(turn.now.time));
            self.write_ticket(record, &row, turn);
        }
        Ok(())
    }

    /// A report as it was typed and not sent, or as it was when it was refused.
    #[must_use]
    pub fn report_draft(&self, is_service: bool) -> Option<&ReportForm> {
        self.report_drafts[usize::from(is_service)].as_ref()
    }

    /// Every report and order that was typed and not sent.
    pub(crate) fn report_drafts(&self) -> impl Iterator<Item = &ReportForm> {
        self.report_drafts.iter().flatten()
    }

    /// Keeps a report, or an order of a service, as it is typed; `None` throws it away.
    pub(crate) fn keep_report(&mut self, is_service: bool, form: Option<ReportForm>, turn: &mut Turn<'_>) {
        let key = meta::REPORTS[usize::from(is_service)].to_vec();
        match form.as_ref().map(serde_json::to_vec) {
            Some(Ok(bytes)) => turn.rows.put(Table::Meta, key, bytes),
            Some(Err(_)) | None => turn.rows.delete(Table::Meta, key),
        }
        self.report_drafts[usize::from(is_service)] = form;
        turn.durable();
    }
}
