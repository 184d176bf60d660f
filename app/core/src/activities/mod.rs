//! Activities and tasks for volunteers 活动: called, signed up for, attended, thanked for.
//!
//! An activity is a record of the square (`crate::square`); who comes is the fold's matter ([`linli_shared::activities`]), so
//! that every device sees the same list whoever signed up first.
//! **Invariant:** who signed up is shown to the caller and the committee; anybody else sees how many, and themself.
//! **Invariant:** a task is given in one act with the volunteer's role, which ends with the task.

mod act;
mod activity;
mod call;
mod draft;
#[cfg(test)]
mod frozen;
mod list;
mod rules;
mod sums;

pub use act::{do_activity, do_activity_wants};
pub use activity::{read_activity, read_activity_wants};
pub use call::{call_activity, call_activity_wants};
pub use draft::{open_activity_form, open_activity_form_wants, save_activity_draft, save_activity_draft_wants};
pub use list::{read_activities, read_activities_wants};
pub(crate) use rules::may_say;
pub(crate) use sums::{ActivitySum, attached, sum, words, words_of};
