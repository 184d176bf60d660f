//! The store as the requests of one group see it: what is committed, overlaid by what the group will commit.
//!
//! **Invariant:** nothing reaches the store before the group's one commit.

use crate::store::{Batch, Row, Store, StoreError, Table, between};

/// A store with changes on top.
pub(crate) struct View<'a, S> {
    store: &'a S,
    batch: Batch,
}

impl<'a, S: Store> View<'a, S> {
    pub(crate) fn new(store: &'a S) -> Self {
        Self { store, batch: Batch::default() }
    }

    pub(crate) fn into_batch(self) -> Batch {
        self.batch
    }

    pub(crate) fn put(&mut self, table: Table, key: Vec<u8>, value: Vec<u8>) {
        self.batch.put(table, key, value);
    }

    pub(crate) fn delete(&mut self, table: Table, key: Vec<u8>) {
        self.batch.delete(table, key);
    }

    pub(crate) fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        match self.batch.table(table).and_then(|rows| rows.get(key)) {
            Some(change) => Ok(change.clone()),
            None => self.store.get(table, key),
        }
    }

    /// Reads at most `limit` rows with `from <= key < to`.
    pub(crate) fn range(&self, table: Table, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Row>, StoreError> {
        if from >= to {
            return Ok(Vec::new());
        }
        let changes: Vec<_> = match self.batch.table(table) {
            Some(rows) => rows.range::<[u8], _>(between(from, to)).collect(),
            None => Vec::new(),
        };
        let deleted = changes.iter().filter(|(_, value)| value.is_none()).count();
        let stored = self.store.range(table, from, to, limit.saturating_add(deleted))?;
        if changes.is_empty() {
            return Ok(stored);
        }
        let mut merged: std::collections::BTreeMap<Vec<u8>, Option<Vec<u8>>> =
            stored.into_iter().map(|(key, value)| (key, Some(value))).collect();
        merged.extend(changes.into_iter().map(|(key, value)| (key.clone(), value.clone())));
        Ok(merged.into_iter().filter_map(|(key, value)| Some((key, value?))).take(limit).collect())
    }

    /// All rows whose key starts with `prefix`, a part at a time.
    pub(crate) fn each(
        &self,
        table: Table,
        prefix: &[u8],
        mut with: impl FnMut(&[u8], &[u8]) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        // Snapshots are megabytes each.
        let part = match table {
            Table::Snapshot => 1,
            Table::BlobPart => 32,
            Table::Log
            | Table::Permit
            | Table::Place
            | Table::Fact
            | Table::Parcel
            | Table::Chain
            | Table::ChainHead
            | Table::Record
            | Table::Quarantine
            | Table::Lobby
            | Table::Blob => 1024,
        };
        let Some(end) = after_prefix(prefix) else { return Err(StoreError::Unreadable) };
        let mut from = prefix.to_vec();
        loop {
            let rows = self.range(table, &from, &end, part)?;
            for (key, value) in &rows {
                with(&key[prefix.len()..], value)?;
            }
            let Some((last, _)) = rows.last().filter(|_| rows.len() == part) else { return Ok(()) };
            from = [last.as_slice(), &[0]].concat();
        }
    }
}

/// The first key after all that start with `prefix`.
pub(crate) fn after_prefix(prefix: &[u8]) -> Option<Vec<u8>> {
    let last = prefix.iter().rposition(|byte| *byte != u8::MAX)?;
    let mut end = prefix[..=last].to_vec();
    end[last] += 1;
    Some(end)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::store::memory::MemoryStore;

    #[test]
    fn changes_lie_over_what_is_stored() {
        let mut store = MemoryStore::new();
        let mut batch = Batch::default();
        for key in [b"a1", b"a2", b"a3", b"b1"] {
            batch.put(Table::Place, key.as_slice(), b"stored".as_slice());
        }
        store.commit(&batch).unwrap();
        let mut view = View::new(&store);
        view.delete(Table::Place, b"a1".to_vec());
        view.put(Table::Place, b"a2".to_vec(), b"changed".to_vec());
        view.put(Table::Place, b"a4".to_vec(), b"new".to_vec());
        let rows = view.range(Table::Place, b"a", b"b", 2).unwrap();
        assert_eq!(rows, [(b"a2".to_vec(), b"changed".to_vec()), (b"a3".to_vec(), b"stored".to_vec())]);
        let mut all = Vec::new();
        view.each(Table::Place, b"a", |key, _| {
            all.push(key.to_vec());
            Ok(())
        })
        .unwrap();
        assert_eq!(all, [b"2", b"3", b"4"]);
        assert_eq!(view.get(Table::Place, b"a1").unwrap(), None);
        assert_eq!(store.get(Table::Place, b"a1").unwrap(), Some(b"stored".to_vec()));
    }

    #[test]
    fn prefixes_end_where_the_next_begins() {
        assert_eq!(after_prefix(b"a"), Some(b"b".to_vec()));
        assert_eq!(after_prefix(b"a\xff"), Some(b"b".to_vec()));
        assert_eq!(after_prefix(b"\xff"), None);
    }
}
