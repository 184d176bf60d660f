//! The whole of documents at work: histories of several devices, hostile bodies, sizes.

mod frozen;
mod hostile;
mod roundtrip;
mod sizes;

use super::household::{HouseholdEdit, Place};
use super::{Document, Heads, Kind, Writer, Wrote};
use crate::households::{Field, Subject};
use crate::ids::{AreaId, DeviceId, PersonId, RecordId};

const RECORD: RecordId = RecordId([0x5a; 16]);
const PLACE: Place = Place { door: AreaId([0x77; 16]), slot: 0, generation: 1 };
const NOON: i64 = 1_790_000_000;

fn device(number: u8) -> DeviceId {
    DeviceId::derive("test device", &[&[number]])
}

fn writer(number: u8) -> Writer {
    Writer { device: device(number), incarnation: 0 }
}

fn person(number: u8) -> PersonId {
    let mut id = PersonId::derive("test person", &[&[number]]);
    id.0[8..].fill(0);
    id
}

fn household() -> Document {
    Document::genesis(Kind::Household, RECORD)
}

fn set(person: PersonId, field: Field, value: &str) -> HouseholdEdit {
    let value = Some(value.to_owned()).filter(|value| !value.is_empty());
    HouseholdEdit::Set { subject: Subject::Person(person), field, value }
}

fn register(document: &mut Document, number: u8, seconds: i64, edits: &[HouseholdEdit]) -> Option<Wrote> {
    let base: Heads = document.heads();
    document.register(&PLACE, edits, &base, writer(number), seconds).expect("edits of a form")
}

/// A household as a worker finds it: three people with eight fields each, and two of the home.
fn usual_family() -> Vec<HouseholdEdit> {
    let rows = [
        ["李清", "0", "13912345678", "2", "1985-03-14", "01", "20", "local"],
        ["陈建国", "1", "13800138000", "1", "1983-11-02", "01", "20", "local"],
        ["陈思雨", "3", "021-56781234", "2", "2012-06-30", "01", "10", "local"],
    ];
    let fields = [
        Field::Name,
        Field::Relation,
        Field::Phone,
        Field::Sex,
        Field::BirthDate,
        Field::Ethnicity,
        Field::Marital,
        Field::Residence,
    ];
    let mut edits = vec![
        HouseholdEdit::Set { subject: Subject::Household, field: Field::HomeUse, value: Some("owner".into()) },
        HouseholdEdit::Set { subject: Subject::Household, field: Field::FloorArea, value: Some("88.5".into()) },
    ];
    for (number, row) in rows.iter().enumerate() {
        let person = person(number as u8);
        edits.push(HouseholdEdit::AddPerson { person });
        edits.extend(fields.iter().zip(row).map(|(field, value)| set(person, *field, value)));
    }
    edits
}
