//! The rights of the person: extracts, wishes, erasure, the read trail.

use linli_contract::Failure;
use linli_contract::rights::{MyRecordView, TrailLine};

use crate::device::{Device, Turn};

/// Stands in for ReadMyRecord.
///
/// # Errors
/// Always, until it is written.
pub fn my_record(
    _: &mut Device,
    _: &linli_contract::rights::ReadMyRecord,
    _: &mut Turn<'_>,
) -> Result<MyRecordView, Failure> {
    Err(Failure::Defect)
}

/// Stands in for ReadTrail.
///
/// # Errors
/// Always, until it is written.
pub fn trail(
    _: &mut Device,
    _: &linli_contract::rights::ReadTrail,
    _: &mut Turn<'_>,
) -> Result<Vec<TrailLine>, Failure> {
    Err(Failure::Defect)
}

/// Stands in for Propose.
///
/// # Errors
/// Always, until it is written.
pub fn propose(_: &mut Device, _: &linli_contract::rights::Propose, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Stands in for AnswerProposal.
///
/// # Errors
/// Always, until it is written.
pub fn answer_proposal(
    _: &mut Device,
    _: &linli_contract::rights::AnswerProposal,
    _: &mut Turn<'_>,
) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Stands in for EraseRecord.
///
/// # Errors
/// Always, until it is written.
pub fn erase(_: &mut Device, _: &linli_contract::rights::EraseRecord, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}
