#![allow(clippy::unwrap_used, reason = "tests")]

use linli_contract::buildings::{AreaEdit, AreaRow, NewFloors};
use linli_contract::imports::{
    CellNote, Column, ImportCounts, ImportPlan, Mapping, NewDoor, Noticed, RowOutcome, RowReport,
};
use linli_contract::tables::{Cell, Sheet};
use linli_shared::areas::{AreaKind, Use};
use linli_shared::households::Field;
use linli_shared::ids::AreaId;

use super::doors::{DoorLine, additions, floor_of, plain};
use super::kind::{Kind, kind_of};
use super::{Missing, column_code, column_of, counts, is_unsure, missing, name_of_file, report, rows_of};
use crate::i18n::Lang;

fn sheet(rows: &[&[&str]]) -> Sheet {
    let cell = |text: &&str| if text.is_empty() { Cell::Empty } else { Cell::Text((*text).to_owned()) };
    let rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    Sheet { name: String::new(), rows, merged: Vec::new(), rows_left_out: 0 }
}

fn area(id: u8, parent: u8, kind: AreaKind, label: &str) -> AreaRow {
    AreaRow {
        id: AreaId([id; 16]),
        parent: AreaId([parent; 16]),
        kind,
        label: label.to_owned(),
        order: 0,
        usage: Use::Home,
        households: 0,
        is_retired: false,
        handed_to: None,
    }
}

fn tree() -> Vec<AreaRow> {
    vec![
        area(1, 0, AreaKind::Grid, "第一网格"),
        area(2, 1, AreaKind::Building, "12号楼"),
        area(3, 2, AreaKind::Stair, "1单元"),
        area(4, 3, AreaKind::Door, "101"),
    ]
}

fn new_door(building: &str, stair: &str, door: &str) -> NewDoor {
    NewDoor { grid: String::new(), building: building.into(), stair: stair.into(), door: door.into() }
}

fn lines(doors: &[NewDoor]) -> Vec<DoorLine> {
    doors.iter().map(DoorLine::from).collect()
}

fn row(number: u32, outcome: RowOutcome) -> RowReport {
    RowReport {
        row: number,
        path: vec!["12号楼".into(), "301".into()],
        name: "王芳".into(),
        outcome,
        notes: Vec::new(),
    }
}

fn plan(rows: Vec<RowReport>) -> ImportPlan {
    ImportPlan {
        mapping: Mapping { header_from: 0, data_from: 1, columns: vec![Column::Door, Column::Ignore, Column::Ignore] },
        is_remembered: false,
        headings: vec!["室号".into(), "备注".into(), String::new()],
        examples: vec![vec!["301".into()], vec!["有狗".into()], vec![String::new()]],
        rows,
        counts: ImportCounts::default(),
        doors_to_add: Vec::new(),
        households: Vec::new(),
    }
}

#[test]
fn every_column_has_a_word_that_leads_back_to_it() {
    let all = super::PLACES.into_iter().chain([Column::Ignore, Column::IdNumber, Column::Care]);
    for column in all.chain(Field::ALL.iter().map(|field| Column::Field(*field))) {
        assert_eq!(column_of(&column_code(column)), Some(column));
    }
    assert_eq!(column_of("field-nothing"), None);
}

#[test]
fn a_list_wants_a_door_and_a_person_or_a_home() {
    assert_eq!(missing(&[Column::Field(Field::Name), Column::Building]), Some(Missing::Door));
    assert_eq!(missing(&[Column::Address, Column::Field(Field::Phone)]), Some(Missing::Person));
    assert_eq!(missing(&[Column::Address, Column::Field(Field::HomeUse)]), None);
    assert_eq!(missing(&[Column::Door, Column::IdNumber]), None);
}

#[test]
fn a_left_out_column_with_values_wants_a_look() {
    let plan = plan(Vec::new());
    assert_eq!([0, 1, 2].map(|column| is_unsure(&plan, column)), [false, true, false]);
}

#[test]
fn rows_are_counted_and_shown_by_outcome() {
    let rows =
        [row(2, RowOutcome::New), row(3, RowOutcome::PassedOver), row(4, RowOutcome::Refused), row(5, RowOutcome::New)];
    assert_eq!(counts(&rows), [1, 0, 2, 0, 0, 1]);
    assert_eq!(rows_of(&rows, None), [0, 2, 3]);
    assert_eq!(rows_of(&rows, Some(RowOutcome::New)), [0, 3]);
}

#[test]
fn the_report_says_of_each_row_what_is_the_matter_with_which_column() {
    let mut refused = row(4, RowOutcome::Refused);
    refused.notes = vec![
        CellNote { column: Some(0), what: Noticed::DoorUnknown },
        CellNote { column: None, what: Noticed::Nobody },
    ];
    let table = report(Lang::Chinese.texts(), &plan(vec![row(3, RowOutcome::PassedOver), refused]));
    assert_eq!(table.rows.len(), 1);
    assert_eq!(table.rows[0][0], Cell::Number(4.0));
    let Cell::Text(notes) = &table.rows[0][4] else { panic!("{:?}", table.rows[0]) };
    assert!(notes.starts_with("室号：") && notes.contains("；没有姓名"), "{notes}");
}

#[test]
fn a_list_is_called_like_its_file() {
    assert_eq!(name_of_file("2024年底册.xlsx", "Sheet1"), "2024年底册");
    assert_eq!(name_of_file("底册.2024.xls", "12号楼"), "底册.2024 12号楼");
    assert_eq!(name_of_file(&"长".repeat(100), "").chars().count(), 60);
}

#[test]
fn labels_tell_their_floor_and_writings_of_one_building_are_one() {
    assert_eq!(
        ["301", "1203", "0301", "B1-02", "地下2", "101室", "商铺3", "9901"].map(floor_of),
        [3, 12, 3, -1, -2, 1, 1, 1]
    );
    assert_eq!(["12", "12号楼", "１２幢", "012栋"].map(plain), ["12", "12", "12", "12"].map(str::to_owned));
    assert_ne!(plain("A座"), plain("B座"));
    assert_eq!(plain("号楼"), "号楼");
}

#[test]
fn doors_of_a_known_building_extend_it_and_known_doors_are_not_added() {
    let doors = [
        new_door("12", "1", "101"),
        new_door("12号楼", "", "102"),
        new_door("12幢", "2单元", "201室"),
        new_door("12", "", "102"),
    ];
    let made = additions(&lines(&doors), &tree(), None);
    assert_eq!((made.doors, made.unusable), (2, 0));
    let [AreaEdit::Extend { building, stairs }] = &made.edits[..] else { panic!("{made:?}") };
    assert_eq!(*building, AreaId([2; 16]));
    assert_eq!(stairs.iter().map(|stair| stair.label.as_str()).collect::<Vec<_>>(), ["1单元", "2单元"]);
    let known = additions(&lines(&doors[..1]), &tree(), None);
    assert_eq!((known.edits.len(), known.doors), (0, 0));
}

#[test]
fn a_new_building_wants_a_grid_and_is_packed_by_the_rule() {
    let doors: Vec<_> =
        (1..=6).flat_map(|floor| [1, 2].map(|door| new_door("13", "1", &format!("{floor}0{door}")))).collect();
    let homeless = additions(&lines(&doors), &tree(), None);
    assert_eq!((homeless.edits.len(), homeless.without_grid), (0, vec![("13".to_owned(), 12)]));
    let made = additions(&lines(&doors), &tree(), Some(AreaId([1; 16])));
    let [AreaEdit::AddBuilding { grid, label, stairs }] = &made.edits[..] else { panic!("{made:?}") };
    assert_eq!((*grid, label.as_str(), stairs.len()), (AreaId([1; 16]), "13号楼", 1));
    assert_eq!(stairs[0].floors, [NewFloors { from: 1, to: 6, first: 1, doors: 2 }]);
    assert!(stairs[0].doors.is_empty());
}

#[test]
fn a_grid_that_the_list_names_is_found_or_made_first() {
    let line = |grid: &str| DoorLine { grid: grid.into(), ..lines(&[new_door("13", "1", "101")])[0].clone() };
    let found = additions(&[line("第一网格")], &tree(), None);
    assert!(matches!(&found.edits[..], [AreaEdit::AddBuilding { grid, .. }] if *grid == AreaId([1; 16])));
    let new = additions(&[line("第二网格")], &tree(), None);
    assert_eq!((new.edits.len(), new.new_grids), (0, vec!["第二网格".to_owned()]));
}

#[test]
fn doors_that_no_tree_holds_are_told() {
    let mut bad = lines(&[new_door("12", "1", &"长".repeat(30)), new_door("12", "1", "301")]);
    bad[1].floor = 99;
    assert_eq!(additions(&bad, &tree(), None).unusable, 2);
}

#[test]
fn kinds_of_lists_are_told_by_their_headings() {
    let people = sheet(&[&["2024年底册"], &["楼号", "室号", "户主姓名"], &["12", "301", "王芳"]]);
    assert_eq!(kind_of(&people), Kind::Register);
    assert_eq!(kind_of(&sheet(&[&["a", "b"], &["1", "2"]])), Kind::Register);
    let areas = sheet(&[&["code", "name", "level", "parent"], &["31", "上海市", "province", ""]]);
    assert_eq!(kind_of(&areas), Kind::Areas("code,name,level,parent\n31,上海市,province,".to_owned()));
}

#[test]
fn a_plan_of_buildings_is_read_with_what_is_written_once() {
    let found = kind_of(&sheet(&[
        &["楼栋门牌表"],
        &["所属网格", "楼栋", "单元", "楼层", "门牌号", "用途"],
        &["第一网格", "13号楼", "1单元", "1层", "101", "商铺"],
        &["", "", "", "2", "201"],
        &["", "", "2单元", "B1", "车库1", "地下车库"],
        &["", "", "", "", ""],
    ]));
    let Kind::Plan(doors) = found else { panic!("{found:?}") };
    let told: Vec<_> =
        doors.iter().map(|door| (door.stair.as_str(), door.floor, door.label.as_str(), door.usage)).collect();
    assert_eq!(
        told,
        [("1单元", 1, "101", Use::Shop), ("1单元", 2, "201", Use::Home), ("2单元", -1, "车库1", Use::Cellar)]
    );
    assert!(doors.iter().all(|door| door.grid == "第一网格" && door.building == "13号楼"));
}
