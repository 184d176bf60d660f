//! Search.

pub(crate) mod find;
mod hit;
mod searching;
