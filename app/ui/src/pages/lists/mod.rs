//! Lists: the round of a day, filters, saved lists.

pub(crate) mod chosen;
pub(crate) mod list;
pub(crate) mod round;
