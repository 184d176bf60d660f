//! Two workers at one door, told as stories.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::documents::{AdmissionError, Document, Heads, Kind, Writer, Wrote};
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

#[test]
fn two_devices_register_one_door_offline_and_it_is_one_household() {
    let (mut wang, mut zhao) = (phone(1), phone(2));
    wang.save_on(&Heads::default(), &enters(LI, "李清"));
    zhao.save_on(
        &Heads::default(),
        &[&enters(CHEN, "陈明")[..], &[set(Subject::Household, Field::HomeUse, "let")]].concat(),
    );
    meet(&mut wang, &mut zhao);

    let household = wang.household();
    assert_eq!(household.place, Some(PLACE));
    let names: Vec<_> =
        household.people.iter().map(|person| field(person, Field::Name).value.as_deref().unwrap()).collect();
    assert_eq!(names.len(), 2);
    assert!(names.contains(&"李清") && names.contains(&"陈明"));
    assert_eq!(household.fields[0].value.as_deref(), Some("let"));
    let said = Author { device: Some(zhao.writer.device), seconds: NOON + 60, source: Source::AtTheDoor };
    assert_eq!(household.fields[0].by, said);
    assert_eq!(household.seconds, NOON + 60);
}

#[test]
fn one_field_written_by_two_devices_shows_both_with_who_and_when_until_someone_chooses() {
    let (mut wang, mut zhao) = (phone(1), phone(2));
    wang.save(&enters(LI, "李清"));
    zhao.hears(&wang);
    wang.save(&[of(LI, Field::Phone, "13900000001")]);
    zhao.save(&[of(LI, Field::Phone, "13900000002")]);
    meet(&mut wang, &mut zhao);

    let li = wang.person(LI);
    let phone = field(&li, Field::Phone);
    assert_eq!(phone.conflict.len(), 2);
    assert_eq!(phone.value, phone.conflict[0].value);
    let mut seen = values(phone);
    seen.sort();
    assert_eq!(seen, [(Some("13900000001"), 1), (Some("13900000002"), 2)]);

    wang.save(&[of(LI, Field::Phone, "13900000001")]);
    meet(&mut wang, &mut zhao);
    assert_eq!(values(field(&zhao.person(LI), Field::Phone)), [(Some("13900000001"), 1)]);
}

#[test]
fn a_choice_made_on_an_older_state_leaves_what_came_since_beside_it() {
    let (mut wang, mut zhao) = (phone(1), phone(2));
    wang.save(&enters(LI, "李清"));
    zhao.hears(&wang);
    let opened = wang.document.heads();
    zhao.save(&[of(LI, Field::Phone, "13900000002")]);
    wang.hears(&zhao);
    wang.save_on(&opened, &[of(LI, Field::Phone, "13900000001")]);
    assert_eq!(field(&wang.person(LI), Field::Phone).conflict.len(), 2);
    meet(&mut wang, &mut zhao);
}

#[test]
fn a_form_left_open_over_the_devices_own_later_save_is_written_by_its_next_incarnation() {
    let mut wang = phone(1);
    wang.save(&enters(LI, "李清"));
    let opened = wang.document.heads();
    assert_eq!(wang.save(&[of(LI, Field::Phone, "13900000001")]).unwrap().writer.incarnation, 0);
    let late = wang.save_on(&opened, &[of(LI, Field::Phone, "13900000002")]).unwrap();
    assert_eq!(late.writer.incarnation, 1);
    assert_eq!(field(&wang.person(LI), Field::Phone).conflict.len(), 2);
    let mut zhao = phone(2);
    zhao.hears(&wang);
    assert_eq!(zhao.household(), wang.household());
}

#[test]
fn both_writing_the_same_value_is_no_conflict() {
    let (mut wang, mut zhao) = (phone(1), phone(2));
    wang.save_on(&Heads::default(), &[set(Subject::Household, Field::HomeUse, "let")]);
    zhao.save_on(&Heads::default(), &[set(Subject::Household, Field::HomeUse, "let")]);
    meet(&mut wang, &mut zhao);
    assert!(wang.household().fields[0].conflict.is_empty());
    assert_eq!(wang.save(&[set(Subject::Household, Field::HomeUse, "let")]), None);
}

#[test]
fn clearing_a_field_that_another_sets_is_a_conflict_too() {
    let (mut wang, mut zhao) = (phone(1), phone(2));
    wang.save(&[&enters(LI, "李清")[..], &[of(LI, Field::Occupation, "教师")]].concat());
    zhao.hears(&wang);
    wang.save(&[of(LI, Field::Occupation, "")]);
    assert!(wang.person(LI).fields.iter().all(|state| state.field != Field::Occupation));
    zhao.save(&[of(LI, Field::Occupation, "医生")]);
    meet(&mut wang, &mut zhao);
    let li = wang.person(LI);
    let mut seen: Vec<_> = values(field(&li, Field::Occupation)).into_iter().map(|(value, _)| value).collect();
    seen.sort();
    assert_eq!(seen, [None, Some("医生")]);
}

#[test]
fn edits_without_effect_write_nothing() {
    let mut wang = phone(1);
    assert_eq!(wang.save(&[]), None);
    assert_eq!(wang.save(&[of(LI, Field::Name, "")]), None);
    wang.save(&enters(LI, "李清")).unwrap();
    assert_eq!(wang.save(&enters(LI, "李清")), None);
    assert_eq!(wang.save(&[of(LI, Field::Name, "李青"), of(LI, Field::Name, "李清")]), None);
}

#[test]
fn a_value_is_from_the_source_of_the_change_that_wrote_it() {
    let mut wang = phone(1);
    let list = Source::List { name: "2024年底册".into() };
    let from = |source: &Source| HouseholdEdit::From { source: source.clone() };
    wang.save(&[&[from(&list)][..], &enters(LI, "李清"), &[of(LI, Field::Phone, "13900000001")]].concat());
    wang.save(&[of(LI, Field::Occupation, "教师")]);
    wang.save(&[from(&list), of(LI, Field::Workplace, "钢厂")]);
    wang.save(&[from(&Source::ByPhone), of(LI, Field::Phone, "13900000002")]);
    assert_eq!(wang.save(&[from(&Source::Paper), of(LI, Field::Phone, "13900000002")]), None, "nothing differs");
    let li = wang.person(LI);
    let source = |wanted| field(&li, wanted).by.source.clone();
    assert_eq!(source(Field::Name), list);
    assert_eq!(source(Field::Occupation), Source::AtTheDoor);
    assert_eq!(source(Field::Workplace), list);
    assert_eq!(source(Field::Phone), Source::ByPhone);
    let mut zhao = phone(2);
    zhao.hears(&wang);
    assert_eq!(zhao.household(), wang.household());
}

#[test]
fn people_depart_with_the_reason_the_last_first_and_come_back() {
    let mut wang = phone(1);
    let third = PersonId([3; 16]);
    wang.save(&[enters(LI, "李清"), enters(CHEN, "陈明"), enters(third, "李小明")].concat());
    let died = Departure::Died { on: Some("2026-11-21".into()) };
    wang.save(&[HouseholdEdit::Depart { person: LI, why: died.clone() }]);
    let moved = Departure::Moved { to: Place { slot: 1, ..PLACE } };
    wang.save(&[HouseholdEdit::Depart { person: CHEN, why: moved.clone() }]);
    let read = wang.household();
    let gone: Vec<_> = read.departed.iter().map(|one| (one.id, one.name.as_deref(), one.why.clone())).collect();
    assert_eq!(gone, [(CHEN, Some("陈明"), moved), (LI, Some("李清"), died)]);
    assert_eq!(read.people.iter().map(|person| person.id).collect::<Vec<_>>(), [third]);
    wang.save(&[HouseholdEdit::AddPerson { person: LI }]);
    assert_eq!(wang.household().departed.len(), 1);
    assert_eq!(field(&wang.person(LI), Field::Name).value.as_deref(), Some("李清"));
}

#[test]
fn an_ended_household_goes_on_if_someone_wrote_without_knowing() {
    let (mut wang, mut zhao) = (phone(1), phone(2));
    wang.save(&enters(LI, "李清"));
    zhao.hears(&wang);
    wang.save(&[HouseholdEdit::End { why: Some(Ending::Left) }]);
    assert!(wang.household().is_over());
    zhao.save(&[of(LI, Field::Phone, "13900000002")]);
    meet(&mut wang, &mut zhao);
    assert!(!wang.household().is_over());
    assert!(wang.household().ended.unwrap().is_contested);
    zhao.save(&[HouseholdEdit::End { why: Some(Ending::Left) }]).expect("said by someone who knows both");
    meet(&mut wang, &mut zhao);
    assert!(wang.household().is_over());
    wang.save(&[HouseholdEdit::End { why: None }]);
    meet(&mut wang, &mut zhao);
    assert_eq!(zhao.household().ended, None);
    assert_eq!(zhao.household().people.len(), 1);
}

#[test]
fn what_is_set_back_is_as_before_and_keeps_its_source() {
    let mut wang = phone(1);
    let list = Source::List { name: "2024年底册".into() };
    let from = HouseholdEdit::From { source: list.clone() };
    wang.save(&[&[from][..], &enters(LI, "李清"), &[of(LI, Field::Phone, "13900000001")]].concat());
    let before = wang.person(LI);
    let edits = [
        vec![
            of(LI, Field::Phone, "13900000002"),
            of(LI, Field::Sex, "2"),
            set(Subject::Household, Field::HomeUse, "let"),
        ],
        enters(CHEN, "陈明").to_vec(),
        vec![HouseholdEdit::RemovePerson { person: LI }, HouseholdEdit::End { why: Some(Ending::Mistake) }],
    ];
    let changes: Vec<_> = edits.iter().map(|edits| wang.save(edits).unwrap().change).collect();
    let done = wang.document.revert(&changes, &BTreeSet::new(), wang.writer, NOON + 900).unwrap();
    assert_eq!((done.values, done.kept, done.wrote.len()), (7, 0, 2));
    let read = wang.household();
    assert_eq!((read.people.len(), read.departed.len(), read.ended, read.fields.len()), (1, 0, None, 0));
    let li = wang.person(LI);
    let values = |person: &PersonEntry| {
        person
            .fields
            .iter()
            .map(|state| (state.field, state.value.clone(), state.by.source.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(values(&li), values(&before));
    let again = wang.document.revert(&changes, &BTreeSet::new(), wang.writer, NOON + 901).unwrap();
    assert_eq!(again, Reverted::default(), "what is back is not set back again");
}

#[test]
fn setting_back_leaves_what_others_wrote_since_and_takes_the_own_from_beside_theirs() {
    let (mut wang, mut zhao) = (phone(1), phone(2));
    wang.save(&[&enters(LI, "李清")[..], &[of(LI, Field::Phone, "13900000001")]].concat());
    zhao.hears(&wang);
    let wrote = wang.save(&[of(LI, Field::Phone, "13900000002"), of(LI, Field::Occupation, "教师")]).unwrap();
    zhao.save(&[of(LI, Field::Occupation, "医生")]);
    meet(&mut wang, &mut zhao);
    zhao.save(&[of(LI, Field::Phone, "13900000003")]);
    meet(&mut wang, &mut zhao);
    let done = wang.document.revert(&[wrote.change], &BTreeSet::new(), wang.writer, NOON + 900).unwrap();
    assert_eq!((done.values, done.kept), (1, 1));
    let li = wang.person(LI);
    assert_eq!(field(&li, Field::Phone).value.as_deref(), Some("13900000003"));
    assert_eq!(field(&li, Field::Occupation).value.as_deref(), Some("医生"));
    assert!(field(&li, Field::Occupation).conflict.is_empty());
}

#[test]
fn setting_back_one_after_the_other_leads_through_every_state() {
    let mut wang = phone(1);
    let states: Vec<(Household, Wrote)> = [
        [&enters(LI, "李清")[..], &[of(LI, Field::Phone, "13900000001")]].concat(),
        vec![of(LI, Field::Phone, "13900000002"), of(LI, Field::Sex, "2")],
        vec![HouseholdEdit::RemovePerson { person: LI }],
        vec![HouseholdEdit::AddPerson { person: LI }, of(LI, Field::Phone, "13900000001")],
    ]
    .iter()
    .map(|edits| (wang.household(), wang.save(edits).unwrap()))
    .collect();
    for (before, wrote) in states.into_iter().rev() {
        assert_eq!(wang.document.held(&[wrote.change]), BTreeSet::new());
        let done = wang.document.revert(&[wrote.change], &BTreeSet::new(), wang.writer, NOON + 900).unwrap();
        assert_eq!(done.kept, 0);
        let read = wang.household();
        let texts = |household: &Household| {
            let people = household.people.iter().map(|person| {
                let fields = person.fields.iter().map(|state| (state.field, state.value.clone()));
                (person.id, fields.collect::<Vec<_>>())
            });
            (people.collect::<Vec<_>>(), household.departed.iter().map(|one| one.id).collect::<Vec<_>>())
        };
        assert_eq!(texts(&read), texts(&before));
    }
    assert!(!wang.household().is_there());
}

fn moved(slot: u8) -> Departure {
    Departure::Moved { to: Place { slot, ..PLACE } }
}

impl Phone {
    fn takes_back(&mut self, wrote: Wrote) -> Reverted {
        let done = self.document.revert(&[wrote.change], &BTreeSet::new(), self.writer, NOON + 900).unwrap();
        self.wrote.extend(&done.wrote);
        done
    }

    fn departed(&self) -> Vec<Departure> {
        self.household().departed.into_iter().map(|gone| gone.why).collect()
    }
}

#[test]
fn what_each_takes_back_at_once_is_taken_back_though_each_left_the_others() {
    let (mut wang, mut zhao) = (phone(1), phone(2));
    wang.save(&enters(LI, "李清"));
    zhao.hears(&wang);
    let goes = |slot| {
        let to = Place { slot, ..PLACE };
        [HouseholdEdit::Depart { person: LI, why: moved(slot) }, HouseholdEdit::End { why: Some(Ending::Moved { to }) }]
    };
    let by_wang = wang.save(&goes(1)).unwrap();
    let by_zhao = zhao.save(&goes(2)).unwrap();
    meet(&mut wang, &mut zhao);
    assert!(wang.household().people.is_empty() && wang.household().is_over());
    wang.takes_back(by_wang);
    assert_eq!((wang.departed(), wang.household().people.len()), (vec![moved(2)], 0));
    let back = zhao.takes_back(by_zhao).wrote[0];
    assert_eq!((zhao.departed(), zhao.household().people.len()), (vec![moved(1)], 0));
    meet(&mut wang, &mut zhao);
    assert_eq!(wang.household().people.len(), 1);
    assert!(!wang.household().is_over());

    // Doing one of them again, or saying that they are here, is by somebody who knows both.
    let mut other = Phone { document: zhao.document.clone(), wrote: Vec::new(), ..phone(2) };
    other.takes_back(back);
    assert_eq!((other.departed(), other.household().people.len()), (vec![moved(2)], 0));
    wang.save(&[HouseholdEdit::AddPerson { person: LI }, HouseholdEdit::End { why: None }]).unwrap();
    assert_eq!((wang.departed(), wang.person(LI).removed), (vec![], None));
    assert_eq!(wang.household().ended, None);
}

#[test]
fn of_three_who_moved_one_person_the_last_to_take_it_back_has_them_here_again() {
    let mut phones = [phone(1), phone(2), phone(3)];
    phones[0].save(&enters(LI, "李清"));
    let first = Phone { document: phones[0].document.clone(), wrote: phones[0].wrote.clone(), ..phone(1) };
    let mut moves = Vec::new();
    for (slot, phone) in (1..).zip(&mut phones) {
        phone.document.merge(&first.document);
        moves.push(phone.save(&[HouseholdEdit::Depart { person: LI, why: moved(slot) }]).unwrap());
    }
    let all_meet = |phones: &mut [Phone; 3]| {
        let copies = phones.each_ref().map(|phone| phone.document.clone());
        phones.iter_mut().for_each(|phone| copies.iter().for_each(|copy| phone.document.merge(copy)));
    };
    all_meet(&mut phones);
    let mut in_turn = phones[0].document.clone();
    let mut is_here = Vec::new();
    for (phone, wrote) in phones.iter().zip(&moves) {
        in_turn.revert(&[wrote.change], &BTreeSet::new(), phone.writer, NOON + 900).unwrap();
        is_here.push(!Household::of(&in_turn).people.is_empty());
    }
    assert_eq!(is_here, [false, false, true]);

    // At once: two of them leave what the third said, and with the third nothing is left.
    phones[0].takes_back(moves[0]);
    phones[1].takes_back(moves[1]);
    let mut two = phones[0].document.clone();
    two.merge(&phones[1].document);
    assert!(Household::of(&two).people.is_empty());
    phones[2].takes_back(moves[2]);
    all_meet(&mut phones);
    for phone in &phones {
        assert_eq!(phone.household().people.len(), 1);
    }
}

#[test]
fn a_removal_that_another_takes_back_at_the_same_time_is_open() {
    let (mut wang, mut zhao) = (phone(1), phone(2));
    wang.save(&enters(LI, "李清"));
    zhao.hears(&wang);
    let gone = zhao.save(&[HouseholdEdit::Depart { person: LI, why: moved(2) }]).unwrap();
    wang.hears(&zhao);
    let here = wang.save(&[HouseholdEdit::AddPerson { person: LI }]).unwrap();
    wang.takes_back(here);
    assert!(wang.household().people.is_empty());
    zhao.takes_back(gone);
    meet(&mut wang, &mut zhao);
    assert_eq!(wang.person(LI).removed.map(|removal| removal.why), Some(moved(2)));
}

#[test]
fn a_removal_in_doubt_does_not_come_back_beyond_doubt() {
    let (mut wang, mut zhao) = (phone(1), phone(2));
    wang.save(&enters(LI, "李清"));
    zhao.hears(&wang);
    zhao.save(&[HouseholdEdit::Depart { person: LI, why: moved(2) }]);
    wang.save(&[of(LI, Field::Phone, "13900000001")]);
    meet(&mut wang, &mut zhao);
    let on = wang.save(&[HouseholdEdit::Depart { person: LI, why: moved(1) }]).unwrap();
    assert!(wang.household().people.is_empty());
    wang.takes_back(on);
    assert_eq!(wang.household().people.len(), 1);
}

#[test]
fn someone_entered_of_whom_others_wrote_since_is_held_and_stays_whole() {
    let (mut wang, mut zhao) = (phone(1), phone(2));
    let edits = [enters(LI, "李清"), enters(CHEN, "陈明")].concat();
    let wrote = wang.save(&edits).unwrap();
    zhao.hears(&wang);
    let moved = Departure::Moved { to: Place { slot: 1, ..PLACE } };
    zhao.save(&[HouseholdEdit::Depart { person: LI, why: moved }]);
    meet(&mut wang, &mut zhao);
    let held = wang.document.held(&[wrote.change]);
    assert_eq!(held, BTreeSet::from([LI]));
    let done = wang.document.revert(&[wrote.change], &held, wang.writer, NOON + 900).unwrap();
    assert_eq!((done.values, done.kept), (2, 2));
    let read = wang.household();
    assert_eq!((read.people.len(), read.departed.len()), (0, 1));
    assert_eq!(read.departed[0].name.as_deref(), Some("李清"));
}

#[test]
fn a_registration_set_back_reads_as_not_there_and_can_be_made_again() {
    let mut wang = phone(1);
    let home = set(Subject::Household, Field::HomeUse, "let");
    let wrote = wang.save(&[&enters(LI, "李清")[..], &[home]].concat()).unwrap();
    assert!(wang.household().is_there());
    wang.document.revert(&[wrote.change], &BTreeSet::new(), wang.writer, NOON + 900).unwrap();
    assert!(!wang.household().is_there());
    assert_eq!(wang.household().place, Some(PLACE));
    wang.save(&enters(LI, "李清"));
    assert!(wang.household().is_there());
}

#[test]
fn the_history_tells_what_each_change_did_and_what_it_saw() {
    let (mut wang, mut zhao) = (phone(1), phone(2));
    let from = HouseholdEdit::From { source: Source::Paper };
    wang.save(&[&[from][..], &enters(LI, "李清")].concat());
    zhao.hears(&wang);
    wang.save(&[of(LI, Field::Name, "李青")]);
    let left = Departure::Left { on: None, to: "苏州".into() };
    zhao.save(&[HouseholdEdit::Depart { person: LI, why: left.clone() }]);
    meet(&mut wang, &mut zhao);
    wang.save(&[HouseholdEdit::AddPerson { person: LI }, HouseholdEdit::End { why: Some(Ending::TenantsChanged) }]);
    let told = wang.document.told(10);
    let named = |before: Option<&str>, after: &str| What::Set {
        subject: Subject::Person(LI),
        field: Field::Name,
        before: before.map(Into::into),
        after: Some(after.into()),
    };
    assert_eq!(told[0].what, [What::Ended(Ending::TenantsChanged), What::Back(LI)]);
    assert_eq!(told[1].what, [What::Gone(LI, left)]);
    assert_eq!(told[2].what, [named(Some("李清"), "李青")]);
    assert_eq!(told[3].what, [What::Registered, What::Entered(LI), named(None, "李清")]);
    assert_eq!((told[3].by.source.clone(), told[3].by.device), (Source::Paper, Some(wang.writer.device)));
    assert_eq!(wang.document.names(), BTreeMap::from([(LI, "李青".to_owned())]));
    assert_eq!(wang.document.told(2).len(), 2);
}

#[test]
fn edits_no_form_makes_are_refused() {
    let mut wang = phone(1);
    let mut refuse = |edit: HouseholdEdit| {
        wang.document.register(&PLACE, &[edit], &Heads::default(), wang.writer, NOON).unwrap_err()
    };
    assert_eq!(refuse(set(Subject::Household, Field::Name, "李清")), EditError::WrongSubject { field: Field::Name });
    assert!(matches!(refuse(of(LI, Field::BirthDate, "gestern")), EditError::Value { field: Field::BirthDate, .. }));
    let died = Departure::Died { on: Some("yesterday".into()) };
    assert_eq!(refuse(HouseholdEdit::Depart { person: LI, why: died }), EditError::Mark);
    assert_eq!(refuse(HouseholdEdit::From { source: Source::List { name: String::new() } }), EditError::Mark);
    assert_eq!(refuse(HouseholdEdit::JoinPeople { keep: LI, merge: LI }), EditError::SamePerson);
    assert_eq!(refuse(HouseholdEdit::KeepBothPeople { pair: (LI, LI) }), EditError::SamePerson);
    assert_eq!(wang.document, Document::genesis(Kind::Household, RECORD));
}

#[test]
fn a_removed_person_is_gone_unless_someone_wrote_of_them_meanwhile() {
    let (mut wang, mut zhao) = (phone(1), phone(2));
    wang.save(&[enters(LI, "李清"), enters(CHEN, "陈明")].concat());
    zhao.hears(&wang);
    wang.save(&[HouseholdEdit::RemovePerson { person: LI }, HouseholdEdit::RemovePerson { person: CHEN }]);
    assert!(wang.household().people.is_empty());

    zhao.save(&[of(LI, Field::Phone, "13900000002")]);
    meet(&mut wang, &mut zhao);
    let people = wang.household().people;
    assert_eq!(people.iter().map(|person| person.id).collect::<Vec<_>>(), [LI]);
    assert_eq!(people[0].removed.as_ref().unwrap().by.device, Some(wang.writer.device));
    assert_eq!(field(&people[0], Field::Name).value.as_deref(), Some("李清"));

    zhao.save(&[HouseholdEdit::AddPerson { person: LI }]);
    meet(&mut wang, &mut zhao);
    assert_eq!(wang.person(LI).removed, None);
}

#[test]
fn joined_entries_read_as_one_person_and_differing_values_stay_until_settled() {
    let (mut wang, mut zhao) = (phone(1), phone(2));
    let li = [&enters(LI, "李清")[..], &[of(LI, Field::Phone, "13900000001")]].concat();
    let again =
        [&enters(CHEN, "李清")[..], &[of(CHEN, Field::Phone, "13900000002"), of(CHEN, Field::Sex, "2")]].concat();
    wang.save_on(&Heads::default(), &li);
    zhao.save_on(&Heads::default(), &again);
    meet(&mut wang, &mut zhao);
    assert_eq!(wang.household().people.len(), 2);

    wang.save(&[HouseholdEdit::JoinPeople { keep: LI, merge: CHEN }]);
    meet(&mut wang, &mut zhao);
    assert_eq!(zhao.household().people.len(), 1);
    let li = zhao.person(LI);
    assert_eq!(li.joined, [CHEN]);
    assert_eq!(values(field(&li, Field::Name)), [(Some("李清"), 1)]);
    assert_eq!(values(field(&li, Field::Sex)), [(Some("2"), 2)]);
    assert_eq!(values(field(&li, Field::Phone)), [(Some("13900000001"), 1), (Some("13900000002"), 2)]);

    zhao.save(&[of(LI, Field::Phone, "13900000001")]).unwrap();
    meet(&mut wang, &mut zhao);
    assert_eq!(values(field(&wang.person(LI), Field::Phone)), [(Some("13900000001"), 2)]);
}

#[test]
fn two_devices_that_join_two_entries_crosswise_still_see_one_person() {
    let (mut wang, mut zhao) = (phone(1), phone(2));
    wang.save(&[enters(LI, "李清"), enters(CHEN, "李青")].concat());
    zhao.hears(&wang);
    wang.save(&[HouseholdEdit::JoinPeople { keep: LI, merge: CHEN }]);
    zhao.save(&[HouseholdEdit::JoinPeople { keep: CHEN, merge: LI }]);
    meet(&mut wang, &mut zhao);
    let people = wang.household().people;
    assert_eq!(people.len(), 1);
    assert_eq!(people[0].id, LI);
    assert_eq!(field(&people[0], Field::Name).conflict.len(), 2);
}

#[test]
fn two_entries_said_to_be_two_people_are_told_apart() {
    let mut wang = phone(1);
    wang.save(&[enters(LI, "李清"), enters(CHEN, "李清")].concat());
    wang.save(&[HouseholdEdit::KeepBothPeople { pair: (CHEN, LI) }]);
    assert!(wang.household().distinct.contains(&(LI, CHEN)));
}

#[test]
fn the_householder_comes_first_and_the_others_as_entered() {
    let mut wang = phone(1);
    let third = PersonId([0; 16]);
    wang.save(&[enters(LI, "李清"), enters(third, "李小明")].concat());
    wang.save(&enters(CHEN, "陈明"));
    wang.save(&[of(CHEN, Field::Relation, "0"), of(LI, Field::Relation, "1"), of(LI, Field::Name, "李晴")]);
    let order: Vec<_> = wang.household().people.into_iter().map(|person| person.id).collect();
    assert_eq!(order, [CHEN, LI, third]);
}

#[test]
fn a_body_that_puts_the_household_elsewhere_is_void_and_leaves_nothing() {
    let (mut wang, mut mallory) = (phone(1), phone(3));
    wang.save(&enters(LI, "李清"));
    let elsewhere = Place { slot: 7, ..PLACE };
    let edits = enters(CHEN, "陈明");
    let wrote =
        mallory.document.register(&elsewhere, &edits, &Heads::default(), mallory.writer, NOON).unwrap().unwrap();
    let body = mallory.document.pack(&[wrote.change], mallory.writer.device).unwrap();
    let before = wang.document.clone();
    let refused = wang.document.admit(&body, mallory.writer.device, |document| Place::of(document) == Ok(PLACE));
    assert_eq!(refused, Err(AdmissionError::RuleBroken));
    assert_eq!(wang.document, before);
    wang.document
        .admit(&body, mallory.writer.device, |document| Place::of(document) == Err(PlaceError::Several))
        .unwrap();
    assert_eq!(wang.household().place, None);
}
