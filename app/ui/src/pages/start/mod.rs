//! Before a device belongs to a community.

mod first;
mod found;
mod paper;
mod seat;
mod take;
pub(crate) mod tour;
pub(crate) mod welcome;
