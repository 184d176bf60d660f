//! Reading: what kind of file it is, then its sheets.

mod decode;
mod delimited;
mod grid;
mod old;
mod unpacked;
mod xlsx;

use linli_contract::tables::{TableError, Workbook};

/// The largest file that is read, in bytes.
pub const FILE: usize = 32 << 20;

/// The most rows of a sheet; further ones are counted and left out.
pub const ROWS: usize = 50_000;

/// The most columns of a sheet.
pub const COLUMNS: usize = 200;

/// The most sheets of a file.
pub const SHEETS: usize = 100;

const ZIP: &[u8] = b"PK\x03\x04";
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Reads a spreadsheet or a text in columns. What the bytes begin with decides, not what the file is called: lists are sent
/// around under any name.
///
/// # Errors
/// The [`TableError`] that says what the file is not.
pub fn read(bytes: &[u8]) -> Result<Workbook, TableError> {
    if bytes.len() > FILE {
        return Err(TableError::TooLarge);
    }
    let workbook = if bytes.starts_with(ZIP) {
        unpacked::check(bytes)?;
        xlsx::read(bytes)?
    } else if bytes.starts_with(COMPOUND) {
        old::read(bytes)?
    } else {
        delimited::read(&decode::text(bytes)?)?
    };
    if workbook.sheets.is_empty() { Err(TableError::NotATable) } else { Ok(workbook) }
}
