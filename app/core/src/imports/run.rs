//! Carrying out a part of an import: what the plan wanted, compared once more with what stands now.
//!
//! **Invariant:** a household is written by one bundle; what somebody typed since the plan becomes a side of a conflict.
//! **Invariant:** carrying out a part again writes nothing.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_contract::imports::{ImportHousehold, ImportPerson, ImportProgress, RunImport};
use linli_shared::documents;
use linli_shared::documents::household::{Household, HouseholdEdit, Source};
use linli_shared::households::{Field, Subject};
use linli_shared::identity::IdNumber;
use linli_shared::ids::PersonId;

use super::known::{self, Effect, Known, KnownPerson, Said};
use super::lines::Entry;
use super::matching;
use super::{is_erased, kept};
use crate::device::outbox::StoredPlace;
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::households::register::place;
use crate::registers::undoing;
use crate::registers::writing::{self, Base, Writing, Written};
use crate::rights::marks;
use crate::store::Table;

/// The most households of one part.
const PART: usize = 200;

/// The rows a part needs.
#[must_use]
pub fn wants(device: &Device, request: &RunImport) -> Vec<Want> {
    let places = request.households.iter().map(|household| stored_place(device, household));
    let rows = places.flat_map(|place| writing::wants(device, place));
    [Want::Row(Table::Meta, kept::IMPORTS.to_vec())].into_iter().chain(rows).collect()
}

/// Carries out a part.
///
/// # Errors
/// [`Failure::NotHere`] for an import that was not started, was undone, or a door that is gone; [`Failure::NoRight`],
/// [`Failure::InvalidInput`], [`Failure::InvalidField`], [`Failure::InvalidIdNumber`]; [`Failure::Erased`] for somebody who
/// asked to be erased since the plan was made.
pub fn run(device: &mut Device, request: &RunImport, turn: &mut Turn<'_>) -> Result<ImportProgress, Failure> {
    let mut import = kept::one(&turn.rows, request.import)?;
    if import.is_undone {
        return Err(Failure::NotHere);
    }
    if request.households.len() > PART {
        return Err(Failure::InvalidInput);
    }
    let source = Source::List { name: import.name.clone() };
    let marks = marks::erased(device);
    let mut progress = ImportProgress { written: 0, unchanged: 0 };
    let mut done: Vec<Written> = Vec::new();
    for household in &request.households {
        let written = one(device, household, &source, &marks, turn)?;
        if written.is_any() {
            progress.written += 1;
            done.push(written);
        } else {
            progress.unchanged += 1;
        }
    }
    let part = import.parts.iter().map(|(part, _)| *part).max().unwrap_or(undoing::WHOLE) + 1;
    if undoing::note(device, import.number, part, done, turn).is_some() {
        import.parts.push((part, progress.written));
        import.written += progress.written;
        kept::put(import, turn)?;
    }
    Ok(progress)
}

fn stored_place(device: &Device, household: &ImportHousehold) -> StoredPlace {
    place(device, device.tree().canonical(household.door), household.slot)
}

/// Writes one household.
fn one(
    device: &mut Device,
    wanted: &ImportHousehold,
    source: &Source,
    marks: &BTreeSet<u64>,
    turn: &mut Turn<'_>,
) -> Result<Written, Failure> {
    let place = stored_place(device, wanted);
    let record = device.household_record(place).ok_or(Failure::NoRight)?;
    let (_, document) = Device::document(turn, documents::Kind::Household, record)?;
    let ids = writing::shown_numbers(device, record, turn)?;
    let said = Said::of_document(&document);
    let known = known::known(record, wanted.slot, &Household::of(&document), ids.as_ref(), said);
    let writing = |edits| Writing { edits, numbers: Vec::new(), source: source.clone() };
    let (mut now, mut beside) = (writing(Vec::new()), writing(Vec::new()));
    for (field, value) in &wanted.home {
        check(Subject::Household, *field, value)?;
        let edits = match known.effect_on_home(*field, value) {
            Effect::Nothing => continue,
            Effect::Fills => &mut now.edits,
            Effect::Contradicts => &mut beside.edits,
        };
        edits.push(set(Subject::Household, *field, value));
    }
    for person in &wanted.people {
        let entry = entry(person)?;
        match who(&known, person, &entry) {
            Some(standing) => change(&known, standing, &entry, &mut now, &mut beside),
            // Somebody was erased since the plan.
            None if person.is_new && is_erased(device, marks, wanted.door, &entry) => return Err(Failure::Erased),
            None if person.is_new => enter(person.person, &entry, &mut now),
            // Somebody took the person out since the plan.
            None => {}
        }
    }
    let bundle = device.take_number();
    let mut written = writing::write(device, place, &now, Base::Now, bundle, turn)?;
    written.add(writing::write(device, place, &beside, Base::Beginning, bundle, turn)?);
    Ok(written)
}

/// Who of the household a planned person is: the entry itself, or somebody entered since the plan who is the same.
fn who<'k>(known: &'k Known<'_>, person: &ImportPerson, entry: &Entry) -> Option<&'k KnownPerson> {
    let itself = known.people.iter().find(|standing| standing.id == person.person);
    itself.or_else(|| matching::person(known, entry, &Default::default()).filter(|_| person.is_new))
}

fn change(known: &Known<'_>, person: &KnownPerson, entry: &Entry, now: &mut Writing, beside: &mut Writing) {
    let (_, change) = matching::compare(known, person, entry);
    for (field, value) in &change.fields {
        let edit = set(Subject::Person(person.id), *field, value);
        match known.effect_on(person, *field, value) {
            Effect::Nothing => {}
            Effect::Fills => now.edits.push(edit),
            Effect::Contradicts => beside.edits.push(edit),
        }
    }
    if let Some(number) = change.id_number {
        // All that stand and the new one: none goes, and whoever knows decides.
        let standing = person.numbers.iter().cloned();
        now.numbers.extend(standing.chain([number]).map(|number| (person.id, Some(number))));
    }
}

fn enter(person: PersonId, entry: &Entry, now: &mut Writing) {
    now.edits.push(HouseholdEdit::AddPerson { person });
    now.edits.extend(entry.fields.iter().map(|(field, value)| set(Subject::Person(person), *field, value)));
    now.numbers.extend(entry.number.map(|number| (person, Some(number.as_str().to_owned()))));
}

fn set(subject: Subject, field: Field, value: &str) -> HouseholdEdit {
    HouseholdEdit::Set { subject, field, value: Some(value.to_owned()) }
}

/// A planned person as a row says them; the values are checked again, they came from a screen.
fn entry(person: &ImportPerson) -> Result<Entry, Failure> {
    let subject = Subject::Person(person.person);
    person.fields.iter().try_for_each(|(field, value)| check(subject, *field, value))?;
    let number = person.id_number.as_deref().map(IdNumber::parse).transpose();
    Ok(Entry {
        fields: person.fields.iter().cloned().collect(),
        number: number.map_err(|_| Failure::InvalidIdNumber)?,
        is_head: false,
    })
}

fn check(subject: Subject, field: Field, value: &str) -> Result<(), Failure> {
    if field.is_home() != (subject == Subject::Household) {
        return Err(Failure::InvalidInput);
    }
    field.check(value).map_err(|why| Failure::InvalidField { subject, field, why })
}
