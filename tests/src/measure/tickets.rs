//! Tickets on a device's own disk: list, filter, open, and the start that must not notice them.

use std::path::Path;
use std::time::Instant;

use futures::FutureExt;
use linli_contract::areas::ReadCommunity;
use linli_contract::tickets::{FindSimilar, ReadTicket, ReadTicketBoard, ReadTickets, TicketList};
use linli_contract::{Ask, Request};
use linli_core::device::{Input, Now, Reply};
use linli_core::driver::Host;
use linli_core::store::native::NativeDisk;
use linli_core::tickets::speed;
use linli_shared::calendar::Millis;

use super::Table;
use super::device::{copy, open};
use super::work::{CHEN, register};

/// What a list, a filter and an opened ticket may take, in milliseconds.
const AIM: f64 = 50.0;
/// How often each question is asked.
const TIMES: usize = 15;
/// Tickets written in one step.
const PART: usize = 200;
/// How often the app is started.
const STARTS: usize = 5;

/// Measures `tickets` tickets with `steps` steps each beside the same device without any.
///
/// # Panics
/// If the disk of the machine fails.
pub fn measure(table: &mut Table, tickets: usize, steps: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (without, with) = (folder.path().join("without"), folder.path().join("with"));
    let mut full = register(100);
    let time = full.town.time;
    let phone = &mut full.town.phones[CHEN.0];
    copy(&phone.disk, &without);
    for from in (0..tickets).step_by(PART) {
        let numbers = from..(from + PART).min(tickets);
        phone.work(time, &[], |device, turn| speed::fill(device, numbers, steps, turn)).expect("tickets");
    }
    copy(&phone.disk, &with);
    let (bare, mut times) = (start(&without, time), Vec::new());
    times.push(start(&with, time));
    let of = format!("{tickets} tickets with {} steps", tickets * steps);
    let ratio = format!("without tickets {bare:.1} ms; ratio {:.2}", times[0] / bare);
    table.add(format!("cold start at {of}"), times[0], "ms", ratio);
    let mut host = open(&with);
    let aim = |time: f64| format!("aim: {AIM:.0} ms; ratio {:.2}", time / AIM);
    let first = once(&mut host, time, list(TicketList::Open, ""));
    table.add("first list after it", first, "ms", "once: summaries come into memory");
    let questions: [(&str, Request); 7] = [
        ("list what is open", list(TicketList::Open, "").into()),
        ("list what is to do", list(TicketList::ToDo, "").into()),
        ("list what is over", list(TicketList::Closed, "").into()),
        ("filter by text", list(TicketList::Closed, "三天 没有人收").into()),
        ("open one", ReadTicket { ticket: speed::record(tickets / 2) }.into()),
        ("the board", ReadTicketBoard.into()),
        ("find what is alike", similar().into()),
    ];
    for (name, request) in questions {
        let mut taken: Vec<f64> = (0..TIMES).map(|_| once(&mut host, time, request.clone())).collect();
        taken.sort_by(f64::total_cmp);
        table.add(format!("{name}, median"), taken[TIMES / 2], "ms", aim(taken[TIMES / 2]));
    }
}

fn list(list: TicketList, text: &str) -> ReadTickets {
    ReadTickets { list, category: None, area: None, text: text.to_owned(), from: 0, count: 50 }
}

fn similar() -> FindSimilar {
    FindSimilar { category: "lift".into(), area: None, words: "电梯停住不动，按了没有反应".into() }
}

/// The median time to open the device and show its first screen.
pub(super) fn start(folder: &Path, time: Millis) -> f64 {
    let mut taken: Vec<f64> = (0..STARTS)
        .map(|_| {
            let begun = Instant::now();
            let mut host = open(folder);
            ask(&mut host, time, ReadCommunity);
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    taken.sort_by(f64::total_cmp);
    taken[STARTS / 2]
}

pub(super) fn once(host: &mut Host<NativeDisk>, time: Millis, request: impl Into<Request>) -> f64 {
    let begun = Instant::now();
    take(host, time, request.into());
    begun.elapsed().as_secs_f64() * 1e3
}

pub(super) fn ask<A: Ask>(host: &mut Host<NativeDisk>, time: Millis, request: A) {
    take(host, time, request.into());
}

fn take(host: &mut Host<NativeDisk>, time: Millis, request: Request) {
    let now = Now { time, entropy: [6; 32] };
    let taken = host.take(Input::Ask(Box::new(request)), &now).now_or_never().expect("a local disk").expect("taken");
    assert!(matches!(taken.0, Reply::Answer(Ok(_))), "answered");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_community_is_measured_as_a_large_one() {
        let mut table = Table::default();
        measure(&mut table, 60, 4);
        let names: Vec<&str> = table.rows().iter().map(|row| row.name.as_str()).collect();
        assert_eq!((names.len(), names[0]), (9, "cold start at 60 tickets with 240 steps"));
        assert!(table.rows().iter().all(|row| row.value > 0.0));
    }
}
