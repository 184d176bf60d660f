//! Members.

pub(crate) mod devices;
pub(crate) mod list;
pub(crate) mod member;
pub(crate) mod paper;
