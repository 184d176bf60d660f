//! Exports: the register as a table with labels in place of codes, and the names of files.
//!
//! **Invariant:** one row per person, a home without people is a row too; a code without a label is written as it is, never
//! left out.

pub mod package;

use linli_contract::exports::{ExportDoor, ExportHousehold};
use linli_contract::tables::{Cell, Format, NewColumn, NewTable};
use linli_shared::households::{Field, FieldKind, Subject};
use linli_shared::ids::PersonId;

use crate::i18n::Texts;

/// Doors asked for at a time.
pub const PART: u32 = 200;

/// The longest part of a file's name, in characters.
const NAME_PART: usize = 24;

/// The table of a register, filled door by door.
#[derive(Debug)]
pub struct Register {
    table: NewTable,
    people: u32,
}

impl Register {
    /// An empty one with its headings.
    #[must_use]
    pub fn new(t: &Texts) -> Self {
        let column = |title: &str, width| NewColumn { title: title.to_owned(), width };
        let mut columns: Vec<_> = t.exports.places.iter().map(|title| column(title, 12)).collect();
        columns.push(column(t.exports.household, 8));
        for field in fields(false) {
            columns.push(column((t.name.field)(field), width(field)));
            if field == Field::Relation {
                columns.push(column(t.exports.id_number, 22));
            }
        }
        columns.extend(fields(true).map(|field| column((t.name.field)(field), width(field))));
        columns.push(column(t.exports.last_visit, 14));
        Self { table: NewTable { name: t.exports.sheet.to_owned(), columns, rows: Vec::new() }, people: 0 }
    }

    /// Takes a door in. `day` says a visit's moment as a day.
    pub fn add(&mut self, t: &Texts, door: &ExportDoor, day: impl Fn(i64) -> String) {
        let visit = door.visits.iter().find(|visit| !visit.is_withdrawn).map(|visit| Cell::Date(day(visit.by.at.0)));
        let visit = visit.unwrap_or_default();
        if door.households.is_empty() {
            self.table.rows.push(line(t, door, None, None, false, &visit));
        }
        let shares = door.households.len() > 1;
        for household in &door.households {
            if household.people.is_empty() {
                self.table.rows.push(line(t, door, Some(household), None, shares, &visit));
            }
            for person in &household.people {
                self.people += 1;
                self.table.rows.push(line(t, door, Some(household), Some(*person), shares, &visit));
            }
        }
    }

    /// How many people are in it.
    #[must_use]
    pub const fn people(&self) -> u32 {
        self.people
    }

    /// The table; columns of fields that nobody has are left out, unless everything is wanted.
    #[must_use]
    pub fn table(self, with_empty: bool) -> NewTable {
        let mut table = self.table;
        if with_empty {
            return table;
        }
        // The place, the name and the ID number stay: they say what the table is about.
        let stays =
            |at: usize| at < 6 || table.rows.iter().any(|row| row.get(at).is_some_and(|cell| *cell != Cell::Empty));
        let kept: Vec<usize> = (0..table.columns.len()).filter(|at| stays(*at)).collect();
        for row in &mut table.rows {
            *row = kept.iter().map(|at| row.get(*at).cloned().unwrap_or_default()).collect();
        }
        table.columns = kept.iter().filter_map(|at| table.columns.get(*at).cloned()).collect();
        table
    }
}

fn line(
    t: &Texts,
    door: &ExportDoor,
    household: Option<&ExportHousehold>,
    person: Option<PersonId>,
    shares: bool,
    visit: &Cell,
) -> Vec<Cell> {
    // The path ends with the door; a shorter one lacks its grid.
    let missing = 4_usize.saturating_sub(door.path.len());
    let mut cells: Vec<Cell> = vec![Cell::Empty; missing];
    cells.extend(door.path.iter().rev().take(4).rev().map(|label| Cell::Text(label.clone())));
    let slot = household.filter(|_| shares).map(|household| Cell::Number(f64::from(household.slot) + 1.0));
    cells.push(slot.unwrap_or_default());
    let subject = person.map(Subject::Person);
    for field in fields(false) {
        let told = household.zip(subject).map(|(household, subject)| value(t, household, subject, field));
        cells.push(told.unwrap_or_default());
        if field == Field::Relation {
            let mut numbers = household.into_iter().flat_map(|household| &household.id_numbers);
            let number = numbers.find(|(of, _)| Some(*of) == subject);
            cells.push(number.map_or(Cell::Empty, |(_, number)| Cell::Text(number.clone())));
        }
    }
    let home = |field| household.map_or(Cell::Empty, |household| value(t, household, Subject::Household, field));
    cells.extend(fields(true).map(home));
    cells.push(visit.clone());
    cells
}

fn fields(is_home: bool) -> impl Iterator<Item = Field> {
    Field::ALL.iter().copied().filter(move |field| field.is_home() == is_home)
}

const fn width(field: Field) -> u16 {
    match field.kind() {
        FieldKind::Text if matches!(field, Field::Name | Field::FormerName | Field::LandlordName) => 12,
        FieldKind::Text => 24,
        FieldKind::Date => 13,
        FieldKind::Phone => 16,
        FieldKind::SquareMetres | FieldKind::Flag => 10,
        FieldKind::Code(_) => 14,
    }
}

fn value(t: &Texts, household: &ExportHousehold, subject: Subject, field: Field) -> Cell {
    let found = household.values.iter().find(|(of, known, _)| *of == subject && *known == field);
    let Some((_, _, value)) = found else { return Cell::Empty };
    match field.kind() {
        FieldKind::Code(list) => Cell::Text((t.name.code)(list, value).map_or_else(|| value.clone(), str::to_owned)),
        FieldKind::Flag if value == "1" => Cell::Text(t.name.yes.to_owned()),
        FieldKind::Date => Cell::Date(value.clone()),
        FieldKind::SquareMetres => value.parse().map_or_else(|_| Cell::Text(value.clone()), Cell::Number),
        FieldKind::Text | FieldKind::Phone | FieldKind::Flag => Cell::Text(value.clone()),
    }
}

/// A file's name: community, what it holds, day.
#[must_use]
pub fn file_name(community: &str, what: &str, day: &str, ending: &str) -> String {
    let part = |text: &str| {
        let plain: String =
            text.chars().map(|c| if c.is_control() || r#"/\:*?"<>| "#.contains(c) { '-' } else { c }).collect();
        plain.trim_matches(['-', '.']).chars().take(NAME_PART).collect::<String>()
    };
    let parts = [part(community), part(what), day.to_owned()];
    let named: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}.{ending}", named.join("_"))
}

/// The ending and the media type of a format.
#[must_use]
pub const fn kind_of(format: Format) -> (&'static str, &'static str) {
    match format {
        Format::Xlsx => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        Format::Csv => ("csv", "text/csv"),
    }
}

#[cfg(test)]
mod tests;
