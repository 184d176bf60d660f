//! The lock.

pub(crate) mod change;
pub(crate) mod locked;
