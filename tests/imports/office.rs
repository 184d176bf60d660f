//! The office: the estate the registers speak of, a steward's phone, and the fixtures.

use linli_contract::exports::{ExportPart, ReadExport};
use linli_contract::imports::{
    ImportPlan, ImportProgress, Mapping, Noticed, PlanImport, RowOutcome, RunImport, StartImport,
};
use linli_contract::lists::ListSpec;
use linli_contract::tables::Sheet;
use linli_shared::areas::{AreaFact, BuildingPlan, Place, StairPlan, Tree, area_id};
use linli_shared::ids::LogCode;
use tests::cast::{Estate, Town};

/// The estate of the fixtures' README.
pub(crate) fn estate() -> Estate {
    let code = LogCode(310_113_003_001);
    let mut facts = vec![AreaFact::Named {
        name: "宝钢一村居委会".into(),
        above: vec!["友谊路街道".into(), "宝山区".into()],
    }];
    let buildings: [(&str, &str, u16, usize, i16); 4] = [
        ("第一网格", "12号楼", 12, 3, 6),
        ("第一网格", "13号楼", 13, 1, 6),
        ("第二网格", "14号楼", 14, 2, 11),
        ("第二网格", "15号楼", 15, 2, 6),
    ];
    for (at, label) in ["第一网格", "第二网格"].into_iter().enumerate() {
        facts.push(AreaFact::Grid { label: label.into(), ordinal: at as u16 + 1 });
    }
    for (grid, label, ordinal, stairs, floors) in buildings {
        let stair = |number: usize| {
            let mut doors: std::collections::BTreeMap<i16, Vec<String>> =
                (1..=floors).map(|floor| (floor, vec![format!("{floor}01"), format!("{floor}02")])).collect();
            if label == "12号楼" && number == 2 {
                doors.insert(-1, vec!["地下室1".into(), "地下室2".into()]);
            }
            StairPlan::pack(&format!("{number}单元"), &doors)
        };
        facts.push(AreaFact::Building(BuildingPlan {
            grid: area_id(code.area(), grid),
            label: label.into(),
            ordinal,
            stairs: (1..=stairs).map(stair).collect(),
        }));
    }
    let tree = Tree::fold(code, facts.iter().enumerate().map(|(seq, fact)| (Place::Confirmed(seq as u64 + 1), fact)));
    Estate { code, facts, tree }
}

/// The town of the estate.
pub(crate) fn office() -> Town {
    Town::on(estate(), 7)
}

/// The sheets of a fixture.
pub(crate) fn sheets(name: &str) -> Vec<Sheet> {
    let path = format!("{}/fixtures/registers/{name}", env!("CARGO_MANIFEST_DIR"));
    linli_tables::read::read(&std::fs::read(path).unwrap()).unwrap().sheets
}

/// What a fixture says, as its maker wrote it down.
pub(crate) fn said(name: &str) -> serde_json::Value {
    let stem = name.rsplit_once('.').unwrap().0;
    let path = format!("{}/fixtures/registers/{stem}.expected.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// Plans a sheet on the steward's phone.
pub(crate) fn plan(town: &mut Town, sheet: &Sheet) -> ImportPlan {
    town.ask(town.chen(), PlanImport { sheet: sheet.clone(), mapping: None })
}

/// Carries out a plan in parts of five households; gives the import's number and what was done.
pub(crate) fn carry_out(town: &mut Town, name: &str, plan: &ImportPlan) -> (u64, ImportProgress) {
    let start = StartImport {
        name: name.into(),
        headings: plan.headings.clone(),
        mapping: Mapping { ..plan.mapping.clone() },
        households: plan.households.len() as u32,
    };
    let import = town.ask(town.chen(), start).import;
    let mut done = ImportProgress { written: 0, unchanged: 0 };
    for part in plan.households.chunks(5) {
        let progress = town.ask(town.chen(), RunImport { import, households: part.to_vec() });
        done.written += progress.written;
        done.unchanged += progress.unchanged;
    }
    (import, done)
}

/// Everything registered, with ID numbers in full.
pub(crate) fn everything(town: &mut Town) -> ExportPart {
    let chen = town.chen();
    town.ask(chen, ReadExport { spec: ListSpec::default(), from: 0, limit: 200, with_id_numbers: true })
}

/// What was noticed, row by row: the row and, where it is about a cell, the column's letter.
pub(crate) fn notes(plan: &ImportPlan) -> Vec<(u32, char, Noticed)> {
    let letter = |column: Option<u32>| column.map_or('-', |at| char::from(b'A' + at as u8));
    let of = |row: &linli_contract::imports::RowReport| {
        row.notes.iter().map(|note| (row.row, letter(note.column), note.what.clone())).collect::<Vec<_>>()
    };
    plan.rows.iter().flat_map(of).collect()
}

/// How many rows have an outcome.
pub(crate) fn outcomes(plan: &ImportPlan, outcome: RowOutcome) -> usize {
    plan.rows.iter().filter(|row| row.outcome == outcome).count()
}
