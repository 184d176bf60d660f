//! Texts: rights.

texts! {
    /// My record.
    RightTexts {
        title,
    }
}

/// In Chinese.
pub(super) const ZH: RightTexts = RightTexts { title: "我的登记" };

/// In English.
pub(super) const EN: RightTexts = RightTexts { title: "My record" };
