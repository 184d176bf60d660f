//! Conversations: the estate's group, circles, knocking, what was read and muted.
//!
//! A conversation is one short row (`heads`), its messages in pages (`pages`), and what was said of them later (`asides`).
//! **Invariant:** whatever order messages arrive in, the same rows are left.
//! **Invariant:** lists and badges load no message.

mod acts;
mod asides;
mod change;
mod chat;
pub(crate) mod circle;
mod find;
pub(crate) mod form;
mod found;
#[cfg(test)]
mod frozen;
mod groups;
mod heads;
pub(crate) mod knocks;
mod list;
pub(crate) mod marks;
mod owners;
mod pages;
mod searched;
pub(crate) mod take;
pub(crate) mod take_circle;
mod undoing;
mod write;

pub use acts::{
    answer_knock, answer_knock_wants, do_chat, do_chat_wants, knock, knock_wants, set_hearing, set_hearing_wants,
};
pub use chat::{read_chat, read_chat_wants};
pub use find::{find_message, find_message_wants};
pub(crate) use found::{load_for_search, search_wants, words_of};
pub(crate) use groups::{GroupSum, group_sum, may_group, words};
pub use groups::{start_group, start_group_wants};
pub(crate) use heads::Head;
pub use list::{read_chats, read_chats_wants, read_unread, read_unread_wants};
pub(crate) use marks::Marks;
pub(crate) use pages::page_wants;
pub(crate) use searched::{Part, Spoken, Written, hidden, hidden_want, parts, said_in, spoken, spoken_want, written};
pub(crate) use take::take;
pub(crate) use undoing::{drop_if_placed, forget, lose, undo};

use linli_shared::ids::RecordId;

use crate::device::rows::Want;

/// The rows that an entry of a conversation is taken in with, besides the pages that hold its place ([`page_wants`]).
pub(crate) fn wants(record: RecordId) -> Vec<Want> {
    vec![heads::want(record), asides::want(record), pages::want(record, pages::TAIL), circle::want(record)]
}
