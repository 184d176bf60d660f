//! What every store must do, run on each of them.
//!
//! **Invariant:** `reopen` gets the store back as after the end of its process: nothing that was not committed helps.

#![allow(clippy::unwrap_used, reason = "a suite of tests")]

use super::{Batch, Store, Table};

/// Runs the suite: `open` gives an empty store, `reopen` the same one after it was closed.
pub fn run<S: Store>(open: impl FnOnce() -> S, reopen: impl Fn(S) -> S) {
    let mut store = open();
    assert_eq!(store.get(Table::Log, b"absent").unwrap(), None);
    assert_eq!(store.range(Table::Place, b"", b"\xff", 10).unwrap(), Vec::new());
    store.commit(&Batch::default()).unwrap();

    let mut batch = Batch::default();
    for key in [b"a".as_slice(), b"b", b"b\0", b"c", b"\xff\xff"] {
        batch.put(Table::Place, key, [key, b"!"].concat());
    }
    batch.put(Table::Log, b"a".as_slice(), b"other table".as_slice());
    batch.put(Table::Parcel, b"large".as_slice(), vec![7; 3 << 20]);
    batch.put(Table::Fact, b"".as_slice(), b"".as_slice());
    store.commit(&batch).unwrap();

    let mut store = reopen(store);
    assert_eq!(store.get(Table::Place, b"b").unwrap(), Some(b"b!".to_vec()));
    assert_eq!(store.get(Table::Log, b"a").unwrap(), Some(b"other table".to_vec()));
    assert_eq!(store.get(Table::Parcel, b"large").unwrap().map(|value| value.len()), Some(3 << 20));
    assert_eq!(store.get(Table::Fact, b"").unwrap(), Some(Vec::new()), "an empty row is a row");

    let keys = |store: &S, from: &[u8], to: &[u8], limit| -> Vec<Vec<u8>> {
        store.range(Table::Place, from, to, limit).unwrap().into_iter().map(|(key, _)| key).collect()
    };
    assert_eq!(keys(&store, b"a", b"c", 10), [b"a".to_vec(), b"b".to_vec(), b"b\0".to_vec()], "the end is not in");
    assert_eq!(keys(&store, b"b\0", b"\xff", 10), [b"b\0".to_vec(), b"c".to_vec()], "the start is in");
    assert_eq!(keys(&store, b"a", b"\xff\xff\xff", 2), [b"a".to_vec(), b"b".to_vec()], "no more than asked for");
    assert_eq!(keys(&store, b"c", b"a", 10), Vec::<Vec<u8>>::new(), "nothing between the wrong way round");
    assert_eq!(keys(&store, b"c", b"c", 10), Vec::<Vec<u8>>::new());

    let before = store.moment().unwrap();
    let mut batch = Batch::default();
    batch.put(Table::Place, b"a".as_slice(), b"first".as_slice());
    batch.put(Table::Place, b"a".as_slice(), b"second".as_slice());
    batch.put(Table::Place, b"d".as_slice(), b"never".as_slice());
    batch.delete(Table::Place, b"d".as_slice());
    batch.delete(Table::Place, b"b".as_slice());
    batch.delete(Table::Place, b"not there".as_slice());
    store.commit(&batch).unwrap();
    assert_eq!(store.get(Table::Place, b"a").unwrap(), Some(b"second".to_vec()), "visible at once");
    let of_before = |from: &[u8], limit| -> Vec<Vec<u8>> {
        before.rows(Table::Place, from, limit).unwrap().into_iter().map(|(_, value)| value).collect()
    };
    assert_eq!(of_before(b"", 2), [b"a!".to_vec(), b"b!".to_vec()], "a moment stays as it was");
    assert_eq!(of_before(b"c", 9), [b"c!".to_vec(), b"\xff\xff!".to_vec()]);
    drop(before);

    let store = reopen(store);
    assert_eq!(store.get(Table::Place, b"a").unwrap(), Some(b"second".to_vec()));
    assert_eq!(keys(&store, b"", b"\xff", 10), [b"a".to_vec(), b"b\0".to_vec(), b"c".to_vec()]);
    assert_eq!(store.get(Table::Place, b"d").unwrap(), None);
}
