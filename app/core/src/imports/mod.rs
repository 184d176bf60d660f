//! Imports: an existing register becomes households.
//!
//! A sheet is read (`headings`, `columns`, `lines`), its people are grouped (`families`) and compared with what is
//! registered (`matching`); that is the plan. Carrying it out compares once more ([`run`]).
//! **Invariant:** planning writes nothing; what somebody typed is never written over.

mod cells;
mod columns;
mod families;
mod headings;
mod kept;
mod known;
mod lines;
mod matching;
mod plan;
mod run;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_contract::imports::{
    ImportPlan, ImportStarted, ImportUndone, ImportView, PlanImport, StartImport, UndoImport,
};
use linli_shared::calendar::Millis;
use linli_shared::documents::Document;
use linli_shared::documents::household::Household;
use linli_shared::households::Field;
use linli_shared::identity::IdNumber;
use linli_shared::ids::{AreaId, PersonId};

use crate::device::doors::HouseholdSum;
use crate::device::rows::{self, RecordRow, Rows, Want};
use crate::device::{Device, Turn, today};
use crate::registers::{undoing, writing};
use crate::rights::marks::{self, Traits};
use crate::store::Table;
use kept::Kept;
use known::{Known, Register, Said};
use lines::Entry;

pub use run::{run, wants as run_wants};

/// The rows a plan needs: how sheets of these headings were read before, and once that is known the households of the
/// doors the sheet speaks of.
#[must_use]
pub fn plan_wants(device: &Device, request: &PlanImport, rows: &Rows) -> Vec<Want> {
    let mut wants = Vec::new();
    if request.mapping.is_none() {
        wants.extend(headings::candidates(&request.sheet).map(|found| {
            let headings = headings::read(&request.sheet, &found);
            let texts: Vec<String> = headings.iter().map(headings::Heading::text).collect();
            Want::Row(Table::Meta, kept::reading_key(&texts))
        }));
    }
    if wants.iter().all(|want| rows.has(want)) {
        let (may_write, mark) = (|door: AreaId| device.may_register(door), |_: &str| None);
        // Which doors a sheet speaks of does not depend on the day.
        let register = Register::new(device.tree(), today(Millis(0)), &may_write, &mark);
        let remembered = |headings: &[String]| kept::reading(rows, headings);
        let doors = plan::doors(&request.sheet, request.mapping.as_ref(), &remembered, &register);
        let sums = doors.iter().filter_map(|door| device.doors().get(door)).flat_map(|row| &row.households);
        wants.extend(sums.flat_map(|sum| writing::record_wants(device, sum.record)));
    }
    wants
}

/// What an import of a sheet would do.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NoRight`] for who may not read the register, [`Failure::StoreFailed`].
pub fn plan(device: &Device, request: &PlanImport, turn: &Turn<'_>) -> Result<ImportPlan, Failure> {
    device.member()?;
    if !device.reads_register() {
        return Err(Failure::NoRight);
    }
    let may_write = |door: AreaId| device.may_register(door);
    let mark = |number: &str| device.number_mark(number);
    let remembered = |headings: &[String]| kept::reading(&turn.rows, headings);
    let marks = marks::erased(device);
    let is_erased = |door: AreaId, entry: &Entry| is_erased(device, &marks, door, entry);
    let mut register = Register::new(device.tree(), turn.today(), &may_write, &mark);
    register.mind_erased(&is_erased);
    let doors = plan::doors(&request.sheet, request.mapping.as_ref(), &remembered, &register);
    for (door, row) in device.doors() {
        for (household, person) in row.persons() {
            let marks = row.id_marks(household.record, person);
            register.add_person((*door, household.record), &person.name, person.birth(), marks);
        }
        for sum in row.households.iter().filter(|_| doors.contains(door)) {
            if let Some(known) = registered(device, sum, turn)? {
                register.add(*door, known);
            }
        }
    }
    let mut count = 0u64;
    let mut new_person = || {
        count += 1;
        PersonId::derive("linli import person", &[&turn.now.entropy, &count.to_be_bytes()])
    };
    Ok(plan::plan(&request.sheet, request.mapping.as_ref(), &remembered, &register, &mut new_person))
}

/// Whether somebody who would be entered at a door asked to be erased.
fn is_erased(device: &Device, marks: &BTreeSet<u64>, door: AreaId, entry: &Entry) -> bool {
    let text = |field| entry.fields.get(&field).map(String::as_str);
    let number = entry.number.as_ref().map(IdNumber::as_str);
    let traits = Traits {
        name: entry.name(),
        birth: text(Field::BirthDate),
        phone: text(Field::Phone),
        numbers: number.as_slice(),
    };
    marks::is_erased(device, marks, Some(device.tree().canonical(door)), traits)
}

/// A household as a plan compares with it.
fn registered<'a>(device: &Device, sum: &HouseholdSum, turn: &'a Turn<'_>) -> Result<Option<Known<'a>>, Failure> {
    let Some(stored) = turn.rows.get(Table::Record, &rows::record(sum.record))? else { return Ok(None) };
    let row: RecordRow = linli_shared::cbor::from_slice(stored).map_err(|_| Failure::StoreFailed)?;
    let document = Document::load(&row.content, sum.record).map_err(|_| Failure::StoreFailed)?;
    let ids = writing::shown_numbers(device, sum.record, turn)?;
    let said = Said::of(sum.record, stored);
    Ok(Some(known::known(sum.record, sum.slot, &Household::of(&document), ids.as_ref(), said)))
}

/// The rows starting needs.
#[must_use]
pub fn list_wants() -> Vec<Want> {
    vec![Want::Row(Table::Meta, kept::IMPORTS.to_vec())]
}

/// Starts an import and remembers how its sheet is read.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NoRight`], [`Failure::InvalidInput`] for a name that is empty or too long.
pub fn start(device: &mut Device, request: &StartImport, turn: &mut Turn<'_>) -> Result<ImportStarted, Failure> {
    device.member()?;
    if !device.reads_register() {
        return Err(Failure::NoRight);
    }
    let name = request.name.trim();
    let length = name.chars().count();
    let most = linli_shared::documents::household::LIST_NAME;
    if length == 0 || length > most || name.chars().any(char::is_control) {
        return Err(Failure::InvalidInput);
    }
    let number = device.take_number();
    device.write_sync(turn);
    kept::put_reading(&request.headings, &request.mapping.columns, turn);
    let kept = Kept {
        number,
        name: name.to_owned(),
        at: turn.now.time,
        planned: request.households,
        parts: Vec::new(),
        written: 0,
        kept: 0,
        is_undone: false,
    };
    kept::put(kept, turn)?;
    turn.durable();
    Ok(ImportStarted { import: number })
}

/// The imports of this device, newest first.
///
/// # Errors
/// [`Failure::StoreFailed`].
pub fn list(_device: &Device, turn: &Turn<'_>) -> Result<Vec<ImportView>, Failure> {
    Ok(kept::all(&turn.rows)?.iter().rev().map(Kept::view).collect())
}

/// The rows undoing the next part needs; asked again until there are no more.
#[must_use]
pub fn undo_wants(device: &Device, request: &UndoImport, rows: &Rows) -> Vec<Want> {
    let mut wants = list_wants();
    if let Ok(import) = kept::one(rows, request.import)
        && let Some((part, _)) = import.parts.last()
    {
        wants.extend(undoing::part_wants(device, request.import, *part, rows));
    }
    wants
}

/// Undoes the part that was written last.
///
/// # Errors
/// [`Failure::NotHere`] for an import this device does not know, [`Failure::NoRight`].
pub fn undo(device: &mut Device, request: &UndoImport, turn: &mut Turn<'_>) -> Result<ImportUndone, Failure> {
    let mut import = kept::one(&turn.rows, request.import)?;
    if let Some((part, _)) = import.parts.pop() {
        let again = device.take_number();
        let undone = undoing::undo_part(device, import.number, part, again, turn)?;
        import.kept += undone.kept;
    }
    import.is_undone = import.parts.is_empty();
    let left = import.parts.iter().map(|(_, households)| households).sum();
    let undone = ImportUndone { left, kept: import.kept };
    device.write_sync(turn);
    kept::put(import, turn)?;
    turn.durable();
    Ok(undone)
}
