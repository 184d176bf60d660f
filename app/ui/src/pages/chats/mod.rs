//! Conversations.

pub(crate) mod chat;
pub(crate) mod group;
pub(crate) mod hearing;
pub(crate) mod list;
