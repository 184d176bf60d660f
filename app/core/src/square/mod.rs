//! The square: records that everybody in the community reads and answers, as this device keeps them.
//!
//! A record is one row, a [`Thread`]: its opening and what was said after it, in the order of places, own unconfirmed facts last.
//! Beside it stands a short [`SquareSum`], so that a list never loads whole rows. Votes are kept apart, a row for each area they
//! come from ([`Ballots`]). What a fact means, who may say it and how it is summed up is the matter of its feature: posts,
//! topics, activities, guides, groups.
//! **Invariant:** whatever order facts arrive in, the same rows are left.
//! **Invariant:** a thread without its opening is not kept: the relay gives no place to what was said before it.
//! **Invariant:** what an answer brings is read, summed and written once for each record ([`Held`]), and of one member a record
//! holds so much and no more ([`linli_shared::square::most_in_record`], [`linli_shared::square::most_bytes`]): what comes later
//! is void on every device.
//! **Invariant:** the words of an opening that was refused stay with the person who wrote them, unless it was erased.

mod ballots;
mod drafts;
#[cfg(test)]
mod frozen;
mod held;
mod named;
mod rows;
mod sums;
mod take;
mod talk;
mod undo;
mod write;

#[cfg(test)]
pub(crate) use ballots::Ballots;
pub(crate) use ballots::{ballot_key, ballot_of, vote};
pub(crate) use drafts::{
    Begun, Draft, draft, draft_key, draft_photos, draft_row, draft_want, forget_draft, is_draft, keep_draft,
};
pub(crate) use held::Held;
pub(crate) use named::attached_of;
pub(crate) use rows::{Author, Said, Thread, put, thread, want};
pub(crate) use sums::{SquareSum, Sums, stored_topics, sum_wants};
pub(crate) use take::{known, said, take};
pub(crate) use talk::talk;
pub(crate) use undo::{drop_if_placed, erase, forget, undo, unsay};
pub(crate) use write::{Opening, at, attach, open, open_in, say, speaker, sync_of};
