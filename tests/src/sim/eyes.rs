//! Looking at a phone as its person does: every door, every value, and what waits or was refused.

use std::collections::{BTreeMap, BTreeSet};

use linli_contract::Failure;
use linli_contract::households::{Author, DoorView, Edit, FieldView, ReadDoor, ShowIdNumber};
use linli_contract::sync::RecordSync;
use linli_core::device::outbox::{Command, OutState, OutboxItem};
use linli_shared::calendar::Millis;
use linli_shared::documents::household::HouseholdEdit;
use linli_shared::ids::{AreaId, PersonId};
use linli_shared::kinds::Kind;

use crate::cast::Phone;

/// What a phone shows.
#[derive(Debug, Default)]
pub(super) struct Sight {
    /// All values in sight.
    pub(super) values: BTreeSet<String>,
    /// Each door without what differs by reader, as text.
    pub(super) doors: BTreeMap<AreaId, String>,
    /// Fields with several values.
    pub(super) field_conflicts: usize,
    /// People with several numbers.
    pub(super) id_conflicts: usize,
}

/// The value that stands for a person's entry.
pub(super) fn of_person(person: PersonId) -> String {
    format!("p:{person}")
}

/// What an ID number is written for.
pub(super) fn about_number(person: PersonId) -> String {
    format!("number of {person}")
}

/// Looks at all doors. Looking at a number writes a note, and here that is no step of a person: what was planned for the
/// disk and has not happened yet is let go, instead of hitting whoever checks.
pub(super) fn look(phone: &mut Phone, doors: &BTreeSet<AreaId>, time: Millis) -> Result<Sight, Failure> {
    phone.disk.forget_plan();
    let mut sight = Sight::default();
    for door in doors {
        let view = match phone.ask(ReadDoor { door: *door }, time) {
            Ok(view) => view,
            Err(Failure::NotHere) => continue,
            Err(failure) => return Err(failure),
        };
        sight.values.insert(format!("d:{door}"));
        sight.take(phone, view, time)?;
    }
    Ok(sight)
}

impl Sight {
    fn take(&mut self, phone: &mut Phone, mut view: DoorView, time: Millis) -> Result<(), Failure> {
        let mut numbers = String::new();
        for household in &mut view.households {
            household.sync = RecordSync::WithRelay;
            household.fields.iter_mut().for_each(|field| self.field(field));
            for person in &mut household.people {
                self.values.insert(of_person(person.id));
                person.fields.iter_mut().for_each(|field| self.field(field));
                self.id_conflicts += usize::from(person.id_number.as_ref().is_some_and(|number| number.is_conflict));
                if person.id_number.is_some() {
                    let ask = ShowIdNumber { household: household.id, person: person.id };
                    let shown = match phone.ask(ask, time) {
                        // Whose role ended may not leave the note that goes with the number, so it stays covered.
                        Err(Failure::NoRight) => {
                            self.values.insert(format!("covered number of {}", person.id));
                            continue;
                        }
                        shown => shown?,
                    };
                    for mut number in shown.numbers {
                        strip(&mut number.by);
                        numbers += &format!("{number:?}");
                        self.values.extend(number.value);
                    }
                }
            }
        }
        for visit in &mut view.visits {
            visit.sync = RecordSync::WithRelay;
            strip(&mut visit.by);
            self.values.insert(format!("v:{}", visit.id));
            if visit.is_withdrawn {
                self.values.insert(format!("w:{}", visit.id));
            }
        }
        (view.may_write, view.drafts) = (false, Vec::new());
        self.doors.insert(view.id, format!("{view:?} {numbers}"));
        Ok(())
    }

    fn field(&mut self, field: &mut FieldView) {
        strip(&mut field.by);
        self.values.insert(field.value.clone());
        self.field_conflicts += usize::from(!field.conflict.is_empty());
        for other in &mut field.conflict {
            strip(&mut other.by);
            self.values.extend(other.value.clone());
        }
    }
}

/// Whose it is stays, whether it is the reader's does not.
fn strip(by: &mut Author) {
    by.is_me = false;
}

/// How far each value of a phone's outbox got.
pub(super) fn outbox(phone: &Phone) -> BTreeMap<String, OutState> {
    let mut states = BTreeMap::new();
    for item in phone.device().outbox() {
        for value in values(item) {
            states.insert(value, item.state);
        }
    }
    states
}

#[allow(clippy::wildcard_enum_match_arm, reason = "other facts are looked at where they are shown")]
fn values(item: &OutboxItem) -> Vec<String> {
    match &item.command {
        Command::Household(stored) => stored
            .edits()
            .into_iter()
            .filter_map(|edit| match edit {
                HouseholdEdit::Set { value, .. } => value,
                HouseholdEdit::AddPerson { person } => Some(of_person(person)),
                HouseholdEdit::RemovePerson { .. }
                | HouseholdEdit::Depart { .. }
                | HouseholdEdit::End { .. }
                | HouseholdEdit::From { .. }
                | HouseholdEdit::JoinPeople { .. }
                | HouseholdEdit::KeepBothPeople { .. } => None,
            })
            .collect(),
        Command::IdNumbers(numbers, _) => numbers.iter().filter_map(|(_, number)| number.clone()).collect(),
        Command::Fact => match item.kind {
            Kind::Visit => vec![format!("v:{}", item.record)],
            Kind::VisitWithdrawn => vec![format!("w:{}", item.record)],
            Kind::Door => vec![format!("d:{}", item.record)],
            _ => Vec::new(),
        },
        Command::Name(..) | Command::Revert(..) | Command::Upkeep | Command::Covenant(..) => Vec::new(),
    }
}

/// The values that edits write, each with what it is written for.
pub(super) fn written(edits: &[Edit], household: &str) -> Vec<(String, String)> {
    edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::Set { subject, field, value: Some(value) } => {
                Some((value.clone(), format!("{household} {subject:?} {}", field.key())))
            }
            Edit::AddPerson { person } => Some((of_person(*person), of_person(*person))),
            Edit::SetIdNumber { person, number: Some(number) } => Some((number.clone(), about_number(*person))),
            Edit::Set { value: None, .. } | Edit::RemovePerson { .. } | Edit::SetIdNumber { number: None, .. } => None,
        })
        .collect()
}
