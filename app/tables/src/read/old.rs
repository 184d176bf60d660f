//! The format of Excel 97 to 2003 and of old WPS, which offices still send around; and locked files, which look like it.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError};
use linli_contract::tables::{Cell, TableError, Workbook};

use super::SHEETS;
use super::grid::{Budget, Grid, text_cell};
use super::xlsx::{date, day_of, range};

/// Reads the sheets that are shown.
///
/// The reader of this format trusts what lengths the file names. A file that lies ends it: natively that is caught here; in
/// wasm it ends the module, which the screens then take anew, and they say that the file is damaged.
///
/// # Errors
/// The [`TableError`] that says what the bytes are not.
pub(super) fn read(bytes: &[u8]) -> Result<Workbook, TableError> {
    catch_unwind(AssertUnwindSafe(|| read_trusting(bytes))).unwrap_or(Err(TableError::Damaged))
}

fn read_trusting(bytes: &[u8]) -> Result<Workbook, TableError> {
    let mut book = match Xls::new(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(XlsError::Password) => return Err(TableError::Locked),
        // A newer file under a password is wrapped in the old container.
        Err(_) if matches!(Xlsx::new(Cursor::new(bytes)), Err(XlsxError::Password)) => return Err(TableError::Locked),
        Err(_) => return Err(TableError::Damaged),
    };
    let listed = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let (shown, hidden): (Vec<_>, Vec<_>) = listed.cloned().partition(|sheet| sheet.visible == SheetVisible::Visible);
    let wanted = if shown.is_empty() { hidden } else { shown };
    let mut budget = Budget::new();
    let mut sheets = Vec::new();
    for sheet in wanted.into_iter().take(SHEETS) {
        let mut grid = Grid::default();
        let cells = book.worksheet_range(&sheet.name).map_err(|_| TableError::Damaged)?;
        let (top, left) = cells.start().unwrap_or_default();
        for (row, column, value) in cells.used_cells() {
            grid.put(row + top as usize, column + left as usize, cell(value), &mut budget)?;
        }
        let merged = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        sheets.push(grid.sheet(sheet.name, merged.iter().map(range)));
    }
    Ok(Workbook { sheets })
}

fn cell(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::String(text) => text_cell(text),
        Data::Bool(flag) => Cell::Flag(*flag),
        Data::DateTime(moment) => date(moment),
        Data::DateTimeIso(text) => day_of(text).map_or_else(|| text_cell(text), Cell::Date),
        Data::DurationIso(text) => text_cell(text),
        Data::Error(error) => Cell::Error(error.to_string()),
    }
}
