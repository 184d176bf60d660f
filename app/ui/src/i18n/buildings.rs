//! Texts: editing areas, the sheet of a building.

texts! {
    /// Editing areas, the sheet of a building.
    BuildingTexts {
        title,
        sheet,
    }
}

/// In Chinese.
pub(super) const ZH: BuildingTexts = BuildingTexts { title: "网格与楼栋", sheet: "楼栋表" };

/// In English.
pub(super) const EN: BuildingTexts = BuildingTexts { title: "Grids and buildings", sheet: "Building sheet" };
