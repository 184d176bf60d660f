//! In Chinese.

use super::ActivityTexts;

/// In Chinese.
pub(in crate::i18n) const ZH: ActivityTexts = ActivityTexts { title: "活动" };
