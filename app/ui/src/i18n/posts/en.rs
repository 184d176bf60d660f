//! In English.

use super::{PostTexts, talk};

/// In English.
pub(in crate::i18n) const EN: PostTexts =
    PostTexts { title: "Neighbours", rumour_by: |who, when| format!("Not true, says {who}, {when}"), talk: talk::EN };
