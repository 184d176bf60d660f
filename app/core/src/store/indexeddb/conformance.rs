//! The checks of every store on IndexedDB, for a runner that drives a real browser.

use core::cell::Cell;

use wasm_bindgen::prelude::wasm_bindgen;

use super::{IndexedDbDisk, open, open_raw};
use crate::store::conformance::{self, Flaw, Outcome, Place};
use crate::store::sealed::fill_random;
use crate::store::{Batch, Disk, DiskError, Durability, Table};

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
    report.to_string()
}

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

fn outcome(result: Result<(), Flaw>) -> Outcome {
    match result {
        Ok(()) => Outcome::Passed,
        Err(flaw) => Outcome::Broken(flaw),
    }
}
