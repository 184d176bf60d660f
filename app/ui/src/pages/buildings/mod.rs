//! Editing areas, a building's sheet.

pub(crate) mod edit;
mod editing;
mod forms;
mod grow;
mod inside;
mod menu;
mod row;
pub(crate) mod sheet;
