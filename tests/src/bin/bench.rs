//! `make bench`: measures, prints a table and writes `target/bench.json`.

use tests::measure::{Table, browser, bytes, device, imports, relay, search};

#[expect(clippy::print_stdout, reason = "the table is the program's purpose")]
fn main() -> anyhow::Result<()> {
    let mut table = Table::default();
    search::measure(&mut table, 10_000);
    device::measure(&mut table, 10_000);
    bytes::measure(&mut table, 1_000, 10_000);
    imports::measure(&mut table, 3_000);
    relay::measure(&mut table, 2_000);
    browser::measure(&mut table)?;
    println!("{}", table.to_text());
    std::fs::create_dir_all("target")?;
    std::fs::write("target/bench.json", table.to_json())?;
    Ok(())
}
