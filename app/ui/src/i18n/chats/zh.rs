//! In Chinese.

use super::ChatTexts;

/// In Chinese.
pub(in crate::i18n) const ZH: ChatTexts = ChatTexts { title: "消息" };
