//! What the demo's people share: posts, a topic that is voted on, an activity, what one looks up, a word to everybody.

use linli_contract::activities::{ActivityAct, ActivityForm, ActivityKind};
use linli_contract::guides::{DutyLine, GuideForm, Shelf};
use linli_contract::posts::{PostAct, PostForm, Section};
use linli_contract::topics::{TopicAct, TopicForm, VoteBy};
use linli_shared::calendar::{Date, Millis};
use linli_shared::ids::AreaId;

use super::affairs::{Affair, Deed};
use super::{Community, days};

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// Lets people speak with each other.
pub(super) fn speak(plan: &mut Community, today: Date) {
    let mut deeds = Vec::new();
    look_up(&mut deeds, today);
    posts(&mut deeds);
    hall(&mut deeds, today);
    activities(&mut deeds, today, plan.tree().grids().first().copied());
    deeds.push(("chen", Deed::ToAll("大家好，这里是全小区的群。急事请打值班电话，报修请走“报事”。")));
    deeds.push(("zhou", Deed::ToAll("收到，谢谢陈书记。")));
    deeds.push(("xu", Deed::ToAll("北门快递柜坏了一个格口，取件的邻居留意一下。")));
    plan.affairs.extend(deeds.into_iter().map(|(by, what)| Affair { by, what }));
}

/// A moment some days from now, at an hour.
fn at(today: Date, in_days: i64, hour: i64) -> Millis {
    days::moment(today, in_days * DAY + hour * 60)
}

fn posts(deeds: &mut Vec<(&'static str, Deed)>) {
    let post = |section, title: &str, text: &str| PostForm {
        section,
        title: title.to_owned(),
        text: text.to_owned(),
        attached: Vec::new(),
    };
    let says = |words: &str| PostAct::Comment { words: words.to_owned(), attached: Vec::new(), reply_to: None };
    let pram = "八成新，孩子大了用不上，送给需要的邻居。可以晚上七点后来看。";
    deeds.push(("zhou", Deed::Post("pram", post(Section::Goods, "婴儿推车", pram))));
    deeds.push(("sun", Deed::OnPost("pram", says("轮子还好推吗？"))));
    deeds.push(("zhou", Deed::OnPost("pram", says("好推的，去年换过。"))));
    deeds.push(("sun", Deed::OnPost("pram", PostAct::AskFor(true))));
    let cat = "三花，戴红项圈，昨晚在四号楼后面叫。有谁家丢了吗？先放在我家阳台。";
    deeds.push(("xu", Deed::Post("cat", post(Section::Around, "捡到一只猫", cat))));
    deeds.push(("tang", Deed::OnPost("cat", PostAct::Like(true))));
    let water = "听说明天全小区停水三天，大家快囤水！";
    deeds.push(("sun", Deed::Post("rumour", post(Section::Around, "", water))));
    let truth = "与自来水公司核实过：只有周三 14 点到 16 点检修水泵，其他时间不停水。";
    deeds.push(("chen", Deed::OnPost("rumour", PostAct::Rumour(truth.to_owned()))));
    let stairs = "我家老人腿脚不便，周四要去医院，想请一位有力气的邻居帮忙扶下三楼。";
    deeds.push(("tang", Deed::Post("stairs", post(Section::Help, "请人帮忙扶老人下楼", stairs))));
    deeds.push(("zhou", Deed::OnPost("stairs", says("我先生周四在家，几点？"))));
}

fn hall(deeds: &mut Vec<(&'static str, Deed)>, today: Date) {
    let bench = TopicForm {
        title: "在中心花园加两张带靠背的长椅".to_owned(),
        text: "老人散步走不远，花园里只有石凳，天冷坐不住。建议加两张带靠背的木椅，费用从公共收益出。".to_owned(),
        area: None,
        attached: Vec::new(),
    };
    deeds.push(("zhou", Deed::Propose("bench", bench)));
    for by in ["xu", "tang", "sun", "he", "wang"] {
        deeds.push((by, Deed::OnTopic("bench", TopicAct::Support(true))));
    }
    let reason = "属于公共区域的事，费用有来源，可以协商。".to_owned();
    deeds.push(("chen", Deed::OnTopic("bench", TopicAct::Gate { passes: true, reason })));
    let question = "在中心花园加两张带靠背的长椅，费用从公共收益出，您同意吗？".to_owned();
    let choices = ["同意", "不同意", "弃权"].map(str::to_owned).to_vec();
    let ballot =
        TopicAct::OpenBallot { question, choices, by: VoteBy::Household, is_secret: false, closes: at(today, 9, 20) };
    deeds.push(("chen", Deed::OnTopic("bench", ballot)));
    deeds.push(("zhou", Deed::OnTopic("bench", TopicAct::Vote { ballot: 0, choice: 0 })));
    let dogs = TopicForm {
        title: "遛狗的时间和牵绳".to_owned(),
        text: "早晚高峰电梯里遇到大狗，老人孩子害怕。想商量一个大家都能接受的时间，和牵绳的约定。".to_owned(),
        area: None,
        attached: Vec::new(),
    };
    deeds.push(("tang", Deed::Propose("dogs", dogs)));
    deeds.push(("xu", Deed::OnTopic("dogs", TopicAct::Support(true))));
}

fn activities(deeds: &mut Vec<(&'static str, Deed)>, today: Date, grid: Option<AreaId>) {
    let dumplings = ActivityForm {
        kind: ActivityKind::Gathering,
        title: "冬至包饺子".to_owned(),
        text: "居委会活动室，面和馅都备好了。一起包，一起吃，给独居老人送几份。".to_owned(),
        place: "居委会活动室".to_owned(),
        begins: at(today, 5, 14),
        ends: at(today, 5, 17),
        until: None,
        places: 3,
        area: None,
        attached: Vec::new(),
    };
    deeds.push(("chen", Deed::Call("dumplings", dumplings)));
    let comes = |people| ActivityAct::SignUp { people, words: String::new() };
    deeds.push(("zhou", Deed::OnActivity("dumplings", comes(2))));
    deeds.push(("tang", Deed::OnActivity("dumplings", comes(1))));
    deeds.push(("sun", Deed::OnActivity("dumplings", comes(1))));
    let visits = ActivityForm {
        kind: ActivityKind::Task,
        title: "雨雪天帮独居老人买菜".to_owned(),
        text: "每天上午问一声要买什么，买好送到门口。".to_owned(),
        place: "第一网格".to_owned(),
        begins: at(today, 1, 8),
        ends: at(today, 4, 18),
        until: None,
        places: 1,
        area: grid,
        attached: Vec::new(),
    };
    deeds.push(("chen", Deed::Call("shopping", visits)));
}

fn look_up(deeds: &mut Vec<(&'static str, Deed)>, today: Date) {
    let entry = |shelf, title: &str, text: &str, phone: &str, hours: &str, order| GuideForm {
        shelf,
        title: title.to_owned(),
        text: text.to_owned(),
        phone: phone.to_owned(),
        place: String::new(),
        hours: hours.to_owned(),
        price: String::new(),
        duty: Vec::new(),
        order,
        attached: Vec::new(),
    };
    let permit = "# 要带的\n- 身份证\n- 租房合同或房产证\n- 近照一张\n# 怎么办\n先在“我的登记”里核对住址，再到居委会窗口，当场受理。";
    deeds.push(("chen", Deed::LookUp(entry(Shelf::HowTo, "居住证怎么办", permit, "", "工作日 9 点到 17 点", 1))));
    let subsidy = "# 谁可以领\n户籍在本市、满 65 岁的老人。\n# 怎么领\n带身份证到居委会登记一次，以后按季发放。";
    deeds
        .push(("chen", Deed::LookUp(entry(Shelf::HowTo, "老年综合津贴怎么领", subsidy, "", "工作日 9 点到 17 点", 2))));
    deeds.push(("chen", Deed::LookUp(entry(Shelf::Contact, "居委会值班", "", "15400000001", "每天 8 点到 20 点", 1))));
    let staff = ["陈静", "王芳", "刘洋", "李敏"];
    let first = today.day_number();
    let lines = (0..14).filter_map(|day| {
        let (day, who) = (Date::from_day_number(first + day)?, staff[day as usize % staff.len()]);
        Some(DutyLine { day, who: who.to_owned(), phone: "15400000001".to_owned() })
    });
    let duty = entry(Shelf::Duty, "居委会值班表", "夜里有急事，打值班电话。", "15400000001", "", 1);
    deeds.push(("chen", Deed::LookUp(GuideForm { duty: lines.collect(), ..duty })));
    let doctor = entry(
        Shelf::Doctor,
        "社区卫生站",
        "量血压、配慢病药、家庭医生签约。",
        "15400000002",
        "周一至周六 8 点到 16 点",
        1,
    );
    deeds.push(("chen", Deed::LookUp(GuideForm { place: "南门内左手".to_owned(), ..doctor })));
    let lawyer = "遗嘱、租赁、邻里纠纷，先问一句不收钱。";
    deeds.push(("chen", Deed::LookUp(entry(Shelf::Lawyer, "社区律师", lawyer, "15400000003", "周三下午", 1))));
    deeds.push((
        "chen",
        Deed::LookUp(entry(Shelf::Police, "社区民警", "电动车防盗登记、反诈咨询。", "15400000004", "", 1)),
    ));
    let office = "报修请走“报事”，这里是服务中心和收费标准。";
    deeds.push((
        "qian",
        Deed::LookUp(entry(Shelf::Property, "物业服务中心", office, "16400000001", "每天 8 点到 20 点", 1)),
    ));
    let locks = entry(Shelf::Service, "修锁配钥匙", "持证，公安备案。", "16400000002", "随叫随到", 1);
    deeds.push(("chen", Deed::LookUp(GuideForm { price: "上门 30 元起".to_owned(), ..locks })));
}
