//! In English.

use super::ActivityTexts;

/// In English.
pub(in crate::i18n) const EN: ActivityTexts = ActivityTexts { title: "Activities" };
