//! Builds the web app: compiled screens in, a folder that a relay or the window serves out.
//!
//! `bundle WASM UI DIST STAMP [NAME=WASM]…` reads the compiled screens, the page, the styles and the icons, names what
//! changes by its content, writes the list the service worker keeps, and lays a brotli sibling beside every text and the
//! wasm. A further module with a name is not part of the first start: `start.js` is told its address at `%NAME%` and
//! `%NAME_WASM%`, and takes it when the screens ask.
//! **Invariant:** the folder holds the files of one build only, and a page is written after everything it refers to.
//! **Invariant:** the same input gives the same bytes; with nothing changed nothing is written.

mod code;
mod dist;
mod fingerprint;
mod oldest;
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

    let further = arguments.map(named).collect::<Result<Vec<_>>>()?;
    let programs: Vec<_> = core::iter::once(&wasm).chain(further.iter().map(|(_, path)| path)).cloned().collect();

    let before = fingerprint::of(&programs, &ui, &dist)?;
    if std::fs::read_to_string(&stamp).is_ok_and(|known| known == before) {
        writeln!(out, "web: nothing changed")?;
        return Ok(());
    }
    let further = further.iter().map(|(name, path)| Ok((name.clone(), code::from_wasm(path, name)?)));
    let (code, parts) = code::in_parts(&wasm, "linli")?;
    let site = site::assemble(code, parts, further.collect::<Result<_>>()?, &ui)?;
    let sizes = dist::write(&site, &dist)?;
    std::fs::write(&stamp, fingerprint::of(&programs, &ui, &dist)?).context("writing the stamp")?;

    writeln!(out, "web: version {}", site.version)?;
    for (path, size) in sizes.iter().filter(|(path, _)| path.starts_with(site::ASSETS)) {
        writeln!(out, "  {:>9} B  {:>9} B brotli  {path}", size.plain, size.brotli)?;
    }
    Ok(())
}

/// A module beside the screens, from `NAME=WASM`.
fn named(argument: PathBuf) -> Result<(String, PathBuf)> {
    let argument = argument.into_os_string().into_string().ok().context("an argument that is no text")?;
    let (name, path) = argument.split_once('=').context("a further module is given as NAME=WASM")?;
    Ok((name.to_owned(), PathBuf::from(path)))
}
