//! A call, or a change of one, that is typed and not sent; it survives a kill.

use linli_contract::Failure;
use linli_contract::activities::{ActivityForm, ActivityFormView, ActivityKind, OpenActivityForm, SaveActivityDraft};
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;

use super::activity::{activity_of, form, path};
use super::rules::Me;
use super::sums::state;
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::photos;
use crate::square::{self, Begun, Draft};

/// What these drafts are called among the others.
const ACTIVITY: &str = "activity";

/// The row of the draft of a new call.
pub(super) fn want() -> Want {
    square::draft_want(ACTIVITY, None)
}

/// Whether a new call was begun and not sent.
///
/// # Errors
/// [`Failure::Defect`] if its row was not loaded.
pub(super) fn is_begun(turn: &Turn<'_>) -> Result<bool, Failure> {
    Ok(stored(turn, None)?.is_some())
}

fn stored(turn: &Turn<'_>, changes: Option<RecordId>) -> Result<Option<Draft<ActivityForm>>, Failure> {
    square::draft(turn, &square::draft_row(ACTIVITY, changes))
}

/// Forgets a draft, if there is one.
pub(super) fn forget(changes: Option<RecordId>, turn: &mut Turn<'_>) {
    square::forget_draft(square::draft_row(ACTIVITY, changes), turn);
}

/// The rows that `open_activity_form` needs.
#[must_use]
pub fn open_activity_form_wants(_: &Device, request: &OpenActivityForm) -> Vec<Want> {
    let changes = request.changes.map(square::want);
    changes.into_iter().chain([square::draft_want(ACTIVITY, request.changes)]).collect()
}

/// The form with what was typed of it: of a new call, or of one to change.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NotHere`], [`Failure::NewerAppNeeded`], [`Failure::NoRight`] for somebody else's.
pub fn open_activity_form(
    device: &mut Device,
    request: &OpenActivityForm,
    turn: &mut Turn<'_>,
) -> Result<ActivityFormView, Failure> {
    let me = Me::of(device, turn.now.time)?;
    let typed = stored(turn, request.changes)?;
    let Begun { form, base, draft } = match request.changes {
        Some(activity) => begun(device, &me, activity, typed, turn)?,
        None => Begun::anew(typed),
    };
    let attached = form.as_ref().map(|form| photos::kept(device, &form.attached)).unwrap_or_default();
    let may_call = me.may_call();
    let areas = if may_call.contains(&ActivityKind::Task) { areas(device) } else { Vec::new() };
    Ok(ActivityFormView { form, draft, base, attached, may_call, areas })
}

/// What the form of an activity that is there begins with.
fn begun(
    device: &mut Device,
    me: &Me,
    activity: RecordId,
    typed: Option<Draft<ActivityForm>>,
    turn: &Turn<'_>,
) -> Result<Begun<ActivityForm>, Failure> {
    let state = state(&activity_of(turn, activity)?).ok_or(Failure::NotHere)?;
    if !me.looks_after(state.by) {
        return Err(Failure::NoRight);
    }
    let content = state.content.filter(|_| !state.needs_newer_app).ok_or(Failure::NewerAppNeeded)?;
    // From now on its photos are known to whoever asks by their ids.
    photos::view(device, square::at(device, activity, Kind::Activity), &content.attached);
    Ok(Begun::on(form(&content), content.at, typed))
}

/// Areas a task can be for: the community, grids, buildings.
fn areas(device: &Device) -> Vec<(AreaId, Vec<String>)> {
    let tree = device.tree();
    let grids = tree.grids();
    let buildings = grids.iter().flat_map(|grid| tree.children(*grid));
    let all = core::iter::once(tree.root()).chain(grids.iter().copied()).chain(buildings);
    all.map(|area| (area, path(device, area))).collect()
}

/// The rows that `save_activity_draft` needs.
#[must_use]
pub fn save_activity_draft_wants(_: &Device, _: &SaveActivityDraft) -> Vec<Want> {
    Vec::new()
}

/// Keeps what is typed, or drops it.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::InvalidInput`].
pub fn save_activity_draft(
    device: &mut Device,
    request: &SaveActivityDraft,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    device.member()?;
    let SaveActivityDraft { changes, base, form } = request;
    square::keep_draft(square::draft_row(ACTIVITY, *changes), form.as_ref(), *base, turn)
}

/// The form of what only a newer release can read.
pub(super) fn empty() -> ActivityForm {
    ActivityForm {
        kind: ActivityKind::Gathering,
        title: String::new(),
        text: String::new(),
        place: String::new(),
        begins: Millis(0),
        ends: Millis(0),
        until: None,
        places: 0,
        area: None,
        attached: Vec::new(),
    }
}
