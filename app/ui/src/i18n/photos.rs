//! Texts: photos and files.

mod en;
mod zh;

pub(super) use en::EN;
pub(super) use zh::ZH;

texts! {
    /// Photos and files.
    PhotoTexts {
        title,
    }
}
