//! Settling: conflicts, duplicates, ID numbers. Each choice is itself a change.

use linli_contract::Failure;
use linli_contract::households::{
    Alternative, IdNumbers as Shown, JoinPeople, KeepBothPeople, SettleConflict, SettleIdNumber, ShowIdNumber,
};
use linli_contract::registers::Done;
use linli_shared::documents::household::{HouseholdEdit, Place};
use linli_shared::documents::{self, Heads};
use linli_shared::ids::RecordId;

use super::id_record::IdRow;
use super::read::author;
use crate::device::outbox::StoredPlace;
use crate::device::rows::{self, RecordRow, Want};
use crate::device::{Device, Turn};
use crate::registers::act::Act;
use crate::registers::writing::{Base, Writing, record_wants};
use crate::rights::trail;
use crate::store::Table;

/// The rows settling needs.
#[must_use]
pub fn wants(device: &Device, household: RecordId) -> Vec<Want> {
    record_wants(device, household)
}

/// Chooses a value of a conflict.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::InvalidField`].
pub fn conflict(device: &mut Device, request: &SettleConflict, turn: &mut Turn<'_>) -> Result<Done, Failure> {
    if let Some(why) = request.value.as_deref().and_then(|value| request.field.check(value).err()) {
        return Err(Failure::InvalidField { subject: request.subject, field: request.field, why });
    }
    let choice = HouseholdEdit::Set { subject: request.subject, field: request.field, value: request.value.clone() };
    let version: Heads = request.version.0.parse().map_err(|_| Failure::InvalidInput)?;
    edit(device, request.household, choice, Base::At(&version), turn)
}

/// Says that two entries are one person.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::InvalidInput`].
pub fn join(device: &mut Device, request: &JoinPeople, turn: &mut Turn<'_>) -> Result<Done, Failure> {
    let joined = HouseholdEdit::JoinPeople { keep: request.keep, merge: request.merge };
    edit(device, request.household, joined, Base::Now, turn)
}

/// Says that two entries are two people.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::InvalidInput`].
pub fn keep_both(device: &mut Device, request: &KeepBothPeople, turn: &mut Turn<'_>) -> Result<Done, Failure> {
    let told_apart = HouseholdEdit::KeepBothPeople { pair: request.pair };
    edit(device, request.household, told_apart, Base::Now, turn)
}

/// Shows the numbers that stand for a person, and writes down who was shown them.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`] where the showing cannot be written down.
pub fn show_number(device: &mut Device, request: &ShowIdNumber, turn: &mut Turn<'_>) -> Result<Shown, Failure> {
    let record = device.id_record(request.household).ok_or(Failure::NotHere)?;
    let row: RecordRow = turn.rows.read(Table::Record, &rows::record(record))?.ok_or(Failure::NotHere)?;
    let ids: IdRow = linli_shared::cbor::from_slice(&row.content).map_err(|_| Failure::StoreFailed)?;
    let shown = ids.shown();
    let people = joined(request.household, request.person, turn)?;
    let by_person = shown.by_person();
    let mut numbers: Vec<Alternative> = Vec::new();
    for entry in people.iter().filter_map(|person| by_person.get(person)).flatten() {
        let value = (!entry.number.is_empty()).then(|| entry.number.clone());
        if numbers.iter().all(|known| known.value != value) {
            numbers.push(Alternative { value, by: author(device, Some(entry.device), entry.seconds) });
        }
    }
    let grid = device.tree().grid(ids.confirmed.place.door).ok_or(Failure::NotHere)?;
    trail::number_shown(device, request.household, request.person, grid, turn)?;
    Ok(Shown { numbers })
}

/// The entries that are shown as one person.
fn joined(
    household: RecordId,
    person: linli_shared::ids::PersonId,
    turn: &Turn<'_>,
) -> Result<Vec<linli_shared::ids::PersonId>, Failure> {
    let (_, document) = Device::document(turn, documents::Kind::Household, household)?;
    let read = linli_shared::documents::household::Household::of(&document);
    let entry = read.people.iter().find(|entry| entry.id == person).ok_or(Failure::NotHere)?;
    Ok([person].into_iter().chain(entry.joined.iter().copied()).collect())
}

/// Chooses an ID number.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::InvalidIdNumber`].
pub fn settle_number(device: &mut Device, request: &SettleIdNumber, turn: &mut Turn<'_>) -> Result<Done, Failure> {
    let place = place_of(request.household, turn)?;
    let number = match request.number.as_deref().map(linli_shared::identity::IdNumber::parse).transpose() {
        Ok(number) => number.map(|number| number.as_str().to_owned()),
        Err(_) => return Err(Failure::InvalidIdNumber),
    };
    let people = joined(request.household, request.person, turn)?;
    let numbers: Vec<_> =
        people.into_iter().map(|person| (person, number.clone().filter(|_| person == request.person))).collect();
    let writing = Writing { numbers, ..Writing::default() };
    write(device, place, &writing, Base::Now, turn)
}

fn place_of(household: RecordId, turn: &Turn<'_>) -> Result<StoredPlace, Failure> {
    let (_, document) = Device::document(turn, documents::Kind::Household, household)?;
    Place::of(&document).map(StoredPlace::from).map_err(|_| Failure::NotHere)
}

fn edit(
    device: &mut Device,
    household: RecordId,
    edit: HouseholdEdit,
    base: Base<'_>,
    turn: &mut Turn<'_>,
) -> Result<Done, Failure> {
    let place = place_of(household, turn)?;
    write(device, place, &Writing { edits: vec![edit], ..Writing::default() }, base, turn)
}

fn write(
    device: &mut Device,
    place: StoredPlace,
    writing: &Writing,
    base: Base<'_>,
    turn: &mut Turn<'_>,
) -> Result<Done, Failure> {
    let mut act = Act::begin(device);
    act.write(device, place, writing, base, turn)?;
    Ok(act.done(device, turn))
}
