//! Texts: conversations.

mod en;
mod zh;

pub(super) use en::EN;
pub(super) use zh::ZH;

texts! {
    /// Conversations.
    ChatTexts {
        title,
    }
}
