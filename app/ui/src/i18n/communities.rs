//! Texts: communities.

texts! {
    /// My communities.
    CommunityTexts {
        title,
        what,
        unnamed,
        is_open,
        open: fn(&str) -> String,
        opening,
        join_another,
        join_hint,
        others,
        leave,
        leave_title: fn(&str) -> String,
        leave_what,
        leave_lost: fn(usize) -> String,
        leave_nothing_lost,
        and_more: fn(usize) -> String,
        leave_word,
        leave_ask,
        left,
    }
}

/// In Chinese.
pub(super) const ZH: CommunityTexts = CommunityTexts {
    title: "我的社区",
    what: "一台设备可以加入几个社区，互相看不到。只有打开着的那个会上传和更新，别的等打开时再更新；应用锁也是各管各的。",
    unnamed: "还没有加入",
    is_open: "正在使用",
    open: |name| format!("打开{name}"),
    opening: "正在打开…",
    join_another: "加入另一个社区",
    join_hint: "现在的社区留在本机，随时可以回来。",
    others: "本机上的其他社区",
    leave: "把这台设备退出社区",
    leave_title: |name| format!("退出{name}"),
    leave_what: "这台设备上本社区的内容会全部清空。您在社区里的身份和已上传的内容不变，以后可以用纸质钥匙再加入。",
    leave_lost: |count| format!("有 {count} 项还没有上传，退出后就找不回来了："),
    leave_nothing_lost: "没有等待上传的内容，什么都不会丢。",
    and_more: |count| format!("还有 {count} 项"),
    leave_word: "退出",
    leave_ask: "请输入“退出”两个字",
    left: "已退出，本机内容已清空",
};

/// In English.
pub(super) const EN: CommunityTexts = CommunityTexts {
    title: "My communities",
    what: "One device can belong to several communities, which see nothing of one another. Only the open one sends and fetches; the others do when you open them. Each has a lock of its own.",
    unnamed: "Not joined yet",
    is_open: "In use",
    open: |name| format!("Open {name}"),
    opening: "Opening…",
    join_another: "Join another community",
    join_hint: "This one stays on the device; you can come back at any time.",
    others: "Other communities on this device",
    leave: "Take this device out of the community",
    leave_title: |name| format!("Leave {name}"),
    leave_what: "Everything of this community is cleared from this device. Your place in the community and what was sent stay; you can join again with your paper key.",
    leave_lost: |count| format!("{count} entries are not sent yet and would be lost for good:"),
    leave_nothing_lost: "Nothing waits to be sent, so nothing is lost.",
    and_more: |count| format!("and {count} more"),
    leave_word: "leave",
    leave_ask: "Type the word \u{201c}leave\u{201d}",
    left: "Done: this device is cleared",
};
