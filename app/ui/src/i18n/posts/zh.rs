//! In Chinese.

use super::{PostTexts, talk};

/// In Chinese.
pub(in crate::i18n) const ZH: PostTexts =
    PostTexts { title: "邻里", rumour_by: |who, when| format!("{who} {when} 说明：这不属实"), talk: talk::ZH };
