//! Texts: exports.

texts! {
    /// Exports.
    ExportTexts {
        title,
    }
}

/// In Chinese.
pub(super) const ZH: ExportTexts = ExportTexts { title: "导出" };

/// In English.
pub(super) const EN: ExportTexts = ExportTexts { title: "Export" };
