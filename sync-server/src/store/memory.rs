//! A store in memory, for tests and the simulator: it can be full, die around a commit, be backed up and restored.
//!
//! Clones share one disk, so a test keeps a hand on the disk of a relay that owns its own clone.
//! **Invariant:** a dead disk answers nothing until [`MemoryStore::restart`]; what was committed is there afterwards.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Batch, Moment, Row, Store, StoreError, Table};

type Rows = BTreeMap<Table, BTreeMap<Vec<u8>, Vec<u8>>>;

/// What befalls a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The disk is full: nothing is written, the store lives on.
    Full,
    /// The process dies before the batch is written.
    CrashBefore,
    /// The process dies after the batch is written and before anybody hears of it.
    CrashAfter,
}

#[derive(Debug, Default)]
struct Inner {
    rows: Rows,
    commits: u64,
    faults: BTreeMap<u64, Fault>,
    is_dead: bool,
}

impl Moment for Backup {
    fn rows(&self, table: Table, from: &[u8], limit: usize) -> Result<Vec<Row>, StoreError> {
        let from = (std::ops::Bound::Included(from), std::ops::Bound::Unbounded);
        let found = self.rows.get(&table).into_iter().flat_map(|rows| rows.range::<[u8], _>(from));
        Ok(found.take(limit).map(|(key, value)| (key.clone(), value.clone())).collect())
    }
}

/// A disk in memory.
#[derive(Debug, Clone, Default)]
pub struct MemoryStore {
    inner: Arc<Mutex<Inner>>,
}

/// A copy of a disk at one moment.
#[derive(Debug, Clone)]
pub struct Backup {
    rows: Rows,
}

impl MemoryStore {
    /// An empty disk.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many commits were tried.
    #[must_use]
    pub fn commits(&self) -> u64 {
        self.inner().commits
    }

    /// Lets a fault befall a commit: 0 is the next one.
    pub fn inject(&self, after: u64, fault: Fault) {
        let mut inner = self.inner();
        let at = inner.commits + after;
        inner.faults.insert(at, fault);
    }

    /// Whether a crash fault has struck and the process using the disk is dead.
    #[must_use]
    pub fn is_dead(&self) -> bool {
        self.inner().is_dead
    }

    /// Makes a dead disk answer again and forgets faults that have not struck.
    pub fn restart(&self) {
        let mut inner = self.inner();
        inner.is_dead = false;
        inner.faults.clear();
    }

    /// A copy of everything committed.
    #[must_use]
    pub fn backup(&self) -> Backup {
        Backup { rows: self.inner().rows.clone() }
    }

    /// Puts a copy in the place of everything committed since.
    pub fn restore(&self, backup: &Backup) {
        self.inner().rows = backup.rows.clone();
    }

    /// The bytes of all keys and values, to search them for what must not be there.
    #[must_use]
    pub fn all_bytes(&self) -> Vec<u8> {
        let inner = self.inner();
        inner.rows.values().flatten().flat_map(|(key, value)| key.iter().chain(value).copied()).collect()
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn alive(&self) -> Result<MutexGuard<'_, Inner>, StoreError> {
        let inner = self.inner();
        if inner.is_dead { Err(StoreError::Unreadable) } else { Ok(inner) }
    }
}

impl Store for MemoryStore {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.alive()?.rows.get(&table).and_then(|rows| rows.get(key)).cloned())
    }

    fn range(&self, table: Table, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Row>, StoreError> {
        let inner = self.alive()?;
        let rows = inner.rows.get(&table).filter(|_| from < to);
        let found = rows.into_iter().flat_map(|rows| rows.range::<[u8], _>(super::between(from, to)));
        Ok(found.take(limit).map(|(key, value)| (key.clone(), value.clone())).collect())
    }

    fn commit(&mut self, batch: &Batch) -> Result<(), StoreError> {
        let mut inner = self.alive().map_err(|_| StoreError::Unwritable)?;
        let at = inner.commits;
        inner.commits += 1;
        let fault = inner.faults.remove(&at);
        match fault {
            Some(Fault::Full) => return Err(StoreError::Full),
            Some(Fault::CrashBefore) => {
                inner.is_dead = true;
                return Err(StoreError::Unwritable);
            }
            Some(Fault::CrashAfter) | None => {}
        }
        for table in Table::ALL {
            let rows = inner.rows.entry(table).or_default();
            for (key, value) in batch.table(table).into_iter().flatten() {
                match value {
                    Some(value) => rows.insert(key.clone(), value.clone()),
                    None => rows.remove(key),
                };
            }
        }
        if fault.is_some() {
            inner.is_dead = true;
            return Err(StoreError::Unwritable);
        }
        Ok(())
    }

    fn moment(&self) -> Result<Box<dyn Moment>, StoreError> {
        Ok(Box::new(Backup { rows: self.alive()?.rows.clone() }))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn one(value: &[u8]) -> Batch {
        let mut batch = Batch::default();
        batch.put(Table::Log, b"key".as_slice(), value);
        batch
    }

    #[test]
    fn it_keeps_what_every_store_keeps() {
        let disk = MemoryStore::new();
        super::super::conformance::run(|| disk.clone(), |_| disk.clone());
    }

    #[test]
    fn a_crash_before_loses_the_batch_and_a_crash_after_keeps_it() {
        for (fault, kept) in [(Fault::CrashBefore, None), (Fault::CrashAfter, Some(b"new".to_vec()))] {
            let mut store = MemoryStore::new();
            store.inject(0, fault);
            assert_eq!(store.commit(&one(b"new")), Err(StoreError::Unwritable));
            assert_eq!(store.get(Table::Log, b"key"), Err(StoreError::Unreadable));
            store.restart();
            assert_eq!(store.get(Table::Log, b"key").unwrap(), kept);
        }
    }

    #[test]
    fn a_backup_brings_back_what_was_there() {
        let mut store = MemoryStore::new();
        store.commit(&one(b"old")).unwrap();
        let backup = store.backup();
        store.inject(1, Fault::Full);
        store.commit(&one(b"new")).unwrap();
        assert_eq!(store.commit(&one(b"newest")), Err(StoreError::Full));
        assert_eq!(store.get(Table::Log, b"key").unwrap(), Some(b"new".to_vec()));
        store.restore(&backup);
        assert_eq!(store.get(Table::Log, b"key").unwrap(), Some(b"old".to_vec()));
    }
}
