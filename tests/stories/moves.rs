//! People and households that move to another door, on two phones: as a whole, refused as a whole, undone.

use linli_contract::Failure;
use linli_contract::buildings::{AreaEdit, EditAreas};
use linli_contract::households::{Edit, FieldView, ReadDoor};
use linli_contract::registers::{Departure, Destination, Ending, FindAlike, MovePeople, Source, Undo};
use linli_contract::sync::{ReadSync, RefuseReason};
use linli_shared::households::{Field, Subject};
use linli_shared::ids::{AreaId, MemberId};
use linli_shared::roster::{Role, RosterFact};
use tests::cast::{Casting, Person, Town, small_estate};

use super::acts::{entry, named, register, saving, see, set};
use super::registers::{NUMBER, OTHER, names, shown, undo, with_number};

pub(super) fn moving(
    town: &mut Town,
    who: Person,
    from: AreaId,
    people: &[u8],
    to: AreaId,
    slot: Option<u8>,
) -> MovePeople {
    let view = see(town, who, from).unwrap();
    MovePeople {
        household: view.id,
        version: view.version,
        people: people.iter().map(|number| entry(*number)).collect(),
        to: Destination { door: to, slot },
        with_home: false,
    }
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
        let of = |fields: &[FieldView]| {
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
