//! Texts: what is typed and not sent yet.

texts! {
    /// Drafts.
    DraftTexts {
        kept: fn(&str) -> String,
        not_kept,
        photos_lost,
        found,
        outdated,
        drop,
        dropped,
    }
}

/// In Chinese.
pub(super) const ZH: DraftTexts = DraftTexts {
    kept: |when| format!("草稿已保存在本机（{when}）"),
    not_kept: "草稿没有存下来，请先别关掉这一页：手机存储可能已满",
    photos_lost: "有照片已经不在这台设备上了，请重新添加。",
    found: "接着上次没写完的写。",
    outdated: "这是您上次没写完的。在那以后别人改过原来的内容，您一保存，就以您写的为准。",
    drop: "不要了",
    dropped: "草稿已删去",
};

/// In English.
pub(super) const EN: DraftTexts = DraftTexts {
    kept: |when| format!("Draft kept on this device ({when})"),
    not_kept: "The draft could not be kept, so please do not close this page yet: the phone’s storage may be full",
    photos_lost: "Some photos are no longer on this device; please add them again.",
    found: "Here is what you had begun.",
    outdated: "Here is what you had begun. Somebody has changed the original since; if you save, what you wrote stands.",
    drop: "Throw it away",
    dropped: "Draft thrown away",
};
