//! Registering and changing a household.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_contract::households::{Edit, HouseholdSaved, SaveHousehold};
use linli_shared::documents::household::{EditError, HouseholdEdit};
use linli_shared::documents::{self, Heads, WriteError};
use linli_shared::households::Subject;
use linli_shared::identity::IdNumber;
use linli_shared::ids::{AreaId, PersonId};

use super::draft;
use crate::device::outbox::StoredPlace;
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::registers::undoing;
use crate::registers::writing::{self, Base, Writing, stored_source};

/// The rows registering needs.
#[must_use]
pub fn wants(device: &Device, door: AreaId, slot: u8) -> Vec<Want> {
    let door = device.tree().canonical(door);
    places(device, door, slot).into_iter().flat_map(|place| writing::wants(device, place)).collect()
}

/// The place of a slot at a door: the household that lives there, or the one to be; after one that ended comes the next.
pub(crate) fn place(device: &Device, door: AreaId, slot: u8) -> StoredPlace {
    let known = device.doors().get(&door).and_then(|row| row.household(slot));
    let generation = known.map_or(0, |household| household.generation + u32::from(household.ended.is_some()));
    device.beyond_erased(StoredPlace { door, slot, generation })
}

/// The households of a slot, whether they ended or not, and the one to be.
fn places(device: &Device, door: AreaId, slot: u8) -> BTreeSet<StoredPlace> {
    let households = device.doors().get(&door).into_iter().flat_map(|row| &row.households);
    let of_slot = households.filter(|household| household.slot == slot);
    let known = of_slot.map(|household| StoredPlace { door, slot, generation: household.generation });
    known.chain([place(device, door, slot)]).collect()
}

/// Registers or changes a household and drops its draft.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::InvalidField`], [`Failure::InvalidIdNumber`].
pub fn save(device: &mut Device, request: &SaveHousehold, turn: &mut Turn<'_>) -> Result<HouseholdSaved, Failure> {
    let door = device.tree().canonical(request.door);
    device.tree().grid(door).ok_or(Failure::NotHere)?;
    let base: Heads = request.base.0.parse().map_err(|_| Failure::InvalidInput)?;
    let place = form_place(device, door, request.slot, &base, turn)?;
    let household = device.household_record(place).ok_or(Failure::NoRight)?;
    let (edits, numbers) = split(&request.edits)?;
    let is_new = !device.doors().get(&door).is_some_and(|row| row.households.iter().any(|sum| sum.record == household));
    let writing = Writing { edits, numbers, source: stored_source(&request.source) };
    // What was registered and undone again is no state a form was opened on.
    let base = if base.is_empty() && is_new { Base::Now } else { Base::At(&base) };
    let number = device.take_number();
    let written = writing::write(device, place, &writing, base, number, turn)?;
    let undo = undoing::note(device, number, undoing::WHOLE, vec![written], turn);
    draft::forget(device, door, request.slot, turn);
    Ok(HouseholdSaved { household, undo })
}

/// The household a form was opened on: one that ended meanwhile still gets what was typed without knowing of that.
fn form_place(device: &Device, door: AreaId, slot: u8, base: &Heads, turn: &Turn<'_>) -> Result<StoredPlace, Failure> {
    let now = place(device, door, slot);
    let places = places(device, door, slot);
    if base.is_empty() || places.len() == 1 {
        return Ok(now);
    }
    for place in places {
        let record = device.household_record(place).ok_or(Failure::NoRight)?;
        let (_, document) = Device::document(turn, documents::Kind::Household, record)?;
        if document.has_all(base) {
            return Ok(place);
        }
    }
    Ok(now)
}

/// What a form changes: fields and people, and ID numbers apart.
pub(crate) type Split = (Vec<HouseholdEdit>, Vec<(PersonId, Option<String>)>);

/// Takes a form's edits apart; each is checked.
///
/// # Errors
/// [`Failure::InvalidField`], [`Failure::InvalidIdNumber`].
pub(crate) fn split(edits: &[Edit]) -> Result<Split, Failure> {
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

/// What an edit that cannot be written is to the screen.
pub(crate) fn failure(error: &EditError) -> Failure {
    match error {
        EditError::Value { field, because } => {
            Failure::InvalidField { subject: Subject::Household, field: *field, why: *because }
        }
        EditError::WrongSubject { .. } | EditError::SamePerson | EditError::Mark => Failure::InvalidInput,
        EditError::Write(WriteError::BaseUnknown) => Failure::NotHere,
        EditError::Write(WriteError::Inadmissible(_)) => Failure::InvalidInput,
    }
}
