//! The household document 户: a home, its people, and what was said of them.
//!
//! One flat map. `at` is the place, `h.<field>` the home, `p.<person>.<field>` a person, with three marks beside the
//! fields: `+` entered, `-` removed, `>` joined to another entry; `d.<person>.<person>` says that two entries are two people.
//! A cleared field is an empty text, so that a value set meanwhile stays visible as a conflict.
//! Nothing is ever nested, so two devices that register one door or one person at the same time write the same keys.
//!
//! **Invariant:** removing or joining an entry hides nothing that was written without knowing of it.
//! **Invariant:** keys and texts of a newer release are kept and passed over when reading.

mod edit;
mod joined;
mod keys;
mod place;
mod read;

#[cfg(test)]
mod tests;

pub use edit::{EditError, HouseholdEdit};
pub use place::{Place, PlaceError};
pub use read::{Alternative, Author, FieldState, Household, PersonEntry, Removal};
