//! Before a device belongs to a community.

pub(crate) mod tour;
pub(crate) mod welcome;
