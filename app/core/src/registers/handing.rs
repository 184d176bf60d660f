//! Households whose door is handed to another grid: they end in the old one and go on in the new one, as the same household
//! in its next generation, since a record stays in the grid it was begun in.
//!
//! **Invariant:** the ending has its place before the handing over and the beginning after it, so that each is written
//! where the door is at that moment.

use linli_contract::Failure;
use linli_shared::areas::Tree;
use linli_shared::documents::household::PersonEntry;
use linli_shared::ids::{AreaId, RecordId};

use super::act::{Act, Here};
use super::carrying::{Home, Leaving, bring, cleared, leave};
use super::writing;
use crate::device::outbox::StoredPlace;
use crate::device::rows::Want;
use crate::device::{Device, Turn};

/// A household on its way.
pub(crate) struct Handed {
    from: Here,
    to: StoredPlace,
}

/// The rows of the households in areas, and of those that go on for them.
pub(crate) fn wants(device: &Device, areas: impl Iterator<Item = AreaId> + Clone) -> Vec<Want> {
    let mut wants = Vec::new();
    for (door, household) in standing(device, areas) {
        wants.extend(writing::record_wants(device, household));
        // A joined door may be the one the household was begun at.
        for door in device.tree().same_doors(door) {
            wants.extend(next(device, door, household).map(|to| writing::wants(device, to)).unwrap_or_default());
        }
    }
    wants
}

/// Ends every household in areas whose door is another grid's in `tree`.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::StoreFailed`].
pub(crate) fn end(
    device: &mut Device,
    tree: &Tree,
    areas: impl Iterator<Item = AreaId> + Clone,
    turn: &mut Turn<'_>,
) -> Result<Vec<Handed>, Failure> {
    let mut handed = Vec::new();
    for (_, household) in standing(device, areas) {
        let from = Here::open(device, household, turn)?;
        let door = from.place.door;
        if device.tree().grid(door) == tree.grid(door) {
            continue;
        }
        let to = next(device, door, household).ok_or(Failure::NotHere)?;
        let people: Vec<&PersonEntry> = from.read.people.iter().collect();
        let mut act = Act::begin(device);
        let leaving = Leaving { numbers_here: cleared(&people, from.numbers.as_ref()), ends: true };
        leave(&mut act, device, &from, to, &people, leaving, turn)?;
        handed.push(Handed { from, to });
    }
    Ok(handed)
}

/// Begins them again where their doors are now; gives how many.
///
/// # Errors
/// As [`end`].
pub(crate) fn begin(device: &mut Device, handed: Vec<Handed>, turn: &mut Turn<'_>) -> Result<u32, Failure> {
    let count = u32::try_from(handed.len()).unwrap_or(u32::MAX);
    for Handed { from, to } in handed {
        let people: Vec<&PersonEntry> = from.read.people.iter().collect();
        let mut act = Act::begin(device);
        bring(&mut act, device, &from, to, &people, Home::Goes, turn)?;
    }
    Ok(count)
}

/// Households that have not ended, each once, by the door that stands for theirs.
fn standing(device: &Device, areas: impl Iterator<Item = AreaId> + Clone) -> Vec<(AreaId, RecordId)> {
    let tree = device.tree();
    let is_within = |door: AreaId| {
        let mut areas = areas.clone();
        areas.any(|area| tree.same_doors(door).into_iter().any(|door| tree.contains(door, area)))
    };
    let rows = device.doors().iter().filter(|(door, row)| row.standing().next().is_some() && is_within(**door));
    rows.flat_map(|(door, row)| row.standing().map(|household| (*door, household.record))).collect()
}

/// The place after every household that ever was in the slot of this one.
pub(super) fn next(device: &Device, door: AreaId, household: RecordId) -> Option<StoredPlace> {
    let row = device.doors().get(&device.tree().canonical(door))?;
    let slot = row.households.iter().find(|known| known.record == household)?.slot;
    let last = row.households.iter().filter(|known| known.slot == slot).map(|known| known.generation).max()?;
    Some(device.beyond_erased(StoredPlace { door, slot, generation: last.checked_add(1)? }))
}
