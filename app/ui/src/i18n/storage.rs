//! Texts: storage.

use super::Said;

texts! {
    /// Storage.
    StorageTexts {
        title,
        used,
        free,
        not_told,
        size: fn(u64) -> String,
        holds,
        households: fn(u32) -> String,
        visits: fn(u32) -> String,
        waiting: fn(u32) -> String,
        short: Said,
        see,
        tidy,
        tidy_what,
        freeable: fn(&str) -> String,
        nothing_to_free,
        make_room,
        freed: fn(&str) -> String,
        freed_inside,
        stays,
        may_go,
    }
}

/// A size in the unit that suits it; decimal, as phones show it.
fn size(bytes: u64) -> String {
    let tenths = |unit: u64| (bytes + unit / 20) / (unit / 10);
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        1_000_000..1_000_000_000 => format!("{} MB", bytes / 1_000_000),
        _ => format!("{}.{} GB", tenths(1_000_000_000) / 10, tenths(1_000_000_000) % 10),
    }
}

/// In Chinese.
pub(super) const ZH: StorageTexts = StorageTexts {
    title: "存储空间",
    used: "本应用已用",
    free: "手机还剩",
    not_told: "系统没有提供",
    size,
    holds: "本机存有",
    households: |count| format!("{count} 户登记"),
    visits: |count| format!("{count} 次走访"),
    waiting: |count| format!("{count} 项还没有传到居委，不会被清理"),
    short: Said {
        what: "手机空间快满了", next: "再满就存不下新的登记。请先清理一下，或删掉手机里不用的照片和应用。"
    },
    see: "去清理",
    tidy: "清理",
    tidy_what: "清理只去掉中继和备份里都已有的旧底稿，以及文件里的空隙。登记、走访和没传完的内容都不动。",
    freeable: |size| format!("大约可以清出 {size}"),
    nothing_to_free: "现在没有可以清理的",
    make_room: "如果空间还是不够，请删掉手机里不用的照片、视频或应用。",
    freed: |size| format!("已清出 {size}"),
    freed_inside: "已清理，空出的地方留给新的登记",
    stays: "浏览器答应保留这些数据，不会自动清除。",
    may_go: "浏览器在空间紧张时可能清除这些数据。把本页添加到主屏幕，或多联网上传，就不怕丢失。",
};

/// In English.
pub(super) const EN: StorageTexts = StorageTexts {
    title: "Storage",
    used: "Used by this app",
    free: "Left on this device",
    not_told: "The system does not tell",
    size,
    holds: "Kept on this device",
    households: |count| format!("{count} households"),
    visits: |count| format!("{count} visits"),
    waiting: |count| format!("{count} entries are not with the committee yet; they are never freed"),
    short: Said {
        what: "This device is nearly full",
        next: "Once it is full, new entries cannot be saved. Free some room here, or delete photos and apps you do not use.",
    },
    see: "Free some room",
    tidy: "Free room",
    tidy_what: "Only old drafts that the relay and its backup both have, and gaps in files, are removed. Households, visits and what is not sent yet stay as they are.",
    freeable: |size| format!("About {size} can be freed"),
    nothing_to_free: "There is nothing to free now",
    make_room: "If that is not enough, delete photos, videos or apps on this device that you do not use.",
    freed: |size| format!("{size} freed"),
    freed_inside: "Done: the room is kept for new entries",
    stays: "The browser has promised to keep this data.",
    may_go: "The browser may clear this data when room gets short. Add this page to the home screen, and meet the relay often, so that nothing can be lost.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_in_the_unit_that_suits_them() {
        let said =
            [0, 999, 1_000, 999_999, 12_345_678, 999_999_999, 1_000_000_000, 1_449_999_999, 1_950_000_000].map(size);
        assert_eq!(said, ["0 B", "999 B", "1 kB", "999 kB", "12 MB", "999 MB", "1.0 GB", "1.4 GB", "2.0 GB"]);
    }
}
