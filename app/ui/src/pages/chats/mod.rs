//! Conversations: the list, one of them, knocking, groups, and what somebody hears.

mod answer;
pub(crate) mod chat;
mod conversation;
mod folded;
pub(crate) mod group;
pub(crate) mod hearing;
mod info;
pub(crate) mod knock;
pub(crate) mod list;
mod manage;
mod message;
mod parts;
mod place;
pub(crate) mod row;
pub(crate) mod who;
