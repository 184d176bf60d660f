//! In Chinese.

use super::TopicTexts;

/// In Chinese.
pub(in crate::i18n) const ZH: TopicTexts = TopicTexts { title: "议事厅" };
