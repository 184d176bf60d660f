//! In English.

use super::ChatTexts;

/// In English.
pub(in crate::i18n) const EN: ChatTexts = ChatTexts { title: "Messages" };
