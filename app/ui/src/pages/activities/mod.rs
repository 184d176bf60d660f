//! Activities: the list, one of them, calling for one.

pub(crate) mod activity;
pub(crate) mod call;
mod form;
pub(crate) mod list;
mod part;
mod people;
mod sheet;
mod times;
