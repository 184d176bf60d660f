//! The device without a screen: the same on a phone, in a window and in a page.
//!
//! [`device`] is a state machine without IO; `areas`, `households`, `members`, `visits` and `sync` are what people do with
//! it; [`store`] keeps its rows; the drivers in [`driver`] and beside it bring clock, randomness, disk and network.

pub mod areas;
pub mod device;
pub mod driver;
pub mod households;
pub mod members;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
mod platform;
pub mod requests;
pub mod store;
pub mod sync;
pub mod visits;
#[cfg(target_arch = "wasm32")]
pub mod web;
