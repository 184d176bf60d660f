//! Lists: doors and people by filter, saved lists, the round of a day.
//!
//! Everything is read from the summaries, so a list of a whole community is made in the time of a key stroke.

mod filter;
mod round;
mod rows;
mod saved;
pub(crate) mod scope;

pub use round::round;
pub(crate) use rows::Reading;
pub use rows::list;
pub(crate) use saved::read;
pub use saved::{discard, lists, save};
