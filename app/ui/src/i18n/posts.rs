//! Texts: neighbour posts.

mod en;
mod zh;

pub(super) use en::EN;
pub(super) use zh::ZH;

texts! {
    /// Neighbour posts.
    PostTexts {
        title,
    }
}
