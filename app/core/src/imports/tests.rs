//! The plan without a device: what sheets of any kind come to.
#![allow(clippy::unwrap_used, reason = "tests")]

use linli_contract::imports::{Column, ImportPlan, Mapping, Noticed, RowOutcome};
use linli_contract::tables::{Cell, Merged, Sheet};
use linli_shared::areas::{AreaFact, BuildingPlan, Place, StairPlan, Tree, area_id};
use linli_shared::calendar::Date;
use linli_shared::documents::household::{Household, HouseholdEdit, Place as HomePlace, Source};
use linli_shared::documents::{Document, Heads, Kind, Writer};
use linli_shared::households::{Field, Subject};
use linli_shared::ids::{AreaId, DeviceId, LogCode, PersonId, RecordId};
use proptest::prelude::*;

use super::known::{self, Register, Said};
use super::plan::plan;

const TODAY: Date = Date { year: 2026, month: 11, day: 22 };
const CODE: LogCode = LogCode(310_113_003_001);

fn tree() -> Tree {
    let grid = area_id(CODE.area(), "第一网格");
    let floors = (1..=3).map(|floor| (floor, vec![format!("{floor}01"), format!("{floor}02")])).collect();
    let stairs = vec![StairPlan::pack("1单元", &floors), StairPlan::pack("2单元", &floors)];
    let facts = [
        AreaFact::Grid { label: "第一网格".into(), ordinal: 1 },
        AreaFact::Building(BuildingPlan { grid, label: "12号楼".into(), ordinal: 12, stairs }),
    ];
    Tree::fold(CODE, facts.iter().map(|fact| (Place::Confirmed(1), fact)))
}

fn sheet(rows: &[&[&str]]) -> Sheet {
    let cell = |text: &&str| if text.is_empty() { Cell::Empty } else { Cell::Text((*text).to_owned()) };
    let rows = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    Sheet { name: String::new(), rows, merged: Vec::new(), rows_left_out: 0 }
}

/// Plans with nobody registered, or with one household at 12号楼 1单元 101.
fn planned(sheet: &Sheet, mapping: Option<&Mapping>, registered: Option<&Document>) -> ImportPlan {
    let tree = tree();
    let (may_write, mark) = (|_: AreaId| true, |_: &str| None);
    let mut register = Register::new(&tree, TODAY, &may_write, &mark);
    if let Some(document) = registered {
        let door = tree.doors(tree.root())[0];
        let said = Said::of_document(document);
        register.add(door, known::known(document.record(), 0, &Household::of(document), None, said));
    }
    let mut count = 0u8;
    let mut new_person = || {
        count = count.wrapping_add(1);
        PersonId([count; 16])
    };
    plan(sheet, mapping, &|_| None, &register, &mut new_person)
}

/// 李清 with a phone that somebody typed and a job that a list said.
fn registered() -> Document {
    let door = tree().doors(CODE.area())[0];
    let mut document = Document::genesis(Kind::Household, RecordId([1; 16]));
    let place = HomePlace { door, slot: 0, generation: 0 };
    let person = PersonId([200; 16]);
    let set = |field, value: &str| HouseholdEdit::Set {
        subject: Subject::Person(person),
        field,
        value: Some(value.to_owned()),
    };
    let writer = Writer { device: DeviceId([2; 16]), incarnation: 0 };
    let typed = [HouseholdEdit::AddPerson { person }, set(Field::Name, "李清"), set(Field::Phone, "15411111111")];
    document.register(&place, &typed, &Heads::default(), writer, 10).unwrap();
    let list = [HouseholdEdit::From { source: Source::List { name: "旧册".into() } }, set(Field::Occupation, "教师")];
    let heads = document.heads();
    document.register(&place, &list, &heads, writer, 20).unwrap();
    document
}

fn outcomes(plan: &ImportPlan) -> Vec<RowOutcome> {
    plan.rows.iter().map(|row| row.outcome).collect()
}

const HEADINGS: &[&str] = &["楼号", "单元", "室号", "姓名", "电话", "职业"];

#[test]
fn what_a_list_said_is_replaced_and_what_was_typed_is_contradicted() {
    let document = registered();
    let one = |phone, job| planned(&sheet(&[HEADINGS, &["12", "1", "101", "李清", phone, job]]), None, Some(&document));
    assert_eq!(outcomes(&one("15411111111", "教师")), [RowOutcome::Unchanged]);
    assert_eq!(outcomes(&one("", "会计")), [RowOutcome::Fills], "only a list had said otherwise");
    assert_eq!(outcomes(&one("15422222222", "")), [RowOutcome::Conflicts], "somebody typed otherwise");
    assert_eq!(one("", "会计").households[0].people[0].fields, [(Field::Occupation, "会计".into())]);
    let empty = one("", "");
    assert!(empty.households.is_empty() && empty.counts.unchanged == 1, "an empty cell changes nothing");
}

#[test]
fn people_of_another_family_get_a_household_of_their_own() {
    let document = registered();
    let plan = planned(&sheet(&[HEADINGS, &["12", "1", "101", "赵月", "", ""]]), None, Some(&document));
    assert_eq!((plan.counts.new, plan.households[0].slot), (1, 1));
}

fn families() -> Sheet {
    let headings: &[&str] = &["楼号", "单元", "室号", "姓名", "与户主关系"];
    sheet(&[
        headings,
        &["12", "1", "101", "李清", "户主"],
        &["", "", "", "赵月", "之妻"],
        &["", "", "", "周平", "户主"],
        &["", "", "", "周小平", "长子"],
    ])
}

#[test]
fn a_new_householder_begins_a_new_household_at_the_same_door() {
    let mut sheet = families();
    sheet.merged = (0..3).map(|column| Merged { top: 1, left: column, bottom: 4, right: column }).collect();
    let plan = planned(&sheet, None, None);
    let slots: Vec<(u8, usize)> = plan.households.iter().map(|home| (home.slot, home.people.len())).collect();
    assert_eq!(slots, [(0, 2), (1, 2)]);
    assert!(plan.rows.iter().all(|row| row.path.last().is_some_and(|door| door == "101")), "one cell for four rows");
}

#[test]
fn a_householder_without_an_address_is_not_put_behind_the_door_above() {
    let plan = planned(&families(), None, None);
    let refused = RowOutcome::Refused;
    assert_eq!(outcomes(&plan), [RowOutcome::New, RowOutcome::New, refused, refused], "nor is their family");
    assert_eq!(plan.rows[2].notes[0].what, Noticed::NoAddress);
}

#[test]
fn a_building_given_anew_takes_no_door_along() {
    let plan =
        planned(&sheet(&[HEADINGS, &["12", "1", "101", "李清", "", ""], &["13", "", "", "赵月", "", ""]]), None, None);
    assert_eq!(plan.rows[1].notes[0].what, Noticed::NoAddress);
}

#[test]
fn a_wrong_mapping_is_followed_without_harm() {
    let one = sheet(&[HEADINGS, &["12", "1", "101", "李清", "15411111111", "教师"]]);
    for columns in [Vec::new(), vec![Column::Door; 40], vec![Column::IdNumber; 6]] {
        for (header_from, data_from) in [(0, 0), (5, 1), (u32::MAX, u32::MAX), (1, 0)] {
            let mapping = Mapping { header_from, data_from, columns: columns.clone() };
            assert!(planned(&one, Some(&mapping), None).households.is_empty());
        }
    }
}

fn any_cell() -> impl Strategy<Value = Cell> {
    let words = prop_oneof![
        Just("姓名"),
        Just("楼号"),
        Just("室号"),
        Just("12号楼1单元101"),
        Just("李清"),
        Just("户主"),
        Just("合计"),
        Just("是"),
        Just("11010519491231002X"),
        Just("1956.3.2"),
        Just("独居老人，养狗"),
        Just("#REF!"),
        Just("12"),
        Just("101"),
        Just("备注")
    ];
    prop_oneof![
        3 => Just(Cell::Empty),
        6 => words.prop_map(|word| Cell::Text(word.into())),
        2 => "\\PC{0,12}".prop_map(Cell::Text),
        2 => any::<f64>().prop_map(Cell::Number),
        1 => any::<bool>().prop_map(Cell::Flag),
        1 => Just(Cell::Error("#N/A".into())),
        1 => "[0-9-]{0,12}".prop_map(Cell::Date),
    ]
}

fn any_sheet() -> impl Strategy<Value = Sheet> {
    let rows = proptest::collection::vec(proptest::collection::vec(any_cell(), 0..8), 0..12);
    let range = (0u32..14, 0u32..9, 0u32..14, 0u32..9).prop_map(|(top, left, bottom, right)| Merged {
        top,
        left,
        bottom,
        right,
    });
    let merged = proptest::collection::vec(range, 0..5);
    ("(12号楼|说明|.{0,5})", rows, merged).prop_map(|(name, rows, merged)| Sheet {
        name,
        rows,
        merged,
        rows_left_out: 0,
    })
}

proptest! {
    #[test]
    fn any_sheet_comes_to_a_plan_whose_values_stand_every_check(sheet in any_sheet()) {
        let document = registered();
        let plan = planned(&sheet, None, Some(&document));
        prop_assert_eq!(&plan, &planned(&sheet, None, Some(&document)));
        prop_assert!(plan.rows.len() <= sheet.rows.len());
        for household in &plan.households {
            prop_assert!(household.home.iter().all(|(field, value)| field.is_home() && field.check(value).is_ok()));
            for person in &household.people {
                prop_assert!(person.fields.iter().all(|(field, value)| !field.is_home() && field.check(value).is_ok()));
            }
        }
        let again = planned(&sheet, Some(&plan.mapping), Some(&document));
        prop_assert_eq!(again.counts, plan.counts, "confirming what was proposed changes nothing");
    }
}
