//! Areas and doors: the community with its coverage, a building's board, a door added on the spot.

use std::collections::BTreeSet;

use linli_contract::areas::{
    AddDoor, BuildingRow, BuildingView, CommunityView, Coverage, DoorCell, FloorView, GridView, StairView,
};
use linli_contract::{Event, Failure};
use linli_shared::access;
use linli_shared::areas::{AreaFact, AreaKind, Tree, Use, area_id, clean_label};
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
    let is_whole = |grid: &AreaId| scopes.contains(grid) || scopes.contains(&tree.root());
    // Of a resident or a building leader the scope is a building.
    let is_seen = |grid: AreaId, building: AreaId| is_whole(&grid) || scopes.contains(&building);
    let grids = tree
        .grids()
        .into_iter()
        .filter(|grid| is_whole(grid) || tree.buildings(*grid).into_iter().any(|one| scopes.contains(&one)));
    let mut whole = Coverage::default();
    let grids = grids.map(|grid| {
        let mut sum = Coverage::default();
        let buildings = tree.buildings(grid).into_iter().filter(|building| is_seen(grid, *building)).map(|building| {
            let doors = tree.doors(building).into_iter().filter(|door| tree.grid(*door) == Some(grid));
            let coverage = coverage(device, doors, &waiting, turn);
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
pub(crate) fn scopes(device: &Device) -> Result<BTreeSet<AreaId>, Failure> {
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
    let doors = tree.doors(building);
    let mine: BTreeSet<AreaId> = doors.iter().copied().filter(|door| device.may_register(*door)).collect();
    let is_mine = |door: &AreaId| mine.is_empty() || mine.contains(door);
    let cell = |door: AreaId| {
        let cell = cell(device, door, &waiting, turn);
        DoorCell { is_elsewhere: !is_mine(&door), ..cell }
    };
    let stairs = tree.children(building).into_iter().map(|stair| StairView {
        id: stair,
        label: tree.label(stair).to_owned(),
        floors: tree
            .floors(stair)
            .into_iter()
            .map(|floor| FloorView { floor: floor.floor, doors: floor.doors.into_iter().map(cell).collect() })
            .collect(),
    });
    let grid = tree.grid(building).ok_or(Failure::NotHere)?;
    Ok(BuildingView {
        id: building,
        label: tree.label(building).to_owned(),
        grid: tree.label(grid).to_owned(),
        stairs: stairs.collect(),
        coverage: coverage(device, doors.iter().copied().filter(is_mine), &waiting, turn),
        may_write: !mine.is_empty() || device.may_register(building),
    })
}

pub(crate) fn waiting(device: &Device) -> BTreeSet<AreaId> {
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
        usage: device.tree().usage(door),
        is_elsewhere: false,
    }
}

/// Whether a door counts where doors are counted: a home, or one where a household is registered whatever it is used for.
#[must_use]
pub fn is_counted(device: &Device, door: AreaId) -> bool {
    device.tree().usage(door) == Use::Home
        || device.doors().get(&door).is_some_and(|row| row.standing().next().is_some())
}

pub(crate) fn coverage(
    device: &Device,
    doors: impl Iterator<Item = AreaId>,
    waiting: &BTreeSet<AreaId>,
    turn: &Turn<'_>,
) -> Coverage {
    let mut coverage = Coverage::default();
    // Who does not keep the register knows of nobody, which is not the same as that nobody is registered.
    if !device.reads_register() {
        return coverage;
    }
    for door in doors.filter(|door| is_counted(device, *door)) {
        let is_covered = device.doors().get(&door).is_some_and(|row| row.is_covered());
        count(&mut coverage, &cell(device, door, waiting, turn), is_covered);
    }
    coverage
}

pub(crate) fn add(sum: &mut Coverage, part: Coverage) {
    sum.doors += part.doors;
    sum.registered += part.registered;
    sum.due += part.due;
    sum.conflicts += part.conflicts;
    sum.waiting += part.waiting;
}

/// Adds a door the tree does not know; one that bears the label already is given back as it is.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::InvalidInput`]; [`Failure::LabelTaken`] if the label was that of
/// a door that bears another now or is out of use: its id would be that door's.
pub fn add_door(device: &mut Device, request: &AddDoor, turn: &mut Turn<'_>) -> Result<AreaId, Failure> {
    let tree = device.tree();
    tree.area(request.stair).filter(|area| area.kind == AreaKind::Stair).ok_or(Failure::NotHere)?;
    let label = clean_label(&request.label).map_err(|_| Failure::InvalidInput)?;
    if let Some(door) = named(tree, request.stair, &label)? {
        return Ok(door);
    }
    let door = area_id(request.stair, &label);
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

/// The child that bears a label; `None` if the label is free for a new one.
///
/// # Errors
/// [`Failure::LabelTaken`] if it is the label, or was the first one, of a child that cannot be meant.
pub fn named(tree: &Tree, parent: AreaId, label: &str) -> Result<Option<AreaId>, Failure> {
    let children = tree.all_children(parent);
    let named: Vec<AreaId> = children.into_iter().filter(|child| tree.label(*child) == label).collect();
    if let Some(child) = named.iter().find(|child| !tree.is_retired(**child)) {
        return Ok(Some(*child));
    }
    let id = area_id(parent, label);
    match tree.area(id) {
        None if named.is_empty() => Ok(None),
        // Joined with another door, which stands for both.
        Some(_) if tree.canonical(id) != id && named.is_empty() => Ok(Some(tree.canonical(id))),
        Some(_) | None => Err(Failure::LabelTaken),
    }
}
