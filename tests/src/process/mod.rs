//! Real processes: the relay and devices as programs that can be killed, and a tap on the wire between them.

mod device;
mod programs;
mod relay;
mod tap;

pub use device::{Answer, Device};
pub use programs::{program, until};
pub use relay::{Relay, RelayOptions};
pub use tap::{Tap, Way};
