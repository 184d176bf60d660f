//! Texts: storage.

texts! {
    /// Storage.
    StorageTexts {
        title,
    }
}

/// In Chinese.
pub(super) const ZH: StorageTexts = StorageTexts { title: "存储空间" };

/// In English.
pub(super) const EN: StorageTexts = StorageTexts { title: "Storage" };
