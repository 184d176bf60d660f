//! The work that is measured: a community registered in memory, a worker's day on top, and the same content as JSON.

use std::collections::BTreeMap;

use linli_contract::households::{Edit, ReadDoor, SaveHousehold, Version};
use linli_contract::registers::Source;
use linli_contract::visits::{Outcome, RecordVisit};
use linli_shared::households::{Field, Subject};
use linli_shared::ids::{AreaId, PersonId};
use linli_shared::roster::Role;
use linli_shared::seal::squeeze;

use crate::cast::{Casting, Estate, Person, Town};
use crate::demo::{self, PlannedHousehold};

/// A town with `n` households, and a few more doors that nobody has registered.
pub(super) struct Register {
    pub(super) town: Town,
    pub(super) households: Vec<PlannedHousehold>,
    pub(super) free: Vec<PlannedHousehold>,
}

/// The steward who registers.
pub(super) const CHEN: Person = Person(0);
/// A steward whose phone is new.
pub(super) const ZHOU: Person = Person(1);

/// Registers `n` households through ordinary requests and meets the relay.
pub(super) fn register(n: usize) -> Register {
    const FREE: usize = 20;
    let plan = demo::households(n + FREE, 1);
    let estate = Estate { code: plan.code, facts: plan.facts.clone(), tree: plan.tree() };
    let root = plan.code.area();
    let cast = [("陈静", 1), ("周敏", 2)];
    let cast = cast.map(|(name, member)| Casting { name, member, roles: vec![(Role::Steward, root)] });
    let mut town = Town::with(estate, 1, &cast);
    let mut households = plan.households;
    let free = households.split_off(n);
    for household in &households {
        save(&mut town, household, Version::default(), household.edits.clone());
    }
    town.meet(CHEN);
    Register { town, households, free }
}

pub(super) fn save(town: &mut Town, at: &PlannedHousehold, base: Version, edits: Vec<Edit>) {
    town.ask(CHEN, SaveHousehold { door: at.door, slot: at.slot, base, edits, source: Source::AtTheDoor });
}

/// A worker's day: 60 households edited three times each, 20 new ones.
pub(super) fn day(register: &mut Register) -> Vec<PlannedHousehold> {
    let mut touched = Vec::new();
    let edited: Vec<PlannedHousehold> = register.households.iter().take(60).cloned().collect();
    for mut household in edited {
        let person = first_person(&household.edits);
        let subject = person.map_or(Subject::Household, Subject::Person);
        let edits = [
            (subject, Field::Phone, "15412345678"),
            (Subject::Household, Field::HomeNote, "白天没人，晚上来"),
            (subject, Field::Workplace, "友谊路小学"),
        ];
        for (subject, field, value) in edits {
            let subject = if field.is_home() { Subject::Household } else { subject };
            if field.is_home() || matches!(subject, Subject::Person(_)) {
                let edit = Edit::Set { subject, field, value: Some(value.into()) };
                let base = version(&mut register.town, household.door, household.slot);
                save(&mut register.town, &household, base, vec![edit.clone()]);
                household.edits.push(edit);
            }
        }
        touched.push(household);
    }
    for household in register.free.clone() {
        save(&mut register.town, &household, Version::default(), household.edits.clone());
        touched.push(household);
    }
    touched
}

fn version(town: &mut Town, door: AreaId, slot: u8) -> Version {
    let view = town.ask(CHEN, ReadDoor { door });
    view.households.into_iter().find(|household| household.slot == slot).map(|found| found.version).unwrap_or_default()
}

fn first_person(edits: &[Edit]) -> Option<PersonId> {
    edits.iter().find_map(|edit| match edit {
        Edit::AddPerson { person } => Some(*person),
        Edit::Set { .. } | Edit::RemovePerson { .. } | Edit::SetIdNumber { .. } => None,
    })
}

/// A household's state as a JSON object such as a simple app would send.
pub(super) fn json(household: &PlannedHousehold) -> Vec<u8> {
    let mut home: BTreeMap<&str, String> = BTreeMap::new();
    let mut people: BTreeMap<PersonId, BTreeMap<&str, String>> = BTreeMap::new();
    for edit in &household.edits {
        match edit {
            Edit::Set { subject: Subject::Household, field, value } => {
                home.insert(field.key(), value.clone().unwrap_or_default());
            }
            Edit::Set { subject: Subject::Person(person), field, value } => {
                people.entry(*person).or_default().insert(field.key(), value.clone().unwrap_or_default());
            }
            Edit::AddPerson { person } => {
                people.entry(*person).or_default();
            }
            Edit::RemovePerson { person } => {
                people.remove(person);
            }
            Edit::SetIdNumber { person, number } => {
                people.entry(*person).or_default().insert("id_number", number.clone().unwrap_or_default());
            }
        }
    }
    let people: Vec<String> =
        people.iter().map(|(id, fields)| format!("{{\"id\":\"{id}\",\"fields\":{}}}", object(fields))).collect();
    format!(
        "{{\"door\":\"{}\",\"slot\":{},\"home\":{},\"people\":[{}]}}",
        household.door,
        household.slot,
        object(&home),
        people.join(",")
    )
    .into_bytes()
}

fn object(fields: &BTreeMap<&str, String>) -> String {
    let fields: Vec<String> = fields.iter().map(|(key, value)| format!("\"{key}\":{value:?}")).collect();
    format!("{{{}}}", fields.join(","))
}

/// The same content as JSON: each record deflated on its own, and all in one stream.
pub(super) fn json_bytes(households: &[PlannedHousehold]) -> (usize, usize) {
    let records: Vec<Vec<u8>> = households.iter().map(json).collect();
    let apart = records.iter().map(|record| squeeze(&[], record).len()).sum();
    (apart, squeeze(&[], &records.concat()).len())
}

/// One more visit's worth of work at a household's door.
pub(super) fn touch(town: &mut Town, at: &PlannedHousehold) {
    let visit = RecordVisit { door: at.door, outcome: Outcome::Met, note: String::new(), next_visit: None };
    town.ask(CHEN, visit);
}
