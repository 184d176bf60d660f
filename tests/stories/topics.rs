//! The council hall: a topic through seven steps, ballots cast offline and counted again, a covenant that several write.

use linli_contract::Failure;
use linli_contract::members::ChangeProfile;
use linli_contract::posts::TalkPart;
use linli_contract::search::FindAll;
use linli_contract::sync::RecordSync;
use linli_contract::topics::{
    Asked, DoTopic, Propose, ReadTopic, ReadTopics, Recount, RecountView, Rules, SaveTopicDraft, SetRules, Stage,
    StepWhat, TopicAct, TopicForm, TopicMay, TopicRow, TopicView, VoteBy, WhyNot,
};
use linli_shared::access::profile_record;
use linli_shared::areas::AreaKind;
use linli_shared::calendar::Millis;
use linli_shared::documents::{Document, Kind as Documents, Writer};
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::protocol::Verdict;
use linli_shared::roster::{Role, RosterFact};
use linli_shared::topics::{TopicContent, VERSION};
use tests::cast::{Casting, Forger, Person, Town, photo, small_estate};

use super::notices::forge;

/// The committee.
pub(super) const CHEN: Person = Person(0);
pub(super) const GUO: Person = Person(1);
/// Leads building 1 and lives there.
pub(super) const ZHAO: Person = Person(2);
/// Live in building 1.
pub(super) const LI: Person = Person(3);
pub(super) const ZHOU: Person = Person(4);
pub(super) const WU: Person = Person(5);
pub(super) const ZHENG: Person = Person(6);
/// Lives in building 2.
pub(super) const FAR: Person = Person(7);
/// The property company.
pub(super) const PENG: Person = Person(8);

pub(super) const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

pub(super) fn member(person: Person) -> MemberId {
    MemberId([person.0 as u8 + 1; 16])
}

pub(super) fn household(person: Person) -> RecordId {
    RecordId([person.0 as u8 + 0x81; 16])
}

pub(super) fn append(town: &mut Town, facts: Vec<RosterFact>) {
    let time = town.time;
    town.phone(CHEN).work(time, &[], |device, turn| device.append_roster(&facts, turn)).unwrap();
    town.settle();
}

pub(super) fn town(seed: u64) -> Town {
    let estate = small_estate(3);
    let root = estate.code.area();
    let [one, two] = [0, 1].map(|grid| estate.tree.ancestor(estate.doors(grid)[0], AreaKind::Building).unwrap());
    let resident = |building| vec![(Role::Resident, building)];
    let roles = [
        ("陈静", vec![(Role::Steward, root)]),
        ("郭敏", vec![(Role::Steward, root)]),
        ("赵月", vec![(Role::BuildingLeader, one), (Role::Resident, one)]),
        ("李清", resident(one)),
        ("周文", resident(one)),
        ("吴霞", resident(one)),
        ("郑国", resident(one)),
        ("钱远", resident(two)),
        ("彭刚", vec![(Role::Property, root)]),
    ];
    let cast: Vec<Casting> = (1..).zip(roles).map(|(member, (name, roles))| Casting { name, member, roles }).collect();
    let mut town = Town::with(estate, seed, &cast);
    town.settle();
    let seats = [ZHAO, LI, ZHOU, WU, ZHENG, FAR].into_iter().flat_map(|person| {
        let (member, household) = (member(person), household(person));
        [RosterFact::FamilyJoined { member, household }, RosterFact::SeatGiven { member, household }]
    });
    append(&mut town, seats.collect());
    town
}

pub(super) fn act(town: &mut Town, who: Person, topic: RecordId, act: TopicAct) {
    town.ask(who, DoTopic { topic, act });
}

pub(super) fn open(town: &mut Town, who: Person, topic: RecordId) -> TopicView {
    town.ask(who, ReadTopic { topic, part: TalkPart::Newest })
}

pub(super) fn row(town: &mut Town, who: Person, topic: RecordId) -> TopicRow {
    town.ask(who, ReadTopics).topics.into_iter().find(|row| row.topic == topic).unwrap()
}

pub(super) fn recount(town: &mut Town, who: Person, topic: RecordId) -> RecountView {
    town.ask(who, Recount { topic, ballot: 0, from: 0, count: u32::MAX })
}

pub(super) fn vote(town: &mut Town, who: Person, topic: RecordId, choice: u16) {
    act(town, who, topic, TopicAct::Vote { ballot: 0, choice });
}

fn set_rules(town: &mut Town, supporters: u16) {
    let rules = Rules { supporters, answer_days: 7, ballot_days: 1, grace_hours: 2, ..Rules::default() };
    town.ask(CHEN, SetRules(rules));
    town.settle();
}

fn lift(town: &mut Town) -> TopicForm {
    let photo = town.ask(LI, photo(1, 3_000));
    TopicForm {
        title: "加装电梯".into(), text: "三号楼老人多,上下楼难。".into(), area: None, attached: vec![photo.id]
    }
}

/// A ballot on a topic that passed its first gate, everybody having seen it.
pub(super) fn balloted(town: &mut Town, is_secret: bool, by: VoteBy) -> (RecordId, Millis) {
    set_rules(town, 0);
    let form = lift(town);
    let topic = town.ask(LI, Propose(form));
    town.settle();
    act(town, CHEN, topic, TopicAct::Gate { passes: true, reason: "大家关心".into() });
    let closes = town.time.plus(DAY + HOUR);
    let choices = vec!["装".into(), "不装".into()];
    act(town, CHEN, topic, TopicAct::OpenBallot { question: "装不装?".into(), choices, by, is_secret, closes });
    town.settle();
    (topic, closes)
}

/// What each vote says and why it does not count, in any order.
pub(super) fn lines(view: &RecountView) -> Vec<(Option<String>, Option<u16>, Option<WhyNot>)> {
    let mut lines: Vec<_> = view.votes.iter().map(|vote| (vote.by.name.clone(), vote.choice, vote.why_not)).collect();
    lines.sort();
    lines
}

#[test]
fn a_topic_goes_through_all_seven_steps() {
    let mut town = town(1);
    set_rules(&mut town, 2);
    let form = lift(&mut town);
    town.ask(LI, SaveTopicDraft(form.clone()));
    assert!(town.ask(LI, ReadTopics).has_draft);
    let topic = town.ask(LI, Propose(form));
    let view = town.ask(LI, ReadTopics);
    assert!(!view.has_draft && view.topics[0].sync == RecordSync::OnThisDevice);
    town.settle();
    assert_eq!((row(&mut town, ZHOU, topic).stage, open(&mut town, ZHOU, topic).attached.len()), (Stage::Proposed, 1));
    assert_eq!(town.try_ask(LI, DoTopic { topic, act: TopicAct::Support(true) }), Err(Failure::TooLate));
    for person in [ZHOU, WU] {
        act(&mut town, person, topic, TopicAct::Support(true));
    }
    act(&mut town, PENG, topic, TopicAct::Comment { words: "要问消防".into(), reply_to: None });
    town.settle();
    let seen = row(&mut town, CHEN, topic);
    assert_eq!((seen.stage, seen.supporters, seen.asked), (Stage::Screened, 2, Some(Asked::Gate)));
    assert_eq!(row(&mut town, LI, topic).asked, None);
    let gate = |reason: &str| DoTopic { topic, act: TopicAct::Gate { passes: true, reason: reason.into() } };
    assert_eq!(town.try_ask(CHEN, gate(" ")), Err(Failure::InvalidInput), "a gate says why");
    assert_eq!(town.try_ask(LI, gate("我说可以")), Err(Failure::NoRight));
    town.ask(CHEN, gate("大家关心"));
    town.settle();

    let closes = town.time.plus(DAY + HOUR);
    let ballot = |closes| TopicAct::OpenBallot {
        question: "装不装?".into(),
        choices: vec!["装".into(), "不装".into()],
        by: VoteBy::Household,
        is_secret: false,
        closes,
    };
    let early = DoTopic { topic, act: ballot(town.time.plus(HOUR)) };
    assert_eq!(town.try_ask(CHEN, early), Err(Failure::InvalidInput), "the rules say a day at least");
    act(&mut town, CHEN, topic, ballot(closes));
    town.settle();
    for person in [LI, ZHOU, WU, ZHENG, ZHAO, FAR] {
        assert_eq!(row(&mut town, person, topic).asked, Some(Asked::Vote));
    }
    assert_eq!(open(&mut town, PENG, topic).ballots[0].why_not, Some(WhyNot::NotInRoll));
    for person in [ZHOU, WU, FAR] {
        town.link(person, false);
    }
    vote(&mut town, LI, topic, 0);
    vote(&mut town, ZHOU, topic, 1);
    vote(&mut town, ZHOU, topic, 0);
    vote(&mut town, WU, topic, 1);
    vote(&mut town, FAR, topic, 1);
    vote(&mut town, ZHENG, topic, 1);
    assert_eq!(row(&mut town, ZHOU, topic).asked, None);
    let own = open(&mut town, ZHOU, topic).ballots[0].own.clone().unwrap();
    assert_eq!((own.choice, own.why_not, own.sync), (Some(0), None, RecordSync::OnThisDevice));
    let door = town.estate.doors(0)[0];
    let paper = town.ask(ZHAO, photo(2, 2_000));
    act(&mut town, ZHAO, topic, TopicAct::PaperVote { ballot: 0, door, choice: 0, attached: vec![paper.id] });
    let elsewhere = TopicAct::PaperVote { ballot: 0, door: town.estate.doors(1)[0], choice: 0, attached: Vec::new() };
    assert_eq!(town.try_ask(ZHAO, DoTopic { topic, act: elsewhere }), Err(Failure::NoRight), "not her building");
    town.settle();
    for person in [ZHOU, WU] {
        town.link(person, true);
    }
    town.settle();
    append(
        &mut town,
        vec![
            RosterFact::MemberRemoved { member: member(ZHENG) },
            RosterFact::FamilyLeft { member: member(WU), household: household(WU) },
        ],
    );
    town.time = closes.plus(2 * HOUR + 1);
    town.link(FAR, true);
    town.settle();
    let made = TopicAct::MakeProject {
        words: "多数同意装".into(),
        who: "物业".into(),
        due: None,
        steps: vec!["设计".into(), "施工".into()],
    };

    let counted = recount(&mut town, LI, topic);
    let named = |name: &str, choice, why_not| (Some(name.to_owned()), Some(choice), why_not);
    let mut expected = vec![
        named("李清", 0, None),
        named("周文", 1, Some(WhyNot::VotedAgain)),
        named("周文", 0, None),
        named("吴霞", 1, Some(WhyNot::NoSeat)),
        named("郑国", 1, Some(WhyNot::Removed)),
        named("钱远", 1, Some(WhyNot::TooLate)),
        named("赵月", 0, None),
    ];
    expected.sort();
    assert_eq!(lines(&counted), expected);
    let first = &counted.ballot;
    assert_eq!((first.counts.clone(), first.votes, first.roll), (Some(vec![3, 0]), 3, 7));
    assert!(counted.is_complete && first.is_closed && counted.seal.len() == 16);
    let on_paper = counted.votes.iter().find(|vote| vote.is_paper).unwrap();
    assert_eq!((on_paper.attached.len(), on_paper.path.is_empty()), (1, false));
    for other in [FAR, PENG, CHEN] {
        let other = recount(&mut town, other, topic);
        assert_eq!(
            (lines(&other), &other.seal, &other.ballot.counts),
            (expected.clone(), &counted.seal, &first.counts)
        );
    }
    append(&mut town, vec![RosterFact::MemberRemoved { member: member(ZHOU) }]);
    let again = recount(&mut town, LI, topic);
    assert_eq!((lines(&again), &again.seal), (expected, &counted.seal), "what comes later changes no finished count");
    town.phone(LI).kill(usize::MAX);
    town.phone(LI).start();
    town.settle();
    assert_eq!(recount(&mut town, LI, topic).seal, counted.seal, "nor does a restart");
    assert_eq!(open(&mut town, FAR, topic).ballots[0].own.as_ref().unwrap().why_not, Some(WhyNot::TooLate));

    act(&mut town, LI, topic, made);
    town.settle();
    assert_eq!(row(&mut town, GUO, topic).asked, Some(Asked::Gate));
    act(&mut town, GUO, topic, TopicAct::Gate { passes: true, reason: "钱有着落".into() });
    town.settle();
    let report = town.ask(LI, photo(3, 2_500));
    let words = "图纸出来了".to_owned();
    act(&mut town, LI, topic, TopicAct::Report { words, attached: vec![report.id], done: Some(0) });
    town.settle();
    act(&mut town, CHEN, topic, TopicAct::Finish("装好了".into()));
    town.settle();
    let view = open(&mut town, WU, topic);
    assert_eq!((view.row.stage, view.row.asked), (Stage::Evaluated, Some(Asked::Judge)));
    let project = view.project.unwrap();
    assert_eq!(project.steps, [("设计".to_owned(), true), ("施工".to_owned(), false)]);
    assert_eq!(project.reports[0].attached.len(), 1);
    act(&mut town, WU, topic, TopicAct::Judge { stars: 5, words: String::new() });
    town.settle();
    let summary = "老人都说好".to_owned();
    act(&mut town, CHEN, topic, TopicAct::CloseEvaluation { summary, wants_covenant: true });
    town.settle();

    for person in [LI, ZHAO] {
        town.link(person, false);
    }
    let write = |text: &str| TopicAct::WriteCovenant { from: String::new(), text: text.into() };
    act(&mut town, LI, topic, write("一、不在电梯里抽烟"));
    act(&mut town, ZHAO, topic, write("二、电动车不进电梯"));
    assert!(open(&mut town, LI, topic).covenant.unwrap().is_unsent);
    for person in [LI, ZHAO] {
        town.link(person, true);
    }
    town.settle();
    let text = open(&mut town, WU, topic).covenant.unwrap().text;
    assert_eq!(text, open(&mut town, LI, topic).covenant.unwrap().text);
    let mut articles: Vec<&str> = text.lines().collect();
    articles.sort_unstable();
    assert_eq!(articles, ["一、不在电梯里抽烟", "二、电动车不进电梯"]);
    act(&mut town, CHEN, topic, TopicAct::SettleCovenant(text.clone()));
    town.settle();
    assert_eq!(row(&mut town, WU, topic).asked, Some(Asked::Sign));
    for person in [WU, FAR] {
        act(&mut town, person, topic, TopicAct::Sign(1));
    }
    town.settle();
    let view = open(&mut town, LI, topic);
    let version = &view.covenant.as_ref().unwrap().versions[0];
    assert_eq!((version.text.as_str(), version.signed.len(), version.is_signed), (text.as_str(), 2, false));
    let taken: Vec<StepWhat> = view.steps.iter().map(|step| step.what).collect();
    let expected = [
        StepWhat::Proposed,
        StepWhat::Supported,
        StepWhat::Passed,
        StepWhat::BallotOpened,
        StepWhat::BallotClosed,
        StepWhat::ProjectMade,
        StepWhat::Passed,
        StepWhat::Reported,
        StepWhat::Finished,
        StepWhat::Evaluated,
        StepWhat::CovenantSettled,
    ];
    assert_eq!(taken, expected);
    assert!(view.steps.iter().all(|step| !step.is_void && step.by.name.is_some()));
    assert_eq!((view.stars, view.talk.comments.len(), view.path.len()), ([0, 0, 0, 0, 1], 1, 0));
}

/// A proposal as its author's device would never write it: it says itself that so many supporters are enough.
fn claim(town: &mut Town, who: Person, needs: u16) -> RecordId {
    let (record, area) = (RecordId([0x77; 16]), town.estate.code.area());
    let (title, text) = ("修路".to_owned(), "坑多".to_owned());
    let content = TopicContent { version: VERSION, title, text, area, attached: Vec::new(), needs, at: town.time };
    let verdict = forge(town, who, Kind::Topic, record, area, &content.to_content());
    assert!(matches!(verdict, Verdict::Accepted(_)), "the relay cannot see it: {verdict:?}");
    town.settle();
    record
}

#[test]
fn no_proposer_asks_for_fewer_supporters_than_the_rules() {
    let mut town = town(6);
    set_rules(&mut town, 2);
    let topic = claim(&mut town, FAR, 1);
    set_rules(&mut town, 0);
    act(&mut town, ZHOU, topic, TopicAct::Support(true));
    town.settle();
    let stands = |town: &mut Town, who: Person| {
        let view = open(town, who, topic);
        (row(town, who, topic).stage, view.row.stage, view.needs, view.needs_said)
    };
    let early = (Stage::Proposed, Stage::Proposed, 2, Some(1));
    for person in [CHEN, LI, FAR] {
        assert_eq!(stands(&mut town, person), early, "what is asked later changes nothing that was begun");
    }
    assert_eq!(row(&mut town, CHEN, topic).asked, None, "the committee is not asked yet");
    town.phone(LI).kill(usize::MAX);
    town.phone(LI).start();
    town.settle();
    assert_eq!(stands(&mut town, LI), early, "nor does a restart");
    act(&mut town, WU, topic, TopicAct::Support(true));
    town.settle();
    for person in [CHEN, LI, FAR] {
        assert_eq!(stands(&mut town, person), (Stage::Screened, Stage::Screened, 2, Some(1)));
    }
    assert_eq!(row(&mut town, CHEN, topic).asked, Some(Asked::Gate));
}

#[test]
fn a_proposal_that_says_what_the_rules_say_shows_one_number() {
    let mut town = town(7);
    // None of the committee's: those of the app.
    let topic = town.ask(LI, Propose(TopicForm { title: "修路".into(), text: "坑多".into(), ..TopicForm::default() }));
    assert_eq!(open(&mut town, LI, topic).needs, 5, "before it is sent");
    town.settle();
    let view = open(&mut town, CHEN, topic);
    assert_eq!((view.needs, view.needs_said, view.row.stage), (5, None, Stage::Proposed));
}

#[test]
fn what_a_proposal_says_is_hidden_with_a_reason_that_everybody_sees() {
    let mut town = town(8);
    set_rules(&mut town, 0);
    let form = lift(&mut town);
    let topic = town.ask(LI, Propose(form));
    town.settle();
    let hide = |why: &str| TopicAct::Hide(topic, why.into());
    assert_eq!(town.try_ask(LI, DoTopic { topic, act: hide("不想给人看") }), Err(Failure::NoRight));
    let found = |town: &mut Town, who: Person| {
        let found = town.ask(who, FindAll { text: "加装电梯".into(), limit: 10 });
        !found.groups.is_empty()
    };
    assert!(found(&mut town, ZHOU));
    act(&mut town, CHEN, topic, hide("写了别人的电话"));
    town.settle();
    let seen = |town: &mut Town, who: Person| {
        let (view, row) = (open(town, who, topic), row(town, who, topic));
        assert_eq!((row.is_hidden, &row.title), (view.hidden.is_some(), &view.row.title));
        (view.row.title, view.text.is_empty(), view.row.excerpt.is_empty(), view.attached.len())
    };
    for person in [ZHOU, ZHAO, PENG] {
        assert_eq!(seen(&mut town, person), (String::new(), true, true, 0), "{person:?}");
        assert!(!found(&mut town, person), "nor by search, {person:?}");
    }
    for person in [LI, GUO] {
        assert_eq!(seen(&mut town, person), ("加装电梯".into(), false, false, 1), "who wrote it, and the committee");
    }
    for person in [ZHOU, LI] {
        let hidden = open(&mut town, person, topic).hidden.unwrap();
        assert_eq!((hidden.reason.as_str(), hidden.by.name.as_deref()), ("写了别人的电话", Some("陈静")));
    }
    act(&mut town, GUO, topic, hide(""));
    town.settle();
    assert_eq!(seen(&mut town, ZHOU), ("加装电梯".into(), false, false, 1));
    assert!(open(&mut town, ZHOU, topic).hidden.is_none() && found(&mut town, ZHOU));
}

#[test]
fn of_a_sealed_ballot_only_its_tellers_see_votes_and_both_count_the_same() {
    let mut town = town(2);
    let (topic, closes) = balloted(&mut town, true, VoteBy::Household);
    let tellers: Vec<_> = open(&mut town, LI, topic).ballots[0].tellers.iter().map(|who| who.name.clone()).collect();
    assert_eq!(tellers, [Some("陈静".to_owned()), Some("郭敏".to_owned())], "who can open it is said");
    for (person, choice) in [(LI, 0), (ZHOU, 1), (WU, 1), (ZHAO, 1), (WU, 0)] {
        vote(&mut town, person, topic, choice);
    }
    town.settle();
    let view = open(&mut town, LI, topic);
    let ballot = &view.ballots[0];
    assert_eq!((ballot.counts.clone(), ballot.votes), (None, 0));
    let own = ballot.own.clone().unwrap();
    assert_eq!((own.choice, own.why_not, own.sync), (Some(0), None, RecordSync::WithRelay));
    assert_eq!(recount(&mut town, FAR, topic).votes, []);
    let tell = DoTopic { topic, act: TopicAct::TellCount { ballot: 0 } };
    assert_eq!(town.try_ask(CHEN, tell.clone()), Err(Failure::InvalidInput), "votes may still come");
    town.time = closes.plus(2 * HOUR + 1);
    town.settle();
    assert_eq!(town.try_ask(LI, tell.clone()), Err(Failure::NoRight));
    assert!(open(&mut town, GUO, topic).ballots[0].may_tell);
    assert_eq!(row(&mut town, GUO, topic).asked, Some(Asked::Next));
    let (one, other) = (recount(&mut town, CHEN, topic), recount(&mut town, GUO, topic));
    assert_eq!((lines(&one), &one.seal, one.votes.len()), (lines(&other), &other.seal, 5));
    assert_eq!(one.ballot.counts, Some(vec![2, 2]));
    town.ask(GUO, tell);
    town.settle();
    let told = recount(&mut town, LI, topic);
    assert_eq!((told.ballot.counts.clone(), told.ballot.votes), (Some(vec![2, 2]), 4));
    assert_eq!((told.seal, told.votes.len()), (one.seal, 0), "the tellers' number, and no vote");
    let step = open(&mut town, LI, topic).steps.into_iter().find(|step| step.what == StepWhat::Counted).unwrap();
    assert_eq!((step.by.name.as_deref(), step.is_void), (Some("郭敏"), false));
}

#[test]
fn who_was_handed_the_seat_votes_and_a_newcomer_does_not() {
    let mut town = town(3);
    let (topic, closes) = balloted(&mut town, false, VoteBy::Household);
    vote(&mut town, LI, topic, 0);
    town.settle();
    append(
        &mut town,
        vec![
            RosterFact::FamilyJoined { member: member(ZHOU), household: household(LI) },
            RosterFact::SeatGiven { member: member(ZHOU), household: household(LI) },
        ],
    );
    assert_eq!(open(&mut town, LI, topic).ballots[0].own.as_ref().unwrap().why_not, Some(WhyNot::NoSeat));
    assert_eq!(row(&mut town, ZHOU, topic).asked, Some(Asked::Vote), "for both seats");
    vote(&mut town, ZHOU, topic, 1);
    let (member, household) = (member(PENG), RecordId([0xf0; 16]));
    append(
        &mut town,
        vec![RosterFact::FamilyJoined { member, household }, RosterFact::SeatGiven { member, household }],
    );
    let late = DoTopic { topic, act: TopicAct::Vote { ballot: 0, choice: 0 } };
    assert_eq!(town.try_ask(PENG, late.clone()), Err(Failure::NoRight), "not in the roll");
    town.settle();
    let [one, other] = [LI, FAR].map(|person| recount(&mut town, person, topic));
    assert_eq!((one.ballot.counts, one.seal), (Some(vec![0, 2]), other.seal));
    town.time = closes.plus(1);
    assert_eq!(town.try_ask(ZHAO, late), Err(Failure::TooLate), "the ballot is closed");
}

#[test]
fn persons_vote_once_each_and_a_step_that_comes_too_late_is_void() {
    let mut town = town(4);
    let (topic, _) = balloted(&mut town, false, VoteBy::Person);
    for (person, choice) in [(LI, 0), (ZHOU, 0), (FAR, 1)] {
        vote(&mut town, person, topic, choice);
    }
    town.settle();
    let counted = recount(&mut town, PENG, topic);
    assert_eq!((counted.ballot.counts, counted.ballot.roll), (Some(vec![2, 1]), 6));
    let may = open(&mut town, ZHAO, topic).may;
    assert!(may.contains(&TopicMay::Vote) && !may.contains(&TopicMay::PaperVote), "paper names no person");
    let made = TopicAct::MakeProject { words: "好".into(), who: String::new(), due: None, steps: Vec::new() };
    assert_eq!(town.try_ask(LI, DoTopic { topic, act: made }), Err(Failure::TooLate), "a ballot is open");

    let topic = town.ask(LI, Propose(TopicForm { title: "修路".into(), text: "坑多".into(), ..TopicForm::default() }));
    town.settle();
    town.link(GUO, false);
    act(&mut town, GUO, topic, TopicAct::Gate { passes: false, reason: "已有计划".into() });
    act(&mut town, CHEN, topic, TopicAct::Gate { passes: true, reason: "急".into() });
    town.settle();
    town.link(GUO, true);
    town.settle();
    for person in [LI, GUO] {
        let view = open(&mut town, person, topic);
        assert_eq!((view.row.stage, view.row.is_over), (Stage::Consulted, false));
        let void: Vec<_> = view.steps.iter().filter(|step| step.is_void).map(|step| step.words.as_str()).collect();
        assert_eq!(void, ["已有计划"], "who came second is shown, and changes nothing");
    }
}

#[test]
fn a_covenant_that_is_called_like_a_profile_touches_no_name() {
    let mut town = town(5);
    let (record, root) = (profile_record(member(LI)), town.estate.code.area());
    let writer = Writer { device: Forger::new(&town, FAR).header([0; 16]).device, incarnation: 0 };
    let mut profile = Document::genesis(Documents::Profile, record);
    let changes: Vec<_> = (1_900_000_000..1_900_000_005)
        .map(|seconds| {
            let heads = profile.heads();
            profile.set_name(&format!("骗子{seconds}"), &heads, writer, seconds).unwrap().unwrap().change
        })
        .collect();
    let topic = town.ask(LI, Propose(TopicForm { title: "修路".into(), text: "坑多".into(), ..TopicForm::default() }));
    town.settle();
    town.link(LI, false);
    town.ask(LI, ChangeProfile { name: "李青".into(), phone: None });
    let verdict = forge(&mut town, FAR, Kind::Covenant, record, root, &profile.pack(&changes, writer.device).unwrap());
    assert!(matches!(verdict, Verdict::Accepted(_)), "the relay cannot see it: {verdict:?}");
    town.settle();
    town.link(LI, true);
    town.settle();
    for person in [CHEN, LI, FAR] {
        assert_eq!(open(&mut town, person, topic).steps[0].by.name.as_deref(), Some("李青"));
        assert!(!town.phones[person.0].device().voids().is_empty(), "what is no covenant is none");
    }
}
