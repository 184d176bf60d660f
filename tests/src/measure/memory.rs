//! How much memory the core takes: a process of its own on a native store, as the window starts it.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use linli_contract::Request;
use linli_contract::areas::ReadCommunity;
use linli_contract::lists::ReadLists;
use linli_contract::search::Search;

use super::Table;

/// What the core may take at 10,000 records.
const AIM_MB: f64 = 60.0;

/// Opens the store in processes of their own and reads what the system counts for them.
///
/// The first start after many rows came reads sled's log from its beginning and keeps the room it took; every later one
/// begins with the snapshot that the first one wrote.
///
/// # Panics
/// If the program `device` is not built beside this one, or the system does not count memory as Linux does.
pub fn measure(table: &mut Table, folder: &Path, records: usize) {
    let reference = |mb: f64| format!("aim: {AIM_MB:.0} MB; ratio {:.2}", mb / AIM_MB);
    let (first, _) = a_start(folder);
    table.add(format!("memory at {records} households, first start after they came"), first, "MB", reference(first));
    let (opened, searched) = a_start(folder);
    table.add(format!("memory at {records} households, every later start"), opened, "MB", reference(opened));
    table.add("the same after searches and lists", searched, "MB", reference(searched));
}

/// One start: most megabytes until the first screen is answered, and until searches and lists are.
fn a_start(folder: &Path) -> (f64, f64) {
    let program = std::env::current_exe().expect("this program has a place").with_file_name("device");
    let mut device = Command::new(program)
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program `device` stands beside this one");
    ask(&mut device, &[Request::from(ReadCommunity)]);
    let opened = most(device.id());
    let typed = ["", "l", "li", "liq", "12-3", "5678"].map(|text| Search { text: text.into(), limit: 50 }.into());
    ask(&mut device, &[typed.to_vec(), vec![ReadLists.into()]].concat());
    let searched = most(device.id());
    drop(device.stdin.take());
    let _ = device.wait();
    (opened, searched)
}

/// The most megabytes a process had in memory at any time.
fn most(process: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("the process runs");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("counted by the system");
    line.split_whitespace().nth(1).and_then(|number| number.parse::<f64>().ok()).expect("a number") / 1e3
}

fn ask(device: &mut Child, requests: &[Request]) {
    let input = device.stdin.as_mut().expect("piped");
    for request in requests {
        serde_json::to_writer(&mut *input, request).expect("written");
        input.write_all(b"\n").expect("written");
    }
    input.flush().expect("written");
    let output = device.stdout.as_mut().expect("piped");
    let mut lines = BufReader::new(output).lines();
    for _ in requests {
        let line = lines.next().expect("an answer").expect("read");
        assert!(line.starts_with("{\"Ok\""), "a request failed");
    }
}
