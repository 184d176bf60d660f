//! The committee edits buildings while workers walk through them.

use linli_contract::Failure;
use linli_contract::areas::{AddDoor, DoorState, ReadBuilding, ReadCommunity};
use linli_contract::buildings::{AreaEdit, AreasEdited, EditAreas, NewFloors, NewStair, ReadAreas, ReadSheet, Use};
use linli_contract::households::{Edit, ReadDoor, ShowIdNumber};
use linli_contract::registers::{EndHousehold, Ending, Source};
use linli_contract::sync::{ReadSync, RefuseReason};
use linli_contract::visits::{Outcome, RecordVisit};
use linli_shared::ids::AreaId;
use tests::cast::{Person, Town};

use super::acts::{entry, named, note, noted, register, see};

const ID: &str = "11010519491231002X";

fn edit(town: &mut Town, edits: Vec<AreaEdit>) -> AreasEdited {
    let chen = town.chen();
    town.ask(chen, EditAreas { edits })
}

fn building(town: &Town, grid: usize) -> AreaId {
    town.estate.tree.parent(town.estate.stair(grid)).unwrap()
}

fn more_floors(from: i16, to: i16) -> Vec<NewStair> {
    vec![NewStair {
        label: "1单元".into(),
        floors: vec![NewFloors { from, to, first: 1, doors: 2 }],
        doors: vec![(1, "门面".into(), Use::Shop)],
    }]
}

#[test]
fn a_building_is_renamed_and_grows_while_a_worker_without_signal_adds_a_door_there() {
    let mut town = Town::new(60);
    let (wang, chen, li) = (town.wang(), town.chen(), town.li());
    let (home, stair) = (building(&town, 0), town.estate.stair(0));
    town.link(wang, false);
    let door = town.ask(wang, AddDoor { stair, floor: 2, label: "203".into() });
    register(&mut town, wang, door, named(1, "李清"));
    let rename = AreaEdit::Rename { area: home, label: "甲栋".into() };
    edit(&mut town, vec![rename, AreaEdit::Extend { building: home, stairs: more_floors(4, 5) }]);
    assert_eq!(town.ask(chen, ReadBuilding { building: home }).label, "甲栋", "at once, before anybody heard of it");
    town.settle();
    assert_eq!(town.ask(wang, ReadDoor { door }).path, ["1号楼", "1单元", "203"]);
    town.link(wang, true);
    town.settle();
    for who in [wang, chen, li] {
        assert_eq!(town.ask(who, ReadDoor { door }).path, ["甲栋", "1单元", "203"]);
        assert_eq!(see(&mut town, who, door).unwrap().people.len(), 1);
        let view = town.ask(who, ReadBuilding { building: home });
        let doors: Vec<_> = view.stairs[0].floors.iter().flat_map(|floor| &floor.doors).collect();
        assert_eq!((view.stairs.len(), doors.len()), (1, 6 + 4 + 1 + 1));
        assert!(doors.iter().any(|cell| cell.label == "门面" && cell.usage == Use::Shop));
        assert_eq!((view.coverage.doors, view.coverage.registered), (11, 1), "a shop is not counted");
    }
    assert!(town.phones.iter().all(|phone| phone.device().voids().is_empty()));
    let stair = town.estate.stair(1);
    assert_eq!(town.try_ask(wang, AddDoor { stair, floor: 1, label: "103".into() }), Err(Failure::NoRight));
}

#[test]
fn a_freed_label_does_not_lead_to_the_door_that_bore_it() {
    let mut town = Town::new(61);
    let (wang, door) = (town.wang(), town.estate.doors(0)[0]);
    edit(&mut town, vec![AreaEdit::Rename { area: door, label: "101甲".into() }]);
    town.settle();
    let stair = town.estate.stair(0);
    let add = |label: &str| AddDoor { stair, floor: 1, label: label.into() };
    assert_eq!(town.try_ask(wang, add("101")), Err(Failure::LabelTaken));
    assert_eq!(town.ask(wang, add("101甲")), door);
}

#[test]
fn where_a_household_stands_nothing_is_taken_out_of_use() {
    let mut town = Town::new(62);
    let (wang, chen) = (town.wang(), town.chen());
    let (home, door) = (building(&town, 0), town.estate.doors(0)[0]);
    register(&mut town, wang, door, named(1, "李清"));
    town.settle();
    for area in [door, town.estate.stair(0), home] {
        let edits = vec![AreaEdit::Rename { area: home, label: "甲栋".into() }, AreaEdit::Retire { area }];
        assert_eq!(town.try_ask(chen, EditAreas { edits }), Err(Failure::InUse));
    }
    assert_eq!(town.ask(chen, ReadBuilding { building: home }).label, "1号楼", "all or nothing");
    let household = see(&mut town, chen, door).unwrap();
    town.ask(chen, EndHousehold { household: household.id, version: household.version, why: Ending::Left });
    edit(&mut town, vec![AreaEdit::Retire { area: home }]);
    town.settle();
    assert!(town.ask(wang, ReadCommunity).grids[0].buildings.is_empty());
    assert_eq!(town.ask(wang, ReadDoor { door }).path, ["1号楼", "1单元", "101"], "still found by its id");
    edit(&mut town, vec![AreaEdit::Restore { area: home }]);
    town.settle();
    assert_eq!(town.ask(wang, ReadCommunity).grids[0].buildings.len(), 1);
}

#[test]
fn only_the_committee_edits() {
    let mut town = Town::new(63);
    let (wang, home) = (town.wang(), building(&town, 0));
    assert!(!town.ask(wang, ReadAreas).may_edit);
    let edits = vec![AreaEdit::Rename { area: home, label: "甲栋".into() }];
    assert_eq!(town.try_ask(wang, EditAreas { edits }), Err(Failure::NoRight));
}

fn hand_over(town: &mut Town, area: AreaId) -> AreasEdited {
    let grid = town.estate.grids()[1];
    edit(town, vec![AreaEdit::HandOver { area, grid }])
}

fn registers_family(town: &mut Town, who: Person, door: AreaId) {
    let mut edits = named(1, "李清");
    edits.extend(named(2, "赵月"));
    edits.extend(note("有狗"));
    edits.push(Edit::SetIdNumber { person: entry(1), number: Some(ID.into()) });
    register(town, who, door, edits);
}

#[test]
fn a_door_that_is_handed_over_takes_its_household_along() {
    let mut town = Town::new(64);
    let (wang, chen, liu) = (town.wang(), town.chen(), town.liu());
    let (home, door) = (building(&town, 0), town.estate.doors(0)[0]);
    registers_family(&mut town, wang, door);
    let visit = RecordVisit { door, outcome: Outcome::Met, note: String::new(), next_visit: None };
    town.ask(wang, visit);
    town.settle();
    assert!(see(&mut town, liu, door).is_none());
    assert_eq!(hand_over(&mut town, door).handed_over, 1);
    town.settle();
    for who in [chen, liu] {
        let view = see(&mut town, who, door).unwrap();
        let mut names: Vec<_> = view.people.iter().map(|person| person.fields[0].value.clone()).collect();
        names.sort();
        assert_eq!(names, ["李清", "赵月"]);
        assert_eq!(noted(&mut town, who, door).as_deref(), Some("有狗"));
        assert!(view.people.iter().all(|person| person.fields[0].by.source == Source::Moved));
        let number = town.ask(who, ShowIdNumber { household: view.id, person: entry(1) });
        assert_eq!(number.numbers.iter().map(|one| one.value.as_deref()).collect::<Vec<_>>(), [Some(ID)]);
    }
    assert_eq!(town.ask(chen, ReadDoor { door }).visits.len(), 1);
    assert!(town.ask(liu, ReadDoor { door }).visits.is_empty(), "visits stay with the grid they were made in");
    let (old, new) = (town.ask(wang, ReadDoor { door }), town.ask(liu, ReadDoor { door }));
    assert!(!old.may_write && old.households.is_empty() && old.ended.len() == 1);
    assert!(new.may_write);
    let board = town.ask(liu, ReadCommunity).grids[0].clone();
    assert_eq!(board.buildings.iter().map(|row| (row.id, row.coverage.doors)).next(), Some((home, 1)));
    let cells = town.ask(wang, ReadBuilding { building: home });
    let cell = cells.stairs[0].floors.iter().flat_map(|floor| &floor.doors).find(|cell| cell.id == door).unwrap();
    assert!(cell.is_elsewhere && cells.coverage.doors == 5);
    let sheet = town.ask(liu, ReadSheet { building: home });
    assert_eq!(sheet.stairs[0].doors.len(), 1, "only what is theirs is printed");
    assert_eq!((sheet.stairs[0].doors[0].state, sheet.stairs[0].doors[0].households[0].1.len()), (DoorState::Done, 2));
    register(&mut town, liu, door, note("后来的"));
    town.settle();
    assert_eq!(noted(&mut town, chen, door).as_deref(), Some("后来的"));
    assert!(town.phones.iter().all(|phone| phone.device().voids().is_empty()));
}

#[test]
fn a_late_entry_of_the_old_grids_worker_is_void_and_they_are_told() {
    let mut town = Town::new(65);
    let (wang, chen, liu, li) = (town.wang(), town.chen(), town.liu(), town.li());
    let door = town.estate.doors(0)[0];
    registers_family(&mut town, wang, door);
    town.settle();
    town.link(wang, false);
    register(&mut town, wang, door, note("来晚了"));
    hand_over(&mut town, door);
    town.settle();
    town.link(wang, true);
    town.settle();
    let told: Vec<_> = town.ask(wang, ReadSync).refused.iter().map(|item| item.why).collect();
    assert_eq!(told, [RefuseReason::OutsideScope]);
    for who in [chen, liu] {
        assert_eq!(noted(&mut town, who, door).as_deref(), Some("有狗"));
    }
    for who in [chen, li, wang] {
        assert_eq!(town.phone(who).device().voids().len(), 1);
    }
}

#[test]
fn a_newcomer_reads_a_building_that_was_handed_over() {
    let mut town = Town::new(66);
    let (wang, liu) = (town.wang(), town.liu());
    let (home, doors) = (building(&town, 0), town.estate.doors(0));
    registers_family(&mut town, wang, doors[0]);
    register(&mut town, wang, doors[1], named(3, "王小明"));
    town.settle();
    assert_eq!(hand_over(&mut town, home).handed_over, 2);
    town.settle();
    assert!(town.ask(wang, ReadCommunity).grids[0].buildings.is_empty());
    let mut again = town.reborn(liu);
    core::mem::swap(&mut town.phones[liu.0], &mut again);
    town.settle();
    assert_eq!(town.ask(liu, ReadCommunity).grids[0].buildings.len(), 2);
    assert_eq!(see(&mut town, liu, doors[0]).unwrap().people.len(), 2);
    assert_eq!(see(&mut town, liu, doors[1]).unwrap().people.len(), 1);
    assert!(town.phone(liu).device().voids().is_empty());
}
