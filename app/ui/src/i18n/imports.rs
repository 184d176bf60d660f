//! Texts: imports.

texts! {
    /// Imports.
    ImportTexts {
        title,
    }
}

/// In Chinese.
pub(super) const ZH: ImportTexts = ImportTexts { title: "导入名册" };

/// In English.
pub(super) const EN: ImportTexts = ImportTexts { title: "Import a list" };
