//! Finding a message by its name, among the pages that are loaded.

use linli_contract::Failure;
use linli_shared::ids::RecordId;

use super::asides::message_id;
use super::heads::Head;
use super::pages::{TAIL, page, want};
use crate::device::rows::{Rows, Want, record};
use crate::device::{Device, Turn};
use crate::square::Said;
use crate::store::Table;

/// A message by its name, among the pages that are loaded.
///
/// # Errors
/// [`Failure::StoreFailed`] if a row cannot be read.
pub(super) fn message(
    head: &Head,
    chat: RecordId,
    message: RecordId,
    turn: &Turn<'_>,
) -> Result<Option<Said>, Failure> {
    let is_it = |said: &Said| message_id(chat, said) == Some(message);
    if let Some(said) = head.loose.iter().find(|said| is_it(said)) {
        return Ok(Some(said.clone()));
    }
    let mut numbers: Vec<u32> = head.pages.iter().map(|page| page.number).chain([TAIL]).collect();
    numbers.retain(|number| turn.rows.has(&want(chat, *number)));
    for number in numbers.into_iter().rev() {
        let found = page(turn, chat, number)?.messages.into_iter().find(is_it);
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// A conversation in short, once its row is there.
pub(super) fn head(device: &Device, chat: RecordId, rows: &Rows) -> Option<Head> {
    match &device.chat_heads {
        Some(heads) => heads.get(&chat).cloned(),
        None => rows.read::<Head>(Table::ChatSum, &record(chat)).ok().flatten(),
    }
}

/// The rows of all pages of a conversation; the row of the conversation in short has to be there first.
pub(super) fn all_pages(device: &Device, chat: RecordId, rows: &Rows) -> Vec<Want> {
    let pages = head(device, chat, rows).map(|head| head.pages).unwrap_or_default();
    pages.iter().map(|page| want(chat, page.number)).collect()
}
