//! Moving people to another household, or to one of their own.

use linli_contract::Failure;
use linli_contract::registers::{Destination, Done, MovePeople};
use linli_shared::areas::AreaKind;
use linli_shared::documents::household::PersonEntry;

use super::act::{Act, Here};
use super::carrying::{Home, carry};
use super::writing;
use crate::device::outbox::StoredPlace;
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::households::register::place;

/// The rows moving needs.
pub(crate) fn wants(device: &Device, request: &MovePeople) -> Vec<Want> {
    let mut wants = writing::record_wants(device, request.household);
    if let Ok(to) = destination(device, &request.to) {
        wants.extend(writing::wants(device, to));
    }
    wants
}

/// Moves people to another household, or to one of their own.
///
/// # Errors
/// [`Failure::NotHere`] for an unknown household, person or door, [`Failure::NoRight`] at either end,
/// [`Failure::InvalidInput`] for nobody, or for the household itself as the destination.
pub fn move_people(device: &mut Device, request: &MovePeople, turn: &mut Turn<'_>) -> Result<Done, Failure> {
    let from = Here::open(device, request.household, turn)?;
    from.state(&request.version)?;
    let to = destination(device, &request.to)?;
    if device.about(to)?.record == from.record || request.people.is_empty() {
        return Err(Failure::InvalidInput);
    }
    let people: Vec<&PersonEntry> = from.read.people.iter().filter(|one| request.people.contains(&one.id)).collect();
    if request.people.iter().any(|person| people.iter().all(|one| one.id != *person)) {
        return Err(Failure::NotHere);
    }
    let home = if request.with_home { Home::Goes } else { Home::Stays };
    let mut act = Act::begin(device);
    carry(&mut act, device, &from, to, &people, home, turn)?;
    Ok(act.done(device, turn))
}

/// Where people move to: the household of the slot, or the first one that nobody lives in.
fn destination(device: &Device, to: &Destination) -> Result<StoredPlace, Failure> {
    let door = device.tree().canonical(to.door);
    device.tree().area(door).filter(|area| area.kind == AreaKind::Door).ok_or(Failure::NotHere)?;
    let slot = match to.slot {
        Some(slot) => slot,
        None => {
            let row = device.doors().get(&door);
            let is_free = |slot: &u8| row.is_none_or(|row| row.standing().all(|household| household.slot != *slot));
            (0..u8::MAX).find(is_free).ok_or(Failure::InvalidInput)?
        }
    };
    Ok(place(device, door, slot))
}
