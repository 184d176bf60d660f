//! Progress.

mod care;
mod charts;
mod parts;
pub(crate) mod show;
