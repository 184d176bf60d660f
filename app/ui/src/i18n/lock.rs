//! Texts: lock.

texts! {
    /// App lock.
    LockTexts {
        title,
    }
}

/// In Chinese.
pub(super) const ZH: LockTexts = LockTexts { title: "应用锁" };

/// In English.
pub(super) const EN: LockTexts = LockTexts { title: "App lock" };
