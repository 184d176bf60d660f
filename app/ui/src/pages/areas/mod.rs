//! Community, buildings, doors as places.

pub(crate) mod add_door;
pub(crate) mod building;
pub(crate) mod cell;
pub(crate) mod community;
mod zoom;
