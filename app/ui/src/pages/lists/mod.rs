//! Lists: the round of a day, filters, saved lists.

pub(crate) mod chosen;
mod conditions;
pub(crate) mod list;
mod listing;
pub(crate) mod mark;
pub(crate) mod round;
mod row;
mod saved;
