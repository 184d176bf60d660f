//! Joining.

pub(crate) mod desk;
pub(crate) mod invitations;
pub(crate) mod poster;
pub(crate) mod request;
pub(crate) mod waiting;
