//! Areas and doors: the community with its coverage, a building's board, a door added on the spot.

use std::collections::BTreeSet;

use linli_contract::areas::{
    AddDoor, BuildingRow, BuildingView, CommunityView, Coverage, DoorCell, FloorView, GridView, StairView,
};
use linli_contract::{Event, Failure};
use linli_shared::access;
use linli_shared::areas::{AreaFact, AreaKind, area_id, clean_label};
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::roster::Role;

use crate::device::doors::{DoorRow, count};
use crate::device::outbox::{Command, OutBody};
use crate::device::write::About;
use crate::device::{Device, Turn};

/// The buildings in the person's scope.
///
/// # Errors
/// [`Failure::Stranger`].
pub fn community(device: &Device, turn: &Turn<'_>) -> Result<CommunityView, Failure> {
    let scopes = scopes(device)?;
    let tree = device.tree();
    let waiting = waiting(device);
    let grids = tree.grids().into_iter().filter(|grid| scopes.contains(grid) || scopes.contains(&tree.root()));
    let mut whole = Coverage::default();
    let grids = grids.map(|grid| {
        let mut sum = Coverage::default();
        let buildings = tree.buildings(grid).into_iter().map(|building| {
            let coverage = coverage(device, building, &waiting, turn);
            add(&mut sum, coverage);
            BuildingRow { id: building, label: tree.label(building).to_owned(), coverage }
        });
        let buildings = buildings.collect();
        add(&mut whole, sum);
        GridView { id: grid, label: tree.label(grid).to_owned(), buildings, coverage: sum }
    });
    let grids = grids.collect();
    Ok(CommunityView {
        name: tree.name_of_community().to_owned(),
        above: tree.above().to_vec(),
        grids,
        coverage: whole,
    })
}

/// The scopes of this device's member: the community's root for the committee.
fn scopes(device: &Device) -> Result<BTreeSet<AreaId>, Failure> {
    let (member, _) = device.member()?;
    let time = device.sync_state().last_met.unwrap_or_default();
    let root = device.tree().root();
    let roster = device.roster();
    if access::holds(roster, time, member, Role::Steward, None) {
        return Ok(BTreeSet::from([root]));
    }
    Ok(roster.roles(member, time).map(|grant| grant.scope).collect())
}

/// The board of one building.
///
/// # Errors
/// [`Failure::NotHere`].
pub fn building(device: &Device, building: AreaId, turn: &Turn<'_>) -> Result<BuildingView, Failure> {
    let tree = device.tree();
    tree.area(building).filter(|area| area.kind == AreaKind::Building).ok_or(Failure::NotHere)?;
    let waiting = waiting(device);
    let stairs = tree.children(building).into_iter().map(|stair| StairView {
        id: stair,
        label: tree.label(stair).to_owned(),
        floors: tree
            .floors(stair)
            .into_iter()
            .map(|floor| FloorView {
                floor: floor.floor,
                doors: floor.doors.into_iter().map(|door| cell(device, door, &waiting, turn)).collect(),
            })
            .collect(),
    });
    let grid = tree.grid(building).ok_or(Failure::NotHere)?;
    Ok(BuildingView {
        id: building,
        label: tree.label(building).to_owned(),
        grid: tree.label(grid).to_owned(),
        stairs: stairs.collect(),
        coverage: coverage(device, building, &waiting, turn),
        may_write: device.may_register(building),
    })
}

fn waiting(device: &Device) -> BTreeSet<AreaId> {
    let pending = device.outbox().filter(|item| item.is_pending()).filter_map(|item| item.area);
    pending.map(|area| device.tree().canonical(area)).collect()
}

fn cell(device: &Device, door: AreaId, waiting: &BTreeSet<AreaId>, turn: &Turn<'_>) -> DoorCell {
    let nothing = DoorRow::default();
    let row = device.doors().get(&door).unwrap_or(&nothing);
    DoorCell {
        id: door,
        label: device.tree().label(door).to_owned(),
        state: row.state(turn.today()),
        people: row.people(),
        is_waiting: waiting.contains(&door),
        has_draft: device.drafts().range((door, 0)..=(door, u8::MAX)).next().is_some(),
    }
}

fn coverage(device: &Device, building: AreaId, waiting: &BTreeSet<AreaId>, turn: &Turn<'_>) -> Coverage {
    let mut coverage = Coverage::default();
    for door in device.tree().doors(building) {
        let is_covered = device.doors().get(&door).is_some_and(|row| row.is_covered(turn.today()));
        count(&mut coverage, &cell(device, door, waiting, turn), is_covered);
    }
    coverage
}

fn add(sum: &mut Coverage, part: Coverage) {
    sum.doors += part.doors;
    sum.registered += part.registered;
    sum.due += part.due;
    sum.conflicts += part.conflicts;
    sum.waiting += part.waiting;
}

/// Adds a door the tree does not know; one that is there already is given back as it is.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::InvalidInput`].
pub fn add_door(device: &mut Device, request: &AddDoor, turn: &mut Turn<'_>) -> Result<AreaId, Failure> {
    let tree = device.tree();
    tree.area(request.stair).filter(|area| area.kind == AreaKind::Stair).ok_or(Failure::NotHere)?;
    let label = clean_label(&request.label).map_err(|_| Failure::InvalidInput)?;
    let door = area_id(request.stair, &label);
    if tree.area(door).is_some() {
        return Ok(tree.canonical(door));
    }
    let fact = AreaFact::door(request.stair, request.floor, &label).map_err(|_| Failure::InvalidInput)?;
    fact.check().map_err(|_| Failure::InvalidInput)?;
    if !device.may_register(request.stair) {
        return Err(Failure::NoRight);
    }
    let scope = device.tree().root();
    let about = About { record: RecordId(door.0), kind: Kind::Door, scope, area: Some(door) };
    device.check_right(&about, None)?;
    let number = device.enqueue(about, Command::Fact, OutBody::Content(fact.encode()), turn);
    device.add_own_area(number, fact);
    turn.tell(Event::AreasChanged);
    Ok(door)
}
