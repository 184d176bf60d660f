//! A ballot as screens show it.

use linli_contract::posts::Speaker;
use linli_contract::sync::RecordSync;
use linli_contract::topics::{BallotView, OwnVote};
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::roster::Role;
use linli_shared::square::Standing;
use linli_shared::topics::count::{Count, Line, Roll};
use linli_shared::topics::{Ballot, PaperVoteContent, Topic, VoteBy, VoteContent, WhyNot};

use super::Me;
use super::counting::{Rosters, area_of, counted, seats};
use crate::chats::marks;
use crate::device::Device;
use crate::notices::home::homes;
use crate::square::{Said, Thread, speaker, sync_of};

/// A ballot with what this device counts of it.
pub(super) struct Counted {
    /// As screens show it.
    pub(super) view: BallotView,
    /// The count; of a sealed ballot only a teller's says something.
    pub(super) count: Count,
}

/// Counts a ballot and shows it; `votes` are every vote of its topic that is here.
pub(super) fn counted_ballot(
    device: &mut Device,
    me: Me,
    (thread, topic): (&Thread, &Topic),
    number: u16,
    votes: &[(AreaId, Said)],
) -> Option<Counted> {
    let ballot = topic.ballot(number)?;
    let rosters = Rosters::of(device, thread, ballot);
    let there = rosters.lives_there(device.tree(), area_of(device, topic));
    let (roll, count) = (rosters.roll(ballot, &there), rosters.count(ballot, &there, votes));
    let is_secret = ballot.content.is_secret;
    let told = ballot.told.as_ref();
    let counts = if is_secret { told.map(|told| told.counts.clone()) } else { Some(count.counts.clone()) };
    let cast = match (is_secret, told) {
        (false, _) => count.votes,
        (true, Some(told)) => told.counts.iter().fold(0_u32, |sum, one| sum.saturating_add(*one)),
        (true, None) => 0,
    };
    let tellers = if is_secret { tellers(device, &rosters, ballot.opened) } else { Vec::new() };
    let is_over = !ballot.is_taking(me.now);
    let view = BallotView {
        number,
        question: ballot.content.question.clone(),
        choices: ballot.content.choices.clone(),
        by: ballot.content.by,
        is_secret,
        opened: ballot.opened,
        closes: ballot.content.closes,
        grace_until: ballot.grace_until(),
        roll: if is_secret { told.map_or(count.roll, |told| told.roll) } else { count.roll },
        is_closed: !ballot.is_open(me.now),
        clock_ahead: me.clock_ahead,
        counts,
        votes: cast,
        own: newest(own(device, me.member, ballot, &count, votes), elsewhere(device, me.member, ballot, &roll, &there)),
        why_not: why_not(device, me.member, ballot, &roll, &there),
        tellers,
        may_tell: is_secret && is_over && told.is_none() && me.is_steward(),
    };
    Some(Counted { view, count })
}

/// Whether somebody has a vote in a ballot, and why not.
fn why_not(
    device: &Device,
    member: MemberId,
    ballot: &Ballot,
    roll: &Roll,
    lives_there: &dyn Fn(AreaId) -> bool,
) -> Option<WhyNot> {
    match ballot.content.by {
        VoteBy::Person => (!roll.persons.contains(&member)).then_some(WhyNot::NotInRoll),
        VoteBy::Household if !seats(device, member, roll, lives_there).is_empty() => None,
        VoteBy::Household => {
            let mut families = device.roster().households(member);
            let has_home = families.any(|household| roll.households.contains_key(&household));
            Some(if has_home { WhyNot::NoSeat } else { WhyNot::NotInRoll })
        }
    }
}

/// The committee as it was when a sealed ballot was opened.
fn tellers(device: &Device, rosters: &Rosters, time: Millis) -> Vec<Speaker> {
    let roster = &rosters.opening;
    let root = roster.log().area();
    let is_teller =
        |member: &MemberId| roster.roles(*member, time).any(|grant| grant.role == Role::Steward && grant.scope == root);
    roster.members().filter(is_teller).map(|member| speaker(device, member, Standing::STEWARD)).collect()
}

/// What a vote says of whose it is.
struct Whose {
    choice: u16,
    household: Option<RecordId>,
    door: Option<AreaId>,
    is_paper: bool,
}

fn whose(said: &Said, ballot: RecordId) -> Option<Whose> {
    let is_paper = said.kind == Kind::PaperVote;
    let (of, choice, household, door) = if is_paper {
        let vote = PaperVoteContent::known(&said.content)?;
        (vote.ballot, vote.choice, vote.household, Some(vote.door))
    } else {
        let vote = VoteContent::known(&said.content)?;
        (vote.ballot, vote.choice, vote.household, vote.door)
    };
    (of == ballot).then_some(Whose { choice, household, door, is_paper })
}

/// Whose votes are this person's: their own, those of their households, those that were entered from paper for their doors.
pub(super) struct Mine {
    member: MemberId,
    households: Vec<RecordId>,
    doors: Vec<AreaId>,
}

impl Mine {
    /// Those of a member of this device.
    pub(super) fn of(device: &Device, member: MemberId) -> Self {
        let households = device.roster().households(member).collect();
        let doors = homes(device).into_iter().filter_map(|home| home.door).collect();
        Self { member, households, doors }
    }

    /// Whether a vote in a ballot is one of them.
    pub(super) fn holds(&self, device: &Device, said: &Said, ballot: RecordId) -> bool {
        self.vote(device, said, ballot).is_some()
    }

    fn vote(&self, device: &Device, said: &Said, ballot: RecordId) -> Option<Whose> {
        let vote = whose(said, ballot)?;
        let is_named = vote.household.is_some_and(|household| self.households.contains(&household));
        let is_door = || vote.door.is_some_and(|door| self.doors.contains(&device.tree().canonical(door)));
        let is_own = is_named || if vote.is_paper { is_door() } else { said.by == self.member };
        is_own.then_some(vote)
    }
}

/// What this person or their household chose: what waits to be sent, else what counts, else what came last.
fn own(device: &Device, member: MemberId, ballot: &Ballot, count: &Count, votes: &[(AreaId, Said)]) -> Option<OwnVote> {
    let mine = Mine::of(device, member);
    let view = |said: &Said, vote: Whose, why_not: Option<WhyNot>| OwnVote {
        choice: Some(vote.choice),
        at: said.time,
        is_paper: vote.is_paper,
        why_not,
        sync: sync_of(device, said),
    };
    let mut waiting = votes.iter().rev().filter(|(_, said)| !said.is_confirmed()).filter_map(|(_, said)| {
        let vote = mine.vote(device, said, ballot.id)?;
        Some(view(said, vote, None))
    });
    if let Some(waiting) = waiting.next() {
        return Some(waiting);
    }
    let numbered = counted(votes);
    let of_line = |line: &Line| {
        let (_, said) = numbered.get(line.at)?;
        let vote = mine.vote(device, said, ballot.id)?;
        Some(view(said, vote, line.why_not))
    };
    let all: Vec<OwnVote> = count.lines.iter().filter_map(of_line).collect();
    let counting = all.iter().rposition(|vote| vote.why_not.is_none());
    all.into_iter().nth(counting.unwrap_or(usize::MAX)).or_else(|| count.lines.iter().rev().find_map(of_line))
}

/// A sealed vote that this person cast on another device, for a seat they hold now or for themself; what it chose is not known.
fn elsewhere(
    device: &Device,
    member: MemberId,
    ballot: &Ballot,
    roll: &Roll,
    lives_there: &dyn Fn(AreaId) -> bool,
) -> Option<OwnVote> {
    if !ballot.content.is_secret {
        return None;
    }
    let voters: Vec<Option<RecordId>> = match ballot.content.by {
        VoteBy::Household => seats(device, member, roll, lives_there).into_iter().map(Some).collect(),
        VoteBy::Person => vec![None],
    };
    let at = voters.into_iter().filter_map(|voter| marks::voted(device, ballot.id, voter)).max()?;
    let why_not = (!ballot.is_taking(at)).then_some(WhyNot::TooLate);
    Some(OwnVote { choice: None, at, is_paper: false, why_not, sync: RecordSync::WithRelay })
}

/// The later of what this device wrote and what another one did; what waits to be sent is the latest.
fn newest(own: Option<OwnVote>, elsewhere: Option<OwnVote>) -> Option<OwnVote> {
    match (own, elsewhere) {
        (Some(own), Some(elsewhere)) if own.sync == RecordSync::WithRelay && elsewhere.at > own.at => Some(elsewhere),
        (own, elsewhere) => own.or(elsewhere),
    }
}
