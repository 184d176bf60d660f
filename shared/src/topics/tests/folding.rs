//! Where a topic stands.

use super::{
    Kind, Millis, NEIGHBOUR, OTHER, PROPOSER, STEWARD, Saying, Stage, Step, Story, TOPIC, ballot, passed, step, topic,
};
use crate::square::{Standing, said_id};
use crate::topics::{End, StepKind, Topic, What, WhyVoid, version_id};

fn consulted() -> Story {
    let mut story = Story::proposed(0);
    story.step(STEWARD, &passed(Stage::Screened));
    story
}

fn project() -> Story {
    let mut story = consulted();
    let steps = vec!["设计".into(), "施工".into()];
    story.step(PROPOSER, &step("大家同意", Step::ProjectMade { who: "物业".into(), due: None, steps }));
    story
}

fn evaluated() -> Story {
    let mut story = project();
    story.step(STEWARD, &passed(Stage::Project));
    story.step(STEWARD, &step("装好了", Step::Finished));
    story
}

fn voids(topic: &Topic) -> Vec<WhyVoid> {
    topic.steps.iter().filter_map(|step| step.void).collect()
}

#[test]
fn no_proposal_needs_fewer_supporters_than_the_rules_asked_nor_than_it_says_itself() {
    let mut story = Story::proposed(1);
    story.say(NEIGHBOUR, Saying::Support(true));
    let stands = |asked| {
        let topic = story.fold_by(asked);
        (topic.needs, topic.stage)
    };
    assert_eq!(stands(0), (1, Stage::Screened));
    assert_eq!(stands(1), (1, Stage::Screened));
    assert_eq!(stands(2), (2, Stage::Proposed));
    let mut story = Story::proposed(0);
    story.step(STEWARD, &passed(Stage::Screened));
    assert_eq!((story.fold_by(0).stage, story.fold_by(5).stage), (Stage::Consulted, Stage::Proposed));
    assert_eq!(voids(&story.fold_by(5)), [WhyVoid::NotNow], "the committee's gate has to wait");
    let mut newer = topic(3).to_content();
    newer[1] = 23;
    let newer = Story { facts: vec![(Kind::Topic, newer, PROPOSER, Millis(0))] };
    assert_eq!(newer.fold_by(5).needs, 0, "what cannot be read says nothing");
}

#[test]
fn what_was_proposed_is_hidden_and_shown_again_by_the_committee_wherever_it_stands() {
    let hide = |why| step(why, Step::Hidden { comment: TOPIC });
    let hidden = |story: &Story| story.fold().hidden.map(|(why, by, ..)| (why, by));
    let mut story = Story::proposed(2);
    story.say(NEIGHBOUR, Saying::Comment { words: "骗人".into(), reply_to: None });
    story.step(PROPOSER, &hide("不想给人看"));
    assert_eq!((hidden(&story), voids(&story.fold())), (None, vec![WhyVoid::NotTheirs]));
    story.step(STEWARD, &hide("写了别人的电话"));
    assert_eq!(hidden(&story), Some(("写了别人的电话".to_owned(), STEWARD)));
    assert_eq!((story.fold().comments[0].hidden.is_none(), story.fold().stage), (true, Stage::Proposed));
    story.step(PROPOSER, &step("算了", Step::Withdrawn)).step(STEWARD, &hide(" "));
    assert_eq!(hidden(&story), None, "also of one that is over");
}

#[test]
fn a_topic_goes_through_seven_steps() {
    let mut story = Story::proposed(2);
    assert_eq!(story.fold().stage, Stage::Proposed);
    story.say(NEIGHBOUR, Saying::Support(true));
    assert_eq!(story.fold().stage, Stage::Proposed);
    story.say(OTHER, Saying::Support(true));
    assert_eq!(story.fold().stage, Stage::Screened);
    story.step(STEWARD, &passed(Stage::Screened));
    assert_eq!(story.fold().stage, Stage::Consulted);
    let steps = vec!["设计".into(), "施工".into()];
    story.step(PROPOSER, &step("大家同意", Step::ProjectMade { who: "物业".into(), due: Some(Millis(9)), steps }));
    assert_eq!(story.fold().stage, Stage::Project);
    story.step(STEWARD, &passed(Stage::Project));
    assert_eq!(story.fold().stage, Stage::CarriedOut);
    story.step(PROPOSER, &step("图纸好了", Step::Reported { done: Some(0) }));
    story.step(STEWARD, &step("装好了", Step::Finished));
    assert_eq!(story.fold().stage, Stage::Evaluated);
    story.say(NEIGHBOUR, Saying::Judged { stars: 3, words: String::new() });
    story.say(NEIGHBOUR, Saying::Judged { stars: 5, words: "方便".into() });
    story.step(STEWARD, &step("满意", Step::Evaluated { wants_covenant: true }));
    assert_eq!(story.fold().stage, Stage::Covenant);
    story.step(PROPOSER, &step("", Step::CovenantSettled { text: "不在电梯抽烟".into() }));
    let version = version_id(TOPIC, "不在电梯抽烟");
    story.say(NEIGHBOUR, Saying::Signed { version }).say(NEIGHBOUR, Saying::Signed { version });
    story.say(OTHER, Saying::Signed { version: version_id(TOPIC, "别的") });
    let topic = story.fold();
    assert_eq!((topic.stage, topic.end, voids(&topic)), (Stage::Covenant, None, Vec::new()));
    assert_eq!(topic.stars.into_iter().collect::<Vec<_>>(), [(NEIGHBOUR, 5)]);
    let project = topic.project.unwrap();
    assert_eq!(project.steps, [("设计".to_owned(), true), ("施工".to_owned(), false)]);
    assert_eq!(topic.versions[0].signed.iter().map(|(by, ..)| *by).collect::<Vec<_>>(), [NEIGHBOUR]);
    assert_eq!(topic.comments.iter().map(|comment| comment.words.as_str()).collect::<Vec<_>>(), ["方便"]);
    let supported = topic.steps.iter().find(|step| step.what == What::Supported).unwrap();
    assert_eq!((supported.by, supported.stage), (OTHER, Stage::Screened), "dated by who made it enough");
}

#[test]
fn a_gate_without_a_reason_has_no_effect() {
    for gate in [Step::Passed { gate: Stage::Screened }, Step::Returned { gate: Stage::Screened }] {
        let mut story = Story::proposed(0);
        story.step(STEWARD, &step(" ", gate));
        let topic = story.fold();
        assert_eq!((topic.stage, topic.end, voids(&topic)), (Stage::Screened, None, vec![WhyVoid::NoReason]));
    }
}

#[test]
fn what_was_meant_for_one_gate_never_passes_another() {
    let mut story = project();
    story.step(STEWARD, &passed(Stage::Screened));
    let topic = story.fold();
    assert_eq!((topic.stage, voids(&topic)), (Stage::Project, vec![WhyVoid::NotNow]));
}

#[test]
fn a_returned_topic_is_over_and_a_returned_project_is_talked_about_again() {
    let mut story = Story::proposed(0);
    story.step(STEWARD, &step("不归居委管", Step::Returned { gate: Stage::Screened }));
    story.step(STEWARD, &passed(Stage::Screened));
    let topic = story.fold();
    assert_eq!((topic.end, voids(&topic)), (Some(End::Returned), vec![WhyVoid::Over]));
    let mut story = project();
    story.step(STEWARD, &step("没有说谁出钱", Step::Returned { gate: Stage::Project }));
    let topic = story.fold();
    assert_eq!((topic.stage, topic.end, topic.project), (Stage::Consulted, None, None));
}

#[test]
fn each_step_is_for_those_whom_the_table_names() {
    let may = |topic: &Topic, by, standing| topic.may(by, standing, Millis(10)).into_iter().collect::<Vec<_>>();
    let resident = Standing::RESIDENT;
    let screened = Story::proposed(0).fold();
    let always = [StepKind::TellCount, StepKind::Hide];
    let committee = |kinds: &[StepKind]| [kinds, &always].concat();
    let by_committee = |topic: &Topic| {
        let mut may = may(topic, STEWARD, Standing::STEWARD);
        may.sort_unstable();
        may
    };
    assert_eq!(by_committee(&screened), committee(&[StepKind::Pass, StepKind::Return]));
    assert_eq!(may(&screened, PROPOSER, resident), [StepKind::Withdraw]);
    let offices = Standing::WORKER.with(Standing::LEADER).with(Standing::PROPERTY).with(Standing::VOLUNTEER);
    assert_eq!(may(&screened, NEIGHBOUR, offices), []);
    let mut talked = [StepKind::OpenBallot, StepKind::MakeProject].to_vec();
    talked.extend(always);
    talked.sort_unstable();
    assert_eq!(by_committee(&consulted().fold()), talked);
    assert_eq!(may(&consulted().fold(), PROPOSER, resident), [StepKind::Withdraw, StepKind::MakeProject]);
    assert_eq!(may(&project().fold(), PROPOSER, resident), []);
    assert_eq!(may(&evaluated().fold(), PROPOSER, resident), []);
    let mut ended = evaluated();
    ended.step(STEWARD, &step("好", Step::Evaluated { wants_covenant: false }));
    assert_eq!(ended.fold().end, Some(End::Done));
    assert_eq!(by_committee(&ended.fold()), always);
    for (story, kind) in [(Story::proposed(0), Stage::Screened), (project(), Stage::Project)] {
        let mut story = story;
        story.step(PROPOSER, &passed(kind));
        assert_eq!(voids(&story.fold()), [WhyVoid::NotTheirs]);
    }
}

#[test]
fn nothing_ends_the_talk_while_a_ballot_takes_votes() {
    let mut story = consulted();
    story.step(STEWARD, &step("", Step::BallotOpened(ballot())));
    let made = step("同意", Step::ProjectMade { who: String::new(), due: None, steps: Vec::new() });
    let last = Millis(1_000_000 + 3_600_000);
    story.step_at(PROPOSER, last, &made);
    story.step_at(PROPOSER, last.plus(1), &made);
    let topic = story.fold();
    assert_eq!((topic.stage, voids(&topic)), (Stage::Project, vec![WhyVoid::BallotOpen]));
    let opened = topic.ballot(0).unwrap();
    assert_eq!((opened.at, opened.opened, opened.grace_until()), (2, Millis(20), last));
    assert!(opened.is_open(Millis(1_000_000)) && !opened.is_open(Millis(1_000_001)));
}

#[test]
fn a_ballot_that_closes_before_it_opens_is_void() {
    let mut story = consulted();
    story.step_at(STEWARD, Millis(1_000_000), &step("", Step::BallotOpened(ballot())));
    let topic = story.fold();
    assert_eq!((topic.ballots.len(), voids(&topic)), (0, vec![WhyVoid::ClosesTooEarly]));
}

#[test]
fn no_ballot_holds_a_topic_up_for_years() {
    let mut story = consulted();
    let closes = Millis(1_000_000 + 400 * 86_400_000);
    let endless = crate::topics::BallotContent { closes, ..ballot() };
    story.step_at(STEWARD, Millis(1_000_000), &step("", Step::BallotOpened(endless)));
    let topic = story.fold();
    assert_eq!((topic.ballots.len(), voids(&topic)), (0, vec![WhyVoid::Unfit]));
}

#[test]
fn the_tellers_speak_of_a_sealed_ballot_after_it_is_over() {
    let mut story = consulted();
    let secret = crate::topics::BallotContent { is_secret: true, ..ballot() };
    story.step(STEWARD, &step("", Step::BallotOpened(secret))).step(STEWARD, &step("", Step::BallotOpened(ballot())));
    let topic = story.fold();
    let [sealed, open] = [0, 1].map(|number| topic.ballot(number).unwrap().id);
    let told = |ballot, counts| step("", Step::Counted { ballot, counts, roll: 4, seal: [1; 8] });
    let over = Millis(1_000_000 + 3_600_001);
    story.step(STEWARD, &told(sealed, vec![2, 1]));
    story.step_at(STEWARD, over, &told(open, vec![2, 1]));
    story.step_at(STEWARD, over, &told(sealed, vec![2, 1, 0]));
    story.step_at(STEWARD, over, &told(sealed, vec![4, 1]));
    story.step_at(STEWARD, over, &told(sealed, vec![3, 1]));
    let topic = story.fold();
    let expected = [WhyVoid::BallotOpen, WhyVoid::NoSuch, WhyVoid::NoSuch, WhyVoid::Unfit];
    assert_eq!(voids(&topic), expected, "no more votes than there could have been");
    assert_eq!(topic.ballot(0).unwrap().told.as_ref().unwrap().counts, [3, 1]);
    assert_eq!(topic.ballot(1).unwrap().told, None);
}

#[test]
fn support_counts_members_once_and_not_the_proposer() {
    let mut story = Story::proposed(2);
    story.say(PROPOSER, Saying::Support(true)).say(NEIGHBOUR, Saying::Support(true));
    story.say(NEIGHBOUR, Saying::Support(true));
    assert_eq!((story.fold().stage, story.fold().supporters.len()), (Stage::Proposed, 1));
    story.say(NEIGHBOUR, Saying::Support(false)).say(OTHER, Saying::Support(true));
    assert_eq!((story.fold().stage, story.fold().supporters.len()), (Stage::Proposed, 1));
    story.say(NEIGHBOUR, Saying::Support(true));
    story.say(NEIGHBOUR, Saying::Support(false));
    assert_eq!((story.fold().stage, story.fold().supporters.len()), (Stage::Screened, 1), "what was reached stays");
}

#[test]
fn a_comment_is_taken_back_by_its_author_and_hidden_with_a_reason() {
    let mut story = consulted();
    story.say(NEIGHBOUR, Saying::Comment { words: "我反对".into(), reply_to: None });
    let id = said_id(TOPIC, NEIGHBOUR, &2_u64.to_be_bytes());
    assert_eq!(story.fold().comments[0].id, id);
    story.say(OTHER, Saying::TakenBack { comment: id });
    assert!(!story.fold().comments[0].is_withdrawn);
    story.step(STEWARD, &step("骂人", Step::Hidden { comment: id }));
    let hidden = |story: &Story| story.fold().comments[0].hidden.clone().map(|(reason, by, ..)| (reason, by));
    assert_eq!(hidden(&story), Some(("骂人".into(), STEWARD)));
    story.step(STEWARD, &step("", Step::Hidden { comment: id }));
    assert_eq!(hidden(&story), None);
    story.say(NEIGHBOUR, Saying::TakenBack { comment: id });
    assert!(story.fold().comments[0].is_withdrawn);
    story.step(NEIGHBOUR, &step("报复", Step::Hidden { comment: id }));
    story.step(STEWARD, &step("没有", Step::Hidden { comment: version_id(TOPIC, "没有") }));
    assert_eq!(voids(&story.fold()), [WhyVoid::NotTheirs, WhyVoid::NoSuch]);
}

#[test]
fn what_a_newer_release_wrote_is_seen_and_changes_nothing() {
    let mut story = consulted();
    let mut newer = passed(Stage::Screened);
    newer.version = 2;
    story.raw(Kind::TopicStep, &newer.to_content()).raw(Kind::TopicSaid, &[0x80]);
    let topic = story.fold();
    assert!(topic.needs_newer_app);
    assert_eq!((topic.stage, topic.steps.last().unwrap().what.clone()), (Stage::Consulted, What::Newer));
    let mut story = Story::proposed(3);
    story.facts[0].1 = vec![0x80];
    let topic = story.fold();
    assert!(topic.needs_newer_app && topic.content.is_none());
}
