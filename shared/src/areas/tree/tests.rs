//! What the fold over area facts promises.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::areas::{ExtraDoor, FloorRun, StairPlan};
use proptest::prelude::*;

mod edits;

const CODE: LogCode = LogCode(310_113_003_001);

fn grid(number: u16) -> AreaFact {
    AreaFact::Grid { label: format!("第{number}网格"), ordinal: number }
}

fn grid_id(number: u16) -> AreaId {
    area_id(CODE.area(), &format!("第{number}网格"))
}

fn building(grid: u16, number: u16) -> AreaFact {
    let runs = vec![FloorRun { from: 1, to: 11, first: 1, doors: 2 }];
    let cellar = vec![ExtraDoor::home(-1, "地下室1")];
    AreaFact::Building(BuildingPlan {
        grid: grid_id(grid),
        label: format!("{number}号楼"),
        ordinal: 0,
        stairs: vec![
            StairPlan { label: "1单元".into(), runs: runs.clone(), extras: cellar },
            StairPlan { label: "2单元".into(), runs, extras: Vec::new() },
        ],
    })
}

fn stair_id(building: u16, stair: u16) -> AreaId {
    let grid = if building < 7 { 1 } else { 2 };
    area_id(area_id(grid_id(grid), &format!("{building}号楼")), &format!("{stair}单元"))
}

fn door_id(building: u16, stair: u16, label: &str) -> AreaId {
    area_id(stair_id(building, stair), label)
}

fn door(building: u16, floor: i16, label: &str) -> AreaFact {
    AreaFact::door(stair_id(building, 1), floor, label).unwrap()
}

fn facts() -> Vec<(Place, AreaFact)> {
    let names = AreaFact::Named {
        name: "宝钢一村居委会".into(), above: vec!["友谊路街道".into(), "宝山区".into()]
    };
    [names, grid(1), grid(2), building(1, 2), building(2, 10), building(1, 1), door(2, 3, "303")]
        .into_iter()
        .zip(1..)
        .map(|(fact, seq)| (Place::Confirmed(seq), fact))
        .collect()
}

fn tree() -> Tree {
    Tree::fold(CODE, facts().iter().map(|(place, fact)| (*place, fact)))
}

#[test]
fn areas_stand_in_walking_order() {
    let mut tree = tree();
    tree.apply(Place::Confirmed(20), &building(1, 11));
    let labels = |ids: Vec<AreaId>| ids.into_iter().map(|id| tree.label(id).to_owned()).collect::<Vec<_>>();
    assert_eq!(tree.name_of_community(), "宝钢一村居委会");
    assert_eq!(tree.above(), ["友谊路街道", "宝山区"]);
    assert_eq!(labels(tree.grids()), ["第1网格", "第2网格"]);
    assert_eq!(labels(tree.buildings(tree.root())), ["1号楼", "2号楼", "11号楼", "10号楼"]);
    assert_eq!(tree.doors(area_id(grid_id(1), "2号楼")).len(), 23 + 22 + 1);
    assert_eq!(labels(tree.children(stair_id(2, 1)))[..6], ["地下室1", "101", "102", "201", "202", "301"]);
    assert_eq!(labels(tree.children(stair_id(2, 1)))[18..], ["901", "902", "1001", "1002", "1101", "1102"]);
}

#[test]
fn a_stair_shows_its_highest_floor_first() {
    let floors = tree().floors(stair_id(2, 1));
    assert_eq!(floors.iter().map(|floor| floor.floor).collect::<Vec<_>>(), [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, -1]);
    assert_eq!(floors[8].doors, ["301", "302", "303"].map(|label| door_id(2, 1, label)));
}

#[test]
fn a_door_knows_its_way_up() {
    let tree = tree();
    let door = door_id(2, 1, "303");
    assert_eq!(tree.kind(door), Some(AreaKind::Door));
    assert_eq!(tree.path(door), ["2号楼", "1单元", "303"]);
    assert_eq!(tree.grid(door), Some(grid_id(1)));
    assert_eq!(tree.parent(door), Some(stair_id(2, 1)));
    assert!(tree.contains(door, grid_id(1)) && tree.contains(door, CODE.area()) && tree.contains(door, door));
    assert!(!tree.contains(door, grid_id(2)) && !tree.contains(AreaId([9; 16]), CODE.area()));
}

#[test]
fn an_area_counts_from_its_place_on() {
    let tree = tree();
    let (added, planned) = (door_id(2, 1, "303"), door_id(2, 1, "302"));
    assert!(!tree.contains_at(added, grid_id(1), Place::Confirmed(6)));
    assert!(tree.contains_at(added, grid_id(1), Place::Confirmed(7)));
    assert!(tree.contains_at(planned, grid_id(1), Place::Confirmed(4)));
    assert!(!tree.contains_at(planned, grid_id(1), Place::Confirmed(3)));
}

#[test]
fn the_id_of_a_door_never_changes() {
    assert_eq!(door_id(2, 1, "303").to_string(), "1d7519670880ee97773c065906784090");
}

#[test]
fn neighbours_follow_the_stairs_up() {
    let tree = tree();
    assert_eq!(tree.neighbours(door_id(2, 1, "303")), (Some(door_id(2, 1, "302")), Some(door_id(2, 1, "401"))));
    assert_eq!(tree.neighbours(door_id(2, 1, "地下室1")), (None, Some(door_id(2, 1, "101"))));
    assert_eq!(tree.neighbours(door_id(2, 2, "1102")), (Some(door_id(2, 2, "1101")), None));
    assert_eq!(tree.neighbours(stair_id(2, 1)), (None, None));
}

#[test]
fn a_door_added_twice_is_one_and_the_first_in_the_log_decides_its_floor() {
    let mut tree = tree();
    let id = door_id(1, 1, "夹层");
    assert_eq!(tree.apply(Place::Unconfirmed, &door(1, 2, "夹层")), Applied::Took);
    assert_eq!(tree.apply(Place::Confirmed(9), &door(1, 3, "夹层")), Applied::Took);
    assert_eq!(tree.floor(id), Some(3));
    assert_eq!(tree.apply(Place::Confirmed(8), &door(1, 4, "夹层")), Applied::Took);
    assert_eq!(tree.apply(Place::Confirmed(9), &door(1, 3, "夹层")), Applied::Known);
    assert_eq!(tree.floor(id), Some(4));
}

#[test]
fn a_door_of_an_unknown_stair_waits_for_it() {
    let mut tree = Tree::new(CODE);
    assert_eq!(tree.apply(Place::Unconfirmed, &door(1, 1, "103")), Applied::Waits);
    assert_eq!(tree.apply(Place::Confirmed(2), &building(1, 1)), Applied::Waits);
    assert_eq!((tree.waiting(), tree.kind(door_id(1, 1, "103"))), (2, None));
    tree.apply(Place::Confirmed(3), &grid(1));
    assert_eq!((tree.waiting(), tree.floor(door_id(1, 1, "103"))), (0, Some(1)));
    assert!(!tree.contains_at(door_id(1, 1, "101"), CODE.area(), Place::Confirmed(2)), "its grid came at 3");
}

#[test]
fn a_parent_of_the_wrong_kind_makes_a_fact_void() {
    let mut tree = tree();
    let before = tree.doors(CODE.area());
    let on_a_grid = AreaFact::door(grid_id(1), 1, "101").unwrap();
    assert_eq!(tree.apply(Place::Confirmed(9), &on_a_grid), Applied::Void);
    let out_of_bounds = AreaFact::Door { stair: stair_id(1, 1), floor: 99, label: "9901".into() };
    assert_eq!(tree.apply(Place::Confirmed(9), &out_of_bounds), Applied::Void);
    assert_eq!(tree.doors(CODE.area()), before);
}

#[test]
fn joined_doors_are_one_and_the_older_one_stays() {
    let mut tree = tree();
    tree.apply(Place::Unconfirmed, &door(2, 3, "303甲"));
    let (old, new) = (door_id(2, 1, "303"), door_id(2, 1, "303甲"));
    tree.apply(Place::Unconfirmed, &AreaFact::SameDoor { a: new, b: old });
    tree.apply(Place::Unconfirmed, &AreaFact::SameDoor { a: old, b: new });
    assert_eq!((tree.canonical(new), tree.canonical(old)), (old, old));
    assert_eq!(tree.same_doors(new), BTreeSet::from([old, new]));
    assert_eq!(tree.floors(stair_id(2, 1))[8].doors.last(), Some(&old));
    assert_eq!(tree.neighbours(new), tree.neighbours(old));
}

#[test]
fn doors_of_different_buildings_cannot_be_joined() {
    let mut tree = tree();
    let (near, far) = (door_id(2, 1, "101"), door_id(10, 1, "101"));
    tree.apply(Place::Confirmed(9), &AreaFact::SameDoor { a: near, b: far });
    assert_eq!((tree.canonical(near), tree.canonical(far)), (near, far));
}

#[test]
fn the_newest_name_of_the_community_is_shown() {
    let mut tree = tree();
    let renamed = AreaFact::Named { name: "宝钢一村社区".into(), above: vec![] };
    tree.apply(Place::Confirmed(30), &renamed);
    tree.apply(facts()[0].0, &facts()[0].1);
    assert_eq!(tree.name_of_community(), "宝钢一村社区");
}

#[test]
fn an_own_name_once_confirmed_gives_way_to_a_later_one() {
    let mut tree = Tree::new(CODE);
    let named = |name: &str| AreaFact::Named { name: name.into(), above: vec![] };
    tree.apply(Place::Unconfirmed, &named("一村"));
    tree.apply(Place::Confirmed(2), &named("二村"));
    assert_eq!(tree.name_of_community(), "一村");
    tree.apply(Place::Confirmed(3), &named("一村"));
    tree.apply(Place::Confirmed(4), &named("三村"));
    assert_eq!(tree.name_of_community(), "三村");
}

proptest! {
    #[test]
    fn any_order_of_arrival_gives_the_same_tree(order in Just((0..10usize).collect::<Vec<_>>()).prop_shuffle()) {
        let mut all = facts();
        all.push((Place::Confirmed(8), door(1, 5, "夹层")));
        all.push((Place::Confirmed(9), door(1, 6, "夹层")));
        all.push((Place::Confirmed(10), AreaFact::SameDoor { a: door_id(2, 1, "303"), b: door_id(2, 1, "302") }));
        let straight = Tree::fold(CODE, all.iter().map(|(place, fact)| (*place, fact)));
        let shuffled = Tree::fold(CODE, order.iter().map(|at| (all[*at].0, &all[*at].1)));
        prop_assert_eq!(shuffled.waiting(), 0);
        prop_assert_eq!(shuffled.doors(CODE.area()), straight.doors(CODE.area()));
        for door in straight.doors(CODE.area()) {
            prop_assert_eq!(shuffled.floor(door), straight.floor(door));
            prop_assert_eq!(shuffled.area(door).map(|area| area.place), straight.area(door).map(|area| area.place));
        }
    }
}
