//! Exports.

pub(crate) mod export;
