//! In Chinese.

use super::PostTexts;

/// In Chinese.
pub(in crate::i18n) const ZH: PostTexts = PostTexts { title: "邻里" };
