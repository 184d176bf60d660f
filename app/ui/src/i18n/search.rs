//! Texts: search.

texts! {
    /// Search.
    SearchTexts {
        title,
        field,
        placeholder,
        clear,
        start,
        start_next,
        not_kept,
        nothing,
        nothing_next,
        found: fn(u32) -> String,
        more: fn(u32) -> String,
        too_many: fn(usize, u32) -> String,
        born: fn(i16) -> String,
        phone_end: fn(&str) -> String,
        door,
    }
}

/// In Chinese.
pub(super) const ZH: SearchTexts = SearchTexts {
    title: "查找",
    field: "找人或找门",
    placeholder: "姓名、首字母、门牌、电话尾号",
    clear: "清空",
    start: "可以这样找",
    start_next: "李清 · lq · 12-301 · 尾号 5678",
    not_kept: "输入的内容不会被保存。",
    nothing: "没有找到",
    nothing_next: "试试只写姓、拼音首字母，或者门牌号。",
    found: |number| format!("找到 {number} 条"),
    more: |number| format!("显示更多（共 {number} 条）"),
    too_many: |shown, number| format!("共 {number} 条，显示最像的 {shown} 条；再多写一点会更准。"),
    born: |year| format!("{year} 年生"),
    phone_end: |end| format!("尾号 {end}"),
    door: "门户",
};

/// In English.
pub(super) const EN: SearchTexts = SearchTexts {
    title: "Search",
    field: "Find a person or a door",
    placeholder: "Name, initials, door, end of a phone",
    clear: "Clear",
    start: "Ways to search",
    start_next: "李清 · lq · 12-301 · 5678 (end of a phone)",
    not_kept: "What you type is not kept.",
    nothing: "Nothing found",
    nothing_next: "Try the surname alone, the initials, or the door’s number.",
    found: |number| if number == 1 { "1 hit".to_owned() } else { format!("{number} hits") },
    more: |number| format!("Show more ({number} in all)"),
    too_many: |shown, number| format!("The best {shown} of {number} are shown; type a little more."),
    born: |year| format!("born {year}"),
    phone_end: |end| format!("phone ends in {end}"),
    door: "Door",
};
