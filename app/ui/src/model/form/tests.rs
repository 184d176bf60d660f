//! The form against the household it was opened on.

#![allow(clippy::unwrap_used, reason = "tests")]

use linli_contract::households::{Author, PersonView};
use linli_contract::registers::Source;
use linli_contract::sync::RecordSync;
use linli_shared::households::fields::FieldError;
use linli_shared::ids::RecordId;

use super::*;

const ZHANG: PersonId = PersonId([1; 16]);
const LI: PersonId = PersonId([2; 16]);
const VALID: &str = "11010519491231002X";

fn field(field: Field, value: &str) -> FieldView {
    let by = Author { name: None, is_me: true, at: Millis(0), source: Source::AtTheDoor };
    FieldView { field, value: value.into(), by, conflict: Vec::new() }
}

fn registered() -> FormView {
    let number = IdNumberView { masked: "110***********002X".into(), is_conflict: false };
    let zhang = PersonView { id: ZHANG, fields: vec![field(Field::Name, "张三")], id_number: Some(number) };
    let household = HouseholdView {
        id: RecordId([9; 16]),
        slot: 0,
        version: Version("heads".into()),
        fields: vec![field(Field::HomeUse, "owner"), field(Field::FloorArea, "68")],
        people: vec![zhang],
        departed: Vec::new(),
        duplicates: Vec::new(),
        sync: RecordSync::WithRelay,
        changed: Millis(0),
    };
    FormView { path: Vec::new(), household: Some(household), draft: None }
}

fn set(subject: Subject, field: Field, value: &str) -> Edit {
    Edit::Set { subject, field, value: Some(value.into()) }
}

#[test]
fn a_form_that_was_only_looked_at_changes_nothing() {
    let mut form = Form::open(&registered());
    form.type_text(Subject::Household, Field::FloorArea, "68 ".into());
    assert_eq!(form.edits(), []);
    assert_eq!(form.mistakes(), [(Place::Whole, Wrong::NothingChanged)]);
}

#[test]
fn only_what_was_changed_is_saved_tidied() {
    let mut form = Form::open(&registered());
    form.type_text(Subject::Household, Field::FloorArea, " ７０.５ ".into());
    form.type_text(Subject::Person(ZHANG), Field::BirthDate, "1949年12月3日".into());
    form.type_text(Subject::Person(ZHANG), Field::Phone, String::new());
    assert_eq!(
        form.edits(),
        [
            set(Subject::Household, Field::FloorArea, "70.5"),
            set(Subject::Person(ZHANG), Field::BirthDate, "1949-12-03"),
        ]
    );
    assert_eq!(form.base(), &Version("heads".into()));
}

#[test]
fn clearing_a_registered_value_is_an_edit() {
    let mut form = Form::open(&registered());
    form.type_text(Subject::Household, Field::FloorArea, String::new());
    let cleared = Edit::Set { subject: Subject::Household, field: Field::FloorArea, value: None };
    assert_eq!(form.edits(), [cleared]);
}

#[test]
fn the_first_person_is_the_householder_and_stays_first_of_the_edits() {
    let mut form = Form::default();
    form.add_person(LI);
    form.type_text(Subject::Person(LI), Field::Name, "李清".into());
    assert_eq!(
        form.edits(),
        [
            Edit::AddPerson { person: LI },
            set(Subject::Person(LI), Field::Name, "李清"),
            set(Subject::Person(LI), Field::Relation, "0"),
        ]
    );
}

#[test]
fn an_id_number_fills_what_is_empty_and_what_it_filled_before_and_nothing_else() {
    let mut form = Form::default();
    form.add_person(LI);
    let li = Subject::Person(LI);
    assert!(form.type_id(LI, "11010519491231002x".into()));
    assert_eq!((form.text(li, Field::BirthDate), form.text(li, Field::Sex)), ("1949-12-31", "2"));
    assert!(form.type_id(LI, "440524188001010014".into()));
    assert_eq!((form.text(li, Field::BirthDate), form.text(li, Field::Sex)), ("1880-01-01", "1"));
    form.type_text(li, Field::BirthDate, "1950-01-01".into());
    form.type_id(LI, VALID.into());
    assert_eq!((form.text(li, Field::BirthDate), form.text(li, Field::Sex)), ("1950-01-01", "2"));
}

#[test]
fn a_number_corrected_digit_by_digit_still_corrects_what_it_filled() {
    let mut form = Form::default();
    form.add_person(LI);
    form.type_id(LI, "440524188001010014".into());
    for length in (0..18).rev() {
        form.type_id(LI, "440524188001010014"[..length].into());
    }
    for length in 1..=18 {
        form.type_id(LI, VALID[..length].into());
    }
    assert_eq!(form.text(Subject::Person(LI), Field::BirthDate), "1949-12-31");
}

#[test]
fn a_registered_number_stays_until_it_is_replaced_or_cleared() {
    let mut form = Form::open(&registered());
    form.type_id(ZHANG, "1101".into());
    form.type_id(ZHANG, String::new());
    assert_eq!(form.edits(), []);
    form.clear_id(ZHANG);
    assert_eq!((form.stored_id(ZHANG), form.edits()), (None, vec![Edit::SetIdNumber { person: ZHANG, number: None }]));
    form.type_id(ZHANG, "110105 19491231 002x".into());
    assert!(form.edits().contains(&Edit::SetIdNumber { person: ZHANG, number: Some(VALID.into()) }));
}

#[test]
fn what_is_hidden_is_not_saved() {
    let mut form = Form::default();
    form.type_text(Subject::Household, Field::HomeUse, "let".into());
    form.type_text(Subject::Household, Field::LandlordPhone, "not a number".into());
    assert_eq!(
        form.mistakes(),
        [(Place::Field(Subject::Household, Field::LandlordPhone), Wrong::Field(FieldError::NotAPhone))]
    );
    form.type_text(Subject::Household, Field::HomeUse, "owner".into());
    assert_eq!((form.mistakes(), form.edits()), (Vec::new(), vec![set(Subject::Household, Field::HomeUse, "owner")]));
}

#[test]
fn a_draft_laid_over_the_form_gives_the_same_form() {
    let mut form = Form::open(&registered());
    form.type_text(Subject::Household, Field::HomeNote, " 有狗，还没打完".into());
    form.add_person(LI);
    form.type_text(Subject::Person(LI), Field::Name, "李".into());
    form.type_id(LI, "1101051949".into());
    form.clear_id(ZHANG);
    let again = Form::open(&FormView { draft: Some(form.draft(Millis(5))), ..registered() });
    assert_eq!(again.edits(), form.edits());
    assert_eq!(again.text(Subject::Household, Field::HomeNote), " 有狗，还没打完");
    assert_eq!(again.id_text(LI), "1101051949");
}

#[test]
fn a_draft_keeps_the_version_it_was_begun_on() {
    let mut form = Form::open(&registered());
    form.type_text(Subject::Household, Field::FloorArea, "70".into());
    let draft = form.draft(Millis(5));
    let mut later = registered();
    later.household.as_mut().unwrap().version = Version("newer".into());
    later.draft = Some(draft);
    assert_eq!(Form::open(&later).base(), &Version("heads".into()));
}

#[test]
fn a_person_taken_off_leaves_nothing_behind_and_can_come_back() {
    let mut form = Form::open(&registered());
    form.add_person(LI);
    form.type_text(Subject::Person(LI), Field::Name, "李清".into());
    form.remove_person(LI);
    form.remove_person(ZHANG);
    assert_eq!((form.people(), form.edits()), (Vec::new(), vec![Edit::RemovePerson { person: ZHANG }]));
    assert_eq!(form.draft(Millis(0)).edits, form.edits());
    form.restore_person(LI);
    form.restore_person(ZHANG);
    assert_eq!(form.people(), [ZHANG, LI]);
    assert!(form.edits().contains(&set(Subject::Person(LI), Field::Name, "李清")));
}

#[test]
fn mistakes_come_in_the_order_of_the_form() {
    let mut form = Form::open(&registered());
    form.add_person(LI);
    form.type_id(LI, "110105194912310021".into());
    form.type_text(Subject::Person(LI), Field::Phone, "138".into());
    form.type_text(Subject::Household, Field::FloorArea, "big".into());
    let places: Vec<Place> = form.mistakes().into_iter().map(|(place, _)| place).collect();
    assert_eq!(
        places,
        [
            Place::Field(Subject::Household, Field::FloorArea),
            Place::Field(Subject::Person(LI), Field::Name),
            Place::Field(Subject::Person(LI), Field::Phone),
            Place::IdNumber(LI),
        ]
    );
}
