//! A call that is typed and not sent; it survives a kill.

use linli_contract::Failure;
use linli_contract::activities::{ActivityForm, ActivityFormView, ActivityKind, OpenActivityForm, SaveActivityDraft};
use linli_shared::calendar::Millis;
use linli_shared::ids::AreaId;
use linli_shared::kinds::Kind;

use super::activity::{activity_of, form, path};
use super::rules::Me;
use super::sums::state;
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::store::Table;
use crate::{photos, square};

/// Its key among the half-filled forms: there is one at a time.
fn key() -> Vec<u8> {
    square::draft_key("activity", &[])
}

/// The row of the draft.
pub(super) fn want() -> Want {
    Want::Row(Table::Draft, key())
}

/// The draft; `None` also for one that a newer release wrote, which stays where it is.
///
/// # Errors
/// [`Failure::Defect`] if its row was not loaded.
pub(super) fn stored(turn: &Turn<'_>) -> Result<Option<ActivityForm>, Failure> {
    let Some(bytes) = turn.rows.get(Table::Draft, &key())? else { return Ok(None) };
    let form = serde_json::from_slice::<serde_json::Value>(bytes).ok().and_then(|mut draft| {
        let form = draft.get_mut("form")?.take();
        serde_json::from_value(form).ok()
    });
    Ok(form)
}

/// Forgets the draft, if there is one.
pub(super) fn forget(turn: &mut Turn<'_>) {
    turn.rows.delete(Table::Draft, key());
    turn.durable();
}

/// The rows that `open_activity_form` needs.
#[must_use]
pub fn open_activity_form_wants(_: &Device, request: &OpenActivityForm) -> Vec<Want> {
    vec![request.changes.map_or_else(want, square::want)]
}

/// The form of a new call with what was typed of it, or of one to change.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NotHere`], [`Failure::NewerAppNeeded`], [`Failure::NoRight`] for somebody else's.
pub fn open_activity_form(
    device: &mut Device,
    request: &OpenActivityForm,
    turn: &mut Turn<'_>,
) -> Result<ActivityFormView, Failure> {
    let me = Me::of(device, turn.now.time)?;
    let (form, attached) = match request.changes {
        Some(activity) => {
            let state = state(&activity_of(turn, activity)?).ok_or(Failure::NotHere)?;
            if !me.looks_after(state.by) {
                return Err(Failure::NoRight);
            }
            let content = state.content.filter(|_| !state.needs_newer_app).ok_or(Failure::NewerAppNeeded)?;
            let at = square::at(device, activity, Kind::Activity);
            (Some(form(&content)), photos::view(device, at, &content.attached))
        }
        None => {
            let form = stored(turn)?;
            let attached = form.as_ref().map(|form| photos::kept(device, &form.attached));
            (form, attached.unwrap_or_default())
        }
    };
    let may_call = me.may_call();
    let areas = if may_call.contains(&ActivityKind::Task) { areas(device) } else { Vec::new() };
    Ok(ActivityFormView { form, attached, may_call, areas })
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
    let Some(form) = &request.0 else {
        forget(turn);
        return Ok(());
    };
    let bytes = serde_json::to_vec(&serde_json::json!({ "form": form })).map_err(|_| Failure::InvalidInput)?;
    turn.rows.put(Table::Draft, key(), bytes);
    turn.durable();
    Ok(())
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
