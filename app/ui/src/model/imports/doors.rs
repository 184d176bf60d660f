//! Doors that a list names and the tree does not know, as edits of the tree.
//!
//! **Invariant:** a door that stands in the tree is not added again, however its building is written.

use std::collections::BTreeMap;

use linli_contract::buildings::{AreaEdit, AreaRow, NewFloors, NewStair};
use linli_contract::imports::NewDoor;
use linli_shared::areas::{AreaKind, StairPlan, Use, clean_label};
use linli_shared::ids::AreaId;

/// A door as a list writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoorLine {
    /// Grid; empty if the list has none.
    pub grid: String,
    /// Building.
    pub building: String,
    /// Stair; empty if the list has none.
    pub stair: String,
    /// Floor.
    pub floor: i16,
    /// What stands on the door.
    pub label: String,
    /// What it is used for.
    pub usage: Use,
}

impl From<&NewDoor> for DoorLine {
    fn from(door: &NewDoor) -> Self {
        Self {
            grid: door.grid.clone(),
            building: door.building.clone(),
            stair: door.stair.clone(),
            floor: floor_of(&door.door),
            label: door.door.clone(),
            usage: Use::Home,
        }
    }
}

/// What must be done to the tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Additions {
    /// Edits, a building each.
    pub edits: Vec<AreaEdit>,
    /// How many doors they add.
    pub doors: usize,
    /// Buildings whose grid nobody knows yet, each with its doors.
    pub without_grid: Vec<(String, usize)>,
    /// Grids that must be made first.
    pub new_grids: Vec<String>,
    /// Doors that no tree can hold: a label too long, a floor out of bounds.
    pub unusable: usize,
}

/// The floor that a label tells: `1203` is on the twelfth, `B1-02` on the first below.
#[must_use]
pub fn floor_of(label: &str) -> i16 {
    let plain = label.trim().to_uppercase();
    let below = plain.strip_prefix('B').or_else(|| plain.strip_prefix("地下"));
    let from = below.unwrap_or(&plain);
    let digits: String = from.chars().take_while(char::is_ascii_digit).collect();
    if below.is_some() {
        return -digits.get(..1).and_then(|digit| digit.parse::<i16>().ok()).unwrap_or(1).max(1);
    }
    match digits.len() {
        3 | 4 => digits[..digits.len() - 2].parse::<i16>().ok().filter(|floor| (1..=60).contains(floor)).unwrap_or(1),
        _ => 1,
    }
}

/// What two writings of one building or stair have in common: `12`, `12号楼`, `12幢`.
#[must_use]
pub fn plain(label: &str) -> String {
    let half = clean_label(label).unwrap_or_else(|_| label.trim().to_owned()).to_uppercase();
    let end =
        ["号楼", "号", "幢", "栋", "楼", "单元", "门", "室", "网格"].into_iter().find_map(|end| half.strip_suffix(end));
    let bare = end.unwrap_or(&half).trim_start_matches('第').trim_start_matches('0');
    if bare.is_empty() { half } else { bare.to_owned() }
}

/// A label as the tree writes it: a bare number gets its word.
fn full(label: &str, word: &str) -> String {
    let clean = clean_label(label).unwrap_or_else(|_| label.trim().to_owned());
    if clean.chars().all(|c| c.is_ascii_digit()) { format!("{}{word}", plain(&clean)) } else { clean }
}

/// Groups doors by building. `grid` is the one for buildings whose grid the list does not say.
#[must_use]
pub fn additions(lines: &[DoorLine], tree: &[AreaRow], grid: Option<AreaId>) -> Additions {
    let mut by_building: BTreeMap<String, Vec<&DoorLine>> = BTreeMap::new();
    for line in lines {
        by_building.entry(plain(&line.building)).or_default().push(line);
    }
    let find = |kind: AreaKind, parent: Option<AreaId>, label: &str| {
        let is_it = |row: &&AreaRow| {
            row.kind == kind
                && !row.is_retired
                && parent.is_none_or(|parent| row.parent == parent)
                && plain(&row.label) == plain(label)
        };
        tree.iter().find(is_it)
    };
    let mut made = Additions::default();
    for lines in by_building.values() {
        let label = lines.first().map_or("", |line| line.building.as_str());
        let known = find(AreaKind::Building, None, label);
        let (stairs, doors, unusable) = stairs_of(lines, known.map(|row| row.id), tree);
        made.unusable += unusable;
        if doors == 0 {
            continue;
        }
        if let Some(known) = known {
            made.edits.push(AreaEdit::Extend { building: known.id, stairs });
            made.doors += doors;
            continue;
        }
        let named = lines.iter().map(|line| line.grid.as_str()).find(|grid| !grid.is_empty());
        let found = named.map(|named| (named, find(AreaKind::Grid, None, named).map(|row| row.id)));
        match (found, grid) {
            (Some((_, Some(id))), _) | (None, Some(id)) => {
                made.edits.push(AreaEdit::AddBuilding { grid: id, label: full(label, "号楼"), stairs });
                made.doors += doors;
            }
            (Some((named, None)), _) => {
                let named = full(named, "网格");
                if !made.new_grids.contains(&named) {
                    made.new_grids.push(named);
                }
                made.doors += doors;
            }
            (None, None) => made.without_grid.push((label.to_owned(), doors)),
        }
    }
    made
}

/// The stairs with the doors that are missing, how many these are, and how many no tree can hold.
fn stairs_of(lines: &[&DoorLine], building: Option<AreaId>, tree: &[AreaRow]) -> (Vec<NewStair>, usize, usize) {
    let known: Vec<&AreaRow> =
        tree.iter().filter(|row| row.kind == AreaKind::Stair && building == Some(row.parent)).collect();
    let mut stairs: BTreeMap<String, Growing> = BTreeMap::new();
    let (mut added, mut unusable) = (0, 0);
    for line in lines {
        // Where the list names no stair, the only one the building has is meant.
        let written = match (line.stair.is_empty(), known.as_slice()) {
            (true, [only]) => only.label.clone(),
            (true, _) => "1单元".to_owned(),
            (false, _) => full(&line.stair, "单元"),
        };
        let stair = known.iter().find(|row| plain(&row.label) == plain(&written));
        let Ok(label) = clean_label(line.label.trim_end_matches('室')) else {
            unusable += 1;
            continue;
        };
        if !(-5..=60).contains(&line.floor) || line.floor == 0 || clean_label(&written).is_err() {
            unusable += 1;
            continue;
        }
        let is_known = stair.is_some_and(|stair| {
            tree.iter()
                .any(|row| row.kind == AreaKind::Door && row.parent == stair.id && plain(&row.label) == plain(&label))
        });
        let name = stair.map_or(written, |row| row.label.clone());
        let entry = stairs.entry(plain(&name)).or_insert_with(|| Growing { label: name, ..Growing::default() });
        let is_listed = entry
            .homes
            .values()
            .flatten()
            .chain(entry.others.iter().map(|(_, label, _)| label))
            .any(|seen| *seen == label);
        if is_known || is_listed {
            continue;
        }
        added += 1;
        match line.usage {
            Use::Home => entry.homes.entry(line.floor).or_default().push(label),
            Use::Shop | Use::Cellar | Use::Office | Use::Other => entry.others.push((line.floor, label, line.usage)),
        }
    }
    let grown = stairs.into_values().filter(|stair| !stair.homes.is_empty() || !stair.others.is_empty());
    (grown.map(Growing::stair).collect(), added, unusable)
}

/// A stair while its doors are gathered.
#[derive(Default)]
struct Growing {
    label: String,
    homes: BTreeMap<i16, Vec<String>>,
    others: Vec<(i16, String, Use)>,
}

impl Growing {
    fn stair(mut self) -> NewStair {
        for labels in self.homes.values_mut() {
            labels.sort();
        }
        let plan = StairPlan::pack(&self.label, &self.homes);
        let runs =
            plan.runs.iter().map(|run| NewFloors { from: run.from, to: run.to, first: run.first, doors: run.doors });
        let extras = plan.extras.iter().map(|extra| (extra.floor, extra.label.clone(), Use::Home));
        NewStair { label: self.label, floors: runs.collect(), doors: extras.chain(self.others).collect() }
    }
}
