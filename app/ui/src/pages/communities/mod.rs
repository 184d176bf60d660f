//! Several communities.

pub(crate) mod list;
