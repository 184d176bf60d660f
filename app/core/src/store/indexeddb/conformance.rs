//! The checks of every store on IndexedDB, for a runner that drives a real browser.

use core::cell::Cell;

use wasm_bindgen::prelude::wasm_bindgen;

use super::{IndexedDbDisk, find, open, open_at, open_raw, wipe};
use crate::store::conformance::{self, Flaw, Outcome, Place};
use crate::store::sealed::fill_random;
use crate::store::{
    Batch, Cost, Disk, DiskError, Durability, KeyForm, LockedKey, SealedStore, Slip, StoreKey, Table, Vault,
};

/// Runs every check and gives the report: a line `ok NAME`, `skipped NAME` or `FAILED NAME: REASON` for each, and last
/// `passed N` or `failed M of N`.
#[wasm_bindgen]
pub async fn run_conformance() -> String {
    let place = InBrowser::default();
    let mut report = conformance::run(&place).await;
    let second = outcome(a_second_tab_is_refused(&place).await);
    report.checks.push(("a_second_opening_is_refused", second));
    let sealed = outcome(sealed_rows_open_again(&place).await);
    report.checks.push(("sealed_rows_open_again_and_are_not_stored_in_clear", sealed));
    report.checks.push(("a_locked_key_opens_with_its_secret_only", outcome(a_locked_key(&place).await)));
    report.checks.push(("a_wiped_database_is_empty_and_has_another_key", outcome(wiped(&place).await)));
    let older = outcome(an_older_database(&place).await);
    report.checks.push(("a_database_of_version_1_opens_and_keeps_its_rows", older));
    report.to_string()
}

/// The tables that version 1 had.
const TABLES_OF_1: &[Table] =
    &[Table::Meta, Table::Summary, Table::Record, Table::Outbox, Table::Parcel, Table::Fact, Table::Draft, Table::Desk];

#[derive(Default)]
struct InBrowser {
    next: Cell<u32>,
}

impl InBrowser {
    fn name(&self) -> Result<String, DiskError> {
        let mut salt = [0; 8];
        fill_random(&mut salt)?;
        self.next.set(self.next.get() + 1);
        Ok(format!("conformance-{:016x}-{}", u64::from_le_bytes(salt), self.next.get()))
    }
}

impl Place for InBrowser {
    type Disk = IndexedDbDisk;

    async fn fresh(&self) -> Result<IndexedDbDisk, DiskError> {
        open_raw(&self.name()?).await
    }

    async fn reopen(&self, disk: IndexedDbDisk) -> Result<IndexedDbDisk, DiskError> {
        let name = disk.database.name();
        drop(disk);
        open_raw(&name).await
    }

    async fn crash(&self, _: IndexedDbDisk) -> Result<Option<IndexedDbDisk>, DiskError> {
        Ok(None)
    }
}

async fn a_second_tab_is_refused(place: &InBrowser) -> Result<(), Flaw> {
    let name = place.name()?;
    let first = open_raw(&name).await?;
    if open_raw(&name).await.err() != Some(DiskError::OpenElsewhere) {
        return Err(Flaw::Differs("a database was opened twice"));
    }
    drop(first);
    open_raw(&name).await?;
    Ok(())
}

async fn sealed_rows_open_again(place: &InBrowser) -> Result<(), Flaw> {
    let name = place.name()?;
    let opened = open(&name).await?;
    if !opened.report.is_new {
        return Err(Flaw::Differs("a new database is not told as new"));
    }
    let mut batch = Batch::new();
    batch.put(Table::Record, "name of a row", "value of a row");
    opened.store.commit(batch, Durability::Durable).await?;
    drop(opened);
    let opened = open(&name).await?;
    if opened.report.is_new
        || opened.store.scan(Table::Record).await? != [(b"name of a row".to_vec(), b"value of a row".to_vec())]
    {
        return Err(Flaw::Differs("a sealed row does not open again"));
    }
    let stored = opened.store.disk().scan(Table::Record).await?;
    let is_clear = |bytes: &[u8]| bytes.windows(8).any(|window| window == b"of a row");
    if stored.len() != 1 || stored.iter().any(|(key, value)| is_clear(key) || is_clear(value)) {
        return Err(Flaw::Differs("a row is stored in clear"));
    }
    Ok(())
}

async fn a_locked_key(place: &InBrowser) -> Result<(), Flaw> {
    let name = place.name()?;
    let key = StoreKey::random()?;
    let locked = LockedKey::lock(&key, "284917", 5, true, Cost::USUAL)?;
    let store = SealedStore::new(open_raw(&name).await?, &key);
    store.disk().put_slip(Slip::Key, Some(&locked.to_bytes())).await?;
    let mut batch = Batch::new();
    batch.put(Table::Record, "row", "value");
    store.commit(batch, Durability::Durable).await?;
    drop(store);
    if open(&name).await.err() != Some(DiskError::KeyMissing) {
        return Err(Flaw::Differs("a locked store opened without its secret"));
    }
    let found = find(&name).await?;
    let KeyForm::Locked(locked) = found.key else { return Err(Flaw::Differs("the key was found in clear")) };
    let Some(opened) = locked.open("284917") else { return Err(Flaw::Differs("the secret does not open")) };
    if locked.open("284918").is_some() {
        return Err(Flaw::Differs("another secret opens"));
    }
    let store = SealedStore::new(found.disk, &opened);
    if store.scan(Table::Record).await? != [(b"row".to_vec(), b"value".to_vec())] {
        return Err(Flaw::Differs("the opened key is another one"));
    }
    store.disk().put_slip(Slip::Tries, Some(b"tries")).await?;
    store.disk().put_slip(Slip::Tries, None).await?;
    if store.disk().slip(Slip::Tries).await?.is_some() {
        return Err(Flaw::Differs("a slip that was taken away is there"));
    }
    Ok(())
}

async fn wiped(place: &InBrowser) -> Result<(), Flaw> {
    let name = place.name()?;
    let opened = open(&name).await?;
    let before = opened.store.disk().slip(Slip::Key).await?;
    if wipe(&name).await.err() != Some(DiskError::OpenElsewhere) {
        return Err(Flaw::Differs("an open database was wiped"));
    }
    drop(opened);
    wipe(&name).await?;
    let opened = open(&name).await?;
    if !opened.report.is_new || opened.store.disk().slip(Slip::Key).await? == before {
        return Err(Flaw::Differs("something of a wiped database is there"));
    }
    Ok(())
}

async fn an_older_database(place: &InBrowser) -> Result<(), Flaw> {
    let name = place.name()?;
    let key = StoreKey::random()?;
    let older = SealedStore::new(open_at(&name, 1, TABLES_OF_1).await?, &key);
    older.disk().put_slip(Slip::Key, Some(&KeyForm::Clear(key).to_bytes())).await?;
    let mut batch = Batch::new();
    for table in TABLES_OF_1 {
        batch.put(*table, "row", vec![table.number(); 40]);
    }
    older.commit(batch, Durability::Durable).await?;
    drop(older);
    let opened = open(&name).await?;
    if opened.report.is_new {
        return Err(Flaw::Differs("a database of version 1 is told as new"));
    }
    for table in Table::ALL {
        let row = (b"row".to_vec(), vec![table.number(); 40]);
        let kept = if TABLES_OF_1.contains(&table) { vec![row] } else { Vec::new() };
        if opened.store.scan(table).await? != kept {
            return Err(Flaw::Differs("a database of version 1 lost or gained rows"));
        }
        let mut batch = Batch::new();
        batch.put(table, "another", vec![table.number(); 40]);
        opened.store.commit(batch, Durability::Durable).await?;
    }
    drop(opened);
    if open_at(&name, 1, TABLES_OF_1).await.err() != Some(DiskError::Newer) {
        return Err(Flaw::Differs("an older release opened a newer database"));
    }
    Ok(())
}

fn outcome(result: Result<(), Flaw>) -> Outcome {
    match result {
        Ok(()) => Outcome::Passed,
        Err(flaw) => Outcome::Broken(flaw),
    }
}
