#![allow(clippy::unwrap_used, reason = "tests")]

use linli_contract::exports::{ExportDoor, ExportHousehold};
use linli_contract::tables::Cell;
use linli_shared::calendar::Millis;
use linli_shared::households::{Field, Subject};
use linli_shared::ids::{PersonId, RecordId};

use super::package::from_base64;
use super::{Register, file_name};
use crate::i18n::Lang;

const WANG: PersonId = PersonId([1; 16]);
const LI: PersonId = PersonId([2; 16]);

fn door(households: Vec<ExportHousehold>) -> ExportDoor {
    let path = ["第一网格", "12号楼", "1单元", "0301"].map(str::to_owned).to_vec();
    ExportDoor { path, households, visits: Vec::new() }
}

fn household(slot: u8, people: &[PersonId], values: &[(Subject, Field, &str)]) -> ExportHousehold {
    ExportHousehold {
        id: RecordId([slot; 16]),
        slot,
        values: values.iter().map(|(subject, field, value)| (*subject, *field, (*value).to_owned())).collect(),
        id_numbers: vec![(Subject::Person(WANG), "990***********001X".into())],
        people: people.to_vec(),
        departed: Vec::new(),
        changed: Millis(0),
    }
}

fn named(register: Register) -> Vec<Vec<(String, Cell)>> {
    let table = register.table(false);
    let line = |row: &Vec<Cell>| {
        let pairs = table.columns.iter().zip(row);
        pairs
            .filter(|(_, cell)| **cell != Cell::Empty)
            .map(|(column, cell)| (column.title.clone(), cell.clone()))
            .collect()
    };
    table.rows.iter().map(line).collect()
}

fn cell(row: &[(String, Cell)], title: &str) -> Option<Cell> {
    row.iter().find(|(known, _)| known == title).map(|(_, cell)| cell.clone())
}

fn text(text: &str) -> Option<Cell> {
    Some(Cell::Text(text.to_owned()))
}

#[test]
fn a_person_is_a_row_with_the_address_and_labels_in_place_of_codes() {
    let t = Lang::Chinese.texts();
    let mut register = Register::new(t);
    let person = Subject::Person;
    let values = [
        (person(WANG), Field::Name, "王芳"),
        (person(WANG), Field::Sex, "2"),
        (person(WANG), Field::BirthDate, "1985-01-02"),
        (person(WANG), Field::CareAloneElder, "1"),
        (person(LI), Field::Name, "李清"),
        (person(LI), Field::Education, "999"),
        (Subject::Household, Field::HomeUse, "let"),
        (Subject::Household, Field::FloorArea, "88.5"),
    ];
    register.add(t, &door(vec![household(0, &[WANG, LI], &values)]), |_| String::new());
    assert_eq!(register.people(), 2);
    let rows = named(register);
    assert_eq!((cell(&rows[0], "门牌"), cell(&rows[0], "楼栋")), (text("0301"), text("12号楼")));
    assert_eq!((cell(&rows[0], "姓名"), cell(&rows[0], "性别")), (text("王芳"), text("女")));
    assert_eq!(cell(&rows[0], "身份证号"), text("990***********001X"));
    assert_eq!(cell(&rows[0], "出生日期"), Some(Cell::Date("1985-01-02".into())));
    assert_eq!(cell(&rows[0], "独居老人"), text("是"));
    assert_eq!(cell(&rows[1], "学历"), text("999"), "a code of a newer list is not lost");
    assert_eq!((cell(&rows[1], "房屋使用"), cell(&rows[1], "面积")), (text("出租"), Some(Cell::Number(88.5))));
    assert_eq!(cell(&rows[1], "身份证号"), None);
    assert_eq!(cell(&rows[0], "民族"), None);
}

#[test]
fn a_door_and_a_home_without_people_are_rows_too() {
    let t = Lang::English.texts();
    let mut register = Register::new(t);
    register.add(t, &door(Vec::new()), |_| String::new());
    let vacant = household(1, &[], &[(Subject::Household, Field::HomeUse, "vacant")]);
    register.add(t, &door(vec![household(0, &[LI], &[]), vacant]), |_| String::new());
    assert_eq!(register.people(), 1);
    let rows = named(register);
    assert_eq!(rows.len(), 3);
    assert_eq!(cell(&rows[0], t.exports.household), None);
    assert_eq!(cell(&rows[2], t.exports.household), Some(Cell::Number(2.0)));
}

#[test]
fn every_column_is_there_where_everything_is_wanted() {
    let t = Lang::Chinese.texts();
    let table = Register::new(t).table(true);
    assert_eq!(table.columns.len(), 5 + Field::ALL.len() + 2);
}

#[test]
fn files_are_named_for_community_list_and_day() {
    assert_eq!(
        file_name("宝钢一村居委会", "独居老人 · 到期", "2026-11-22", "xlsx"),
        "宝钢一村居委会_独居老人-·-到期_2026-11-22.xlsx"
    );
    assert_eq!(file_name("", "../a/b", "2026-11-22", "csv"), "a-b_2026-11-22.csv");
}

#[test]
fn base64_is_read_and_nothing_else_is() {
    for (text, bytes) in [("", ""), ("TQ==", "M"), ("TWE=", "Ma"), ("TWFu", "Man"), ("TWFuTQ==", "ManM")] {
        assert_eq!(from_base64(text).unwrap(), bytes.as_bytes());
    }
    assert_eq!(from_base64("+/8=").unwrap(), [0xfb, 0xff]);
    for wrong in ["T", "TQ", "T===", "TW-u", "TWFu\n"] {
        assert_eq!(from_base64(wrong), None, "{wrong}");
    }
}
