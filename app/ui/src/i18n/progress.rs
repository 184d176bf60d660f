//! Texts: progress.

texts! {
    /// Progress.
    ProgressTexts {
        title,
    }
}

/// In Chinese.
pub(super) const ZH: ProgressTexts = ProgressTexts { title: "进度" };

/// In English.
pub(super) const EN: ProgressTexts = ProgressTexts { title: "Progress" };
