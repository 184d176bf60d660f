//! Turns a compiled crate into a wasm file and the JavaScript that joins it to the page.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::oldest::check_wasm;

/// What the browser runs.
pub(crate) struct Code {
    /// The program.
    pub(crate) wasm: Vec<u8>,
    /// The module that loads them; it is told where the wasm is.
    pub(crate) glue: String,
    /// JavaScript that crates bring along, by path below `snippets/`.
    pub(crate) snippets: BTreeMap<String, String>,
}

/// The parts of a program that are loaded later.
pub(crate) struct Parts {
    /// The module that loads them, which the glue names [`LOADER`]; it names the glue [`GLUE`] and each part by its file.
    pub(crate) loader: String,
    /// The parts by file name.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

/// What a program calls to load a part begins like this.
const LOADS: &[u8] = b"__wasm_split_load_";

/// How the loader of parts is named where it is imported.
pub(crate) const LOADER: &str = "./__linli_parts.js";
/// How the glue is named where the loader imports it.
pub(crate) const GLUE: &str = "./__linli_glue.js";

/// Cuts off what is loaded later, if there is such, and runs wasm-bindgen over the rest. A crate with such parts has to be
/// linked with its relocations.
///
/// # Errors
/// As [`from_wasm`], and if a part cannot be cut off.
pub(crate) fn in_parts(path: &Path, name: &str) -> Result<(Code, Option<Parts>)> {
    let whole = std::fs::read(path).with_context(|| format!("reading {}", path.display()))?;
    if !whole.windows(LOADS.len()).any(|window| window == LOADS) {
        return Ok((from_wasm(path, name)?, None));
    }
    let folder = tempfile::tempdir()?;
    let main = folder.path().join(format!("{name}.wasm"));
    let mut options = wasm_split_cli_support::Options::new(&whole);
    options.output_dir = folder.path();
    options.main_out_path = &main;
    options.main_module = GLUE;
    options.link_name = LOADER;
    let split =
        wasm_split_cli_support::transform(options).map_err(|error| anyhow!("cutting the program: {error:#}"))?;
    ensure!(!split.split_modules.is_empty(), "nothing was cut off: was the program linked without relocations?");
    let mut files = BTreeMap::new();
    for part in split.split_modules {
        let bytes = std::fs::read(&part)?;
        check_wasm(&bytes)?;
        let file = part.file_name().and_then(|file| file.to_str()).context("a part without a name")?;
        files.insert(file.to_owned(), bytes);
    }
    let loader = std::fs::read_to_string(folder.path().join(LOADER))?;
    let code = bound(Bindgen::new().input_path(&main).keep_lld_exports(true), name)?;
    Ok((code, Some(Parts { loader, files })))
}

/// Runs wasm-bindgen over a compiled crate.
///
/// # Errors
/// If the file cannot be read, was made by another wasm-bindgen, wants packages from npm, or asks for too young a browser.
pub(crate) fn from_wasm(path: &Path, name: &str) -> Result<Code> {
    bound(Bindgen::new().input_path(path), name)
}

fn bound(bindgen: &mut Bindgen, name: &str) -> Result<Code> {
    let mut made = bindgen
        .out_name(name)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()?;
    ensure!(made.npm_dependencies().is_empty(), "a crate wants packages from npm: {:?}", made.npm_dependencies());
    let mut snippets: BTreeMap<_, _> = made.local_modules().iter().map(|(k, v)| (k.clone(), v.clone())).collect();
    for (owner, parts) in made.snippets() {
        for (number, text) in parts.iter().enumerate() {
            snippets.insert(format!("{owner}/inline{number}.js"), text.clone());
        }
    }
    let glue = made.js().to_owned();
    let wasm = made.wasm_mut().emit_wasm();
    check_wasm(&wasm)?;
    Ok(Code { wasm, glue, snippets })
}
