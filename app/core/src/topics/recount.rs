//! Counting a ballot again, vote by vote, on anybody's device.
//!
//! **Invariant:** whatever part of the lines is asked for, sums and number go over every vote.

use core::cmp::Ordering;

use linli_contract::Failure;
use linli_contract::sync::Link;
use linli_contract::topics::{BuildingVotes, Recount, RecountView, VoteLine, VoteSums};
use linli_shared::access::RecordAt;
use linli_shared::areas::natural_order;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::topics::count::{Line, seal_text};

use super::ballots::{Mine, counted_ballot};
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

/// Counts a ballot: every vote that is here, and whether it counts; a part of them line by line. Of a sealed ballot only its
/// tellers see any.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NotHere`].
pub fn recount(device: &mut Device, request: &Recount, turn: &mut Turn<'_>) -> Result<RecountView, Failure> {
    let me = Me::of(device, turn)?;
    let (thread, topic) = topic_of(device, turn, request.topic)?;
    let votes = votes(device, request.topic, turn)?;
    let counted_now = counted_ballot(device, me, (&thread, &topic), request.ballot, &votes);
    let counted_now = counted_now.ok_or(Failure::NotHere)?;
    let (mut ballot, count) = (counted_now.view, counted_now.count);
    let is_complete = is_complete(device);
    let known = topic.ballot(request.ballot).ok_or(Failure::NotHere)?;
    if ballot.is_secret && !me.is_steward() {
        let seal = known.told.as_ref().map(|told| seal_text(&told.seal)).unwrap_or_default();
        let (sums, buildings, own) = (VoteSums::default(), Vec::new(), Vec::new());
        return Ok(RecountView { ballot, sums, buildings, own, votes: Vec::new(), seal, is_complete });
    }
    // What the tellers said stays beside it, so that whoever counts again sees a difference.
    if ballot.is_secret && known.told.is_none() {
        (ballot.counts, ballot.votes, ballot.roll) = (Some(count.counts.clone()), count.votes, count.roll);
    }
    let (device, numbered) = (&*device, counted(&votes));
    let lines = count.lines.iter().filter_map(|line| Some(Sorted::of(device, line, numbered.get(line.at)?)));
    let mut lines: Vec<Sorted<'_>> = lines.collect();
    lines.sort_by(Sorted::order);
    let mine = Mine::of(device, me.member);
    let own = lines.iter().filter(|sorted| mine.holds(device, &sorted.vote.1, known.id));
    let asked = lines.iter().skip(request.from as usize).take(request.count as usize);
    let view = |sorted: &Sorted<'_>| view(device, request.topic, sorted.line, sorted.vote);
    Ok(RecountView {
        sums: sums(ballot.choices.len(), lines.iter().map(|sorted| sorted.line)),
        buildings: buildings(&lines),
        own: own.map(view).collect(),
        votes: asked.map(view).collect(),
        ballot,
        seal: seal_text(&count.seal),
        is_complete,
    })
}

/// A line with where it stands among all.
struct Sorted<'a> {
    /// Those that do not count last; then by building and door, or by name.
    key: (bool, Vec<String>, String, u64),
    line: &'a Line,
    vote: &'a (AreaId, Said),
}

impl<'a> Sorted<'a> {
    fn of(device: &Device, line: &'a Line, vote: &'a (AreaId, Said)) -> Self {
        let (scope, said) = vote;
        let place = path(device, line.door.unwrap_or(*scope));
        let name = device.member_name(said.by).unwrap_or_default().to_owned();
        Self { key: (line.why_not.is_some(), place, name, said.seq), line, vote }
    }

    fn order(&self, other: &Self) -> Ordering {
        let ((is_void, place, name, seq), (other_void, other_place, other_name, other_seq)) = (&self.key, &other.key);
        let by_place = is_void.cmp(other_void).then_with(|| by_labels(place, other_place));
        by_place.then_with(|| (name, seq).cmp(&(other_name, other_seq)))
    }
}

/// Orders places as a person does, label by label.
fn by_labels(one: &[String], other: &[String]) -> Ordering {
    let labels = one.iter().zip(other).map(|(one, other)| natural_order(one, other));
    labels.fold(Ordering::Equal, Ordering::then).then(one.len().cmp(&other.len()))
}

/// The buildings of the lines that count, in their order.
fn buildings(lines: &[Sorted<'_>]) -> Vec<BuildingVotes> {
    let counting = lines.iter().filter(|sorted| sorted.line.why_not.is_none());
    let mut found: Vec<BuildingVotes> = Vec::new();
    for building in counting.map(|sorted| sorted.key.1.first().cloned().unwrap_or_default()) {
        match found.last_mut().filter(|last| last.building == building) {
            Some(last) => last.count += 1,
            None => found.push(BuildingVotes { building, count: 1 }),
        }
    }
    found
}

/// Adds the lines up: from what each says, not from the count, or it would be no recount.
fn sums<'a>(choices: usize, lines: impl Iterator<Item = &'a Line>) -> VoteSums {
    let mut sums = VoteSums { choices: vec![0; choices], ..VoteSums::default() };
    for line in lines {
        let choice = line.choice.filter(|_| line.why_not.is_none());
        match choice.and_then(|choice| sums.choices.get_mut(usize::from(choice))) {
            Some(count) => {
                *count += 1;
                sums.valid += 1;
                sums.paper += u32::from(line.is_paper);
            }
            None => sums.void += 1,
        }
    }
    sums
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

#[cfg(test)]
mod tests {
    use linli_shared::topics::WhyNot;

    use super::*;

    fn line(choice: Option<u16>, is_paper: bool, why_not: Option<WhyNot>) -> Line {
        Line { at: 0, choice, household: None, door: None, is_paper, why_not }
    }

    #[test]
    fn the_second_building_comes_before_the_tenth() {
        let mut places =
            [vec!["10号楼", "2单元"], vec!["2号楼", "1单元", "1001"], vec!["2号楼", "1单元", "101"], vec!["2号楼"]]
                .map(|labels| labels.into_iter().map(str::to_owned).collect::<Vec<_>>());
        places.sort_by(|one, other| by_labels(one, other));
        assert_eq!(
            places.map(|labels| labels.join(" ")),
            ["2号楼", "2号楼 1单元 101", "2号楼 1单元 1001", "10号楼 2单元"]
        );
    }

    #[test]
    fn the_lines_are_added_up_by_themselves() {
        let lines = [
            line(Some(0), false, None),
            line(Some(1), true, None),
            line(Some(0), false, None),
            line(Some(1), false, Some(WhyNot::VotedAgain)),
            line(Some(7), false, None),
            line(None, false, Some(WhyNot::NoSuchChoice)),
        ];
        let expected = VoteSums { choices: vec![2, 1], valid: 3, paper: 1, void: 3 };
        assert_eq!(sums(2, lines.iter()), expected);
    }
}
