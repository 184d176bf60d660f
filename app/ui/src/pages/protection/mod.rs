//! Protection.

pub(crate) mod threats;
