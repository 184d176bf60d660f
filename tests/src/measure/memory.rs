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

/// Opens the store in a process of its own and reads what the system counts for it, before and after a day's questions.
///
/// # Panics
/// If the program `device` is not built beside this one, or the system does not count memory as Linux does.
pub fn measure(table: &mut Table, folder: &Path, records: usize) {
    let program = std::env::current_exe().expect("this program has a place").with_file_name("device");
    let mut device = Command::new(program)
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program `device` stands beside this one");
    let empty = Request::from(Search { text: String::new(), limit: 1 });
    ask(&mut device, &[Request::from(ReadCommunity)]);
    let opened = resident(device.id());
    let typed = ["l", "li", "liq", "12-3", "5678"].map(|text| Search { text: text.into(), limit: 50 }.into());
    ask(&mut device, &[vec![empty], typed.to_vec(), vec![ReadLists.into()]].concat());
    let searched = resident(device.id());
    drop(device.stdin.take());
    let _ = device.wait();
    let reference = |mb: f64| format!("aim: {AIM_MB:.0} MB; ratio {:.2}", mb / AIM_MB);
    table.add(format!("memory of the core, {records} households, opened"), opened.now, "MB", reference(opened.now));
    table.add("memory of the core, after searches and lists", searched.now, "MB", reference(searched.now));
    table.add("memory of the core, most at any time", searched.most, "MB", reference(searched.most));
}

/// Megabytes in memory.
struct Resident {
    now: f64,
    most: f64,
}

fn resident(process: u32) -> Resident {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("the process runs");
    let kilobytes = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name)).expect("counted by the system");
        line.split_whitespace().nth(1).and_then(|number| number.parse::<f64>().ok()).expect("a number")
    };
    Resident { now: kilobytes("VmRSS:") / 1e3, most: kilobytes("VmHWM:") / 1e3 }
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
