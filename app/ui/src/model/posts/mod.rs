//! Neighbour posts: what the screens compute.

mod form;
mod shown;
mod talk;
mod words;

pub use form::{Lack, is_blank, lack, ready};
pub use shown::Shown;
pub use talk::{talk_length, with_earlier, with_later};
pub use words::begin_of;
