//! One activity: what it says, who comes, what this person may do with it.

use linli_contract::Failure;
use linli_contract::activities::{ActivityForm, ActivityRights, ActivityView, PersonRow, ReadActivity};
use linli_contract::sync::RecordSync;
use linli_shared::activities::{ActivityContent, ActivityKind, ActivityState, Person, Seat, Thanks};
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;

use super::rules::Me;
use super::sums::{OwnSum, state};
use super::{draft, list};
use crate::device::rows::Want;
use crate::device::{Device, Turn, today};
use crate::guides::syncs;
use crate::photos;
use crate::square::{self, Thread};

/// The rows that `read_activity` needs.
#[must_use]
pub fn read_activity_wants(_: &Device, request: &ReadActivity) -> Vec<Want> {
    vec![square::want(request.activity)]
}

/// An activity.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NotHere`].
pub fn read_activity(
    device: &mut Device,
    request: &ReadActivity,
    turn: &mut Turn<'_>,
) -> Result<ActivityView, Failure> {
    let me = Me::of(device, turn.now.time)?;
    let activity = request.activity;
    let thread = activity_of(turn, activity)?;
    let state = state(&thread).ok_or(Failure::NotHere)?;
    let sum = super::sum(device, activity, &thread).ok_or(Failure::NotHere)?;
    let sync = syncs(device).remove(&activity).unwrap_or(RecordSync::WithRelay);
    let sees_all = me.looks_after(state.by);
    let people = state.people.iter().filter(|person| sees_all || person.member == me.member);
    let at = square::at(device, activity, Kind::Activity);
    let content = state.content.as_ref();
    let thanks =
        |thanks: &Thanks| (square::speaker(device, thanks.by, thanks.standing), thanks.words.clone(), thanks.time);
    Ok(ActivityView {
        row: list::row(device, activity, &sum, me.now, sync),
        text: sum.text,
        attached: content.map(|content| photos::view(device, at, &content.attached)).unwrap_or_default(),
        until: content.and_then(|content| content.until),
        area: content.and_then(|content| content.area).map(|area| (area, path(device, area))),
        people: people.map(|person| person_row(device, activity, (&thread, &state), person)).collect(),
        off: state.off.as_ref().map(|(_, reason)| reason.clone()),
        thanks: state.thanks.iter().map(thanks).collect(),
        changes: state.changes,
        may: rights(&me, &state),
        form: content.map_or_else(draft::empty, form),
        needs_newer_app: state.needs_newer_app,
    })
}

/// A record, if it is an activity.
pub(super) fn activity_of(turn: &Turn<'_>, id: RecordId) -> Result<Thread, Failure> {
    let thread = square::thread(turn, id)?.filter(|thread| thread.opening.kind == Kind::Activity);
    thread.ok_or(Failure::NotHere)
}

fn person_row(
    device: &Device,
    activity: RecordId,
    (thread, state): (&Thread, &ActivityState),
    person: &Person,
) -> PersonRow {
    let is_theirs = |said: &&square::Said| said.kind == Kind::SignUp && said.by == person.member;
    let newest = thread.said.iter().rev().find(is_theirs);
    let at = square::at(device, activity, Kind::Activity);
    let words = person.done.as_ref().map_or(&person.words, |done| &done.words);
    let photos = person.done.as_ref().map(|done| photos::view(device, at, &done.attached));
    PersonRow {
        who: square::speaker(device, person.member, person.standing),
        people: person.people,
        words: words.clone(),
        at: person.at,
        place: OwnSum::of(state, Some(person)).view(),
        came: person.came,
        attached: photos.unwrap_or_default(),
        sync: newest.map_or(RecordSync::WithRelay, |said| square::sync_of(device, said)),
    }
}

/// What this person may do now.
fn rights(me: &Me, state: &ActivityState) -> ActivityRights {
    let Some(content) = &state.content else { return ActivityRights::default() };
    let own = state.person(me.member).filter(|person| person.seat != Seat::Unlisted);
    let (is_on, is_task) = (state.off.is_none(), content.kind == ActivityKind::Task);
    let (is_mine, is_over) = (me.looks_after(state.by), me.now > content.ends);
    let has_begun = me.now >= content.begins;
    let has_claims = state.people.iter().any(|person| person.seat == Seat::Claims);
    let is_done = own.is_some_and(|person| person.done.is_some());
    ActivityRights {
        sign_up: is_on && own.is_none() && me.now <= content.closes(),
        sign_off: is_on && own.is_some() && !is_over && !is_done,
        change: is_on && is_mine && !state.needs_newer_app && me.may_call().contains(&content.kind),
        attendance: is_on && is_mine && !is_task && today(me.now) >= today(content.begins),
        give: is_on && is_task && me.is_steward() && !is_over && has_claims && state.free() != Some(0),
        report_done: is_on && own.is_some_and(|person| person.seat == Seat::Has) && !is_done,
        thank: is_mine && (has_begun || !is_on),
    }
}

/// Labels down to an area; the community's name for all of it.
pub(super) fn path(device: &Device, area: AreaId) -> Vec<String> {
    let tree = device.tree();
    if area == tree.root() {
        return vec![tree.name_of_community().to_owned()];
    }
    let path = tree.path(area);
    if path.is_empty() { vec![tree.label(area).to_owned()] } else { path }
}

/// What a call says, as it was written.
pub(super) fn form(content: &ActivityContent) -> ActivityForm {
    ActivityForm {
        kind: content.kind,
        title: content.title.clone(),
        text: content.text.clone(),
        place: content.place.clone(),
        begins: content.begins,
        ends: content.ends,
        until: content.until,
        places: content.places,
        area: content.area,
        attached: content.attached.iter().map(|one| one.full.id).collect(),
    }
}
