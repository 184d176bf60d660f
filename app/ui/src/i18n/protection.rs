//! Texts: protection.

texts! {
    /// Who can see what.
    ProtectionTexts {
        title,
    }
}

/// In Chinese.
pub(super) const ZH: ProtectionTexts = ProtectionTexts { title: "谁能看到什么" };

/// In English.
pub(super) const EN: ProtectionTexts = ProtectionTexts { title: "Who can see what" };
