//! Taking in a list of a whole community: looking at it, carrying it out, looking again with everything registered.

use std::collections::BTreeMap;
use std::time::Instant;

use linli_contract::households::{Edit, Version};
use linli_contract::imports::{ImportPlan, Mapping, PlanImport, RunImport, StartImport};
use linli_contract::tables::{Cell, Sheet};
use linli_shared::areas::Tree;
use linli_shared::households::{Field, Subject};
use linli_shared::ids::PersonId;
use linli_shared::roster::Role;

use super::Table;
use super::work::{CHEN, save};
use crate::cast::{Casting, Estate, Town};
use crate::demo::{self, PlannedHousehold};

/// How many households the screen hands over at once.
const PART: usize = 50;

/// Plans and carries out an import of `n` households, beside saving as many forms, both on a store in memory.
///
/// # Panics
/// If the import does not take every household in.
pub fn measure(table: &mut Table, n: usize) {
    const FORMS: usize = 300;
    let community = demo::households(n, 1);
    let estate = Estate { code: community.code, facts: community.facts.clone(), tree: community.tree() };
    let sheet = sheet(&estate.tree, &community.households);
    let cast = [Casting { name: "陈静", member: 1, roles: vec![(Role::Steward, community.code.area())] }];

    let mut typed = Town::with(estate.clone(), 1, &cast);
    let begun = Instant::now();
    for household in community.households.iter().take(FORMS) {
        save(&mut typed, household, Version::default(), household.edits.clone());
    }
    let form = begun.elapsed().as_secs_f64() * 1e3 / FORMS.min(n) as f64;

    let mut town = Town::with(estate, 1, &cast);
    let (plan, looked) = look(&mut town, &sheet);
    assert_eq!(plan.households.len(), n, "every household is new");
    let rows = sheet.rows.len() - 1;
    table.add(format!("look at a list of {n} households"), looked, "ms", format!("{rows} rows, nothing registered"));

    let mapping = Mapping { ..plan.mapping };
    let start = StartImport { name: "册".into(), headings: plan.headings, mapping, households: n as u32 };
    let import = town.ask(CHEN, start).import;
    let begun = Instant::now();
    let mut slowest = 0.0f64;
    for part in plan.households.chunks(PART) {
        let begun = Instant::now();
        town.ask(CHEN, RunImport { import, households: part.to_vec() });
        slowest = slowest.max(begun.elapsed().as_secs_f64() * 1e3);
    }
    let each = begun.elapsed().as_secs_f64() * 1e3 / n as f64;
    let reference = format!("saving one form in this run {form:.2} ms; ratio {:.2}", each / form);
    table.add("import, each household", each, "ms", reference);
    table.add(format!("import, slowest part of {PART}"), slowest, "ms", "the screen waits for a part at a time");

    let (again, looked) = look(&mut town, &sheet);
    assert_eq!((again.households.len(), again.counts.unchanged as usize), (0, n), "everything stands already");
    let reference = format!("opening {n} documents; {:.2} ms each", looked / n as f64);
    table.add(format!("look again with {n} registered"), looked, "ms", reference);
}

fn look(town: &mut Town, sheet: &Sheet) -> (ImportPlan, f64) {
    let begun = Instant::now();
    let plan = town.ask(CHEN, PlanImport { sheet: sheet.clone(), mapping: None });
    (plan, begun.elapsed().as_secs_f64() * 1e3)
}

/// The households as a list: one person a row, headings of a committee's register.
fn sheet(tree: &Tree, households: &[PlannedHousehold]) -> Sheet {
    const FIELDS: [(&str, Field); 14] = [
        ("姓名", Field::Name),
        ("与户主关系", Field::Relation),
        ("性别", Field::Sex),
        ("出生日期", Field::BirthDate),
        ("联系电话", Field::Phone),
        ("民族", Field::Ethnicity),
        ("婚姻状况", Field::Marital),
        ("文化程度", Field::Education),
        ("职业", Field::Occupation),
        ("人口类型", Field::Residence),
        ("户籍地址", Field::RegisteredAddress),
        ("独居老人", Field::CareAloneElder),
        ("高龄", Field::CareVeryOld),
        ("房屋使用", Field::HomeUse),
    ];
    let text = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) };
    let headings =
        ["家庭编号", "楼号", "单元", "室号", "身份证号码"].into_iter().chain(FIELDS.map(|(heading, _)| heading));
    let mut rows: Vec<Vec<Cell>> = vec![headings.map(text).collect()];
    for (number, household) in households.iter().enumerate() {
        let path = tree.path(household.door);
        let mut home: BTreeMap<Field, String> = BTreeMap::new();
        let mut people: Vec<(PersonId, BTreeMap<Field, String>, String)> = Vec::new();
        for edit in &household.edits {
            match edit {
                Edit::AddPerson { person } => people.push((*person, BTreeMap::new(), String::new())),
                Edit::Set { subject: Subject::Household, field, value } => {
                    home.insert(*field, value.clone().unwrap_or_default());
                }
                Edit::Set { subject: Subject::Person(of), field, value } => {
                    if let Some((_, fields, _)) = people.iter_mut().find(|(person, ..)| person == of) {
                        fields.insert(*field, value.clone().unwrap_or_default());
                    }
                }
                Edit::SetIdNumber { person: of, number } => {
                    if let Some((.., id)) = people.iter_mut().find(|(person, ..)| person == of) {
                        *id = number.clone().unwrap_or_default();
                    }
                }
                Edit::RemovePerson { .. } => {}
            }
        }
        if people.is_empty() {
            people.push((PersonId::default(), BTreeMap::new(), String::new()));
        }
        for (_, fields, id) in people {
            let mut row = vec![text(&number.to_string()), text(&path[0]), text(&path[1]), text(&path[2]), text(&id)];
            row.extend(
                FIELDS
                    .iter()
                    .map(|(_, field)| text(fields.get(field).or_else(|| home.get(field)).map_or("", String::as_str))),
            );
            rows.push(row);
        }
    }
    Sheet { name: "人口信息".into(), rows, merged: Vec::new(), rows_left_out: 0 }
}
