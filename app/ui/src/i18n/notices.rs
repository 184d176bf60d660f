//! Texts: notices.

mod en;
mod zh;

pub(super) use en::EN;
pub(super) use zh::ZH;

texts! {
    /// Notices.
    NoticeTexts {
        title,
    }
}
