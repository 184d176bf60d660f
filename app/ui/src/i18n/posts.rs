//! Texts: neighbour posts.

mod en;
mod talk;
mod zh;

pub use talk::TalkTexts;

pub(super) use en::EN;
pub(super) use zh::ZH;

texts! {
    /// Neighbour posts.
    PostTexts {
        title,
        rumour_by: fn(&str, &str) -> String,
        talk: TalkTexts,
    }
}
