//! The last tab.

pub(crate) mod menu;
