//! Changes that are set back, also by several at once.

use std::collections::BTreeSet;

use super::*;

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
