//! The promises of [`Disk`], checked on any store: in memory, native and, in a real browser, IndexedDB.
//!
//! **Invariant:** a check states what it found wrong instead of panicking, so that it can report from inside a page.

use core::fmt;
use std::collections::{BTreeMap, BTreeSet};

use super::{Batch, Disk, DiskError, Durability, Table};

/// Where a store under test lives: how it is opened, closed and killed.
pub trait Place {
    /// The store under test.
    type Disk: Disk;

    /// Opens an empty store.
    ///
    /// # Errors
    /// As opening the store fails.
    fn fresh(&self) -> impl Future<Output = Result<Self::Disk, DiskError>>;

    /// Closes a store in an orderly way and opens it again.
    ///
    /// # Errors
    /// As opening the store fails.
    fn reopen(&self, disk: Self::Disk) -> impl Future<Output = Result<Self::Disk, DiskError>>;

    /// Ends the process that holds the store without warning and opens it again; `None` where that cannot be done.
    ///
    /// # Errors
    /// As opening the store fails.
    fn crash(&self, disk: Self::Disk) -> impl Future<Output = Result<Option<Self::Disk>, DiskError>>;
}

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The promise holds.
    Passed,
    /// The store cannot be brought into the situation.
    Skipped,
    /// The promise is broken.
    Broken(Flaw),
}

/// How a promise is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// The store failed where it must not.
    #[error("the store failed: {0}")]
    Disk(#[from] DiskError),
    /// The store answered something else than it was given.
    #[error("{0}")]
    Differs(&'static str),
}

/// The outcome of every check, in order.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Name and outcome.
    pub checks: Vec<(&'static str, Outcome)>,
}

impl Report {
    /// Tells whether there were checks and none is broken.
    #[must_use]
    pub fn is_passed(&self) -> bool {
        !self.checks.is_empty() && self.broken() == 0
    }

    fn broken(&self) -> usize {
        self.checks.iter().filter(|(_, outcome)| matches!(outcome, Outcome::Broken(_))).count()
    }
}

/// One line per check, `ok NAME`, `skipped NAME` or `FAILED NAME: REASON`; the last line is `passed N` or `failed M of N`.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, outcome) in &self.checks {
            match outcome {
                Outcome::Passed => writeln!(f, "ok {name}")?,
                Outcome::Skipped => writeln!(f, "skipped {name}")?,
                Outcome::Broken(flaw) => writeln!(f, "FAILED {name}: {flaw}")?,
            }
        }
        let all = self.checks.len();
        if self.is_passed() { write!(f, "passed {all}") } else { write!(f, "failed {} of {all}", self.broken()) }
    }
}

/// Runs every check on stores of one place.
pub async fn run<P: Place>(place: &P) -> Report {
    let mut report = Report::default();
    let mut note = |name, result: Result<bool, Flaw>| {
        let outcome = match result {
            Ok(true) => Outcome::Passed,
            Ok(false) => Outcome::Skipped,
            Err(flaw) => Outcome::Broken(flaw),
        };
        report.checks.push((name, outcome));
    };
    note("put_get_overwrite_delete", put_get_overwrite_delete(place).await);
    note("unknown_keys_are_none_in_their_places", unknown_keys(place).await);
    note("an_empty_batch_changes_nothing", empty_batch(place).await);
    note("the_later_put_of_a_batch_wins", order_in_a_batch(place).await);
    note("tables_do_not_share_keys", tables_are_apart(place).await);
    note("odd_keys_and_values", odd_keys_and_values(place).await);
    note("a_scan_is_complete", scan_many(place).await);
    note("large_values", large_values(place).await);
    note("a_batch_over_all_tables_survives_whole", whole_batch(place).await);
    note("reopening_keeps_everything", reopening_keeps(place).await);
    note("a_crash_keeps_durable_batches", crash_keeps_durable(place).await);
    note("a_crash_leaves_no_half_batch", crash_leaves_no_half(place).await);
    report
}

async fn put_get_overwrite_delete<P: Place>(place: &P) -> Result<bool, Flaw> {
    let disk = place.fresh().await?;
    for durability in [Durability::Durable, Durability::Cached] {
        put(&disk, Table::Record, b"k", b"one", durability).await?;
        expect(&disk, Table::Record, b"k", Some(b"one"), "a row that was put is not there").await?;
        put(&disk, Table::Record, b"k", b"two", durability).await?;
        expect(&disk, Table::Record, b"k", Some(b"two"), "an overwritten row has its old value").await?;
        delete(&disk, Table::Record, b"k", durability).await?;
        expect(&disk, Table::Record, b"k", None, "a deleted row is there").await?;
        delete(&disk, Table::Record, b"k", durability).await?;
    }
    holds(disk.scan(Table::Record).await?.is_empty(), "a scan shows a deleted row")
}

async fn unknown_keys<P: Place>(place: &P) -> Result<bool, Flaw> {
    let disk = place.fresh().await?;
    put(&disk, Table::Fact, b"b", b"here", Durability::Cached).await?;
    let keys = [b"a".to_vec(), b"b".to_vec(), b"c".to_vec(), b"b".to_vec()];
    let here = Some(b"here".to_vec());
    holds(
        disk.get(Table::Fact, &keys).await? == [None, here.clone(), None, here],
        "answers are not in the order of the keys",
    )?;
    holds(disk.get(Table::Fact, &[]).await?.is_empty(), "no keys give an answer")
}

async fn empty_batch<P: Place>(place: &P) -> Result<bool, Flaw> {
    let disk = place.fresh().await?;
    put(&disk, Table::Meta, b"k", b"v", Durability::Durable).await?;
    disk.commit(Batch::new(), Durability::Durable).await?;
    disk.commit(Batch::new(), Durability::Cached).await?;
    let disk = place.reopen(disk).await?;
    for table in Table::ALL {
        let rows = disk.scan(table).await?.len();
        holds(rows == usize::from(table == Table::Meta), "an empty batch changed the number of rows")?;
    }
    Ok(true)
}

async fn order_in_a_batch<P: Place>(place: &P) -> Result<bool, Flaw> {
    let disk = place.fresh().await?;
    let mut batch = Batch::new();
    batch.put(Table::Draft, b"a", b"1").delete(Table::Draft, b"a").put(Table::Draft, b"a", b"2");
    batch.put(Table::Draft, b"b", b"1").delete(Table::Draft, b"b");
    batch.delete(Table::Draft, b"c").put(Table::Draft, b"c", b"1").put(Table::Draft, b"c", b"3");
    disk.commit(batch, Durability::Durable).await?;
    let disk = place.reopen(disk).await?;
    expect(&disk, Table::Draft, b"a", Some(b"2"), "an earlier put won").await?;
    expect(&disk, Table::Draft, b"b", None, "a put won over the later deletion").await?;
    expect(&disk, Table::Draft, b"c", Some(b"3"), "the first of three changes won").await?;
    Ok(true)
}

async fn tables_are_apart<P: Place>(place: &P) -> Result<bool, Flaw> {
    let disk = place.fresh().await?;
    let mut batch = Batch::new();
    for table in Table::ALL {
        batch.put(table, b"same", [table.number()]);
    }
    disk.commit(batch, Durability::Durable).await?;
    delete(&disk, Table::Parcel, b"same", Durability::Durable).await?;
    for table in Table::ALL {
        let value = [table.number()];
        let kept = (table != Table::Parcel).then_some(value.as_slice());
        expect(&disk, table, b"same", kept, "a table answers for another").await?;
    }
    Ok(true)
}

async fn odd_keys_and_values<P: Place>(place: &P) -> Result<bool, Flaw> {
    let disk = place.fresh().await?;
    let long_key = [7; 500];
    let keys: [&[u8]; 7] = [b"", b"\0", b"\0\0", b"\xff", b"\xff\xff\xff\xff", b"a", &long_key];
    let mut batch = Batch::new();
    for key in keys {
        batch.put(Table::Summary, key, if key == b"a" { b"".as_slice() } else { key });
    }
    disk.commit(batch, Durability::Durable).await?;
    let disk = place.reopen(disk).await?;
    for key in keys {
        let value: &[u8] = if key == b"a" { b"" } else { key };
        expect(&disk, Table::Summary, key, Some(value), "an odd key or an empty value is not kept").await?;
    }
    holds(disk.scan(Table::Summary).await?.len() == keys.len(), "a scan lacks an odd key")
}

async fn scan_many<P: Place>(place: &P) -> Result<bool, Flaw> {
    const ROWS: u32 = 2_000;
    let disk = place.fresh().await?;
    let mut expected = BTreeMap::new();
    for chunk in 0..4 {
        let mut batch = Batch::new();
        for number in (0..ROWS).filter(|number| number % 4 == chunk) {
            let value = noise(number, (number % 300) as usize);
            batch.put(Table::Fact, number.to_le_bytes(), value.clone());
            expected.insert(number.to_le_bytes().to_vec(), value);
        }
        disk.commit(batch, if chunk % 2 == 0 { Durability::Durable } else { Durability::Cached }).await?;
    }
    let mut batch = Batch::new();
    for number in (0..ROWS).step_by(7) {
        batch.delete(Table::Fact, number.to_le_bytes());
        expected.remove(number.to_le_bytes().as_slice());
    }
    disk.commit(batch, Durability::Durable).await?;
    let disk = place.reopen(disk).await?;
    let rows = disk.scan(Table::Fact).await?;
    holds(rows.len() == expected.len(), "a scan has another number of rows")?;
    holds(rows.into_iter().collect::<BTreeMap<_, _>>() == expected, "a scan has other rows")?;
    let keys: Vec<_> = expected.keys().cloned().collect();
    let values = disk.get(Table::Fact, &keys).await?;
    holds(values.into_iter().eq(expected.into_values().map(Some)), "many keys at once read differently")
}

async fn large_values<P: Place>(place: &P) -> Result<bool, Flaw> {
    let disk = place.fresh().await?;
    let large = noise(1, 1 << 20);
    let larger = noise(2, (3 << 20) + 17);
    put(&disk, Table::Parcel, b"large", &large, Durability::Durable).await?;
    put(&disk, Table::Parcel, b"larger", &larger, Durability::Cached).await?;
    expect(&disk, Table::Parcel, b"large", Some(&large), "a large value reads differently").await?;
    let disk = place.reopen(disk).await?;
    expect(&disk, Table::Parcel, b"large", Some(&large), "a large value is not kept").await?;
    expect(&disk, Table::Parcel, b"larger", Some(&larger), "a large cached value is not kept").await?;
    put(&disk, Table::Parcel, b"large", b"small", Durability::Durable).await?;
    expect(&disk, Table::Parcel, b"large", Some(b"small"), "a large value stays").await?;
    Ok(true)
}

async fn whole_batch<P: Place>(place: &P) -> Result<bool, Flaw> {
    let disk = place.fresh().await?;
    disk.commit(marked(1), Durability::Cached).await?;
    disk.commit(marked(2), Durability::Durable).await?;
    let disk = place.reopen(disk).await?;
    holds(marks(&disk).await? == BTreeSet::from([Some(2)]), "a batch over all tables came back in part")
}

async fn reopening_keeps<P: Place>(place: &P) -> Result<bool, Flaw> {
    let disk = place.fresh().await?;
    put(&disk, Table::Record, b"durable", b"1", Durability::Durable).await?;
    put(&disk, Table::Record, b"cached", b"2", Durability::Cached).await?;
    put(&disk, Table::Record, b"gone", b"3", Durability::Durable).await?;
    delete(&disk, Table::Record, b"gone", Durability::Durable).await?;
    put(&disk, Table::Record, b"covered", b"4", Durability::Durable).await?;
    put(&disk, Table::Record, b"covered", b"5", Durability::Cached).await?;
    let mut disk = disk;
    for _ in 0..3 {
        disk = place.reopen(disk).await?;
        expect(&disk, Table::Record, b"durable", Some(b"1"), "a durable row is gone").await?;
        expect(&disk, Table::Record, b"cached", Some(b"2"), "a cached row is gone after an orderly end").await?;
        expect(&disk, Table::Record, b"gone", None, "a deleted row is back").await?;
        expect(&disk, Table::Record, b"covered", Some(b"5"), "an older durable value covers a newer one").await?;
    }
    holds(disk.scan(Table::Record).await?.len() == 3, "rows appeared or went")
}

async fn crash_keeps_durable<P: Place>(place: &P) -> Result<bool, Flaw> {
    let disk = place.fresh().await?;
    put(&disk, Table::Outbox, b"old", b"0", Durability::Durable).await?;
    put(&disk, Table::Outbox, b"cached", b"1", Durability::Cached).await?;
    put(&disk, Table::Outbox, b"new", b"2", Durability::Durable).await?;
    delete(&disk, Table::Outbox, b"old", Durability::Durable).await?;
    let Some(disk) = place.crash(disk).await? else { return Ok(false) };
    expect(&disk, Table::Outbox, b"new", Some(b"2"), "a durable row is gone after a crash").await?;
    expect(&disk, Table::Outbox, b"old", None, "a durably deleted row is back after a crash").await?;
    let cached = get(&disk, Table::Outbox, b"cached").await?;
    holds(cached.is_none_or(|value| value == b"1"), "a cached row came back changed")?;
    put(&disk, Table::Outbox, b"after", b"3", Durability::Durable).await?;
    let Some(disk) = place.crash(disk).await? else { return Ok(false) };
    expect(&disk, Table::Outbox, b"after", Some(b"3"), "what was written after a crash is gone after the next").await?;
    expect(&disk, Table::Outbox, b"new", Some(b"2"), "a durable row is gone after the second crash").await?;
    Ok(true)
}

async fn crash_leaves_no_half<P: Place>(place: &P) -> Result<bool, Flaw> {
    let mut disk = place.fresh().await?;
    disk.commit(marked(0), Durability::Durable).await?;
    for round in 1..6 {
        disk.commit(marked(2 * round - 1), Durability::Durable).await?;
        disk.commit(marked(2 * round), Durability::Cached).await?;
        let Some(next) = place.crash(disk).await? else { return Ok(false) };
        disk = next;
        let found = marks(&disk).await?;
        let whole = [2 * round - 1, 2 * round].iter().any(|mark| found == BTreeSet::from([Some(*mark)]));
        holds(whole, "after a crash a batch is there in part or a durable one is gone")?;
    }
    Ok(true)
}

/// A batch that writes one mark into every table, in 40 rows each.
fn marked(mark: u8) -> Batch {
    let mut batch = Batch::new();
    for row in 0..40_u8 {
        for table in Table::ALL {
            batch.put(table, [b'm', row], vec![mark; 30]);
        }
    }
    batch
}

async fn marks<D: Disk>(disk: &D) -> Result<BTreeSet<Option<u8>>, Flaw> {
    let keys: Vec<_> = (0..40_u8).map(|row| vec![b'm', row]).collect();
    let mut found = BTreeSet::new();
    for table in Table::ALL {
        for value in disk.get(table, &keys).await? {
            found.insert(value.and_then(|bytes| bytes.first().copied()));
        }
    }
    Ok(found)
}

async fn put<D: Disk>(disk: &D, table: Table, key: &[u8], value: &[u8], durability: Durability) -> Result<(), Flaw> {
    let mut batch = Batch::new();
    batch.put(table, key, value);
    Ok(disk.commit(batch, durability).await?)
}

async fn delete<D: Disk>(disk: &D, table: Table, key: &[u8], durability: Durability) -> Result<(), Flaw> {
    let mut batch = Batch::new();
    batch.delete(table, key);
    Ok(disk.commit(batch, durability).await?)
}

async fn get<D: Disk>(disk: &D, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, Flaw> {
    let mut values = disk.get(table, &[key.to_vec()]).await?;
    holds(values.len() == 1, "one key has not one answer")?;
    Ok(values.pop().flatten())
}

async fn expect<D: Disk>(
    disk: &D,
    table: Table,
    key: &[u8],
    value: Option<&[u8]>,
    flaw: &'static str,
) -> Result<(), Flaw> {
    holds(get(disk, table, key).await?.as_deref() == value, flaw).map(drop)
}

fn holds(claim: bool, flaw: &'static str) -> Result<bool, Flaw> {
    if claim { Ok(true) } else { Err(Flaw::Differs(flaw)) }
}

/// Bytes that look random and do not compress, the same for the same seed.
fn noise(seed: u32, length: usize) -> Vec<u8> {
    let mut state = u64::from(seed).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    (0..length).map(|_| next()).collect()
}
