//! Living registers: moves, departures, history, undo.

pub(crate) mod acting;
pub(crate) mod day;
pub(crate) mod door_picker;
pub(crate) mod end;
pub(crate) mod former;
pub(crate) mod history;
pub(crate) mod leave;
pub(crate) mod menu;
pub(crate) mod merge;
pub(crate) mod move_people;
pub(crate) mod people;
pub(crate) mod recent;
pub(crate) mod there;
pub(crate) mod undo;
