//! Linli in real Chromium: what a person sees and does, with the network on and off.
//!
//! Wants the web app and the programs: `make web`, `make conformance`, `cargo build --workspace --bins` and
//! `scripts/setup tools`; `make test` does all of that.
#![allow(clippy::unwrap_used, reason = "tests")]

mod accessibility;
mod conflicts;
mod doors;
mod drafts;
mod first_steps;
mod keyboard;
mod offline_day;
mod screenshots;
mod store;
mod tabs;
