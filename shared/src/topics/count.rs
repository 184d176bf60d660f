//! Counting a ballot: a pure function over the votes that the log holds and the roster at two moments.
//!
//! **The moments.** The roll is taken at the place of the step that opened the ballot. The close is the last place whose relay
//! time is not after the ballot's closing time; who holds a seat and who is of the community is asked there. So nothing that
//! the log holds later, a removal or a seat handed on, changes a finished count; before the close the newest place stands in
//! for it, and the count may still change.
//!
//! **What counts.** Of each seat (each person) the last vote that arrived within close and grace, names a choice of the
//! ballot, and was written on a device, by a member, that both were of the community at the close (a device that
//! goes on under new keys stays); where households vote, by
//! whoever held the seat then. A household's vote, by its seat or on paper, is cast under an area that the topic is about.
//!
//! **Homes elsewhere.** The roster says who holds a seat, not where the home is. So of somebody who lives in other areas too, no
//! more households have a vote than can be left for this one: all they belong to without one for each home elsewhere.
//!
//! **Paper.** A vote on paper that names its household gives way to that household's own, whatever doors others name. One that
//! names none, because who entered it does not keep the register, gives way to any seat's vote that names its door. Paper
//! goes with open votes of households alone: it would tell what a sealed one hides, and names no person.
//!
//! **Invariant:** the order in which votes were delivered changes nothing: they are sorted by their places.
//! **Invariant:** every vote for the ballot is either counted or has its [`WhyNot`].

use std::collections::{BTreeMap, BTreeSet};

use super::{Ballot, PaperVoteContent, VoteBy, VoteContent, WhyNot};
use crate::calendar::Millis;
use crate::ids::{AreaId, DeviceId, MemberId, RecordId, hash32};
use crate::kinds::Kind;
use crate::log::Seq;
use crate::roster::{Role, Roster, RosterFact};

/// A vote at its place in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cast<'a> {
    /// [`Kind::Vote`], [`Kind::SealedVote`] or [`Kind::PaperVote`].
    pub kind: Kind,
    /// The content of its entry.
    pub content: &'a [u8],
    /// The device it was written on.
    pub device: DeviceId,
    /// Who wrote it.
    pub by: MemberId,
    /// The area it is cast under.
    pub scope: AreaId,
    /// Its place.
    pub seq: Seq,
    /// Its index in its parcel.
    pub index: u16,
    /// Relay time.
    pub time: Millis,
}

/// The roster at the moments that matter.
#[derive(Debug, Clone, Copy)]
pub struct Moments<'a> {
    /// At the place of the step that opened the ballot.
    pub opening: &'a Roster,
    /// That place.
    pub opened_at: Seq,
    /// At the close, or now before it.
    pub close: &'a Roster,
    /// Devices that went on under new keys until then ([`renewals`]).
    pub renewed: &'a BTreeMap<DeviceId, DeviceId>,
}

/// Devices that went on under new keys: the act that removed each of them brought another one of the same member. A device
/// that was lost is removed without one. `facts` are the roster's facts with their places, up to the close.
#[must_use]
pub fn renewals(facts: &[(Seq, RosterFact)]) -> BTreeMap<DeviceId, DeviceId> {
    let mut owners = BTreeMap::new();
    let mut renewed = BTreeMap::new();
    for of_place in facts.chunk_by(|(one, _), (other, _)| one == other) {
        let mut new = BTreeMap::new();
        for (_, fact) in of_place {
            if let RosterFact::DeviceAdded { member, keys } = fact {
                owners.insert(keys.device(), *member);
                new.insert(*member, keys.device());
            }
        }
        for (_, fact) in of_place {
            if let RosterFact::DeviceRemoved { device } = fact
                && let Some(next) = owners.get(device).and_then(|owner| new.get(owner)).filter(|next| *next != device)
            {
                renewed.insert(*device, *next);
            }
        }
    }
    renewed
}

impl Moments<'_> {
    /// Whether a device, or what it went on as, is of the community at the close.
    fn is_served(&self, device: DeviceId) -> bool {
        let mut device = device;
        // No chain is longer than there are links.
        for _ in 0..self.renewed.len() {
            match self.renewed.get(&device) {
                Some(next) => device = *next,
                None => break,
            }
        }
        self.close.active(device).is_some()
    }
}

/// A vote as it was counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number among the votes that were given.
    pub at: usize,
    /// What it chooses; `None` if the ballot has no such choice or it cannot be read.
    pub choice: Option<u16>,
    /// The household whose seat voted, or whose vote on paper it is.
    pub household: Option<RecordId>,
    /// The door.
    pub door: Option<AreaId>,
    /// It was entered from paper.
    pub is_paper: bool,
    /// Why it does not count.
    pub why_not: Option<WhyNot>,
}

/// What a ballot came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// Votes for each choice.
    pub counts: Vec<u32>,
    /// Votes that count.
    pub votes: u32,
    /// Seats (persons) in the roll; what counts on paper comes to them where no seat in the roll stands for it.
    pub roll: u32,
    /// Every vote for this ballot, in the order of the log.
    pub lines: Vec<Line>,
    /// A number over every vote in the order of the log and what came of it: two who counted the same have the same.
    pub seal: [u8; 8],
}

/// A seal as it is shown: 16 hexadecimal digits.
#[must_use]
pub fn seal_text(seal: &[u8; 8]) -> String {
    seal.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Who has a vote.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roll {
    /// Households with who held their seat when the ballot was opened.
    pub households: BTreeMap<RecordId, MemberId>,
    /// How many of their households can lie where the topic is about, for holders with a home elsewhere.
    pub room: BTreeMap<MemberId, usize>,
    /// Persons.
    pub persons: BTreeSet<MemberId>,
}

impl Roll {
    /// The roll of a ballot. `lives_there` says of a scope of a resident's role whether the topic is about it.
    #[must_use]
    pub fn of(by: VoteBy, roster: &Roster, time: Millis, lives_there: &dyn Fn(AreaId) -> bool) -> Self {
        match by {
            VoteBy::Household => {
                let seats = roster.seats().filter(|(_, holder)| is_resident(roster, *holder, time, lives_there));
                let households: BTreeMap<RecordId, MemberId> = seats.collect();
                let holders: BTreeSet<MemberId> = households.values().copied().collect();
                let room = holders.into_iter().filter_map(|holder| {
                    let roles = roster.roles(holder, time).filter(|grant| grant.role == Role::Resident);
                    let elsewhere: BTreeSet<AreaId> =
                        roles.map(|grant| grant.scope).filter(|scope| !lives_there(*scope)).collect();
                    let here = roster.households(holder).count().saturating_sub(elsewhere.len()).max(1);
                    (!elsewhere.is_empty()).then_some((holder, here))
                });
                Self { room: room.collect(), households, persons: BTreeSet::new() }
            }
            VoteBy::Person => {
                let residents = roster.members().filter(|member| is_resident(roster, *member, time, lives_there));
                Self { persons: residents.collect(), ..Self::default() }
            }
        }
    }

    /// How many votes there can be.
    #[must_use]
    pub fn size(&self) -> usize {
        let too_many = self.room.iter().map(|(holder, room)| {
            let seats = self.households.values().filter(|known| *known == holder).count();
            seats.saturating_sub(*room)
        });
        self.households.len().saturating_sub(too_many.sum()) + self.persons.len()
    }
}

/// Whether somebody holds the role of a resident where a topic is about.
fn is_resident(roster: &Roster, member: MemberId, time: Millis, lives_there: &dyn Fn(AreaId) -> bool) -> bool {
    roster.roles(member, time).any(|grant| grant.role == Role::Resident && lives_there(grant.scope))
}

/// Whose vote a vote is: of one key the last counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Whose {
    Household(RecordId),
    Person(MemberId),
    /// On paper, of a household that is named.
    Paper(RecordId),
    /// On paper, of a door alone.
    Door(AreaId),
}

/// Counts a ballot. `votes` are those of its topic that the log holds, in any order; those for other ballots are left out.
#[must_use]
pub fn count(
    ballot: &Ballot,
    moments: &Moments<'_>,
    lives_there: &dyn Fn(AreaId) -> bool,
    votes: &[Cast<'_>],
) -> Count {
    let roll = Roll::of(ballot.content.by, moments.opening, ballot.opened, lives_there);
    let mut order: Vec<usize> = (0..votes.len()).collect();
    order.sort_by_key(|at| votes.get(*at).map(|vote| (vote.seq, vote.index)));
    let mut lines = Vec::new();
    let mut whose = Vec::new();
    for (at, vote) in order.into_iter().filter_map(|at| votes.get(at).map(|vote| (at, vote))) {
        let Some(read) = Read::of(ballot, vote) else { continue };
        let judged = read.judge(ballot, moments, &roll, lives_there, vote);
        whose.push(judged.ok());
        lines.push(Line {
            at,
            choice: read.choice.filter(|choice| usize::from(*choice) < ballot.content.choices.len()),
            household: read.household,
            door: read.door,
            is_paper: read.is_paper,
            why_not: judged.err(),
        });
    }
    supersede(&mut lines, &whose);
    leave_out_homes_elsewhere(&mut lines, &roll);
    yield_paper(&mut lines);
    let mut counts = vec![0_u32; ballot.content.choices.len()];
    let counted = lines.iter().filter(|line| line.why_not.is_none());
    for choice in counted.clone().filter_map(|line| line.choice) {
        if let Some(count) = counts.get_mut(usize::from(choice)) {
            *count = count.saturating_add(1);
        }
    }
    let has_seat = |line: &&Line| line.household.is_some_and(|household| roll.households.contains_key(&household));
    let papers = counted.clone().filter(|line| line.is_paper).filter(|line| !has_seat(line)).count();
    let (cast, size) = (counted.count(), roll.size().saturating_add(papers));
    let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
    let seal = seal(ballot, votes, &lines, &counts);
    Count { counts, votes: number(cast), roll: number(size), lines, seal }
}

/// Of each seat, person and door the last vote stays.
fn supersede(lines: &mut [Line], whose: &[Option<Whose>]) {
    let mut last = BTreeSet::new();
    for (line, whose) in lines.iter_mut().zip(whose).rev() {
        if let Some(whose) = whose
            && !last.insert(*whose)
        {
            line.why_not = Some(WhyNot::VotedAgain);
        }
    }
}

/// Of somebody with homes elsewhere no more households count than can lie here: those they voted for last.
fn leave_out_homes_elsewhere(lines: &mut [Line], roll: &Roll) {
    let mut room = roll.room.clone();
    for line in lines.iter_mut().rev().filter(|line| line.why_not.is_none() && !line.is_paper) {
        let holder = line.household.and_then(|household| roll.households.get(&household));
        match holder.and_then(|holder| room.get_mut(holder)) {
            Some(0) => line.why_not = Some(WhyNot::NotInRoll),
            Some(room) => *room -= 1,
            None => {}
        }
    }
}

/// What was entered from paper gives way to the seat's own, and of one door what names no household to what does.
fn yield_paper(lines: &mut [Line]) {
    let counted = || lines.iter().filter(|line| line.why_not.is_none());
    let own: BTreeSet<RecordId> = counted().filter(|line| !line.is_paper).filter_map(|line| line.household).collect();
    let said: BTreeSet<AreaId> = counted().filter(|line| !line.is_paper).filter_map(|line| line.door).collect();
    let named = counted().filter(|line| line.is_paper && line.household.is_some());
    let named: BTreeSet<AreaId> = named.filter_map(|line| line.door).collect();
    for paper in lines.iter_mut().filter(|line| line.is_paper && line.why_not.is_none()) {
        let is_at = |doors: &BTreeSet<AreaId>| paper.door.is_some_and(|door| doors.contains(&door));
        paper.why_not = match paper.household {
            Some(household) => own.contains(&household).then_some(WhyNot::VotedThemselves),
            None if is_at(&named) => Some(WhyNot::VotedAgain),
            None => is_at(&said).then_some(WhyNot::VotedThemselves),
        };
    }
}

fn seal(ballot: &Ballot, votes: &[Cast<'_>], lines: &[Line], counts: &[u32]) -> [u8; 8] {
    let mut parts: Vec<Vec<u8>> = vec![ballot.id.0.to_vec()];
    for line in lines {
        let Some(vote) = votes.get(line.at) else { continue };
        let why_not = line.why_not.map_or(0xff, |why_not| why_not as u8);
        let place = [&vote.seq.to_be_bytes()[..], &vote.index.to_be_bytes(), &vote.time.0.to_be_bytes()].concat();
        let head = [&place[..], &vote.kind.number().to_be_bytes(), &vote.device.0, &vote.scope.0, &[why_not]].concat();
        parts.extend([head, vote.content.to_vec()]);
    }
    parts.push(counts.iter().flat_map(|count| count.to_be_bytes()).collect());
    let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
    let hash = hash32("linli count", &parts);
    let mut seal = [0; 8];
    seal.copy_from_slice(&hash[..8]);
    seal
}

/// What a vote says.
struct Read {
    /// `None` of one that cannot be read.
    choice: Option<u16>,
    household: Option<RecordId>,
    door: Option<AreaId>,
    is_paper: bool,
    is_read: bool,
}

impl Read {
    /// Reads a vote; `None` if it is for another ballot. What a newer release wrote is shown with every ballot it may be for.
    fn of(ballot: &Ballot, vote: &Cast<'_>) -> Option<Self> {
        let is_paper = vote.kind == Kind::PaperVote;
        let said = if is_paper {
            PaperVoteContent::known(vote.content)
                .map(|said| (said.ballot, said.choice, said.household, Some(said.door)))
        } else {
            VoteContent::known(vote.content).map(|said| (said.ballot, said.choice, said.household, said.door))
        };
        let Some((of, choice, household, door)) = said else {
            return Some(Self { choice: None, household: None, door: None, is_paper, is_read: false });
        };
        (of == ballot.id).then_some(Self { choice: Some(choice), household, door, is_paper, is_read: true })
    }

    fn judge(
        &self,
        ballot: &Ballot,
        moments: &Moments<'_>,
        roll: &Roll,
        lives_there: &dyn Fn(AreaId) -> bool,
        vote: &Cast<'_>,
    ) -> Result<Whose, WhyNot> {
        let Some(choice) = self.choice.filter(|_| self.is_read) else { return Err(WhyNot::Newer) };
        if !ballot.is_taking(vote.time) {
            return Err(WhyNot::TooLate);
        }
        // What is older than the ballot cannot be for it, nor what is open for a sealed one or sealed for an open one.
        let is_its = (vote.kind == Kind::SealedVote) == ballot.content.is_secret;
        if !is_its || usize::from(choice) >= ballot.content.choices.len() || vote.seq < moments.opened_at {
            return Err(WhyNot::NoSuchChoice);
        }
        let close = moments.close;
        if !close.is_member(vote.by) || !moments.is_served(vote.device) {
            return Err(WhyNot::Removed);
        }
        match (ballot.content.by, self.is_paper) {
            // The holder of a role elsewhere adds nothing to what is decided here.
            (VoteBy::Household, _) if !lives_there(vote.scope) => Err(WhyNot::NotInRoll),
            (VoteBy::Household, true) => {
                let paper = self.household.map(Whose::Paper).or(self.door.map(Whose::Door));
                paper.ok_or(WhyNot::NotInRoll)
            }
            (VoteBy::Person, true) => Err(WhyNot::NotInRoll),
            (VoteBy::Household, false) => {
                let household = self.household.filter(|household| roll.households.contains_key(household));
                let household = household.ok_or(WhyNot::NotInRoll)?;
                if close.seat(household) != Some(vote.by) {
                    return Err(WhyNot::NoSeat);
                }
                Ok(Whose::Household(household))
            }
            (VoteBy::Person, false) => {
                let still = is_resident(close, vote.by, ballot.content.closes, lives_there);
                if still && roll.persons.contains(&vote.by) {
                    Ok(Whose::Person(vote.by))
                } else {
                    Err(WhyNot::NotInRoll)
                }
            }
        }
    }
}
