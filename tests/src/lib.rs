//! The cast of Linli's stories, the demo community, simulator and measuring: everything that uses all layers at once.

pub mod cast;
pub mod demo;
pub mod founding;
pub mod leaks;
pub mod measure;
pub mod process;
pub mod sim;
pub mod webdriver;
