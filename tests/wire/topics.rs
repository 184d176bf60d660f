//! What topics, their steps, what is said of them, and votes say.

use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::topics::{
    BallotContent, HallRules, PaperVoteContent, Saying, Stage, Step, TopicContent, TopicSaid, TopicStep, VERSION,
    VoteBy, VoteContent, WhyNot,
};

use crate::frozen::Frozen;
use crate::parcels::GRID;
use crate::tickets::attached;

const AT: Millis = Millis(1_795_222_800_000);
const BALLOT: RecordId = RecordId([0xba; 16]);

fn topic() -> TopicContent {
    TopicContent {
        version: VERSION,
        title: "加装电梯".into(),
        text: "三号楼老人多".into(),
        area: GRID,
        attached: Vec::new(),
        needs: 5,
        at: AT,
    }
}

fn step(words: &str, step: Step) -> TopicStep {
    TopicStep { version: VERSION, nonce: [0x4e; 8], words: words.into(), attached: Vec::new(), at: AT, step }
}

fn steps() -> Vec<(&'static str, TopicStep)> {
    let ballot = BallotContent {
        question: "装不装?".into(),
        choices: vec!["装".into(), "不装".into()],
        by: VoteBy::Household,
        is_secret: false,
        closes: Millis(1_795_309_200_000),
        grace_hours: 24,
    };
    let sealed = BallotContent { by: VoteBy::Person, is_secret: true, ..ballot.clone() };
    let counts = vec![300, 2];
    let (who, due) = ("物业".to_owned(), Some(AT));
    let parts = vec!["设计".into(), "施工".into()];
    let reported = TopicStep { attached: attached(), ..step("图纸好了", Step::Reported { done: Some(1) }) };
    vec![
        ("passed", step("可以", Step::Passed { gate: Stage::Screened })),
        ("returned", step("没有钱", Step::Returned { gate: Stage::Project })),
        ("withdrawn", step("不装了", Step::Withdrawn)),
        ("ballot opened", step("", Step::BallotOpened(ballot))),
        ("sealed ballot opened", step("", Step::BallotOpened(sealed))),
        ("counted", step("", Step::Counted { ballot: BALLOT, counts, roll: 400, seal: [0x5e; 8] })),
        ("project made", step("都同意", Step::ProjectMade { who, due, steps: parts })),
        ("project without a day", step("做", Step::ProjectMade { who: String::new(), due: None, steps: Vec::new() })),
        ("reported", reported),
        ("reported on all", step("快了", Step::Reported { done: None })),
        ("finished", step("好了", Step::Finished)),
        ("evaluated", step("满意", Step::Evaluated { wants_covenant: true })),
        ("covenant settled", step("", Step::CovenantSettled { text: "不抽烟\n不堵门".into() })),
        ("hidden", step("骂人", Step::Hidden { comment: BALLOT })),
    ]
}

fn sayings() -> Vec<(&'static str, TopicSaid)> {
    let said = |said| TopicSaid { version: VERSION, nonce: [0x4e; 8], at: AT, said };
    vec![
        ("support", said(Saying::Support(true))),
        ("no support", said(Saying::Support(false))),
        ("comment", said(Saying::Comment { words: "好".into(), reply_to: None })),
        ("reply", said(Saying::Comment { words: "对".into(), reply_to: Some(BALLOT) })),
        ("taken back", said(Saying::TakenBack { comment: BALLOT })),
        ("judged", said(Saying::Judged { stars: 5, words: "方便".into() })),
        ("signed", said(Saying::Signed { version: BALLOT })),
    ]
}

#[test]
fn topics_steps_sayings_and_votes() {
    let mut frozen = Frozen::read(include_str!("topics.txt"));
    frozen.value("topic", &topic());
    frozen.value("topic with photos", &TopicContent { attached: attached(), needs: 0, ..topic() });
    steps().iter().for_each(|(name, step)| frozen.value(name, step));
    sayings().iter().for_each(|(name, said)| frozen.value(name, said));
    let (household, door) = (Some(RecordId([1; 16])), Some(AreaId([0xd0; 16])));
    let vote = VoteContent { version: VERSION, nonce: [0x4e; 8], ballot: BALLOT, choice: 1, household, door, at: AT };
    frozen.value("vote of a seat", &vote);
    frozen.value("vote of a person", &VoteContent { household: None, door: None, choice: 300, ..vote });
    let door = AreaId([0xd0; 16]);
    let paper = PaperVoteContent {
        version: VERSION,
        nonce: [0x4e; 8],
        ballot: BALLOT,
        door,
        choice: 0,
        attached: attached(),
        at: AT,
        household: None,
    };
    frozen.value("vote on paper", &paper);
    frozen.value("vote on paper of a household", &PaperVoteContent { household, ..paper });
    frozen.value("rules", &HallRules { text: "一户一票".into(), at: AT, ..HallRules::default() });
    for (at, stage) in Stage::ALL.into_iter().enumerate() {
        frozen.value(&format!("stage {}", at + 1), &stage);
    }
    let why_not = [
        ("voted again", WhyNot::VotedAgain),
        ("too late", WhyNot::TooLate),
        ("no seat", WhyNot::NoSeat),
        ("removed", WhyNot::Removed),
        ("not in the roll", WhyNot::NotInRoll),
        ("no such choice", WhyNot::NoSuchChoice),
        ("voted themselves", WhyNot::VotedThemselves),
        ("newer", WhyNot::Newer),
    ];
    why_not.iter().for_each(|(name, why_not)| frozen.value(name, why_not));
    frozen.done();
}

#[test]
fn frozen_topics_pass_the_checks_of_what_arrives() {
    let frozen = Frozen::read(include_str!("topics.txt"));
    let topics = ["topic", "topic with photos"].map(|name| TopicContent::known(&frozen.get(name)));
    assert!(topics.iter().all(|topic| topic.as_ref().is_some_and(|topic| topic.check().is_ok())));
    for (name, _) in steps() {
        assert!(TopicStep::known(&frozen.get(name)).is_some_and(|step| step.check().is_ok()), "{name}");
    }
    for (name, _) in sayings() {
        assert!(TopicSaid::known(&frozen.get(name)).is_some_and(|said| said.check().is_ok()), "{name}");
    }
    assert!(PaperVoteContent::known(&frozen.get("vote on paper")).is_some_and(|vote| vote.check().is_ok()));
    assert!(HallRules::known(&frozen.get("rules")).is_some_and(|rules| rules.check().is_ok()));
}
