//! Imports: the columns a person may choose, the rows of the dry run, and what is said of them in a file.

pub mod doors;
pub mod kind;
pub mod template;

use linli_contract::imports::{Column, ImportPlan, NewDoor, RowOutcome, RowReport};
use linli_contract::tables::{Cell, NewColumn, NewTable};
use linli_shared::households::Field;

use crate::i18n::Texts;

/// Households handed to the core at a time; between parts the screen is drawn and may stop the import.
pub const PART: usize = 50;

/// The longest name of an import, in characters.
pub const NAME_LENGTH: usize = 60;

/// Columns that are no field of the register, in the order they are offered.
pub const PLACES: [Column; 6] =
    [Column::Address, Column::Grid, Column::Building, Column::Stair, Column::Door, Column::Household];

/// Outcomes in the order they are counted; passed-over rows come last.
pub const OUTCOMES: [RowOutcome; 6] = [
    RowOutcome::Refused,
    RowOutcome::Conflicts,
    RowOutcome::New,
    RowOutcome::Fills,
    RowOutcome::Unchanged,
    RowOutcome::PassedOver,
];

/// A word for a column, for the list it is chosen from.
#[must_use]
pub fn column_code(column: Column) -> String {
    match column {
        Column::Ignore => "ignore".into(),
        Column::Grid => "grid".into(),
        Column::Building => "building".into(),
        Column::Stair => "stair".into(),
        Column::Door => "door".into(),
        Column::Address => "address".into(),
        Column::Household => "household".into(),
        Column::IdNumber => "id".into(),
        Column::Care => "care".into(),
        Column::Field(field) => format!("field-{}", field.key()),
    }
}

/// The column of a word.
#[must_use]
pub fn column_of(code: &str) -> Option<Column> {
    let plain = PLACES.into_iter().chain([Column::Ignore, Column::IdNumber, Column::Care]);
    plain.chain(Field::ALL.iter().map(|field| Column::Field(*field))).find(|column| column_code(*column) == code)
}

/// What is missing in a choice of columns before rows can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// No column says which door.
    Door,
    /// No column says who.
    Person,
}

/// What is missing in a choice of columns.
#[must_use]
pub fn missing(columns: &[Column]) -> Option<Missing> {
    let has = |wanted: &[Column]| columns.iter().any(|column| wanted.contains(column));
    if !has(&[Column::Address, Column::Door]) {
        return Some(Missing::Door);
    }
    let is_home = |column: &Column| matches!(column, Column::Field(field) if field.is_home());
    let has_person = has(&[Column::Field(Field::Name), Column::IdNumber]) || columns.iter().any(is_home);
    (!has_person).then_some(Missing::Person)
}

/// Whether a column has a heading and values and would still be left out, so that a person had better look.
#[must_use]
pub fn is_unsure(plan: &ImportPlan, column: usize) -> bool {
    let is_left_out = matches!(plan.mapping.columns.get(column), None | Some(Column::Ignore));
    let has_values = plan.examples.get(column).is_some_and(|examples| examples.iter().any(|value| !value.is_empty()));
    is_left_out && has_values
}

/// Rows of an outcome; all that are not passed over for none.
#[must_use]
pub fn rows_of(rows: &[RowReport], outcome: Option<RowOutcome>) -> Vec<usize> {
    let is_wanted = |row: &RowReport| match outcome {
        Some(outcome) => row.outcome == outcome,
        None => row.outcome != RowOutcome::PassedOver,
    };
    (0..rows.len()).filter(|at| rows.get(*at).is_some_and(is_wanted)).collect()
}

/// How many rows have each outcome, in the order of [`OUTCOMES`].
#[must_use]
pub fn counts(rows: &[RowReport]) -> [u32; 6] {
    let mut counts = [0; 6];
    for row in rows {
        if let Some(at) = OUTCOMES.iter().position(|outcome| *outcome == row.outcome) {
            counts[at] += 1;
        }
    }
    counts
}

/// The notes of a row as sentences, each with the heading it speaks of.
#[must_use]
pub fn notes(t: &Texts, headings: &[String], row: &RowReport) -> Vec<String> {
    let said = row.notes.iter().map(|note| {
        let words = (t.imports.noticed)(&note.what);
        let heading = note.column.and_then(|column| headings.get(column as usize)).filter(|head| !head.is_empty());
        match heading {
            Some(heading) => (t.imports.of_column)(heading, &words),
            None => words,
        }
    });
    said.collect()
}

/// The dry run as a table: a line per row that is not passed over.
#[must_use]
pub fn report(t: &Texts, plan: &ImportPlan) -> NewTable {
    let column = |title: &str, width| NewColumn { title: title.to_owned(), width };
    let line = |row: &RowReport| {
        vec![
            Cell::Number(f64::from(row.row)),
            Cell::Text(row.path.join(" ")),
            Cell::Text(row.name.clone()),
            Cell::Text((t.imports.outcome)(row.outcome).to_owned()),
            Cell::Text(notes(t, &plan.headings, row).join("；")),
        ]
    };
    NewTable {
        name: t.imports.report.to_owned(),
        columns: vec![
            column(t.imports.report_row, 8),
            column(t.imports.report_door, 26),
            column((t.name.field)(Field::Name), 12),
            column(t.imports.report_outcome, 18),
            column(t.imports.report_notes, 60),
        ],
        rows: plan.rows.iter().filter(|row| row.outcome != RowOutcome::PassedOver).map(line).collect(),
    }
}

/// The name a list gets until the person gives it another: the file's without its ending.
#[must_use]
pub fn name_of_file(file: &str, sheet: &str) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).trim();
    let both = if sheet.is_empty() || sheet.to_lowercase().starts_with("sheet") {
        stem.to_owned()
    } else {
        format!("{stem} {sheet}")
    };
    both.chars().filter(|c| !c.is_control()).take(NAME_LENGTH).collect()
}

/// How many doors are missing of each building, in order.
#[must_use]
pub fn missing_by_building(doors: &[NewDoor]) -> Vec<(String, usize)> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for door in doors {
        match counts.iter_mut().find(|(building, _)| *building == door.building) {
            Some((_, count)) => *count += 1,
            None => counts.push((door.building.clone(), 1)),
        }
    }
    counts
}

#[cfg(test)]
mod tests;
