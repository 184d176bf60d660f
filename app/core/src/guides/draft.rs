//! An entry, or a change of one, that is typed and not saved; it survives a kill.

use linli_contract::Failure;
use linli_contract::guides::{GuideForm, GuideFormView, OpenGuideForm, SaveGuideDraft, Shelf};
use linli_shared::ids::RecordId;
use linli_shared::kinds::Kind;

use super::entry::{form, guide_of, may_change};
use super::rules;
use super::sums::state;
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::photos;
use crate::square::{self, Begun, Draft};

/// What these drafts are called among the others.
const GUIDE: &str = "guide";

/// The row of the draft of a new entry.
pub(super) fn want() -> Want {
    square::draft_want(GUIDE, None)
}

/// Whether a new entry was begun and not saved.
///
/// # Errors
/// [`Failure::Defect`] if its row was not loaded.
pub(super) fn is_begun(turn: &Turn<'_>) -> Result<bool, Failure> {
    Ok(stored(turn, None)?.is_some())
}

fn stored(turn: &Turn<'_>, changes: Option<RecordId>) -> Result<Option<Draft<GuideForm>>, Failure> {
    square::draft(turn, &square::draft_row(GUIDE, changes))
}

/// Forgets a draft, if there is one.
pub(super) fn forget(changes: Option<RecordId>, turn: &mut Turn<'_>) {
    square::forget_draft(square::draft_row(GUIDE, changes), turn);
}

/// The rows that `open_guide_form` needs.
#[must_use]
pub fn open_guide_form_wants(_: &Device, request: &OpenGuideForm) -> Vec<Want> {
    let changes = request.changes.map(square::want);
    changes.into_iter().chain([square::draft_want(GUIDE, request.changes)]).collect()
}

/// The form with what was typed of it: of a new entry, or of one to change.
///
/// # Errors
/// [`Failure::Stranger`]; [`Failure::NotHere`] also for one that was taken off its shelf; [`Failure::NoRight`] for who may not
/// write, [`Failure::NewerAppNeeded`].
pub fn open_guide_form(
    device: &mut Device,
    request: &OpenGuideForm,
    turn: &mut Turn<'_>,
) -> Result<GuideFormView, Failure> {
    device.member()?;
    let mut shelves = rules::shelves(rules::standing(device, turn.now.time));
    let typed = stored(turn, request.changes)?;
    let Begun { form, base, draft } = match request.changes {
        Some(guide) => begun(device, guide, typed, &mut shelves, turn)?,
        None if shelves.is_empty() => return Err(Failure::NoRight),
        None => Begun::anew(typed),
    };
    let attached = form.as_ref().map(|form| photos::kept(device, &form.attached)).unwrap_or_default();
    Ok(GuideFormView { form, draft, base, attached, shelves })
}

/// What the form of an entry that is there begins with; the shelf on which it stands is among those it can be put on.
fn begun(
    device: &mut Device,
    guide: RecordId,
    typed: Option<Draft<GuideForm>>,
    shelves: &mut Vec<Shelf>,
    turn: &Turn<'_>,
) -> Result<Begun<GuideForm>, Failure> {
    let thread = guide_of(turn, guide)?;
    let state = state(&thread).filter(|state| !state.is_ended).ok_or(Failure::NotHere)?;
    if !may_change(device, &thread, turn) {
        return Err(Failure::NoRight);
    }
    let content = state.content.filter(|_| !state.needs_newer_app).ok_or(Failure::NewerAppNeeded)?;
    if !shelves.contains(&content.shelf) {
        shelves.push(content.shelf);
    }
    // From now on its photos are known to whoever asks by their ids.
    photos::view(device, square::at(device, guide, Kind::Guide), &content.attached);
    Ok(Begun::on(form(&content), content.at, typed))
}

/// The rows that `save_guide_draft` needs.
#[must_use]
pub fn save_guide_draft_wants(_: &Device, _: &SaveGuideDraft) -> Vec<Want> {
    Vec::new()
}

/// Keeps what is typed, or drops it.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::InvalidInput`].
pub fn save_guide_draft(device: &mut Device, request: &SaveGuideDraft, turn: &mut Turn<'_>) -> Result<(), Failure> {
    device.member()?;
    let SaveGuideDraft { changes, base, form } = request;
    square::keep_draft(square::draft_row(GUIDE, *changes), form.as_ref(), *base, turn)
}
