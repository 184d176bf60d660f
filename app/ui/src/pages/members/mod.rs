//! Members: who belongs to the community, what they are, with which devices.

pub(crate) mod add_device;
pub(crate) mod device;
pub(crate) mod devices;
pub(crate) mod give;
pub(crate) mod hand;
pub(crate) mod leave;
pub(crate) mod list;
pub(crate) mod member;
pub(crate) mod paper;
pub(crate) mod profile;
pub(crate) mod role;
pub(crate) mod roles;
