//! Looks how large a packed file would become, before anything of it is kept.

use std::io::{Cursor, Read};

use linli_contract::tables::TableError;
use zip::ZipArchive;
use zip::result::ZipError;

/// The most all parts may unpack to together. A sheet of 50,000 rows and 30 columns is some 90 MB of XML.
const ALL: u64 = 256 << 20;

/// The most a part may unpack to that is held in memory as a whole: the texts of the cells.
const TEXTS: u64 = 64 << 20;

/// The most a part may unpack to that says how the file is laid out: styles, relations, the list of sheets.
const LAYOUT: u64 = 8 << 20;

/// The most files inside.
const PARTS: usize = 5_000;

/// Unpacks every part that would be read, and keeps none of it. What the file itself says about sizes is not believed.
///
/// # Errors
/// [`TableError`] if it is too large, damaged or locked.
pub(super) fn check(bytes: &[u8]) -> Result<(), TableError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| fault(&error))?;
    if archive.len() > PARTS {
        return Err(TableError::TooLarge);
    }
    let mut left = ALL;
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).map_err(|error| fault(&error))?;
        let name = part.name().map_err(|_| TableError::Damaged)?.to_ascii_lowercase();
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let most = if name.contains("worksheets/") {
            left
        } else if name.contains("sharedstrings") {
            TEXTS.min(left)
        } else {
            LAYOUT.min(left)
        };
        let size = std::io::copy(&mut part.by_ref().take(most + 1), &mut std::io::sink());
        let size = size.map_err(|_| TableError::Damaged)?;
        if size > most {
            return Err(TableError::TooLarge);
        }
        left -= size;
    }
    Ok(())
}

fn fault(error: &ZipError) -> TableError {
    let is_locked = matches!(error, ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED);
    if is_locked { TableError::Locked } else { TableError::Damaged }
}
