//! Office Open XML: headings in bold and frozen, texts as texts, days as days.

use linli_contract::tables::{Cell, NewTable};
use linli_shared::calendar::Date;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::WriteError;

/// The longest text a cell of the format holds, in characters.
const CELL: usize = 32_767;

/// The longest name of a sheet, in characters.
const NAME: usize = 31;

struct Looks {
    head: Format,
    text: Format,
    day: Format,
}

/// Writes tables as sheets of one file.
///
/// # Errors
/// [`WriteError::DoesNotFit`].
pub(super) fn write(tables: &[NewTable]) -> Result<Vec<u8>, WriteError> {
    let looks = Looks {
        head: Format::new().set_bold().set_num_format("@").set_align(FormatAlign::VerticalCenter).set_text_wrap(),
        // Format "@" is text: opened and saved again, an ID number stays as it is.
        text: Format::new().set_num_format("@"),
        day: Format::new().set_num_format("yyyy-mm-dd"),
    };
    let mut book = Workbook::new();
    let mut names = Vec::new();
    for table in tables {
        let name = sheet_name(&table.name, &names);
        let sheet = book.add_worksheet();
        sheet.set_name(&name).and_then(|sheet| fill(sheet, table, &looks)).map_err(|_| WriteError::DoesNotFit)?;
        names.push(name);
    }
    book.save_to_buffer().map_err(|_| WriteError::DoesNotFit)
}

fn fill(sheet: &mut Worksheet, table: &NewTable, looks: &Looks) -> Result<(), XlsxError> {
    for (at, column) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, at, &column.title, &looks.head)?;
        sheet.set_column_width(at, column.width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (at, row) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(row.iter().take(table.columns.len())) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) | Cell::Error(text) => {
                    let fitting = text.chars().take(CELL).collect::<String>();
                    sheet.write_string_with_format(at, column, fitting, &looks.text)?;
                }
                Cell::Number(number) => drop(sheet.write_number(at, column, *number)?),
                Cell::Flag(flag) => drop(sheet.write_boolean(at, column, *flag)?),
                // The calendar of spreadsheets begins in 1900; earlier days stand as text.
                Cell::Date(text) => {
                    match Date::parse(text).map(|day| ExcelDateTime::from_ymd(day.year, day.month, day.day)) {
                        Some(Ok(day)) => drop(sheet.write_datetime_with_format(at, column, &day, &looks.day)?),
                        Some(Err(_)) | None => drop(sheet.write_string_with_format(at, column, text, &looks.text)?),
                    }
                }
            }
        }
    }
    Ok(())
}

/// A name that the format takes: no `[ ] : * ? / \`, no apostrophe at an end, at most 31 characters, not twice.
fn sheet_name(wanted: &str, taken: &[String]) -> String {
    let plain: String = wanted.chars().filter(|c| !c.is_control() && !r"[]:*?/\".contains(*c)).take(NAME).collect();
    let plain = plain.trim_matches(['\'', ' ']);
    let is_free = |name: &str| !name.is_empty() && !taken.iter().any(|known| known.eq_ignore_ascii_case(name));
    if is_free(plain) && !plain.eq_ignore_ascii_case("history") {
        return plain.to_owned();
    }
    let stem: String = plain.chars().take(NAME - 5).collect();
    let numbered = (taken.len() + 1..).map(|number| format!("{stem}{number}"));
    numbered.into_iter().find(|name| is_free(name)).unwrap_or_else(|| "1".to_owned())
}
