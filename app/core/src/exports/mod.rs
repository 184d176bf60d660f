//! Exports: lists and the whole community, in parts; the screen puts labels in place of codes and writes the file.
//!
//! **Invariant:** who may not read a value on screen gets none of it here; ID numbers are masked unless they are asked for.

mod list;
mod package;

pub use list::{export, wants as export_wants};
pub use package::{package, wants as package_wants};
