//! What edits do to the tree: new labels, order, uses, areas out of use, another grid, a building that grows.

use super::*;
use crate::areas::Use;

fn building_id(building: u16) -> AreaId {
    area_id(grid_id(if building < 7 { 1 } else { 2 }), &format!("{building}号楼"))
}

fn renamed(area: AreaId, label: &str) -> AreaFact {
    AreaFact::Renamed { area, label: label.into() }
}

fn labels(tree: &Tree, ids: Vec<AreaId>) -> Vec<String> {
    ids.into_iter().map(|id| tree.label(id).to_owned()).collect()
}

#[test]
fn a_new_label_keeps_the_ids_and_the_last_one_in_the_log_is_shown() {
    let mut tree = tree();
    let doors = tree.doors(building_id(2));
    tree.apply(Place::Confirmed(9), &renamed(building_id(2), "2栋"));
    tree.apply(Place::Confirmed(8), &renamed(building_id(2), "二号楼"));
    assert_eq!((tree.label(building_id(2)), tree.first_label(building_id(2))), ("2栋", "2号楼"));
    assert_eq!(tree.doors(building_id(2)), doors);
    assert_eq!(tree.path(door_id(2, 1, "303")), ["2栋", "1单元", "303"]);
    tree.apply(Place::Confirmed(10), &renamed(door_id(2, 1, "303"), "303甲"));
    assert_eq!(tree.area(door_id(2, 1, "303")).map(|door| door.label.as_str()), Some("303甲"));
    assert_eq!(tree.apply(Place::Confirmed(11), &renamed(CODE.area(), "别名")), Applied::Void);
    assert_eq!(tree.name_of_community(), "宝钢一村居委会");
}

#[test]
fn a_building_grows_by_a_second_plan_that_only_adds() {
    let mut tree = tree();
    let before = tree.doors(building_id(1));
    tree.apply(Place::Confirmed(9), &renamed(building_id(1), "1栋"));
    let none = |label: &str| StairPlan { label: label.into(), runs: Vec::new(), extras: Vec::new() };
    let runs = vec![FloorRun { from: 1, to: 2, first: 1, doors: 4 }];
    let shop = ExtraDoor { floor: 1, label: "门面".into(), usage: Some(Use::Shop) };
    let more = AreaFact::Building(BuildingPlan {
        grid: grid_id(1),
        label: tree.first_label(building_id(1)).to_owned(),
        ordinal: 77,
        stairs: vec![
            StairPlan {
                label: "1单元".into(),
                runs: vec![FloorRun { from: 12, to: 12, first: 1, doors: 2 }],
                extras: vec![],
            },
            none("2单元"),
            StairPlan { label: "3单元".into(), runs, extras: vec![shop] },
        ],
    });
    assert_eq!(tree.apply(Place::Confirmed(10), &more), Applied::Took);
    let after = tree.doors(building_id(1));
    assert!(before.iter().all(|door| after.contains(door)));
    assert_eq!(after.len(), before.len() + 2 + 8 + 1);
    assert_eq!(labels(&tree, tree.children(building_id(1))), ["1单元", "2单元", "3单元"]);
    assert_eq!((tree.order(building_id(1)), tree.label(building_id(1))), (0, "1栋"));
    assert_eq!(tree.usage(door_id(1, 3, "门面")), Use::Shop);
}

#[test]
fn order_and_use_are_as_said_last() {
    let mut tree = tree();
    tree.apply(Place::Confirmed(9), &AreaFact::Ordered { area: building_id(2), ordinal: -1 });
    tree.apply(Place::Confirmed(10), &AreaFact::Ordered { area: door_id(2, 1, "303"), ordinal: 9 });
    assert_eq!(labels(&tree, tree.buildings(grid_id(1))), ["2号楼", "1号楼"]);
    assert_eq!(tree.floor(door_id(2, 1, "303")), Some(3), "a door's order is its floor");
    let used = |usage| AreaFact::Used { door: door_id(2, 1, "101"), usage };
    tree.apply(Place::Confirmed(11), &used(Use::Office));
    assert_eq!(tree.usage(door_id(2, 1, "101")), Use::Office);
    tree.apply(Place::Unconfirmed, &used(Use::Home));
    assert_eq!((tree.usage(door_id(2, 1, "101")), tree.usage(building_id(2))), (Use::Home, Use::Home));
}

#[test]
fn what_is_out_of_use_is_on_no_walk_and_is_still_found_by_its_id() {
    let mut tree = tree();
    let retired = |area, is_retired| AreaFact::Retired { area, is_retired };
    let stair = stair_id(2, 1);
    tree.apply(Place::Confirmed(9), &retired(stair, true));
    assert_eq!(tree.doors(building_id(2)).len(), 22);
    assert_eq!(tree.children(building_id(2)), [stair_id(2, 2)]);
    assert_eq!(tree.all_children(building_id(2)).len(), 2);
    assert_eq!(tree.path(door_id(2, 1, "303")), ["2号楼", "1单元", "303"]);
    assert!(!tree.is_in_use(door_id(2, 1, "303")) && !tree.is_retired(door_id(2, 1, "303")));
    assert!(tree.contains(door_id(2, 1, "303"), grid_id(1)));
    tree.apply(Place::Confirmed(10), &retired(stair, false));
    assert!(tree.is_in_use(door_id(2, 1, "303")) && tree.doors(building_id(2)).len() == 46);
}

#[test]
fn a_door_is_the_other_grids_from_the_place_of_its_handing_over() {
    let mut tree = tree();
    let door = door_id(2, 1, "303");
    let all = tree.doors(CODE.area()).len();
    tree.apply(Place::Confirmed(20), &AreaFact::Handed { area: door, grid: grid_id(2) });
    assert!(tree.contains_at(door, grid_id(1), Place::Confirmed(19)));
    assert!(tree.contains_at(door, grid_id(2), Place::Confirmed(20)));
    assert!(!tree.contains_at(door, grid_id(1), Place::Confirmed(20)));
    assert!(tree.contains(door, building_id(2)) && tree.contains(door, CODE.area()));
    assert_eq!((tree.grid(door), tree.grid(building_id(2))), (Some(grid_id(2)), Some(grid_id(1))));
    assert_eq!(tree.path(door), ["2号楼", "1单元", "303"]);
    assert!(tree.doors(grid_id(2)).contains(&door) && !tree.doors(grid_id(1)).contains(&door));
    assert_eq!(labels(&tree, tree.buildings(grid_id(2))), ["2号楼", "10号楼"]);
    assert_eq!(labels(&tree, tree.children(grid_id(2))), ["10号楼"]);
    assert_eq!(tree.doors(CODE.area()).len(), all, "each door is walked to once");
}

#[test]
fn of_a_door_and_its_building_the_later_handing_over_decides() {
    let door = door_id(2, 1, "303");
    let of_door = AreaFact::Handed { area: door, grid: grid_id(2) };
    let back = AreaFact::Handed { area: door, grid: grid_id(1) };
    let whole = |grid| AreaFact::Handed { area: building_id(2), grid };
    let grid_after = |facts: &[(u64, &AreaFact)]| {
        let mut tree = tree();
        for (seq, fact) in facts {
            tree.apply(Place::Confirmed(*seq), fact);
        }
        (tree.grid(door), tree.grid(door_id(2, 2, "101")))
    };
    let (one, two) = (Some(grid_id(1)), Some(grid_id(2)));
    assert_eq!(grid_after(&[(9, &of_door), (10, &whole(grid_id(1)))]), (one, one));
    assert_eq!(grid_after(&[(10, &back), (9, &whole(grid_id(2)))]), (one, two));
    let mut tree = tree();
    tree.apply(Place::Unconfirmed, &of_door);
    tree.apply(Place::Unconfirmed, &whole(grid_id(1)));
    assert_eq!(tree.grid(door), one, "own ones in the order they were made");
    tree.apply(Place::Confirmed(9), &whole(grid_id(2)));
    assert_eq!(tree.buildings(grid_id(2)).len(), 1, "an own handing over stands above what is confirmed");
}

#[test]
fn a_building_handed_over_is_walked_with_its_new_grid() {
    let mut tree = tree();
    tree.apply(Place::Confirmed(9), &AreaFact::Handed { area: building_id(2), grid: grid_id(2) });
    assert_eq!(labels(&tree, tree.buildings(grid_id(1))), ["1号楼"]);
    assert_eq!(labels(&tree, tree.buildings(grid_id(2))), ["2号楼", "10号楼"]);
    tree.apply(Place::Confirmed(10), &AreaFact::Handed { area: building_id(1), grid: building_id(2) });
    assert_eq!(tree.grid(building_id(1)), Some(grid_id(1)), "a building is no grid");
    let late = AreaFact::door(stair_id(2, 1), 4, "404").unwrap();
    tree.apply(Place::Confirmed(11), &late);
    assert_eq!(tree.grid(door_id(2, 1, "404")), Some(grid_id(2)), "a door that came later is the new grid's too");
}

fn edits() -> Vec<(Place, AreaFact)> {
    let door = door_id(2, 1, "303");
    let said = [
        renamed(building_id(2), "2栋"),
        renamed(building_id(2), "2号"),
        renamed(door, "303甲"),
        AreaFact::Ordered { area: building_id(2), ordinal: 3 },
        AreaFact::Ordered { area: building_id(2), ordinal: 0 },
        AreaFact::Used { door, usage: Use::Shop },
        AreaFact::Used { door, usage: Use::Home },
        AreaFact::Retired { area: stair_id(1, 2), is_retired: true },
        AreaFact::Retired { area: stair_id(10, 2), is_retired: true },
        AreaFact::Retired { area: stair_id(10, 2), is_retired: false },
        AreaFact::Handed { area: door, grid: grid_id(2) },
        AreaFact::Handed { area: building_id(2), grid: grid_id(2) },
        AreaFact::Handed { area: stair_id(2, 1), grid: grid_id(1) },
        super::door(2, 3, "304"),
    ];
    facts().into_iter().chain(said.into_iter().zip(20..).map(|(fact, seq)| (Place::Confirmed(seq), fact))).collect()
}

proptest! {
    #[test]
    fn edits_in_any_order_and_any_number_of_times_give_the_same_tree(
        order in Just((0..21usize).collect::<Vec<_>>()).prop_shuffle(),
        again in proptest::collection::vec(0..21usize, 0..30),
        at in 18..40u64,
    ) {
        let all = edits();
        let straight = Tree::fold(CODE, all.iter().map(|(place, fact)| (*place, fact)));
        let shuffled = Tree::fold(CODE, order.iter().chain(&again).map(|at| (all[*at].0, &all[*at].1)));
        prop_assert_eq!(shuffled.waiting(), 0);
        prop_assert_eq!(shuffled.doors(CODE.area()), straight.doors(CODE.area()));
        for grid in straight.grids() {
            prop_assert_eq!(shuffled.buildings(grid), straight.buildings(grid));
            prop_assert_eq!(shuffled.doors(grid), straight.doors(grid));
        }
        for door in straight.doors(CODE.area()) {
            prop_assert_eq!(shuffled.path(door), straight.path(door));
            prop_assert_eq!(shuffled.usage(door), straight.usage(door));
            prop_assert_eq!(shuffled.grid_at(door, Place::Confirmed(at)), straight.grid_at(door, Place::Confirmed(at)));
        }
    }

    #[test]
    fn own_edits_that_get_their_places_leave_the_same_tree(confirmed in 0..14usize) {
        let all = edits();
        let mut tree = Tree::fold(CODE, all[..7].iter().map(|(place, fact)| (*place, fact)));
        for (_, fact) in &all[7..] {
            tree.apply(Place::Unconfirmed, fact);
        }
        let shown = |tree: &Tree| {
            let doors = tree.doors(CODE.area());
            doors.into_iter().map(|door| (tree.path(door), tree.usage(door), tree.grid(door))).collect::<Vec<_>>()
        };
        let before = shown(&tree);
        for (place, fact) in &all[7..7 + confirmed] {
            tree.apply(*place, fact);
        }
        prop_assert_eq!(shown(&tree), before);
    }
}
