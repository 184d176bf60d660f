//! What one looks up 办事指南: entries on shelves, telephone numbers, who is on duty today; readable without the relay.
//!
//! An entry is a record of the square (`crate::square`); lists are made from its summary alone.
//! **Invariant:** whoever may no longer write a shelf may take their own entry off it, not give it other words.

mod draft;
mod entry;
#[cfg(test)]
mod frozen;
mod list;
mod rules;
mod save;
mod sums;

pub use draft::{open_guide_form, open_guide_form_wants, save_guide_draft, save_guide_draft_wants};
pub use entry::{read_guide, read_guide_wants};
pub(crate) use list::syncs;
pub use list::{read_guides, read_guides_wants};
pub(crate) use rules::may_say;
pub use save::{save_guide, save_guide_wants};
pub(crate) use sums::{GuideSum, attached, sum, words, words_of};
