//! What editing areas computes.

#![allow(clippy::unwrap_used, reason = "tests")]

use linli_contract::buildings::Use;

use super::*;

fn typed(stairs: &str, to: &str, doors: &str) -> Typed {
    Typed { stairs: stairs.into(), to: to.into(), doors: doors.into(), ..Typed::default() }
}

fn id(number: u8) -> AreaId {
    AreaId([number; 16])
}

fn row(kind: AreaKind, number: u8, parent: u8, order: i16) -> AreaRow {
    AreaRow {
        id: id(number),
        parent: id(parent),
        kind,
        label: number.to_string(),
        order,
        usage: Use::Home,
        households: 0,
        is_retired: false,
        handed_to: None,
    }
}

/// Two grids; in the first two buildings, the first with two stairs of two doors.
fn areas() -> Vec<AreaRow> {
    use AreaKind::{Building, Door, Grid, Stair};
    vec![
        row(Grid, 1, 0, 1),
        row(Building, 10, 1, 1),
        row(Stair, 11, 10, 0),
        row(Door, 12, 11, 1),
        row(Door, 13, 11, 2),
        row(Stair, 14, 10, 1),
        row(Door, 15, 14, 1),
        row(Door, 16, 14, 2),
        row(Building, 20, 1, 1),
        row(Building, 30, 1, 5),
        row(Grid, 2, 0, 2),
    ]
}

#[test]
fn the_preview_counts_what_will_be_built() {
    let preview = typed("3", "18", "4").read().unwrap().preview(&BTreeSet::new());
    assert_eq!((preview.stairs, preview.floors, preview.doors, preview.all), (3, 18, 4, 216));
    assert_eq!((preview.first.as_str(), preview.last.as_str()), ("101", "1804"));
    let skipping = Typed { without: "4、13, 14".into(), ..typed("1", "１８", "4") };
    let shape = skipping.read().unwrap();
    let runs: Vec<_> = shape.floors.iter().map(|run| (run.from, run.to)).collect();
    assert_eq!(runs, [(1, 3), (5, 12), (15, 18)]);
    let known = ["101", "102", "103", "104"].map(str::to_owned).into();
    let more = shape.preview(&known);
    assert_eq!((more.all, more.first.as_str()), (15 * 4 - 4, "201"));
}

#[test]
fn what_is_typed_wrong_is_named() {
    for (typed, wrong) in [
        (typed("0", "6", "2"), TypedField::Stairs),
        (typed("31", "6", "2"), TypedField::Stairs),
        (typed("1", "61", "2"), TypedField::To),
        (Typed { from: "7".into(), ..typed("1", "6", "2") }, TypedField::To),
        (Typed { from: "B1".into(), ..typed("1", "6", "2") }, TypedField::From),
        (typed("1", "6", "0"), TypedField::Doors),
        (typed("1", "6", "51"), TypedField::Doors),
        (Typed { first: "99".into(), ..typed("1", "6", "2") }, TypedField::First),
        (Typed { without: "四".into(), ..typed("1", "6", "2") }, TypedField::Without),
        (Typed { without: "1 2".into(), ..typed("1", "2", "2") }, TypedField::Without),
    ] {
        assert_eq!(typed.read(), Err(wrong), "{typed:?}");
    }
}

#[test]
fn stairs_are_counted_on() {
    let known = |labels: &[&str]| labels.iter().map(|label| (*label).to_owned()).collect::<Vec<_>>();
    assert_eq!(next_stairs(&[], 2), ["1单元", "2单元"]);
    assert_eq!(next_stairs(&known(&["1门", "3门", "东"]), 2), ["4门", "5门"]);
    assert_eq!(next_stairs(&known(&["A座"]), 1), ["1单元"]);
    assert_eq!(split("地下室1，地下室2、 301A"), ["地下室1", "地下室2", "301A"]);
}

#[test]
fn doors_are_counted_without_those_out_of_use() {
    let mut areas = areas();
    assert_eq!((doors(&areas, id(1)), doors(&areas, id(10)), doors(&areas, id(20))), (4, 4, 0));
    areas[2].is_retired = true;
    areas[7].is_retired = true;
    assert_eq!(doors(&areas, id(10)), 1);
}

#[test]
fn an_area_moves_among_its_neighbours_and_back() {
    let areas = areas();
    let order = |area, order| AreaEdit::Reorder { area: id(area), order };
    let edits = moved(&areas, id(20), true);
    assert_eq!(edits, [order(10, 2), order(30, 3)]);
    assert_eq!(undoing(&edits, &areas, None), Some(vec![order(30, 5), order(10, 1)]));
    assert_eq!(moved(&areas, id(10), true), []);
    assert_eq!(moved(&areas, id(30), false), []);
    assert_eq!(moved(&areas, id(14), true), [order(11, 2)]);
}

#[test]
fn an_edit_knows_what_undoes_it() {
    let mut areas = areas();
    let rename = AreaEdit::Rename { area: id(10), label: "甲".into() };
    let back = AreaEdit::Rename { area: id(10), label: "10".into() };
    assert_eq!(undoing(&[rename], &areas, None), Some(vec![back]));
    let copy = AreaEdit::CopyBuilding { building: id(10), label: "x".into(), grid: id(1) };
    assert_eq!(
        undoing(std::slice::from_ref(&copy), &areas, Some(id(40))),
        Some(vec![AreaEdit::Retire { area: id(40) }])
    );
    assert_eq!(undoing(&[copy], &areas, Some(id(20))), None, "it stood before");
    let hand = AreaEdit::HandOver { area: id(12), grid: id(2) };
    let again = |grid| Some(vec![AreaEdit::HandOver { area: id(12), grid: id(grid) }]);
    assert_eq!(undoing(std::slice::from_ref(&hand), &areas, None), again(1));
    areas[3].households = 1;
    assert_eq!(undoing(&[hand], &areas, None), None, "households do not go back by a tap");
    areas[2].handed_to = Some(id(2));
    assert_eq!((grid(&areas, id(12)), grid(&areas, id(10))), (Some(id(2)), Some(id(1))));
}
