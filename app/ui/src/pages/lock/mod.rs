//! The lock and the lease.

pub(crate) mod change;
pub(crate) mod lease;
pub(crate) mod locked;
mod secret_field;
