//! The council hall.

pub(crate) mod hall;
pub(crate) mod propose;
pub(crate) mod recount;
pub(crate) mod rules;
pub(crate) mod topic;
