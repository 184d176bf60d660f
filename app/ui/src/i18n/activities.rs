//! Texts: activities.

mod en;
mod zh;

pub(super) use en::EN;
pub(super) use zh::ZH;

texts! {
    /// Activities.
    ActivityTexts {
        title,
    }
}
