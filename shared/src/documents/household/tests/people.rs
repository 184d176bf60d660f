//! People who come, go, are entered twice; a household that ends.

use super::*;

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
