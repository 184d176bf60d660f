//! 报事、工单.

mod desk;
mod names;
mod report;

use linli_contract::tickets::{HandState, Status, Step, TicketList, WhyVoid};

use super::TicketTexts;
use crate::i18n::Said;
use crate::model::tickets::{DueFor, Standing, Who};

/// In Chinese.
pub(in crate::i18n) const ZH: TicketTexts = TicketTexts {
    title: "报事",
    title_work: "工单",
    category: names::category,
    category_unknown: "其他分类",
    handler: names::handler,
    and: "、",
    level: names::level,
    status: names::status,
    due: names::due,
    row_due: names::row_due,
    ago: |span| format!("{}前", names::span(span)),
    sentence,
    list: |list| match list {
        TicketList::Mine => "我报的",
        TicketList::ToDo => "待我办",
        TicketList::Open => "在办",
        TicketList::Overdue => "超时",
        TicketList::Closed => "办完的",
        TicketList::Public => "大家报的",
    },
    lists: "看哪些",
    nothing,
    nothing_fits: "没有符合的",
    nothing_fits_next: "换个词，或选「全部分类」再看看。",
    all_categories: "全部分类",
    search: "查找",
    search_hint: "内容、地点、姓名或编号",
    total: |number| format!("共 {number} 件"),
    more: |number| format!("再看 {number} 件"),
    earlier: "看前面的",
    new_report: "我要报事",
    new_service: "约服务",
    unread: "有新进展",
    urged: |number| format!("催办 {number} 次"),
    voices: |number| format!("{number} 人也遇到"),
    photos: |number| format!("{number} 张照片"),
    for_me_to_do: "等您处理",
    newer: "有一部分是用新版本写的，更新应用后才能处理。",
    number: |number| format!("编号 {number}"),
    escalated: |level| format!("已报{level}"),
    reporter: "报事人",
    for_whom: "替谁报的",
    phone: "回电",
    to_door: "打开这一户",
    now_with: "现在在谁那里",
    hand_state: |state| match state {
        HandState::Asked => "等受理",
        HandState::Working => "在办",
        HandState::Returned => "已退回",
        HandState::Done => "已办完",
    },
    lead: "牵头",
    since: |when| format!("{when} 起"),
    words_none: "没有写文字",
    trail: "经过",
    reported: "报了这件事",
    step,
    me: "我",
    somebody: "一位工作人员",
    times: "点一下看两个时间",
    at_device: |when| format!("手机时间 {when}"),
    at_relay: |when| format!("服务器收到 {when}"),
    not_sent: "还在这台设备上，连上网后送出",
    void: |why| match why {
        WhyVoid::NotTheirs => Said { what: "没有生效：这一步不归办理它的人做", next: "" },
        WhyVoid::TooLate => Said {
            what: "没有生效：别人先办了一步", next: "请看现在办到哪里，需要的话再办一次。"
        },
        WhyVoid::Unfit => Said {
            what: "没有生效：转给的对象不对，或内容不完整", next: "请看一看再办一次。"
        },
        WhyVoid::NoReason => Said { what: "没有生效：缺少理由", next: "请写明理由再办一次。" },
        WhyVoid::NewerAppNeeded => Said {
            what: "暂时看不出是否生效：前面有一步是用新版本写的", next: "请更新应用。"
        },
    },
    rating: "评价",
    stars: |stars| format!("{stars} 颗星"),
    is_thread: "这是工作单，只有办理的人看得到，报事人看不到。",
    threads: "工作单",
    of_ticket: "属于这件报事",
    see_public: "看公开版本",
    home_mine: "我报的事",
    home_none: "灯坏了、漏水了、电梯停了，点这里告诉物业和居委会",
    home_to_do: |number| format!("{number} 件工单等您处理"),
    home_overdue: |number| format!("{number} 件已超时"),
    home_calm: "没有等您处理的工单",
    act: desk::ACT,
    report: report::REPORT,
    public: report::PUBLIC,
    card: desk::CARD,
    board: desk::BOARD,
    tables: desk::TABLES,
};

fn sentence(standing: &Standing) -> String {
    let Standing { with, since, .. } = standing;
    if standing.is_only_here {
        return "还在这台设备上，连上网后自动送出。".to_owned();
    }
    let with = if with.is_empty() { "工作人员" } else { with };
    let is_mine = standing.who == Who::Reporter;
    let reporter = if standing.is_thread { "居委会" } else { "报事人" };
    let begin = match standing.status {
        Status::Submitted => format!("已送出，等{with}受理"),
        Status::Accepted => format!("{with} {since} 已受理"),
        Status::Sent => format!("{since} 已转给{with}，等他们受理"),
        Status::InProgress => format!("{with}正在办理"),
        Status::Offline => "要到现场办理，请看下面的办理卡".to_owned(),
        Status::Returned => format!("{since} 被退回，由{with}另行安排"),
        Status::Resolved if is_mine => format!("{with} {since} 说办好了，请您看看办好没有"),
        Status::Resolved => format!("{with} {since} 已办结，等{reporter}确认"),
        Status::Confirmed => format!("{since} {reporter}确认已经办好"),
        Status::Reopened => format!("{since} {reporter}说还没办好，请{with}继续办"),
        Status::Withdrawn => format!("{since} {reporter}撤回了"),
    };
    let what = |due: DueFor| match due {
        DueFor::Answer => "答复",
        DueFor::Result => "办结",
    };
    match (&standing.due, &standing.over) {
        (_, Some((due, over))) => format!("{begin}。{}已超时 {over}。", what(*due)),
        (Some((due, until)), None) => format!("{begin}，最晚{until} 前{}。", what(*due)),
        (None, None) => format!("{begin}。"),
    }
}

fn step(step: &Step, to: &str) -> String {
    match step {
        Step::Accepted => "受理了".to_owned(),
        Step::Note => "补充说明".to_owned(),
        Step::Sent { .. } => format!("转给{to}"),
        Step::Offline { .. } => "请到现场办理，发了办理卡".to_owned(),
        Step::Returned => "退回".to_owned(),
        Step::Resolved => "办结".to_owned(),
        Step::Confirmed => "确认办好了".to_owned(),
        Step::Reopened => "说还没办好".to_owned(),
        Step::Rated { stars } => format!("评价 {}", "★".repeat(usize::from((*stars).min(5)))),
        Step::Urged => "催办".to_owned(),
        Step::Withdrawn => "撤回".to_owned(),
        Step::OpenedTo { .. } => format!("调给{to}查看"),
    }
}

const fn nothing(list: TicketList) -> Said {
    match list {
        TicketList::Mine => Said {
            what: "您还没有报过事",
            next: "灯坏了、漏水了、有安全隐患，点「我要报事」，半分钟就好。",
        },
        TicketList::ToDo => {
            Said { what: "没有等您处理的", next: "有新的会出现在这里，首页也会提醒。" }
        }
        TicketList::Open => Said { what: "没有在办的", next: "有人报事后会出现在这里。" },
        TicketList::Overdue => {
            Said { what: "没有超时的", next: "超过时限还没答复或办结的会排在这里。" }
        }
        TicketList::Closed => {
            Said { what: "还没有办完的", next: "办结、确认或撤回的会收在这里。" }
        }
        TicketList::Public => Said {
            what: "还没有公开的报事",
            next: "报事时选「公开」，邻居就能看到进展，不用再报一次。",
        },
    }
}
