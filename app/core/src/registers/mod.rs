//! Living registers: people and households that move, leave, are split, joined, withdrawn; history and undo.
//!
//! **Invariant:** an act is written, sent, refused and undone as a whole, however many households it is about.

pub(crate) mod act;
mod alike;
mod carrying;
mod ending;
pub(crate) mod handing;
pub(crate) mod history;
mod leaving;
pub(crate) mod merging;
pub(crate) mod moving;
pub(crate) mod renewing;
pub mod undoing;
pub(crate) mod writing;

pub use alike::alike;
pub use ending::{end, reopen};
pub use history::history;
pub use leaving::{people_left, person_back};
pub use merging::merge;
pub use moving::move_people;
pub use undoing::undo;
