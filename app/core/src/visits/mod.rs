//! Visits 走访: recorded at the door, taken back by their author, shown newest first.

pub mod fact;
mod record;

pub use record::{record_visit, record_wants, withdraw_visit, withdraw_wants};
