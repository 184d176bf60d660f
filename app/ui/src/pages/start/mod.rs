//! Before a device belongs to a community.

pub(crate) mod welcome;
