//! Members: reading and changing the roster.

use linli_contract::Failure;
use linli_contract::members::{MemberCard, MembersView, PaperView, Standing};

use crate::device::{Device, Turn};

/// Stands in for ReadMembers.
///
/// # Errors
/// Always, until it is written.
pub fn members(
    _: &mut Device,
    _: &linli_contract::members::ReadMembers,
    _: &mut Turn<'_>,
) -> Result<MembersView, Failure> {
    Err(Failure::Defect)
}

/// Stands in for ReadMember.
///
/// # Errors
/// Always, until it is written.
pub fn member(
    _: &mut Device,
    _: &linli_contract::members::ReadMember,
    _: &mut Turn<'_>,
) -> Result<MemberCard, Failure> {
    Err(Failure::Defect)
}

/// Stands in for GrantRole.
///
/// # Errors
/// Always, until it is written.
pub fn grant_role(_: &mut Device, _: &linli_contract::members::GrantRole, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Stands in for EndRole.
///
/// # Errors
/// Always, until it is written.
pub fn end_role(_: &mut Device, _: &linli_contract::members::EndRole, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Stands in for HandRole.
///
/// # Errors
/// Always, until it is written.
pub fn hand_role(_: &mut Device, _: &linli_contract::members::HandRole, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Stands in for RemoveMember.
///
/// # Errors
/// Always, until it is written.
pub fn remove_member(
    _: &mut Device,
    _: &linli_contract::members::RemoveMember,
    _: &mut Turn<'_>,
) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Stands in for RemoveDevice.
///
/// # Errors
/// Always, until it is written.
pub fn remove_device(
    _: &mut Device,
    _: &linli_contract::members::RemoveDevice,
    _: &mut Turn<'_>,
) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Stands in for GiveSeat.
///
/// # Errors
/// Always, until it is written.
pub fn give_seat(_: &mut Device, _: &linli_contract::members::GiveSeat, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Stands in for MakeCard.
///
/// # Errors
/// Always, until it is written.
pub fn make_card(_: &mut Device, _: &linli_contract::members::MakeCard, _: &mut Turn<'_>) -> Result<String, Failure> {
    Err(Failure::Defect)
}

/// Stands in for MakePaper.
///
/// # Errors
/// Always, until it is written.
pub fn make_paper(
    _: &mut Device,
    _: &linli_contract::members::MakePaper,
    _: &mut Turn<'_>,
) -> Result<PaperView, Failure> {
    Err(Failure::Defect)
}

/// Stands in for ChangeProfile.
///
/// # Errors
/// Always, until it is written.
pub fn change_profile(
    _: &mut Device,
    _: &linli_contract::members::ChangeProfile,
    _: &mut Turn<'_>,
) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Stands in for StartCommunity.
///
/// # Errors
/// Always, until it is written.
pub fn start_community(
    _: &mut Device,
    _: &linli_contract::members::StartCommunity,
    _: &mut Turn<'_>,
) -> Result<Standing, Failure> {
    Err(Failure::Defect)
}
