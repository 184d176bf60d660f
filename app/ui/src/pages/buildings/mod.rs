//! Editing areas, a building's sheet.

pub(crate) mod edit;
pub(crate) mod sheet;
