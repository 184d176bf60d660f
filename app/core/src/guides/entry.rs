//! One entry.

use linli_contract::Failure;
use linli_contract::guides::{GuideForm, GuideView, ReadGuide};
use linli_contract::sync::RecordSync;
use linli_shared::guides::{GuideContent, Shelf};
use linli_shared::ids::RecordId;
use linli_shared::kinds::Kind;
use linli_shared::square::Standing;

use super::sums::{line, state};
use super::{list, rules};
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::photos;
use crate::square::{self, Thread};

/// The rows that `read_guide` needs.
#[must_use]
pub fn read_guide_wants(_: &Device, request: &ReadGuide) -> Vec<Want> {
    vec![square::want(request.guide)]
}

/// An entry.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NotHere`] also for one that was taken off its shelf.
pub fn read_guide(device: &mut Device, request: &ReadGuide, turn: &mut Turn<'_>) -> Result<GuideView, Failure> {
    device.member()?;
    let guide = request.guide;
    let thread = guide_of(turn, guide)?;
    let state = state(&thread).ok_or(Failure::NotHere)?;
    let sum = super::sum(device, guide, &thread).ok_or(Failure::NotHere)?;
    let sync = list::syncs(device).remove(&guide).unwrap_or(RecordSync::WithRelay);
    let content = state.content.as_ref();
    let at = square::at(device, guide, Kind::Guide);
    Ok(GuideView {
        row: list::row(device, guide, &sum, sync),
        form: content.map_or_else(empty, form),
        attached: content.map(|content| photos::view(device, at, &content.attached)).unwrap_or_default(),
        by: square::speaker(device, state.by, state.standing),
        changes: state.changes,
        may_change: may_change(device, &thread, turn) && !state.needs_newer_app,
        needs_newer_app: state.needs_newer_app,
    })
}

/// A record, if it is an entry.
pub(super) fn guide_of(turn: &Turn<'_>, id: RecordId) -> Result<Thread, Failure> {
    let thread = square::thread(turn, id)?.filter(|thread| thread.opening.kind == Kind::Guide);
    thread.ok_or(Failure::NotHere)
}

/// Whether this person may change an entry: who began it while they may write a shelf, and the committee.
pub(super) fn may_change(device: &Device, thread: &Thread, turn: &Turn<'_>) -> bool {
    may_end(device, thread, turn) && !rules::shelves(rules::standing(device, turn.now.time)).is_empty()
}

/// Whether this person may take an entry off its shelf: who began it, and the committee.
pub(super) fn may_end(device: &Device, thread: &Thread, turn: &Turn<'_>) -> bool {
    let is_own = device.member().is_ok_and(|(me, _)| me == thread.opening.by);
    is_own || rules::standing(device, turn.now.time).has(Standing::STEWARD)
}

/// What an entry says, as it was written.
pub(super) fn form(content: &GuideContent) -> GuideForm {
    GuideForm {
        shelf: content.shelf,
        title: content.title.clone(),
        text: content.text.clone(),
        phone: content.phone.clone(),
        place: content.place.clone(),
        hours: content.hours.clone(),
        price: content.price.clone(),
        duty: content.duty.iter().filter_map(line).collect(),
        order: content.order,
        attached: content.attached.iter().map(|one| one.full.id).collect(),
    }
}

/// The form of what only a newer release can read.
fn empty() -> GuideForm {
    let (title, text, phone) = (String::new(), String::new(), String::new());
    let (place, hours, price) = (String::new(), String::new(), String::new());
    let (duty, attached) = (Vec::new(), Vec::new());
    GuideForm { shelf: Shelf::HowTo, title, text, phone, place, hours, price, duty, order: 0, attached }
}
