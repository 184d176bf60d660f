//! Neighbour posts: what the screens compute.

mod form;
mod shown;
mod words;

pub use form::{Lack, is_blank, lack, ready};
pub use shown::Shown;
pub use words::begin_of;
