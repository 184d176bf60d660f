//! Conversations as search finds them: by their names. What was said in them is found by itself ([`super::searched`]).

use linli_contract::Failure;
use linli_contract::chats::ChatId;
use linli_shared::circles::estate_record;
use linli_shared::ids::RecordId;

use super::heads::{Head, head_wants};
use super::list::row;
use super::marks;
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
    let circles = heads.iter().filter_map(|(id, head)| {
        let came = head.circle.as_ref()?.at;
        let row = row(device, ChatId::Circle(*id), *id, head, &[]);
        (!row.is_over || !marks::is_unlisted(device, *id, came)).then_some((*id, row))
    });
    let all = core::iter::once((RecordId::default(), everybody)).chain(circles);
    let words = all.map(|(id, row)| {
        let name = if row.chat == ChatId::Estate { device.tree().name_of_community() } else { &row.name };
        let at = row.last.as_ref().map(|last| last.at);
        (id, Words { title: name.to_owned(), at, is_last: row.is_over, ..Words::default() })
    });
    words.collect()
}
