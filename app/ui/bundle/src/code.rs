//! Turns a compiled crate into a wasm file and the JavaScript that joins it to the page.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, ensure};
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

/// Runs wasm-bindgen over a compiled crate.
///
/// # Errors
/// If the file cannot be read, was made by another wasm-bindgen, wants packages from npm, or asks for too young a browser.
pub(crate) fn from_wasm(path: &Path, name: &str) -> Result<Code> {
    let mut made = Bindgen::new()
        .input_path(path)
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
