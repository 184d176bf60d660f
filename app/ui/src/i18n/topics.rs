//! Texts: the council hall.

mod en;
mod zh;

pub(super) use en::EN;
pub(super) use zh::ZH;

texts! {
    /// The council hall.
    TopicTexts {
        title,
    }
}
