//! Storage.

pub(crate) mod room;
