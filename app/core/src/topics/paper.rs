//! Who votes at a door, for whoever enters its vote from paper.
//!
//! **Invariant:** names of the register are shown only where this device keeps it; what was voted is what everybody can count.

use linli_contract::Failure;
use linli_contract::posts::Speaker;
use linli_contract::topics::{PaperDoorView, PaperHome, ReadPaperDoor};
use linli_shared::areas::AreaKind;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::square::Standing;
use linli_shared::topics::count::{Line, Roll};
use linli_shared::topics::{Ballot, PaperVoteContent, VoteBy};

use super::counting::{Rosters, area_of, counted, votes, wants};
use super::{Me, topic_of};
use crate::device::doors::{DoorRow, HouseholdSum};
use crate::device::rows::Want;
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::notices::home::scope_of;
use crate::square::{self, speaker};

/// The rows that `read_paper_door` needs.
#[must_use]
pub fn read_paper_door_wants(device: &Device, request: &ReadPaperDoor) -> Vec<Want> {
    let mut wants = wants(device, request.topic);
    wants.push(square::want(request.topic));
    wants
}

/// Who votes at a door in an open ballot of households, and who has.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NotHere`] for no door or no ballot that takes paper, [`Failure::NoRight`] for who enters
/// none there.
pub fn read_paper_door(
    device: &mut Device,
    request: &ReadPaperDoor,
    turn: &mut Turn<'_>,
) -> Result<PaperDoorView, Failure> {
    Me::of(device, turn)?;
    let (thread, topic) = topic_of(device, turn, request.topic)?;
    let takes_paper = |ballot: &&Ballot| ballot.content.by == VoteBy::Household && !ballot.content.is_secret;
    let ballot = topic.ballot(request.ballot).filter(takes_paper).ok_or(Failure::NotHere)?;
    let tree = device.tree();
    let door = tree.canonical(request.door);
    let scope = scope_of(tree, door).filter(|_| tree.kind(door) == Some(AreaKind::Door)).ok_or(Failure::NotHere)?;
    let about = About { record: request.topic, kind: Kind::PaperVote, scope, area: Some(scope) };
    device.check_right(&about, None)?;
    let votes = votes(device, request.topic, turn)?;
    let rosters = Rosters::of(device, &thread, ballot);
    let there = rosters.lives_there(device.tree(), area_of(device, &topic));
    let (roll, count) = (rosters.roll(ballot, &there), rosters.count(ballot, &there, &votes));
    let known = registered(device, door);
    let is_here = |line: &&Line| {
        let is_named = line.household.is_some_and(|household| known.iter().any(|(id, _)| *id == household));
        is_named || line.door.is_some_and(|of| device.tree().canonical(of) == door)
    };
    let numbered = counted(&votes);
    let here = || count.lines.iter().filter(|line| line.why_not.is_none()).filter(is_here);
    let by = |line: &Line| numbered.get(line.at).map(|(_, said)| speaker(device, said.by, said.standing));
    let voted: Vec<Speaker> = here().filter(|line| !line.is_paper).filter_map(by).collect();
    let waits = votes.iter().any(|(_, said)| !said.is_confirmed() && is_paper_for(device, said, (ballot.id, door)));
    let has_paper = waits || here().any(|line| line.is_paper);
    let homes = known.into_iter().map(|(household, people)| home(device, &roll, household, people)).collect();
    Ok(PaperDoorView { homes, voted, has_paper })
}

/// The households at a door with the names of their people, on a device that keeps the register.
fn registered(device: &Device, door: AreaId) -> Vec<(RecordId, Vec<String>)> {
    let row = device.doors().get(&door).filter(|_| device.reads_register());
    let households = row.into_iter().flat_map(DoorRow::standing).filter(|household| household.people > 0);
    let names = |household: &HouseholdSum| {
        household.persons.iter().map(|person| person.name.to_string()).filter(|name| !name.is_empty()).collect()
    };
    households.map(|household| (household.record, names(household))).collect()
}

/// A household with who holds its seat in the roll.
fn home(device: &Device, roll: &Roll, household: RecordId, people: Vec<String>) -> PaperHome {
    let holder = roll.households.get(&household);
    PaperHome { people, seat: holder.map(|holder| speaker(device, *holder, Standing::default())) }
}

/// Whether something that waits on this device is a vote on paper for a door.
fn is_paper_for(device: &Device, said: &square::Said, (ballot, door): (RecordId, AreaId)) -> bool {
    let vote = PaperVoteContent::known(&said.content).filter(|_| said.kind == Kind::PaperVote);
    vote.is_some_and(|vote| vote.ballot == ballot && device.tree().canonical(vote.door) == door)
}
