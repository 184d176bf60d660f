//! Texts: what one looks up.

mod en;
mod zh;

pub(super) use en::EN;
pub(super) use zh::ZH;

texts! {
    /// What one looks up.
    GuideTexts {
        title,
    }
}
