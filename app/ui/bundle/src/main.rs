//! Builds the web app: compiled screens in, a folder that a relay or the window serves out.
//!
//! `bundle WASM UI DIST STAMP` reads the compiled screens, the page, the styles and the icons, names what changes by its
//! content, writes the list the service worker keeps, and lays a brotli sibling beside every text and the wasm.
//! **Invariant:** the folder holds the files of one build only, and a page is written after everything it refers to.
//! **Invariant:** the same input gives the same bytes; with nothing changed nothing is written.

mod code;
mod dist;
mod fingerprint;
mod site;
mod style;

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let mut next = |name: &'static str| arguments.next().with_context(|| format!("missing argument {name}"));
    let (wasm, ui, dist, stamp) = (next("WASM")?, next("UI")?, next("DIST")?, next("STAMP")?);
    let mut out = std::io::stdout().lock();

    let before = fingerprint::of(&wasm, &ui, &dist)?;
    if std::fs::read_to_string(&stamp).is_ok_and(|known| known == before) {
        writeln!(out, "web: nothing changed")?;
        return Ok(());
    }
    let site = site::assemble(code::from_wasm(&wasm)?, &ui)?;
    let sizes = dist::write(&site, &dist)?;
    std::fs::write(&stamp, fingerprint::of(&wasm, &ui, &dist)?).context("writing the stamp")?;

    writeln!(out, "web: version {}", site.version)?;
    for (path, size) in sizes.iter().filter(|(path, _)| path.starts_with(site::ASSETS)) {
        writeln!(out, "  {:>9} B  {:>9} B brotli  {path}", size.plain, size.brotli)?;
    }
    Ok(())
}
