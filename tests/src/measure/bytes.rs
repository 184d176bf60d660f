//! Bytes and turns of meetings with the relay.

use std::time::Instant;

use linli_shared::cbor;

use super::Table;
use super::work::{CHEN, ZHOU, day, json_bytes, register};
use crate::cast::{Person, Town};

/// What a meeting cost.
struct Meeting {
    turns: usize,
    up: usize,
    down: usize,
}

/// Meets the relay and counts bodies.
fn meet(town: &mut Town, person: Person) -> Meeting {
    let mut meeting = Meeting { turns: 0, up: 0, down: 0 };
    loop {
        town.time = town.time.plus(1_000);
        let time = town.time;
        let Ok(Some(request)) = town.phones[person.0].prepare(time) else { return meeting };
        let Ok(answer) = town.relay_handles(&request) else { return meeting };
        meeting.turns += 1;
        meeting.up += request.len();
        meeting.down += cbor::to_vec(&answer).len();
        if !town.phones[person.0].answered(answer, time).unwrap_or(false) {
            return meeting;
        }
    }
}

/// A day's work, a first sync and a reconnect with nothing new.
pub fn measure(table: &mut Table, small: usize, large: usize) {
    let mut small_register = register(small);
    // Let the snapshot be offered first.
    meet(&mut small_register.town, CHEN);
    first_sync(table, &mut small_register.town, small, &json_bytes(&small_register.households));
    nothing_new(table, &mut small_register.town, small);
    let touched = day(&mut small_register);
    let meeting = meet(&mut small_register.town, CHEN);
    let (apart, together) = json_bytes(&touched);
    let reference = format!("JSON per record {apart}, one stream {together}; aim ≤ 25000 and ≤ 2× per record");
    table.add("a day's work, sent", meeting.up as f64, "bytes", reference);
    table.add("a day's work, received", meeting.down as f64, "bytes", "verdicts only");
    table.add("a day's work, turns", meeting.turns as f64, "turns", "aim 1");
    drop(small_register);
    let mut large_register = register(large);
    meet(&mut large_register.town, CHEN);
    nothing_new(table, &mut large_register.town, large);
}

fn first_sync(table: &mut Table, town: &mut Town, n: usize, json: &(usize, usize)) {
    town.phones[ZHOU.0] = town.reborn(ZHOU);
    let begun = Instant::now();
    let meeting = meet(town, ZHOU);
    let seconds = begun.elapsed().as_secs_f64();
    let doors = town.phones[ZHOU.0].device().doors().len();
    assert!(doors * 10 >= n * 9, "the register came whole: {doors} doors of {n}");
    let (apart, together) = json;
    let reference = format!("JSON per record {apart}, one stream {together}; aim ≤ 300000");
    table.add(format!("first sync of {n} households, received"), meeting.down as f64, "bytes", reference);
    table.add(format!("first sync of {n} households, sent"), meeting.up as f64, "bytes", "-");
    table.add(format!("first sync of {n} households, turns"), meeting.turns as f64, "turns", "aim ≤ 2");
    table.add(format!("first sync of {n} households, time without network"), seconds * 1e3, "ms", "-");
}

fn nothing_new(table: &mut Table, town: &mut Town, n: usize) {
    let meeting = meet(town, CHEN);
    table.add(format!("nothing new at {n} records, sent"), meeting.up as f64, "bytes", "aim ≤ 300");
    table.add(format!("nothing new at {n} records, received"), meeting.down as f64, "bytes", "aim ≤ 300");
    table.add(format!("nothing new at {n} records, turns"), meeting.turns as f64, "turns", "aim 1");
}
