//! Calling for an activity, and changing what was called for.

use linli_contract::Failure;
use linli_contract::activities::{ActivityForm, ActivityKind, CallActivity};
use linli_shared::activities::{ActivityContent, ActivityStep, VERSION};
use linli_shared::blobs::Attachment;
use linli_shared::calendar::Millis;
use linli_shared::ids::RecordId;
use linli_shared::kinds::Kind;

use super::activity::activity_of;
use super::draft;
use super::rules::Me;
use super::sums::state;
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::square::{self, Opening};

/// The rows that `call_activity` needs.
#[must_use]
pub fn call_activity_wants(_: &Device, request: &CallActivity) -> Vec<Want> {
    request.changes.map(square::want).into_iter().collect()
}

/// Calls for an activity or changes one, which ends its draft; it is shown at once and goes out with the next meeting.
///
/// # Errors
/// [`Failure::InvalidInput`], [`Failure::NoRight`], [`Failure::NotHere`], [`Failure::TooLate`] for what is over already or was
/// called off, [`Failure::NewerAppNeeded`], [`Failure::TooManyPhotos`], [`Failure::BadPhoto`].
pub fn call_activity(device: &mut Device, request: &CallActivity, turn: &mut Turn<'_>) -> Result<RecordId, Failure> {
    let me = Me::of(device, turn.now.time)?;
    if !me.may_call().contains(&request.form.kind) {
        return Err(Failure::NoRight);
    }
    let activity = match request.changes {
        Some(activity) => change(device, &me, activity, &request.form, turn).map(|()| activity)?,
        None => call(device, &me, &request.form, turn)?,
    };
    draft::forget(request.changes, turn);
    Ok(activity)
}

fn call(device: &mut Device, me: &Me, form: &ActivityForm, turn: &mut Turn<'_>) -> Result<RecordId, Failure> {
    if form.ends <= me.now {
        return Err(Failure::TooLate);
    }
    let author = device.member()?.1.device;
    let activity = RecordId::derive("linli activity", &[&turn.now.entropy[..16], &author.0]);
    let content = content(device, activity, form, &[], turn)?.to_content();
    square::open(device, Opening { record: activity, kind: Kind::Activity, content }, turn)?;
    Ok(activity)
}

fn change(
    device: &mut Device,
    me: &Me,
    activity: RecordId,
    form: &ActivityForm,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let state = state(&activity_of(turn, activity)?).ok_or(Failure::NotHere)?;
    if !me.looks_after(state.by) {
        return Err(Failure::NoRight);
    }
    if state.off.is_some() {
        return Err(Failure::TooLate);
    }
    let before = state.content.filter(|_| !state.needs_newer_app).ok_or(Failure::NewerAppNeeded)?;
    if before.kind != form.kind {
        return Err(Failure::InvalidInput);
    }
    let content = content(device, activity, form, &before.attached, turn)?;
    if (ActivityContent { at: before.at, ..content.clone() }) == before {
        return Ok(());
    }
    let step = ActivityStep::Changed(content).to_content();
    square::say(device, activity, Kind::ActivityStep, step, None, turn).map(drop)
}

/// What a form says, without the spaces around it; a call that may not be said takes no photos in.
fn content(
    device: &mut Device,
    activity: RecordId,
    form: &ActivityForm,
    known: &[Attachment],
    turn: &mut Turn<'_>,
) -> Result<ActivityContent, Failure> {
    let tree = device.tree();
    if form.area.is_some_and(|area| area != tree.root() && tree.area(area).is_none()) {
        return Err(Failure::NotHere);
    }
    let mut content = said(form, turn.now.time);
    content.check().map_err(|_| Failure::InvalidInput)?;
    let at = square::at(device, activity, Kind::Activity);
    content.attached = square::attach(device, at, &form.attached, known, turn)?;
    content.check().map_err(|_| Failure::BadPhoto)?;
    Ok(content)
}

fn said(form: &ActivityForm, at: Millis) -> ActivityContent {
    ActivityContent {
        version: VERSION,
        kind: form.kind,
        title: form.title.trim().to_owned(),
        text: form.text.trim_end().to_owned(),
        place: form.place.trim().to_owned(),
        begins: form.begins,
        ends: form.ends,
        until: form.until,
        places: form.places,
        // A gathering has none, whatever was chosen before its kind.
        area: form.area.filter(|_| form.kind == ActivityKind::Task),
        attached: Vec::new(),
        at,
    }
}
