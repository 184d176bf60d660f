//! Tickets: reporting, handling, following.

pub(crate) mod board;
pub(crate) mod card;
pub(crate) mod chosen;
pub(crate) mod home;
pub(crate) mod list;
pub(crate) mod public;
pub(crate) mod report;
pub(crate) mod tables;
pub(crate) mod ticket;

mod marks;
mod row;
