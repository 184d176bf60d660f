//! A household's next generation with some of its people, for when the others are erased.
//!
//! **Invariant:** what was known of those who stay stands in the next generation; nothing of the others does.

use linli_contract::Failure;
use linli_shared::documents::Document;
use linli_shared::documents::household::{Household, PersonEntry};
use linli_shared::ids::{AreaId, PersonId, RecordId};

use super::act::{Act, Here};
use super::carrying::{Home, bring};
use super::{handing, writing};
use crate::device::outbox::StoredPlace;
use crate::device::rows::{self, RecordRow, Want};
use crate::device::{Device, Turn};
use crate::households::read::numbers_by_person;
use crate::store::Table;

/// What becomes of a household of which people are erased.
pub(crate) struct Renewed {
    /// The bundle of all that is written.
    pub(crate) bundle: u64,
    /// The household's ID record.
    pub(crate) ids: RecordId,
    /// The scope its records stand under.
    pub(crate) scope: AreaId,
    /// Its door.
    pub(crate) door: AreaId,
    /// The household that goes on for those who stay.
    pub(crate) to: Option<RecordId>,
    /// Those who go, with their ID numbers.
    pub(crate) gone: Vec<(PersonEntry, Vec<String>)>,
}

fn place_of(device: &Device, household: RecordId) -> Option<(AreaId, StoredPlace)> {
    let (door, sum) = device
        .doors()
        .iter()
        .find_map(|(door, row)| row.households.iter().find(|sum| sum.record == household).map(|sum| (*door, sum)))?;
    Some((door, StoredPlace { door, slot: sum.slot, generation: sum.generation }))
}

/// The rows of a household and of the one that may go on in its place.
pub(crate) fn wants(device: &Device, household: RecordId) -> Vec<Want> {
    let mut wants = writing::record_wants(device, household);
    wants.extend(ended(device).map(|(_, household)| Want::Row(Table::Record, rows::record(household))));
    if let Some((door, _)) = place_of(device, household) {
        // A joined door may be the one the household was begun at.
        for door in device.tree().same_doors(door) {
            wants.extend(
                handing::next(device, door, household).map(|to| writing::wants(device, to)).unwrap_or_default(),
            );
        }
    }
    wants
}

/// A household that ended and is erased with people it speaks of.
pub(crate) struct Earlier {
    pub(crate) household: RecordId,
    pub(crate) ids: RecordId,
    pub(crate) scope: AreaId,
    pub(crate) door: AreaId,
}

fn ended(device: &Device) -> impl Iterator<Item = (AreaId, RecordId)> {
    let rows = device.doors().iter();
    let ended = rows.flat_map(|(door, row)| row.households.iter().map(|sum| (*door, sum)));
    ended.filter(|(_, sum)| sum.ended.is_some()).map(|(door, sum)| (door, sum.record))
}

/// Households that ended and speak of any of these people.
pub(crate) fn ended_with(device: &Device, people: &[PersonId], turn: &Turn<'_>) -> Vec<Earlier> {
    let speaks = |door: AreaId, household: RecordId| {
        let row: RecordRow = turn.rows.read(Table::Record, &rows::record(household)).ok()??;
        let read = Household::of(&Document::load(&row.content, household).ok()?);
        let entries = read.people.iter().flat_map(|person| [person.id].into_iter().chain(person.joined.clone()));
        let mut all = entries.chain(read.departed.iter().map(|gone| gone.id));
        all.find(|entry| people.contains(entry))?;
        Some(Earlier { household, ids: device.id_record(household)?, scope: row.meta.scope, door })
    };
    ended(device).filter_map(|(door, household)| speaks(door, household)).collect()
}

/// Writes the next generation with those who stay; the whole household goes where `people` is empty or names all.
///
/// # Errors
/// [`Failure::NotHere`] for an unknown household or person, [`Failure::NoRight`], [`Failure::StoreFailed`].
pub(crate) fn renew(
    device: &mut Device,
    household: RecordId,
    people: &[PersonId],
    turn: &mut Turn<'_>,
) -> Result<Renewed, Failure> {
    let here = Here::open(device, household, turn)?;
    let is_known = |person: &PersonId| here.read.people.iter().any(|known| known.id == *person);
    if !people.iter().all(is_known) {
        return Err(Failure::NotHere);
    }
    let row: RecordRow = turn.rows.read(Table::Record, &rows::record(household))?.ok_or(Failure::NotHere)?;
    let scope = row.meta.scope;
    let ids = device.id_record(household).ok_or(Failure::NoRight)?;
    let goes = |person: &&PersonEntry| people.is_empty() || people.contains(&person.id);
    let (gone, stay): (Vec<&PersonEntry>, Vec<&PersonEntry>) = here.read.people.iter().partition(goes);
    let mut act = Act::begin(device);
    let to = if stay.is_empty() {
        None
    } else {
        let to = handing::next(device, here.place.door, household).ok_or(Failure::NotHere)?;
        bring(&mut act, device, &here, to, &stay, Home::Goes, turn)?;
        device.household_record(to)
    };
    let mut numbers = numbers_by_person(&here.read, here.numbers.as_ref());
    let gone = gone.into_iter().map(|person| {
        let of = numbers.remove(&person.id).unwrap_or_default();
        (person.clone(), of.into_iter().filter(|number| !number.is_empty()).collect())
    });
    let door = device.tree().canonical(here.place.door);
    Ok(Renewed { bundle: act.bundle(), ids, scope, door, to, gone: gone.collect() })
}
