//! Real processes: the relay and devices as programs that can be killed, and a tap on the wire between them.

mod programs;
mod relay;

pub use programs::{program, until};
pub use relay::{Relay, RelayOptions};
