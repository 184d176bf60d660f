//! Notices.

pub(crate) mod home;
pub(crate) mod list;
pub(crate) mod reach;
pub(crate) mod read;
pub(crate) mod write;
