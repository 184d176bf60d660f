//! Neighbour posts: what the screens compute.

mod words;

pub use words::begin_of;
