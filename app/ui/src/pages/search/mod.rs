//! Search.

pub(crate) mod find;
mod hit;
mod row;
mod searching;
