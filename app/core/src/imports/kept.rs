//! What a device keeps of imports: their list, and how sheets of certain headings are read.
//!
//! **Invariant:** no value of a sheet is kept here; a reading is found by the hash of its headings.

use linli_contract::Failure;
use linli_contract::imports::{Column, ImportView};
use linli_shared::calendar::Millis;

use super::headings;
use crate::device::Turn;
use crate::device::rows::Rows;
use crate::store::Table;

/// The row of all imports.
pub(super) const IMPORTS: &[u8] = b"imports";
/// Prefix of confirmed readings.
const READING: &[u8] = b"mapping/";
/// How many imports are kept; the oldest can then no longer be undone as a whole.
const MOST: usize = 100;

/// One import.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) struct Kept {
    #[n(0)]
    pub(super) number: u64,
    #[n(1)]
    pub(super) name: String,
    #[n(2)]
    pub(super) at: Millis,
    #[n(3)]
    pub(super) planned: u32,
    /// Households written by each part that can be undone.
    #[n(4)]
    pub(super) parts: Vec<(u32, u32)>,
    #[n(5)]
    pub(super) written: u32,
    /// Values that undoing left, because somebody wrote over them.
    #[n(6)]
    pub(super) kept: u32,
    #[n(7)]
    pub(super) is_undone: bool,
}

impl Kept {
    pub(super) fn view(&self) -> ImportView {
        ImportView {
            import: self.number,
            name: self.name.clone(),
            at: self.at,
            planned: self.planned,
            written: self.written,
            is_undone: self.is_undone,
        }
    }
}

/// Every import of this device, oldest first.
pub(super) fn all(rows: &Rows) -> Result<Vec<Kept>, Failure> {
    Ok(rows.read(Table::Meta, IMPORTS)?.unwrap_or_default())
}

/// One import.
pub(super) fn one(rows: &Rows, number: u64) -> Result<Kept, Failure> {
    all(rows)?.into_iter().find(|kept| kept.number == number).ok_or(Failure::NotHere)
}

/// Writes one import.
pub(super) fn put(kept: Kept, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let mut imports = all(&turn.rows)?;
    match imports.iter_mut().find(|known| known.number == kept.number) {
        Some(known) => *known = kept,
        None => imports.push(kept),
    }
    let first = imports.len().saturating_sub(MOST);
    turn.rows.write(Table::Meta, IMPORTS.to_vec(), &imports.split_off(first));
    Ok(())
}

/// The row of how sheets of these headings are read.
pub(super) fn reading_key(headings: &[String]) -> Vec<u8> {
    [READING, &headings::fingerprint(headings)].concat()
}

/// How a sheet of these headings is read, if that was confirmed.
pub(super) fn reading(rows: &Rows, headings: &[String]) -> Option<Vec<Column>> {
    let bytes = rows.get(Table::Meta, &reading_key(headings)).ok().flatten()?;
    serde_json::from_slice(bytes).ok()
}

/// Keeps how sheets of these headings are read.
pub(super) fn put_reading(headings: &[String], columns: &[Column], turn: &mut Turn<'_>) {
    let bytes = serde_json::to_vec(columns).unwrap_or_default();
    turn.rows.put(Table::Meta, reading_key(headings), bytes);
}
