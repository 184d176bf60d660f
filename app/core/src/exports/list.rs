//! A list with every registered value, a page of doors at a time.

use linli_contract::Failure;
use linli_contract::exports::{ExportDoor, ExportHousehold, ExportPart, ReadExport};
use linli_contract::lists::Filter;
use linli_shared::areas::AreaKind;
use linli_shared::calendar::Millis;
use linli_shared::documents;
use linli_shared::documents::household::{FieldState, Household};
use linli_shared::households::{Field, Subject};
use linli_shared::identity::IdNumber;
use linli_shared::ids::AreaId;

use crate::device::doors::HouseholdSum;
use crate::device::rows::{self, Want};
use crate::device::{Device, Turn};
use crate::households::read::{departed, numbers_by_person, visit};
use crate::lists::{Reading, scope};
use crate::registers::writing;
use crate::rights::trail;
use crate::store::Table;

/// The most doors of one part.
const DOORS: usize = 200;

/// The rows a part needs: those of its doors, or of every door that may be among them where that depends on the day.
#[must_use]
pub fn wants(device: &Device, request: &ReadExport) -> Vec<Want> {
    let Ok(mut doors) = scope::doors_within(device, request.spec.within) else { return Vec::new() };
    let filters = &request.spec.filters;
    if filters.is_empty() {
        doors = part(doors, request);
    } else {
        let row = |door: &AreaId| device.doors().get(door).is_some();
        let is_of_the_unknown = filters.iter().any(|filter| is_of_unregistered(*filter));
        doors.retain(|door| is_of_the_unknown || row(door));
    }
    let rows = doors.iter().filter_map(|door| device.doors().get(door));
    let wants = rows.flat_map(|row| {
        let households = row.standing().flat_map(|sum| writing::record_wants(device, sum.record));
        let visits = row.visits.iter().map(|visit| Want::Row(Table::Fact, rows::record(visit.record)));
        households.chain(visits).collect::<Vec<_>>()
    });
    wants.collect()
}

/// Whether a filter lets doors through of which nothing is known.
fn is_of_unregistered(filter: Filter) -> bool {
    matches!(filter, Filter::Unregistered | Filter::Waiting)
}

fn part(doors: Vec<AreaId>, request: &ReadExport) -> Vec<AreaId> {
    let from = usize::try_from(request.from).unwrap_or(usize::MAX);
    let limit = usize::try_from(request.limit).unwrap_or(DOORS).min(DOORS);
    doors.into_iter().skip(from).take(limit).collect()
}

/// A part of a list with every value, in walking order.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NoRight`] for who may not read the register, [`Failure::NotHere`] for an area out of
/// their scope, [`Failure::StoreFailed`].
pub fn export(device: &mut Device, request: &ReadExport, turn: &mut Turn<'_>) -> Result<ExportPart, Failure> {
    device.member()?;
    if !device.reads_register() {
        return Err(Failure::NoRight);
    }
    let doors = Reading::new(device, turn).doors(&request.spec.filters, request.spec.within)?;
    let total = u32::try_from(doors.len()).unwrap_or(u32::MAX);
    if request.from == 0 {
        let of = |door: &AreaId| device.doors().get(door).map(|row| (*door, row)).into_iter();
        let households =
            doors.iter().flat_map(of).flat_map(|(door, row)| row.standing().map(move |sum| (door, sum.record)));
        let households: Vec<_> = households.collect();
        trail::exported(device, households, turn)?;
    }
    let device = &*device;
    let doors = part(doors, request).into_iter().map(|door| one_door(device, door, request.with_id_numbers, turn));
    Ok(ExportPart { doors: doors.collect::<Result<_, _>>()?, total })
}

fn one_door(device: &Device, door: AreaId, in_full: bool, turn: &Turn<'_>) -> Result<ExportDoor, Failure> {
    let tree = device.tree();
    let grid = tree.ancestor(door, AreaKind::Grid).map(|grid| tree.label(grid).to_owned());
    let path = grid.into_iter().chain(tree.path(door)).collect();
    let Some(row) = device.doors().get(&door) else {
        return Ok(ExportDoor { path, households: Vec::new(), visits: Vec::new() });
    };
    let households = row.standing().map(|sum| one_household(device, sum, in_full, turn));
    let visits = row.visits.iter().rev().filter_map(|sum| visit(device, sum.record, turn).transpose());
    Ok(ExportDoor {
        path,
        households: households.collect::<Result<_, _>>()?,
        visits: visits.collect::<Result<_, _>>()?,
    })
}

fn one_household(
    device: &Device,
    sum: &HouseholdSum,
    in_full: bool,
    turn: &Turn<'_>,
) -> Result<ExportHousehold, Failure> {
    let (_, document) = Device::document(turn, documents::Kind::Household, sum.record)?;
    let read = Household::of(&document);
    let shown = writing::shown_numbers(device, sum.record, turn)?;
    let numbers = numbers_by_person(&read, shown.as_ref());
    let shown_number = |number: &String| {
        if in_full { number.clone() } else { IdNumber::parse(number).map(|number| number.masked()).unwrap_or_default() }
    };
    let mut values = values_of(Subject::Household, &read.fields);
    let mut id_numbers = Vec::new();
    for person in &read.people {
        let subject = Subject::Person(person.id);
        values.extend(values_of(subject, &person.fields));
        let standing = numbers.get(&person.id).into_iter().flatten().filter(|number| !number.is_empty());
        id_numbers.extend(standing.map(|number| (subject, shown_number(number))));
    }
    Ok(ExportHousehold {
        id: sum.record,
        slot: sum.slot,
        values,
        id_numbers,
        people: read.people.iter().map(|person| person.id).collect(),
        departed: read.departed.iter().map(|one| departed(device, one)).collect(),
        changed: Millis(read.seconds.saturating_mul(1_000)),
    })
}

fn values_of(subject: Subject, fields: &[FieldState]) -> Vec<(Subject, Field, String)> {
    // Where the side shown first was cleared, the other is what is known.
    let value =
        |state: &FieldState| state.value.clone().or_else(|| state.conflict.iter().find_map(|side| side.value.clone()));
    fields.iter().filter_map(|state| Some((subject, state.field, value(state)?))).collect()
}
