//! Where the relay keeps what it acknowledged: rows in ordered tables, changed by batches.
//!
//! **Invariant:** a batch is visible and survives as a whole or not at all; one commit is one write to the disk's medium.
//! **Invariant:** a batch survives the end of the process and of the power once its commit returned.
//! **Invariant:** rows hold roles, sizes, times and sealed bytes, never anything about a person.

#[cfg(any(test, feature = "conformance"))]
pub mod conformance;
pub mod memory;
pub mod redb;

use std::collections::BTreeMap;

/// A kind of rows; the number is part of what is stored and never changes its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Table {
    /// One row per log: its eras and what is in a backup.
    Log = 1,
    /// One-time permissions to found a log, hashed.
    Permit = 2,
    /// One row per place: head, time, parcel, what it weighs for whom.
    Place = 3,
    /// Roster facts by place.
    Fact = 4,
    /// Parcels by name.
    Parcel = 5,
    /// What became of each parcel of a device's chain.
    Chain = 6,
    /// The newest parcel of each device's chain.
    ChainHead = 7,
    /// What is known of each record.
    Record = 8,
    /// Acts that a steward has to decide on.
    Quarantine = 9,
    /// The newest snapshot of each stream.
    Snapshot = 10,
    /// Requests to join, sealed.
    Lobby = 11,
    /// Photos and files, sealed: size, who sent it, which records name it.
    Blob = 12,
    /// Their parts.
    BlobPart = 13,
}

impl Table {
    /// The table of a number; `None` for one of a newer release.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|table| *table as u8 == number)
    }

    /// Every table, in the order of their numbers.
    pub const ALL: [Self; 13] = [
        Self::Log,
        Self::Permit,
        Self::Place,
        Self::Fact,
        Self::Parcel,
        Self::Chain,
        Self::ChainHead,
        Self::Record,
        Self::Quarantine,
        Self::Snapshot,
        Self::Lobby,
        Self::Blob,
        Self::BlobPart,
    ];
}

/// A row: its key and its value.
pub type Row = (Vec<u8>, Vec<u8>);

/// Changes that happen together; a later change of the same row replaces an earlier one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    rows: BTreeMap<Table, BTreeMap<Vec<u8>, Option<Vec<u8>>>>,
}

impl Batch {
    /// Adds the writing of a row.
    pub fn put(&mut self, table: Table, key: impl Into<Vec<u8>>, value: impl Into<Vec<u8>>) {
        self.rows.entry(table).or_default().insert(key.into(), Some(value.into()));
    }

    /// Adds the deletion of a row; a row that is not there is no error.
    pub fn delete(&mut self, table: Table, key: impl Into<Vec<u8>>) {
        self.rows.entry(table).or_default().insert(key.into(), None);
    }

    /// Whether nothing would change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The changed rows of a table in the order of their keys; `None` is a deletion.
    pub fn table(&self, table: Table) -> Option<&BTreeMap<Vec<u8>, Option<Vec<u8>>>> {
        self.rows.get(&table)
    }
}

/// How a store fails. After a failed commit the batch is visible as a whole or not at all; reading tells which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// There is no room left.
    #[error("the disk is full")]
    Full,
    /// Stored bytes cannot be read.
    #[error("stored data cannot be read")]
    Unreadable,
    /// The disk refuses to write for another reason than room.
    #[error("the disk refuses to write")]
    Unwritable,
}

/// A place that keeps rows. One thread owns it.
pub trait Store {
    /// Reads one row.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`].
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError>;

    /// Reads at most `limit` rows with `from <= key < to`, in the order of their keys (compared byte by byte).
    ///
    /// # Errors
    /// [`StoreError::Unreadable`].
    fn range(&self, table: Table, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Row>, StoreError>;

    /// Carries out a batch as a whole and returns once it survives the power.
    ///
    /// # Errors
    /// [`StoreError::Full`] or [`StoreError::Unwritable`].
    fn commit(&mut self, batch: &Batch) -> Result<(), StoreError>;

    /// Holds on to what is committed now; the store goes on meanwhile, and grows as long as this is held.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`].
    fn moment(&self) -> Result<Box<dyn Moment>, StoreError>;
}

/// A store as it was at one moment, whatever is written to it since. Any thread may read it, as long as the store is open.
pub trait Moment: Send {
    /// Reads at most `limit` rows of a table from a key on, in the order of their keys.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`].
    fn rows(&self, table: Table, from: &[u8], limit: usize) -> Result<Vec<Row>, StoreError>;
}

/// The bounds of a range as ordered maps take them.
pub(crate) fn between<'a>(from: &'a [u8], to: &'a [u8]) -> (std::ops::Bound<&'a [u8]>, std::ops::Bound<&'a [u8]>) {
    (std::ops::Bound::Included(from), std::ops::Bound::Excluded(to))
}
