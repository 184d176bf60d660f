//! The local copy: sled, from which everything is read. It can always be built again.
//!
//! **Invariant:** a panic inside sled ends here, as damage. sled panics on some bytes that it did not write itself.
//! **Invariant:** the number of the newest applied record is written by the same sled batch as its rows.

use std::fs::{File, TryLockError};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use super::files::{is_full, locked_within};
use crate::store::safety::KnownRows;
use crate::store::{Batch, DiskError, Durability, Row, Table};

/// Far below sled's own 1 GB: a phone has other things to keep in memory.
const CACHE_BYTES: u64 = 24 << 20;
/// Stands before every table, whose numbers begin at 1.
const APPLIED: [u8; 1] = [0];

const LOCK_PATIENCE: Duration = Duration::from_secs(3);

const CACHED: u8 = 0;
const DURABLE: u8 = 1;

/// Key, mark and value.
type MarkedRow = (Vec<u8>, u8, Vec<u8>);

/// How the local copy fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LocalError {
    /// What is stored cannot be read: the copy has to be built again.
    Damaged,
    /// The place fails for a reason that building again would not mend.
    Refused(DiskError),
}

/// The open local copy.
pub(super) struct LocalCopy {
    rows: Option<sled::Db>,
}

impl LocalCopy {
    /// Opens the copy in a folder, or makes it.
    pub(super) fn open(folder: &Path, flush_every_ms: Option<u64>) -> Result<Self, LocalError> {
        let config = sled::Config::new().path(folder).cache_capacity(CACHE_BYTES).flush_every_ms(flush_every_ms);
        wait_until_free(folder)?;
        let rows = guarded(|| config.open())?;
        Ok(Self { rows: Some(rows) })
    }

    /// The number of the newest applied record of the safety copy; `None` for a new copy.
    pub(super) fn applied(&self) -> Result<Option<u64>, LocalError> {
        let stored = guarded(|| self.db()?.get(APPLIED))?;
        stored
            .map(|bytes| bytes.as_ref().try_into().map(u64::from_le_bytes))
            .transpose()
            .map_err(|_| LocalError::Damaged)
    }

    /// Reads rows in the order of their keys.
    pub(super) fn get(&self, table: Table, keys: &[Vec<u8>]) -> Result<Vec<Option<Vec<u8>>>, LocalError> {
        let found = guarded(|| {
            let db = self.db()?;
            keys.iter().map(|key| db.get(place(table, key))).collect::<sled::Result<Vec<_>>>()
        })?;
        found.into_iter().map(|value| value.map(|bytes| unmark(&bytes).map(|(_, value)| value)).transpose()).collect()
    }

    /// Reads all rows of a table.
    pub(super) fn scan(&self, table: Table) -> Result<Vec<Row>, LocalError> {
        let rows = self.marked_rows(table)?;
        Ok(rows.into_iter().map(|(key, _, value)| (key, value)).collect())
    }

    /// Reads all rows with whether they are durable.
    pub(super) fn known_rows(&self) -> Result<KnownRows, LocalError> {
        let mut known = KnownRows::new();
        for table in Table::ALL {
            for (key, mark, value) in self.marked_rows(table)? {
                known.insert((table, key), (mark == DURABLE).then_some(value));
            }
        }
        Ok(known)
    }

    /// Carries out a batch as a whole and notes the number of its record.
    pub(super) fn apply(&self, batch: &Batch, durability: Durability, record: Option<u64>) -> Result<(), LocalError> {
        let mark = match durability {
            Durability::Durable => DURABLE,
            Durability::Cached => CACHED,
        };
        let mut changes = sled::Batch::default();
        for put in &batch.puts {
            let place = place(put.table, &put.key);
            match &put.value {
                Some(value) => {
                    let mut marked = Vec::with_capacity(1 + value.len());
                    marked.push(mark);
                    marked.extend_from_slice(value);
                    changes.insert(place, marked);
                }
                None => changes.remove(place),
            }
        }
        if let Some(record) = record {
            changes.insert(&APPLIED, &record.to_le_bytes());
        }
        guarded(|| self.db()?.apply_batch(changes))
    }

    /// Writes what sled holds back to the operating system. This is no fsync: sled calls `sync_file_range` on Linux.
    pub(super) fn flush(&self) -> Result<(), LocalError> {
        guarded(|| self.db()?.flush().map(drop))
    }

    /// Lets go of sled, so that it can be opened anew; until then nothing can be read.
    pub(super) fn close(&mut self) {
        // sled writes its tail at the end only if its own thread runs; and closing a damaged copy may panic.
        let _ = self.flush();
        let rows = self.rows.take();
        let _ = catch_unwind(AssertUnwindSafe(|| drop(rows)));
    }

    fn marked_rows(&self, table: Table) -> Result<Vec<MarkedRow>, LocalError> {
        let found = guarded(|| self.db()?.scan_prefix([table.number()]).collect::<sled::Result<Vec<_>>>())?;
        let rows = found.into_iter().map(|(place, stored)| {
            let (mark, value) = unmark(&stored)?;
            Ok((place[1..].to_vec(), mark, value))
        });
        rows.collect()
    }

    fn db(&self) -> sled::Result<&sled::Db> {
        self.rows.as_ref().ok_or_else(|| sled::Error::ReportableBug(String::new()))
    }
}

impl Drop for LocalCopy {
    fn drop(&mut self) {
        self.close();
    }
}

/// Waits for threads of a copy that was just closed: sled gives its lock back when the last of them lets go, and takes a lock
/// that is held for an error like any other. Other processes are kept out before.
fn wait_until_free(folder: &Path) -> Result<(), LocalError> {
    let Ok(file) = File::open(folder.join("db")) else { return Ok(()) };
    match locked_within(&file, LOCK_PATIENCE) {
        Err(TryLockError::WouldBlock) => Err(LocalError::Refused(DiskError::OpenElsewhere)),
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
    }
}

fn place(table: Table, key: &[u8]) -> Vec<u8> {
    let mut place = Vec::with_capacity(1 + key.len());
    place.push(table.number());
    place.extend_from_slice(key);
    place
}

fn unmark(stored: &[u8]) -> Result<(u8, Vec<u8>), LocalError> {
    match stored.split_first() {
        Some((mark @ (&CACHED | &DURABLE), value)) => Ok((*mark, value.to_vec())),
        Some(_) | None => Err(LocalError::Damaged),
    }
}

fn guarded<T>(action: impl FnOnce() -> sled::Result<T>) -> Result<T, LocalError> {
    use std::io::ErrorKind::{PermissionDenied, ReadOnlyFilesystem};
    match catch_unwind(AssertUnwindSafe(action)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(sled::Error::Io(error))) if is_full(error.kind()) => Err(LocalError::Refused(DiskError::Full)),
        Ok(Err(sled::Error::Io(error))) if matches!(error.kind(), PermissionDenied | ReadOnlyFilesystem) => {
            Err(LocalError::Refused(DiskError::Unwritable))
        }
        Ok(Err(_)) | Err(_) => Err(LocalError::Damaged),
    }
}
