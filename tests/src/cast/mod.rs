//! The cast of the stories: people with phones, a relay, links that can be cut, and a clock nobody else has.
//!
//! Everything runs in this thread, without sockets, sleep or system time; a seed gives the same story again.

mod estate;
mod forger;
mod phone;
mod photos;
mod town;

pub use estate::{Estate, small_estate};
pub use forger::Forger;
pub use phone::Phone;
pub use photos::{Asked, Road, jpeg, photo, text};
pub use town::{Casting, Person, Town, fault_of};
