//! Finding a message by its name, among the pages that are loaded.

use linli_contract::Failure;
use linli_contract::chats::FindMessage;
use linli_shared::ids::RecordId;

use super::asides::message_id;
use super::heads::{self, Head};
use super::pages::{TAIL, page, want};
use super::write::record_of;
use crate::device::rows::{Rows, Want, record};
use crate::device::{Device, Turn};
use crate::square::Said;
use crate::store::Table;

/// The rows that [`find_message`] needs: every page of the conversation.
#[must_use]
pub fn find_message_wants(device: &Device, request: &FindMessage, rows: &Rows) -> Vec<Want> {
    let Ok(chat) = record_of(device, request.chat) else { return Vec::new() };
    let mut wants = vec![heads::want(chat), want(chat, TAIL)];
    wants.extend(all_pages(device, chat, rows));
    wants
}

/// The index of a message from the beginning of its conversation; `None` if it is not there.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::StoreFailed`] if a row cannot be read.
pub fn find_message(device: &Device, request: &FindMessage, turn: &Turn<'_>) -> Result<Option<u32>, Failure> {
    let chat = record_of(device, request.chat)?;
    device.member()?;
    let head = device.chat_head(chat, turn)?.unwrap_or_default();
    let is_it = |said: &Said| message_id(chat, said) == Some(request.message);
    for (number, first) in head.pages_between(0, head.placed()) {
        if let Some(at) = page(turn, chat, number)?.messages.iter().position(is_it) {
            return Ok(Some(first + at as u32));
        }
    }
    Ok(head.loose.iter().position(is_it).map(|at| head.placed() + at as u32))
}

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
