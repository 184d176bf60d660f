//! The history of a household: what its document tells, and when ID numbers were written.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_contract::registers::{Departure, Happening, HistoryChange, HistoryView, ReadHistory};
use linli_shared::documents;
use linli_shared::documents::household::{Place, Told, What};
use linli_shared::ids::AreaId;

use super::writing;
use crate::device::rows::{self, RecordRow};
use crate::device::{Device, Turn};
use crate::households::id_record::{IdRow, NumberEntry};
use crate::households::read::{author, by, shown_departure, shown_ending};
use crate::store::Table;

/// The most changes that are shown.
const CHANGES: usize = 500;

/// The history of a household, newest first.
///
/// # Errors
/// [`Failure::NotHere`].
pub fn history(device: &Device, request: &ReadHistory, turn: &Turn<'_>) -> Result<HistoryView, Failure> {
    let (row, document) = Device::document(turn, documents::Kind::Household, request.household)?;
    let row = row.ok_or(Failure::NotHere)?;
    let place = Place::of(&document).map_err(|_| Failure::NotHere)?;
    let door = device.tree().canonical(place.door);
    let is_waiting = |told: &Told| row.own.iter().any(|own| own.name == told.change.0);
    let mut changes: Vec<HistoryChange> = document
        .told(CHANGES)
        .iter()
        .map(|told| HistoryChange {
            by: by(device, &told.by),
            what: told.what.iter().map(|what| happening(device, what)).collect(),
            is_waiting: is_waiting(told),
        })
        .collect();
    if let Some(ids) = id_row(device, request, turn)? {
        let shown = ids.shown();
        let confirmed: Vec<&NumberEntry> = ids.confirmed.entries().collect();
        for entry in shown.entries() {
            add_number(device, entry, !confirmed.contains(&entry), &mut changes);
        }
    }
    changes.truncate(CHANGES);
    let moved: BTreeSet<AreaId> = changes.iter().flat_map(|change| &change.what).filter_map(destination).collect();
    Ok(HistoryView {
        path: device.tree().path(door),
        door,
        changes,
        names: document.names().into_iter().collect(),
        doors: moved.into_iter().map(|door| (door, device.tree().path(door))).collect(),
    })
}

fn destination(happening: &Happening) -> Option<AreaId> {
    if let Happening::Gone(_, Departure::Moved { door, .. }) = happening { Some(*door) } else { None }
}

fn id_row(device: &Device, request: &ReadHistory, turn: &Turn<'_>) -> Result<Option<IdRow>, Failure> {
    let Some(record) = device.id_record(request.household) else { return Ok(None) };
    let Some(row) = turn.rows.read::<RecordRow>(Table::Record, &rows::record(record))? else { return Ok(None) };
    linli_shared::cbor::from_slice(&row.content).map(Some).map_err(|_| Failure::StoreFailed)
}

/// A number is told with the change its author wrote in the same second, else at its time.
fn add_number(device: &Device, entry: &NumberEntry, is_waiting: bool, changes: &mut Vec<HistoryChange>) {
    let by = author(device, Some(entry.device), entry.seconds);
    let what = Happening::IdNumber(entry.person);
    let is_with = |change: &&mut HistoryChange| change.by.at == by.at && change.by.name == by.name;
    if let Some(change) = changes.iter_mut().find(is_with) {
        if !change.what.contains(&what) {
            change.what.push(what);
        }
        return;
    }
    let at = changes.iter().position(|change| change.by.at <= by.at).unwrap_or(changes.len());
    changes.insert(at, HistoryChange { by, what: vec![what], is_waiting });
}

fn happening(device: &Device, what: &What) -> Happening {
    match what {
        What::Registered => Happening::Registered,
        What::Set { subject, field, before, after } => {
            Happening::Set { subject: *subject, field: *field, before: before.clone(), after: after.clone() }
        }
        What::Entered(person) => Happening::Entered(*person),
        What::Gone(person, why) => Happening::Gone(*person, shown_departure(device, why)),
        What::Back(person) => Happening::Back(*person),
        What::Joined(keep, merge) => Happening::Joined(*keep, *merge),
        What::ToldApart(one, other) => Happening::ToldApart(*one, *other),
        What::Ended(why) => Happening::Ended(shown_ending(*why)),
        What::Reopened => Happening::Reopened,
        What::Unknown => Happening::Unknown,
    }
}

/// The rows a history needs.
pub(crate) fn wants(device: &Device, request: &ReadHistory) -> Vec<crate::device::rows::Want> {
    writing::record_wants(device, request.household)
}
