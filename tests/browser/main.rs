//! Linli in real Chromium: what a person sees and does, with the network on and off.
//!
//! Wants the web app and the programs: `make web`, `make conformance`, `cargo build --workspace --bins` and
//! `scripts/setup tools`; `make test` does all of that.
#![allow(clippy::unwrap_used, reason = "tests")]

mod accessibility;
mod activities;
mod back;
mod buildings;
mod chats;
mod conflicts;
mod doors;
mod drafts;
mod files;
mod finding;
mod first_steps;
mod hall;
mod joining;
mod keyboard;
mod lists;
mod lock;
mod notices;
mod offline_day;
mod on_demand;
mod own_devices;
mod pictures;
mod posts;
mod progress;
mod registers;
mod residents;
mod screenshots;
mod storage;
mod store;
mod tabs;
mod tickets;
mod tour;
mod walk;
mod walk_affairs;
mod walk_members;
mod walk_square;
