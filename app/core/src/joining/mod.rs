//! Joining 入群: codes, invitations, asking and waiting, reviewing, admitting, face to face.
//!
//! A newcomer asks by a poster or shows themself; whoever reviews requests sees who it is; a steward admits, in one act that
//! brings everything the newcomer needs.
//! **Invariant:** what a newcomer says of themself is open only on their own device and on reviewers' devices.

mod acting;
mod admitting;
mod answering;
mod asking;
mod codes;
mod desk;
mod held;
mod invitations;
mod requests;
mod taking;
#[cfg(test)]
mod tests;

pub use admitting::{admit, wants as admit_wants};
pub use answering::{recommend, return_request, review_code};
pub use asking::{ask_to_join, show_myself, withdraw};
pub use codes::read_code;
pub use desk::desk;
pub use held::decide_held;
pub use invitations::{end_invitation, invitations, make_invitation};
pub use taking::{take_code, take_paper};
