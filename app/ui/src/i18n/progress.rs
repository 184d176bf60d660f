//! Texts: progress.

use linli_shared::calendar::Date;

texts! {
    /// Progress.
    ProgressTexts {
        title,
        only_doors,
        span,
        spans: fn(u16) -> String,
        today,
        short_day: fn(Date) -> String,
        covered,
        covered_say: fn(u32, u32) -> String,
        gained: fn(i64, u16) -> String,
        visits,
        visits_say: fn(u32, u16) -> String,
        no_visits,
        table,
        week,
        doors,
        grids,
        buildings,
        to_board,
        care,
        care_hint,
        care_weeks,
        weeks: fn(u16) -> String,
        care_unseen: fn(u32, u32) -> String,
        care_seen: fn(u32) -> String,
        care_none,
    }
}

/// In Chinese.
pub(super) const ZH: ProgressTexts = ProgressTexts {
    title: "进度",
    only_doors: "这里只数门户，不统计任何人的工作量。",
    span: "看多久",
    spans: |weeks| match weeks {
        13 => "三个月".to_owned(),
        26 => "半年".to_owned(),
        52 => "一年".to_owned(),
        other => format!("{other} 周"),
    },
    today: "今天",
    short_day: |day| format!("{}/{}", day.month, day.day),
    covered: "已登记的门户",
    covered_say: |covered, doors| format!("今天 {covered} 户，共 {doors} 户"),
    gained: |gained, weeks| match gained {
        0 => format!("{weeks} 周里没有变化"),
        1.. => format!("{weeks} 周里多了 {gained} 户"),
        _ => format!("{weeks} 周里少了 {} 户", gained.unsigned_abs()),
    },
    visits: "每周走访的结果",
    visits_say: |visits, weeks| format!("{weeks} 周里共走访 {visits} 次"),
    no_visits: "这段时间还没有走访记录",
    table: "用表格看",
    week: "截至",
    doors: "户数",
    grids: "各网格",
    buildings: "各楼栋",
    to_board: "看楼栋图",
    care: "好久没见到的关爱人群",
    care_hint: "点一行，看是哪些门户",
    care_weeks: "多久没见到",
    weeks: |weeks| format!("{weeks} 周"),
    care_unseen: |unseen, doors| format!("{doors} 户中 {unseen} 户没见到"),
    care_seen: |doors| format!("{doors} 户都见到了"),
    care_none: "还没有登记关爱人群",
};

/// In English.
pub(super) const EN: ProgressTexts = ProgressTexts {
    title: "Progress",
    only_doors: "Only doors are counted here, never anybody’s work.",
    span: "How far back",
    spans: |weeks| match weeks {
        13 => "3 months".to_owned(),
        26 => "6 months".to_owned(),
        52 => "A year".to_owned(),
        other => format!("{other} weeks"),
    },
    today: "today",
    short_day: |day| {
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let month = MONTHS.get(usize::from(day.month).saturating_sub(1)).copied().unwrap_or("");
        format!("{} {month}", day.day)
    },
    covered: "Doors registered",
    covered_say: |covered, doors| format!("{covered} of {doors} doors today"),
    gained: |gained, weeks| match gained {
        0 => format!("no change in {weeks} weeks"),
        1.. => format!("{gained} more in {weeks} weeks"),
        _ => format!("{} fewer in {weeks} weeks", gained.unsigned_abs()),
    },
    visits: "Visits by week and outcome",
    visits_say: |visits, weeks| {
        let visits = if visits == 1 { "1 visit".to_owned() } else { format!("{visits} visits") };
        format!("{visits} in {weeks} weeks")
    },
    no_visits: "No visit was recorded in this time",
    table: "As a table",
    week: "Until",
    doors: "Doors",
    grids: "Grids",
    buildings: "Buildings",
    to_board: "Open the board",
    care: "Care groups not seen for long",
    care_hint: "Tap a row to see the doors",
    care_weeks: "Not seen for",
    weeks: |weeks| format!("{weeks} wk"),
    care_unseen: |unseen, doors| format!("{unseen} of {doors} not seen"),
    care_seen: |doors| if doors == 1 { "the one door was seen".to_owned() } else { format!("all {doors} were seen") },
    care_none: "Nobody of a care group is registered yet",
};
