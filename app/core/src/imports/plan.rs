//! The plan: what a sheet would do, row by row, without doing it.
//!
//! Pure over the sheet, its reading and what is registered.
//! **Invariant:** the same sheet over the same register gives the same plan, but for the ids of new people.

use std::collections::BTreeSet;

use linli_contract::imports::{
    CellNote, Column, ImportCounts, ImportHousehold, ImportPlan, Mapping, NewDoor, Noticed, RowOutcome, RowReport,
};
use linli_contract::tables::Sheet;
use linli_shared::areas::writing::{DoorText, key};
use linli_shared::areas::{AreaKind, clean_label};
use linli_shared::ids::{AreaId, PersonId};

use super::families::{self, Family};
use super::headings::{self, Found, Heading};
use super::known::{Effect, Register};
use super::lines::{self, Address, Layout, Line};
use super::matching::{self, Fate, Matched, Taken};
use super::{cells, columns};

/// Finds a confirmed reading by the fingerprint of headings.
pub(super) type Remembered<'a> = &'a dyn Fn(&[String]) -> Option<Vec<Column>>;

/// What an import of a sheet would do.
pub(super) fn plan(
    sheet: &Sheet,
    wanted: Option<&Mapping>,
    remembered: Remembered<'_>,
    register: &Register<'_>,
    new_person: &mut dyn FnMut() -> PersonId,
) -> ImportPlan {
    let reading = Reading::of(sheet, wanted, remembered);
    let (mut lines, doors, sorted) = reading.lines(sheet, register);
    let names: Vec<String> =
        lines.iter().map(|line| line.people.first().map_or("", |entry| entry.name()).to_owned()).collect();
    let families = families::group(&mut lines, &doors);
    let mut taken = Taken::new();
    let mut outcomes: Vec<Option<RowOutcome>> = vec![None; lines.len()];
    let mut counts = ImportCounts::default();
    let mut households: Vec<ImportHousehold> = Vec::new();
    for family in &families {
        let matched = matching::matched(family, register, &mut taken, new_person);
        tell(family, &matched, &mut lines, &mut outcomes);
        let effect = matched.members.iter().map(effect_of).fold(matched.home, Effect::max);
        let has_work = !matched.work.home.is_empty() || !matched.work.people.is_empty();
        match (matched.is_new, effect) {
            _ if !has_work && matched.members.iter().any(|fate| matches!(fate, Fate::Not(_))) => {}
            (true, _) if has_work => counts.new += 1,
            (true, _) | (_, Effect::Nothing) => counts.unchanged += 1,
            (false, Effect::Fills) => counts.filled += 1,
            (false, Effect::Contradicts) => counts.conflicting += 1,
        }
        households.extend(Some(matched.work).filter(|_| has_work));
    }
    let paths = doors.iter().map(|door| door.map(|door| register.tree.path(door)).unwrap_or_default());
    let rows: Vec<RowReport> = lines
        .into_iter()
        .zip(paths)
        .zip(names)
        .zip(outcomes)
        .map(|(((line, path), name), outcome)| report(line, path, name, outcome, reading.found.data))
        .collect();
    counts.refused = rows.iter().filter(|row| row.outcome == RowOutcome::Refused).count() as u32;
    ImportPlan {
        mapping: Mapping {
            header_from: reading.found.from as u32,
            data_from: reading.found.data as u32,
            columns: reading.columns,
        },
        is_remembered: reading.is_remembered,
        examples: examples(sheet, reading.found.data, reading.headings.len()),
        headings: reading.headings.iter().map(Heading::text).collect(),
        rows,
        counts,
        doors_to_add: sorted.new_doors.into_iter().collect(),
        households,
    }
}

/// The doors a sheet speaks of, for a register that holds no households yet.
pub(super) fn doors(
    sheet: &Sheet,
    wanted: Option<&Mapping>,
    remembered: Remembered<'_>,
    register: &Register<'_>,
) -> BTreeSet<AreaId> {
    let (_, doors, _) = Reading::of(sheet, wanted, remembered).lines(sheet, register);
    doors.into_iter().flatten().collect()
}

/// Where the headings stand and what the columns hold.
struct Reading {
    found: Found,
    headings: Vec<Heading>,
    columns: Vec<Column>,
    is_remembered: bool,
}

impl Reading {
    fn of(sheet: &Sheet, wanted: Option<&Mapping>, remembered: Remembered<'_>) -> Self {
        if let Some(mapping) = wanted {
            let data = (mapping.data_from as usize).min(sheet.rows.len());
            let found = Found { from: (mapping.header_from as usize).min(data), data };
            let headings = headings::read(sheet, &found);
            let mut columns = mapping.columns.clone();
            columns.resize(headings.len(), Column::Ignore);
            return Self { found, headings, columns, is_remembered: false };
        }
        for found in headings::candidates(sheet) {
            let headings = headings::read(sheet, &found);
            let texts: Vec<String> = headings.iter().map(Heading::text).collect();
            if texts.iter().all(String::is_empty) {
                continue;
            }
            if let Some(mut columns) = remembered(&texts) {
                columns.resize(headings.len(), Column::Ignore);
                return Self { found, headings, columns, is_remembered: true };
            }
        }
        let found = headings::find(sheet);
        let headings = headings::read(sheet, &found);
        let columns = columns::propose(&headings, &sheet.rows[found.data..]);
        Self { found, headings, columns, is_remembered: false }
    }

    /// Every row of data with its door, as far as the register knows it.
    fn lines(&self, sheet: &Sheet, register: &Register<'_>) -> (Vec<Line>, Vec<Option<AreaId>>, Sorted) {
        let building = lines::building_of_name(&sheet.name, |name| !register.index.buildings(name).is_empty());
        let building = building.filter(|_| !self.columns.contains(&Column::Building));
        let layout = Layout::new(&self.headings, &self.columns, building, register.today);
        let mut lines = layout.lines(sheet, self.found.data);
        let mut sorted = Sorted::default();
        let doors = lines.iter_mut().map(|line| sorted.door(line, register)).collect();
        (lines, doors, sorted)
    }
}

/// Addresses as they are found.
#[derive(Default)]
struct Sorted {
    new_doors: BTreeSet<NewDoor>,
}

impl Sorted {
    /// The door of a line; without one the line is refused and says why.
    fn door(&mut self, line: &mut Line, register: &Register<'_>) -> Option<AreaId> {
        if line.is_passed_over {
            return None;
        }
        let text = &line.address.text;
        let what = if text.door.is_none() {
            Noticed::NoAddress
        } else {
            let mut found = register.index.find(text);
            if found.len() > 1 && !line.address.grid.is_empty() {
                let grid = key(&line.address.grid);
                let of = |door: &AreaId| register.tree.grid(*door).map(|grid| key(register.tree.label(grid)));
                found.retain(|door| of(door).is_some_and(|label| label == grid));
            }
            match found.as_slice() {
                [door] if (register.may_write)(*door) => return Some(register.tree.canonical(*door)),
                [_] => Noticed::OutsideScope,
                [] => {
                    self.new_doors.extend(new_door(&line.address, register));
                    Noticed::DoorUnknown
                }
                [_, ..] => Noticed::DoorUnknown,
            }
        };
        line.notes.push(matching::note(what));
        None
    }
}

/// The door as the committee would add it; `None` if the address does not say enough.
fn new_door(address: &Address, register: &Register<'_>) -> Option<NewDoor> {
    let DoorText { building: Some(building), stair, door: Some(door) } = &address.text else { return None };
    if [building, door].into_iter().any(|part| clean_label(part).is_err())
        || !door.chars().any(|one| one.is_ascii_digit())
    {
        return None;
    }
    let label = |text: &str, mark: &str| {
        if text.chars().all(|one| one.is_ascii_digit()) { format!("{text}{mark}") } else { text.to_owned() }
    };
    let known = register.index.buildings(building).first().copied();
    let stairs: Vec<AreaId> = known.map(|building| register.tree.children(building)).unwrap_or_default();
    let stairs: Vec<&str> = stairs
        .iter()
        .filter(|stair| register.tree.kind(**stair) == Some(AreaKind::Stair))
        .map(|stair| register.tree.label(*stair))
        .collect();
    let stair = match stair {
        Some(stair) => stairs
            .iter()
            .find(|label| key(label) == *stair)
            .map_or_else(|| label(stair, "单元"), |label| (*label).to_owned()),
        None if stairs.len() == 1 => stairs[0].to_owned(),
        None => String::new(),
    };
    let grid = known.and_then(|building| register.tree.grid(building)).map(|grid| register.tree.label(grid).to_owned());
    Some(NewDoor {
        grid: grid.unwrap_or_else(|| address.grid.clone()),
        building: known.map_or_else(|| label(building, "号楼"), |building| register.tree.label(building).to_owned()),
        stair,
        door: door.clone(),
    })
}

fn effect_of(fate: &Fate) -> Effect {
    match fate {
        Fate::New => Effect::Fills,
        Fate::Known(effect) => *effect,
        Fate::Not(_) => Effect::Nothing,
    }
}

/// Tells of each member in the row it stands in, of the home in the family's first.
fn tell(family: &Family, matched: &Matched, lines: &mut [Line], outcomes: &mut [Option<RowOutcome>]) {
    let mut worst = |line: usize, outcome: RowOutcome| {
        let known = outcomes[line].map_or(0, weight);
        if weight(outcome) > known {
            outcomes[line] = Some(outcome);
        }
    };
    for (member, fate) in family.members.iter().zip(&matched.members) {
        worst(
            member.line,
            match fate {
                Fate::New => RowOutcome::New,
                Fate::Known(Effect::Nothing) => RowOutcome::Unchanged,
                Fate::Known(Effect::Fills) => RowOutcome::Fills,
                Fate::Known(Effect::Contradicts) => RowOutcome::Conflicts,
                Fate::Not(why) => {
                    lines[member.line].notes.push(matching::note(why.clone()));
                    RowOutcome::Refused
                }
            },
        );
    }
    let said_home = !family.home.is_empty();
    match matched.home {
        Effect::Contradicts => worst(family.line, RowOutcome::Conflicts),
        Effect::Fills if said_home => {
            worst(family.line, if matched.is_new { RowOutcome::New } else { RowOutcome::Fills })
        }
        Effect::Nothing | Effect::Fills if said_home => worst(family.line, RowOutcome::Unchanged),
        Effect::Nothing | Effect::Fills => {}
    }
}

/// Of several people in one row the most telling outcome is shown.
const fn weight(outcome: RowOutcome) -> u8 {
    match outcome {
        RowOutcome::PassedOver => 1,
        RowOutcome::Refused => 2,
        RowOutcome::Unchanged => 3,
        RowOutcome::Fills => 4,
        RowOutcome::New => 5,
        RowOutcome::Conflicts => 6,
    }
}

fn report(mut line: Line, path: Vec<String>, name: String, outcome: Option<RowOutcome>, data: usize) -> RowReport {
    let row_of = |at: u32| at.saturating_add(data as u32 + 1);
    for note in &mut line.notes {
        if let Noticed::RepeatsRow(at) = &mut note.what {
            *at = row_of(*at);
        }
    }
    let is_repeated = line.notes.iter().any(|note| matches!(note.what, Noticed::RepeatsRow(_)));
    let is_refused = line.notes.iter().any(|note| {
        matches!(note.what, Noticed::NoAddress | Noticed::DoorUnknown | Noticed::OutsideScope | Noticed::Nobody)
    });
    let outcome = match outcome {
        Some(outcome) => outcome,
        None if line.is_passed_over => RowOutcome::PassedOver,
        None if is_refused || line.is_refused => RowOutcome::Refused,
        None if is_repeated => RowOutcome::Unchanged,
        // The householder's columns alone, said above already.
        None if !name.is_empty() => RowOutcome::Unchanged,
        None => {
            line.notes.push(CellNote { column: None, what: Noticed::Nobody });
            RowOutcome::Refused
        }
    };
    RowReport { row: line.row as u32 + 1, path, name, outcome, notes: line.notes }
}

fn examples(sheet: &Sheet, data: usize, width: usize) -> Vec<Vec<String>> {
    const EACH: usize = 3;
    let rows = &sheet.rows[data..];
    let of = |column: usize| {
        let mut found: Vec<String> = Vec::new();
        for text in rows.iter().filter_map(|row| row.get(column)).map(cells::text).filter(|text| !text.is_empty()) {
            if !found.contains(&text) {
                found.push(text);
            }
            if found.len() == EACH {
                break;
            }
        }
        found
    };
    (0..width).map(of).collect()
}
