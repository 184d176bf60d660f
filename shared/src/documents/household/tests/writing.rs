//! Fields: who wrote what, what two wrote at once, what is no edit, what was done in which order.

use std::collections::BTreeMap;

use super::*;
use crate::documents::AdmissionError;

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
