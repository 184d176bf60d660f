//! Neighbour posts.

pub(crate) mod complaints;
pub(crate) mod feed;
pub(crate) mod post;
pub(crate) mod write;
