//! The roster: members, devices, roles and rings as plain signed facts, folded alike by device, relay and screen.
//!
//! **Invariant:** no name, phone or ID number is in here: members and devices are opaque ids and public keys.
//! A fact counts from its place in the log on; [`RosterHistory::at`] answers how things stood at an earlier place.

mod fact;
mod fold;
mod history;

pub use fact::{DeviceKeys, Recipient, RingKind, RingTurn, Role, RosterFact};
pub use fold::{Device, Generation, Grant, Ring, Roster};
pub use history::RosterHistory;
