//! Joining: the newcomer's form and wait, the reviewers' desk, invitations and their posters.

mod admit;
pub(crate) mod arrived;
mod consent;
pub(crate) mod desk;
pub(crate) mod form;
mod held;
pub(crate) mod invitations;
mod make;
pub(crate) mod plain;
pub(crate) mod poster;
mod recommend;
mod replace;
pub(crate) mod request;
mod scope;
mod send_back;
pub(crate) mod waiting;
