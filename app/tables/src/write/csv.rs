//! CSV for Excel and WPS: UTF-8 with a byte order mark, lines ending in CR LF.
//!
//! **Invariant:** no cell is run: a text that a spreadsheet would take for a formula gets an apostrophe before it, which
//! reading takes off again.

use linli_contract::tables::{Cell, NewTable};

const MARK: &str = "\u{feff}";

/// Writes one table; every line has as many columns as there are headings.
pub(super) fn write(table: &NewTable) -> Vec<u8> {
    let mut out = MARK.to_owned();
    line(&mut out, table.columns.iter().map(|column| guarded(&column.title)));
    for row in &table.rows {
        line(&mut out, (0..table.columns.len()).map(|column| text(row.get(column).unwrap_or(&Cell::Empty))));
    }
    out.into_bytes()
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        if cell.contains([',', '"', '\n', '\r', '\t', ';', '|']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guarded(text),
        Cell::Number(number) => number.to_string(),
        Cell::Date(text) | Cell::Error(text) => text.clone(),
        Cell::Flag(flag) => u8::from(*flag).to_string(),
    }
}

fn guarded(text: &str) -> String {
    if is_taken_amiss(text) { format!("'{text}") } else { text.to_owned() }
}

/// Whether a spreadsheet would run a text, or whether it already begins with the mark against that.
pub(crate) fn is_taken_amiss(text: &str) -> bool {
    let unmarked = text.trim_start_matches('\'');
    // The full-width forms are turned into the plain ones by some spreadsheets.
    unmarked.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}
