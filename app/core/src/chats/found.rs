//! Conversations as search finds them: by their names, and by what was last said.

use linli_contract::Failure;
use linli_contract::chats::ChatId;
use linli_shared::circles::estate_record;
use linli_shared::ids::RecordId;

use super::heads::{Head, head_wants};
use super::list::row;
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::search::Words;

/// The rows that [`load_for_search`] needs.
pub(crate) fn search_wants(device: &Device) -> Vec<Want> {
    head_wants(device)
}

/// Brings the conversations in short into memory.
///
/// # Errors
/// [`Failure::StoreFailed`], [`Failure::Defect`] if they were not loaded.
pub(crate) fn load_for_search(device: &mut Device, turn: &Turn<'_>) -> Result<(), Failure> {
    device.chat_heads(turn).map(drop)
}

/// What search finds the conversations of this person by; the estate's is zeroes. The sums of the square and the conversations
/// in short have to be in memory.
pub(crate) fn words_of(device: &Device) -> Vec<(RecordId, Words)> {
    let (Some(log), Some(heads)) = (device.log(), device.chat_heads.as_ref()) else { return Vec::new() };
    let estate = estate_record(log);
    let none = Head::default();
    let everybody = row(device, ChatId::Estate, estate, heads.get(&estate).unwrap_or(&none), &[]);
    let circles = heads.iter().filter(|(_, head)| head.circle.is_some());
    let circles = circles.map(|(id, head)| (*id, row(device, ChatId::Circle(*id), *id, head, &[])));
    let all = core::iter::once((RecordId::default(), everybody)).chain(circles);
    let words = all.map(|(id, row)| {
        let name = if row.chat == ChatId::Estate { device.tree().name_of_community() } else { &row.name };
        let last = row.last.as_ref();
        let said = last.map(|last| last.excerpt.as_str()).unwrap_or_default();
        let words = Words { title: name.to_owned(), at: last.map(|last| last.at), ..Words::default() };
        (id, words.text(said).last(row.is_over))
    });
    words.collect()
}
