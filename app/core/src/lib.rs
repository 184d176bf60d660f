//! The device without a screen: the same on a phone, in a window and in a page.
//!
//! [`device`] is a state machine without IO; the features beside it are what people do with
//! it; [`store`] keeps its rows; the drivers in [`driver`] and beside it bring clock, randomness, disk and network.

pub mod activities;
pub mod areas;
pub mod buildings;
pub mod chats;
pub mod device;
pub mod driver;
pub mod exports;
#[cfg(test)]
#[path = "../../../tests/wire/frozen.rs"]
mod frozen;
pub mod guides;
pub mod households;
pub mod imports;
pub mod joining;
pub mod lists;
pub mod lock;
pub mod members;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
pub mod notices;
pub mod photos;
mod platform;
pub mod posts;
pub mod progress;
pub mod registers;
pub mod requests;
pub mod rights;
pub mod search;
pub mod shelf;
pub(crate) mod square;
pub mod storage;
pub mod store;
pub mod sync;
pub mod tickets;
pub mod topics;
pub mod visits;
#[cfg(target_arch = "wasm32")]
pub mod web;
