//! Office Open XML, as Excel and WPS save it.

use std::io::Cursor;

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use linli_contract::tables::{Cell, Merged, TableError, Workbook};
use linli_shared::calendar::Date;

use super::SHEETS;
use super::grid::{Budget, Grid, text_cell};

/// Days of the spreadsheet's calendar from 1850-01-01, before which no register reaches, are positive from 1900 on.
const DAYS: core::ops::Range<f64> = 1.0..2_958_466.0;

/// Reads the sheets that are shown, cell by cell.
///
/// # Errors
/// The [`TableError`] that says what the bytes are not.
pub(super) fn read(bytes: &[u8]) -> Result<Workbook, TableError> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    let listed = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let (shown, hidden): (Vec<_>, Vec<_>) = listed.cloned().partition(|sheet| sheet.visible == SheetVisible::Visible);
    let wanted = if shown.is_empty() { hidden } else { shown };
    let mut budget = Budget::new();
    let mut sheets = Vec::new();
    for sheet in wanted.into_iter().take(SHEETS) {
        let mut grid = Grid::default();
        let mut cells = match book.worksheet_cells_reader(&sheet.name) {
            Ok(cells) => cells,
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(fault(&error)),
        };
        while let Some(read) = cells.next_cell().map_err(|error| fault(&error))? {
            let (row, column) = read.get_position();
            grid.put(row as usize, column as usize, cell(read.get_value()), &mut budget)?;
        }
        drop(cells);
        // A sheet whose merged ranges cannot be read still has its cells.
        let merged = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default();
        sheets.push(grid.sheet(sheet.name, merged.iter().map(range)));
    }
    Ok(Workbook { sheets })
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => text_cell(text),
        DataRef::SharedString(text) => text_cell(text),
        DataRef::Bool(flag) => Cell::Flag(*flag),
        DataRef::DateTime(moment) => date(moment),
        DataRef::DateTimeIso(text) => day_of(text).map_or_else(|| text_cell(text), Cell::Date),
        DataRef::DurationIso(text) => text_cell(text),
        DataRef::Error(error) => Cell::Error(error.to_string()),
    }
}

/// A number whose style says date; out of the calendar it is the number that was typed, e.g. 19850312.
pub(super) fn date(moment: &ExcelDateTime) -> Cell {
    let number = moment.as_f64();
    if !moment.is_datetime() || !DAYS.contains(&number) {
        return Cell::Number(number);
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let text = format!("{year:04}-{month:02}-{day:02}");
    if Date::parse(&text).is_some() { Cell::Date(text) } else { Cell::Number(number) }
}

/// The day of a moment as `YYYY-MM-DDThh:mm:ss`.
pub(super) fn day_of(text: &str) -> Option<String> {
    let day = text.get(..10)?;
    Date::parse(day).map(|_| day.to_owned())
}

/// A merged range.
pub(super) fn range(range: &Dimensions) -> Merged {
    Merged { top: range.start.0, left: range.start.1, bottom: range.end.0, right: range.end.1 }
}

fn fault(error: &XlsxError) -> TableError {
    if matches!(error, XlsxError::Password) {
        TableError::Locked
    } else if matches!(error, XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound) {
        // A packed file of another program, e.g. a text document.
        TableError::NotATable
    } else {
        TableError::Damaged
    }
}
