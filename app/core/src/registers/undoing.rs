//! Undoing: what an act of this device wrote is set back where nobody wrote over it since.
//!
//! A row for each act, or for each part of an import, names what was written; it holds no name and no label.
//! **Invariant:** undoing is itself an act: it is sent like any other, and can be undone.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_contract::registers::{Undo, Undone};
use linli_shared::ids::PersonId;

use super::writing::{self, NumberChange, Written};
use crate::device::rows::{Rows, Want, meta};
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::store::Table;

/// How many acts stay undoable; imports stay besides.
const ACTS: usize = 200;
/// The part of an act that has but one.
pub(crate) const WHOLE: u32 = 0;

/// Notes that an act can be undone by a number; `None` if it wrote nothing. Parts of imports are numbered from 1.
pub(crate) fn note(
    device: &mut Device,
    number: u64,
    part: u32,
    written: Vec<Written>,
    turn: &mut Turn<'_>,
) -> Option<u64> {
    let mut records: Vec<Written> = Vec::new();
    for one in written.into_iter().filter(Written::is_any) {
        match records.iter_mut().find(|known| known.place == one.place) {
            Some(known) => known.add(one),
            None => records.push(one),
        }
    }
    if records.is_empty() {
        return None;
    }
    turn.rows.write(Table::Meta, meta::undo(number, part), &records);
    turn.durable();
    device.undos_mut().insert((number, part));
    let acts: Vec<u64> = device.undos().iter().filter(|(_, part)| *part == WHOLE).map(|(number, _)| *number).collect();
    for old in acts.iter().take(acts.len().saturating_sub(ACTS)) {
        drop_part(device, *old, WHOLE, turn);
    }
    Some(number)
}

/// The parts of a number that can be undone.
pub(crate) fn parts(device: &Device, number: u64) -> Vec<u32> {
    device.undos().range((number, 0)..=(number, u32::MAX)).map(|(_, part)| *part).collect()
}

/// The rows that undoing a number needs; asked again until there are no more.
pub(crate) fn wants(device: &Device, request: &Undo, rows: &Rows) -> Vec<Want> {
    let parts = parts(device, request.number);
    parts.into_iter().flat_map(|part| part_wants(device, request.number, part, rows)).collect()
}

/// The rows that undoing one part needs; asked again until there are no more.
pub(crate) fn part_wants(device: &Device, number: u64, part: u32, rows: &Rows) -> Vec<Want> {
    let key = meta::undo(number, part);
    let mut wants = vec![Want::Row(Table::Meta, key.clone())];
    let Ok(Some(records)) = rows.read::<Vec<Written>>(Table::Meta, &key) else { return wants };
    for written in records {
        wants.extend(writing::wants(device, written.place));
        wants.extend(written.changes.iter().map(|change| Want::Row(Table::Meta, meta::again(&newest(*change, rows)))));
    }
    wants
}

/// The change that stands for one that was written again, as far as the rows say.
pub(crate) fn newest(change: [u8; 32], rows: &Rows) -> [u8; 32] {
    let mut newest = change;
    while let Ok(Some(again)) = rows.get(Table::Meta, &meta::again(&newest)) {
        match again.try_into() {
            Ok(again) if again != newest => newest = again,
            Ok(_) | Err(_) => break,
        }
    }
    newest
}

/// Undoes an act.
///
/// # Errors
/// [`Failure::NotHere`] if the number cannot be undone any more, [`Failure::NoRight`].
pub fn undo(device: &mut Device, request: &Undo, turn: &mut Turn<'_>) -> Result<Undone, Failure> {
    let parts = parts(device, request.number);
    if parts.is_empty() {
        return Err(Failure::NotHere);
    }
    let number = device.take_number();
    let mut done = Undone { values: 0, kept: 0, undo: None };
    for part in parts {
        let undone = undo_part(device, request.number, part, number, turn)?;
        done.values += undone.values;
        done.kept += undone.kept;
        done.undo = done.undo.or(undone.undo);
    }
    Ok(done)
}

/// Undoes one part of a number; undoing that is noted under `again` and the same part.
///
/// # Errors
/// [`Failure::NotHere`] if the part cannot be undone any more, [`Failure::NoRight`].
pub(crate) fn undo_part(
    device: &mut Device,
    number: u64,
    part: u32,
    again: u64,
    turn: &mut Turn<'_>,
) -> Result<Undone, Failure> {
    let records: Vec<Written> = turn.rows.read(Table::Meta, &meta::undo(number, part))?.ok_or(Failure::NotHere)?;
    let bundle = if part == WHOLE { Some(again) } else { None };
    let mut done = Undone { values: 0, kept: 0, undo: None };
    let mut found = Vec::new();
    let mut spare = BTreeSet::new();
    for written in records {
        let about = device.about(written.place)?;
        device.check_right(&about, None)?;
        let changes: Vec<[u8; 32]> = written.changes.iter().map(|change| newest(*change, &turn.rows)).collect();
        spare.extend(Device::held(about, &changes, turn)?);
        found.push((about, changes, written));
    }
    let mut reverted = Vec::new();
    for (about, changes, written) in found {
        // Parts of an import are many households that have nothing to do with each other.
        let bundle = bundle.unwrap_or_else(|| device.take_number());
        let back = device.revert(about, &changes, written.place, &spare, Some(bundle), turn)?;
        let (numbers, kept) = revert_numbers(device, about, &written, &spare, bundle, turn)?;
        done.values += back.values + numbers.len() as u32;
        done.kept += back.kept + kept;
        let changes = back.wrote.iter().map(|wrote| wrote.change.0).collect();
        reverted.push(Written { place: written.place, changes, numbers });
    }
    drop_part(device, number, part, turn);
    done.undo = note(device, again, part, reverted, turn);
    Ok(done)
}

/// Forgets that a part can be undone.
pub(crate) fn drop_part(device: &mut Device, number: u64, part: u32, turn: &mut Turn<'_>) {
    if device.undos_mut().remove(&(number, part)) {
        turn.rows.delete(Table::Meta, meta::undo(number, part));
    }
}

/// Sets ID numbers back; gives what changed, and how many people's were written over since.
fn revert_numbers(
    device: &mut Device,
    about: About,
    written: &Written,
    spare: &BTreeSet<PersonId>,
    bundle: u64,
    turn: &mut Turn<'_>,
) -> Result<(Vec<NumberChange>, u32), Failure> {
    if written.numbers.is_empty() {
        return Ok((Vec::new(), 0));
    }
    let shown = writing::shown_numbers(device, about.record, turn)?;
    let mut wanted: Vec<(PersonId, Option<String>)> = Vec::new();
    let mut kept = 0;
    for change in &written.numbers {
        if spare.contains(&change.person) {
            kept += 1;
            continue;
        }
        let now = shown.as_ref().map(|shown| shown.numbers_of(change.person)).unwrap_or_default();
        let others: Vec<&String> = now.iter().filter(|number| !change.after.contains(number)).collect();
        let is_ours = change.after.iter().all(|number| now.contains(number));
        let back: Vec<&String> = match (is_ours, others.is_empty()) {
            (true, true) => change.before.iter().collect(),
            (true, false) => others,
            (false, _) => {
                kept += u32::from(now != change.before);
                continue;
            }
        };
        if back.is_empty() {
            wanted.push((change.person, None));
        }
        wanted.extend(back.into_iter().map(|number| (change.person, Some(number.clone()))));
    }
    Ok((writing::write_numbers(device, about, written.place, &wanted, Some(bundle), turn)?, kept))
}
