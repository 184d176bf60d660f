//! In English.

use super::GuideTexts;

/// In English.
pub(in crate::i18n) const EN: GuideTexts = GuideTexts { title: "Look up" };
