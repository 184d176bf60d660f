//! Linli in real Chromium: what a person sees and does, with the network on and off.
//!
//! Wants the web app and the programs: `make web` and `cargo build --workspace --bins`.
#![allow(clippy::unwrap_used, reason = "tests")]

mod first_steps;
