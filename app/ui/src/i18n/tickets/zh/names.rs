//! 名称和时间.

use linli_contract::tickets::{Handler, Level, Status};

use crate::model::clock::WallTime;
use crate::model::tickets::{Due, Span};

pub(super) fn category(key: &str) -> Option<(&'static str, &'static str)> {
    Some(match key {
        "water" => ("水管漏水", "漏水、停水、下水道堵"),
        "power" => ("用电", "停电、跳闸、电线松了"),
        "lift" => ("电梯", "停了、关人、有怪声"),
        "fire" => ("消防安全", "楼道堆物、飞线充电、消防门坏"),
        "light" => ("照明", "楼道灯、路灯不亮"),
        "clean" => ("垃圾保洁", "没人扫、垃圾满了、有异味"),
        "green" => ("绿化", "树枝挡窗、杂草、虫害"),
        "parking" => ("停车", "占车位、堵通道、乱停"),
        "noise" => ("噪音扰民", "装修、夜里吵闹、广场舞"),
        "building" => ("违建房屋", "违章搭建、外墙脱落、屋顶漏"),
        "pets" => ("宠物", "不牵绳、乱叫、流浪猫狗"),
        "other" => ("其他", "说不清归哪类就选这个"),
        "help" => ("上门帮忙", "陪诊、代购、搬重物"),
        "repair" => ("家中维修", "水电、家电、锁"),
        "papers" => ("代办证明", "居住证、老年证、证明"),
        _ => return None,
    })
}

pub(super) const fn handler(handler: Handler) -> &'static str {
    match handler {
        Handler::Committee => "居委会",
        Handler::GridWorkers => "网格员",
        Handler::Property => "物业",
        Handler::Department(_) => "部门",
        Handler::Member(_) => "一位志愿者",
    }
}

pub(super) const fn level(level: Level) -> &'static str {
    match level {
        Level::Neighbours => "邻里自治",
        Level::Community => "居村",
        Level::Street => "街镇",
        Level::GridCentre => "网格中心",
    }
}

pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Submitted => "待受理",
        Status::Accepted => "已受理",
        Status::Sent => "已派单",
        Status::InProgress => "办理中",
        Status::Offline => "转线下",
        Status::Returned => "已退回",
        Status::Resolved => "已办结",
        Status::Confirmed => "已确认",
        Status::Reopened => "重开",
        Status::Withdrawn => "已撤回",
    }
}

pub(super) fn span(span: Span) -> String {
    match span {
        Span::Minutes(number) => format!("{number} 分钟"),
        Span::Hours(number) => format!("{number} 小时"),
        Span::Days(number) => format!("{number} 天"),
    }
}

fn clock(time: WallTime) -> String {
    format!("{:02}:{:02}", time.hour, time.minute)
}

/// Reads after 最晚.
pub(super) fn due(due: Due) -> String {
    match due {
        Due::Over(over) => span(over),
        Due::Today(time) => format!("今天 {}", clock(time)),
        Due::Tomorrow(time) => format!("明天 {}", clock(time)),
        Due::Day(date, time) => format!("{}月{}日 {}", date.month, date.day, clock(time)),
    }
}

pub(super) fn row_due(at: Due) -> String {
    if at.is_over() { format!("已超时 {}", due(at)) } else { format!("最晚 {}", due(at)) }
}
