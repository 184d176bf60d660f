//! A store in memory that outlives the device on it and can be told to fail: the disk of the simulator.
//!
//! **Invariant:** every failure is planned by the test and counted in commits or reads, so that a run repeats exactly.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Batch, Disk, DiskError, Durability, Row, Slip, Table, Vault};

/// A failure that is to happen once. Commits and reads are counted from 0 over the life of the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// The n-th commit finds no room.
    FullAtCommit(u64),
    /// The n-th commit is refused as unwritable, for instance because it was torn and taken back.
    UnwritableAtCommit(u64),
    /// The process dies in the n-th commit before anything of it is kept.
    CrashBeforeCommit(u64),
    /// The process dies in the n-th commit after all of it is kept but before the caller hears of it.
    CrashAfterCommit(u64),
    /// The n-th read, `get` or `scan`, fails as unreadable.
    UnreadableAtRead(u64),
}

/// What a disk has been asked so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Commits that were tried.
    pub commits: u64,
    /// Reads that were tried.
    pub reads: u64,
    /// Planned failures that happened.
    pub faults: u64,
}

/// A store in memory; clones are handles on the same rows.
#[derive(Clone, Default)]
pub struct MemoryDisk {
    state: Arc<Mutex<State>>,
}

type Rows = BTreeMap<(Table, Vec<u8>), Vec<u8>>;

#[derive(Default)]
struct State {
    rows: Rows,
    /// The rows when the last start happened; with `since` it gives what a crash leaves.
    base: Rows,
    since: Vec<(Batch, Durability)>,
    slips: BTreeMap<Slip, Vec<u8>>,
    plan: BTreeSet<Fault>,
    counts: Counts,
    crashed: bool,
}

impl MemoryDisk {
    /// Makes an empty disk.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Another disk with the same rows and slips: a backup that is restored, a phone that is copied.
    #[must_use]
    pub fn copy(&self) -> Self {
        let state = self.state();
        let (rows, slips) = (state.rows.clone(), state.slips.clone());
        Self { state: Arc::new(Mutex::new(State { base: rows.clone(), rows, slips, ..State::default() })) }
    }

    /// Plans a failure.
    pub fn plan(&self, fault: Fault) {
        self.state().plan.insert(fault);
    }

    /// Forgets planned failures that did not happen.
    pub fn forget_plan(&self) {
        self.state().plan.clear();
    }

    /// Tells what was asked so far, for planning relative to now.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.state().counts
    }

    /// Tells whether a planned crash happened: every call fails until [`MemoryDisk::restart`].
    #[must_use]
    pub fn has_crashed(&self) -> bool {
        self.state().crashed
    }

    /// Ends the process without warning and starts again: all durable batches are there, and of the cached ones since the last
    /// start only the first `cached_kept`.
    pub fn crash(&self, cached_kept: usize) {
        let mut state = self.state();
        let mut rows = std::mem::take(&mut state.base);
        let mut cached = 0;
        for (batch, durability) in std::mem::take(&mut state.since) {
            let keeps = match durability {
                Durability::Durable => true,
                Durability::Cached => {
                    cached += 1;
                    cached <= cached_kept
                }
            };
            if keeps {
                apply(&mut rows, &batch);
            }
        }
        state.base.clone_from(&rows);
        state.rows = rows;
        state.crashed = false;
    }

    /// The number of cached batches since the last start: the largest useful `cached_kept`.
    #[must_use]
    pub fn cached_batches(&self) -> usize {
        self.state().since.iter().filter(|(_, durability)| *durability == Durability::Cached).count()
    }

    /// Ends the process in an orderly way and starts again: everything is kept.
    pub fn restart(&self) {
        self.crash(usize::MAX);
    }

    /// Every stored key and value, for tests that look for what must not be there.
    #[must_use]
    pub fn raw(&self) -> Vec<Vec<u8>> {
        self.state().rows.iter().flat_map(|((_, key), value)| [key.clone(), value.clone()]).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reading(&self) -> Result<MutexGuard<'_, State>, DiskError> {
        let mut state = self.state();
        let read = state.counts.reads;
        state.counts.reads += 1;
        if state.crashed || state.happens(Fault::UnreadableAtRead(read)) {
            return Err(DiskError::Unreadable);
        }
        Ok(state)
    }
}

impl State {
    fn happens(&mut self, fault: Fault) -> bool {
        let planned = self.plan.remove(&fault);
        self.counts.faults += u64::from(planned);
        planned
    }

    /// Writes something unless a failure is planned for it.
    fn attempt(&mut self, write: impl FnOnce(&mut Self)) -> Result<(), DiskError> {
        let commit = self.counts.commits;
        self.counts.commits += 1;
        if self.crashed || self.happens(Fault::UnwritableAtCommit(commit)) {
            return Err(DiskError::Unwritable);
        }
        if self.happens(Fault::FullAtCommit(commit)) {
            return Err(DiskError::Full);
        }
        if self.happens(Fault::CrashBeforeCommit(commit)) {
            self.crashed = true;
            return Err(DiskError::Unwritable);
        }
        write(self);
        if self.happens(Fault::CrashAfterCommit(commit)) {
            self.crashed = true;
            return Err(DiskError::Unwritable);
        }
        Ok(())
    }

    fn keep(&mut self, batch: Batch, durability: Durability) {
        apply(&mut self.rows, &batch);
        self.since.push((batch, durability));
    }
}

fn apply(rows: &mut Rows, batch: &Batch) {
    for put in &batch.puts {
        let place = (put.table, put.key.clone());
        match &put.value {
            Some(value) => rows.insert(place, value.clone()),
            None => rows.remove(&place),
        };
    }
}

impl Disk for MemoryDisk {
    async fn get(&self, table: Table, keys: &[Vec<u8>]) -> Result<Vec<Option<Vec<u8>>>, DiskError> {
        let state = self.reading()?;
        Ok(keys.iter().map(|key| state.rows.get(&(table, key.clone())).cloned()).collect())
    }

    async fn scan(&self, table: Table) -> Result<Vec<Row>, DiskError> {
        let state = self.reading()?;
        let from = (table, Vec::new());
        let rows = state.rows.range(from..).take_while(|((at, _), _)| *at == table);
        Ok(rows.map(|((_, key), value)| (key.clone(), value.clone())).collect())
    }

    async fn commit(&self, batch: Batch, durability: Durability) -> Result<(), DiskError> {
        self.state().attempt(|state| state.keep(batch, durability))
    }
}

impl Vault for MemoryDisk {
    async fn slip(&self, slip: Slip) -> Result<Option<Vec<u8>>, DiskError> {
        Ok(self.state().slips.get(&slip).cloned())
    }

    /// Counts as a commit, so that the same failures can be planned for it.
    async fn put_slip(&self, slip: Slip, bytes: Option<&[u8]>) -> Result<(), DiskError> {
        self.state().attempt(|state| {
            match bytes {
                Some(bytes) => state.slips.insert(slip, bytes.to_vec()),
                None => state.slips.remove(&slip),
            };
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use futures::executor::block_on;

    use super::*;
    use crate::store::conformance::{self, Place};

    struct InMemory;

    impl Place for InMemory {
        type Disk = MemoryDisk;

        async fn fresh(&self) -> Result<MemoryDisk, DiskError> {
            Ok(MemoryDisk::new())
        }

        async fn reopen(&self, disk: MemoryDisk) -> Result<MemoryDisk, DiskError> {
            disk.restart();
            Ok(disk)
        }

        async fn crash(&self, disk: MemoryDisk) -> Result<Option<MemoryDisk>, DiskError> {
            disk.crash(0);
            Ok(Some(disk))
        }
    }

    fn one(key: &str, value: &str) -> Batch {
        let mut batch = Batch::new();
        batch.put(Table::Meta, key, value);
        batch
    }

    #[test]
    fn it_keeps_the_promises_of_every_store() {
        let report = block_on(conformance::run(&InMemory));
        assert!(report.is_passed(), "{report}");
    }

    #[test]
    fn a_full_disk_changes_nothing_and_the_next_commit_works() {
        let disk = MemoryDisk::new();
        disk.plan(Fault::FullAtCommit(1));
        block_on(async {
            disk.commit(one("a", "1"), Durability::Durable).await.unwrap();
            assert_eq!(disk.commit(one("a", "2"), Durability::Durable).await, Err(DiskError::Full));
            assert_eq!(disk.get(Table::Meta, &[b"a".to_vec()]).await.unwrap(), [Some(b"1".to_vec())]);
            disk.commit(one("a", "3"), Durability::Durable).await.unwrap();
            assert_eq!(disk.get(Table::Meta, &[b"a".to_vec()]).await.unwrap(), [Some(b"3".to_vec())]);
        });
        assert_eq!(disk.counts(), Counts { commits: 3, reads: 2, faults: 1 });
    }

    #[test]
    fn a_crash_inside_a_commit_leaves_it_whole_or_absent_and_stops_everything_until_the_restart() {
        for (fault, kept) in [(Fault::CrashBeforeCommit(0), None), (Fault::CrashAfterCommit(0), Some(b"1".to_vec()))] {
            let disk = MemoryDisk::new();
            disk.plan(fault);
            block_on(async {
                assert_eq!(disk.commit(one("a", "1"), Durability::Durable).await, Err(DiskError::Unwritable));
                assert!(disk.has_crashed());
                assert_eq!(disk.scan(Table::Meta).await, Err(DiskError::Unreadable));
                disk.crash(0);
                assert_eq!(disk.get(Table::Meta, &[b"a".to_vec()]).await.unwrap(), [kept]);
            });
        }
    }

    #[test]
    fn a_crash_keeps_a_prefix_of_the_cached_batches() {
        let disk = MemoryDisk::new();
        block_on(async {
            disk.commit(one("a", "cached"), Durability::Cached).await.unwrap();
            disk.commit(one("b", "cached"), Durability::Cached).await.unwrap();
            disk.commit(one("c", "durable"), Durability::Durable).await.unwrap();
            assert_eq!(disk.cached_batches(), 2);
            disk.crash(1);
            let keys: Vec<_> = disk.scan(Table::Meta).await.unwrap().into_iter().map(|(key, _)| key).collect();
            assert_eq!(keys, [b"a".to_vec(), b"c".to_vec()]);
            disk.plan(Fault::UnreadableAtRead(disk.counts().reads));
            assert_eq!(disk.scan(Table::Meta).await, Err(DiskError::Unreadable));
            assert!(disk.scan(Table::Meta).await.is_ok());
        });
    }
}
