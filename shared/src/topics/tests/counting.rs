//! What counts of a ballot, and why not.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{AreaId, MemberId, Millis, PLACE, RecordId, VERSION, VoteBy, ballot as content};
use crate::ids::LogCode;
use crate::kinds::Kind;
use crate::roster::{DeviceKeys, Role, Roster, RosterFact};
use crate::topics::count::{Cast, Count, Moments, count, renewals};
use crate::topics::{Ballot, PaperVoteContent, VoteContent, WhyNot};

const BALLOT: RecordId = RecordId([0xba; 16]);
const CLOSE: Millis = Millis(1_000_000);
const LATE: Millis = Millis(1_000_000 + 3_600_000);
const OPENED_AT: u64 = 100;

fn member(number: u8) -> MemberId {
    MemberId([number; 16])
}

fn household(number: u8) -> RecordId {
    RecordId([number | 0x80; 16])
}

fn door(number: u8) -> AreaId {
    AreaId([number | 0xd0; 16])
}

fn keys(number: u8) -> DeviceKeys {
    DeviceKeys { signing: [number; 32], sealing: [number; 32] }
}

/// Members 1 to 6, each with a device and the seat of a household in the building.
fn roster() -> Roster {
    let mut roster = Roster::new(LogCode(7));
    for number in 1..=6 {
        let (member, household) = (member(number), household(number));
        for fact in [
            RosterFact::MemberAdded { member },
            RosterFact::DeviceAdded { member, keys: keys(number) },
            RosterFact::RoleGranted { member, role: Role::Resident, scope: PLACE, until: None },
            RosterFact::FamilyJoined { member, household },
            RosterFact::SeatGiven { member, household },
        ] {
            roster.apply(&fact);
        }
    }
    roster
}

fn ballot(by: VoteBy, is_secret: bool) -> Ballot {
    let content = crate::topics::BallotContent { by, is_secret, ..content() };
    Ballot { id: BALLOT, content, opened: Millis(0), at: 2, is_confirmed: true, told: None }
}

/// A vote with what it is made of.
#[derive(Debug, Clone)]
struct Given {
    kind: Kind,
    content: Vec<u8>,
    number: u8,
    scope: AreaId,
    seq: u64,
    time: Millis,
}

fn vote(number: u8, choice: u16, seq: u64) -> Given {
    let content = VoteContent {
        version: VERSION,
        nonce: seq.to_be_bytes(),
        ballot: BALLOT,
        choice,
        household: Some(household(number)),
        door: Some(door(number)),
        at: Millis(0),
    };
    Given { kind: Kind::Vote, content: content.to_content(), number, scope: PLACE, seq, time: Millis(500) }
}

fn paper(number: u8, at: AreaId, choice: u16, seq: u64) -> Given {
    let content = PaperVoteContent {
        version: VERSION,
        nonce: seq.to_be_bytes(),
        ballot: BALLOT,
        door: at,
        choice,
        attached: Vec::new(),
        at: Millis(0),
        household: None,
    };
    Given { kind: Kind::PaperVote, content: content.to_content(), number, scope: PLACE, seq, time: Millis(500) }
}

impl Given {
    fn at(self, time: Millis) -> Self {
        Self { time, ..self }
    }

    fn from(self, scope: AreaId) -> Self {
        Self { scope, ..self }
    }

    /// A vote on paper that names its household.
    fn of(self, household: RecordId) -> Self {
        let said = PaperVoteContent::from_content(&self.content).unwrap();
        Self { content: PaperVoteContent { household: Some(household), ..said }.to_content(), ..self }
    }

    /// A seat's vote that names another door, or none.
    fn naming(self, door: Option<AreaId>) -> Self {
        let said = VoteContent::from_content(&self.content).unwrap();
        Self { content: VoteContent { door, ..said }.to_content(), ..self }
    }

    fn cast(&self) -> Cast<'_> {
        Cast {
            kind: self.kind,
            content: &self.content,
            device: keys(self.number).device(),
            by: member(self.number),
            scope: self.scope,
            seq: self.seq,
            index: 0,
            time: self.time,
        }
    }
}

fn counted(of: &Ballot, close: &Roster, votes: &[Given]) -> Count {
    counted_since(&roster(), of, close, votes)
}

fn counted_since(opening: &Roster, of: &Ballot, close: &Roster, votes: &[Given]) -> Count {
    let casts: Vec<Cast<'_>> = votes.iter().map(Given::cast).collect();
    let renewed = BTreeMap::from([(keys(5).device(), keys(6).device())]);
    let moments = Moments { opening, opened_at: OPENED_AT, close, renewed: &renewed };
    count(of, &moments, &|scope| scope == PLACE, &casts)
}

fn by_household(close: &Roster, votes: &[Given]) -> Count {
    counted(&ballot(VoteBy::Household, false), close, votes)
}

fn why(count: &Count) -> Vec<Option<WhyNot>> {
    count.lines.iter().map(|line| line.why_not).collect()
}

#[test]
fn of_each_seat_the_last_vote_counts() {
    let votes = [vote(1, 0, 101), vote(2, 1, 102), vote(1, 1, 103)];
    let count = by_household(&roster(), &votes);
    assert_eq!((count.counts.clone(), count.votes, count.roll), (vec![0, 2], 2, 6));
    assert_eq!(why(&count), [Some(WhyNot::VotedAgain), None, None]);
    assert_eq!(count.lines.iter().map(|line| line.choice).collect::<Vec<_>>(), [Some(0), Some(1), Some(1)]);
}

#[test]
fn a_removed_member_and_a_removed_device_do_not_count() {
    let mut close = roster();
    close.apply(&RosterFact::MemberRemoved { member: member(1) });
    close.apply(&RosterFact::DeviceRemoved { device: keys(2).device() });
    let count = by_household(&close, &[vote(1, 0, 101), vote(2, 0, 102), vote(3, 1, 103)]);
    assert_eq!(why(&count), [Some(WhyNot::Removed), Some(WhyNot::Removed), None]);
    assert_eq!((count.counts, count.roll), (vec![0, 1], 6), "the roll stays as it was");
}

#[test]
fn a_device_that_goes_on_under_new_keys_keeps_its_vote() {
    let mut close = roster();
    close.apply(&RosterFact::DeviceRemoved { device: keys(5).device() });
    assert_eq!(why(&by_household(&close, &[vote(5, 0, 101)])), [None]);
    close.apply(&RosterFact::DeviceRemoved { device: keys(6).device() });
    assert_eq!(why(&by_household(&close, &[vote(5, 0, 101)])), [Some(WhyNot::Removed)]);
    let added = |number: u8, of: u8| RosterFact::DeviceAdded { member: member(of), keys: keys(number) };
    let removed = |number: u8| RosterFact::DeviceRemoved { device: keys(number).device() };
    let facts = [
        (1, added(1, 1)),
        (2, added(2, 2)),
        (3, removed(1)),
        (3, added(11, 1)),
        (4, removed(2)),
        (5, added(12, 2)),
        (6, removed(11)),
        (6, added(13, 2)),
    ];
    assert_eq!(renewals(&facts), BTreeMap::from([(keys(1).device(), keys(11).device())]));
}

#[test]
fn a_seat_that_was_handed_on_votes_by_who_holds_it_at_the_close() {
    let mut close = roster();
    close.apply(&RosterFact::FamilyJoined { member: member(2), household: household(1) });
    close.apply(&RosterFact::SeatGiven { member: member(2), household: household(1) });
    let mut new = vote(1, 1, 102);
    new.number = 2;
    let count = by_household(&close, &[vote(1, 0, 101), new]);
    assert_eq!((why(&count), count.counts), (vec![Some(WhyNot::NoSeat), None], vec![0, 1]));
}

#[test]
fn a_household_that_moved_away_or_came_later_does_not_count() {
    let mut close = roster();
    close.apply(&RosterFact::FamilyLeft { member: member(1), household: household(1) });
    let (member, household) = (MemberId([8; 16]), RecordId([0x88; 16]));
    for fact in [
        RosterFact::MemberAdded { member },
        RosterFact::DeviceAdded { member, keys: keys(8) },
        RosterFact::RoleGranted { member, role: Role::Resident, scope: PLACE, until: None },
        RosterFact::FamilyJoined { member, household },
        RosterFact::SeatGiven { member, household },
    ] {
        close.apply(&fact);
    }
    let count = by_household(&close, &[vote(1, 0, 101), vote(8, 0, 102)]);
    assert_eq!(why(&count), [Some(WhyNot::NoSeat), Some(WhyNot::NotInRoll)]);
}

#[test]
fn nobody_votes_for_a_household_that_is_not_theirs() {
    let mut foreign = vote(1, 0, 101);
    foreign.number = 2;
    assert_eq!(why(&by_household(&roster(), &[foreign])), [Some(WhyNot::NoSeat)]);
}

#[test]
fn a_vote_counts_until_the_grace_is_over() {
    let votes = [
        vote(1, 0, 101).at(CLOSE),
        vote(2, 0, 102).at(CLOSE.plus(1)),
        vote(3, 0, 103).at(LATE),
        vote(4, 0, 104).at(LATE.plus(1)),
        vote(1, 1, 105).at(LATE.plus(2)),
    ];
    let count = by_household(&roster(), &votes);
    let late = Some(WhyNot::TooLate);
    assert_eq!(why(&count), [None, None, None, late, late], "a late vote takes no earlier one away");
    assert_eq!(count.counts, [3, 0]);
}

#[test]
fn paper_counts_where_the_seat_did_not_vote_itself() {
    let free = AreaId([0xee; 16]);
    let votes = [paper(6, door(1), 1, 101), vote(1, 0, 102), paper(6, free, 0, 103), paper(6, free, 1, 104)];
    let count = by_household(&roster(), &votes);
    let expected = [Some(WhyNot::VotedThemselves), None, Some(WhyNot::VotedAgain), None];
    assert_eq!((why(&count), count.counts, count.roll), (expected.to_vec(), vec![1, 1], 7));
    let mut close = roster();
    close.apply(&RosterFact::MemberRemoved { member: member(1) });
    let count = by_household(&close, &votes[..2]);
    assert_eq!(why(&count), [None, Some(WhyNot::Removed)], "what does not count takes no paper's place");
    let persons = counted(&ballot(VoteBy::Person, false), &roster(), &votes[..1]);
    assert_eq!(why(&persons), [Some(WhyNot::NotInRoll)], "paper names no person");
    let sealed = counted(&ballot(VoteBy::Household, true), &roster(), &votes[..1]);
    assert_eq!(why(&sealed), [Some(WhyNot::NoSuchChoice)], "nobody reads what is sealed");
}

#[test]
fn what_is_cast_under_another_area_does_not_count() {
    let elsewhere = AreaId([0xfa; 16]);
    let votes = [paper(6, door(9), 1, 101).from(elsewhere), vote(1, 1, 102).from(elsewhere), vote(2, 0, 103)];
    let count = by_household(&roster(), &votes);
    let not = Some(WhyNot::NotInRoll);
    assert_eq!((why(&count), count.counts, count.roll), (vec![not, not, None], vec![1, 0], 6));
}

#[test]
fn a_home_elsewhere_has_no_vote_here() {
    let elsewhere = AreaId([0xfa; 16]);
    let mut opening = roster();
    let second = RecordId([0x99; 16]);
    for fact in [
        RosterFact::RoleGranted { member: member(1), role: Role::Resident, scope: elsewhere, until: None },
        RosterFact::FamilyJoined { member: member(1), household: second },
        RosterFact::SeatGiven { member: member(1), household: second },
        // Two homes, both of them here.
        RosterFact::FamilyJoined { member: member(2), household: household(9) },
        RosterFact::SeatGiven { member: member(2), household: household(9) },
    ] {
        opening.apply(&fact);
    }
    let of_home = |number: u8, household, seq| {
        let given = vote(number, 0, seq);
        let said = VoteContent::from_content(&given.content).unwrap();
        let content = VoteContent { household: Some(household), door: None, ..said }.to_content();
        Given { content, ..given }
    };
    let votes = [
        vote(1, 1, 101),
        of_home(1, second, 102),
        vote(2, 0, 103),
        of_home(2, household(9), 104),
        of_home(1, second, 105).from(elsewhere),
    ];
    let by_household = ballot(VoteBy::Household, false);
    let count = counted_since(&opening, &by_household, &opening, &votes);
    let not = Some(WhyNot::NotInRoll);
    assert_eq!((why(&count), count.roll), (vec![not, None, None, None, not], 7), "one of two homes is elsewhere");
}

#[test]
fn paper_that_names_its_household_gives_way_to_that_household_alone() {
    let free = door(7);
    let named = paper(6, free, 1, 101).of(household(7));
    let votes = [named.clone(), vote(1, 0, 102).naming(Some(free))];
    let count = by_household(&roster(), &votes);
    assert_eq!((why(&count), count.roll), (vec![None, None], 7), "whoever names that door");
    let votes = [paper(6, door(1), 1, 101).of(household(1)), vote(1, 0, 102).naming(None)];
    let count = by_household(&roster(), &votes);
    assert_eq!(
        (why(&count), count.roll),
        (vec![Some(WhyNot::VotedThemselves), None], 6),
        "whether it names one or none"
    );
    let alone = by_household(&roster(), &votes[..1]);
    assert_eq!((why(&alone), alone.roll), (vec![None], 6), "its seat is in the roll already");
    let votes = [named, paper(6, free, 0, 102), paper(6, free, 0, 103).of(household(7))];
    let again = Some(WhyNot::VotedAgain);
    assert_eq!(why(&by_household(&roster(), &votes)), [again, again, None], "one vote on paper for one home");
}

#[test]
fn what_cannot_be_chosen_or_read_does_not_count() {
    let mut newer = vote(3, 0, 103);
    newer.content = VoteContent { version: 2, ..VoteContent::from_content(&newer.content).unwrap() }.to_content();
    let mut open = vote(4, 0, 104);
    open.kind = Kind::SealedVote;
    let votes = [vote(1, 2, 101), vote(2, 1, 99), newer, open, vote(1, 0, 105)];
    let count = by_household(&roster(), &votes);
    let none = Some(WhyNot::NoSuchChoice);
    assert_eq!(why(&count), [none, none, Some(WhyNot::Newer), none, None]);
    assert_eq!(count.lines.iter().map(|line| line.choice).collect::<Vec<_>>()[1..3], [None, None]);
    assert_eq!(count.counts, [1, 0]);
    let mut other = vote(1, 0, 101);
    let read = VoteContent::from_content(&other.content).unwrap();
    other.content = VoteContent { ballot: RecordId([1; 16]), ..read }.to_content();
    assert_eq!(by_household(&roster(), &[other]).lines, [], "it is another ballot's");
}

#[test]
fn persons_vote_who_live_there_from_the_opening_to_the_close() {
    let persons = ballot(VoteBy::Person, false);
    let mut close = roster();
    close.apply(&RosterFact::RoleEnded { member: member(2), role: Role::Resident, scope: PLACE });
    let far = AreaId([0xfa; 16]);
    close.apply(&RosterFact::RoleEnded { member: member(3), role: Role::Resident, scope: PLACE });
    close.apply(&RosterFact::RoleGranted { member: member(3), role: Role::Resident, scope: far, until: None });
    let until = Some(CLOSE);
    close.apply(&RosterFact::RoleEnded { member: member(4), role: Role::Resident, scope: PLACE });
    close.apply(&RosterFact::RoleGranted { member: member(4), role: Role::Resident, scope: PLACE, until });
    let votes = [vote(1, 0, 101), vote(2, 0, 102), vote(3, 0, 103), vote(4, 0, 104), vote(1, 1, 105)];
    let count = counted(&persons, &close, &votes);
    let not = Some(WhyNot::NotInRoll);
    assert_eq!(why(&count), [Some(WhyNot::VotedAgain), not, not, not, None]);
    assert_eq!((count.counts, count.roll), (vec![0, 1], 6));
}

#[test]
fn the_seal_tells_any_difference() {
    let votes = [vote(1, 0, 101), vote(2, 1, 102)];
    let seal = |votes: &[Given]| by_household(&roster(), votes).seal;
    let first = seal(&votes);
    assert_ne!(first, seal(&votes[..1]), "one vote fewer");
    assert_ne!(first, seal(&[vote(1, 0, 101), vote(2, 0, 102)]), "another choice");
    assert_ne!(first, seal(&[vote(1, 0, 101), vote(3, 1, 102)]), "another voter");
    assert_ne!(first, seal(&[vote(1, 0, 101), vote(2, 1, 102).at(Millis(501))]), "another time");
    let mut close = roster();
    close.apply(&RosterFact::MemberRemoved { member: member(2) });
    assert_ne!(first, by_household(&close, &votes).seal, "another judgement");
}

fn any_vote() -> impl Strategy<Value = Given> {
    let times = prop_oneof![Just(Millis(500)), Just(CLOSE), Just(LATE), Just(LATE.plus(1))];
    (1_u8..9, 0_u16..3, 98_u64..130, times, any::<bool>()).prop_map(|(number, choice, seq, time, is_paper)| {
        let given = if is_paper { paper(6, door(number), choice, seq) } else { vote(number, choice, seq) };
        given.at(time)
    })
}

proptest! {
    #[test]
    fn two_who_count_the_same_votes_in_any_order_agree(
        (votes, shuffled) in prop::collection::vec(any_vote(), 0..24).prop_flat_map(|mut votes| {
            votes.sort_by_key(|vote| vote.seq);
            votes.dedup_by_key(|vote| vote.seq);
            (Just(votes.clone()), Just(votes).prop_shuffle())
        }),
        removed in 1_u8..7,
    ) {
        let mut close = roster();
        close.apply(&RosterFact::MemberRemoved { member: member(removed) });
        let (one, other) = (by_household(&close, &votes), by_household(&close, &shuffled));
        prop_assert_eq!((&one.counts, one.votes, one.roll, one.seal), (&other.counts, other.votes, other.roll, other.seal));
        let lines = |count: &Count, of: &[Given]| -> Vec<_> {
            count.lines.iter().map(|line| (of[line.at].seq, line.choice, line.why_not)).collect()
        };
        prop_assert_eq!(lines(&one, &votes), lines(&other, &shuffled));
        // By hand: no seat and no door counts twice, and all that counts is in the counts.
        let counting: Vec<_> = one.lines.iter().filter(|line| line.why_not.is_none()).collect();
        let doors: std::collections::BTreeSet<_> = counting.iter().map(|line| line.door).collect();
        prop_assert_eq!(doors.len(), counting.len());
        prop_assert_eq!(one.counts.iter().sum::<u32>() as usize, counting.len());
        prop_assert!(counting.iter().all(|line| votes[line.at].number != removed && votes[line.at].seq >= OPENED_AT));
    }
}
