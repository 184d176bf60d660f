//! What one looks up.

pub(crate) mod guide;
pub(crate) mod shelves;
pub(crate) mod write;
