//! Living registers: people and households that move, leave, are joined and undone, on two phones.

use linli_contract::Failure;
use linli_contract::buildings::{AreaEdit, EditAreas};
use linli_contract::households::{Edit, HouseholdView, ReadDoor, SaveHousehold, SettleConflict, ShowIdNumber, Version};
use linli_contract::registers::{
    Departure, Destination, Done, EndHousehold, Ending, FindAlike, Happening, MergeHouseholds, MovePeople, PeopleLeft,
    PersonBack, ReadHistory, ReopenHousehold, Source, Undo,
};
use linli_contract::sync::{ReadSync, RefuseReason};
use linli_shared::households::{Field, Subject};
use linli_shared::ids::{AreaId, MemberId, PersonId};
use linli_shared::roster::{Role, RosterFact};
use tests::cast::{Casting, Person, Town, small_estate};

use super::acts::{entry, named, register, saving, see, set};

const NUMBER: &str = "11010519491231002X";
const OTHER: &str = "440524188001010014";

fn with_number(number: u8, name: &str, id: &str) -> Vec<Edit> {
    let mut edits = named(number, name);
    edits.push(Edit::SetIdNumber { person: entry(number), number: Some(id.to_owned()) });
    edits
}

/// A person as shown: entry, fields, masked number.
type Shown = (PersonId, Vec<(Field, String)>, Option<String>);

/// What is shown of the people behind a door, without who wrote it and when.
fn shown(town: &mut Town, who: Person, door: AreaId) -> Vec<(u8, Vec<Shown>)> {
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

fn names(town: &mut Town, who: Person, door: AreaId) -> Vec<String> {
    let named = |(_, people): (u8, Vec<Shown>)| {
        people.into_iter().flat_map(|(_, fields, _)| fields).filter(|(field, _)| *field == Field::Name)
    };
    shown(town, who, door).into_iter().flat_map(named).map(|(_, name)| name).collect()
}

fn moving(town: &mut Town, who: Person, from: AreaId, people: &[u8], to: AreaId, slot: Option<u8>) -> MovePeople {
    let view = see(town, who, from).unwrap();
    MovePeople {
        household: view.id,
        version: view.version,
        people: people.iter().map(|number| entry(*number)).collect(),
        to: Destination { door: to, slot },
        with_home: false,
    }
}

fn undo(town: &mut Town, who: Person, done: Done) -> (u32, u32) {
    let undone = town.ask(who, Undo { number: done.undo.unwrap() });
    (undone.values, undone.kept)
}

#[test]
fn a_person_moves_with_all_that_is_known_of_them_and_undo_puts_everything_back() {
    let mut town = Town::new(60);
    let (wang, chen) = (town.wang(), town.chen());
    let doors = town.estate.doors(0);
    let mut edits = [with_number(1, "李清", NUMBER), named(2, "陈明")].concat();
    edits.push(set(Subject::Person(entry(1)), Field::Phone, "13800000001"));
    register(&mut town, wang, doors[0], edits);
    register(&mut town, wang, doors[1], named(3, "周平"));
    town.settle();
    let before = (shown(&mut town, wang, doors[0]), shown(&mut town, wang, doors[1]));
    let request = moving(&mut town, wang, doors[0], &[1], doors[1], Some(0));
    let done = town.ask(wang, request);
    town.settle();
    for who in [wang, chen] {
        assert_eq!(names(&mut town, who, doors[0]), ["陈明"]);
        assert_eq!(names(&mut town, who, doors[1]), ["周平", "李清"]);
        let li = town.ask(who, ReadDoor { door: doors[1] }).households[0].people[1].clone();
        let phone = li.fields.iter().find(|field| field.field == Field::Phone).unwrap();
        assert_eq!((phone.value.as_str(), &phone.by.source), ("13800000001", &Source::Moved));
        assert!(li.id_number.is_some());
        let from = see(&mut town, who, doors[0]).unwrap();
        assert_eq!(from.departed[0].why, Departure::Moved { door: doors[1], slot: 0 });
        assert_eq!((from.departed[0].name.as_str(), from.departed[0].to.len()), ("李清", 3));
    }
    let (values, kept) = undo(&mut town, wang, done);
    assert!(values > 0 && kept == 0);
    town.settle();
    for who in [wang, chen] {
        assert_eq!((shown(&mut town, who, doors[0]), shown(&mut town, who, doors[1])), before);
        assert!(see(&mut town, who, doors[0]).unwrap().departed.is_empty());
    }
}

#[test]
fn a_household_moves_as_a_whole_and_the_one_it_leaves_ends() {
    let mut town = Town::new(61);
    let (wang, li) = (town.wang(), town.li());
    let doors = town.estate.doors(0);
    let mut edits = [named(1, "李清"), named(2, "陈明")].concat();
    edits.push(set(Subject::Household, Field::HomeUse, "let"));
    register(&mut town, wang, doors[0], edits);
    let request = moving(&mut town, wang, doors[0], &[1, 2], doors[1], None);
    let done = town.ask(wang, MovePeople { with_home: true, ..request });
    town.settle();
    for who in [wang, li] {
        let from = town.ask(who, ReadDoor { door: doors[0] });
        assert!(from.households.is_empty());
        assert_eq!((from.ended.len(), from.ended[0].why), (1, Ending::Moved));
        assert_eq!(from.ended[0].names.len(), 2);
        let to = see(&mut town, who, doors[1]).unwrap();
        assert_eq!((to.people.len(), to.fields[0].value.as_str()), (2, "let"));
    }
    let again = town.ask(wang, Undo { number: done.undo.unwrap() });
    town.settle();
    assert_eq!(names(&mut town, li, doors[0]).len(), 2);
    assert!(town.ask(li, ReadDoor { door: doors[1] }).households.is_empty(), "as if nobody had ever lived there");
    town.ask(wang, Undo { number: again.undo.unwrap() });
    town.settle();
    assert_eq!(names(&mut town, li, doors[1]).len(), 2, "undoing the undoing");
    assert!(town.ask(li, ReadDoor { door: doors[0] }).households.is_empty());
}

/// 王芳 works in both grids.
fn town_of_two_grids(seed: u64) -> Town {
    let estate = small_estate(3);
    let (root, grids) = (estate.code.area(), estate.grids());
    let cast = [
        ("陈静", 1, vec![(Role::Steward, root)]),
        ("王芳", 2, vec![(Role::GridWorker, grids[0]), (Role::GridWorker, grids[1])]),
        ("李敏", 3, vec![(Role::GridWorker, grids[0])]),
        ("刘强", 4, vec![(Role::GridWorker, grids[1])]),
    ];
    let cast = cast.map(|(name, member, roles)| Casting { name, member, roles });
    Town::with(estate, seed, &cast)
}

#[test]
fn a_move_is_refused_as_a_whole_and_the_screen_goes_back() {
    let mut town = town_of_two_grids(62);
    let (wang, li, liu, chen) = (town.wang(), town.li(), town.liu(), town.chen());
    let (mine, theirs) = (town.estate.doors(0)[0], town.estate.doors(1)[0]);
    register(&mut town, wang, mine, with_number(1, "李清", NUMBER));
    register(&mut town, wang, theirs, named(2, "赵月"));
    town.settle();
    let before = (shown(&mut town, wang, mine), shown(&mut town, wang, theirs));
    let request = moving(&mut town, li, mine, &[1], theirs, Some(0));
    assert_eq!(town.try_ask(li, request), Err(Failure::NoRight), "the other end is not hers");
    let scope = town.estate.grids()[1];
    let fact = RosterFact::RoleEnded { member: MemberId([2; 16]), role: Role::GridWorker, scope };
    let time = town.time;
    town.phone(chen).work(time, &[], |device, turn| device.append_roster(&[fact], turn)).unwrap();
    town.meet(chen);
    assert!(town.turn(wang), "the first answer says which streams are left");
    let asked = town.phone(wang).prepare(time).unwrap().unwrap();
    let request = moving(&mut town, wang, mine, &[1], theirs, Some(0));
    town.ask(wang, request);
    let later = saving(&mut town, wang, theirs, named(3, "周平"));
    town.ask(wang, later);
    let answer = town.relay_handles(&asked).unwrap();
    town.phone(wang).answered(answer, time).unwrap();
    assert_eq!(names(&mut town, wang, theirs), ["赵月", "李清", "周平"], "in sight until the relay says no");
    town.settle();
    let sync = town.ask(wang, ReadSync);
    assert!(sync.waiting.is_empty() && sync.refused.len() == 5, "both ends, both numbers, and what came after");
    assert!(sync.refused.iter().all(|refused| refused.why == RefuseReason::NoRight));
    assert_eq!((shown(&mut town, wang, mine), shown(&mut town, wang, theirs)), before);
    assert!(see(&mut town, wang, mine).unwrap().departed.is_empty());
    assert_eq!((shown(&mut town, li, mine), shown(&mut town, liu, theirs)), before, "nobody else saw anything");
}

#[test]
fn what_comes_after_a_refused_move_is_kept() {
    let mut town = town_of_two_grids(74);
    let (wang, li, chen) = (town.wang(), town.li(), town.chen());
    let (mine, theirs) = (town.estate.doors(0)[0], town.estate.doors(1)[0]);
    register(&mut town, wang, mine, [with_number(1, "李清", NUMBER), with_number(2, "陈明", OTHER)].concat());
    town.settle();
    let scope = town.estate.grids()[1];
    let fact = RosterFact::RoleEnded { member: MemberId([2; 16]), role: Role::GridWorker, scope };
    let time = town.time;
    town.phone(chen).work(time, &[], |device, turn| device.append_roster(&[fact], turn)).unwrap();
    town.meet(chen);
    assert!(town.turn(wang));
    let request = moving(&mut town, wang, mine, &[1], theirs, None);
    let asked = town.phone(wang).prepare(time).unwrap().unwrap();
    town.ask(wang, request);
    let answer = town.relay_handles(&asked).unwrap();
    town.phone(wang).answered(answer, time).unwrap();
    // The move is on its way; meanwhile 王芳 goes on at the door it leaves, numbers included.
    let asked = town.phone(wang).prepare(time).unwrap().unwrap();
    let mut edits = vec![set(Subject::Person(entry(2)), Field::Phone, "13800000002")];
    edits.push(Edit::SetIdNumber { person: entry(3), number: Some("34052419800101001X".into()) });
    edits.extend(named(3, "周平"));
    let save = saving(&mut town, wang, mine, edits);
    let saved = town.ask(wang, save);
    let answer = town.relay_handles(&asked).unwrap();
    town.phone(wang).answered(answer, time).unwrap();
    town.settle();
    for who in [wang, li] {
        let view = see(&mut town, who, mine).unwrap();
        assert_eq!(names(&mut town, who, mine), ["李清", "陈明", "周平"]);
        assert!(view.people.iter().all(|person| person.id_number.as_ref().is_some_and(|number| !number.is_conflict)));
        assert!(view.departed.is_empty());
    }
    assert!(town.ask(wang, ReadSync).waiting.is_empty());
    // What was done again is still undone by its first number.
    town.ask(wang, Undo { number: saved.undo.unwrap() });
    town.settle();
    assert_eq!(names(&mut town, li, mine), ["李清", "陈明"]);
}

#[test]
fn a_move_to_a_door_that_was_handed_over_meanwhile_is_taken_back_as_a_whole() {
    let mut town = Town::new(75);
    let (wang, li, liu, chen) = (town.wang(), town.li(), town.liu(), town.chen());
    let doors = town.estate.doors(0);
    let grid = town.estate.grids()[1];
    register(&mut town, wang, doors[0], [with_number(1, "李清", NUMBER), named(2, "陈明")].concat());
    town.settle();
    let before = shown(&mut town, wang, doors[0]);
    town.link(wang, false);
    let request = moving(&mut town, wang, doors[0], &[1], doors[1], None);
    town.ask(wang, request);
    town.ask(chen, EditAreas { edits: vec![AreaEdit::HandOver { area: doors[1], grid }] });
    town.settle();
    town.link(wang, true);
    town.settle();
    let refused = town.ask(wang, ReadSync).refused;
    assert!(!refused.is_empty() && refused.iter().all(|one| one.why == RefuseReason::OutsideScope));
    for who in [wang, li, chen] {
        assert_eq!(shown(&mut town, who, doors[0]), before, "where they were, with their number");
        assert!(see(&mut town, who, doors[0]).unwrap().departed.is_empty());
        assert!(town.ask(who, ReadDoor { door: doors[1] }).households.is_empty());
    }
    assert!(town.ask(liu, ReadDoor { door: doors[1] }).households.is_empty());
    assert!(town.ask(wang, ReadSync).waiting.is_empty());
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
fn a_person_moved_to_two_places_at_once_is_seen_at_both() {
    let mut town = Town::new(73);
    let (wang, li, chen) = (town.wang(), town.li(), town.chen());
    let doors = town.estate.doors(0);
    register(&mut town, wang, doors[0], [named(1, "李清"), named(2, "陈明")].concat());
    town.settle();
    for (who, to) in [(wang, doors[1]), (li, doors[2])] {
        town.link(who, false);
        let request = moving(&mut town, who, doors[0], &[1], to, None);
        town.ask(who, request);
    }
    town.link(wang, true);
    town.link(li, true);
    town.settle();
    assert_eq!(names(&mut town, chen, doors[0]), ["陈明"]);
    assert_eq!(names(&mut town, chen, doors[1]), ["李清"]);
    assert_eq!(names(&mut town, chen, doors[2]), ["李清"]);
    let number = FindAlike { household: None, name: "李清".into(), birth: None, phone: None, id_number: None };
    assert_eq!(town.ask(chen, number).people.len(), 2, "and found at both");
}

#[test]
fn a_son_with_a_household_of_his_own_is_its_householder() {
    let mut town = Town::new(77);
    let wang = town.wang();
    let doors = town.estate.doors(0);
    let mut edits = [named(1, "李国强"), named(2, "李清"), named(3, "李梅")].concat();
    for (number, relation) in [(1, "0"), (2, "2"), (3, "3")] {
        edits.push(set(Subject::Person(entry(number)), Field::Relation, relation));
    }
    register(&mut town, wang, doors[0], edits);
    register(&mut town, wang, doors[1], named(4, "周平"));
    let relations = |town: &mut Town, door| {
        let view = see(town, wang, door).unwrap();
        let of = |fields: &[linli_contract::households::FieldView]| {
            fields.iter().find(|field| field.field == Field::Relation).map(|field| field.value.clone())
        };
        view.people.iter().map(|person| (person.id, of(&person.fields))).collect::<Vec<_>>()
    };
    let request = moving(&mut town, wang, doors[0], &[2], doors[2], None);
    town.ask(wang, request);
    assert_eq!(relations(&mut town, doors[2]), [(entry(2), Some("0".to_owned()))]);
    // Among strangers nobody has said what she is to the householder there.
    let request = moving(&mut town, wang, doors[0], &[3], doors[1], Some(0));
    town.ask(wang, request);
    assert!(relations(&mut town, doors[1]).contains(&(entry(3), None)));
    // All of a household keep what they are to each other.
    let request = moving(&mut town, wang, doors[0], &[1], doors[3], None);
    town.ask(wang, request);
    assert_eq!(relations(&mut town, doors[3]), [(entry(1), Some("0".to_owned()))]);
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
