//! The household document 户: a home, its people, and what was said of them.
//!
//! One flat map. `at` is the place, `h.<field>` the home, `p.<person>.<field>` a person, with three marks beside the
//! fields: `+` entered, `-` removed and why, `>` joined to another entry; `d.<person>.<person>` says that two entries are
//! two people. `x` says that the household ended and why; `s` where the values written by the same change are known from.
//! A cleared field is an empty text, so that a value set meanwhile stays visible as a conflict.
//! Nothing is ever nested, so two devices that register one door or one person at the same time write the same keys.
//!
//! An entry of which nothing but empty texts is left reads as never entered, a household as not there.
//!
//! **Invariant:** removing or joining an entry, or ending a household, hides nothing that was written without knowing of it.
//! **Invariant:** keys and texts of a newer release are kept and passed over when reading.

mod edit;
mod history;
mod joined;
mod keys;
mod marks;
mod place;
mod read;
mod revert;
mod texts;

#[cfg(test)]
mod tests;

pub use edit::{EditError, HouseholdEdit};
pub use history::{Told, What};
pub use marks::{DESTINATION, Departure, Ending, LIST_NAME, Source};
pub use place::{Place, PlaceError};
pub use read::{Alternative, Author, Departed, Ended, FieldState, Household, PersonEntry, Removal};
pub use revert::Reverted;
