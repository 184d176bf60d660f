//! Drafts: what is typed and not published yet; it survives a kill.

use std::cmp::Reverse;

use linli_contract::notices::{DropNoticeDraft, NoticeDraft, SaveNoticeDraft};
use linli_contract::{Event, Failure};

use super::rows;
use crate::device::rows::Want;
use crate::device::{Device, Turn};
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
    let draft = NoticeDraft { number, form: request.form.clone(), corrects: request.corrects, saved: turn.now.time };
    let bytes = serde_json::to_vec(&draft).map_err(|_| Failure::InvalidInput)?;
    turn.rows.put(Table::Draft, rows::draft_key(number), bytes);
    turn.durable();
    Ok(number)
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
pub(super) fn all(turn: &Turn<'_>) -> Vec<NoticeDraft> {
    let kept = turn.rows.all(Table::Draft).filter(|(key, _)| rows::is_draft(key));
    let mut drafts: Vec<NoticeDraft> = kept.filter_map(|(_, bytes)| serde_json::from_slice(bytes).ok()).collect();
    drafts.sort_by_key(|draft| (Reverse(draft.saved), draft.number));
    drafts
}
