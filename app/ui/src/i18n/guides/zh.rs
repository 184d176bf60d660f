//! In Chinese.

use super::GuideTexts;

/// In Chinese.
pub(in crate::i18n) const ZH: GuideTexts = GuideTexts { title: "便民查询" };
