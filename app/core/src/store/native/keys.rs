#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs;

use futures::executor::block_on;
use tempfile::TempDir;

use super::*;
use crate::store::{Cost, KeyForm, LockedKey, SealedStore, StoreKey};

const CHEAP: Cost = Cost { kib: 8, passes: 1, lanes: 1 };

fn put(disk: &NativeDisk, key: &StoreKey, value: &str) {
    let mut batch = Batch::new();
    batch.put(Table::Record, "row", value);
    // The same disk under a store that is thrown away, so that the disk stays with the test.
    let store = SealedStore::new(Borrowed(disk), key);
    block_on(store.commit(batch, Durability::Durable)).unwrap();
}

struct Borrowed<'a>(&'a NativeDisk);

impl Disk for Borrowed<'_> {
    async fn get(&self, table: Table, keys: &[Vec<u8>]) -> Result<Vec<Option<Vec<u8>>>, DiskError> {
        self.0.get(table, keys).await
    }

    async fn scan(&self, table: Table) -> Result<Vec<Row>, DiskError> {
        self.0.scan(table).await
    }

    async fn commit(&self, batch: Batch, durability: Durability) -> Result<(), DiskError> {
        self.0.commit(batch, durability).await
    }
}

/// A place with a row under a key in clear.
fn lived_in() -> (TempDir, StoreKey) {
    let folder = tempfile::tempdir().unwrap();
    let found = find(folder.path()).unwrap();
    let KeyForm::Clear(key) = found.key else { panic!("a new place is not locked") };
    put(&found.disk, &key, "value");
    (folder, key)
}

fn value(found: Found<NativeDisk>, secret: Option<&str>) -> Option<Vec<u8>> {
    let key = match (found.key, secret) {
        (KeyForm::Clear(key), None) => key,
        (KeyForm::Locked(locked), Some(secret)) => locked.open(secret)?,
        (form, _) => panic!("another form: {form:?}"),
    };
    let store = SealedStore::new(found.disk, &key);
    block_on(store.get(Table::Record, &[b"row".to_vec()])).unwrap().remove(0)
}

fn lock(key: &StoreKey) -> Vec<u8> {
    LockedKey::lock(key, "284917", 5, true, CHEAP).unwrap().to_bytes()
}

#[test]
fn a_lock_is_set_and_taken_away_and_the_rows_stay() {
    let (folder, key) = lived_in();
    block_on(find(folder.path()).unwrap().disk.put_slip(Slip::Key, Some(&lock(&key)))).unwrap();
    assert_eq!(value(find(folder.path()).unwrap(), Some("284917")).as_deref(), Some(b"value".as_slice()));
    assert_eq!(value(find(folder.path()).unwrap(), Some("284918")), None);
    assert_eq!(open(folder.path()).err(), Some(DiskError::KeyMissing));
    let clear = KeyForm::Clear(key).to_bytes();
    block_on(find(folder.path()).unwrap().disk.put_slip(Slip::Key, Some(&clear))).unwrap();
    assert_eq!(value(find(folder.path()).unwrap(), None).as_deref(), Some(b"value".as_slice()));
}

#[test]
fn a_crash_before_the_new_form_has_its_name_leaves_the_old_one_and_no_trace_of_the_other() {
    let (folder, key) = lived_in();
    let new = folder.path().join("device.key.new");
    for half in [lock(&key), lock(&key)[..40].to_vec(), Vec::new()] {
        fs::write(&new, half).unwrap();
        assert_eq!(value(find(folder.path()).unwrap(), None).as_deref(), Some(b"value".as_slice()));
        assert!(!new.exists());
    }
    // The other way round what is left over would open the store without its secret.
    block_on(find(folder.path()).unwrap().disk.put_slip(Slip::Key, Some(&lock(&key)))).unwrap();
    fs::write(&new, KeyForm::Clear(key).to_bytes()).unwrap();
    assert_eq!(value(find(folder.path()).unwrap(), Some("284917")).as_deref(), Some(b"value".as_slice()));
    assert!(!new.exists());
}

#[cfg(unix)]
#[test]
fn the_old_form_is_overwritten_where_it_lay() {
    let (folder, key) = lived_in();
    // A second name keeps the old file in sight.
    let witness = folder.path().join("witness");
    fs::hard_link(folder.path().join("device.key"), &witness).unwrap();
    block_on(find(folder.path()).unwrap().disk.put_slip(Slip::Key, Some(&lock(&key)))).unwrap();
    assert_eq!(fs::read(&witness).unwrap(), [0; 32]);
    fs::remove_file(&witness).unwrap();
    let ready = folder.path().join("device.ready");
    let disk = find(folder.path()).unwrap().disk;
    block_on(disk.put_slip(Slip::Ready, Some(b"request"))).unwrap();
    fs::hard_link(&ready, &witness).unwrap();
    block_on(disk.put_slip(Slip::Ready, None)).unwrap();
    assert_eq!((fs::read(&witness).unwrap(), ready.exists()), (vec![0; 7], false));
}

#[test]
fn a_wiped_place_keeps_what_is_not_of_it_and_begins_anew() {
    let (folder, key) = lived_in();
    let (beside, inner) = (folder.path().join("communities"), folder.path().join("community-2"));
    fs::write(&beside, b"register").unwrap();
    fs::create_dir(&inner).unwrap();
    let found = find(folder.path()).unwrap();
    assert_eq!(wipe(folder.path()), Err(DiskError::OpenElsewhere), "somebody has it open");
    drop(found);
    wipe(folder.path()).unwrap();
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
    let found = find(folder.path()).unwrap();
    assert!(found.report.is_new);
    let KeyForm::Clear(new) = &found.key else { panic!("a new place is not locked") };
    assert_ne!(new.bytes(), key.bytes());
    assert_eq!(value(found, None), None);
    wipe(&folder.path().join("nowhere")).unwrap();
}
