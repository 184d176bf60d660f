//! Living registers: moves, departures, history.

pub(crate) mod history;
