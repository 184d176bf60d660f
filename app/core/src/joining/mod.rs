//! Joining 入群: asking, reviewing, inviting.

use linli_contract::Failure;
use linli_contract::joining::{Admitted, CodeView, DeskView, InvitationView, RequestView};
use linli_contract::members::Standing;

use crate::device::{Device, Turn};

/// Stands in for ReadCode.
///
/// # Errors
/// Always, until it is written.
pub fn read_code(_: &mut Device, _: &linli_contract::joining::ReadCode, _: &mut Turn<'_>) -> Result<CodeView, Failure> {
    Err(Failure::Defect)
}

/// Stands in for ReadDesk.
///
/// # Errors
/// Always, until it is written.
pub fn desk(_: &mut Device, _: &linli_contract::joining::ReadDesk, _: &mut Turn<'_>) -> Result<DeskView, Failure> {
    Err(Failure::Defect)
}

/// Stands in for Admit.
///
/// # Errors
/// Always, until it is written.
pub fn admit(_: &mut Device, _: &linli_contract::joining::Admit, _: &mut Turn<'_>) -> Result<Admitted, Failure> {
    Err(Failure::Defect)
}

/// Stands in for ReturnRequest.
///
/// # Errors
/// Always, until it is written.
pub fn return_request(
    _: &mut Device,
    _: &linli_contract::joining::ReturnRequest,
    _: &mut Turn<'_>,
) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Stands in for Recommend.
///
/// # Errors
/// Always, until it is written.
pub fn recommend(_: &mut Device, _: &linli_contract::joining::Recommend, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Stands in for ReviewCode.
///
/// # Errors
/// Always, until it is written.
pub fn review_code(
    _: &mut Device,
    _: &linli_contract::joining::ReviewCode,
    _: &mut Turn<'_>,
) -> Result<RequestView, Failure> {
    Err(Failure::Defect)
}

/// Stands in for DecideHeld.
///
/// # Errors
/// Always, until it is written.
pub fn decide_held(_: &mut Device, _: &linli_contract::joining::DecideHeld, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Stands in for MakeInvitation.
///
/// # Errors
/// Always, until it is written.
pub fn make_invitation(
    _: &mut Device,
    _: &linli_contract::joining::MakeInvitation,
    _: &mut Turn<'_>,
) -> Result<InvitationView, Failure> {
    Err(Failure::Defect)
}

/// Stands in for ReadInvitations.
///
/// # Errors
/// Always, until it is written.
pub fn invitations(
    _: &mut Device,
    _: &linli_contract::joining::ReadInvitations,
    _: &mut Turn<'_>,
) -> Result<Vec<InvitationView>, Failure> {
    Err(Failure::Defect)
}

/// Stands in for EndInvitation.
///
/// # Errors
/// Always, until it is written.
pub fn end_invitation(
    _: &mut Device,
    _: &linli_contract::joining::EndInvitation,
    _: &mut Turn<'_>,
) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Stands in for AskToJoin.
///
/// # Errors
/// Always, until it is written.
pub fn ask_to_join(
    _: &mut Device,
    _: &linli_contract::joining::AskToJoin,
    _: &mut Turn<'_>,
) -> Result<Standing, Failure> {
    Err(Failure::Defect)
}

/// Stands in for ShowMyself.
///
/// # Errors
/// Always, until it is written.
pub fn show_myself(
    _: &mut Device,
    _: &linli_contract::joining::ShowMyself,
    _: &mut Turn<'_>,
) -> Result<Standing, Failure> {
    Err(Failure::Defect)
}

/// Stands in for WithdrawJoin.
///
/// # Errors
/// Always, until it is written.
pub fn withdraw(
    _: &mut Device,
    _: &linli_contract::joining::WithdrawJoin,
    _: &mut Turn<'_>,
) -> Result<Standing, Failure> {
    Err(Failure::Defect)
}

/// Stands in for TakeCode.
///
/// # Errors
/// Always, until it is written.
pub fn take_code(_: &mut Device, _: &linli_contract::joining::TakeCode, _: &mut Turn<'_>) -> Result<Standing, Failure> {
    Err(Failure::Defect)
}

/// Stands in for TakePaper.
///
/// # Errors
/// Always, until it is written.
pub fn take_paper(
    _: &mut Device,
    _: &linli_contract::joining::TakePaper,
    _: &mut Turn<'_>,
) -> Result<Standing, Failure> {
    Err(Failure::Defect)
}
