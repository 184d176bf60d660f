//! The square and neighbour posts.

mod card;
pub(crate) mod complaints;
pub(crate) mod feed;
pub(crate) mod home;
mod hub;
mod listing;
pub(crate) mod post;
mod unread;
pub(crate) mod write;
