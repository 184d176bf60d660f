//! Writing to tickets: everything goes through the outbox and is sealed when a parcel is formed.
//!
//! What is given one bundle is accepted together or not at all. The rows that a write needs are [`super::rows::want`] of the
//! ticket, [`super::rows::public_want`] of its public version.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::tickets::{CaseContent, Handler, PublicContent, StepContent, VoiceContent};

use crate::device::{Device, Turn};

/// A ticket or work thread to be begun.
#[derive(Debug, Clone)]
pub(crate) struct NewCase {
    /// Its id, random.
    pub(crate) record: RecordId,
    /// The grid of its place; the community's root if the place is not known.
    pub(crate) scope: AreaId,
    /// The door or area to show while it waits.
    pub(crate) area: Option<AreaId>,
    /// Who reads it besides the committee; a handler whose ring has not begun is left out.
    pub(crate) readers: BTreeSet<Handler>,
    /// Whether the author reads it by themself: the reporter of a ticket does, the author of a work thread as a handler.
    pub(crate) is_reporters: bool,
    /// What it is about.
    pub(crate) content: CaseContent,
}

/// Begins a ticket or work thread: its audience and its case are one act.
///
/// # Errors
/// [`Failure::NoRight`] if the community has no committee that could read it, or the author could not.
pub(crate) fn write_case(_: &mut Device, _: NewCase, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Begins a work thread of a ticket with handlers besides the committee; the answer is the thread.
///
/// # Errors
/// As [`write_case`]; [`Failure::NotHere`] if the ticket is not, [`Failure::NoRight`] for anybody but a handler.
pub(crate) fn open_thread(
    _: &mut Device,
    _: RecordId,
    _: BTreeSet<Handler>,
    _: CaseContent,
    _: &mut Turn<'_>,
) -> Result<RecordId, Failure> {
    Err(Failure::Defect)
}

/// Writes a step. Whom it is sent or opened to reads the ticket from then on, by the same act. `bundle` puts it together with
/// other work ([`Device::take_number`]).
///
/// # Errors
/// [`Failure::NotHere`] if the ticket is not, or somebody it is sent to has nobody who could read it; what the fold says of
/// the step: [`Failure::NoRight`], [`Failure::TooLate`], [`Failure::ReasonNeeded`], [`Failure::NewerAppNeeded`].
pub(crate) fn write_step(
    _: &mut Device,
    _: RecordId,
    _: StepContent,
    _: Option<u64>,
    _: &mut Turn<'_>,
) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Takes a reader away: the ticket goes on under a new secret.
///
/// # Errors
/// [`Failure::NoRight`] for anybody but the committee, and for the committee itself; [`Failure::NotHere`] if the handler
/// does not read it.
pub(crate) fn take_reader_away(_: &mut Device, _: RecordId, _: Handler, _: &mut Turn<'_>) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Publishes a ticket's public version, once. Its row is `public_want(public_record(ticket))`.
///
/// # Errors
/// [`Failure::NoRight`]; [`Failure::TooLate`] if it is published already.
pub(crate) fn write_public(
    _: &mut Device,
    _: RecordId,
    _: AreaId,
    _: PublicContent,
    _: Option<u64>,
    _: &mut Turn<'_>,
) -> Result<(), Failure> {
    Err(Failure::Defect)
}

/// Says something of a public version, by its own record.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`].
pub(crate) fn write_voice(
    _: &mut Device,
    _: RecordId,
    _: VoiceContent,
    _: Option<u64>,
    _: &mut Turn<'_>,
) -> Result<(), Failure> {
    Err(Failure::Defect)
}
