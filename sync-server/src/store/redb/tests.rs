#![allow(clippy::unwrap_used, reason = "tests")]

use std::io;
use std::sync::Arc;

use redb::StorageBackend;

use super::*;

#[test]
fn it_keeps_what_every_store_keeps() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("relay.redb");
    crate::store::conformance::run(
        || RedbStore::open(&path).unwrap(),
        |store| {
            drop(store);
            RedbStore::open(&path).unwrap()
        },
    );
}

#[test]
fn a_file_is_open_once_and_garbage_is_unreadable() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("relay.redb");
    let store = RedbStore::open(&path).unwrap();
    assert_eq!(RedbStore::open(&path).map(|_| ()), Err(OpenError::OpenElsewhere));
    drop(store);
    std::fs::write(&path, [7; 9000]).unwrap();
    assert_eq!(RedbStore::open(&path).map(|_| ()), Err(OpenError::Store(StoreError::Unreadable)));
}

/// A disk in memory whose writes fail from some moment on.
#[derive(Debug, Clone, Default)]
struct Disk {
    bytes: Arc<Mutex<Vec<u8>>>,
    /// Writes left before the disk is full; `None` for plenty.
    left: Arc<Mutex<Option<usize>>>,
    /// The most bytes it holds.
    room: Arc<Mutex<Option<u64>>>,
}

impl Disk {
    fn spend(&self) -> Result<(), io::Error> {
        let mut left = self.left.lock().unwrap();
        match &mut *left {
            Some(0) => return Err(ErrorKind::StorageFull.into()),
            Some(left) => *left -= 1,
            None => {}
        }
        Ok(())
    }

    fn store(&self) -> RedbStore {
        let disk = self.clone();
        RedbStore::open_with(Box::new(move || Builder::new().create_with_backend(disk.clone()))).unwrap()
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> Result<u64, io::Error> {
        Ok(self.bytes.lock().unwrap().len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<(), io::Error> {
        let bytes = self.bytes.lock().unwrap();
        out.copy_from_slice(&bytes[offset as usize..offset as usize + out.len()]);
        Ok(())
    }

    fn set_len(&self, len: u64) -> Result<(), io::Error> {
        self.spend()?;
        if self.room.lock().unwrap().is_some_and(|room| len > room) {
            return Err(ErrorKind::StorageFull.into());
        }
        self.bytes.lock().unwrap().resize(len as usize, 0);
        Ok(())
    }

    fn sync_data(&self) -> Result<(), io::Error> {
        self.spend()
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<(), io::Error> {
        self.spend()?;
        self.bytes.lock().unwrap()[offset as usize..offset as usize + data.len()].copy_from_slice(data);
        Ok(())
    }
}

fn batch(number: u8) -> Batch {
    let mut batch = Batch::default();
    for row in 0..40 {
        batch.put(Table::Place, vec![row], vec![number; 2_000]);
        batch.put(Table::Parcel, vec![row], vec![number; 2_000]);
    }
    batch
}

#[test]
fn a_disk_full_at_any_write_is_told_and_loses_nothing() {
    let disk = Disk::default();
    let mut store = disk.store();
    store.commit(&batch(0)).unwrap();
    let mut refused = 0;
    for writes in 0.. {
        let number = (writes % 250 + 1) as u8;
        let before = store.get(Table::Place, &[0]).unwrap();
        *disk.left.lock().unwrap() = Some(writes);
        let result = store.commit(&batch(number));
        let was_short = *disk.left.lock().unwrap() == Some(0);
        *disk.left.lock().unwrap() = None;
        let rows = store.range(Table::Place, &[0], &[99], 99).unwrap();
        let others = store.range(Table::Parcel, &[0], &[99], 99).unwrap();
        assert_eq!(rows, others);
        let now = store.get(Table::Place, &[0]).unwrap();
        assert!(rows.iter().all(|(_, value)| Some(value) == now.as_ref()), "whole or not at all");
        match result {
            Ok(()) => {
                assert_eq!(now, Some(vec![number; 2_000]));
                if !was_short {
                    break;
                }
            }
            Err(error) => {
                assert_eq!(error, StoreError::Full);
                assert!(now == before || now == Some(vec![number; 2_000]));
                refused += 1;
            }
        }
    }
    assert!(refused > 10, "{refused} writes refused");
    drop(store);
    assert_eq!(disk.store().range(Table::Place, &[0], &[99], 99).unwrap().len(), 40);
}

#[test]
fn while_the_disk_is_full_reading_goes_on() {
    let disk = Disk::default();
    let mut store = disk.store();
    store.commit(&batch(1)).unwrap();
    *disk.room.lock().unwrap() = Some(disk.len().unwrap());
    let mut large = Batch::default();
    large.put(Table::Place, vec![50], vec![0; 64 << 20]);
    for _ in 0..3 {
        assert_eq!(store.commit(&large), Err(StoreError::Full));
        assert_eq!(store.get(Table::Place, &[7]).unwrap(), Some(vec![1; 2_000]));
        assert_eq!(store.range(Table::Place, &[0], &[99], 99).unwrap().len(), 40);
    }
    store.commit(&batch(2)).unwrap();
    assert_eq!(store.get(Table::Place, &[7]).unwrap(), Some(vec![2; 2_000]), "what fits is still taken");
    *disk.room.lock().unwrap() = None;
    store.commit(&large).unwrap();
}
