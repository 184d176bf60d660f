//! Registering and changing a household.

use linli_contract::Failure;
use linli_contract::households::{Edit, HouseholdSaved, SaveHousehold};
use linli_shared::documents::household::{EditError, HouseholdEdit};
use linli_shared::documents::{Heads, WriteError};
use linli_shared::households::Subject;
use linli_shared::identity::IdNumber;
use linli_shared::ids::{AreaId, PersonId, RecordId};
use linli_shared::kinds::Kind;

use super::draft;
use super::id_record::IdRow;
use crate::device::outbox::{Command, OutBody, StoredPlace};
use crate::device::rows::{self, RecordRow, Want};
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::store::Table;

/// The rows registering needs.
#[must_use]
pub fn wants(device: &Device, door: AreaId, slot: u8) -> Vec<Want> {
    let place = place(device, device.tree().canonical(door), slot);
    device.household_record(place).map(|record| record_wants(device, record)).unwrap_or_default()
}

/// A household's row and its ID record's.
pub(super) fn record_wants(device: &Device, household: RecordId) -> Vec<Want> {
    let ids = device.id_record(household).map(|record| Want::Row(Table::Record, rows::record(record)));
    [Want::Row(Table::Record, rows::record(household))].into_iter().chain(ids).collect()
}

/// The place of a slot at a door: the household that is there, or the first one to be.
pub(super) fn place(device: &Device, door: AreaId, slot: u8) -> StoredPlace {
    let known = device.doors().get(&door).and_then(|row| row.household(slot));
    StoredPlace { door, slot, generation: known.map_or(0, |household| household.generation) }
}

/// Registers or changes a household and drops its draft.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::InvalidField`], [`Failure::InvalidIdNumber`].
pub fn save(device: &mut Device, request: &SaveHousehold, turn: &mut Turn<'_>) -> Result<HouseholdSaved, Failure> {
    let door = device.tree().canonical(request.door);
    let scope = device.tree().grid(door).ok_or(Failure::NotHere)?;
    let place = place(device, door, request.slot);
    let household = device.household_record(place).ok_or(Failure::NoRight)?;
    let about = About { record: household, kind: Kind::Household, scope, area: Some(door) };
    device.check_right(&about, None)?;
    let (edits, numbers) = split(&request.edits)?;
    let base = if request.base.0.is_empty() {
        Heads::default()
    } else {
        request.base.0.parse().map_err(|_| Failure::InvalidInput)?
    };
    device.write_edits(about, &edits, place, Some(&base), turn)?;
    if !numbers.is_empty() {
        write_numbers(device, about, place, &numbers, turn)?;
    }
    draft::forget(device, door, request.slot, turn);
    Ok(HouseholdSaved { household, undo: None })
}

/// What a form changes: fields and people, and ID numbers apart.
type Split = (Vec<HouseholdEdit>, Vec<(PersonId, Option<String>)>);

fn split(edits: &[Edit]) -> Result<Split, Failure> {
    let (mut fields, mut numbers) = (Vec::new(), Vec::new());
    for edit in edits {
        match edit {
            Edit::Set { subject, field, value } => {
                if let Some(why) = value.as_deref().and_then(|value| field.check(value).err()) {
                    return Err(Failure::InvalidField { subject: *subject, field: *field, why });
                }
                fields.push(HouseholdEdit::Set { subject: *subject, field: *field, value: value.clone() });
            }
            Edit::AddPerson { person } => fields.push(HouseholdEdit::AddPerson { person: *person }),
            Edit::RemovePerson { person } => fields.push(HouseholdEdit::RemovePerson { person: *person }),
            Edit::SetIdNumber { person, number } => {
                let number = number.as_deref().map(|number| match IdNumber::parse(number) {
                    Ok(number) => Ok(number.as_str().to_owned()),
                    Err(_) => Err(Failure::InvalidIdNumber),
                });
                numbers.push((*person, number.transpose()?));
            }
        }
    }
    Ok((fields, numbers))
}

/// Writes ID numbers in place of those that stand.
pub(super) fn write_numbers(
    device: &mut Device,
    household: About,
    place: StoredPlace,
    numbers: &[(PersonId, Option<String>)],
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let record = device.id_record(household.record).ok_or(Failure::NoRight)?;
    let about = About { record, kind: Kind::IdRecord, ..household };
    device.check_right(&about, None)?;
    let row: Option<RecordRow> = turn.rows.read(Table::Record, &rows::record(record))?;
    let mut ids = match &row {
        Some(row) => linli_shared::cbor::from_slice(&row.content).map_err(|_| Failure::StoreFailed)?,
        None => IdRow::new(place.into()),
    };
    let author = device.member()?.1.device;
    let mut shown = ids.shown();
    let mut is_changed = false;
    for (person, number) in numbers {
        is_changed |= shown.set(*person, number.as_deref().unwrap_or_default(), author, turn.seconds());
    }
    if !is_changed {
        return Ok(());
    }
    let command = Command::IdNumbers(numbers.to_vec(), place);
    let number = device.enqueue(about, command, OutBody::Content(shown.to_content()), turn);
    ids.own.insert(number, shown);
    let (meta, last) = match row {
        Some(row) => (row.meta, row.last),
        None => (device.own_meta(&about)?, 0),
    };
    device.write_id_row(record, meta, last, &ids, turn);
    Ok(())
}

/// What an edit that cannot be written is to the screen.
pub(crate) fn failure(error: &EditError) -> Failure {
    match error {
        EditError::Value { field, because } => {
            Failure::InvalidField { subject: Subject::Household, field: *field, why: *because }
        }
        EditError::WrongSubject { .. } | EditError::SamePerson => Failure::InvalidInput,
        EditError::Write(WriteError::BaseUnknown) => Failure::NotHere,
        EditError::Write(WriteError::Inadmissible(_)) => Failure::InvalidInput,
    }
}
