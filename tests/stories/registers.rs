//! Living registers: people and households that leave, end, are joined and undone, on two phones; their history.

use linli_contract::Failure;
use linli_contract::households::{Edit, HouseholdView, ReadDoor, SaveHousehold, SettleConflict, ShowIdNumber, Version};
use linli_contract::registers::{
    Departure, Done, EndHousehold, Ending, FindAlike, Happening, MergeHouseholds, PeopleLeft, PersonBack, ReadHistory,
    ReopenHousehold, Source, Undo,
};
use linli_shared::households::{Field, Subject};
use linli_shared::ids::{AreaId, PersonId};
use tests::cast::{Person, Town};

use super::acts::{entry, named, register, saving, see, set};
use super::moves::moving;

pub(super) const NUMBER: &str = "11010519491231002X";
pub(super) const OTHER: &str = "440524188001010014";

pub(super) fn with_number(number: u8, name: &str, id: &str) -> Vec<Edit> {
    let mut edits = named(number, name);
    edits.push(Edit::SetIdNumber { person: entry(number), number: Some(id.to_owned()) });
    edits
}

/// A person as shown: entry, fields, masked number.
pub(super) type Shown = (PersonId, Vec<(Field, String)>, Option<String>);

/// What is shown of the people behind a door, without who wrote it and when.
pub(super) fn shown(town: &mut Town, who: Person, door: AreaId) -> Vec<(u8, Vec<Shown>)> {
    let view = town.ask(who, ReadDoor { door });
    let person = |view: &HouseholdView| {
        let people = view.people.iter().map(|person| {
            let fields = person.fields.iter().map(|field| (field.field, field.value.clone())).collect();
            (person.id, fields, person.id_number.as_ref().map(|number| number.masked.clone()))
        });
        people.collect()
    };
    view.households.iter().map(|household| (household.slot, person(household))).collect()
}

pub(super) fn names(town: &mut Town, who: Person, door: AreaId) -> Vec<String> {
    let named = |(_, people): (u8, Vec<Shown>)| {
        people.into_iter().flat_map(|(_, fields, _)| fields).filter(|(field, _)| *field == Field::Name)
    };
    shown(town, who, door).into_iter().flat_map(named).map(|(_, name)| name).collect()
}

pub(super) fn undo(town: &mut Town, who: Person, done: Done) -> (u32, u32) {
    let undone = town.ask(who, Undo { number: done.undo.unwrap() });
    (undone.values, undone.kept)
}

#[test]
fn a_household_and_its_numbers_are_saved_or_refused_together() {
    let mut town = Town::new(63);
    let wang = town.wang();
    let door = town.estate.doors(0)[0];
    register(&mut town, wang, door, with_number(1, "李清", NUMBER));
    let bundles: Vec<_> = town.phone(wang).device().outbox().map(|item| item.bundle).collect();
    assert_eq!(bundles.len(), 2);
    assert!(bundles[0].is_some() && bundles[0] == bundles[1]);
    town.settle();
    assert_eq!(town.phone(wang).device().outbox().count(), 0);
}

#[test]
fn tenants_changed_on_both_phones_offline_is_one_new_household() {
    let mut town = Town::new(64);
    let (wang, li, chen) = (town.wang(), town.li(), town.chen());
    let door = town.estate.doors(0)[0];
    register(&mut town, wang, door, named(1, "旧租客"));
    town.settle();
    for (who, number, name) in [(wang, 2, "新租客"), (li, 3, "同住")] {
        town.link(who, false);
        let view = see(&mut town, who, door).unwrap();
        town.ask(who, EndHousehold { household: view.id, version: view.version, why: Ending::TenantsChanged });
        assert_eq!(town.ask(who, ReadDoor { door }).next_slot, 0);
        let save = SaveHousehold {
            door,
            slot: 0,
            base: Version::default(),
            edits: named(number, name),
            source: Source::AtTheDoor,
        };
        town.ask(who, save);
    }
    town.link(wang, true);
    town.link(li, true);
    town.settle();
    for who in [wang, li, chen] {
        let view = town.ask(who, ReadDoor { door });
        assert_eq!((view.households.len(), view.ended.len()), (1, 1));
        let mut found = names(&mut town, who, door);
        found.sort();
        assert_eq!(found, ["同住", "新租客"]);
        assert_eq!(view.ended[0].names, ["旧租客"]);
    }
}

#[test]
fn a_late_word_about_an_ended_household_is_shown() {
    let mut town = Town::new(65);
    let (wang, li, chen) = (town.wang(), town.li(), town.chen());
    let door = town.estate.doors(0)[0];
    register(&mut town, wang, door, named(1, "李清"));
    town.settle();
    town.link(li, false);
    let late = saving(&mut town, li, door, vec![set(Subject::Person(entry(1)), Field::Phone, "13800000001")]);
    town.ask(li, late);
    let view = see(&mut town, wang, door).unwrap();
    town.ask(wang, EndHousehold { household: view.id, version: view.version, why: Ending::Left });
    town.settle();
    assert!(town.ask(chen, ReadDoor { door }).households.is_empty());
    town.link(li, true);
    town.settle();
    for who in [wang, li, chen] {
        let view = town.ask(who, ReadDoor { door });
        assert_eq!((view.households.len(), view.ended.len()), (1, 1), "shown, with what was said");
        assert_eq!(view.state, linli_contract::areas::DoorState::Conflict);
    }
    let view = see(&mut town, chen, door).unwrap();
    town.ask(chen, EndHousehold { household: view.id, version: view.version, why: Ending::Left });
    town.settle();
    assert!(town.ask(li, ReadDoor { door }).households.is_empty());
    let ended = town.ask(li, ReadDoor { door }).ended[0].id;
    town.ask(li, ReopenHousehold { household: ended });
    town.settle();
    assert_eq!(names(&mut town, wang, door), ["李清"]);
}

#[test]
fn a_form_opened_before_the_household_ended_reaches_the_one_it_was_about() {
    let mut town = Town::new(66);
    let (wang, chen) = (town.wang(), town.chen());
    let door = town.estate.doors(0)[0];
    register(&mut town, wang, door, named(1, "李清"));
    town.settle();
    let open = saving(&mut town, wang, door, vec![set(Subject::Person(entry(1)), Field::Phone, "13800000001")]);
    let view = see(&mut town, chen, door).unwrap();
    town.ask(chen, EndHousehold { household: view.id, version: view.version, why: Ending::TenantsChanged });
    register(&mut town, chen, door, named(2, "新租客"));
    town.settle();
    let saved = town.ask(wang, open);
    assert_eq!(saved.household, view.id);
    town.settle();
    assert_eq!(town.ask(chen, ReadDoor { door }).households.len(), 2, "both, until someone decides");
}

#[test]
fn people_who_died_or_left_are_told_with_the_day_and_can_come_back() {
    let mut town = Town::new(67);
    let (wang, chen) = (town.wang(), town.chen());
    let door = town.estate.doors(0)[0];
    register(&mut town, wang, door, [named(1, "李清"), named(2, "陈明"), named(3, "周平")].concat());
    let leave = |town: &mut Town, number, why| {
        let view = see(town, wang, door).unwrap();
        town.try_ask(wang, PeopleLeft { household: view.id, version: view.version, people: vec![entry(number)], why })
    };
    let died = Departure::Died { on: Some("2026-11-20".into()) };
    let left = Departure::Left { on: None, to: "苏州".into() };
    leave(&mut town, 1, died.clone()).unwrap();
    leave(&mut town, 2, left.clone()).unwrap();
    assert_eq!(leave(&mut town, 1, died.clone()), Err(Failure::NotHere), "already gone");
    let nowhere = Departure::Moved { door, slot: 0 };
    assert_eq!(leave(&mut town, 3, nowhere), Err(Failure::InvalidInput));
    let bad = Departure::Died { on: Some("gestern".into()) };
    assert_eq!(leave(&mut town, 3, bad), Err(Failure::InvalidInput));
    town.settle();
    let view = see(&mut town, chen, door).unwrap();
    let gone: Vec<_> = view.departed.iter().map(|one| (one.name.as_str(), one.why.clone())).collect();
    assert_eq!(gone, [("陈明", left), ("李清", died)]);
    assert_eq!(names(&mut town, chen, door), ["周平"]);
    town.ask(chen, PersonBack { household: view.id, person: entry(2) });
    town.settle();
    assert_eq!(names(&mut town, wang, door).len(), 2);
}

#[test]
fn two_households_of_one_door_become_one_and_undo_parts_them() {
    let mut town = Town::new(68);
    let (wang, chen) = (town.wang(), town.chen());
    let door = town.estate.doors(0)[0];
    let save = |slot, edits| SaveHousehold { door, slot, base: Version::default(), edits, source: Source::AtTheDoor };
    let mut first = with_number(1, "李清", NUMBER);
    first.push(set(Subject::Household, Field::HomeUse, "owner"));
    let mut second = [with_number(2, "李清", OTHER), named(3, "李小明")].concat();
    second.push(set(Subject::Household, Field::HomeUse, "let"));
    second.push(set(Subject::Household, Field::FloorArea, "60"));
    let keep = town.ask(wang, save(0, first)).household;
    let merge = town.ask(wang, save(1, second)).household;
    town.settle();
    let before = shown(&mut town, wang, door);
    let done = town.ask(wang, MergeHouseholds { keep, merge });
    town.settle();
    let view = town.ask(chen, ReadDoor { door });
    let [one] = view.households.as_slice() else { panic!("one household") };
    assert_eq!((one.people.len(), one.duplicates.len(), view.ended.len()), (3, 1, 1));
    let home: Vec<_> = one.fields.iter().map(|field| (field.field, field.value.as_str())).collect();
    assert_eq!(home, [(Field::HomeUse, "owner"), (Field::FloorArea, "60")]);
    let numbers = town.ask(chen, ShowIdNumber { household: keep, person: entry(2) });
    assert_eq!(numbers.numbers[0].value.as_deref(), Some(OTHER));
    undo(&mut town, wang, done);
    town.settle();
    assert_eq!(shown(&mut town, chen, door), before);
    let elsewhere = town.estate.doors(0)[1];
    register(&mut town, wang, elsewhere, named(9, "远"));
    let far = see(&mut town, wang, elsewhere).unwrap().id;
    assert_eq!(town.try_ask(wang, MergeHouseholds { keep, merge: far }), Err(Failure::InvalidInput));
}

#[test]
fn a_registration_is_undone_before_and_after_it_was_sent() {
    let mut town = Town::new(69);
    let (wang, chen) = (town.wang(), town.chen());
    let door = town.estate.doors(0)[0];
    for is_sent in [false, true] {
        let save = saving(&mut town, wang, door, with_number(1, "李清", NUMBER));
        let saved = town.ask(wang, save);
        if is_sent {
            town.settle();
            assert_eq!(names(&mut town, chen, door), ["李清"]);
        }
        town.ask(wang, Undo { number: saved.undo.unwrap() });
        town.settle();
        for who in [wang, chen] {
            let view = town.ask(who, ReadDoor { door });
            assert!(view.households.is_empty() && view.ended.is_empty());
            assert_eq!(view.state, linli_contract::areas::DoorState::Unregistered);
        }
        assert_eq!(town.try_ask(wang, Undo { number: saved.undo.unwrap() }), Err(Failure::NotHere), "once");
    }
    register(&mut town, wang, door, named(2, "陈明"));
    town.settle();
    assert_eq!(names(&mut town, chen, door), ["陈明"]);
    let view = see(&mut town, chen, door).unwrap();
    assert!(view.fields.iter().all(|field| field.conflict.is_empty()));
}

#[test]
fn undo_leaves_what_a_colleague_wrote_since_and_survives_a_restart() {
    let mut town = Town::new(70);
    let (wang, li) = (town.wang(), town.li());
    let door = town.estate.doors(0)[0];
    register(&mut town, wang, door, named(1, "李清"));
    let phone = |value: &str| vec![set(Subject::Person(entry(1)), Field::Phone, value)];
    let mut edits = phone("13800000001");
    edits.push(set(Subject::Person(entry(1)), Field::Workplace, "钢厂"));
    let save = saving(&mut town, wang, door, edits);
    let saved = town.ask(wang, save);
    town.settle();
    register(&mut town, li, door, phone("13800000002"));
    town.settle();
    town.phone(wang).kill(0);
    town.phone(wang).start();
    town.settle();
    let undone = town.ask(wang, Undo { number: saved.undo.unwrap() });
    assert_eq!((undone.values, undone.kept), (1, 1));
    town.settle();
    let view = see(&mut town, li, door).unwrap();
    let fields: Vec<_> = view.people[0].fields.iter().map(|field| (field.field, field.value.as_str())).collect();
    assert_eq!(fields, [(Field::Name, "李清"), (Field::Phone, "13800000002")]);
}

#[test]
fn the_history_says_who_did_what_from_which_source() {
    let mut town = Town::new(71);
    let (wang, chen) = (town.wang(), town.chen());
    let doors = town.estate.doors(0);
    let mut save = saving(&mut town, wang, doors[0], with_number(1, "李清", NUMBER));
    save.source = Source::List { name: "2024年底册".into() };
    town.ask(wang, save);
    register(&mut town, wang, doors[1], named(2, "周平"));
    town.settle();
    let view = see(&mut town, chen, doors[0]).unwrap();
    assert_eq!(view.people[0].fields[0].by.source, Source::List { name: "2024年底册".into() });
    let request = moving(&mut town, chen, doors[0], &[1], doors[1], Some(0));
    town.ask(chen, request);
    let history = town.ask(chen, ReadHistory { household: view.id });
    assert_eq!((history.door, history.path.len()), (doors[0], 3));
    assert_eq!(history.names, [(entry(1), "李清".to_owned())]);
    assert_eq!(history.doors.len(), 1);
    let first = history.changes.last().unwrap();
    assert_eq!(first.by.name.as_deref(), Some("王芳"));
    assert_eq!(first.by.source, Source::List { name: "2024年底册".into() });
    assert_eq!(first.what[0], Happening::Registered);
    assert!(!first.is_waiting);
    let newest = &history.changes[0];
    assert!(newest.is_waiting && newest.by.is_me);
    let moved = Happening::Gone(entry(1), Departure::Moved { door: doors[1], slot: 0 });
    assert_eq!(newest.what[..2], [Happening::Ended(Ending::Moved), moved]);
    assert!(newest.what.contains(&Happening::IdNumber(entry(1))), "the number was cleared here");
    let text = format!("{history:?}");
    assert!(!text.contains(NUMBER), "the number itself is no part of the history");
}

#[test]
fn someone_entered_twice_is_found_while_typing() {
    let mut town = Town::new(72);
    let wang = town.wang();
    let doors = town.estate.doors(0);
    let mut edits = with_number(1, "李清", NUMBER);
    edits.push(set(Subject::Person(entry(1)), Field::Phone, "138-0000-0001"));
    register(&mut town, wang, doors[0], edits);
    let household = see(&mut town, wang, doors[0]).unwrap().id;
    let nobody = FindAlike { household: None, name: String::new(), birth: None, phone: None, id_number: None };
    let mut found = |request: FindAlike| {
        town.ask(wang, request).people.into_iter().map(|one| (one.door, one.because)).collect::<Vec<_>>()
    };
    use linli_contract::households::DuplicateReason as Because;
    assert_eq!(found(nobody.clone()), []);
    let number = FindAlike { id_number: Some(NUMBER.into()), ..nobody.clone() };
    assert_eq!(found(number.clone()), [(doors[0], Because::IdNumber)]);
    let phone = FindAlike { phone: Some("13800000001".into()), ..nobody.clone() };
    assert_eq!(found(phone), [(doors[0], Because::Phone)]);
    assert_eq!(found(FindAlike { name: "李 清".into(), ..nobody.clone() }), [(doors[0], Because::Name)]);
    assert_eq!(found(FindAlike { household: Some(household), ..number }), [], "not the one being written");
}

#[test]
fn a_choice_that_is_undone_is_a_conflict_again_on_every_phone() {
    let mut town = Town::new(78);
    let (wang, chen) = (town.wang(), town.chen());
    let door = town.estate.doors(0)[0];
    let phone = |number: &str| vec![set(Subject::Person(entry(1)), Field::Phone, number)];
    register(&mut town, wang, door, named(1, "李清"));
    town.settle();
    for (who, number) in [(wang, "13800000001"), (chen, "13800000002")] {
        let save = saving(&mut town, who, door, phone(number));
        town.ask(who, save);
    }
    town.settle();
    let contested = |town: &mut Town, who| {
        let view = see(town, who, door).unwrap();
        let field = view.people[0].fields.iter().find(|field| field.field == Field::Phone).unwrap();
        field.conflict.iter().filter_map(|one| one.value.clone()).collect::<std::collections::BTreeSet<_>>()
    };
    let both = contested(&mut town, wang);
    assert_eq!(both.len(), 2);
    for choice in both.clone() {
        let view = see(&mut town, wang, door).unwrap();
        let settle = SettleConflict {
            household: view.id,
            version: view.version,
            subject: Subject::Person(entry(1)),
            field: Field::Phone,
            value: Some(choice),
        };
        let done = town.ask(wang, settle);
        town.settle();
        assert!(contested(&mut town, chen).is_empty());
        undo(&mut town, wang, done);
        town.settle();
        assert_eq!(contested(&mut town, wang), both);
        assert_eq!(contested(&mut town, chen), both);
    }
}
