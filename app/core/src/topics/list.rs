//! The list of topics, those that wait for this person first.

use std::cmp::Reverse;

use linli_contract::Failure;
use linli_contract::sync::RecordSync;
use linli_contract::topics::{Asked, ReadTopics, TopicRow, TopicsView};
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::topics::count::Roll;
use linli_shared::topics::{Stage, VoteBy, VoteContent};

use super::sums::{BallotSum, TopicSum};
use super::{Me, counting, draft, rules};
use crate::chats::marks;
use crate::device::outbox::OutState;
use crate::device::rows::{Rows, Want};
use crate::device::{Device, Turn};
use crate::notices::excerpt;
use crate::notices::home::home_scopes;
use crate::square::{SquareSum, ballot_key, ballot_of, speaker, stored_topics, sum_wants};
use crate::store::Table;

/// The rows that `read_topics` needs: the summaries, then the own building's votes where a ballot may be open.
#[must_use]
pub fn read_topics_wants(device: &Device, _: &ReadTopics, rows: &Rows) -> Vec<Want> {
    let mut wants = sum_wants(device);
    wants.push(draft::want());
    let met = device.sync_state().last_met.unwrap_or_default();
    let mut add = |record: RecordId, sum: &TopicSum| {
        if sum.ballots.iter().any(|ballot| ballot.closes >= met) {
            let rows = own_scopes(device).into_iter().map(|scope| Want::Row(Table::Square, ballot_key(record, scope)));
            wants.extend(rows);
        }
    };
    match device.square_in_memory() {
        Some(sums) => sums.iter().for_each(|(record, sum)| {
            if let SquareSum::Topic(sum) = sum {
                add(*record, sum);
            }
        }),
        None => stored_topics(rows).for_each(|(record, sum)| add(record, &sum)),
    }
    wants
}

/// The scopes that this person's own votes are under.
pub(super) fn own_scopes(device: &Device) -> Vec<AreaId> {
    let Ok((member, _)) = device.member() else { return Vec::new() };
    let time = device.sync_state().last_met.unwrap_or_default();
    let mut scopes = home_scopes(device.tree(), device.roster(), member, time);
    scopes.push(device.tree().root());
    scopes.sort_unstable();
    scopes.dedup();
    scopes
}

/// The council hall.
///
/// # Errors
/// [`Failure::Stranger`].
pub fn read_topics(device: &mut Device, _: &ReadTopics, turn: &mut Turn<'_>) -> Result<TopicsView, Failure> {
    let me = Me::of(device, turn)?;
    let sums: Vec<(RecordId, TopicSum)> = device
        .square_sums(turn)?
        .iter()
        .filter_map(|(record, sum)| match sum {
            SquareSum::Topic(sum) => Some((*record, sum.clone())),
            SquareSum::Post(_) | SquareSum::Activity(_) | SquareSum::Guide(_) | SquareSum::Group(_) => None,
        })
        .collect();
    let mut topics = Vec::with_capacity(sums.len());
    for (record, sum) in sums {
        let asked = asked(device, me, record, &sum, turn)?;
        topics.push(row(device, record, &sum, asked, me));
    }
    topics.sort_by_key(|row| (row.is_over, row.asked.is_none(), Reverse(row.changed), row.topic));
    Ok(TopicsView {
        topics,
        rules: Some(rules::view(device)),
        may_propose: draft::may_propose(device),
        may_rule: rules::may_rule(device),
        has_draft: draft::stored(turn)?.is_some(),
    })
}

/// A topic in the list.
pub(super) fn row(device: &Device, topic: RecordId, sum: &TopicSum, asked: Option<Asked>, me: Me) -> TopicRow {
    let open = sum.ballots.iter().map(|ballot| ballot.closes).filter(|closes| me.now <= *closes);
    let is_shown = sum.hidden.is_none() || me.sees_hidden(sum.by);
    TopicRow {
        topic,
        title: if is_shown { sum.title.clone() } else { String::new() },
        excerpt: if is_shown { excerpt(&sum.text) } else { String::new() },
        is_hidden: sum.hidden.is_some(),
        by: speaker(device, sum.by, sum.standing),
        at: sum.at,
        changed: sum.changed,
        stage: sum.stage,
        is_over: sum.is_over,
        supporters: sum.supporters,
        asked,
        closes: open.min(),
        sync: sync_of(device, topic),
    }
}

/// Where a topic's own facts are: refused ones first, then those that wait.
fn sync_of(device: &Device, topic: RecordId) -> RecordSync {
    let of_it = || device.outbox().filter(|item| item.record == topic && item.kind.base() == Kind::Topic);
    if of_it().any(|item| matches!(item.state, OutState::Refused(_))) {
        RecordSync::Refused
    } else if of_it().any(|item| item.is_pending()) {
        RecordSync::OnThisDevice
    } else {
        RecordSync::WithRelay
    }
}

/// What this person is asked now; the rows of their own scopes' votes have to be loaded where a ballot is open.
///
/// # Errors
/// As [`ballot_of`].
pub(super) fn asked(
    device: &mut Device,
    me: Me,
    topic: RecordId,
    sum: &TopicSum,
    turn: &Turn<'_>,
) -> Result<Option<Asked>, Failure> {
    for ballot in sum.ballots.iter().filter(|ballot| me.now <= ballot.closes && ballot.seq > 0) {
        if is_to_vote(device, me, topic, sum, ballot, turn)? {
            return Ok(Some(Asked::Vote));
        }
    }
    if me.is_steward() && sum.ballots.iter().any(|ballot| ballot.is_untold && me.now > ballot.grace_until) {
        return Ok(Some(Asked::Next));
    }
    if sum.is_over {
        return Ok(None);
    }
    let takes_votes = sum.ballots.iter().any(|ballot| me.now <= ballot.grace_until);
    Ok(match sum.stage {
        Stage::Screened | Stage::Project if me.is_steward() => Some(Asked::Gate),
        Stage::Consulted | Stage::CarriedOut if me.is_steward() && !takes_votes => Some(Asked::Next),
        Stage::Evaluated if me.is_steward() && sum.has_judged => Some(Asked::Next),
        Stage::Evaluated if !sum.has_judged => Some(Asked::Judge),
        Stage::Covenant if sum.is_unsigned => Some(Asked::Sign),
        Stage::Covenant if me.is_steward() && !sum.is_settled => Some(Asked::Next),
        Stage::Proposed
        | Stage::Screened
        | Stage::Consulted
        | Stage::Project
        | Stage::CarriedOut
        | Stage::Evaluated
        | Stage::Covenant => None,
    })
}

/// How many open ballots this person has a vote in and has not used it; the rows are [`read_topics_wants`].
///
/// # Errors
/// As [`read_topics`].
pub(crate) fn unvoted(device: &mut Device, turn: &Turn<'_>) -> Result<u32, Failure> {
    let me = Me::of(device, turn)?;
    let is_open = |ballot: &BallotSum| me.now <= ballot.closes && ballot.seq > 0;
    let open: Vec<(RecordId, TopicSum)> = device
        .square_sums(turn)?
        .iter()
        .filter_map(|(record, sum)| match sum {
            SquareSum::Topic(sum) if sum.ballots.iter().any(is_open) => Some((*record, sum.clone())),
            SquareSum::Topic(_)
            | SquareSum::Post(_)
            | SquareSum::Activity(_)
            | SquareSum::Guide(_)
            | SquareSum::Group(_) => None,
        })
        .collect();
    let mut count = 0;
    for (record, sum) in open {
        for ballot in sum.ballots.iter().filter(|ballot| is_open(ballot)) {
            count += u32::from(is_to_vote(device, me, record, &sum, ballot, turn)?);
        }
    }
    Ok(count)
}

/// Whether this person has a vote in an open ballot and has not used it.
fn is_to_vote(
    device: &mut Device,
    me: Me,
    topic: RecordId,
    sum: &TopicSum,
    ballot: &BallotSum,
    turn: &Turn<'_>,
) -> Result<bool, Failure> {
    let past = device.past_roster(ballot.seq);
    let opening = past.as_deref().unwrap_or(device.roster());
    let tree = device.tree();
    let there = counting::lives_there(tree, sum.area, ballot.seq);
    let roll = Roll::of(ballot.by, opening, ballot.opened, &there);
    let seats = counting::seats(device, me.member, &roll, &there);
    let mut voted = Vec::new();
    for scope in own_scopes(device) {
        let votes = ballot_of(turn, topic, scope)?.votes.into_iter().filter(|said| said.by == me.member);
        voted
            .extend(votes.filter_map(|said| VoteContent::known(&said.content)).filter(|vote| vote.ballot == ballot.id));
    }
    let has_voted = |seat: Option<RecordId>| {
        voted.iter().any(|vote| vote.household == seat) || marks::voted(device, ballot.id, seat).is_some()
    };
    Ok(match ballot.by {
        VoteBy::Person => roll.persons.contains(&me.member) && voted.is_empty() && !has_voted(None),
        VoteBy::Household => seats.iter().any(|seat| !has_voted(Some(*seat))),
    })
}
