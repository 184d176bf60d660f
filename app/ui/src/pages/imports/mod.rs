//! Imports.

pub(crate) mod import;
