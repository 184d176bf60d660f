//! 办理、办理卡、看板、分类和时限.

use linli_contract::tickets::MayDo;

use crate::i18n::Said;
use crate::i18n::tickets::{ActTexts, BoardTexts, CardTexts, TableTexts};
use crate::model::tickets::{Cell, Change, Fault};

pub(super) const ACT: ActTexts = ActTexts {
    name: |act| match act {
        MayDo::Accept => "受理",
        MayDo::Note => "补充说明",
        MayDo::Send => "转办",
        MayDo::Offline => "转线下",
        MayDo::Return => "退回",
        MayDo::Resolve => "办结",
        MayDo::Confirm => "办好了",
        MayDo::Reopen => "还没办好",
        MayDo::Rate => "评价",
        MayDo::Urge => "催一催",
        MayDo::Withdraw => "撤回",
        MayDo::OpenTo => "给上级看",
        MayDo::Thread => "开工作单",
        MayDo::Publish => "公开版本",
    },
    what: |act| match act {
        MayDo::Accept => "受理后，报事人会看到是谁在办、最晚什么时候办结。",
        MayDo::Note => "能看到这件事的人都会看到。",
        MayDo::Send => "转给一个或几个一起办，第一个牵头。转到街镇或网格中心就是上报。",
        MayDo::Offline => "要报事人到窗口办的，填好办理卡，他没有网也能看、能打印。",
        MayDo::Return => "说明为什么不归您办，居委会会另行安排。",
        MayDo::Resolve => "写明办了什么，报事人会来确认。",
        MayDo::Confirm => "确认后这件事就结束了。",
        MayDo::Reopen => "说说还差什么，办理的人会接着办。",
        MayDo::Rate => "只评办事，不评人。",
        MayDo::Urge => "提醒办理的人和居委会。",
        MayDo::Withdraw => "不用办了就撤回，大家都会看到。",
        MayDo::OpenTo => "上级平时只看数字。调这件给上级看要写理由，并留下记录。",
        MayDo::Thread => "只有办理的人看得到，报事人看不到。",
        MayDo::Publish => "用不点名、不写门牌的话写给全社区看。",
    },
    words: |act| match act {
        MayDo::Return | MayDo::OpenTo => "理由",
        MayDo::Resolve => "办了什么",
        MayDo::Reopen => "还差什么",
        MayDo::Thread => "要办什么",
        MayDo::Publish => "给大家看的话",
        MayDo::Accept
        | MayDo::Note
        | MayDo::Send
        | MayDo::Offline
        | MayDo::Confirm
        | MayDo::Rate
        | MayDo::Urge
        | MayDo::Withdraw => "说几句",
    },
    hint: |act| match act {
        MayDo::Return => "例如：这是小区外的路灯，归市政管",
        MayDo::Resolve => "例如：已换新灯管，晚上试过",
        MayDo::Reopen => "例如：换了灯，还是会闪",
        MayDo::Publish => "例如：3号楼楼道灯不亮",
        MayDo::Note | MayDo::Thread => "",
        MayDo::OpenTo => "例如：多次协调没有结果，请街道了解情况",
        MayDo::Accept | MayDo::Send | MayDo::Offline | MayDo::Confirm | MayDo::Rate | MayDo::Urge | MayDo::Withdraw => {
            "可不填"
        }
    },
    done: |act| match act {
        MayDo::Accept => "已受理",
        MayDo::Note => "已补充",
        MayDo::Send => "已转办",
        MayDo::Offline => "办理卡已发",
        MayDo::Return => "已退回",
        MayDo::Resolve => "已办结，等报事人确认",
        MayDo::Confirm => "已确认，谢谢",
        MayDo::Reopen => "已告诉办理的人",
        MayDo::Rate => "评价已保存",
        MayDo::Urge => "已催办",
        MayDo::Withdraw => "已撤回",
        MayDo::OpenTo => "已调给上级，并留下记录",
        MayDo::Thread => "工作单已开",
        MayDo::Publish => "已公开",
    },
    take_order: "接单",
    decline_order: "婉拒",
    took_order: "接单了",
    declined_order: "婉拒了",
    label: "可以做什么",
    more: "更多",
    to_whom: "给谁",
    first_leads: "第一个选的牵头",
    with_photos: "照片也公开",
    too_late: Said { what: "别人先办了一步", next: "请看现在办到哪里，再决定怎么办。" },
};

pub(super) const CARD: CardTexts = CardTexts {
    title: "办理卡",
    what: "带上这张卡去办，没有网也能看。",
    office: "到哪里办",
    office_hint: "例如：街道受理中心 2 楼 5 号窗口，友谊路 12 号",
    person: "找谁",
    person_hint: "姓名和电话",
    papers: "带什么",
    papers_hint: "例如：身份证、房产证原件",
    conditions: "什么条件能办",
    conditions_hint: "例如：须本人到场",
    limit: "多久办好、几点开门",
    limit_hint: "例如：当场办好；周一至周五 9:00–16:30",
    open: "看办理卡",
    print: "打印",
    none: "没有办理卡",
    none_next: "办理的人请您到现场办时，会发一张到这里。",
    made: |who, when| format!("{who} {when} 填写"),
    bring: "请带好这张卡和身份证件",
};

pub(super) const BOARD: BoardTexts = BoardTexts {
    title: "工单看板",
    all: "合计",
    open: "在办",
    unanswered: "没答复",
    overdue: "超时",
    longest: "最久等了",
    answer: "一般多久答复",
    result: "一般多久办结",
    resolved: "办结",
    confirmed: "其中已确认",
    by_hand: "在谁那里",
    by_category: "是什么事",
    waiting: "还没答复的",
    waiting_none: "都已答复",
    opened: "调阅过的",
    made: |when| format!("数字做于 {when}"),
    made_none: "还没有数字",
    made_none_next: "居委会的设备每天整理一次，连上网后会出现在这里。",
    hidden: "「<3」是少于 3 件，不显示，免得认出是谁家的事。",
    own: "只数事，不数人。",
    who: "谁",
    kind: "分类",
    cell: |cell| match cell {
        Cell::Count(number) => number.to_string(),
        Cell::Few => "<3".to_owned(),
        Cell::Unknown => "—".to_owned(),
    },
    hours: |cell| match cell {
        Cell::Count(number) if number >= 48 => format!("{} 天", number / 24),
        Cell::Count(number) => format!("{number} 小时"),
        Cell::Few | Cell::Unknown => "—".to_owned(),
    },
    said: |open, unanswered, overdue| format!("在办 {open} 件，其中没答复 {unanswered} 件，超时 {overdue} 件"),
    last_month: "近 30 天",
    nothing: "没有在办的工单",
};

pub(super) const TABLES: TableTexts = TableTexts {
    title: "分类和时限",
    what: "报事时可选哪些分类、多久要答复和办结、交给谁办。改了对以后的工单算数。",
    read_only: "由居委会修改，您可以查看。",
    by: |who, when| format!("{who} {when} 修改"),
    by_nobody: "现在用的是应用自带的表。",
    categories: "报事分类",
    services: "服务",
    departments: "部门（9+X）",
    departments_what: "街镇的科室、网格中心、城管、消防等。工单可以转给它们。",
    add_category: "加一类",
    add_service: "加一项服务",
    add_department: "加一个部门",
    remove_department: "去掉这个部门",
    name: "名称",
    name_hint: |known| {
        if known.is_empty() {
            "大家报事时看到的名字".to_owned()
        } else {
            format!("不填就用「{known}」")
        }
    },
    examples: "举例",
    answer_hours: "几小时内答复",
    done_hours: "几小时内办结",
    route: "直接交给谁",
    route_none: "没选就交给居委会",
    is_off: "不再提供",
    turn_off: "不再提供这一类",
    turn_on: "重新提供这一类",
    up: "往前移",
    down: "往后移",
    limits: |answer, done| format!("{answer} 小时内答复，{done} 小时内办结"),
    goes_to: |who| format!("交给{who}"),
    department_name: "部门名称",
    level: "哪一级",
    changes: "保存后的变化",
    change,
    fault,
    save: "保存",
    saved: "已保存，连上网后大家都用新的表",
    reset: "恢复自带的表",
    reset_done: "已换回自带的表，还没有保存",
    undo_all: "放弃修改",
    in_use: "已有工单用到的分类不会删掉，只会不再提供。",
    department_in_use: Said {
        what: "有部门去不掉：还有人在那里，或还有工单在办",
        next: "先结束它的人员角色、办完它的工单，再去掉。",
    },
    new_name: "新的一类",
};

fn change(change: &Change, name: &str) -> String {
    match change {
        Change::Added(_) => format!("新增「{name}」"),
        Change::Off(_) => format!("「{name}」不再提供"),
        Change::On(_) => format!("「{name}」重新提供"),
        Change::Renamed(_) => format!("「{name}」的名称或举例改了"),
        Change::Limits(_, answer, done) => format!("「{name}」改为 {answer} 小时内答复、{done} 小时内办结"),
        Change::Route(_) => format!("「{name}」换人办"),
        Change::Order => "分类的顺序改了".to_owned(),
        Change::NewDepartment(department) => format!("新增部门「{department}」"),
        Change::Department(department) => format!("部门「{department}」改了"),
        Change::NoDepartment(department) => format!("去掉部门「{department}」"),
    }
}

fn fault(fault: &Fault, name: &str) -> String {
    match fault {
        Fault::NoName(_) => "有一类还没有名称".to_owned(),
        Fault::LongName(_) => format!("「{name}」的名称太长，最多 40 个字"),
        Fault::Limits(_) => format!("「{name}」的时限不对：答复和办结都要 1 小时以上、一年以内，办结不能早于答复"),
        Fault::NoDepartmentName => "部门要有名称，最多 40 个字".to_owned(),
        Fault::NothingOffered => "至少要提供一类报事".to_owned(),
    }
}
