//! What moves the demo's people these days: notices, reports and what came of them.

use linli_contract::activities::{ActivityAct, ActivityForm};
use linli_contract::guides::GuideForm;
use linli_contract::members::Role;
use linli_contract::notices::{NoticeForm, NoticeKind};
use linli_contract::posts::{PostAct, PostForm};
use linli_contract::tickets::{CommunityTables, Department, Handler, Level, PublicWish, ReportForm, Step};
use linli_contract::topics::{TopicAct, TopicForm};
use linli_shared::areas::AreaKind;
use linli_shared::ids::AreaId;

use super::{Community, Staff};

/// One thing that somebody does, in the order of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affair {
    /// Seat of who does it.
    pub by: &'static str,
    /// What.
    pub what: Deed,
}

/// What somebody does. What later deeds speak of is named by a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deed {
    /// Sets the community's tables.
    Tables(CommunityTables),
    /// Publishes a notice.
    Publish(&'static str, NoticeForm),
    /// Reads a notice; confirms it, or chooses an answer.
    Read(&'static str, bool, Option<u8>),
    /// Reports.
    Report(&'static str, ReportForm),
    /// Does something with a report.
    Step(&'static str, Step, &'static str),
    /// Posts.
    Post(&'static str, PostForm),
    /// Does something with a post.
    OnPost(&'static str, PostAct),
    /// Proposes a topic.
    Propose(&'static str, TopicForm),
    /// Does something with a topic.
    OnTopic(&'static str, TopicAct),
    /// Calls for an activity.
    Call(&'static str, ActivityForm),
    /// Does something with an activity.
    OnActivity(&'static str, ActivityAct),
    /// Puts something up to be looked up.
    LookUp(GuideForm),
    /// Says something to everybody.
    ToAll(&'static str),
}

/// The department that the demo's tables name.
pub(super) fn department() -> AreaId {
    AreaId::derive("linli demo department", &[b"1"])
}

/// Lets people of a department and of the level above join, and gives everybody something to do.
pub(super) fn happen(plan: &mut Community) {
    let department =
        Department { id: department(), name: "友谊路街道城管中队".to_owned(), level: Level::Street };
    let works = |seat, name, roles| Staff { seat, name, roles, home: None };
    plan.staff.push(works("gao", "高远", vec![(Role::Department, department.id)]));
    plan.staff.push(works("lu", "陆青", vec![(Role::Observer, plan.code.area())]));
    let tree = plan.tree();
    let home = |seat: &str| {
        let staff = plan.staff.iter().find(|staff| staff.seat == seat)?;
        Some(staff.home?.door)
    };
    let homes = (home("he"), home("zhou"), home("xu"), home("tang"), home("sun"));
    let (Some(he), Some(zhou), Some(xu), Some(tang), Some(sun)) = homes else { return };
    let building = |door| tree.ancestor(door, AreaKind::Building);
    let stair = |door| tree.parent(door);
    let mut affairs = vec![Affair {
        by: "chen",
        what: Deed::Tables(CommunityTables { departments: vec![department], ..CommunityTables::default() }),
    }];
    let mut does = |by, what| affairs.push(Affair { by, what });
    does("chen", Deed::Publish("tiles", tiles(tree.root())));
    does("chen", Deed::Publish("sorting", sorting(tree.root())));
    does("he", Deed::Publish("water", water(building(he))));
    does("zhou", Deed::Read("water", true, None));
    does("xu", Deed::Read("sorting", false, Some(0)));
    does("tang", Deed::Read("sorting", false, Some(1)));

    let report = |category: &str, area: Option<AreaId>, place: &str, words: &str| ReportForm {
        category: category.to_owned(),
        area,
        place: place.to_owned(),
        words: words.to_owned(),
        ..ReportForm::default()
    };
    let seen_by_all = |form| ReportForm { public: Some(PublicWish::Nameless), ..form };
    does(
        "zhou",
        Deed::Report("light", seen_by_all(report("light", stair(zhou), "三楼转角", "楼道灯不亮，晚上看不见台阶。"))),
    );
    does("qian", Deed::Step("light", Step::Accepted, ""));
    does("qian", Deed::Step("light", Step::Resolved, "换了感应灯，已试亮。"));
    does("xu", Deed::Report("water", report("water", Some(xu), "", "厨房水管接头漏水，已经关了总阀。")));
    does("qian", Deed::Step("water", Step::Accepted, ""));
    does("qian", Deed::Step("water", Step::Note, "师傅下午三点到。"));
    does(
        "tang",
        Deed::Report("stalls", seen_by_all(report("other", building(tang), "大门口", "早上摆摊占了消防通道。"))),
    );
    does(
        "chen",
        Deed::Step("stalls", Step::Sent { to: vec![Handler::Department(self::department())] }, "请到现场看一下。"),
    );
    let errand = report("help", Some(sun), "", "家里老人要去医院复查，想请人陪一趟。");
    does("sun", Deed::Report("errand", ReportForm { is_service: true, ..errand }));
    let mut rail = report("building", stair(he), "一楼", "扶手松了，一位不用手机的老人来说的。");
    rail.for_person = "梅阿婆".to_owned();
    does("wang", Deed::Report("rail", rail));
    plan.affairs = affairs;
}

fn notice(title: &str, text: &str, kind: NoticeKind, area: Option<AreaId>) -> NoticeForm {
    NoticeForm {
        title: title.to_owned(),
        text: text.to_owned(),
        kind,
        area,
        is_urgent: false,
        until: None,
        wants_confirmation: false,
        question: String::new(),
        answers: Vec::new(),
        attached: Vec::new(),
    }
}

fn tiles(area: AreaId) -> NoticeForm {
    let text = "小区北门旁的外墙瓷砖松动，已拉起警戒线。\n- 请从南门进出\n- 请看好孩子，不要靠近\n修好后会再通知。";
    NoticeForm {
        is_urgent: true, ..notice("北门外墙瓷砖松动，请绕行", text, NoticeKind::Safety, Some(area))
    }
}

fn sorting(area: AreaId) -> NoticeForm {
    let text = "# 时间地点\n周六上午 9 点，居委会门口。\n# 带什么\n- **手套**会发\n- 不用带工具";
    NoticeForm {
        question: "您家来吗？".to_owned(),
        answers: vec!["来".to_owned(), "这次不来".to_owned()],
        ..notice("周六垃圾分类志愿活动", text, NoticeKind::Activity, Some(area))
    }
}

fn water(area: Option<AreaId>) -> NoticeForm {
    let text = "周三 14 点到 16 点停水，检修水泵。\n- 请提前存一点水\n- 出门前关好龙头";
    NoticeForm { wants_confirmation: true, ..notice("周三下午停水", text, NoticeKind::Outage, area) }
}
