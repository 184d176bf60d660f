//! Two workers at one door, told as stories.

#![allow(clippy::unwrap_used, reason = "tests")]

mod people;
mod reverts;
mod writing;

use super::*;
use crate::documents::{Document, Heads, Kind, Writer, Wrote};
use crate::households::{Field, Subject};
use crate::ids::{AreaId, DeviceId, PersonId, RecordId};

const RECORD: RecordId = RecordId([9; 16]);
const PLACE: Place = Place { door: AreaId([4; 16]), slot: 0, generation: 1 };
const NOON: i64 = 1_790_000_000;
const LI: PersonId = PersonId([1; 16]);
const CHEN: PersonId = PersonId([2; 16]);

struct Phone {
    document: Document,
    writer: Writer,
    wrote: Vec<Wrote>,
    now: i64,
}

fn phone(number: u8) -> Phone {
    let writer = Writer { device: DeviceId([number; 16]), incarnation: 0 };
    Phone { document: Document::genesis(Kind::Household, RECORD), writer, wrote: Vec::new(), now: NOON }
}

impl Phone {
    fn save_on(&mut self, base: &Heads, edits: &[HouseholdEdit]) -> Option<Wrote> {
        self.now += 60;
        let wrote = self.document.register(&PLACE, edits, base, self.writer, self.now).unwrap();
        self.wrote.extend(wrote);
        wrote
    }

    fn save(&mut self, edits: &[HouseholdEdit]) -> Option<Wrote> {
        self.save_on(&self.document.heads(), edits)
    }

    fn hears(&mut self, other: &Phone) {
        let changes: Vec<_> = other.wrote.iter().map(|wrote| wrote.change).collect();
        let body = other.document.pack(&changes, other.writer.device).unwrap();
        let is_right = |document: &Document| Place::of(document) == Ok(PLACE);
        self.document.admit(&body, other.writer.device, is_right).unwrap();
    }

    fn household(&self) -> Household {
        Household::of(&self.document)
    }

    fn person(&self, id: PersonId) -> PersonEntry {
        self.household().people.into_iter().find(|person| person.id == id).unwrap()
    }
}

fn meet(one: &mut Phone, other: &mut Phone) {
    one.hears(other);
    other.hears(one);
    assert_eq!(one.document.heads(), other.document.heads());
    assert_eq!(one.household(), other.household());
}

fn set(subject: Subject, field: Field, value: &str) -> HouseholdEdit {
    let value = Some(value.to_owned()).filter(|value| !value.is_empty());
    HouseholdEdit::Set { subject, field, value }
}

fn of(person: PersonId, field: Field, value: &str) -> HouseholdEdit {
    set(Subject::Person(person), field, value)
}

fn enters(person: PersonId, name: &str) -> [HouseholdEdit; 2] {
    [HouseholdEdit::AddPerson { person }, of(person, Field::Name, name)]
}

fn values(state: &FieldState) -> Vec<(Option<&str>, u8)> {
    let device = |author: &Author| author.device.unwrap().0[0];
    let all = state.conflict.iter().map(|one| (one.value.as_deref(), device(&one.by)));
    if state.conflict.is_empty() { vec![(state.value.as_deref(), device(&state.by))] } else { all.collect() }
}

fn field(person: &PersonEntry, field: Field) -> &FieldState {
    person.fields.iter().find(|state| state.field == field).unwrap()
}
