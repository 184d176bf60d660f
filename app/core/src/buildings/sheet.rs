//! A building's sheet: what a worker takes along on paper.

use linli_contract::Failure;
use linli_contract::buildings::{AreaKind, ReadSheet, SheetDoor, SheetStair, SheetView};
use linli_shared::calendar::Date;
use linli_shared::ids::AreaId;

use crate::device::doors::DoorRow;
use crate::device::{Device, Turn};

/// A building's doors with the names behind them; only for who may register there.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`].
pub fn sheet(device: &Device, request: &ReadSheet, turn: &Turn<'_>) -> Result<SheetView, Failure> {
    let tree = device.tree();
    let building = request.building;
    tree.area(building).filter(|area| area.kind == AreaKind::Building).ok_or(Failure::NotHere)?;
    let is_mine = |door: &AreaId| device.may_register(*door);
    if !device.may_register(building) && !tree.doors(building).iter().any(is_mine) {
        return Err(Failure::NoRight);
    }
    let grid = tree.grid(building).ok_or(Failure::NotHere)?;
    let stairs = tree.children(building).into_iter().map(|stair| {
        let floors = tree.floors(stair).into_iter();
        let doors = floors.flat_map(|floor| floor.doors.into_iter().map(move |door| (floor.floor, door)));
        let doors = doors.filter(|(_, door)| is_mine(door)).map(|(floor, id)| door(device, floor, id, turn));
        SheetStair { label: tree.label(stair).to_owned(), doors: doors.collect() }
    });
    Ok(SheetView {
        path: [tree.root(), grid, building].map(|area| tree.label(area).to_owned()).to_vec(),
        day: turn.today().to_string(),
        stairs: stairs.filter(|stair| !stair.doors.is_empty()).collect(),
    })
}

fn door(device: &Device, floor: i16, door: AreaId, turn: &Turn<'_>) -> SheetDoor {
    let nothing = DoorRow::default();
    let row = device.doors().get(&door).unwrap_or(&nothing);
    let named = row.standing().map(|household| {
        let names = household.persons.iter().map(|person| person.name.to_string()).filter(|name| !name.is_empty());
        (household.record, names.collect())
    });
    SheetDoor {
        floor,
        label: device.tree().label(door).to_owned(),
        state: row.state(turn.today()),
        households: named.collect(),
        due: row.last_visit().and_then(|visit| visit.next.clone()).filter(|next| Date::parse(next).is_some()),
        usage: device.tree().usage(door),
    }
}
