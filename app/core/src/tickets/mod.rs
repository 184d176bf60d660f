//! Tickets: reports and their way; public versions; the community's tables; boards.

pub(crate) mod audience;
pub(crate) mod keep;
pub(crate) mod rows;
pub(crate) mod sums;
pub(crate) mod write;

use linli_contract::Failure;
use linli_contract::tickets as contract;
use linli_shared::ids::DeviceId;
use linli_shared::parcel::Entry;

use crate::device::outbox::OutboxItem;
use crate::device::rows::Want;
use crate::device::{Device, Turn};

pub fn read_tickets_wants(_: &Device, _: &contract::ReadTickets) -> Vec<Want> {
    Vec::new()
}

pub fn read_tickets(
    _: &mut Device,
    _: &contract::ReadTickets,
    _: &mut Turn<'_>,
) -> Result<contract::TicketsView, Failure> {
    Err(Failure::Defect)
}

pub fn open_report_wants(_: &Device, _: &contract::OpenReport) -> Vec<Want> {
    Vec::new()
}

pub fn open_report(
    _: &mut Device,
    _: &contract::OpenReport,
    _: &mut Turn<'_>,
) -> Result<contract::ReportView, Failure> {
    Err(Failure::Defect)
}

pub fn save_report_draft_wants(_: &Device, _: &contract::SaveReportDraft) -> Vec<Want> {
    Vec::new()
}

pub fn save_report_draft(_: &mut Device, _: &contract::SaveReportDraft, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

pub fn find_similar_wants(_: &Device, _: &contract::FindSimilar) -> Vec<Want> {
    Vec::new()
}

pub fn find_similar(
    _: &mut Device,
    _: &contract::FindSimilar,
    _: &mut Turn<'_>,
) -> Result<Vec<contract::TicketRow>, Failure> {
    Err(Failure::Defect)
}

pub fn send_report_wants(_: &Device, _: &contract::SendReport) -> Vec<Want> {
    Vec::new()
}

pub fn send_report(
    _: &mut Device,
    _: &contract::SendReport,
    _: &mut Turn<'_>,
) -> Result<linli_shared::ids::RecordId, Failure> {
    Err(Failure::Defect)
}

pub fn read_ticket_wants(_: &Device, _: &contract::ReadTicket) -> Vec<Want> {
    Vec::new()
}

pub fn read_ticket(
    _: &mut Device,
    _: &contract::ReadTicket,
    _: &mut Turn<'_>,
) -> Result<contract::TicketView, Failure> {
    Err(Failure::Defect)
}

pub fn do_step_wants(_: &Device, _: &contract::DoStep) -> Vec<Want> {
    Vec::new()
}

pub fn do_step(_: &mut Device, _: &contract::DoStep, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

pub fn start_thread_wants(_: &Device, _: &contract::StartThread) -> Vec<Want> {
    Vec::new()
}

pub fn start_thread(
    _: &mut Device,
    _: &contract::StartThread,
    _: &mut Turn<'_>,
) -> Result<linli_shared::ids::RecordId, Failure> {
    Err(Failure::Defect)
}

pub fn read_public_wants(_: &Device, _: &contract::ReadPublic) -> Vec<Want> {
    Vec::new()
}

pub fn read_public(
    _: &mut Device,
    _: &contract::ReadPublic,
    _: &mut Turn<'_>,
) -> Result<contract::PublicView, Failure> {
    Err(Failure::Defect)
}

pub fn set_voice_wants(_: &Device, _: &contract::SetVoice) -> Vec<Want> {
    Vec::new()
}

pub fn set_voice(_: &mut Device, _: &contract::SetVoice, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

pub fn publish_ticket_wants(_: &Device, _: &contract::PublishTicket) -> Vec<Want> {
    Vec::new()
}

pub fn publish_ticket(_: &mut Device, _: &contract::PublishTicket, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

pub fn read_ticket_board_wants(_: &Device, _: &contract::ReadTicketBoard) -> Vec<Want> {
    Vec::new()
}

pub fn read_ticket_board(
    _: &mut Device,
    _: &contract::ReadTicketBoard,
    _: &mut Turn<'_>,
) -> Result<contract::TicketBoard, Failure> {
    Err(Failure::Defect)
}

pub fn read_tables_wants(_: &Device, _: &contract::ReadTables) -> Vec<Want> {
    Vec::new()
}

pub fn read_tables(
    _: &mut Device,
    _: &contract::ReadTables,
    _: &mut Turn<'_>,
) -> Result<contract::TablesView, Failure> {
    Err(Failure::Defect)
}

pub fn save_tables_wants(_: &Device, _: &contract::SaveTables) -> Vec<Want> {
    Vec::new()
}

pub fn save_tables(_: &mut Device, _: &contract::SaveTables, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Own work that was refused is taken out of what this device shows.
pub(crate) fn undo(_: &mut Device, _: &OutboxItem, _: &mut Turn<'_>) -> Result<(), Failure> {
    Ok(())
}

/// An entry that the relay lost is taken out of what this device shows.
pub(crate) fn forget(_: &mut Device, _: &Entry, _: DeviceId, _: &[u8], _: &mut Turn<'_>) -> Result<(), Failure> {
    Ok(())
}
