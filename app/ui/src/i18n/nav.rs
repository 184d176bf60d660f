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
        home,
        members,
        record,
        devices,
        protection,
        notices,
        reports,
        tickets,
        board,
        tables,
        waiting: fn(usize) -> String,
    }
}

/// In Chinese.
pub(super) const ZH: NavTexts = NavTexts {
    label: "导航",
    buildings: "楼栋",
    today: "今天",
    search: "查找",
    lists: "清单",
    more: "更多",
    home: "首页",
    members: "成员",
    record: "我的登记",
    devices: "我的设备",
    protection: "谁能看到什么",
    notices: "公告",
    reports: "报事",
    tickets: "工单",
    board: "看板",
    tables: "分类和时限",
    waiting: |number| format!("{number} 件待办"),
};

/// In English.
pub(super) const EN: NavTexts = NavTexts {
    label: "Navigation",
    buildings: "Buildings",
    today: "Today",
    search: "Search",
    lists: "Lists",
    more: "More",
    home: "Home",
    members: "Members",
    record: "My record",
    devices: "My devices",
    protection: "Who can see what",
    notices: "Notices",
    reports: "Reports",
    tickets: "Tickets",
    board: "Board",
    tables: "Categories and limits",
    waiting: |number| format!("{number} to decide"),
};
