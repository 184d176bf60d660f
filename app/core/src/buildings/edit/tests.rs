//! What edits are written as, and which are refused.

#![allow(clippy::unwrap_used, reason = "tests")]

use linli_contract::buildings::NewFloors;
use linli_shared::areas::{FloorRun, Use};
use linli_shared::ids::{LogCode, RecordId};

use super::*;
use crate::device::doors::HouseholdSum;

const CODE: LogCode = LogCode(310_113_003_001);

fn grid(number: u16) -> AreaId {
    area_id(CODE.area(), &format!("第{number}网格"))
}

fn building(number: u16) -> AreaId {
    area_id(grid(1), &format!("{number}号楼"))
}

fn door(label: &str) -> AreaId {
    area_id(area_id(building(1), "1单元"), label)
}

fn tree() -> Tree {
    let stair = StairPlan {
        label: "1单元".into(),
        runs: vec![FloorRun { from: 1, to: 6, first: 1, doors: 2 }],
        extras: Vec::new(),
    };
    let of = |number: u16| {
        let label = format!("{number}号楼");
        AreaFact::Building(BuildingPlan { grid: grid(1), label, ordinal: number, stairs: vec![stair.clone()] })
    };
    let grids = [1, 2].map(|number| AreaFact::Grid { label: format!("第{number}网格"), ordinal: number });
    let facts: Vec<_> = grids.into_iter().chain([of(1), of(2)]).collect();
    Tree::fold(CODE, (1..).zip(&facts).map(|(seq, fact)| (Place::Confirmed(seq), fact)))
}

fn edited(edits: &[AreaEdit]) -> Result<(Tree, usize), Failure> {
    let doors = BTreeMap::new();
    let mut draft = Draft::new(tree(), &doors);
    edits.iter().try_for_each(|edit| draft.take(edit))?;
    Ok((draft.tree, draft.facts.len()))
}

fn stair(label: &str, to: i16, doors: &[(i16, &str, Use)]) -> NewStair {
    NewStair {
        label: label.into(),
        floors: vec![NewFloors { from: 1, to, first: 1, doors: 2 }],
        doors: doors.iter().map(|(floor, label, usage)| (*floor, (*label).to_owned(), *usage)).collect(),
    }
}

fn refused(edit: AreaEdit, why: Failure) {
    assert_eq!(edited(std::slice::from_ref(&edit)).map(|(_, facts)| facts), Err(why), "{edit:?}");
}

#[test]
fn a_building_is_added_with_cellars_and_shops() {
    let stairs =
        vec![stair("1单元", 18, &[(-1, "地下室", Use::Cellar), (1, "门面", Use::Shop), (1, "103", Use::Home)])];
    let add = AreaEdit::AddBuilding { grid: grid(2), label: " ９号楼".into(), stairs };
    let (tree, facts) = edited(&[AreaEdit::AddGrid { label: "第3网格".into() }, add]).unwrap();
    assert_eq!((facts, tree.grids().len()), (2, 3));
    let new = area_id(grid(2), "9号楼");
    assert_eq!(tree.doors(new).len(), 36 + 3);
    assert_eq!(tree.usage(area_id(area_id(new, "1单元"), "门面")), Use::Shop);
}

#[test]
fn a_renamed_building_is_extended_under_its_first_label() {
    let edits = [
        AreaEdit::Rename { area: building(1), label: "甲楼".into() },
        AreaEdit::Extend { building: building(1), stairs: vec![stair("2单元", 3, &[]), stair("1单元", 8, &[])] },
    ];
    let (tree, _) = edited(&edits).unwrap();
    assert_eq!(tree.doors(building(1)).len(), 16 + 6);
    assert_eq!(tree.buildings(grid(1)).len(), 2, "no second building came of it");
    let (tree, facts) = edited(&[
        edits[0].clone(),
        AreaEdit::AddBuilding { grid: grid(1), label: "甲楼".into(), stairs: vec![stair("3单元", 1, &[])] },
        AreaEdit::Extend { building: building(1), stairs: vec![stair("1单元", 6, &[])] },
    ])
    .unwrap();
    assert_eq!((tree.children(building(1)).len(), facts), (2, 2), "what is there is not built again");
}

#[test]
fn a_label_that_was_anothers_is_refused() {
    let rename = AreaEdit::Rename { area: door("301"), label: "301甲".into() };
    let add = |label: &str| AreaEdit::Extend {
        building: building(1),
        stairs: vec![NewStair { label: "1单元".into(), floors: vec![], doors: vec![(3, label.into(), Use::Home)] }],
    };
    assert_eq!(edited(&[rename.clone(), add("301")]).map(|(_, facts)| facts), Err(Failure::LabelTaken));
    assert_eq!(edited(&[rename.clone(), add("301甲")]).map(|(_, facts)| facts), Ok(1), "the door is given back");
    let taken = AreaEdit::Rename { area: door("302"), label: "301甲".into() };
    assert_eq!(edited(&[rename.clone(), taken]).map(|(_, facts)| facts), Err(Failure::LabelTaken));
    let back = AreaEdit::Rename { area: door("301"), label: "301".into() };
    assert_eq!(edited(&[rename, back]).unwrap().0.label(door("301")), "301");
    refused(AreaEdit::Rename { area: building(1), label: "2号楼".into() }, Failure::LabelTaken);
    let copy = |label: &str| AreaEdit::CopyBuilding { building: building(1), label: label.into(), grid: grid(1) };
    refused(copy("2号楼"), Failure::LabelTaken);
    let retired = AreaEdit::Retire { area: building(2) };
    assert_eq!(edited(&[retired.clone(), copy("2号楼")]).map(|(_, facts)| facts), Err(Failure::LabelTaken));
    let renamed = AreaEdit::Rename { area: building(1), label: "2号楼".into() };
    let restored = AreaEdit::Restore { area: building(2) };
    assert_eq!(edited(&[retired, renamed, restored]).map(|(_, facts)| facts), Err(Failure::LabelTaken));
}

#[test]
fn a_copy_has_the_doors_as_they_stand_now() {
    let edits = [
        AreaEdit::Rename { area: door("102"), label: "门面".into() },
        AreaEdit::SetUse { door: door("102"), usage: Use::Shop },
        AreaEdit::Retire { area: door("101") },
        AreaEdit::CopyBuilding { building: building(1), label: "3号楼".into(), grid: grid(2) },
    ];
    let (tree, _) = edited(&edits).unwrap();
    let copy = area_id(grid(2), "3号楼");
    assert_eq!(tree.doors(copy).len(), 11);
    assert_eq!(tree.usage(area_id(area_id(copy, "1单元"), "门面")), Use::Shop);
    assert_eq!(tree.grid(copy), Some(grid(2)));
}

#[test]
fn a_door_with_a_household_stays_in_use() {
    let sum = HouseholdSum {
        record: RecordId([1; 16]),
        slot: 0,
        generation: 0,
        people: 1,
        conflicts: 0,
        id_conflicts: 0,
        is_vacant: false,
        seconds: 1,
        persons: Vec::new(),
        home: None,
        landlord_phone: None,
        first_seconds: 1,
        ended: None,
    };
    let mut row = DoorRow::default();
    row.set_household(sum.clone());
    let mut doors = BTreeMap::from([(door("301"), row.clone())]);
    let retire = |area, doors: &BTreeMap<AreaId, DoorRow>| Draft::new(tree(), doors).take(&AreaEdit::Retire { area });
    for area in [door("301"), building(1), grid(1)] {
        assert_eq!(retire(area, &doors), Err(Failure::InUse));
    }
    assert_eq!(retire(door("302"), &doors), Ok(()));
    row.set_household(HouseholdSum { ended: Some(9), ..sum });
    doors.insert(door("301"), row);
    assert_eq!(retire(building(1), &doors), Ok(()), "who has left does not hold it");
}

#[test]
fn what_does_not_fit_is_refused_and_nothing_of_it_is_kept() {
    refused(AreaEdit::SetUse { door: building(1), usage: Use::Shop }, Failure::InvalidInput);
    refused(AreaEdit::Reorder { area: door("101"), order: 2 }, Failure::InvalidInput);
    refused(AreaEdit::HandOver { area: grid(1), grid: grid(2) }, Failure::InvalidInput);
    refused(AreaEdit::HandOver { area: building(1), grid: building(2) }, Failure::InvalidInput);
    refused(AreaEdit::Rename { area: AreaId([9; 16]), label: "x".into() }, Failure::NotHere);
    refused(AreaEdit::AddGrid { label: " ".into() }, Failure::InvalidInput);
    refused(
        AreaEdit::SameDoor { a: door("101"), b: area_id(area_id(building(2), "1单元"), "101") },
        Failure::InvalidInput,
    );
    let add = |stairs| AreaEdit::AddBuilding { grid: grid(1), label: "7号楼".into(), stairs };
    refused(add(vec![]), Failure::InvalidInput);
    refused(add(vec![stair("1单元", 61, &[])]), Failure::InvalidInput);
    refused(add(vec![stair("1单元", 1, &[]), stair("1单元", 2, &[])]), Failure::LabelTaken);
    refused(add(vec![stair("1单元", 1, &[(1, "a", Use::Home), (2, "a", Use::Home)])]), Failure::LabelTaken);
    let moved = AreaEdit::HandOver { area: building(1), grid: grid(2) };
    assert_eq!(edited(&[moved.clone(), moved]).map(|(_, facts)| facts), Ok(1));
}

#[test]
fn a_building_too_long_for_one_fact_becomes_several() {
    let rooms = |stair: usize| -> Vec<(i16, String, Use)> {
        (0..400).map(|room| (1, format!("{stair}座房间编号之{room:05}"), Use::Home)).collect()
    };
    let stairs: Vec<_> =
        (0..12).map(|at| NewStair { label: format!("{at}座"), floors: vec![], doors: rooms(at) }).collect();
    let (tree, facts) = edited(&[AreaEdit::AddBuilding { grid: grid(1), label: "长楼".into(), stairs }]).unwrap();
    let long = area_id(grid(1), "长楼");
    assert_eq!((facts, tree.doors(long).len()), (12, 4_800));
    let labels: Vec<_> = tree.children(long).into_iter().map(|stair| tree.label(stair).to_owned()).collect();
    assert_eq!(labels, (0..12).map(|at| format!("{at}座")).collect::<Vec<_>>());
}
