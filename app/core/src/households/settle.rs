//! Settling: conflicts, duplicates, ID numbers. Each choice is itself a change.

use linli_contract::Failure;
use linli_contract::households::{
    Alternative, IdNumbers as Shown, JoinPeople, KeepBothPeople, SettleConflict, SettleIdNumber, ShowIdNumber,
};
use linli_shared::documents::household::{HouseholdEdit, Place};
use linli_shared::documents::{self, Heads};
use linli_shared::ids::RecordId;
use linli_shared::kinds::Kind;

use super::id_record::IdRow;
use super::read::author;
use crate::device::outbox::StoredPlace;
use crate::device::rows::{self, RecordRow, Want};
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::registers::writing::{record_wants, write_numbers};
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
pub fn conflict(device: &mut Device, request: &SettleConflict, turn: &mut Turn<'_>) -> Result<(), Failure> {
    if let Some(why) = request.value.as_deref().and_then(|value| request.field.check(value).err()) {
        return Err(Failure::InvalidField { subject: request.subject, field: request.field, why });
    }
    let edit = HouseholdEdit::Set { subject: request.subject, field: request.field, value: request.value.clone() };
    let version = request.version.0.parse().map_err(|_| Failure::InvalidInput)?;
    write(device, request.household, &[edit], Some(&version), turn)
}

/// Says that two entries are one person.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::InvalidInput`].
pub fn join(device: &mut Device, request: &JoinPeople, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let edit = HouseholdEdit::JoinPeople { keep: request.keep, merge: request.merge };
    write(device, request.household, &[edit], None, turn)
}

/// Says that two entries are two people.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::InvalidInput`].
pub fn keep_both(device: &mut Device, request: &KeepBothPeople, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let edit = HouseholdEdit::KeepBothPeople { pair: request.pair };
    write(device, request.household, &[edit], None, turn)
}

/// Shows the numbers that stand for a person.
///
/// # Errors
/// [`Failure::NotHere`].
pub fn show_number(device: &Device, request: &ShowIdNumber, turn: &Turn<'_>) -> Result<Shown, Failure> {
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
pub fn settle_number(device: &mut Device, request: &SettleIdNumber, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let (about, place) = place_of(device, request.household, turn)?;
    let number = match request.number.as_deref().map(linli_shared::identity::IdNumber::parse).transpose() {
        Ok(number) => number.map(|number| number.as_str().to_owned()),
        Err(_) => return Err(Failure::InvalidIdNumber),
    };
    let people = joined(request.household, request.person, turn)?;
    let numbers: Vec<_> =
        people.into_iter().map(|person| (person, number.clone().filter(|_| person == request.person))).collect();
    write_numbers(device, about, place, &numbers, None, turn).map(drop)
}

fn place_of(device: &Device, household: RecordId, turn: &Turn<'_>) -> Result<(About, StoredPlace), Failure> {
    let (_, document) = Device::document(turn, documents::Kind::Household, household)?;
    let place = Place::of(&document).map_err(|_| Failure::NotHere)?;
    let scope = device.tree().grid(place.door).ok_or(Failure::NotHere)?;
    let about =
        About { record: household, kind: Kind::Household, scope, area: Some(device.tree().canonical(place.door)) };
    Ok((about, StoredPlace { door: place.door, slot: place.slot, generation: place.generation }))
}

fn write(
    device: &mut Device,
    household: RecordId,
    edits: &[HouseholdEdit],
    version: Option<&Heads>,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let (about, place) = place_of(device, household, turn)?;
    device.check_right(&about, None)?;
    device.write_edits(about, edits, place, version, None, turn)?;
    Ok(())
}
