//! Untidy registers of committees, read, looked at, taken in and read out again.
#![allow(clippy::unwrap_used, reason = "tests")]

mod office;
mod plans;
mod round_trip;
