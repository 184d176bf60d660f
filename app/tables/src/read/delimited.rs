//! Text in columns: comma, tab, semicolon or bar between them.

use linli_contract::tables::{Cell, TableError, Workbook};

use super::grid::{Budget, Grid, text_cell};
use crate::write::csv::is_taken_amiss;

const DELIMITERS: [u8; 4] = *b",\t;|";

/// How many lines are looked at to tell what stands between the columns.
const LINES: usize = 30;

/// Reads a text as one sheet. A quote begins a quoted text only where a column begins; a blank line is a row.
///
/// # Errors
/// [`TableError::NotATable`] if nothing stands in it, [`TableError::TooLarge`] if too much does.
pub(super) fn read(text: &str) -> Result<Workbook, TableError> {
    let delimiter = char::from(delimiter(text));
    let mut grid = Grid::default();
    let mut budget = Budget::new();
    let (mut row, mut column) = (0, 0);
    let mut value = String::new();
    let mut is_quoted = false;
    let mut has_begun = false;
    let mut rest = text.chars().peekable();
    while let Some(read) = rest.next() {
        match read {
            '"' if is_quoted && rest.next_if_eq(&'"').is_some() => value.push('"'),
            '"' if is_quoted => is_quoted = false,
            _ if is_quoted => value.push(read),
            '"' if !has_begun => (is_quoted, has_begun) = (true, true),
            _ if read == delimiter => {
                grid.put(row, column, cell(&value), &mut budget)?;
                (column, has_begun) = (column + 1, false);
                value.clear();
            }
            '\n' | '\r' => {
                if read == '\r' {
                    rest.next_if_eq(&'\n');
                }
                grid.put(row, column, cell(&value), &mut budget)?;
                (row, column, has_begun) = (row + 1, 0, false);
                value.clear();
            }
            _ => {
                value.push(read);
                has_begun = true;
            }
        }
    }
    grid.put(row, column, cell(&value), &mut budget)?;
    let sheet = grid.sheet(String::new(), []);
    if sheet.rows.is_empty() { Err(TableError::NotATable) } else { Ok(Workbook { sheets: vec![sheet] }) }
}

/// A text; the mark that keeps a program from taking it for a formula is taken off again.
fn cell(value: &str) -> Cell {
    match value.strip_prefix('\'') {
        Some(marked) if is_taken_amiss(marked) => text_cell(marked),
        Some(_) | None => text_cell(value.trim_end_matches('\u{1a}')),
    }
}

/// What parts most of the first lines into the same number of columns, more than one; else a comma.
fn delimiter(text: &str) -> u8 {
    let score = |delimiter: u8| {
        let counts: Vec<_> = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .take(LINES)
            .map(|line| outside_quotes(line, delimiter))
            .collect();
        let most = |wanted: usize| counts.iter().filter(|count| **count == wanted).count();
        counts.iter().copied().filter(|count| *count > 0).map(|count| (most(count), count)).max().unwrap_or((0, 0))
    };
    // Of equals the first, so that a list with commas inside its texts only is still one with commas.
    let mut best = (DELIMITERS[0], score(DELIMITERS[0]));
    for delimiter in DELIMITERS.into_iter().skip(1) {
        let found = score(delimiter);
        if found > best.1 {
            best = (delimiter, found);
        }
    }
    best.0
}

fn outside_quotes(line: &str, delimiter: u8) -> usize {
    let mut is_quoted = false;
    let mut count = 0;
    for byte in line.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            _ if byte == delimiter && !is_quoted => count += 1,
            _ => {}
        }
    }
    count
}
