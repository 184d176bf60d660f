//! A sheet while it is read.
//!
//! **Invariant:** what all sheets of a file hold stays within one budget of cells and of text, however often the file
//! names the same text.

use linli_contract::tables::{Cell, Merged, Sheet, TableError};

use super::{COLUMNS, ROWS};

/// The most cells with a value in all sheets: 50,000 people with 40 columns.
const CELLS: usize = 2_000_000;

/// The most text in all sheets, in bytes.
const TEXT: usize = 48 << 20;

/// What may still be read.
#[derive(Debug)]
pub(super) struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    /// For one file.
    pub(super) const fn new() -> Self {
        Self { cells: CELLS, text: TEXT }
    }

    fn spend(&mut self, cells: usize, text: usize) -> Result<(), TableError> {
        self.cells = self.cells.checked_sub(cells).ok_or(TableError::TooLarge)?;
        self.text = self.text.checked_sub(text).ok_or(TableError::TooLarge)?;
        Ok(())
    }
}

/// The rows read so far.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: Vec<Vec<Cell>>,
    left_out: u32,
    last_left_out: Option<usize>,
}

impl Grid {
    /// Puts a cell in its place; one beyond the bounds is left out, its row counted.
    ///
    /// # Errors
    /// [`TableError::TooLarge`] beyond the budget.
    pub(super) fn put(&mut self, row: usize, column: usize, cell: Cell, budget: &mut Budget) -> Result<(), TableError> {
        if cell == Cell::Empty {
            return Ok(());
        }
        if row >= ROWS {
            if self.last_left_out != Some(row) {
                self.last_left_out = Some(row);
                self.left_out = self.left_out.saturating_add(1);
            }
            return Ok(());
        }
        if column >= COLUMNS {
            return Ok(());
        }
        let text = match &cell {
            Cell::Text(text) | Cell::Date(text) | Cell::Error(text) => text.len(),
            Cell::Empty | Cell::Number(_) | Cell::Flag(_) => 0,
        };
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Vec::new);
        }
        let cells = &mut self.rows[row];
        let grown = (column + 1).saturating_sub(cells.len());
        budget.spend(grown, text)?;
        if grown > 0 {
            cells.resize_with(column + 1, Cell::default);
        }
        cells[column] = cell;
        Ok(())
    }

    /// The sheet; of the merged ranges those that begin on it.
    pub(super) fn sheet(self, name: String, merged: impl IntoIterator<Item = Merged>) -> Sheet {
        let (rows, columns) = (self.rows.len() as u32, COLUMNS as u32);
        let within = |range: Merged| {
            let begins =
                range.top < rows && range.left < columns && range.top <= range.bottom && range.left <= range.right;
            let (bottom, right) = (range.bottom.min(rows.saturating_sub(1)), range.right.min(columns - 1));
            begins.then_some(Merged { bottom, right, ..range })
        };
        let merged = merged.into_iter().filter_map(within).take(ROWS).collect();
        Sheet { name, rows: self.rows, merged, rows_left_out: self.left_out }
    }
}

/// A text as a cell; nothing if it is blank.
pub(super) fn text_cell(text: &str) -> Cell {
    if text.trim().is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}
