//! Registering households door to door.

use linli_contract::areas::{AddDoor, DoorState, ReadBuilding, ReadCommunity};
use linli_contract::households::{Edit, ReadDoor, SaveHousehold, SettleConflict, Version};
use linli_contract::registers::Source;
use linli_contract::sync::{ReadSync, RecordSync};
use linli_contract::visits::{Outcome, RecordVisit, WithdrawVisit};
use linli_shared::households::{Field, Subject};
use linli_shared::ids::{AreaId, PersonId};
use tests::cast::{Person, Town};

const ID: &str = "11010519491231002X";

fn person(number: u8) -> PersonId {
    let mut id = [0; 16];
    id[0] = number;
    PersonId(id)
}

fn set(subject: Subject, field: Field, value: &str) -> Edit {
    Edit::Set { subject, field, value: Some(value.to_owned()) }
}

fn one_person(number: u8, name: &str) -> Vec<Edit> {
    let person = person(number);
    vec![
        Edit::AddPerson { person },
        set(Subject::Person(person), Field::Name, name),
        set(Subject::Person(person), Field::Relation, "0"),
    ]
}

fn register(town: &mut Town, who: Person, door: AreaId, edits: Vec<Edit>) {
    let base = town
        .ask(who, ReadDoor { door })
        .households
        .first()
        .map_or_else(Version::default, |household| household.version.clone());
    town.ask(who, SaveHousehold { door, slot: 0, base, edits, source: Source::AtTheDoor });
}

#[test]
fn a_household_registered_without_signal_reaches_the_committee() {
    let mut town = Town::new(1);
    let (wang, chen, liu) = (town.wang(), town.chen(), town.liu());
    let door = town.estate.doors(0)[0];
    town.link(wang, false);
    let mut edits = one_person(1, "李清");
    edits.push(Edit::SetIdNumber { person: person(1), number: Some(ID.into()) });
    register(&mut town, wang, door, edits);
    let view = town.ask(wang, ReadDoor { door });
    assert_eq!(view.households[0].sync, RecordSync::OnThisDevice);
    assert_eq!(town.ask(wang, ReadSync).waiting.len(), 2, "the household and its ID record");
    town.settle();
    assert!(town.ask(chen, ReadDoor { door }).households.is_empty());
    town.link(wang, true);
    town.settle();
    let view = town.ask(chen, ReadDoor { door });
    let household = &view.households[0];
    assert_eq!(household.sync, RecordSync::WithRelay);
    assert_eq!(household.people[0].fields[0].value, "李清");
    assert_eq!(household.people[0].fields[0].by.name.as_deref(), Some("王芳"));
    assert_eq!(household.people[0].id_number.as_ref().unwrap().masked.len(), 18);
    assert!(town.ask(wang, ReadSync).waiting.is_empty());
    assert_eq!(town.ask(chen, ReadCommunity).coverage.registered, 1);
    assert!(town.ask(liu, ReadDoor { door }).households.is_empty(), "another grid's worker is not served");
}

#[test]
fn two_workers_who_register_one_door_offline_get_one_household() {
    let mut town = Town::new(2);
    let (wang, li, chen) = (town.wang(), town.li(), town.chen());
    let door = town.estate.doors(0)[1];
    town.link(wang, false);
    town.link(li, false);
    register(&mut town, wang, door, one_person(1, "李清"));
    register(&mut town, li, door, one_person(2, "赵月"));
    town.link(wang, true);
    town.link(li, true);
    town.settle();
    for who in [wang, li, chen] {
        let view = town.ask(who, ReadDoor { door });
        assert_eq!(view.households.len(), 1);
        assert_eq!(view.households[0].people.len(), 2);
    }
}

#[test]
fn the_same_field_keeps_both_values_until_someone_chooses() {
    let mut town = Town::new(3);
    let (wang, li) = (town.wang(), town.li());
    let door = town.estate.doors(0)[2];
    register(&mut town, wang, door, one_person(1, "李清"));
    town.settle();
    town.link(wang, false);
    town.link(li, false);
    register(&mut town, wang, door, vec![set(Subject::Person(person(1)), Field::Phone, "13800000001")]);
    register(&mut town, li, door, vec![set(Subject::Person(person(1)), Field::Phone, "13800000002")]);
    town.link(wang, true);
    town.link(li, true);
    town.settle();
    let views: Vec<_> = [wang, li].map(|who| town.ask(who, ReadDoor { door }).households[0].clone()).into();
    let phone = views[0].people[0].fields.iter().find(|field| field.field == Field::Phone).unwrap().clone();
    assert_eq!(phone.conflict.len(), 2);
    assert!(phone.conflict.iter().all(|one| one.by.name.is_some()));
    assert_eq!(views[0].version, views[1].version);
    let building = town.estate.tree.parent(town.estate.stair(0)).unwrap();
    let board = town.ask(li, ReadBuilding { building });
    let cell = board.stairs[0].floors.iter().flat_map(|floor| &floor.doors).find(|cell| cell.id == door).unwrap();
    assert_eq!(cell.state, DoorState::Conflict);
    let household = views[1].id;
    town.ask(
        li,
        SettleConflict {
            household,
            version: views[1].version.clone(),
            subject: Subject::Person(person(1)),
            field: Field::Phone,
            value: Some("13800000001".into()),
        },
    );
    town.settle();
    let view = town.ask(wang, ReadDoor { door });
    let phone = view.households[0].people[0].fields.iter().find(|field| field.field == Field::Phone).unwrap();
    assert!(phone.conflict.is_empty());
    assert_eq!((phone.value.as_str(), phone.by.name.as_deref()), ("13800000001", Some("李敏")));
}

#[test]
fn two_workers_who_add_the_same_unknown_door_get_one_household() {
    let mut town = Town::new(4);
    let (wang, li, chen) = (town.wang(), town.li(), town.chen());
    let stair = town.estate.stair(0);
    town.link(wang, false);
    town.link(li, false);
    let door = town.ask(wang, AddDoor { stair, floor: 0, label: "地下室2".into() });
    let other = town.ask(li, AddDoor { stair, floor: 0, label: "地下室2".into() });
    assert_eq!(door, other);
    register(&mut town, wang, door, one_person(1, "李清"));
    register(&mut town, li, door, one_person(2, "赵月"));
    town.link(wang, true);
    town.link(li, true);
    town.settle();
    let view = town.ask(chen, ReadDoor { door });
    assert_eq!((view.households.len(), view.households[0].people.len()), (1, 2));
    assert!(town.ask(wang, ReadSync).refused.is_empty());
}

#[test]
fn nobody_home_is_one_tap_and_can_be_taken_back() {
    let mut town = Town::new(5);
    let (wang, chen) = (town.wang(), town.chen());
    let door = town.estate.doors(0)[3];
    let visit = RecordVisit { door, outcome: Outcome::NobodyHome, note: String::new(), next_visit: None };
    let visit = town.ask(wang, visit);
    town.settle();
    assert_eq!(town.ask(chen, ReadDoor { door }).visits[0].outcome, Outcome::NobodyHome);
    town.ask(wang, WithdrawVisit { visit });
    town.settle();
    assert!(town.ask(chen, ReadDoor { door }).visits[0].is_withdrawn);
    assert!(town.try_ask(chen, WithdrawVisit { visit }).is_err(), "another's visit");
}

#[test]
fn a_worker_cannot_register_in_another_grid() {
    let mut town = Town::new(6);
    let liu = town.liu();
    let door = town.estate.doors(0)[0];
    let save = SaveHousehold {
        door,
        slot: 0,
        base: Version::default(),
        edits: one_person(1, "李清"),
        source: Source::AtTheDoor,
    };
    assert_eq!(town.try_ask(liu, save), Err(linli_contract::Failure::NoRight));
}
