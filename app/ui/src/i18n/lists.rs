//! Texts: lists and the round of a day.

texts! {
    /// Lists and the round of a day.
    ListTexts {
        title,
        round,
    }
}

/// In Chinese.
pub(super) const ZH: ListTexts = ListTexts { title: "清单", round: "今天要走的门" };

/// In English.
pub(super) const EN: ListTexts = ListTexts { title: "Lists", round: "Due today" };
