//! Texts: the tabs, and what is behind the last of them.

texts! {
    /// The tabs, and what is behind the last of them.
    NavTexts {
        label,
        buildings,
        today,
        search,
        lists,
        more,
    }
}

/// In Chinese.
pub(super) const ZH: NavTexts =
    NavTexts {
        label: "导航", buildings: "楼栋", today: "今天", search: "查找", lists: "清单", more: "更多"
    };

/// In English.
pub(super) const EN: NavTexts = NavTexts {
    label: "Navigation",
    buildings: "Buildings",
    today: "Today",
    search: "Search",
    lists: "Lists",
    more: "More",
};
