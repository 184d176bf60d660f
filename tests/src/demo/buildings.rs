//! Grids, buildings, stairs and doors of the demo.

use std::collections::BTreeMap;

use linli_shared::areas::{AreaFact, BuildingPlan, StairPlan, area_id};
use linli_shared::ids::{AreaId, LogCode};

/// Stairs, floors, doors on a floor; walk-ups of the 1980s, a few houses with lifts.
const BUILDINGS: [(u16, i16, u8); 12] = [
    (4, 6, 2),
    (4, 6, 2),
    (3, 6, 2),
    (3, 6, 3),
    (4, 6, 2),
    (2, 11, 2),
    (4, 6, 2),
    (3, 6, 2),
    (3, 7, 2),
    (2, 11, 2),
    (2, 18, 2),
    (2, 18, 2),
];
const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

pub(super) fn grid_label(number: u16) -> String {
    let (tens, ones) = (usize::from(number / 10 % 10), usize::from(number % 10));
    let written = match (tens, ones) {
        _ if number > 99 => number.to_string(),
        (0, _) => DIGITS[ones].to_owned(),
        (1, 0) => "十".to_owned(),
        (1, _) => format!("十{}", DIGITS[ones]),
        (_, 0) => format!("{}十", DIGITS[tens]),
        _ => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
    };
    format!("第{written}网格")
}

pub(super) fn grid(code: LogCode, number: u16) -> AreaId {
    area_id(code.area(), &grid_label(number))
}

/// Two grids of six buildings.
pub(super) fn demo(code: LogCode) -> Vec<AreaFact> {
    let mut facts: Vec<_> = (1..=2).map(grid_fact).collect();
    for (number, (stairs, floors, doors)) in (1u16..).zip(BUILDINGS) {
        let has_cellar = floors == 18;
        facts.push(building(grid(code, if number <= 6 { 1 } else { 2 }), number, stairs, floors, doors, has_cellar));
    }
    facts
}

/// Grids of two houses of 144 doors each, for at least this many doors.
pub(super) fn many(code: LogCode, doors: usize) -> Vec<AreaFact> {
    let buildings = doors.div_ceil(144).max(1) as u16;
    let mut facts: Vec<_> = (1..=buildings.div_ceil(2)).map(grid_fact).collect();
    facts.extend((1..=buildings).map(|number| building(grid(code, number.div_ceil(2)), number, 4, 18, 2, false)));
    facts
}

fn grid_fact(number: u16) -> AreaFact {
    AreaFact::Grid { label: grid_label(number), ordinal: number }
}

fn building(grid: AreaId, number: u16, stairs: u16, floors: i16, doors: u8, has_cellar: bool) -> AreaFact {
    let mut labels: BTreeMap<i16, Vec<String>> =
        (1..=floors).map(|floor| (floor, (1..=doors).map(|door| format!("{floor}{door:02}")).collect())).collect();
    if has_cellar {
        labels.insert(-1, vec!["地下室1".to_owned(), "地下室2".to_owned()]);
    }
    let stairs = (1..=stairs).map(|stair| StairPlan::pack(&format!("{stair}单元"), &labels)).collect();
    AreaFact::Building(BuildingPlan { grid, label: format!("{number}号楼"), ordinal: number, stairs })
}
