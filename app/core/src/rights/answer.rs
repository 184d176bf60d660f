//! Answering a member's wish: what was done goes with the answer as one act.
//!
//! **Invariant:** a wish is answered once; an answer that says done stands only where the work does.

use linli_contract::Failure;
use linli_contract::rights::{AnswerProposal, RecordWish};
use linli_shared::documents;
use linli_shared::documents::household::{Place, Source};
use linli_shared::ids::RecordId;
use linli_shared::kinds::Kind;

use super::content::{self, Answered};
use super::desk::{self, Open};
use super::wish::WORDS;
use super::{due, erase};
use crate::device::rows::Want;
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::households::register::split;
use crate::registers::undoing;
use crate::registers::writing::{self, Base, Writing};

/// The rows answering needs.
#[must_use]
pub fn answer_wants(device: &Device, request: &AnswerProposal) -> Vec<Want> {
    let Ok(open) = open(device, request.proposal) else { return Vec::new() };
    erase::household_wants(device, open.proposal.household)
}

fn open(device: &Device, proposal: RecordId) -> Result<Open, Failure> {
    desk::open(device).into_iter().find(|open| open.id == proposal).ok_or(Failure::NotHere)
}

/// Answers a wish.
///
/// # Errors
/// [`Failure::NotHere`] for a wish that is not on the desk, [`Failure::NewerAppNeeded`] for one of a newer release,
/// [`Failure::NoRight`], also for an erasure that is not this person's to carry out; [`Failure::InvalidInput`],
/// [`Failure::InvalidField`], [`Failure::InvalidIdNumber`].
pub fn answer_proposal(device: &mut Device, request: &AnswerProposal, turn: &mut Turn<'_>) -> Result<(), Failure> {
    device.member()?;
    let open = open(device, request.proposal)?;
    let words = request.words.trim();
    let is_text = words.chars().all(|letter| !letter.is_control() || letter == '\n');
    if !is_text || words.chars().count() > WORDS {
        return Err(Failure::InvalidInput);
    }
    let household = open.proposal.household;
    let bundle = device.take_number();
    if request.is_done {
        match open.proposal.wish().ok_or(Failure::NewerAppNeeded)? {
            RecordWish::Fresh => {}
            RecordWish::Correct(edits) => correct(device, household, &edits, bundle, turn)?,
            RecordWish::Erase(people) => {
                return erase::carry_out(device, household, &people, Some((open, words)), turn);
            }
        }
    }
    write_answer(device, &open, request.is_done, words, bundle, turn)?;
    due::mark(device, household, turn);
    Ok(())
}

/// Puts an answer into the outbox, with its bundle.
pub(super) fn write_answer(
    device: &mut Device,
    open: &Open,
    is_done: bool,
    words: &str,
    bundle: u64,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let record = desk::answer_record(open.id);
    let about = About { record, kind: Kind::Answered, scope: open.grid, area: Some(open.door) };
    let answered = Answered { version: content::VERSION, proposal: open.id, is_done, words: words.to_owned() };
    device.write_paper(Some(bundle), about, linli_shared::cbor::to_vec(&answered), turn)?;
    Ok(())
}

fn correct(
    device: &mut Device,
    household: RecordId,
    edits: &[linli_contract::households::Edit],
    bundle: u64,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let (edits, numbers) = split(edits)?;
    let (row, document) = Device::document(turn, documents::Kind::Household, household)?;
    row.ok_or(Failure::NotHere)?;
    let place = Place::of(&document).map_err(|_| Failure::NotHere)?.into();
    let writing = Writing { edits, numbers, source: Source::ByMember };
    let written = writing::write(device, place, &writing, Base::Now, bundle, turn)?;
    undoing::note(device, bundle, undoing::WHOLE, vec![written], turn);
    Ok(())
}
