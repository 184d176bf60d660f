//! Settings of this device.

pub(crate) mod change;
mod news;
mod photos;
