//! `make bench`: measures, prints a table and writes `target/bench.json`.

use tests::measure::{Table, browser, bytes, device, feed, imports, relay, search, square, tickets, waiting};

use tests::measure::square::Said;

/// A part of the run.
type Part = fn(&mut Table) -> anyhow::Result<()>;

/// The parts by name, in their order.
const PARTS: [(&str, Part); 10] = [
    ("search", |table| {
        search::measure(table, 10_000);
        search::measure_all(table, 20_000);
        Ok(())
    }),
    ("device", |table| {
        device::measure(table, 10_000);
        Ok(())
    }),
    ("bytes", |table| {
        bytes::measure(table, 1_000, 10_000);
        Ok(())
    }),
    ("tickets", |table| {
        tickets::measure(table, 10_000, 10);
        Ok(())
    }),
    ("square", |table| {
        square::measure(table, Said { posts: 5_000, messages: 2_000, topics: 200 });
        Ok(())
    }),
    ("imports", |table| {
        imports::measure(table, 3_000);
        Ok(())
    }),
    ("relay", |table| {
        relay::measure(table, 2_000);
        Ok(())
    }),
    ("waiting", |table| waiting::measure(table, 5_000)),
    ("browser", browser::measure),
    ("posts", |table| feed::measure(table, 5_000)),
];

/// Measures everything, or the parts that are named.
#[expect(clippy::print_stdout, reason = "the table is the program's purpose")]
fn main() -> anyhow::Result<()> {
    let named: Vec<String> = std::env::args().skip(1).collect();
    let unknown = named.iter().find(|name| PARTS.iter().all(|(part, _)| part != name));
    anyhow::ensure!(unknown.is_none(), "parts are {:?}", PARTS.map(|(name, _)| name));
    let mut table = Table::default();
    for (name, measure) in PARTS {
        if named.is_empty() || named.iter().any(|wanted| wanted == name) {
            measure(&mut table)?;
        }
    }
    println!("{}", table.to_text());
    if named.is_empty() {
        std::fs::create_dir_all("target")?;
        std::fs::write("target/bench.json", table.to_json())?;
    }
    Ok(())
}
