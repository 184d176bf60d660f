//! In English.

use super::TopicTexts;

/// In English.
pub(in crate::i18n) const EN: TopicTexts = TopicTexts { title: "Council hall" };
