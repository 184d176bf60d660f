//! The walk over the screens of neighbours among themselves: posts, the hall, activities, what one looks up, conversations.

use std::time::Duration;

use linli_contract::chats::{Knock, KnockAt, StartGroup};
use linli_contract::members::ReadMembers;
use linli_contract::posts::{DoPost, PostAct, ReadPosts};
use linli_contract::sync::SyncNow;
use linli_contract::topics::{DoTopic, Propose, ReadTopics, Rules, SetRules, TopicAct, TopicForm};
use linli_core::native::Handle;
use linli_shared::ids::RecordId;
use tests::process::until;
use tests::webdriver::{Person, Place, id};
use thirtyfour::Key;

use crate::hall::{begin, to_hall};
use crate::notices::{ask, sit};
use crate::walk::Look;

/// What the demo's people wrote.
const PRAM: &str = "婴儿推车";
const CAT: &str = "捡到一只猫";
const RUMOUR: &str = "大家快囤水";
const BENCH: &str = "带靠背的长椅";
const DUMPLINGS: &str = "冬至包饺子";
const SHOPPING: &str = "帮独居老人买菜";
const DUTY: &str = "居委会值班表";
/// Topics of this walk, with how many of the committee's steps each has taken.
const TOPICS: [(&str, usize); 5] =
    [("门口装雨棚", 0), ("楼道刷墙", 1), ("修健身器材", 3), ("换垃圾箱", 4), ("安静公约", 7)];
const COVENANT: &str = "晚上十点以后不放音乐";
/// How long a device without a screen may take to hear of something.
const PATIENCE: Duration = Duration::from_secs(30);

/// Sees to it that each screen has something to show.
pub(crate) async fn prepare(place: &Place) {
    let (chen, tang) = tokio::join!(sit(place, "chen"), sit(place, "tang"));
    let (_, cat) = tokio::join!(heard(&chen), heard(&tang));
    let rules = Rules { answer_days: 7, ballot_days: 3, grace_hours: 24, ..Rules::default() };
    ask(&chen, SetRules(rules)).await.unwrap();
    for (title, steps) in TOPICS {
        let form =
            TopicForm { title: title.to_owned(), text: "大家看怎么办。".to_owned(), ..TopicForm::default() };
        let topic = ask(&chen, Propose(form)).await.unwrap();
        for act in acts().into_iter().take(steps) {
            ask(&chen, DoTopic { topic, act }).await.unwrap();
        }
    }
    let words = "像是别人家走丢的，请核实".to_owned();
    ask(&tang, DoPost { post: cat, act: PostAct::Complain { comment: None, words } }).await.unwrap();
    let members = ask(&tang, ReadMembers).await.unwrap().members;
    let zhou = members.iter().find(|row| row.name.as_deref() == Some("周岚")).unwrap().member;
    ask(&tang, Knock { at: KnockAt::Member(zhou), words: "想问问推车".to_owned() }).await.unwrap();
    let (name, about) = ("羽毛球".to_owned(), "周末下午，活动室门口".to_owned());
    ask(&tang, StartGroup { building: None, name, about, shares_history: false }).await.unwrap();
    for device in [&chen, &tang] {
        ask(device, SyncNow).await.unwrap();
    }
}

/// What the committee does with a topic, from its gate to a settled covenant.
fn acts() -> [TopicAct; 7] {
    let gate = |reason: &str| TopicAct::Gate { passes: true, reason: reason.to_owned() };
    [
        gate("大家关心"),
        TopicAct::MakeProject {
            words: "做起来".to_owned(),
            who: "物业".to_owned(),
            due: None,
            steps: vec!["买材料".to_owned(), "动工".to_owned()],
        },
        gate("钱有着落"),
        TopicAct::Finish("做好了".to_owned()),
        TopicAct::CloseEvaluation { summary: "满意".to_owned(), wants_covenant: true },
        TopicAct::WriteCovenant { from: String::new(), text: COVENANT.to_owned() },
        TopicAct::SettleCovenant(COVENANT.to_owned()),
    ]
}

/// Waits until a device has what the demo's people wrote; gives the post of the cat.
async fn heard(device: &Handle) -> RecordId {
    let there = until("the square", PATIENCE, async || {
        ask(device, SyncNow).await.ok()?;
        let topics = ask(device, ReadTopics).await.ok()?.topics;
        topics.iter().find(|row| row.title.contains(BENCH))?;
        let posts = ask(device, ReadPosts { section: None, mine: false, text: String::new(), from: 0, count: 50 });
        posts.await.ok()?.rows.into_iter().find(|row| row.title == CAT).map(|row| row.post)
    });
    there.await.unwrap()
}

/// Walks, and leaves everything as it was.
pub(crate) async fn go(zhou: &Person, chen: &Person, look: &mut impl Look) {
    posts(zhou, look).await;
    hall(zhou, look).await;
    activities(zhou, look).await;
    guides(zhou, look).await;
    conversations(zhou, look).await;
    desk(chen, look).await;
    decisions(chen, look).await;
    calls(chen, look).await;
}

async fn posts(zhou: &Person, look: &mut impl Look) {
    zhou.go_to_tab("square").await.unwrap();
    zhou.see(&id("post")).await.unwrap();
    look(zhou, "square").await;
    zhou.follow(&id("post"), PRAM).await.unwrap();
    zhou.see(&id("asker")).await.unwrap();
    zhou.see(&id("comment")).await.unwrap();
    look(zhou, "post-goods").await;
    zhou.tap(&id("post-more")).await.unwrap();
    zhou.see(&id("withdraw-post")).await.unwrap();
    look(zhou, "post-menu").await;
    zhou.tap(&id("make-ticket")).await.unwrap();
    zhou.see(&id("ticket-make")).await.unwrap();
    look(zhou, "post-to-report").await;
    close(zhou, "ticket-sheet").await;
    zhou.tap(&id("comment-more")).await.unwrap();
    zhou.see(&format!("{} .way", id("comment-menu"))).await.unwrap();
    look(zhou, "comment-menu").await;
    close(zhou, "comment-menu").await;
    zhou.go_to_tab("square").await.unwrap();
    zhou.follow(&id("post"), RUMOUR).await.unwrap();
    zhou.see(&id("rumour-because")).await.unwrap();
    look(zhou, "rumour").await;
    zhou.tap(&id("post-more")).await.unwrap();
    zhou.tap(&id("complain-post")).await.unwrap();
    zhou.see(&id("complain-reason")).await.unwrap();
    look(zhou, "complain").await;
    close(zhou, "post-menu").await;
    zhou.go_to_tab("square").await.unwrap();
    zhou.tap(&id("write-post")).await.unwrap();
    zhou.see(&id("post-form")).await.unwrap();
    look(zhou, "write-post").await;
}

async fn hall(zhou: &Person, look: &mut impl Look) {
    to_hall(zhou).await;
    zhou.see(&id("topic")).await.unwrap();
    zhou.tap(&format!("{} summary", id("seven-steps"))).await.unwrap();
    look(zhou, "hall").await;
    zhou.tap(&id("to-rules")).await.unwrap();
    zhou.see(&id("rules")).await.unwrap();
    look(zhou, "rules").await;
    zhou.tap(&id("back")).await.unwrap();
    zhou.tap(&id("propose")).await.unwrap();
    zhou.see(&id("topic-form")).await.unwrap();
    look(zhou, "propose").await;
    to_topic(zhou, BENCH).await;
    zhou.see(&id("ballot")).await.unwrap();
    look(zhou, "topic").await;
    zhou.tap(&id("ballot-vote")).await.unwrap();
    zhou.see(&id("vote-choices")).await.unwrap();
    look(zhou, "vote").await;
    close(zhou, "act-sheet").await;
    zhou.tap(&id("act-more")).await.unwrap();
    zhou.see(&format!("{} .act-row", id("act-sheet"))).await.unwrap();
    look(zhou, "topic-acts").await;
    close(zhou, "act-sheet").await;
    zhou.tap(&id("to-recount")).await.unwrap();
    zhou.see(&id("vote-line")).await.unwrap();
    look(zhou, "recount").await;
    to_topic(zhou, TOPICS[3].0).await;
    for (topic, act, name) in [(3, "judge", "judge"), (4, "sign", "sign"), (4, "write-covenant", "write-covenant")] {
        to_topic(zhou, TOPICS[topic].0).await;
        if act == "sign" {
            zhou.see(&id("covenant-version")).await.unwrap();
            look(zhou, "covenant").await;
        }
        sheet(zhou, act, name, look).await;
    }
}

async fn activities(zhou: &Person, look: &mut impl Look) {
    hub(zhou, "activities").await;
    zhou.see(&id("activity")).await.unwrap();
    look(zhou, "activities").await;
    zhou.follow(&id("activity"), DUMPLINGS).await.unwrap();
    zhou.see(&id("own-place")).await.unwrap();
    look(zhou, "activity").await;
    zhou.tap(&id("sign-off")).await.unwrap();
    zhou.see(&id("confirm-sign-off")).await.unwrap();
    look(zhou, "sign-off").await;
    close(zhou, "activity-sheet").await;
    hub(zhou, "activities").await;
    zhou.follow(&id("activity"), SHOPPING).await.unwrap();
    zhou.tap(&id("sign-up")).await.unwrap();
    zhou.see(&id("confirm-sign-up")).await.unwrap();
    look(zhou, "claim").await;
    close(zhou, "activity-sheet").await;
}

async fn guides(zhou: &Person, look: &mut impl Look) {
    hub(zhou, "guides").await;
    zhou.see(&id("guide")).await.unwrap();
    look(zhou, "guides").await;
    zhou.follow(&id("guide"), DUTY).await.unwrap();
    zhou.see(&id("guide-duty")).await.unwrap();
    look(zhou, "guide").await;
    zhou.go_to_tab("square").await.unwrap();
    zhou.tap(&id("to-search")).await.unwrap();
    zhou.fill(&id("find"), "值班").await.unwrap();
    zhou.see(&id("hit")).await.unwrap();
    zhou.see(&format!("[data-kind=message] {}", id("hit"))).await.unwrap();
    look(zhou, "find").await;
}

async fn conversations(zhou: &Person, look: &mut impl Look) {
    zhou.go_to_tab("chats").await.unwrap();
    zhou.see(&id("knock")).await.unwrap();
    zhou.see(&id("enter-group")).await.unwrap();
    look(zhou, "chats").await;
    zhou.tap(&id("enter-group")).await.unwrap();
    zhou.see(&id("send-knock")).await.unwrap();
    look(zhou, "enter-group").await;
    close(zhou, "knock-sheet").await;
    zhou.follow(&id("chat"), "全小区").await.unwrap();
    zhou.tap(&id("message-more")).await.unwrap();
    zhou.see(&id("message-ways")).await.unwrap();
    look(zhou, "chat").await;
    zhou.tap(&id("chat-about")).await.unwrap();
    zhou.see(&id("mute-chat")).await.unwrap();
    look(zhou, "chat-about").await;
    close(zhou, "chat-about-sheet").await;
    zhou.go_to_tab("chats").await.unwrap();
    zhou.tap(&id("to-hearing")).await.unwrap();
    zhou.see(&id("reachable")).await.unwrap();
    look(zhou, "hearing").await;
    zhou.go_to_tab("chats").await.unwrap();
    zhou.tap(&id("new-group")).await.unwrap();
    zhou.see(&id("group-form")).await.unwrap();
    look(zhou, "new-group").await;
    zhou.go_to_more("members").await.unwrap();
    zhou.follow(&id("member"), "孙丽").await.unwrap();
    zhou.tap(&id("knock")).await.unwrap();
    zhou.see(&id("knock-words")).await.unwrap();
    look(zhou, "knock").await;
    close(zhou, "knock-sheet").await;
}

/// What neighbours report to the committee.
async fn desk(chen: &Person, look: &mut impl Look) {
    chen.go_to_more("square").await.unwrap();
    chen.see(&id("post")).await.unwrap();
    chen.tap(&id("to-complaints")).await.unwrap();
    chen.see(&id("complaint")).await.unwrap();
    look(chen, "complaints").await;
    chen.tap(&id("hide-it")).await.unwrap();
    chen.see(&id("hide-reason")).await.unwrap();
    look(chen, "hide").await;
    close(chen, "hide").await;
    chen.tap(&id("open-post")).await.unwrap();
    chen.tap(&id("post-more")).await.unwrap();
    chen.tap(&id("mark-rumour")).await.unwrap();
    chen.see(&id("rumour-reason")).await.unwrap();
    look(chen, "mark-rumour").await;
    close(chen, "post-menu").await;
}

/// What the committee does in the hall.
async fn decisions(chen: &Person, look: &mut impl Look) {
    to_hall(chen).await;
    chen.tap(&id("to-rules")).await.unwrap();
    chen.tap(&id("change-rules")).await.unwrap();
    chen.see(&id("rule-supporters")).await.unwrap();
    look(chen, "change-rules").await;
    close(chen, "rules-sheet").await;
    for (topic, act, name) in [
        (TOPICS[0].0, "gate", "gate"),
        (TOPICS[1].0, "open-ballot", "open-ballot"),
        (TOPICS[1].0, "make-project", "make-project"),
        (TOPICS[2].0, "report", "report-project"),
        (TOPICS[2].0, "finish", "finish-project"),
        (TOPICS[3].0, "close-evaluation", "close-evaluation"),
        (BENCH, "paper-vote", "paper-vote"),
    ] {
        to_topic(chen, topic).await;
        sheet(chen, act, name, look).await;
    }
}

/// What the committee calls for and puts up.
async fn calls(chen: &Person, look: &mut impl Look) {
    chen.go_to_more("activities").await.unwrap();
    chen.tap(&id("call-activity")).await.unwrap();
    chen.see(&id("activity-form")).await.unwrap();
    look(chen, "call-activity").await;
    chen.go_to_more("activities").await.unwrap();
    chen.follow(&id("activity"), DUMPLINGS).await.unwrap();
    chen.see(&id("person")).await.unwrap();
    look(chen, "own-activity").await;
    chen.tap(&id("call-off")).await.unwrap();
    chen.see(&id("call-off-reason")).await.unwrap();
    look(chen, "call-off").await;
    close(chen, "activity-sheet").await;
    chen.go_to_more("guides").await.unwrap();
    chen.tap(&id("write-guide")).await.unwrap();
    chen.see(&id("guide-form")).await.unwrap();
    look(chen, "write-guide").await;
}

async fn hub(zhou: &Person, to: &str) {
    zhou.go_to_tab("square").await.unwrap();
    zhou.tap(&id(&format!("hub-{to}"))).await.unwrap();
}

async fn to_topic(person: &Person, title: &str) {
    to_hall(person).await;
    person.follow(&id("topic"), title).await.unwrap();
    person.see(&id("topic-page")).await.unwrap();
}

/// Opens an act's sheet, lets it be looked at, and closes it.
async fn sheet(person: &Person, act: &str, name: &'static str, look: &mut impl Look) {
    begin(person, act).await;
    look(person, name).await;
    close(person, "act-sheet").await;
}

async fn close(person: &Person, sheet: &str) {
    person.press(Key::Escape).await.unwrap();
    person.miss(&id(sheet)).await.unwrap();
}
