//! Texts: joining.

texts! {
    /// Joining.
    JoiningTexts {
        title,
    }
}

/// In Chinese.
pub(super) const ZH: JoiningTexts = JoiningTexts { title: "加入社区" };

/// In English.
pub(super) const EN: JoiningTexts = JoiningTexts { title: "Joining" };
