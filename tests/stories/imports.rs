//! The committee's list comes in while people work at the doors.

use linli_contract::Failure;
use linli_contract::exports::{ReadExport, ReadPackage};
use linli_contract::households::{Edit, FieldView, ReadDoor, SettleConflict};
use linli_contract::imports::{
    Column, ImportCounts, ImportPlan, ImportUndone, Mapping, Noticed, PlanImport, ReadImports, RowOutcome, RunImport,
    StartImport, UndoImport,
};
use linli_contract::lists::ListSpec;
use linli_contract::registers::{Departure, PeopleLeft, Source};
use linli_contract::tables::{Cell, Sheet};
use linli_shared::households::{Field, Subject};
use linli_shared::ids::AreaId;
use tests::cast::{Person, Town};

use super::acts::{entry, named, register, see, set};

const NUMBER: &str = "11010519491231002X";
const HEADINGS: [&str; 6] = ["楼号", "室号", "姓名", "电话", "职业", "身份证号"];

/// A list of 1号楼 and 2号楼, each of one stair.
fn list(rows: &[[&str; 6]]) -> Sheet {
    let cell = |text: &&str| if text.is_empty() { Cell::Empty } else { Cell::Text((*text).to_owned()) };
    let rows = [HEADINGS].iter().chain(rows).map(|row| row.iter().map(cell).collect()).collect();
    Sheet { name: String::new(), rows, merged: Vec::new(), rows_left_out: 0 }
}

fn plan(town: &mut Town, who: Person, sheet: &Sheet) -> ImportPlan {
    town.ask(who, PlanImport { sheet: sheet.clone(), mapping: None })
}

fn start(town: &mut Town, who: Person, name: &str, plan: &ImportPlan) -> u64 {
    let (headings, mapping) = (plan.headings.clone(), plan.mapping.clone());
    town.ask(who, StartImport { name: name.into(), headings, mapping, households: plan.households.len() as u32 }).import
}

/// Plans and carries out, a household at a time.
fn take_in(town: &mut Town, who: Person, name: &str, sheet: &Sheet) -> (u64, ImportCounts) {
    let plan = plan(town, who, sheet);
    let import = start(town, who, name, &plan);
    for household in &plan.households {
        town.ask(who, RunImport { import, households: vec![household.clone()] });
    }
    (import, plan.counts)
}

fn counts(new: u32, filled: u32, conflicting: u32, unchanged: u32) -> ImportCounts {
    ImportCounts { new, filled, conflicting, unchanged, refused: 0 }
}

/// A field of the only person behind a door.
fn field(town: &mut Town, who: Person, door: AreaId, field: Field) -> Option<FieldView> {
    let view = town.ask(who, ReadDoor { door });
    let person = view.households.into_iter().flat_map(|household| household.people).next();
    person?.fields.into_iter().find(|view| view.field == field)
}

/// What stands in a field: its value, or all of a conflict.
fn standing(town: &mut Town, who: Person, door: AreaId, of: Field) -> Vec<String> {
    let Some(view) = field(town, who, door, of) else { return Vec::new() };
    let mut values: Vec<String> = view.conflict.iter().filter_map(|side| side.value.clone()).collect();
    if values.is_empty() {
        values.push(view.value);
    }
    values.sort();
    values
}

fn phone(person: u8, number: &str) -> Vec<Edit> {
    vec![set(Subject::Person(entry(person)), Field::Phone, number)]
}

fn people(town: &mut Town, who: Person, door: AreaId) -> usize {
    town.ask(who, ReadDoor { door }).households.iter().map(|household| household.people.len()).sum()
}

#[test]
fn what_a_worker_types_offline_and_what_the_list_says_both_stand() {
    let mut town = Town::new(80);
    let (wang, chen) = (town.wang(), town.chen());
    let doors = town.estate.doors(0);
    register(&mut town, wang, doors[0], [named(1, "李清"), phone(1, "15411111111")].concat());
    town.settle();
    town.link(wang, false);
    register(&mut town, wang, doors[0], phone(1, "15422222222"));
    register(&mut town, wang, doors[1], named(2, "赵月"));
    let sheet = list(&[
        ["1号楼", "101", "李清", "15433333333", "教师", ""],
        ["1号楼", "102", "赵月", "15444444444", "", ""],
        ["1号楼", "201", "周平", "", "", ""],
    ]);
    let planned = plan(&mut town, chen, &sheet);
    let outcomes: Vec<RowOutcome> = planned.rows.iter().map(|row| row.outcome).collect();
    assert_eq!(outcomes, [RowOutcome::Conflicts, RowOutcome::New, RowOutcome::New]);
    assert_eq!(take_in(&mut town, chen, "2024年底册", &sheet).1, counts(2, 0, 1, 0));
    assert_eq!(standing(&mut town, chen, doors[0], Field::Phone), ["15411111111", "15433333333"]);
    assert_eq!(standing(&mut town, chen, doors[0], Field::Occupation), ["教师"], "nothing stood there");
    town.link(wang, true);
    town.settle();
    for who in [chen, wang] {
        assert_eq!(standing(&mut town, who, doors[0], Field::Phone), ["15422222222", "15433333333"], "nothing is lost");
        let view = town.ask(who, ReadDoor { door: doors[1] });
        assert_eq!((view.households.len(), view.households[0].people.len()), (1, 2), "one home, two entries");
        assert_eq!(view.households[0].duplicates.len(), 1, "that look like one person");
    }
    let by = field(&mut town, wang, doors[0], Field::Occupation).unwrap().by;
    assert_eq!(by.source, Source::List { name: "2024年底册".into() });
}

#[test]
fn next_years_list_replaces_only_what_a_list_had_said() {
    let mut town = Town::new(81);
    let (wang, chen) = (town.wang(), town.chen());
    let door = town.estate.doors(0)[0];
    let sheet = |phone: &str, job: &str| list(&[["1号楼", "101", "李清", phone, job, NUMBER]]);
    take_in(&mut town, chen, "2024年底册", &sheet("15411111111", "教师"));
    town.settle();
    let person = see(&mut town, wang, door).unwrap().people[0].id;
    register(&mut town, wang, door, vec![set(Subject::Person(person), Field::Occupation, "退休")]);
    town.settle();
    let next = sheet("15422222222", "会计");
    assert_eq!(take_in(&mut town, chen, "2025年底册", &next).1, counts(0, 0, 1, 0));
    town.settle();
    for who in [chen, wang] {
        assert_eq!(standing(&mut town, who, door, Field::Phone), ["15422222222"]);
        assert_eq!(standing(&mut town, who, door, Field::Occupation), ["会计", "退休"]);
        assert_eq!(people(&mut town, who, door), 1);
    }
    assert_eq!(plan(&mut town, chen, &next).counts, counts(0, 0, 0, 1), "it is said already");
    let view = see(&mut town, wang, door).unwrap();
    let settled = SettleConflict {
        household: view.id,
        version: view.version,
        subject: Subject::Person(person),
        field: Field::Occupation,
        value: Some("退休".into()),
    };
    town.ask(wang, settled);
    town.settle();
    assert_eq!(plan(&mut town, chen, &next).counts, counts(0, 0, 0, 1), "what was decided is not asked again");
    assert_eq!(take_in(&mut town, chen, "2025年底册", &next).1, counts(0, 0, 0, 1));
    assert_eq!(standing(&mut town, chen, door, Field::Occupation), ["退休"]);
}

#[test]
fn undoing_an_import_keeps_what_was_typed_since() {
    let mut town = Town::new(82);
    let (wang, chen) = (town.wang(), town.chen());
    let doors = town.estate.doors(0);
    register(&mut town, wang, doors[2], [named(3, "周平"), phone(3, "15400000000")].concat());
    town.settle();
    let sheet = list(&[
        ["1号楼", "101", "李清", "15411111111", "教师", NUMBER],
        ["1号楼", "102", "赵月", "15422222222", "", ""],
        ["1号楼", "201", "周平", "15433333333", "", ""],
    ]);
    let (import, _) = take_in(&mut town, chen, "2024年底册", &sheet);
    town.settle();
    let person = see(&mut town, wang, doors[0]).unwrap().people[0].id;
    register(&mut town, wang, doors[0], vec![set(Subject::Person(person), Field::Occupation, "退休")]);
    town.settle();
    let lefts: Vec<ImportUndone> = (0..3).map(|_| town.ask(chen, UndoImport { import })).collect();
    assert_eq!(lefts.iter().map(|undone| undone.left).collect::<Vec<_>>(), [2, 1, 0]);
    assert!(lefts[2].kept > 0, "of whom somebody spoke since, all stays that is known");
    town.settle();
    for who in [chen, wang] {
        assert_eq!(standing(&mut town, who, doors[0], Field::Occupation), ["退休"]);
        assert_eq!(standing(&mut town, who, doors[0], Field::Phone), ["15411111111"], "nobody is torn in two");
        assert_eq!(people(&mut town, who, doors[1]), 0, "a household that only the list knew is gone");
        assert_eq!(standing(&mut town, who, doors[2], Field::Phone), ["15400000000"], "the conflict is gone");
    }
    let imports = town.ask(chen, ReadImports);
    assert_eq!((imports.len(), imports[0].written, imports[0].is_undone), (1, 3, true));
    let households = plan(&mut town, chen, &sheet).households;
    assert_eq!(town.try_ask(chen, RunImport { import, households }), Err(Failure::NotHere), "it is over");
}

#[test]
fn an_import_that_was_killed_half_way_is_finished_by_doing_it_again() {
    let mut town = Town::new(83);
    let chen = town.chen();
    let doors = town.estate.doors(0);
    let names = ["李清", "赵月", "周平", "吴敏", "郑强", "孙丽"];
    let labels = ["101", "102", "201", "202", "301", "302"];
    let rows: Vec<[&str; 6]> =
        names.iter().zip(labels).map(|(name, door)| ["1号楼", door, *name, "", "教师", ""]).collect();
    let sheet = list(&rows);
    let first = plan(&mut town, chen, &sheet);
    let import = start(&mut town, chen, "2024年底册", &first);
    town.ask(chen, RunImport { import, households: first.households[..2].to_vec() });
    town.phone(chen).kill(0);
    town.phone(chen).start();
    assert_eq!(town.ask(chen, ReadImports)[0].written, 2);
    let again = plan(&mut town, chen, &sheet);
    assert_eq!(again.counts, counts(4, 0, 0, 2));
    assert!(again.is_remembered, "the columns were confirmed before");
    // The plan from before the kill is carried out in full all the same: nobody is entered twice.
    let done = town.ask(chen, RunImport { import, households: first.households.clone() });
    assert_eq!((done.written, done.unchanged), (4, 2));
    let stale = town.ask(chen, RunImport { import, households: again.households });
    assert_eq!((stale.written, stale.unchanged), (0, 4), "under other ids they are the same people");
    for door in &doors {
        assert_eq!(people(&mut town, chen, *door), 1);
    }
    while town.ask(chen, UndoImport { import }).left > 0 {}
    for door in &doors {
        assert_eq!(people(&mut town, chen, *door), 0, "both parts are undone");
    }
}

#[test]
fn nobody_is_entered_who_lives_elsewhere_or_is_gone() {
    let mut town = Town::new(84);
    let (wang, chen) = (town.wang(), town.chen());
    let doors = town.estate.doors(0);
    let mut edits = named(1, "李清");
    edits.push(Edit::SetIdNumber { person: entry(1), number: Some(NUMBER.into()) });
    register(&mut town, wang, doors[0], edits);
    register(&mut town, wang, doors[1], [named(2, "赵月"), named(3, "周平")].concat());
    let view = see(&mut town, wang, doors[1]).unwrap();
    let gone = PeopleLeft {
        household: view.id,
        version: view.version,
        people: vec![entry(3)],
        why: Departure::Died { on: None },
    };
    town.ask(wang, gone);
    town.settle();
    let sheet = list(&[
        ["2号楼", "101", "李清", "", "", NUMBER],
        ["1号楼", "102", "赵月", "", "", ""],
        ["1号楼", "102", "周平", "", "教师", ""],
    ]);
    let planned = plan(&mut town, chen, &sheet);
    let path: Vec<String> = ["1号楼", "1单元", "101"].map(Into::into).to_vec();
    assert_eq!(planned.rows[0].notes[0].what, Noticed::RegisteredElsewhere { path, door: doors[0] });
    assert_eq!(planned.rows[2].notes[0].what, Noticed::Departed);
    let outcomes: Vec<RowOutcome> = planned.rows.iter().map(|row| row.outcome).collect();
    assert_eq!(outcomes, [RowOutcome::Refused, RowOutcome::Unchanged, RowOutcome::Refused]);
    assert!(planned.households.is_empty());
}

#[test]
fn a_worker_takes_in_only_doors_of_their_grid_and_no_package() {
    let mut town = Town::new(85);
    let (wang, chen) = (town.wang(), town.chen());
    let sheet = list(&[["1号楼", "101", "李清", "", "", ""], ["2号楼", "101", "赵月", "", "", ""]]);
    let planned = plan(&mut town, wang, &sheet);
    assert_eq!(planned.rows[1].notes[0].what, Noticed::OutsideScope);
    assert_eq!((planned.counts.new, planned.counts.refused), (1, 1));
    take_in(&mut town, wang, "网格册", &sheet);
    town.settle();
    let whole = ReadExport { spec: ListSpec::default(), from: 0, limit: 200, with_id_numbers: false };
    assert_eq!(town.ask(wang, whole.clone()).total, 6, "the doors of the own grid");
    assert_eq!(town.ask(chen, whole).total, 12);
    let package = ReadPackage { after: None, limit: 200 };
    assert_eq!(town.try_ask(wang, package.clone()), Err(Failure::NoRight));
    assert_eq!(town.ask(chen, package).total, 1);
}

#[test]
fn columns_once_confirmed_are_proposed_again_wherever_the_headings_stand() {
    let mut town = Town::new(86);
    let chen = town.chen();
    let mut sheet = list(&[["1号楼", "101", "李清", "", "教师", ""]]);
    let first = plan(&mut town, chen, &sheet);
    assert!(!first.is_remembered);
    let mut columns = first.mapping.columns.clone();
    columns[4] = Column::Ignore;
    let mapping = Mapping { columns: columns.clone(), ..first.mapping };
    town.ask(chen, StartImport { name: "册".into(), headings: first.headings, mapping, households: 0 });
    sheet.rows.insert(0, vec![Cell::Text("人口登记表".into())]);
    let next = plan(&mut town, chen, &sheet);
    assert!(next.is_remembered);
    assert_eq!((next.mapping.header_from, next.mapping.columns), (1, columns));
    let name = |length: usize| "册".repeat(length);
    for wrong in [name(0), name(61), "两\n行".into()] {
        let mapping = Mapping { header_from: 0, data_from: 1, columns: Vec::new() };
        let start = StartImport { name: wrong, headings: Vec::new(), mapping, households: 0 };
        assert_eq!(town.try_ask(chen, start), Err(Failure::InvalidInput));
    }
}
