//! In Chinese.

use linli_contract::activities::{ActivityKind, OwnPlace};
use linli_shared::calendar::Date;

use super::ActivityTexts;
use crate::model::activities::form::Mistake;
use crate::model::activities::room::Room;
use crate::model::activities::when::{Span, weekday};
use crate::model::clock::WallTime;

/// In Chinese.
pub(in crate::i18n) const ZH: ActivityTexts = ActivityTexts {
    title: "活动",
    kind,
    kind_what,
    when,
    moment: |span| point(span.begins, span.year),
    room,
    coming: |count| format!("{count} 人来"),
    own,
    own_long,
    place,
    right_until: |until| format!("任务已交给您。您为此得到的权限，到 {until} 为止。"),
    is_off: "已取消",
    none: "最近没有活动",
    none_next: "有人发起活动或招募志愿者，会出现在这里。",
    past: |count| format!("以前的（{count}）"),
    call: "发起活动",
    go_on_calling: "接着写没发完的活动",
    was_called_off: "这个活动取消了",
    why: |reason| format!("原因：{reason}"),
    is_over: "这个活动已经结束。",
    needs_newer: "有一部分是用新版本写的，更新应用后才能看到。",
    changed: |count| format!("改过 {count} 次，请以现在写的为准。"),
    called_by: "发起人：",
    until: |until| format!("报名到 {until}"),
    area_of_task: |area| format!("负责的地方：{area}"),
    sign_up: "报名",
    sign_up_what: "报名以后，发起人和居委会看得到您的名字和您写的话。",
    wait_for_room: "报名候补",
    claim: "我来认领",
    claim_what: "认领以后，由居委会决定交给谁。交给您的话，做这件事要用的权限只到任务结束。",
    how_many: "一共几个人来（算上您自己）",
    number: |count| format!("{count} 人"),
    fewer: "少一人",
    more: "多一人",
    say_to_caller: "想对发起人说的话（可不填）",
    say_to_caller_hint: "请别写电话、病情这类不想让人知道的事",
    signed_up: "已报名",
    claimed: "已认领，等居委会决定",
    sign_off: "不去了",
    sign_off_what: "您的名额会让给候补的邻居。之后再报名，要排到后面。",
    signed_off: "已取消报名",
    give_back: "退回任务",
    give_back_what: "任务会重新等人认领，您为此得到的权限也到此为止。",
    given_back: "任务已退回",
    report_done: "做完了",
    done_words: "做了什么",
    done_words_hint: "写一句，或拍张照片",
    done_missing: "请写一句，或加一张照片。",
    done_reported: "已报告做完，谢谢您",
    people: |count| format!("报名的人（{count}）"),
    own_sign_up: "您的报名",
    came: "到了",
    missed: "没到",
    came_count: |count| format!("已到 {count} 人。没有网络也能点，联网后自动送出。"),
    give: "交给此人",
    given: "任务已交出，权限到任务结束为止",
    thanks: "感谢",
    thank: "感谢来的人",
    thank_words: "说几句感谢的话",
    thank_words_hint: "小区里每个人都看得到",
    thank_missing: "请写一句。",
    thanked: "已发出感谢",
    change: "修改",
    call_off: "取消活动",
    call_off_what: "报了名的人都会看到活动取消了，以及为什么。取消以后不能恢复。",
    call_off_why: "为什么取消",
    call_off_why_hint: "例如：下大雨，改天再约",
    called_off: "活动已取消",
    calling: "发起活动",
    changing: "修改活动",
    changing_what: "报了名的人会看到改过。",
    may_not: "您现在不能发起或修改",
    may_not_next: "活动可能已经结束或取消，或者不是您发起的。",
    what: "发起什么",
    form_title: "名称",
    form_title_hint: "例如：周六下午一起包饺子",
    form_place: "在哪里",
    form_place_hint: "例如：小区活动室二楼",
    form_area: "负责哪一片",
    form_area_none: "请选一处",
    form_area_hint: "接任务的人在这一片得到志愿者权限，到任务结束为止。",
    begins: "开始",
    ends: "结束",
    day: "日期",
    time: "时间",
    form_until: "提前截止报名",
    form_until_hint: "不打开的话，开始之前都能报名",
    form_places: "最多几个人",
    form_places_hint: "空着就是不限人数；满了以后，再报名的人排队候补",
    places_wrong: "请填一个数，或空着。",
    form_text: "详细说明（可不填）",
    form_text_hint: "要带什么、适合谁、怎么找到你们",
    mistake,
    send_call: "发出去",
    save_change: "保存修改",
    called: "已发出",
    changed_done: "已修改",
    kept_hint: "写的内容会自动存成草稿",
};

const DAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

fn day(date: Date, year: u16) -> String {
    let weekday = DAYS.get(weekday(date)).copied().unwrap_or_default();
    let named = format!("{}月{}日（周{weekday}）", date.month, date.day);
    if date.year == year { named } else { format!("{}年{named}", date.year) }
}

fn clock(time: WallTime) -> String {
    format!("{:02}:{:02}", time.hour, time.minute)
}

fn point(time: WallTime, year: u16) -> String {
    match time.date {
        Some(date) => format!("{}{}", day(date, year), clock(time)),
        None => "时间不明".to_owned(),
    }
}

fn when(span: &Span) -> String {
    let begins = point(span.begins, span.year);
    if span.is_one_day() {
        format!("{begins}–{}", clock(span.ends))
    } else {
        format!("{begins} 到 {}", point(span.ends, span.year))
    }
}

const fn kind(kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::Gathering => "活动",
        ActivityKind::Task => "志愿任务",
    }
}

const fn kind_what(kind: ActivityKind) -> &'static str {
    match kind {
        ActivityKind::Gathering => "邀请邻居来参加。",
        ActivityKind::Task => "请志愿者来做一件事；由居委会交给认领的人。",
    }
}

fn room(room: Room) -> String {
    match room {
        Room::Open => "不限人数".to_owned(),
        Room::Free(free) => format!("还有 {free} 个名额"),
        Room::Full(0) => "名额已满，可以候补".to_owned(),
        Room::Full(waiting) => format!("名额已满，{waiting} 家在候补"),
    }
}

fn own(own: OwnPlace) -> String {
    match own {
        OwnPlace::None => "未报名".to_owned(),
        OwnPlace::Asked => "已报名，等确认".to_owned(),
        OwnPlace::Coming => "已报名".to_owned(),
        OwnPlace::Waiting(before) => format!("候补第 {} 位", before.saturating_add(1)),
        OwnPlace::Claimed => "已认领".to_owned(),
        OwnPlace::HasTask => "任务在您手上".to_owned(),
        OwnPlace::Attended => "参加过".to_owned(),
    }
}

const fn own_long(own: OwnPlace) -> &'static str {
    match own {
        OwnPlace::None => "",
        OwnPlace::Asked => "联网以后，就知道有没有名额。先报名的先得。",
        OwnPlace::Coming => "给您留了名额。来不了的话，请早点取消，让给候补的邻居。",
        OwnPlace::Waiting(_) => "前面有人不去了，就轮到您，这里会变成「已报名」。",
        OwnPlace::Claimed => "等居委会决定交给谁。",
        OwnPlace::HasTask => "任务已交给您，做完请在下面报告。",
        OwnPlace::Attended => "谢谢您的参加。",
    }
}

fn place(place: OwnPlace) -> String {
    match place {
        OwnPlace::None => "不来了".to_owned(),
        OwnPlace::Asked => "等确认".to_owned(),
        OwnPlace::Coming => "有名额".to_owned(),
        OwnPlace::Waiting(before) => format!("候补第 {} 位", before.saturating_add(1)),
        OwnPlace::Claimed => "想认领".to_owned(),
        OwnPlace::HasTask => "负责这个任务".to_owned(),
        OwnPlace::Attended => "参加了".to_owned(),
    }
}

const fn mistake(mistake: Mistake) -> &'static str {
    match mistake {
        Mistake::Title => "请写个名称。",
        Mistake::TitleLong => "名称太长，最多 60 个字。",
        Mistake::TextLong => "说明太长，最多 4000 个字。",
        Mistake::Place => "请写清楚在哪里。",
        Mistake::PlaceLong => "地点太长，最多 120 个字。",
        Mistake::Begins => "这个时间已经过去了，请改一下。",
        Mistake::Ends => "结束要晚于开始。",
        Mistake::Long => "最长一年，请把结束时间改早一点。",
        Mistake::Until => "报名截止不能晚于结束。",
        Mistake::UntilOver => "报名截止的时间已经过去了。",
        Mistake::Area => "请选负责哪一片。",
    }
}
