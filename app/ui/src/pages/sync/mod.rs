//! Sync state.

pub(crate) mod line;
pub(crate) mod status;
