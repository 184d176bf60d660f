//! Votes that do not count, each with its reason on every phone, and counts that agree whoever met the relay first.

use linli_contract::Failure;
use linli_contract::posts::TalkPart;
use linli_contract::sync::RecordSync;
use linli_contract::topics::{
    Asked, DoTopic, PaperDoorView, ReadPaperDoor, ReadTopic, Recount, RecountView, TopicAct, VoteBy, WhyNot,
};
use linli_shared::ids::{AreaId, RecordId, hash32};
use linli_shared::roster::RosterFact;
use tests::cast::{Person, Town};

use super::a_day_of_tickets::second_phone;
use super::acts::{named, register, see};
use super::topics::{
    CHEN, FAR, GUO, HOUR, LI, PENG, WU, ZHAO, ZHENG, ZHOU, act, append, balloted, household, lines, member, open,
    recount, row, town, vote,
};

const EVERYBODY: [Person; 9] = [CHEN, GUO, ZHAO, LI, ZHOU, WU, ZHENG, FAR, PENG];

/// 李清 gets a second home, one that stands in the register, and its seat; the household with it.
fn at_home(town: &mut Town) -> RecordId {
    let door = town.estate.doors(0)[0];
    register(town, CHEN, door, named(1, "李清"));
    town.settle();
    let (member, household) = (member(LI), see(town, CHEN, door).unwrap().id);
    append(town, vec![RosterFact::FamilyJoined { member, household }, RosterFact::SeatGiven { member, household }]);
    town.settle();
    household
}

fn why_not(view: &RecountView, name: &str) -> Vec<(Option<u16>, Option<WhyNot>)> {
    let of_name = lines(view).into_iter().filter(|(by, ..)| by.as_deref() == Some(name));
    of_name.map(|(_, choice, why)| (choice, why)).collect()
}

#[test]
fn every_vote_that_does_not_count_says_why_on_every_phone() {
    let mut town = town(11);
    at_home(&mut town);
    let door = town.estate.doors(0)[0];
    let (topic, closes) = balloted(&mut town, false, VoteBy::Household);
    // For both of her homes; a neighbour hands in her paper too.
    vote(&mut town, LI, topic, 0);
    act(&mut town, ZHAO, topic, TopicAct::PaperVote { ballot: 0, door, choice: 1, attached: Vec::new() });
    vote(&mut town, ZHOU, topic, 1);
    vote(&mut town, ZHOU, topic, 0);
    vote(&mut town, WU, topic, 1);
    vote(&mut town, ZHENG, topic, 1);
    town.settle();
    for person in [FAR, ZHAO] {
        town.link(person, false);
        vote(&mut town, person, topic, 1);
    }
    append(
        &mut town,
        vec![
            // 李清 hands one of her seats on, 吴霞 moves away, 郑国 is taken out.
            RosterFact::FamilyJoined { member: member(ZHOU), household: household(LI) },
            RosterFact::SeatGiven { member: member(ZHOU), household: household(LI) },
            RosterFact::FamilyLeft { member: member(WU), household: household(WU) },
            RosterFact::MemberRemoved { member: member(ZHENG) },
        ],
    );
    town.time = closes.plus(HOUR);
    town.link(FAR, true);
    town.settle();
    town.time = closes.plus(2 * HOUR + 1);
    town.link(ZHAO, true);
    town.settle();

    let counted = recount(&mut town, LI, topic);
    assert_eq!(why_not(&counted, "李清"), [(Some(0), None), (Some(0), Some(WhyNot::NoSeat))], "the seat was handed on");
    assert_eq!(why_not(&counted, "周文"), [(Some(0), None), (Some(1), Some(WhyNot::VotedAgain))]);
    assert_eq!(why_not(&counted, "吴霞"), [(Some(1), Some(WhyNot::NoSeat))], "the household moved");
    assert_eq!(why_not(&counted, "郑国"), [(Some(1), Some(WhyNot::Removed))]);
    assert_eq!(why_not(&counted, "钱远"), [(Some(1), None)], "late, and within the grace");
    let late = (Some(1), Some(WhyNot::TooLate));
    let on_paper = (Some(1), Some(WhyNot::VotedThemselves));
    let of_zhao = why_not(&counted, "赵月");
    assert!(of_zhao.len() == 2 && of_zhao.contains(&late) && of_zhao.contains(&on_paper), "{of_zhao:?}");
    assert!(counted.votes.iter().all(|line| line.is_paper == (line.why_not == Some(WhyNot::VotedThemselves))));
    assert_eq!((counted.ballot.counts.clone(), counted.ballot.votes), (Some(vec![2, 1]), 3));
    for person in EVERYBODY.into_iter().filter(|person| *person != ZHENG) {
        let other = recount(&mut town, person, topic);
        let same = (lines(&other), &other.seal, &other.ballot.counts);
        assert_eq!(same, (lines(&counted), &counted.seal, &counted.ballot.counts), "{person:?}");
    }
    in_parts(&mut town, topic, &counted);
    for (person, why) in [(WU, Some(WhyNot::NoSeat)), (ZHAO, Some(WhyNot::TooLate)), (FAR, None)] {
        let own = open(&mut town, person, topic).ballots[0].own.clone().unwrap();
        assert_eq!(own.why_not, why, "{person:?} is told");
    }
}

/// A recount read two lines at a time is the same recount: sums, number and buildings over all, every line once, and each
/// person's own wherever they stand.
fn in_parts(town: &mut Town, topic: RecordId, whole: &RecountView) {
    let mut votes = Vec::new();
    for from in (0..whole.votes.len() as u32).step_by(2) {
        let part = town.ask(LI, Recount { topic, ballot: 0, from, count: 2 });
        assert!(part.votes.len() <= 2);
        votes.extend(part.votes.clone());
        assert_eq!(RecountView { votes: whole.votes.clone(), ..part }, *whole);
    }
    assert_eq!(votes, whole.votes);
    let sums = &whole.sums;
    assert_eq!((&sums.choices, sums.valid, sums.paper), (&vec![2, 1], 3, 0));
    assert_eq!(sums.void as usize, whole.votes.len() - 3);
    // Those of a building stand together, in the order that was said.
    let counting = whole.votes.iter().filter(|line| line.why_not.is_none());
    let of_lines: Vec<&str> = counting.map(|line| line.path.first().map_or("", String::as_str)).collect();
    let said = whole.buildings.iter().flat_map(|part| vec![part.building.as_str(); part.count as usize]);
    assert_eq!(of_lines, said.collect::<Vec<_>>());
    assert!(whole.votes.iter().rev().take(sums.void as usize).all(|line| line.why_not.is_some()), "those at the end");
    for person in [LI, ZHOU, FAR] {
        let none = town.ask(person, Recount { topic, ballot: 0, from: 0, count: 0 });
        let of_them = |line: &&linli_contract::topics::VoteLine| line.by.member == member(person);
        assert_eq!((none.votes, &none.seal), (vec![], &whole.seal));
        assert!(!none.own.is_empty(), "{person:?} finds their own");
        assert!(none.own.iter().filter(of_them).count() == whole.votes.iter().filter(of_them).count(), "{person:?}");
    }
}

/// Everybody in an order that a seed gives.
fn shuffled(seed: u64, round: u8) -> Vec<Person> {
    let mut people = EVERYBODY.to_vec();
    people.sort_by_key(|person| hash32("a story's order", &[&seed.to_be_bytes(), &[round, person.0 as u8]]));
    people
}

#[test]
fn counts_agree_whoever_met_the_relay_first() {
    for seed in 0..4 {
        let mut town = town(20 + seed);
        let (topic, closes) = balloted(&mut town, false, VoteBy::Household);
        let mut last = std::collections::BTreeMap::new();
        for round in 0..3 {
            for (at, person) in shuffled(seed, round).into_iter().enumerate() {
                if ![CHEN, GUO, PENG].contains(&person) && at % 2 == usize::from(round % 2) {
                    let choice = u16::from(at > 4);
                    vote(&mut town, person, topic, choice);
                    last.insert(person.0, choice);
                }
            }
            // Some bring their votes in this round; of the others, some hear of it and some do not.
            for person in shuffled(seed + 100, round).into_iter().take(5) {
                town.meet(person);
            }
        }
        town.settle();
        town.time = closes.plus(2 * HOUR + 1);
        town.settle();
        let expected: Vec<u32> =
            [0, 1].map(|choice| last.values().filter(|last| **last == choice).count() as u32).to_vec();
        let counted = recount(&mut town, CHEN, topic);
        assert_eq!(counted.ballot.counts, Some(expected), "seed {seed}");
        for person in EVERYBODY {
            let other = recount(&mut town, person, topic);
            assert_eq!((lines(&other), &other.seal), (lines(&counted), &counted.seal), "{person:?}, seed {seed}");
        }
        let mut newcomer = town.reborn(PENG);
        let time = town.time;
        while let Some(request) = newcomer.prepare(time).unwrap() {
            let before = newcomer.device().sync_state().at;
            let answer = town.relay_handles(&request).unwrap();
            newcomer.answered(answer, time).unwrap();
            if newcomer.device().sync_state().at == before {
                break;
            }
        }
        let other = newcomer.ask(Recount { topic, ballot: 0, from: 0, count: u32::MAX }, time).unwrap();
        assert_eq!((lines(&other), &other.seal), (lines(&counted), &counted.seal), "who comes last, seed {seed}");
    }
}

fn at_door(town: &mut Town, who: Person, topic: RecordId, door: AreaId) -> Result<PaperDoorView, Failure> {
    town.try_ask(who, ReadPaperDoor { topic, ballot: 0, door })
}

#[test]
fn who_enters_a_paper_sees_who_votes_at_the_door_as_far_as_they_may() {
    let mut town = town(15);
    at_home(&mut town);
    let [door, other] = [town.estate.doors(0)[0], town.estate.doors(0)[1]];
    register(&mut town, CHEN, other, named(2, "王强"));
    town.settle();
    let (topic, _) = balloted(&mut town, false, VoteBy::Household);
    let steward = at_door(&mut town, CHEN, topic, door).unwrap();
    let home = &steward.homes[0];
    let seat = home.seat.as_ref().and_then(|seat| seat.name.as_deref());
    assert_eq!((&home.people[..], seat), (&["李清".to_owned()][..], Some("李清")));
    assert!(steward.voted.is_empty() && !steward.has_paper && steward.homes.len() == 1);
    let none = at_door(&mut town, CHEN, topic, other).unwrap();
    assert_eq!((&none.homes[0].people[..], &none.homes[0].seat), (&["王强".to_owned()][..], &None), "on paper only");

    // Who leads the building keeps no register: the door, and what everybody can count.
    assert_eq!(at_door(&mut town, ZHAO, topic, door), Ok(PaperDoorView::default()));
    act(&mut town, ZHAO, topic, TopicAct::PaperVote { ballot: 0, door, choice: 1, attached: Vec::new() });
    assert!(at_door(&mut town, ZHAO, topic, door).unwrap().has_paper, "before it is sent");
    town.settle();
    assert!(at_door(&mut town, CHEN, topic, door).unwrap().has_paper);
    assert!(!at_door(&mut town, CHEN, topic, other).unwrap().has_paper);
    vote(&mut town, LI, topic, 0);
    town.settle();
    for person in [CHEN, ZHAO] {
        let view = at_door(&mut town, person, topic, door).unwrap();
        let names: Vec<_> = view.voted.iter().map(|who| who.name.as_deref()).collect();
        assert_eq!((names, view.has_paper, view.homes.is_empty()), (vec![Some("李清")], false, person == ZHAO));
    }
    let far = town.estate.doors(1)[0];
    assert_eq!(at_door(&mut town, ZHAO, topic, far), Err(Failure::NoRight), "not her building");
    assert_eq!(at_door(&mut town, LI, topic, door), Err(Failure::NoRight));
    let building = town.estate.tree.root();
    assert_eq!(at_door(&mut town, CHEN, topic, building), Err(Failure::NotHere));
}

/// Meets the relay with a clock that is off by so much.
fn meet_by(town: &mut Town, who: Person, off: i64) {
    let time = town.time.plus(off);
    while let Some(request) = town.phones[who.0].prepare(time).unwrap() {
        let before = town.phones[who.0].device().sync_state().at;
        let answer = town.relay_handles(&request).unwrap();
        town.phones[who.0].answered(answer, time).unwrap();
        if town.phones[who.0].device().sync_state().at == before {
            break;
        }
    }
}

#[test]
fn whether_a_ballot_is_closed_the_relays_clock_says() {
    const YEARS: i64 = 3 * 366 * 24 * HOUR;
    let mut town = town(14);
    let (topic, closes) = balloted(&mut town, false, VoteBy::Household);
    let stands = |town: &mut Town, off: i64| {
        let time = town.time.plus(off);
        let ballot =
            town.phones[LI.0].ask(ReadTopic { topic, part: TalkPart::Newest }, time).unwrap().ballots.remove(0);
        (ballot.is_closed, ballot.clock_ahead)
    };
    for off in [YEARS, -YEARS, 20_000] {
        meet_by(&mut town, LI, off);
        assert_eq!(stands(&mut town, off), (false, off / 60_000 * 60_000), "{off}");
    }
    // Her phone is set to years from now, and she votes.
    meet_by(&mut town, LI, YEARS);
    let time = town.time.plus(YEARS);
    town.phones[LI.0].ask(DoTopic { topic, act: TopicAct::Vote { ballot: 0, choice: 0 } }, time).unwrap();
    meet_by(&mut town, LI, YEARS);
    town.time = closes.plus(1);
    assert_eq!(stands(&mut town, YEARS), (true, YEARS), "time passes for a clock that is wrong");
    // It is set to years ago, and has met the relay since the close.
    meet_by(&mut town, LI, -YEARS);
    assert_eq!(stands(&mut town, -YEARS), (true, -YEARS));
    let vote = DoTopic { topic, act: TopicAct::Vote { ballot: 0, choice: 1 } };
    let time = town.time.plus(-YEARS);
    assert_eq!(town.phones[LI.0].ask(vote, time), Err(Failure::TooLate));
    town.settle();
    assert_eq!(why_not(&recount(&mut town, CHEN, topic), "李清"), [(Some(0), None)]);
}

#[test]
fn a_sealed_vote_is_known_on_ones_other_phone_and_can_be_changed_there() {
    let mut town = town(12);
    let (topic, closes) = balloted(&mut town, true, VoteBy::Household);
    let tablet = second_phone(&mut town, LI, "李清");
    assert_eq!(row(&mut town, tablet, topic).asked, Some(Asked::Vote));
    vote(&mut town, LI, topic, 0);
    assert_eq!(row(&mut town, tablet, topic).asked, Some(Asked::Vote), "nobody has told it");
    town.settle();
    town.settle();
    let first = open(&mut town, tablet, topic).ballots[0].own.clone().unwrap();
    let state = (first.choice, first.why_not, first.sync);
    assert_eq!(state, (None, None, RecordSync::WithRelay), "that she voted, not what");
    assert_eq!(row(&mut town, tablet, topic).asked, None);
    assert_eq!(open(&mut town, ZHOU, topic).ballots[0].own, None, "it is told to nobody else");

    town.time = town.time.plus(HOUR);
    vote(&mut town, tablet, topic, 1);
    town.settle();
    town.settle();
    assert_eq!(open(&mut town, tablet, topic).ballots[0].own.as_ref().unwrap().choice, Some(1));
    let on_phone = open(&mut town, LI, topic).ballots[0].own.clone().unwrap();
    assert!(on_phone.choice.is_none() && on_phone.at > first.at, "what she wrote here first counts no longer");
    let newest = second_phone(&mut town, LI, "李清");
    let on_newest = open(&mut town, newest, topic).ballots[0].own.clone().unwrap();
    assert_eq!((on_newest.choice, on_newest.at), (None, on_phone.at), "also on a phone that comes later");

    town.time = closes.plus(2 * HOUR + 1);
    town.settle();
    let counted = recount(&mut town, GUO, topic);
    assert_eq!(why_not(&counted, "李清"), [(Some(0), Some(WhyNot::VotedAgain)), (Some(1), None)]);
    assert_eq!(counted.ballot.counts, Some(vec![0, 1]));
}

#[test]
fn a_sealed_vote_of_each_person_is_known_on_their_other_phone_too_late_or_not() {
    let mut town = town(13);
    let (topic, closes) = balloted(&mut town, true, VoteBy::Person);
    let tablet = second_phone(&mut town, LI, "李清");
    town.link(LI, false);
    vote(&mut town, LI, topic, 0);
    town.time = closes.plus(2 * HOUR + 1);
    town.settle();
    town.link(LI, true);
    town.settle();
    town.settle();
    let own = open(&mut town, tablet, topic).ballots[0].own.clone().unwrap();
    assert_eq!((own.choice, own.why_not), (None, Some(WhyNot::TooLate)));
    assert_eq!(open(&mut town, FAR, topic).ballots[0].own, None);
}
