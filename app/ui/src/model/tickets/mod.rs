//! Tickets: how long and until when in plain words, where one stands, what a report still needs, which steps need words,
//! the community's tables.

mod acts;
mod board;
mod form;
mod list;
mod names;
mod standing;
mod tables;
mod words;

pub use acts::{Bar, bar, is_ready, needs_words, step_of, takes_photos, toggle};
pub use board::{Cell, cell, hours, width};
pub use form::{Lack, Where, is_empty, lacks, to_send, where_of, worth_asking};
pub use list::{LISTS, first, shown_lists};
pub use names::{category_examples, category_name, handler_name, names_of, place_of};
pub use standing::{DueFor, Standing, Who, due_of, now_with, since, standing};
pub use tables::{Change, Fault, add_category, add_department, changes, faults, move_by, remove_department, reset};
pub use words::{Due, Span, due, span};
