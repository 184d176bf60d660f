//! Putting something on a shelf, changing it, taking it off.

use linli_contract::Failure;
use linli_contract::guides::{DutyLine, GuideForm, SaveGuide};
use linli_shared::blobs::Attachment;
use linli_shared::calendar::Millis;
use linli_shared::guides::{self, Duty, GuideChange, GuideContent, VERSION};
use linli_shared::ids::RecordId;
use linli_shared::kinds::Kind;

use super::entry::{guide_of, may_change, may_end};
use super::sums::state;
use super::{draft, rules};
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::square::{self, Opening};

/// The rows that `save_guide` needs.
#[must_use]
pub fn save_guide_wants(_: &Device, request: &SaveGuide) -> Vec<Want> {
    request.changes.map(square::want).into_iter().collect()
}

/// Puts an entry on a shelf, changes it or takes it off, which ends its draft; it is shown at once and goes out with the next
/// meeting.
///
/// # Errors
/// [`Failure::InvalidInput`], [`Failure::NoRight`], [`Failure::NotHere`] for one that is not there or was taken off,
/// [`Failure::NewerAppNeeded`], [`Failure::TooManyPhotos`], [`Failure::BadPhoto`].
pub fn save_guide(device: &mut Device, request: &SaveGuide, turn: &mut Turn<'_>) -> Result<RecordId, Failure> {
    device.member()?;
    let guide = match (request.changes, &request.form) {
        (None, Some(form)) => put(device, form, turn)?,
        (Some(guide), Some(form)) => change(device, guide, form, turn).map(|()| guide)?,
        (Some(guide), None) => end(device, guide, turn).map(|()| guide)?,
        (None, None) => return Err(Failure::InvalidInput),
    };
    draft::forget(request.changes, turn);
    Ok(guide)
}

fn put(device: &mut Device, form: &GuideForm, turn: &mut Turn<'_>) -> Result<RecordId, Failure> {
    let author = device.member()?.1.device;
    may_write(device, form, turn)?;
    let guide = RecordId::derive("linli guide", &[&turn.now.entropy[..16], &author.0]);
    let content = content(device, guide, form, &[], turn)?;
    let opening = Opening { record: guide, kind: Kind::Guide, content: content.to_content() };
    square::open(device, opening, turn)?;
    Ok(guide)
}

fn change(device: &mut Device, guide: RecordId, form: &GuideForm, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let thread = guide_of(turn, guide)?;
    let before = state(&thread).filter(|state| !state.is_ended).ok_or(Failure::NotHere)?;
    if !may_change(device, &thread, turn) {
        return Err(Failure::NoRight);
    }
    may_write(device, form, turn)?;
    let before = before.content.filter(|_| !before.needs_newer_app).ok_or(Failure::NewerAppNeeded)?;
    let content = content(device, guide, form, &before.attached, turn)?;
    if (GuideContent { at: before.at, ..content.clone() }) == before {
        return Ok(());
    }
    let change = GuideChange::Changed(content).to_content();
    square::say(device, guide, Kind::GuideChange, change, None, turn).map(drop)
}

fn end(device: &mut Device, guide: RecordId, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let thread = guide_of(turn, guide)?;
    if !may_end(device, &thread, turn) {
        return Err(Failure::NoRight);
    }
    if state(&thread).is_none_or(|state| state.is_ended) {
        return Ok(());
    }
    let end = GuideChange::Ended { at: turn.now.time }.to_content();
    square::say(device, guide, Kind::GuideChange, end, None, turn).map(drop)
}

fn may_write(device: &Device, form: &GuideForm, turn: &Turn<'_>) -> Result<(), Failure> {
    let may = guides::may_write(rules::standing(device, turn.now.time), form.shelf);
    if may { Ok(()) } else { Err(Failure::NoRight) }
}

/// What a form says, without the spaces around it; a text that may not be said takes no photos in.
fn content(
    device: &mut Device,
    guide: RecordId,
    form: &GuideForm,
    known: &[Attachment],
    turn: &mut Turn<'_>,
) -> Result<GuideContent, Failure> {
    let mut content = said(form, turn.now.time);
    content.check().map_err(|_| Failure::InvalidInput)?;
    let at = square::at(device, guide, Kind::Guide);
    content.attached = square::attach(device, at, &form.attached, known, turn)?;
    content.check().map_err(|_| Failure::BadPhoto)?;
    Ok(content)
}

fn said(form: &GuideForm, at: Millis) -> GuideContent {
    let trimmed = |text: &str| text.trim().to_owned();
    let line = |line: &DutyLine| Duty::new(line.day, trimmed(&line.who), trimmed(&line.phone));
    let mut duty: Vec<Duty> = form.duty.iter().filter(|line| !line.who.trim().is_empty()).map(line).collect();
    duty.sort();
    duty.dedup();
    GuideContent {
        version: VERSION,
        shelf: form.shelf,
        title: trimmed(&form.title),
        text: form.text.trim_end().to_owned(),
        phone: trimmed(&form.phone),
        place: trimmed(&form.place),
        hours: trimmed(&form.hours),
        price: trimmed(&form.price),
        duty,
        order: form.order,
        attached: Vec::new(),
        at,
    }
}
