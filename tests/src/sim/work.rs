//! What people do on their phones; each thing that is reported as saved goes into the model.

use std::collections::BTreeSet;

use linli_contract::areas::AddDoor;
use linli_contract::households::{
    DoorView, Draft, Edit, FieldView, HouseholdView, JoinPeople, KeepBothPeople, ReadDoor, SaveDraft, SaveHousehold,
    SettleConflict, ShowIdNumber, Version,
};
use linli_contract::registers::Source;
use linli_contract::visits::{Outcome, RecordVisit, WithdrawVisit};
use linli_contract::{Ask, Failure};
use linli_core::device::outbox::OutState;
use linli_core::store::memory::Fault;
use linli_shared::areas::area_id;
use linli_shared::calendar::Millis;
use linli_shared::households::{Field, Subject};
use linli_shared::identity::IdNumber;
use linli_shared::ids::{AreaId, PersonId};
use linli_shared::kinds::Kind;

use super::counts::Rare;
use super::eyes::{about_number, written};
use super::model::Saved;
use super::world::World;

/// Labels of doors that the estate does not have.
const NEW_DOORS: [&str; 3] = ["地下室1", "地下室2", "顶层"];

impl World<'_> {
    /// A person does something.
    pub(super) fn work(&mut self, who: usize) -> Result<(), String> {
        if !self.town.phones[who].is_running() {
            self.revive(who)?;
        }
        match self.dice.below(13) {
            0..=7 if self.registers(who) => {}
            0 | 8 => return self.handle_notice(who),
            5..=7 | 11.. => return self.handle_square(who),
            _ => return self.handle_ticket(who),
        }
        let doors: Vec<AreaId> = self.model.doors.iter().copied().collect();
        let Some(door) = self.dice.pick(&doors) else { return Ok(()) };
        match self.dice.below(20) {
            0..=8 => self.register(who, door),
            9..=10 => self.open_form(who, door),
            11..=13 => self.visit(who, door),
            14 => self.take_back(who, door),
            15 => self.add_door(who),
            16 => self.draft(who, door),
            17..=18 => self.settle(who, door),
            _ => self.duplicates(who, door),
        }
    }

    /// Asks, sometimes with a disk that fails; `None` if nothing was said to be saved.
    pub(super) fn try_ask<A: Ask>(&mut self, who: usize, request: A) -> Result<(Option<A::Reply>, bool), String> {
        let time = self.tick();
        let commit = self.town.phones[who].disk.counts().commits;
        let fault = match self.dice.below(40) {
            0 => Some(Fault::CrashBeforeCommit(commit)),
            1 => Some(Fault::CrashAfterCommit(commit)),
            2 => Some(Fault::FullAtCommit(commit)),
            _ => None,
        };
        if let Some(fault) = fault {
            self.town.phones[who].disk.plan(fault);
        }
        match self.phone(who).ask(request, time) {
            Ok(reply) => Ok((Some(reply), false)),
            Err(failure @ (Failure::StoreFailed | Failure::DiskFull)) => {
                let is_unsure = self.town.phones[who].disk.has_crashed();
                self.store_failed(who, &failure)?;
                Ok((None, is_unsure))
            }
            Err(failure @ (Failure::NoRight | Failure::NotHere | Failure::TooLate)) => {
                self.note(format!("{who} may not: {failure}"));
                Ok((None, false))
            }
            Err(failure) => Err(format!("{who} asked and got: {failure}")),
        }
    }

    /// The door as a person sees it.
    pub(super) fn see(&mut self, who: usize, door: AreaId) -> Result<Option<DoorView>, String> {
        let time = self.town.time;
        match self.phone(who).ask(ReadDoor { door }, time) {
            Ok(view) => Ok(Some(view)),
            // Nor does who holds no role, or whose phone lacks the roster that a relay lost.
            Err(Failure::NotHere | Failure::NoRight) => Ok(None),
            Err(failure) => Err(format!("{who} cannot read a door: {failure}")),
        }
    }

    fn open_form(&mut self, who: usize, door: AreaId) -> Result<(), String> {
        if let Some(view) = self.see(who, door)? {
            self.forms.insert((who, door), view);
        }
        Ok(())
    }

    fn register(&mut self, who: usize, door: AreaId) -> Result<(), String> {
        let view = match self.forms.remove(&(who, door)) {
            Some(view) => view,
            None => match self.see(who, door)? {
                Some(view) => view,
                None => return Ok(()),
            },
        };
        let household = view.households.first();
        let edits = self.edits(household);
        let is_blank = household.is_none();
        let base = household.map_or_else(Version::default, |household| household.version.clone());
        let Some(replaced) = self.replaced(who, household, &edits)? else { return Ok(()) };
        let is_same = is_blank && self.model.saved.values().any(|saved| saved.door == door && saved.who != who);
        let draft = self.drafts.remove(&(who, door));
        let written = written(&edits, &format!("{door}"));
        for ((value, about), replaced) in written.iter().cloned().zip(replaced) {
            self.model.save(value, Saved { who, door, about, replaced, is_unsure: true });
        }
        let asked =
            self.try_ask(who, SaveHousehold { door, slot: 0, base, edits: edits.clone(), source: Source::AtTheDoor })?;
        self.model.settle(written.iter().map(|(value, _)| value), asked.0.is_some(), asked.1);
        if asked.0.is_none() {
            self.drafts.extend(draft.filter(|_| !asked.1).map(|draft| ((who, door), draft)));
            return Ok(());
        }
        if is_same {
            self.counts.add(Rare::SameDoor);
        }
        self.note(format!("{who} saves {} edits at {door:?}", edits.len()));
        Ok(())
    }

    fn edits(&mut self, household: Option<&HouseholdView>) -> Vec<Edit> {
        let known: Vec<PersonId> =
            household.into_iter().flat_map(|view| &view.people).map(|person| person.id).collect();
        let mut edits = Vec::new();
        let number = self.model.unique();
        match self.dice.below(9) {
            0 | 1 => {
                let person = PersonId(self.dice.bytes16());
                edits.push(Edit::AddPerson { person });
                edits.push(set(Subject::Person(person), Field::Name, format!("名{number}")));
                if self.dice.chance(40) {
                    edits.push(Edit::SetIdNumber { person, number: Some(self.id_number()) });
                }
            }
            2 => edits.push(set(Subject::Household, Field::HomeNote, format!("注{number}"))),
            3 => edits.push(set(Subject::Household, Field::LandlordName, format!("东{number}"))),
            other => match self.dice.pick(&known) {
                Some(person) if other == 4 => {
                    edits.push(set(Subject::Person(person), Field::Workplace, format!("厂{number}")));
                }
                Some(person) => edits.push(Edit::SetIdNumber { person, number: Some(self.id_number()) }),
                None => edits.push(set(Subject::Household, Field::HomeNote, format!("注{number}"))),
            },
        }
        edits
    }

    /// A valid number that nobody else has.
    fn id_number(&mut self) -> String {
        let unique = self.model.unique();
        let (day, sequence) = (1 + unique / 999 % 28, 1 + unique % 999);
        let start = format!("999001195001{day:02}{sequence:03}");
        let complete = "0123456789X".chars().map(|check| format!("{start}{check}"));
        complete.into_iter().find(|number| IdNumber::parse(number).is_ok()).unwrap_or_default()
    }

    /// For each value that edits write: the values it replaces, as far as they were in sight. `None` if the phone failed
    /// while it was to show them; nobody goes on writing then.
    fn replaced(
        &mut self,
        who: usize,
        household: Option<&HouseholdView>,
        edits: &[Edit],
    ) -> Result<Option<Vec<BTreeSet<String>>>, String> {
        let mut all = Vec::new();
        for edit in edits {
            let standing = match edit {
                Edit::Set { subject, field, .. } => household.map(|view| standing(view, *subject, *field)),
                Edit::SetIdNumber { person, .. } => match household {
                    // The number is replaced as it stands on the phone, whatever the form was opened on.
                    Some(view) => match self.numbers(who, view, *person)? {
                        Some(numbers) => Some(numbers),
                        None => return Ok(None),
                    },
                    None => None,
                },
                Edit::AddPerson { .. } | Edit::RemovePerson { .. } => None,
            };
            all.push(standing.unwrap_or_default());
        }
        Ok(Some(all))
    }

    /// The numbers of somebody; `None` if the phone failed, which notes that they are shown.
    fn numbers(
        &mut self,
        who: usize,
        view: &HouseholdView,
        person: PersonId,
    ) -> Result<Option<BTreeSet<String>>, String> {
        let time: Millis = self.town.time;
        match self.phone(who).ask(ShowIdNumber { household: view.id, person }, time) {
            Ok(shown) => Ok(Some(shown.numbers.into_iter().filter_map(|number| number.value).collect())),
            Err(Failure::NotHere | Failure::NoRight) => Ok(Some(BTreeSet::new())),
            Err(failure @ (Failure::StoreFailed | Failure::DiskFull)) => {
                self.store_failed(who, &failure).map(|()| None)
            }
            Err(failure) => Err(format!("{who} cannot see numbers: {failure}")),
        }
    }

    fn visit(&mut self, who: usize, door: AreaId) -> Result<(), String> {
        let outcomes = [Outcome::Met, Outcome::NobodyHome, Outcome::Refused, Outcome::Vacant];
        let outcome = self.dice.pick(&outcomes).unwrap_or(Outcome::Met);
        let visit = RecordVisit { door, outcome, note: String::new(), next_visit: None };
        if let (Some(record), _) = self.try_ask(who, visit)? {
            self.note(format!("{who} visits {door:?}: {record:?}"));
            self.save_fact(who, door, format!("v:{record}"));
        }
        Ok(())
    }

    /// A visit recorded while an answer is on its way; `false` if the phone died of it.
    pub(super) fn visit_meanwhile(&mut self, who: usize) -> Result<bool, String> {
        let doors: Vec<AreaId> = self.model.doors.iter().copied().collect();
        let Some(door) = self.dice.pick(&doors) else { return Ok(true) };
        let visit = RecordVisit { door, outcome: Outcome::Met, note: String::new(), next_visit: None };
        let (record, goes_on) = self.ask_meanwhile(who, visit)?;
        if let Some(record) = record {
            self.note(format!("{who} visits {door:?} meanwhile: {record:?}"));
            self.save_fact(who, door, format!("v:{record}"));
        }
        Ok(goes_on)
    }

    /// Something added to a household that is on its way; `false` if the phone died of it.
    pub(super) fn add_meanwhile(&mut self, who: usize) -> Result<bool, String> {
        let sent = self.town.phones[who].device().outbox();
        let sent = sent.filter(|item| item.kind == Kind::Household && matches!(item.state, OutState::Formed(..)));
        let Some(door) = sent.filter_map(|item| item.area).next() else { return Ok(true) };
        let Some(view) = self.see(who, door)? else { return Ok(true) };
        let Some(household) = view.households.first() else { return Ok(true) };
        let value = format!("注{}", self.model.unique());
        let edits = vec![set(Subject::Household, Field::HomeNote, value.clone())];
        let (base, slot) = (household.version.clone(), household.slot);
        let replaced = standing(household, Subject::Household, Field::HomeNote);
        let about = format!("{door} {:?} {}", Subject::Household, Field::HomeNote.key());
        self.model.save(value.clone(), Saved { who, door, about, replaced, is_unsure: true });
        let save = SaveHousehold { door, slot, base, edits, source: Source::AtTheDoor };
        let (saved, goes_on) = self.ask_meanwhile(who, save)?;
        self.model.settle([&value], saved.is_some(), !goes_on);
        self.note(format!("{who} adds to {door:?} meanwhile: {}", saved.is_some()));
        Ok(goes_on)
    }

    fn ask_meanwhile<A: Ask>(&mut self, who: usize, request: A) -> Result<(Option<A::Reply>, bool), String> {
        let time = self.town.time;
        match self.phone(who).ask(request, time) {
            Ok(reply) => Ok((Some(reply), true)),
            Err(Failure::NoRight | Failure::NotHere) => Ok((None, true)),
            Err(failure @ (Failure::StoreFailed | Failure::DiskFull)) => {
                let has_died = self.town.phones[who].disk.has_crashed();
                self.store_failed(who, &failure).map(|()| (None, !has_died))
            }
            Err(failure) => Err(format!("{who} asked meanwhile and got: {failure}")),
        }
    }

    fn save_fact(&mut self, who: usize, door: AreaId, value: String) {
        let saved = Saved { who, door, about: value.clone(), replaced: BTreeSet::new(), is_unsure: false };
        self.model.save(value, saved);
    }

    fn take_back(&mut self, who: usize, door: AreaId) -> Result<(), String> {
        let Some(view) = self.see(who, door)? else { return Ok(()) };
        let own = view.visits.iter().find(|visit| visit.by.is_me && !visit.is_withdrawn);
        let Some(visit) = own.map(|visit| visit.id) else { return Ok(()) };
        if let (Some(()), _) = self.try_ask(who, WithdrawVisit { visit })? {
            self.note(format!("{who} takes back {visit:?}"));
            self.save_fact(who, door, format!("w:{visit}"));
        }
        Ok(())
    }

    fn add_door(&mut self, who: usize) -> Result<(), String> {
        let stair = self.town.estate.stair(self.dice.below(2));
        let label = self.dice.pick(&NEW_DOORS).unwrap_or(NEW_DOORS[0]);
        if let (Some(door), _) = self.try_ask(who, AddDoor { stair, floor: 0, label: label.into() })? {
            let value = format!("d:{door}");
            if self.model.saved.get(&value).is_some_and(|known| known.who != who)
                && self.town.phones[who].device().outbox().any(|item| item.area == Some(door))
            {
                self.counts.add(Rare::SameNewDoor);
            }
            self.note(format!("{who} adds door {door:?}"));
            self.model.doors.insert(door);
            if !self.model.saved.contains_key(&value) {
                self.save_fact(who, door, value);
            }
        }
        Ok(())
    }

    fn draft(&mut self, who: usize, door: AreaId) -> Result<(), String> {
        let number = self.model.unique();
        let edits = vec![set(Subject::Household, Field::HomeNote, format!("稿{number}"))];
        let text = format!("{edits:?}");
        let draft = Draft { base: Version::default(), edits, at: Millis(0), source: Source::AtTheDoor };
        let before = self.drafts.remove(&(who, door));
        let (kept, is_unsure) = self.try_ask(who, SaveDraft { door, slot: 0, draft })?;
        let stands = if kept.is_some() { Some(text) } else { before.filter(|_| !is_unsure) };
        self.drafts.extend(stands.map(|text| ((who, door), text)));
        Ok(())
    }

    fn settle(&mut self, who: usize, door: AreaId) -> Result<(), String> {
        let Some(view) = self.see(who, door)? else { return Ok(()) };
        let Some(household) = view.households.first() else { return Ok(()) };
        let of_home = household.fields.iter().map(|field| (Subject::Household, field));
        let of_people = household
            .people
            .iter()
            .flat_map(|person| person.fields.iter().map(|field| (Subject::Person(person.id), field)));
        let Some((subject, field)) = of_home.chain(of_people).find(|(_, field)| !field.conflict.is_empty()) else {
            return Ok(());
        };
        let value = format!("定{}", self.model.unique());
        let request = SettleConflict {
            household: household.id,
            version: household.version.clone(),
            subject,
            field: field.field,
            value: Some(value.clone()),
        };
        let replaced = values(field).collect();
        let about = format!("{door} {subject:?} {}", field.field.key());
        self.note(format!("{who} settles {about}"));
        self.model.save(value.clone(), Saved { who, door, about, replaced, is_unsure: true });
        let (reply, is_unsure) = self.try_ask(who, request)?;
        self.model.settle([&value], reply.is_some(), is_unsure);
        Ok(())
    }

    fn duplicates(&mut self, who: usize, door: AreaId) -> Result<(), String> {
        let Some(view) = self.see(who, door)? else { return Ok(()) };
        let Some(household) = view.households.first() else { return Ok(()) };
        let [keep, merge, ..] = household.people.as_slice() else { return Ok(()) };
        let (household, keep, merge) = (household.id, keep.id, merge.id);
        if self.dice.chance(50) {
            self.try_ask(who, KeepBothPeople { household, pair: (keep, merge) })?;
            return Ok(());
        }
        // Values of two entries that became one stand beside each other or behind a newer one.
        for person in [keep, merge] {
            let of = [super::eyes::of_person(person), about_number(person), format!("{person:?}")];
            self.model.hidden.extend(of);
        }
        self.try_ask(who, JoinPeople { household, keep, merge })?;
        Ok(())
    }
}

fn set(subject: Subject, field: Field, value: String) -> Edit {
    Edit::Set { subject, field, value: Some(value) }
}

fn standing(view: &HouseholdView, subject: Subject, field: Field) -> BTreeSet<String> {
    let fields = match subject {
        Subject::Household => Some(&view.fields),
        Subject::Person(person) => view.people.iter().find(|entry| entry.id == person).map(|entry| &entry.fields),
    };
    let shown = fields.into_iter().flatten().find(|shown| shown.field == field);
    shown.into_iter().flat_map(values).collect()
}

fn values(field: &FieldView) -> impl Iterator<Item = String> + '_ {
    [field.value.clone()].into_iter().chain(field.conflict.iter().filter_map(|one| one.value.clone()))
}

/// The doors that may be added to a stair.
pub(super) fn new_doors(stair: AreaId) -> [AreaId; 3] {
    NEW_DOORS.map(|label| area_id(stair, label))
}
