//! Texts: search.

texts! {
    /// Search.
    SearchTexts {
        title,
    }
}

/// In Chinese.
pub(super) const ZH: SearchTexts = SearchTexts { title: "查找" };

/// In English.
pub(super) const EN: SearchTexts = SearchTexts { title: "Search" };
