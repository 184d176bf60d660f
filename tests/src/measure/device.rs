//! The device on a real disk: saving, and starting cold.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

use futures::FutureExt;
use linli_contract::areas::ReadCommunity;
use linli_contract::households::{SaveHousehold, Version};
use linli_contract::registers::Source;
use linli_core::device::{Input, Now};
use linli_core::driver::Host;
use linli_core::store::{Disk, Durability, Table as Rows, native};
use linli_shared::calendar::Millis;

use super::Table;
use super::work::{CHEN, register};

/// Saves on a native store beside a bare fsync, then starts cold at `n` records.
///
/// # Panics
/// If the disk of the machine fails.
pub fn measure(table: &mut Table, n: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut full = register(n);
    let free = full.free.clone();
    copy(&full.town.phones[CHEN.0].disk, &folder.path().join("device"));
    super::memory::measure(table, &folder.path().join("device"), n);
    let begun = Instant::now();
    let mut host = open(&folder.path().join("device"));
    let opened = begun.elapsed().as_secs_f64();
    let now = Now { time: full.town.time, entropy: [5; 32] };
    let begun = Instant::now();
    let request = Input::Ask(Box::new(ReadCommunity.into()));
    host.take(request, &now).now_or_never().expect("a local disk").expect("a community");
    table.add(format!("cold start at {n} records"), opened * 1e3, "ms", "open, unseal, first screen below");
    table.add(format!("first screen at {n} records"), begun.elapsed().as_secs_f64() * 1e3, "ms", "-");
    let fsync = bare_fsync(folder.path(), 200);
    let mut times = Vec::new();
    for (index, household) in free.into_iter().enumerate() {
        let time = Millis(full.town.time.0 + index as i64 * 1_000);
        let save = SaveHousehold {
            door: household.door,
            slot: household.slot,
            base: Version::default(),
            edits: household.edits,
            source: Source::AtTheDoor,
        };
        let now = Now { time, entropy: [index as u8; 32] };
        let begun = Instant::now();
        let taken = host.take(Input::Ask(Box::new(save.into())), &now).now_or_never().expect("a local disk");
        times.push(begun.elapsed().as_secs_f64() * 1e3);
        taken.expect("saved");
    }
    times.sort_by(f64::total_cmp);
    let median = times[times.len() / 2];
    let reference = format!("one bare fsync of 1 kB in this run {fsync:.2} ms; ratio {:.1}", median / fsync);
    table.add("save a household, median", median, "ms", reference);
    full.town.phones.clear();
}

pub(super) fn open(folder: &Path) -> Host<native::NativeDisk> {
    let opened = native::open(folder).expect("the store opens");
    Host::open(opened.store).now_or_never().expect("a local disk").expect("the device opens")
}

/// Writes all rows of a phone to a native store, as a phone does that got them from the relay: a few at a time, and what can
/// be had again only in the local copy.
pub(super) fn copy(disk: &linli_core::store::memory::MemoryDisk, folder: &Path) {
    const ROWS: usize = 200;
    let from = linli_core::store::SealedStore::new(disk.clone(), &linli_core::store::StoreKey::from_bytes([7; 32]));
    let to = native::open(folder).expect("the store opens").store;
    for table in Rows::ALL {
        let durability = match table {
            Rows::Record
            | Rows::Fact
            | Rows::Summary
            | Rows::Ticket
            | Rows::TicketSum
            | Rows::Notice
            | Rows::Square
            | Rows::SquareSum
            | Rows::Chat
            | Rows::ChatSum => Durability::Cached,
            Rows::Meta | Rows::Outbox | Rows::Parcel | Rows::Draft | Rows::Desk | Rows::Blob => Durability::Durable,
        };
        let rows = from.scan(table).now_or_never().expect("memory").expect("rows");
        for part in rows.chunks(ROWS) {
            let mut batch = linli_core::store::Batch::new();
            for (key, value) in part {
                batch.put(table, key.clone(), value.clone());
            }
            to.commit(batch, durability).now_or_never().expect("a local disk").expect("committed");
        }
    }
}

fn bare_fsync(folder: &Path, times: usize) -> f64 {
    let mut file = File::create(folder.join("bare")).expect("a file");
    let mut taken: Vec<f64> = (0..times)
        .map(|_| {
            let begun = Instant::now();
            file.write_all(&[7; 1_000]).expect("written");
            file.sync_data().expect("synced");
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    taken.sort_by(f64::total_cmp);
    taken[taken.len() / 2]
}
