//! The relay on redb: parcels and entries per second.

use std::time::Instant;

use sync_server::relay::Relay;
use sync_server::store::memory::MemoryStore;
use sync_server::store::redb::RedbStore;
use sync_server::store::{Batch, Store, Table as Rows};

use super::Table;
use super::work::{CHEN, register, touch};

/// Replays what a steward's phone sent into a relay on a real disk: small parcels one by one, large ones for their entries.
///
/// # Panics
/// If the disk of the machine fails.
pub fn measure(table: &mut Table, n: usize) {
    let small = replay(n, 1);
    let group = "redb, requests in groups of 64, one fsync a group";
    table.add("relay, parcels of one act", small.parcels / small.seconds, "per second", group);
    let large = replay(n, 200);
    table.add("relay, entries in parcels of 200", large.entries / large.seconds, "per second", group);
}

struct Replay {
    parcels: f64,
    entries: f64,
    seconds: f64,
}

fn replay(n: usize, at_once: usize) -> Replay {
    let mut register = register(n);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut store = RedbStore::open(&folder.path().join("relay.redb")).expect("a store");
    copy(&register.town.store, &mut store);
    let mut relay = Relay::open(store, register.town.relay_key()).expect("a relay");
    let households = register.households.clone();
    let mut requests = Vec::new();
    for some in households.chunks(at_once) {
        for household in some {
            touch(&mut register.town, household);
        }
        let time = register.town.time;
        let request = register.town.phones[CHEN.0].prepare(time).expect("prepared").expect("a request");
        let answer = register.town.relay_handles(&request).expect("accepted");
        register.town.phones[CHEN.0].answered(answer, time).expect("taken in");
        requests.push(request);
    }
    let bytes: Vec<&[u8]> = requests.iter().map(|request| &request[..]).collect();
    let begun = Instant::now();
    for group in bytes.chunks(64) {
        for answer in relay.handle_all(group, register.town.time) {
            answer.expect("accepted");
        }
    }
    Replay { parcels: bytes.len() as f64, entries: n as f64, seconds: begun.elapsed().as_secs_f64() }
}

fn copy(from: &MemoryStore, to: &mut RedbStore) {
    let mut batch = Batch::default();
    for table in Rows::ALL {
        for (key, value) in from.range(table, &[], &[u8::MAX; 64], usize::MAX).expect("memory") {
            batch.put(table, key, value);
        }
    }
    to.commit(&batch).expect("a local disk");
}
