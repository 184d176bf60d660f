//! Editing areas: what is typed becomes stairs and floors, a preview says what comes of it, an edit knows what undoes it.

use std::collections::BTreeSet;

use linli_contract::buildings::{AreaEdit, AreaKind, AreaRow, NewFloors, NewStair};
use linli_shared::ids::AreaId;

use super::board::read_floor;
use super::dates::narrow;

/// The most stairs that are added at once.
const STAIRS: u16 = 30;
/// The longest label, in characters.
pub const LABEL_LENGTH: usize = 20;

/// What is typed of a building's stairs, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// How many stairs alike.
    pub stairs: String,
    /// The lowest floor.
    pub from: String,
    /// The highest floor.
    pub to: String,
    /// Doors on each floor.
    pub doors: String,
    /// Number of the first door of a floor.
    pub first: String,
    /// Floors the building does not have, e.g. `4, 13`.
    pub without: String,
}

impl Default for Typed {
    fn default() -> Self {
        let text = |text: &str| text.to_owned();
        let (stairs, from, first) = (text("1"), text("1"), text("1"));
        Self { stairs, from, to: text("6"), doors: text("2"), first, without: String::new() }
    }
}

/// A field of [`Typed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypedField {
    /// How many stairs.
    Stairs,
    /// The lowest floor.
    From,
    /// The highest floor.
    To,
    /// Doors on each floor.
    Doors,
    /// Number of the first door.
    First,
    /// Floors left out.
    Without,
}

/// Stairs alike: how many, and the floors of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// How many.
    pub stairs: u16,
    /// The floors, in runs without gaps.
    pub floors: Vec<NewFloors>,
}

/// What will come of a shape, in numbers, with the labels of the first and the last door.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Stairs.
    pub stairs: usize,
    /// Floors of each.
    pub floors: usize,
    /// Doors on each floor.
    pub doors: usize,
    /// Doors altogether.
    pub all: usize,
    /// E.g. `101`.
    pub first: String,
    /// E.g. `1804`.
    pub last: String,
}

impl Typed {
    /// Reads what is typed.
    ///
    /// # Errors
    /// The first field that is wrong.
    pub fn read(&self) -> Result<Shape, TypedField> {
        let stairs = number(&self.stairs).filter(|stairs| (1..=STAIRS).contains(stairs)).ok_or(TypedField::Stairs)?;
        let floor = |text: &str| read_floor(text).filter(|floor| (1..=60).contains(floor));
        let from = floor(&self.from).ok_or(TypedField::From)?;
        let to = floor(&self.to).filter(|to| *to >= from).ok_or(TypedField::To)?;
        let small = |text: &str| number(text).and_then(|number| u8::try_from(number).ok());
        let doors = small(&self.doors).filter(|doors| (1..=50).contains(doors)).ok_or(TypedField::Doors)?;
        let first = small(&self.first).filter(|first| *first <= 100 - doors).ok_or(TypedField::First)?;
        let mut without = BTreeSet::new();
        for part in split(&self.without) {
            without.insert(read_floor(&part).ok_or(TypedField::Without)?);
        }
        let mut floors: Vec<NewFloors> = Vec::new();
        for floor in (from..=to).filter(|floor| !without.contains(floor)) {
            match floors.last_mut() {
                Some(run) if run.to + 1 == floor => run.to = floor,
                Some(_) | None => floors.push(NewFloors { from: floor, to: floor, first, doors }),
            }
        }
        if floors.is_empty() { Err(TypedField::Without) } else { Ok(Shape { stairs, floors }) }
    }
}

impl Shape {
    /// The stairs under these labels.
    #[must_use]
    pub fn under(&self, labels: &[String]) -> Vec<NewStair> {
        let stair = |label: &String| NewStair { label: label.clone(), floors: self.floors.clone(), doors: Vec::new() };
        labels.iter().map(stair).collect()
    }

    /// What will come of it, without the doors that stand already.
    #[must_use]
    pub fn preview(&self, known: &BTreeSet<String>) -> Preview {
        let floors: Vec<i16> = self.floors.iter().flat_map(|run| run.from..=run.to).collect();
        let run = self.floors.first().copied().unwrap_or(NewFloors { from: 1, to: 1, first: 1, doors: 0 });
        let labels = floors
            .iter()
            .flat_map(|floor| (0..run.doors).map(move |door| format!("{floor}{:02}", run.first.saturating_add(door))));
        let new: Vec<String> = labels.filter(|label| !known.contains(label)).collect();
        Preview {
            stairs: self.stairs.into(),
            floors: floors.len(),
            doors: run.doors.into(),
            all: new.len() * usize::from(self.stairs),
            first: new.first().cloned().unwrap_or_default(),
            last: new.last().cloned().unwrap_or_default(),
        }
    }
}

/// Labels for further stairs, counted on from those there are: after `2单元` comes `3单元`.
#[must_use]
pub fn next_stairs(known: &[String], count: u16) -> Vec<String> {
    let numbered = known.iter().filter_map(|label| {
        let digits = label.find(|character: char| !character.is_ascii_digit()).unwrap_or(label.len());
        Some((label[..digits].parse::<u16>().ok()?, &label[digits..]))
    });
    let (last, word) = numbered.max_by_key(|(number, _)| *number).unwrap_or((0, "单元"));
    (1..=count).map(|step| format!("{}{word}", last.saturating_add(step))).collect()
}

/// Labels as typed in a row, separated by commas, points or spaces.
#[must_use]
pub fn split(text: &str) -> Vec<String> {
    let is_between = |character: char| matches!(character, ',' | '，' | '、' | ';' | '；') || character.is_whitespace();
    text.split(is_between).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Whether a text can be a label.
#[must_use]
pub fn is_label(text: &str) -> bool {
    (1..=LABEL_LENGTH).contains(&text.trim().chars().count())
}

fn number(text: &str) -> Option<u16> {
    text.trim().chars().map(narrow).collect::<String>().parse().ok()
}

/// The areas that lie directly in `parent`, in walking order.
pub fn children(areas: &[AreaRow], parent: AreaId) -> impl Iterator<Item = &AreaRow> {
    areas.iter().filter(move |row| row.parent == parent)
}

/// Doors in use in an area: all that follow it in the list until one as high as it is, without what is out of use.
#[must_use]
pub fn doors(areas: &[AreaRow], area: AreaId) -> usize {
    let Some(at) = areas.iter().position(|row| row.id == area) else { return 0 };
    let mut hidden: Option<AreaKind> = None;
    let mut doors = 0;
    for row in areas[at + 1..].iter().take_while(|row| row.kind > areas[at].kind) {
        hidden = hidden.filter(|kind| row.kind > *kind);
        if hidden.is_none() && row.is_retired {
            hidden = Some(row.kind);
        }
        doors += usize::from(hidden.is_none() && row.kind == AreaKind::Door);
    }
    doors
}

/// The edits that put an area one place earlier or later among its neighbours; none at the end of the row.
#[must_use]
pub fn moved(areas: &[AreaRow], area: AreaId, is_earlier: bool) -> Vec<AreaEdit> {
    let Some(row) = areas.iter().find(|row| row.id == area) else { return Vec::new() };
    let mut order: Vec<&AreaRow> =
        children(areas, row.parent).filter(|other| !other.is_retired && other.kind == row.kind).collect();
    let Some(at) = order.iter().position(|other| other.id == area) else { return Vec::new() };
    let to = if is_earlier { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < order.len()) };
    let Some(to) = to else { return Vec::new() };
    order.swap(at, to);
    (1..)
        .zip(order)
        .filter(|(place, row)| row.order != *place)
        .map(|(order, row)| AreaEdit::Reorder { area: row.id, order })
        .collect()
}

/// The edits that undo others, by the areas as they were before; `None` if one cannot be undone.
#[must_use]
pub fn undoing(edits: &[AreaEdit], areas: &[AreaRow], added: Option<AreaId>) -> Option<Vec<AreaEdit>> {
    let row = |id: AreaId| areas.iter().find(|row| row.id == id);
    let undo = |edit: &AreaEdit| match edit {
        AreaEdit::Rename { area, .. } => Some(AreaEdit::Rename { area: *area, label: row(*area)?.label.clone() }),
        AreaEdit::Reorder { area, .. } => Some(AreaEdit::Reorder { area: *area, order: row(*area)?.order }),
        AreaEdit::SetUse { door, .. } => Some(AreaEdit::SetUse { door: *door, usage: row(*door)?.usage }),
        AreaEdit::Retire { area } => Some(AreaEdit::Restore { area: *area }),
        AreaEdit::Restore { area } => Some(AreaEdit::Retire { area: *area }),
        AreaEdit::AddGrid { .. } | AreaEdit::CopyBuilding { .. } | AreaEdit::AddBuilding { .. } => {
            // What stood before is not taken away by undoing that something was added to it.
            added.filter(|added| row(*added).is_none()).map(|area| AreaEdit::Retire { area })
        }
        AreaEdit::HandOver { area, .. } => {
            let row = row(*area).filter(|row| row.households == 0)?;
            Some(AreaEdit::HandOver { area: *area, grid: row.handed_to.or_else(|| grid(areas, row.id))? })
        }
        AreaEdit::NameCommunity { .. } | AreaEdit::Extend { .. } | AreaEdit::SameDoor { .. } => None,
    };
    edits.iter().rev().map(undo).collect()
}

/// The grid an area lies in.
#[must_use]
pub fn grid(areas: &[AreaRow], area: AreaId) -> Option<AreaId> {
    let mut id = area;
    loop {
        let row = areas.iter().find(|row| row.id == id)?;
        match row.kind {
            AreaKind::Grid => return Some(row.id),
            AreaKind::Building | AreaKind::Stair | AreaKind::Door => id = row.handed_to.unwrap_or(row.parent),
            AreaKind::District | AreaKind::Street | AreaKind::Community => return None,
        }
    }
}

#[cfg(test)]
mod tests;
