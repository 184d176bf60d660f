//! Drafts: what is typed and not published yet; it survives a kill.

use std::cmp::Reverse;

use linli_contract::notices::{DropNoticeDraft, NoticeDraft, NoticeForm, SaveNoticeDraft};
use linli_contract::{Event, Failure};
use linli_shared::blobs::BlobId;
use linli_shared::ids::RecordId;

use super::rows;
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::photos;
use crate::store::Table;

/// The rows that `save_notice_draft` needs.
#[must_use]
pub fn save_notice_draft_wants(_: &Device, request: &SaveNoticeDraft) -> Vec<Want> {
    request.number.map(|number| Want::Row(Table::Draft, rows::draft_key(number))).into_iter().collect()
}

/// Keeps a draft and gives its number.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NotHere`] for a draft that was published or thrown away meanwhile: it must not come back.
pub fn save_notice_draft(device: &mut Device, request: &SaveNoticeDraft, turn: &mut Turn<'_>) -> Result<u64, Failure> {
    device.member()?;
    let number = match request.number {
        Some(number) => {
            turn.rows.get(Table::Draft, &rows::draft_key(number))?.ok_or(Failure::NotHere)?;
            number
        }
        None => {
            let number = device.take_number();
            device.write_sync(turn);
            turn.tell(Event::NoticesChanged);
            number
        }
    };
    if !keep(number, request.form.clone(), request.corrects, turn) {
        return Err(Failure::InvalidInput);
    }
    Ok(number)
}

fn keep(number: u64, form: NoticeForm, corrects: Option<RecordId>, turn: &mut Turn<'_>) -> bool {
    let draft = NoticeDraft { number, form, corrects, saved: turn.now.time, attached: Vec::new() };
    let Ok(bytes) = serde_json::to_vec(&draft) else { return false };
    turn.rows.put(Table::Draft, rows::draft_key(number), bytes);
    turn.durable();
    true
}

/// What was published and refused becomes a new draft.
pub(super) fn put_back(device: &mut Device, form: NoticeForm, corrects: Option<RecordId>, turn: &mut Turn<'_>) {
    let number = device.take_number();
    device.write_sync(turn);
    keep(number, form, corrects, turn);
}

/// The rows that `drop_notice_draft` needs.
#[must_use]
pub fn drop_notice_draft_wants(_: &Device, _: &DropNoticeDraft) -> Vec<Want> {
    Vec::new()
}

/// Throws a draft away.
///
/// # Errors
/// None for now.
pub fn drop_notice_draft(_: &mut Device, request: &DropNoticeDraft, turn: &mut Turn<'_>) -> Result<(), Failure> {
    forget(request.number, turn);
    turn.tell(Event::NoticesChanged);
    Ok(())
}

/// Forgets a draft, if there is one.
pub(super) fn forget(number: u64, turn: &mut Turn<'_>) {
    turn.rows.delete(Table::Draft, rows::draft_key(number));
    turn.durable();
}

/// The drafts on this device, newest first; one that a newer release wrote stays where it is.
pub(super) fn all(device: &Device, turn: &Turn<'_>) -> Vec<NoticeDraft> {
    let mut drafts: Vec<NoticeDraft> =
        stored(turn).filter_map(|(_, bytes)| serde_json::from_slice(bytes).ok()).collect();
    for draft in &mut drafts {
        draft.attached = photos::kept(device, &draft.form.attached);
        // A correction of what was refused itself is a notice of its own.
        draft.corrects = draft.corrects.filter(|notice| device.notices().contains_key(notice));
    }
    drafts.sort_by_key(|draft| (Reverse(draft.saved), draft.number));
    drafts
}

fn stored<'t>(turn: &'t Turn<'_>) -> impl Iterator<Item = (&'t [u8], &'t [u8])> {
    turn.rows.all(Table::Draft).filter(|(key, _)| rows::is_draft(key))
}

/// The photos that drafts name, also those that a newer release wrote; `None` if one cannot be read. Every row of the drafts
/// has to be loaded.
pub(crate) fn draft_photos(turn: &Turn<'_>) -> Option<Vec<BlobId>> {
    let mut all = Vec::new();
    for (_, bytes) in stored(turn) {
        let draft: serde_json::Value = serde_json::from_slice(bytes).ok()?;
        for id in draft.get("form")?.get("attached")?.as_array()? {
            all.push(id.as_str()?.parse().ok()?);
        }
    }
    Some(all)
}

/// Corrections of a notice that was erased are not kept. Every row of the drafts has to be loaded.
pub(super) fn drop_corrections(notice: RecordId, turn: &mut Turn<'_>) {
    let is_of = |bytes: &[u8]| {
        let draft: Result<NoticeDraft, _> = serde_json::from_slice(bytes);
        draft.is_ok_and(|draft| draft.corrects == Some(notice))
    };
    let of: Vec<Vec<u8>> = stored(turn).filter(|(_, bytes)| is_of(bytes)).map(|(key, _)| key.to_vec()).collect();
    of.into_iter().for_each(|key| turn.rows.delete(Table::Draft, key));
}
