//! Voting: a person's own vote, one from paper, and what the tellers say of a sealed ballot.

use linli_contract::Failure;
use linli_shared::areas::AreaKind;
use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::topics::{Ballot, PaperVoteContent, Step, Topic, VERSION, VoteBy, VoteContent};

use super::counting::{Rosters, area_of, lives_there, seats, votes};
use super::recount::paper_at;
use super::sums::place_of;
use super::{Me, nonce};
use crate::chats::marks;
use crate::device::{Device, Turn};
use crate::notices::home::{Home, home_scopes, homes, scope_of};
use crate::square::{self, Thread};

/// A ballot that takes this choice now.
fn open_ballot(topic: &Topic, me: Me, ballot: u16, choice: u16) -> Result<&Ballot, Failure> {
    // What only this device knows may get another number and name.
    let ballot = topic.ballot(ballot).filter(|ballot| ballot.is_confirmed).ok_or(Failure::NotHere)?;
    if !ballot.is_open(me.now) {
        return Err(Failure::TooLate);
    }
    if usize::from(choice) >= ballot.content.choices.len() {
        return Err(Failure::InvalidInput);
    }
    Ok(ballot)
}

/// Votes for every seat this person holds, or for themself; the rows of their own scopes have to be loaded.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::TooLate`], [`Failure::InvalidInput`], [`Failure::NoRight`] without a vote in it.
pub(super) fn vote(
    device: &mut Device,
    me: Me,
    (thread, topic): (&Thread, &Topic),
    (ballot, choice): (u16, u16),
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let ballot = open_ballot(topic, me, ballot, choice)?;
    let rosters = Rosters::of(device, thread, ballot);
    let there = rosters.lives_there(device.tree(), area_of(device, topic));
    let roll = rosters.roll(ballot, &there);
    let homes = homes(device);
    let of_household = |household| homes.iter().find(|home| home.household == Some(household));
    let voters: Vec<(Option<RecordId>, Option<&Home>)> = match ballot.content.by {
        VoteBy::Household => {
            let seats = seats(device, me.member, &roll, &there).into_iter();
            seats.map(|household| (Some(household), of_household(household))).collect()
        }
        VoteBy::Person if roll.persons.contains(&me.member) => vec![(None, homes.first())],
        VoteBy::Person => Vec::new(),
    };
    if voters.is_empty() {
        return Err(Failure::NoRight);
    }
    let kind = if ballot.content.is_secret { Kind::SealedVote } else { Kind::Vote };
    let time = device.sync_state().last_met.unwrap_or_default();
    let mut known = home_scopes(device.tree(), device.roster(), me.member, time);
    // Where it is not known which home this is, it is one of those the topic is about.
    known.sort_by_key(|scope| !there(*scope));
    let mut written = Vec::new();
    for (number, (household, home)) in (0..).zip(voters) {
        // A door is told where its building is one that the roster names: others could not check it.
        let home = home.filter(|home| home.door.is_some() && known.contains(&home.scope));
        let scope = home.map(|home| home.scope).or_else(|| known.first().copied());
        let content = VoteContent {
            version: VERSION,
            nonce: nonce(turn, number),
            ballot: ballot.id,
            choice,
            household,
            door: home.and_then(|home| home.door).filter(|_| household.is_some()),
            at: turn.now.time,
        };
        written.push((scope.unwrap_or_else(|| device.tree().root()), content));
    }
    drop(there);
    for (scope, content) in written {
        square::vote(device, topic.record, kind, scope, content.to_content(), turn)?;
    }
    Ok(())
}

/// The log took in a sealed vote that this device wrote: the other devices of this person are told that, and when.
pub(crate) fn note_sealed(device: &mut Device, content: &[u8], placed: Millis, turn: &mut Turn<'_>) {
    if let Some(vote) = VoteContent::known(content) {
        marks::note_vote(device, (vote.ballot, vote.household), placed, turn);
    }
}

/// Enters a household's vote from paper; the row of the door's building has to be loaded.
///
/// # Errors
/// [`Failure::NotHere`] for no door, [`Failure::TooLate`], [`Failure::InvalidInput`] where paper does not count,
/// [`Failure::NoRight`], [`Failure::TooManyPhotos`], [`Failure::BadPhoto`].
pub(super) fn paper_vote(
    device: &mut Device,
    me: Me,
    (thread, topic): (&Thread, &Topic),
    (ballot, door, choice): (u16, AreaId, u16),
    photos: &[BlobId],
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let ballot = open_ballot(topic, me, ballot, choice)?;
    if ballot.content.is_secret || ballot.content.by == VoteBy::Person {
        return Err(Failure::InvalidInput);
    }
    let tree = device.tree();
    let door = tree.canonical(door);
    let scope = scope_of(tree, door).filter(|_| tree.kind(door) == Some(AreaKind::Door)).ok_or(Failure::NotHere)?;
    let area = area_of(device, topic);
    if !lives_there(tree, area, place_of(thread, ballot.at))(scope) {
        return Err(Failure::InvalidInput);
    }
    let household = household_at(device, door);
    let about = crate::device::write::About { record: topic.record, kind: Kind::PaperVote, scope, area: Some(scope) };
    device.check_right(&about, None)?;
    let attached = square::attach(device, paper_at(topic.record, scope), photos, &[], turn)?;
    let content = PaperVoteContent {
        version: VERSION,
        nonce: nonce(turn, 0),
        ballot: ballot.id,
        door,
        choice,
        attached,
        at: turn.now.time,
        household,
    };
    square::vote(device, topic.record, Kind::PaperVote, scope, content.to_content(), turn).map(drop)
}

/// The one household that the roster knows at a door, on a device that keeps the register.
fn household_at(device: &Device, door: AreaId) -> Option<RecordId> {
    let row = device.doors().get(&door)?;
    let mut there = row.households.iter().filter(|sum| sum.ended.is_none()).map(|sum| sum.record);
    let only = there.next()?;
    there.next().is_none().then_some(only)
}

/// What a sealed ballot came to, as this device counts it.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`] for who cannot open the votes, [`Failure::InvalidInput`] before its grace is over or
/// before this device has met the relay since.
pub(super) fn told(
    device: &mut Device,
    me: Me,
    (thread, topic): (&Thread, &Topic),
    ballot: u16,
    turn: &Turn<'_>,
) -> Result<Step, Failure> {
    let ballot = topic.ballot(ballot).filter(|ballot| ballot.content.is_secret).ok_or(Failure::NotHere)?;
    if !me.is_steward() {
        return Err(Failure::NoRight);
    }
    let met = device.sync_state().last_met.unwrap_or_default();
    if ballot.is_taking(met) || device.sync_state().is_behind() {
        return Err(Failure::InvalidInput);
    }
    let votes = votes(device, topic.record, turn)?;
    let rosters = Rosters::of(device, thread, ballot);
    let count = rosters.count(ballot, &rosters.lives_there(device.tree(), area_of(device, topic)), &votes);
    Ok(Step::Counted { ballot: ballot.id, counts: count.counts, roll: count.roll, seal: count.seal })
}
