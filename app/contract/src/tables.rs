//! Tables: sheets as read from a spreadsheet file, and tables to be written to one.

use serde::{Deserialize, Serialize};

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Workbook {
    /// Its sheets in order; a CSV file has one.
    pub sheets: Vec<Sheet>,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name; empty for CSV.
    pub name: String,
    /// Rows from the first; each as long as its last cell that is not empty.
    pub rows: Vec<Vec<Cell>>,
    /// Merged ranges: the value stands in the first cell, the others are empty.
    pub merged: Vec<Merged>,
    /// Rows left out because the sheet has more than this app reads.
    pub rows_left_out: u32,
}

/// A merged range; rows and columns from 0, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A day, `YYYY-MM-DD`.
    Date(String),
    /// Yes or no.
    Flag(bool),
    /// A formula that failed, e.g. `#REF!`.
    Error(String),
}

/// Why a file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum TableError {
    /// Neither a spreadsheet nor text in columns.
    #[error("not a table")]
    NotATable,
    /// Locked with a password.
    #[error("locked with a password")]
    Locked,
    /// Larger than this app reads.
    #[error("too large")]
    TooLarge,
    /// Damaged.
    #[error("damaged")]
    Damaged,
}

/// A table to be written: one sheet of a spreadsheet, or a CSV file of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewTable {
    /// Its name; what a sheet's name cannot hold is left out of it.
    pub name: String,
    /// Its columns.
    pub columns: Vec<NewColumn>,
    /// Its rows; a short one leaves the columns behind it empty.
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a table to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewColumn {
    /// Its heading.
    pub title: String,
    /// How wide it is, in Latin letters; a Chinese character takes two.
    pub width: u16,
}

/// A file format to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// Office Open XML.
    Xlsx,
    /// UTF-8 with a byte order mark, so that Excel reads Chinese.
    Csv,
}
