#![allow(clippy::unwrap_used, reason = "tests")]

use std::io;

use super::*;
use crate::store::memory::MemoryStore;
use crate::store::redb::RedbStore;

const MADE: Millis = Millis(1_795_222_800_000);

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn filled(store: &mut impl Store) {
    let mut batch = Batch::default();
    for number in 0..3_000u32 {
        batch.put(Table::Place, number.to_be_bytes(), vec![number as u8; 40]);
    }
    for number in 0..40u8 {
        batch.put(Table::Parcel, [number], vec![number; 300_000]);
    }
    batch.put(Table::Permit, b"".as_slice(), b"".as_slice());
    batch.put(Table::Snapshot, b"large".as_slice(), vec![1; 4 << 20]);
    store.commit(&batch).unwrap();
}

fn backup(store: &impl Store) -> Vec<u8> {
    let mut bytes = Vec::new();
    let summary = write(&*store.moment().unwrap(), &key(), MADE, &mut bytes).unwrap();
    assert_eq!((summary.rows, summary.bytes), (3_042, bytes.len() as u64));
    bytes
}

fn all(store: &impl Store) -> Vec<Vec<crate::store::Row>> {
    let moment = store.moment().unwrap();
    Table::ALL.map(|table| moment.rows(table, &[], usize::MAX).unwrap()).into()
}

#[test]
fn what_went_in_comes_out_in_another_store() {
    let mut store = MemoryStore::new();
    filled(&mut store);
    let bytes = backup(&store);
    let folder = tempfile::tempdir().unwrap();
    let mut other = RedbStore::open(&folder.path().join("relay.redb")).unwrap();
    let (summary, found) = fill(&mut other, bytes.as_slice()).unwrap();
    assert_eq!((summary.made, summary.rows, found.to_bytes()), (MADE, 3_042, [7; 32]));
    assert_eq!(all(&other), all(&store));
    assert_eq!(backup(&other), bytes, "the same rows make the same bytes");
    assert!(!format!("{summary:?}").contains("[7, 7"), "the key is not shown");
}

#[test]
fn what_is_written_meanwhile_is_not_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = RedbStore::open(&folder.path().join("relay.redb")).unwrap();
    filled(&mut store);
    let moment = store.moment().unwrap();
    let mut batch = Batch::default();
    batch.put(Table::Place, 5u32.to_be_bytes(), b"changed".as_slice());
    batch.delete(Table::Snapshot, b"large".as_slice());
    store.commit(&batch).unwrap();
    let mut bytes = Vec::new();
    assert_eq!(write(&*moment, &key(), MADE, &mut bytes).unwrap().rows, 3_042);
}

#[test]
fn every_kind_of_wrong_file_is_named_and_no_byte_can_be_changed_or_missing() {
    let mut store = MemoryStore::new();
    let mut batch = Batch::default();
    batch.put(Table::Place, b"key".as_slice(), b"value".as_slice());
    batch.put(Table::Record, b"key".as_slice(), b"value".as_slice());
    store.commit(&batch).unwrap();
    let mut whole = Vec::new();
    write(&*store.moment().unwrap(), &key(), MADE, &mut whole).unwrap();
    assert!(verify(whole.as_slice()).is_ok());
    assert!(matches!(verify(b"PK\x03\x04 a spreadsheet".as_slice()), Err(ReadError::Foreign)));
    assert!(matches!(verify(b"".as_slice()), Err(ReadError::Foreign)));
    let mut newer = whole.clone();
    newer[17] = 2;
    assert!(matches!(verify(newer.as_slice()), Err(ReadError::Newer)));
    for end in 18..whole.len() {
        assert!(matches!(verify(&whole[..end]), Err(ReadError::CutShort)), "cut at {end}");
    }
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut changed = whole.clone();
            changed[at] ^= 1 << bit;
            assert!(verify(changed.as_slice()).is_err(), "bit {bit} of byte {at}");
        }
    }
    assert!(matches!(verify([whole.as_slice(), &[0]].concat().as_slice()), Err(ReadError::Damaged { .. })));
    let record = &whole[18..];
    assert!(verify([&whole[..18], record, record].concat().as_slice()).is_err(), "one after the other");
}

#[test]
fn a_file_gets_its_name_whole_and_replaces_nothing_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("relay.backup");
    let mut store = MemoryStore::new();
    filled(&mut store);
    let write_to = |to: &mut dyn io::Write| write(&*store.moment().unwrap(), &key(), MADE, to).map(drop);
    let names = || std::fs::read_dir(folder.path()).unwrap().count();

    let half = write_file(&path, false, |to| {
        write_to(to)?;
        to.write_all(b"more").map_err(WriteError::from)
    });
    assert!(matches!(half, Err(FileError::Check(ReadError::Damaged { .. }))));
    let full = |_: &mut dyn io::Write| Err(io::Error::from(io::ErrorKind::StorageFull).into());
    assert!(matches!(write_file::<WriteError>(&path, false, full), Err(FileError::Content(WriteError::File(_)))));
    assert_eq!(names(), 0, "nothing is left of either");

    assert_eq!(write_file(&path, false, write_to).unwrap().rows, 3_042);
    assert_eq!(names(), 1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(write_file(&path, false, write_to), Err(FileError::Exists)));
    store = MemoryStore::new();
    let empty = |to: &mut dyn io::Write| write(&*store.moment().unwrap(), &key(), MADE, to).map(drop);
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(write_file(&path, true, empty).unwrap().rows, 0);
    assert_eq!(at_path(&path).unwrap().rows, 0);
}
