//! Activities: what the screens compute.

pub mod form;
pub mod room;
pub mod when;
