//! Measuring: what `make bench` prints and writes to `target/bench.json`.
//!
//! **Invariant:** every value stands beside a reference measured in the same run, or beside the aim it is held to.

pub mod browser;
pub mod bytes;
pub mod device;
pub mod feed;
mod frames;
pub mod imports;
pub mod memory;
pub mod relay;
pub mod search;
pub mod square;
mod table;
pub mod tickets;
pub mod waiting;
mod work;

pub use table::{Row, Table};
