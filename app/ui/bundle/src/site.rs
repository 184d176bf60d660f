//! Puts the page together: names, references, version, and the list of files the service worker keeps.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::code::{Code, GLUE, LOADER, Parts};
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

/// Assembles the site from the code of the screens, the modules beside them by name, and the folder of the screens.
///
/// # Errors
/// If a file is missing or a template lacks one of its places.
pub(crate) fn assemble(code: Code, parts: Option<Parts>, further: Vec<(String, Code)>, ui: &Path) -> Result<Site> {
    let mut files = BTreeMap::new();
    let (glue, wasm) = match parts {
        Some(parts) => place_in_parts(&mut files, code, parts)?,
        None => place(&mut files, "linli", code),
    };
    let mut start = fill(&read(&ui.join("start.js"))?, &[("%GLUE%", &glue), ("%WASM%", &wasm)])?;
    for (name, code) in further {
        let (glue, wasm) = place(&mut files, &name, code);
        let place = name.to_uppercase();
        start = fill(&start, &[(&format!("%{place}%"), &glue), (&format!("%{place}_WASM%"), &wasm)])?;
    }
    let style = keep(&mut files, "linli", "css", style::joined(&ui.join("src"))?.into_bytes());
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

/// Stores a program with the parts that are loaded later, and answers with the addresses of what loads it and of its wasm.
///
/// Glue and loader name each other, so both bear the name of what they would be with the names left open.
fn place_in_parts(files: &mut BTreeMap<String, Vec<u8>>, code: Code, parts: Parts) -> Result<(String, String)> {
    let Parts { mut loader, files: cut } = parts;
    for (file, part) in cut {
        let stem = file.trim_end_matches(".wasm");
        let address = keep(files, stem, "wasm", part);
        let named = address.rsplit('/').next().unwrap_or_default();
        loader = fill(&loader, &[(&format!("\"./{file}\""), &format!("\"./{named}\""))])?;
    }
    let name = name_of(&[code.glue.as_bytes(), loader.as_bytes(), &code.wasm].concat());
    let (glue_file, loader_file) = (format!("linli-{name}.js"), format!("parts-{name}.js"));
    let loader = fill(&loader, &[(GLUE, &format!("./{glue_file}"))])?;
    // The wasm goes on asking for its imports by the name it was linked with.
    let glue = fill(&code.glue, &[(&format!("from \"{LOADER}\""), &format!("from \"./{loader_file}\""))])?;
    for (path, text) in code.snippets {
        files.insert(format!("{ASSETS}snippets/{path}"), text.into_bytes());
    }
    let wasm = keep(files, "linli", "wasm", code.wasm);
    files.insert(format!("{ASSETS}{loader_file}"), loader.into_bytes());
    files.insert(format!("{ASSETS}{glue_file}"), glue.into_bytes());
    Ok((format!("/{ASSETS}{glue_file}"), wasm))
}

/// Stores a program and answers with the addresses of what loads it and of its wasm.
fn place(files: &mut BTreeMap<String, Vec<u8>>, name: &str, code: Code) -> (String, String) {
    for (path, text) in code.snippets {
        files.insert(format!("{ASSETS}snippets/{path}"), text.into_bytes());
    }
    let wasm = keep(files, name, "wasm", code.wasm);
    (keep(files, name, "js", code.glue.into_bytes()), wasm)
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
            ("start.js", "%GLUE% %WASM% %TABLES% %TABLES_WASM%"),
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

    fn in_parts(wasm: &[u8]) -> (Code, Parts) {
        let files = BTreeMap::from([("split_own.wasm".to_owned(), b"own".to_vec())]);
        let parts = Parts { loader: format!("{GLUE} \"./split_own.wasm\""), files };
        (Code { glue: format!("import from \"{LOADER}\" \"{LOADER}\""), ..code(wasm) }, parts)
    }

    fn site_of(wasm: &[u8], ui: &Path) -> Site {
        let tables = Code { wasm: b"tables".to_vec(), glue: "tables glue".to_owned(), snippets: BTreeMap::new() };
        assemble(code(wasm), None, vec![("tables".to_owned(), tables)], ui).unwrap()
    }

    #[test]
    fn the_worker_keeps_every_file_but_itself() {
        let ui = ui();
        let site = site_of(b"one", ui.path());
        let worker = String::from_utf8(site.files[WORKER].clone()).unwrap();
        for path in site.files.keys().filter(|path| *path != WORKER && *path != PAGE) {
            assert!(worker.contains(&format!("\"/{path}\"")), "{path} is not kept: {worker}");
        }
        assert!(worker.contains("\"/\"") && !worker.contains("index.html") && !worker.contains("sw.js"));
    }

    #[test]
    fn every_reference_of_the_page_is_a_file() {
        let ui = ui();
        let site = site_of(b"one", ui.path());
        let page = String::from_utf8(site.files[PAGE].clone()).unwrap();
        let mut words = page.split(' ');
        assert_eq!(words.next(), Some(site.version.as_str()));
        assert!(words.all(|address| site.files.contains_key(&address[1..])), "{page}");
    }

    #[test]
    fn the_version_changes_with_code_page_and_worker_and_only_then() {
        let ui = ui();
        let first = site_of(b"one", ui.path()).version;
        assert_eq!(site_of(b"one", ui.path()).version, first);
        assert_ne!(site_of(b"two", ui.path()).version, first);
        for (path, text) in [("public/sw.js", "2 %VERSION% [\"%FILES%\"]"), ("public/icons/icon.svg", "<svg></svg>")] {
            let before = site_of(b"one", ui.path()).version;
            std::fs::write(ui.path().join(path), text).unwrap();
            assert_ne!(site_of(b"one", ui.path()).version, before, "{path}");
        }
    }

    #[test]
    fn a_template_without_its_place_is_refused() {
        let ui = ui();
        std::fs::write(ui.path().join("public/sw.js"), "no list").unwrap();
        assert!(assemble(code(b"one"), None, Vec::new(), ui.path()).is_err());
    }

    #[test]
    fn glue_and_loader_name_each_other_and_every_part() {
        let ui = ui();
        std::fs::write(ui.path().join("start.js"), "%GLUE% %WASM%").unwrap();
        let (code, parts) = in_parts(b"one");
        let site = assemble(code, Some(parts), Vec::new(), ui.path()).unwrap();
        let text = |stem: &str| {
            let path =
                site.files.keys().find(|path| path.starts_with(&format!("assets/{stem}-")) && path.ends_with(".js"));
            String::from_utf8(site.files[path.unwrap()].clone()).unwrap()
        };
        let (glue, loader) = (text("linli"), text("parts"));
        let file = |word: &str| format!("assets/{}", word.trim_matches('"').trim_start_matches("./"));
        assert!(site.files.contains_key(&file(glue.split(' ').nth(2).unwrap())), "{glue}");
        assert!(glue.ends_with(&format!("\"{LOADER}\"")), "the wasm asks for it by that name: {glue}");
        assert!(loader.split(' ').all(|word| site.files.contains_key(&file(word))), "{loader}");
        let (code, parts) = in_parts(b"one");
        let nobody = Parts { loader: String::new(), ..parts };
        assert!(assemble(code, Some(nobody), Vec::new(), ui.path()).is_err(), "a part that nobody loads");
    }

    #[test]
    fn a_module_beside_the_screens_is_named_to_the_starter_alone() {
        let ui = ui();
        let site = site_of(b"one", ui.path());
        let text = |stem: &str| {
            let path =
                site.files.keys().find(|path| path.starts_with(&format!("assets/{stem}-")) && path.ends_with(".js"));
            String::from_utf8(site.files[path.unwrap()].clone()).unwrap()
        };
        let told: Vec<_> = text("start").split(' ').map(|address| address[1..].to_owned()).collect();
        assert!(told.iter().all(|path| site.files.contains_key(path)), "{told:?}");
        assert!(told[2].starts_with("assets/tables-") && told[3].ends_with(".wasm") && told[3] != told[1]);
        let page = String::from_utf8(site.files[PAGE].clone()).unwrap();
        assert!(!page.contains("tables"), "{page}");
        std::fs::write(ui.path().join("start.js"), "%GLUE% %WASM%").unwrap();
        assert!(assemble(code(b"one"), None, vec![("tables".to_owned(), code(b"two"))], ui.path()).is_err());
    }
}
