//! The whole community as files that any program reads: what lies in the package, and how it is named.

use linli_contract::exports::{ExportDoor, PackageDocument};
use serde::Serialize;

/// Documents asked for at a time.
pub const PART: u32 = 100;

/// The register as JSON: as the device holds it, with codes.
#[derive(Debug, Serialize)]
pub struct RegisterFile<'a> {
    /// The community's name.
    pub community: &'a str,
    /// The day of the export, `YYYY-MM-DD`.
    pub day: &'a str,
    /// Every door.
    pub doors: &'a [ExportDoor],
}

/// One line of `documents.json`.
#[derive(Debug, Serialize)]
pub struct DocumentLine<'a> {
    /// The record, as in the file's name.
    pub id: String,
    /// Building, stair, door.
    pub path: &'a [String],
    /// Who changed what, newest first.
    pub history: &'a [linli_contract::registers::HistoryChange],
}

impl<'a> From<&'a PackageDocument> for DocumentLine<'a> {
    fn from(document: &'a PackageDocument) -> Self {
        Self { id: document.id.to_string(), path: &document.path, history: &document.history }
    }
}

/// Where a document lies in the package.
#[must_use]
pub fn document_path(document: &PackageDocument) -> String {
    format!("documents/{}.automerge", document.id)
}

/// The bytes of base64 with padding; `None` if it is not that.
#[must_use]
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=');
    if !text.len().is_multiple_of(4) || text.len() - digits.len() > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    for group in digits.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for at in 0..4 {
            bits = bits << 6 | group.get(at).map_or(Some(0), |digit| sextet(*digit))?;
        }
        let [_, one, two, three] = bits.to_be_bytes();
        bytes.extend([one, two, three].into_iter().take(group.len().checked_sub(1).filter(|kept| *kept > 0)?));
    }
    Some(bytes)
}

fn sextet(digit: u8) -> Option<u32> {
    let value = match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}
