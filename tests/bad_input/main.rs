//! What is not meant well, or did not arrive well: at the format, at the relay, at the device.
//!
//! Everywhere the same is asked for: an answer of a known type, no panic, nothing lost, and the next honest one works.

#![allow(clippy::unwrap_used, reason = "tests")]

mod chance;
mod device;
mod encodings;
mod mutated_answers;
mod photos;
mod relay;
mod scene;
