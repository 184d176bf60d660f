//! Stories: what people do with Linli, played with a cast in sans-IO time.
#![allow(clippy::unwrap_used, reason = "tests")]

mod acts;
mod buildings;
mod finding;
mod imports;
mod mishaps;
mod moving_about;
mod newcomer;
mod registering;
mod registers;
mod rights;
mod storage;
