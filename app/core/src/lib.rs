//! The device without a screen: the same on a phone, in a window and in a page.

pub mod store;
