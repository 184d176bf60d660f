//! Puts the page together: names, references, version, and the list of files the service worker keeps.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::code::Code;
use crate::fingerprint::{files_under, name_of};
use crate::style;

/// Where files live whose name changes with their content, so that they may be cached for ever.
pub(crate) const ASSETS: &str = "assets/";

const PAGE: &str = "index.html";
const WORKER: &str = "sw.js";

/// Everything that is served, by path below the root.
pub(crate) struct Site {
    /// Path and content.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// Names this build; changes with any file.
    pub(crate) version: String,
}

/// Assembles the site from the code and the folder of the screens.
///
/// # Errors
/// If a file is missing or a template lacks one of its places.
pub(crate) fn assemble(code: Code, ui: &Path) -> Result<Site> {
    let mut files = BTreeMap::new();
    for (path, text) in code.snippets {
        files.insert(format!("{ASSETS}snippets/{path}"), text.into_bytes());
    }
    let wasm = keep(&mut files, "linli", "wasm", code.wasm);
    let glue = keep(&mut files, "linli", "js", code.glue.into_bytes());
    let style = keep(&mut files, "linli", "css", style::joined(&ui.join("src"))?.into_bytes());
    let start = fill(&read(&ui.join("start.js"))?, &[("%GLUE%", &glue), ("%WASM%", &wasm)])?;
    let start = keep(&mut files, "start", "js", start.into_bytes());

    let public = ui.join("public");
    for path in files_under(&public)? {
        let name = path.strip_prefix(&public)?.components().map(|part| part.as_os_str().to_string_lossy());
        let content = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
        files.insert(name.collect::<Vec<_>>().join("/"), content);
    }
    let page = read(&ui.join(PAGE))?;
    let page = fill(&page, &[("%STYLE%", &style), ("%START%", &start), ("%GLUE%", &glue), ("%WASM%", &wasm)])?;
    let worker = files.remove(WORKER).context("public/sw.js is missing")?;
    let version = version(&files, &[page.as_bytes(), &worker]);
    files.insert(PAGE.to_owned(), fill(&page, &[("%VERSION%", &version)])?.into_bytes());

    let kept = kept(&files);
    let worker = fill(&String::from_utf8(worker)?, &[("%VERSION%", &version), ("\"%FILES%\"", &kept)])?;
    files.insert(WORKER.to_owned(), worker.into_bytes());
    Ok(Site { files, version })
}

/// Stores a file under the name of its content and answers with the address.
fn keep(files: &mut BTreeMap<String, Vec<u8>>, stem: &str, extension: &str, content: Vec<u8>) -> String {
    let path = format!("{ASSETS}{stem}-{}.{extension}", name_of(&content));
    let address = format!("/{path}");
    files.insert(path, content);
    address
}

/// The addresses the service worker keeps, as elements of a JavaScript array; the page under the address people open.
fn kept(files: &BTreeMap<String, Vec<u8>>) -> String {
    let addresses = files.keys().map(|path| if path == PAGE { "/".to_owned() } else { format!("/{path}") });
    addresses.map(|address| format!("\"{address}\"")).collect::<Vec<_>>().join(", ")
}

fn version(files: &BTreeMap<String, Vec<u8>>, templates: &[&[u8]]) -> String {
    let mut all = Vec::new();
    for (path, content) in files {
        all.extend_from_slice(format!("{path} {}\n", name_of(content)).as_bytes());
    }
    for template in templates {
        all.extend_from_slice(name_of(template).as_bytes());
    }
    name_of(&all)
}

fn fill(template: &str, places: &[(&str, &str)]) -> Result<String> {
    let mut text = template.to_owned();
    for (place, value) in places {
        ensure!(text.contains(place), "a template lacks {place}");
        text = text.replace(place, value);
    }
    Ok(text)
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn ui() -> tempfile::TempDir {
        let ui = tempfile::tempdir().unwrap();
        for (path, text) in [
            ("index.html", "%VERSION% %STYLE% %START% %GLUE% %WASM%"),
            ("start.js", "%GLUE% %WASM%"),
            ("src/tokens.css", "a{}"),
            ("public/sw.js", "%VERSION% [\"%FILES%\"]"),
            ("public/icons/icon.svg", "<svg/>"),
        ] {
            let path = ui.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        ui
    }

    fn code(wasm: &[u8]) -> Code {
        let snippets = BTreeMap::from([("leptos-1/inline0.js".to_owned(), "1".to_owned())]);
        Code { wasm: wasm.to_vec(), glue: "glue".to_owned(), snippets }
    }

    #[test]
    fn the_worker_keeps_every_file_but_itself() {
        let ui = ui();
        let site = assemble(code(b"one"), ui.path()).unwrap();
        let worker = String::from_utf8(site.files[WORKER].clone()).unwrap();
        for path in site.files.keys().filter(|path| *path != WORKER && *path != PAGE) {
            assert!(worker.contains(&format!("\"/{path}\"")), "{path} is not kept: {worker}");
        }
        assert!(worker.contains("\"/\"") && !worker.contains("index.html") && !worker.contains("sw.js"));
    }

    #[test]
    fn every_reference_of_the_page_is_a_file() {
        let ui = ui();
        let site = assemble(code(b"one"), ui.path()).unwrap();
        let page = String::from_utf8(site.files[PAGE].clone()).unwrap();
        let mut words = page.split(' ');
        assert_eq!(words.next(), Some(site.version.as_str()));
        assert!(words.all(|address| site.files.contains_key(&address[1..])), "{page}");
    }

    #[test]
    fn the_version_changes_with_code_page_and_worker_and_only_then() {
        let ui = ui();
        let first = assemble(code(b"one"), ui.path()).unwrap().version;
        assert_eq!(assemble(code(b"one"), ui.path()).unwrap().version, first);
        assert_ne!(assemble(code(b"two"), ui.path()).unwrap().version, first);
        for (path, text) in [("public/sw.js", "2 %VERSION% [\"%FILES%\"]"), ("public/icons/icon.svg", "<svg></svg>")] {
            let before = assemble(code(b"one"), ui.path()).unwrap().version;
            std::fs::write(ui.path().join(path), text).unwrap();
            assert_ne!(assemble(code(b"one"), ui.path()).unwrap().version, before, "{path}");
        }
    }

    #[test]
    fn a_template_without_its_place_is_refused() {
        let ui = ui();
        std::fs::write(ui.path().join("public/sw.js"), "no list").unwrap();
        assert!(assemble(code(b"one"), ui.path()).is_err());
    }
}
