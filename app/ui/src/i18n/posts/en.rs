//! In English.

use super::PostTexts;

/// In English.
pub(in crate::i18n) const EN: PostTexts = PostTexts { title: "Neighbours" };
