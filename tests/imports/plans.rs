//! What each register would do, as somebody who reads it would say. Numbers are counted by hand in the files.

use linli_contract::imports::{Column, ImportCounts, ImportPlan, NewDoor, Noticed, RowOutcome, RowReport};
use linli_shared::households::Field as F;

use crate::office::{notes, office, outcomes, plan, sheets};

fn of(name: &str) -> ImportPlan {
    let mut town = office();
    let sheet = sheets(name).remove(0);
    plan(&mut town, &sheet)
}

fn only_new(new: u32, refused: u32) -> ImportCounts {
    ImportCounts { new, refused, ..ImportCounts::default() }
}

/// Row, address and name of a report.
fn line(row: &RowReport) -> (u32, String, &str) {
    (row.row, row.path.join(" "), &row.name)
}

fn first_and_last(plan: &ImportPlan) -> [(u32, String, &str); 2] {
    let mut named = plan.rows.iter().filter(|row| row.outcome == RowOutcome::New);
    let first = named.next().unwrap();
    [line(first), line(named.next_back().unwrap_or(first))]
}

fn people(plan: &ImportPlan) -> usize {
    plan.households.iter().map(|household| household.people.len()).sum()
}

#[test]
fn a_plain_list_is_read_as_it_stands() {
    let plan = of("01-plain.xlsx");
    assert_eq!((plan.mapping.header_from, plan.mapping.data_from, plan.is_remembered), (0, 1, false));
    assert_eq!(plan.headings[..3], ["序号", "所属网格", "楼号"]);
    assert_eq!(plan.examples[2], ["12号楼"]);
    assert_eq!(plan.examples[3], ["1单元", "2单元"]);
    assert_eq!(
        plan.mapping.columns[..6],
        [Column::Ignore, Column::Grid, Column::Building, Column::Stair, Column::Door, Column::Field(F::Name)]
    );
    assert_eq!(plan.counts, only_new(12, 0));
    assert_eq!((notes(&plan), plan.doors_to_add.len(), people(&plan)), (vec![], 0, 30));
    assert_eq!(
        first_and_last(&plan),
        [(2, "12号楼 1单元 101".into(), "张敏"), (31, "12号楼 2单元 302".into(), "朱浩然")]
    );
}

#[test]
fn titles_and_groups_over_the_headings_are_understood() {
    let plan = of("02-two-headers.xlsx");
    assert_eq!((plan.mapping.header_from, plan.mapping.data_from), (2, 4));
    assert_eq!(plan.headings[4..8], ["户主信息 姓名", "户主信息 身份证号", "户主信息 联系电话", "家庭成员 姓名"]);
    assert_eq!(plan.counts, only_new(10, 0));
    assert_eq!(people(&plan), 24, "the householder in merged cells is one person");
    assert!(notes(&plan).is_empty());
    let alone = &plan.households[1];
    assert!(alone.people[0].fields.contains(&(F::CareAloneElder, "1".into())));
    assert!(alone.home.is_empty(), "the remark was nothing but the care group");
    assert_eq!(plan.households[5].home, [(F::HomeNote, "每周三透析".into())]);
    assert_eq!(plan.households[0].home, [(F::HomeNote, "养狗".into())]);
}

#[test]
fn blank_lines_headings_again_and_the_sum_are_passed_over() {
    let plan = of("03-merged-doors.xlsx");
    assert_eq!((plan.mapping.header_from, plan.mapping.data_from), (1, 2));
    assert_eq!(
        plan.mapping.columns[..4],
        [Column::Address, Column::Household, Column::Field(F::Name), Column::Field(F::Relation)]
    );
    assert_eq!(plan.counts, only_new(12, 0));
    // Twelve blank lines, the headings of page two, the sum.
    assert_eq!((people(&plan), outcomes(&plan, RowOutcome::PassedOver)), (24, 14));
    assert!(notes(&plan).is_empty());
    assert_eq!(
        first_and_last(&plan),
        [(3, "14号楼 1单元 901".into(), "高俊杰"), (38, "14号楼 2单元 1102".into(), "杨海涛")]
    );
}

#[test]
fn id_numbers_that_lost_digits_are_told_from_wrong_ones() {
    let plan = of("04-id-numbers.xlsx");
    assert_eq!(plan.counts, only_new(12, 0));
    assert_eq!(
        notes(&plan),
        [
            (2, 'E', Noticed::IdNumberRounded),
            (8, 'E', Noticed::IdNumberWrong),
            (9, 'E', Noticed::IdNumberWrong),
            (10, 'E', Noticed::IdNumberRounded),
            (12, 'E', Noticed::IdNumberRounded),
        ]
    );
    let with_number = plan.households.iter().filter(|household| household.people[0].id_number.is_some()).count();
    assert_eq!(with_number, 6, "of twelve five are wrong and one is missing");
}

#[test]
fn other_words_in_another_order_and_encoding_are_the_same_columns() {
    let plan = of("05-other-words.csv");
    assert_eq!(
        plan.mapping.columns,
        [
            Column::Field(F::Name),
            Column::IdNumber,
            Column::Field(F::Phone),
            Column::Door,
            Column::Building,
            Column::Stair,
            Column::Field(F::Relation),
            Column::Care,
            Column::Field(F::Politics),
            Column::Field(F::HomeUse),
        ]
    );
    assert_eq!((plan.counts, notes(&plan), people(&plan)), (only_new(8, 0), vec![], 20));
}

#[test]
fn a_day_that_is_none_is_left_out_and_told() {
    let plan = of("06-dates.xlsx");
    assert_eq!(plan.counts, only_new(12, 0));
    let unreadable = |row| (row, 'D', Noticed::DateUnreadable);
    assert_eq!(notes(&plan), [unreadable(11), unreadable(12), unreadable(13)]);
}

#[test]
fn an_address_in_any_writing_finds_its_door_and_never_another() {
    let plan = of("07-addresses.csv");
    assert_eq!(plan.counts, only_new(10, 4));
    assert_eq!(notes(&plan), [17, 18, 19, 20].map(|row| (row, '-', Noticed::DoorUnknown)));
    let door = |grid: &str, building: &str, stair: &str, door: &str| NewDoor {
        grid: grid.into(),
        building: building.into(),
        stair: stair.into(),
        door: door.into(),
    };
    // 12号楼301 fits three doors, the address in another province none.
    assert_eq!(plan.doors_to_add, [door("", "99号楼", "1单元", "101"), door("第一网格", "12号楼", "2单元", "901")]);
}

#[test]
fn a_family_on_one_row_is_as_many_people() {
    let plan = of("08-family-on-a-row.xlsx");
    assert_eq!((plan.counts, notes(&plan), people(&plan)), (only_new(9, 0), vec![], 20));
    let vacant = plan.households.last().unwrap();
    assert_eq!((vacant.people.len(), &vacant.home[..]), (0, &[(F::HomeUse, "vacant".into())][..]));
    let head = plan.households[0].people[0].fields.iter().find(|(field, _)| *field == F::Relation);
    assert_eq!(head, Some(&(F::Relation, "0".into())), "the columns are the householder's");
}

#[test]
fn a_building_may_stand_in_the_name_of_its_sheet_alone() {
    let mut town = office();
    let plans: Vec<ImportPlan> =
        sheets("09-sheet-per-building.xlsx").iter().map(|sheet| plan(&mut town, sheet)).collect();
    assert_eq!(
        plans.iter().map(|plan| plan.counts).collect::<Vec<_>>(),
        [only_new(0, 1), only_new(6, 0), only_new(2, 0), only_new(4, 0)]
    );
    assert_eq!(notes(&plans[0]), [(1, '-', Noticed::NoAddress)], "a sheet of explanations");
    assert!(plans[0].doors_to_add.is_empty());
    assert_eq!(line(&plans[2].rows[0]).1, "13号楼 1单元 501");
    assert_eq!(line(&plans[3].rows[0]).1, "14号楼 1单元 501");
}

#[test]
fn another_systems_export_is_read_and_nobody_is_entered_twice() {
    let plan = of("10-codes.csv");
    assert_eq!(
        plan.mapping.columns[..6],
        [Column::Ignore, Column::Ignore, Column::Building, Column::Stair, Column::Door, Column::IdNumber]
    );
    assert_eq!(plan.mapping.columns[14..], [Column::Ignore, Column::Ignore]);
    assert_eq!((plan.counts, people(&plan)), (only_new(6, 1), 12));
    assert_eq!(
        notes(&plan),
        [
            (5, 'N', Noticed::FormulaFailed),
            (6, 'N', Noticed::FormulaFailed),
            (7, '-', Noticed::RepeatsRow(4)),
            (15, '-', Noticed::RepeatsRow(14)),
        ]
    );
    let outcome = |row: u32| plan.rows.iter().find(|report| report.row == row).unwrap().outcome;
    assert_eq!((outcome(7), outcome(15)), (RowOutcome::Unchanged, RowOutcome::Refused));
}
