//! Settings of this device.

pub(crate) mod change;
