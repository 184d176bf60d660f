//! What one looks up.

mod call;
mod duty;
pub(crate) mod guide;
mod remove;
pub(crate) mod shelves;
pub(crate) mod write;
