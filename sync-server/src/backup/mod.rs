//! Backups: one file with every row of a store as it was at one moment, and the relay's key.
//!
//! **Invariant:** a file is taken for a backup only after every byte of it was checked; one that is damaged, cut short, of
//! another program or of a newer release changes nothing.
//! **Invariant:** a file appears under its name whole, or not at all.
//!
//! A backup holds what the relay's disk holds: roles, sizes, times and sealed bodies, no person. It also holds the key that
//! signs heads, since rosters name it, so it is to be kept like the data folder itself.

mod file;
mod format;

#[cfg(test)]
mod tests;

use std::io::{self, Read, Write};

use ed25519_dalek::SigningKey;
use linli_shared::calendar::Millis;

pub use self::file::{FileError, at_path, write_file};
pub use self::format::{LogEnd, ReadError, Summary};
use crate::store::{Batch, Moment, Store, StoreError, Table};

/// Bytes of rows that are put into a store at once.
const BATCH: usize = 8 << 20;

/// Why a backup cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file cannot be written.
    #[error("the backup cannot be written")]
    File(#[from] io::Error),
}

/// Why a store cannot be filled from a backup.
#[derive(Debug, thiserror::Error)]
pub enum FillError {
    /// The file is no backup that can be used.
    #[error(transparent)]
    File(#[from] ReadError),
    /// The store cannot take the rows.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Writes every row of a moment.
///
/// # Errors
/// [`WriteError`]; what was written until then ends in the middle, and reading it says so.
pub fn write(moment: &dyn Moment, key: &SigningKey, made: Millis, to: impl Write) -> Result<Summary, WriteError> {
    let mut writer = format::Writer::begin(to, key, made)?;
    for table in Table::ALL {
        let mut from = Vec::new();
        loop {
            let rows = moment.rows(table, &from, part(table))?;
            for (key, value) in &rows {
                writer.row(table, key, value)?;
            }
            let Some((last, _)) = rows.last() else { break };
            from = [last.as_slice(), &[0]].concat();
        }
    }
    Ok(writer.end()?)
}

/// How many rows of a table are read at once: snapshots are megabytes, parcels up to half a one.
const fn part(table: Table) -> usize {
    match table {
        Table::Snapshot => 1,
        Table::Parcel | Table::BlobPart => 32,
        Table::Log
        | Table::Permit
        | Table::Place
        | Table::Fact
        | Table::Chain
        | Table::ChainHead
        | Table::Record
        | Table::Quarantine
        | Table::Lobby
        | Table::Blob => 1024,
    }
}

/// Reads a backup to its end and says what it holds.
///
/// # Errors
/// [`ReadError`].
pub fn verify(from: impl Read) -> Result<Summary, ReadError> {
    format::read(from, |_, _, _| {})
}

/// Fills an empty store; gives what the backup holds and the relay's key.
///
/// # Errors
/// [`FillError`]; then the store holds a part of the rows and is to be thrown away.
pub fn fill(store: &mut impl Store, from: impl Read) -> Result<(Summary, SigningKey), FillError> {
    let (mut batch, mut bytes, mut failed) = (Batch::default(), 0, None);
    let summary = format::read(from, |table, key, value| {
        if failed.is_some() {
            return;
        }
        bytes += key.len() + value.len();
        batch.put(table, key, value);
        if bytes > BATCH {
            failed = store.commit(&std::mem::take(&mut batch)).err();
            bytes = 0;
        }
    })?;
    match failed {
        Some(error) => return Err(error.into()),
        None => store.commit(&batch)?,
    }
    let key = summary.key.clone();
    Ok((summary, key))
}
