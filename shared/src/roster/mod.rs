//! The roster: members, devices, roles and rings as plain signed facts, folded alike by device, relay and screen.
//!
//! **Invariant:** no name, phone or ID number is in here: members and devices are opaque ids and public keys.
//! A fact counts from its place in the log on; [`RosterHistory::at`] answers how things stood at an earlier place.

mod asked;
mod certificate;
mod fact;
mod fold;
mod history;

pub use certificate::{Admission, CERTIFICATE_LIFE, Certificate, CertifiedRole};
pub use fact::{DeviceKeys, Erased, Recipient, RingKind, RingTurn, Role, RosterFact, department_ring, member_ring};
pub use fold::{Device, Generation, Grant, Invitation, Ring, Roster};
pub use history::RosterHistory;

#[cfg(test)]
mod tests;
