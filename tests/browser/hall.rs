//! A topic through all seven steps, by a resident who proposes it, neighbours who support it, the committee at its gates and
//! a building leader with a vote on paper; counted again on two phones; a covenant that two write at once.

use std::path::Path;

use linli_shared::areas::AreaKind;
use serde_json::json;
use tests::webdriver::{Person, Place, id};

use crate::pictures::{attach, is_upright, taken};
use crate::residents::{own_affairs, resident};
use crate::tickets::fits;

const TITLE: &str = "电动车棚装充电插座";
const TEXT: &str = "现在从楼上拉线充电，不安全。希望车棚里装几个插座。";
const PASSES: &str = "涉及大家安全，同意协商";
const QUESTION: &str = "车棚要不要装充电插座";
const RESULT: &str = "多数同意，先装六个";
const MONEY: &str = "费用从公共收益出，已公示";
const REPORT: &str = "电线拉好了，插座明天装";
const DONE: &str = "六个插座都能用了";
const SUMMARY: &str = "大家满意，雨天再看一次";
const ARTICLES: [&str; 2] = ["一、不拉线到楼上充电", "二、充好了就把车挪开"];
/// Days after which the ballot of the test is closed.
const LATER: u16 = 3;

#[tokio::test(flavor = "multi_thread")]
async fn a_topic_goes_through_all_seven_steps_by_four_roles() {
    let place = Place::with_a_calendar().await.unwrap();
    let (zhou, tang) = tokio::join!(resident(&place), own_affairs(&place, "tang", "唐慧"));
    let (he, chen) = tokio::join!(own_affairs(&place, "he", "何美华"), Person::join(&place, "chen"));
    let hall = Hall { zhou, tang, he, chen: chen.unwrap() };
    let photo = taken(&hall.zhou, place.folder()).await;
    hall.rules().await;
    hall.propose().await;
    hall.first_gate().await;
    hall.vote(&free_door(&place), &photo).await;
    let seal = hall.recount().await;
    place.pass(LATER);
    hall.closed(&seal).await;
    hall.project(&photo).await;
    hall.evaluate().await;
    hall.covenant().await;
}

struct Hall {
    /// Proposes; holds a household's seat.
    zhou: Person,
    /// Lives in another building.
    tang: Person,
    /// Leads a building.
    he: Person,
    /// Of the committee.
    chen: Person,
}

impl Hall {
    fn everybody(&self) -> [&Person; 4] {
        [&self.zhou, &self.tang, &self.he, &self.chen]
    }

    /// Two supporters do, and a ballot closes after a day without grace.
    async fn rules(&self) {
        let Self { zhou, chen, .. } = self;
        chen.go_to_more("hall").await.unwrap();
        chen.tap(&id("to-rules")).await.unwrap();
        chen.tap(&id("change-rules")).await.unwrap();
        for (rule, number) in [("rule-supporters", "2"), ("rule-ballot", "1"), ("rule-grace", "0")] {
            chen.fill(&id(rule), number).await.unwrap();
        }
        fits(chen).await;
        chen.tap(&id("save-rules")).await.unwrap();
        chen.miss(&id("rules-sheet")).await.unwrap();
        to_hall(zhou).await;
        fits(zhou).await;
        zhou.tap(&id("to-rules")).await.unwrap();
        zhou.read(&id("rules"), "有 2 位邻居附议").await.unwrap();
        zhou.read(&id("rules"), "陈静").await.unwrap();
        fits(zhou).await;
    }

    async fn propose(&self) {
        let Self { zhou, tang, he, .. } = self;
        zhou.tap(&id("back")).await.unwrap();
        zhou.tap(&id("propose")).await.unwrap();
        zhou.read(&id("rules"), "有 2 位邻居附议").await.unwrap();
        zhou.fill(&id("topic-title"), TITLE).await.unwrap();
        zhou.fill(&id("topic-text"), TEXT).await.unwrap();
        fits(zhou).await;
        zhou.tap(&id("send-topic")).await.unwrap();
        stands(zhou, 1).await;
        for person in [tang, he] {
            to_hall(person).await;
            person.follow(&id("topic"), TITLE).await.unwrap();
            person.tap(&id("act-support")).await.unwrap();
            person.read(&id("supporters"), "您已附议").await.unwrap();
        }
        stands(zhou, 2).await;
        fits(zhou).await;
    }

    /// The committee lets it pass, and says why.
    async fn first_gate(&self) {
        let Self { zhou, chen, .. } = self;
        to_hall(chen).await;
        chen.follow(&id("topic"), TITLE).await.unwrap();
        stands(chen, 2).await;
        gate(chen, PASSES).await;
        zhou.read(&id("step-reason"), PASSES).await.unwrap();
        stands(zhou, 3).await;
    }

    /// Three households vote, one of them without a network, and a fourth on paper.
    async fn vote(&self, door: &str, photo: &Path) {
        let Self { zhou, tang, he, chen } = self;
        begin(chen, "open-ballot").await;
        chen.fill(&id("ballot-question"), QUESTION).await.unwrap();
        chen.tap(&id("fill-yes-no")).await.unwrap();
        fits(chen).await;
        send(chen).await;
        for person in [zhou, tang, he] {
            person.read(&id("ballot"), QUESTION).await.unwrap();
            person.see(&id("ballot-vote")).await.unwrap();
        }
        tang.cut().await.unwrap();
        cast(tang, "不同意").await;
        tang.read(&id("own-vote-state"), "还在这部手机上").await.unwrap();
        tang.reload().await.unwrap();
        tang.read(&id("own-vote-state"), "还在这部手机上").await.unwrap();
        fits(tang).await;
        cast(zhou, "同意").await;
        cast(he, "同意").await;
        for person in [zhou, he] {
            person.read(&id("own-vote-state"), "已计入").await.unwrap();
        }
        begin(he, "paper-vote").await;
        he.fill(&id("paper-door-find"), door).await.unwrap();
        he.tap(&id("paper-door-chip")).await.unwrap();
        he.read(&id("paper-door"), door).await.unwrap();
        choose(he, "同意").await;
        attach(he, photo).await;
        is_upright(he, &format!("{} img", id("photo-picker"))).await;
        fits(he).await;
        send(he).await;
        zhou.read(&id("ballot-turnout"), "已计 3 票").await.unwrap();
        tang.mend().await.unwrap();
        tang.read(&id("own-vote-state"), "已计入").await.unwrap();
        for person in [zhou, tang] {
            person.read(&id("ballot-turnout"), "已计 4 票").await.unwrap();
        }
        fits(zhou).await;
    }

    /// Two phones count for themselves, and come to the same; gives the number that stands for all votes.
    async fn recount(&self) -> String {
        let Self { zhou, tang, .. } = self;
        for person in [zhou, tang] {
            person.tap(&id("to-recount")).await.unwrap();
            person.read(&id("recount-sums"), "有效 4 票").await.unwrap();
            person.read(&id("recount-sums"), "其中纸质 1 票").await.unwrap();
            person.see(&id("recount-complete")).await.unwrap();
            person.see(&id("recount-agrees")).await.unwrap();
            let [all, own] = ["recount-votes", "recount-own"].map(|part| format!("{} {}", id(part), id("vote-line")));
            assert_eq!(person.texts(&all).await.unwrap().len(), 4);
            person.read(&all, "由何美华录入").await.unwrap();
            assert_eq!(person.texts(&own).await.unwrap().len(), 1, "where one's own is at once");
            fits(person).await;
        }
        let seal = seal(zhou).await;
        assert_eq!(seal, self::seal(tang).await);
        let counts = zhou.texts(&id("count")).await.unwrap();
        assert!(counts[0].contains("3 票") && counts[1].contains("1 票"), "{counts:?}");
        assert_eq!(counts.len(), tang.texts(&id("count")).await.unwrap().len());
        seal
    }

    /// Days later the ballot is closed everywhere, and counts as before.
    async fn closed(&self, seal: &str) {
        for person in self.everybody() {
            person.meet().await.unwrap();
            to_topic(person).await;
            person.read(&id("topic-line"), "投票截止").await.unwrap();
            person.miss(&id("ballot-vote")).await.unwrap();
        }
        self.he.tap(&id("to-recount")).await.unwrap();
        self.he.read(&id("recount-sums"), "有效 4 票").await.unwrap();
        assert_eq!(self::seal(&self.he).await, seal, "a third phone counts the same");
        self.he.tap(&id("back")).await.unwrap();
    }

    async fn project(&self, photo: &Path) {
        let Self { zhou, he, chen, .. } = self;
        begin(zhou, "make-project").await;
        for (field, words) in [
            ("act-words", RESULT),
            ("project-who", "物业钱明"),
            ("project-step-0", "拉电线"),
            ("project-step-1", "装插座"),
        ] {
            zhou.fill(&id(field), words).await.unwrap();
        }
        fits(zhou).await;
        send(zhou).await;
        stands(chen, 4).await;
        gate(chen, MONEY).await;
        stands(zhou, 5).await;
        begin(zhou, "report").await;
        zhou.fill(&id("act-words"), REPORT).await.unwrap();
        zhou.tap(&format!("{} [data-code=\"0\"]", id("which-step"))).await.unwrap();
        attach(zhou, photo).await;
        is_upright(zhou, &format!("{} img", id("photo-picker"))).await;
        fits(zhou).await;
        send(zhou).await;
        he.read(&id("project-report"), REPORT).await.unwrap();
        is_upright(he, &format!("{} img", id("project-report"))).await;
        fits(he).await;
        chen.read(&id("project-report"), REPORT).await.unwrap();
        begin(chen, "finish").await;
        chen.fill(&id("act-words"), DONE).await.unwrap();
        send(chen).await;
    }

    async fn evaluate(&self) {
        let Self { zhou, tang, he, chen } = self;
        for (person, star) in [(tang, "star-5"), (he, "star-4")] {
            stands(person, 6).await;
            begin(person, "judge").await;
            person.tap(&id(star)).await.unwrap();
            fits(person).await;
            send(person).await;
            person.see(&id("own-stars")).await.unwrap();
        }
        zhou.read(&id("stars-sum"), "2 人打分，平均 4.5 星").await.unwrap();
        chen.read(&id("stars-sum"), "2 人打分").await.unwrap();
        begin(chen, "close-evaluation").await;
        chen.fill(&id("act-words"), SUMMARY).await.unwrap();
        send(chen).await;
    }

    /// Two write at the same time without a network; what both wrote stands together, is settled and signed.
    async fn covenant(&self) {
        let Self { zhou, tang, he, chen } = self;
        for (person, words) in [(zhou, ARTICLES[0]), (he, ARTICLES[1])] {
            stands(person, 7).await;
            person.cut().await.unwrap();
            person.tap(&id("write-covenant")).await.unwrap();
            person.fill(&id("covenant-words"), words).await.unwrap();
            fits(person).await;
            send(person).await;
            person.see(&id("covenant-unsent")).await.unwrap();
            person.read(&id("covenant-text"), words).await.unwrap();
        }
        for person in [zhou, he] {
            person.mend().await.unwrap();
        }
        for person in [zhou, he, chen] {
            for words in ARTICLES {
                person.read(&id("covenant-text"), words).await.unwrap();
            }
        }
        let text = zhou.texts(&id("covenant-text")).await.unwrap();
        assert_eq!(text, he.texts(&id("covenant-text")).await.unwrap());
        begin(chen, "settle-covenant").await;
        for words in ARTICLES {
            chen.read(&id("settle-text"), words).await.unwrap();
        }
        send(chen).await;
        for person in [tang, he] {
            person.see(&id("covenant-version")).await.unwrap();
            begin(person, "sign").await;
            person.read(&id("sign-text"), ARTICLES[1]).await.unwrap();
            send(person).await;
            person.see(&id("covenant-signed")).await.unwrap();
        }
        for person in self.everybody() {
            person.read(&id("signatures"), "2 人签了名").await.unwrap();
            assert!(person.texts(&id("step-void")).await.unwrap().is_empty());
            fits(person).await;
        }
        let steps = zhou.texts(&id("topic-line")).await.unwrap().concat();
        for reason in [PASSES, RESULT, MONEY, DONE, SUMMARY] {
            assert!(steps.contains(reason), "{reason} in {steps}");
        }
    }
}

/// Goes to the hall: from the square, or from behind the last tab.
pub(crate) async fn to_hall(person: &Person) {
    person.go_home().await.unwrap();
    person.see(&id("tab-more")).await.unwrap();
    if person.texts(&id("tab-square")).await.unwrap().is_empty() {
        person.go_to_more("hall").await.unwrap();
    } else {
        person.go_to_tab("square").await.unwrap();
        person.tap(&id("hub-hall")).await.unwrap();
    }
    person.see(&id("to-rules")).await.unwrap();
}

async fn to_topic(person: &Person) {
    to_hall(person).await;
    person.follow(&id("topic"), TITLE).await.unwrap();
    person.see(&id("topic-page")).await.unwrap();
}

/// Waits until the topic that is shown stands at a step.
async fn stands(person: &Person, step: u8) {
    let now = format!("{}[data-stage=\"{step}\"][aria-current=step]", id("line-point"));
    person.see(&now).await.unwrap();
}

/// Opens the sheet of an act, which is in the bar or behind "more".
pub(crate) async fn begin(person: &Person, act: &str) {
    let (act, more) = (id(&format!("act-{act}")), id("act-more"));
    person.see(&format!("{act}, {more}")).await.unwrap();
    if person.texts(&act).await.unwrap().is_empty() {
        person.tap(&more).await.unwrap();
    }
    person.tap(&act).await.unwrap();
    person.see(&format!("{} form", id("act-sheet"))).await.unwrap();
}

/// Sends what is in the sheet.
async fn send(person: &Person) {
    person.tap(&id("act-send")).await.unwrap();
    person.miss(&id("act-sheet")).await.unwrap();
}

async fn gate(chen: &Person, reason: &str) {
    begin(chen, "gate").await;
    chen.tap(&id("gate-pass")).await.unwrap();
    chen.fill(&id("act-words"), reason).await.unwrap();
    fits(chen).await;
    send(chen).await;
}

async fn cast(person: &Person, choice: &str) {
    person.tap(&id("ballot-vote")).await.unwrap();
    choose(person, choice).await;
    person.read(&id("act-send"), &format!("确认投「{choice}」")).await.unwrap();
    fits(person).await;
    send(person).await;
}

/// Taps the choice of that name.
async fn choose(person: &Person, choice: &str) {
    let js = "const all = [...document.querySelectorAll(arguments[0])]; \
        return all.findIndex(one => one.innerText.trim() === arguments[1]) + 1";
    let at = person.wait(choice, js, vec![json!(id("vote-choice")), json!(choice)]).await.unwrap();
    let choice = format!("{} > :nth-child({at})", id("vote-choices"));
    person.tap(&choice).await.unwrap();
    person.see(&format!("{choice}[aria-checked=true]")).await.unwrap();
}

async fn seal(person: &Person) -> String {
    person.see(&id("recount-seal")).await.unwrap();
    person.texts(&id("recount-seal")).await.unwrap().concat()
}

/// The label of a door of the leader's building behind which nobody is a member, under whatever stair.
fn free_door(place: &Place) -> String {
    let plan = place.plan();
    let tree = plan.tree();
    let taken: Vec<_> = plan.staff.iter().filter_map(|staff| staff.home).map(|home| tree.label(home.door)).collect();
    let home = plan.staff.iter().find(|staff| staff.seat == "he").unwrap().home.unwrap().door;
    let building = tree.ancestor(home, AreaKind::Building).unwrap();
    let mut labels = tree.doors(building).into_iter().map(|door| tree.label(door).to_owned());
    labels.find(|label| !taken.iter().any(|taken| taken.contains(label.as_str()))).unwrap()
}
