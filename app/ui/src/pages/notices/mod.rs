//! Notices.

mod answer;
mod area;
pub(crate) mod body;
mod change;
mod draft;
mod form;
pub(crate) mod home;
mod knock;
pub(crate) mod list;
mod loud;
mod publish;
pub(crate) mod reach;
pub(crate) mod read;
mod row;
pub(crate) mod write;
