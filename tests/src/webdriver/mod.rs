//! Real browsers and the real window, driven by WebDriver: a device per person, each with a profile and an address of
//! its own.
//!
//! **Invariant:** every program that is started here ends with the value that stands for it, at the latest.
//! **Invariant:** nothing waits for time to pass: each step waits for a state of the page, and names it if it stays away.

mod acts;
mod chromium;
mod driver;
mod entry;
mod person;
mod place;
mod published;
mod road;
mod screen;
mod steps;
mod timed;
mod window;

pub use acts::hit;
pub use chromium::Browser;
pub use entry::{Entry, entry};
pub use person::Person;
pub use place::{Place, conformance_page, web_app};
pub use published::version_of;
pub use road::Road;
pub use screen::{Screen, id};
pub use steps::{Spot, door_cell};
pub use window::Window;
