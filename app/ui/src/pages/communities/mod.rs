//! Several communities.

pub(crate) mod list;
pub(crate) mod others;
