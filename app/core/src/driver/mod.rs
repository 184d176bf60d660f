//! The driver: brings rows, clock and randomness to the state machine, commits, and meets the relay.
//!
//! **Invariant:** one step at a time; no lock is held while the network is awaited.

mod hold;
mod host;
mod live;
mod lobby;
mod locking;
mod meet;
mod photos;
mod road;

pub use host::Host;
pub(crate) use host::{failure, open_failure};
pub use meet::{Core, Options};
pub use road::Road;
