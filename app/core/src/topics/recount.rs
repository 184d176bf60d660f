//! Counting a ballot again, vote by vote, on anybody's device.

use linli_contract::Failure;
use linli_contract::sync::Link;
use linli_contract::topics::{Recount, RecountView, VoteLine};
use linli_shared::access::RecordAt;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::topics::count::{Line, seal_text};

use super::ballots::counted_ballot;
use super::counting::{counted, votes, wants};
use super::draft::path;
use super::sums::attached;
use super::{Me, topic_of};
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::photos;
use crate::square::{Said, speaker, want};

/// The rows that `recount` needs.
#[must_use]
pub fn recount_wants(device: &Device, request: &Recount) -> Vec<Want> {
    let mut wants = wants(device, request.topic);
    wants.push(want(request.topic));
    wants
}

/// Counts a ballot: every vote that is here, and whether it counts. Of a sealed ballot only its tellers see any.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NotHere`].
pub fn recount(device: &mut Device, request: &Recount, turn: &mut Turn<'_>) -> Result<RecountView, Failure> {
    let me = Me::of(device, turn)?;
    let (thread, topic) = topic_of(turn, request.topic)?;
    let votes = votes(device, request.topic, turn)?;
    let counted_now = counted_ballot(device, me, (&thread, &topic), request.ballot, &votes);
    let counted_now = counted_now.ok_or(Failure::NotHere)?;
    let (mut ballot, count) = (counted_now.view, counted_now.count);
    let is_complete = is_complete(device);
    if ballot.is_secret && !me.is_steward() {
        let told = topic.ballot(request.ballot).and_then(|ballot| ballot.told.as_ref());
        let seal = told.map(|told| seal_text(&told.seal)).unwrap_or_default();
        return Ok(RecountView { ballot, votes: Vec::new(), seal, is_complete });
    }
    // What the tellers said stays beside it, so that whoever counts again sees a difference.
    let is_told = topic.ballot(request.ballot).is_some_and(|ballot| ballot.told.is_some());
    if ballot.is_secret && !is_told {
        (ballot.counts, ballot.votes, ballot.roll) = (Some(count.counts.clone()), count.votes, count.roll);
    }
    let numbered = counted(&votes);
    let of_line = |line: &Line| {
        let vote = numbered.get(line.at)?;
        Some((key(device, line, &vote.1), view(device, request.topic, line, vote)))
    };
    let mut lines: Vec<_> = count.lines.iter().filter_map(of_line).collect();
    lines.sort_by(|(one, _), (other, _)| one.cmp(other));
    let votes = lines.into_iter().map(|(_, line)| line).collect();
    Ok(RecountView { ballot, votes, seal: seal_text(&count.seal), is_complete })
}

/// Those that do not count last; then by building and door, or by name.
fn key(device: &Device, line: &Line, said: &Said) -> (bool, Vec<String>, String, u64) {
    let place = line.door.map(|door| device.tree().path(door)).unwrap_or_default();
    let name = device.member_name(said.by).unwrap_or_default().to_owned();
    (line.why_not.is_some(), place, name, said.seq)
}

fn view(device: &Device, topic: RecordId, line: &Line, (scope, said): &(AreaId, Said)) -> VoteLine {
    let at = paper_at(topic, *scope);
    VoteLine {
        path: path(device, line.door.unwrap_or(*scope)),
        by: speaker(device, said.by, said.standing),
        choice: line.choice,
        at: said.time,
        is_paper: line.is_paper,
        attached: if line.is_paper {
            photos::view(device, at, &attached(said.kind, &said.content))
        } else {
            Vec::new()
        },
        why_not: line.why_not,
    }
}

/// Under what the photo of a vote on paper is kept and asked for.
pub(super) const fn paper_at(topic: RecordId, scope: AreaId) -> RecordAt {
    RecordAt { record: topic, kind: Kind::PaperVote, scope }
}

/// Whether every entry that the relay gave a place to so far is here: the last meeting went well and left nothing out.
fn is_complete(device: &Device) -> bool {
    let sync = device.sync_state();
    device.link() == Link::Up && sync.locked.is_empty() && !sync.is_behind()
}
