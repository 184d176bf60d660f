//! Activities.

pub(crate) mod activity;
pub(crate) mod call;
pub(crate) mod list;
