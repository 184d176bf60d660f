//! The next version of the web app, as a relay's keeper lays it down: every file that names its content has another name,
//! and those of the version before are gone.

use std::path::{Path, PathBuf};

use anyhow::Context;

/// Makes the next version of the app in a folder; what it does stays the same.
pub(super) fn publish_next(app: &Path) -> anyhow::Result<()> {
    let assets = app.join("assets");
    let mut hashes: Vec<String> = files(&assets)?.iter().filter_map(|path| hash_of(path)).collect();
    let page = std::fs::read_to_string(app.join("index.html"))?;
    hashes.push(version_of(&page).context("the page has a version")?.to_owned());
    for path in files(app)?.into_iter().chain(files(&assets)?) {
        let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
        match (kind, hash_of(&path)) {
            // A relay gives the plain file where there is no packed one.
            ("br", _) => std::fs::remove_file(&path)?,
            ("js" | "html", _) => {
                let text = std::fs::read_to_string(&path)?;
                std::fs::remove_file(&path)?;
                std::fs::write(renamed(&path), hashes.iter().fold(text, |text, hash| text.replace(hash, &next(hash))))?;
            }
            (_, Some(_)) => std::fs::rename(&path, renamed(&path))?,
            (_, None) => {}
        }
    }
    Ok(())
}

/// The version that a page names.
#[must_use]
pub fn version_of(page: &str) -> Option<&str> {
    page.split_once("name=\"linli-version\" content=\"")?.1.split('"').next()
}

/// Ten hexadecimal digits behind the last dash of a name.
fn hash_of(path: &Path) -> Option<String> {
    let stem = path.file_name()?.to_str()?.split('.').next()?;
    let (_, hash) = stem.rsplit_once('-')?;
    (hash.len() == 10 && hash.bytes().all(|digit| digit.is_ascii_hexdigit())).then(|| hash.to_owned())
}

fn renamed(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    hash_of(path).map_or_else(|| path.to_owned(), |hash| path.with_file_name(name.replace(&hash, &next(&hash))))
}

/// Another hash for each, of the same length.
fn next(hash: &str) -> String {
    format!("e{}", &hash[..hash.len() - 1])
}

fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    Ok(paths.into_iter().filter(|path| path.is_file()).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn the_next_version_names_its_own_files_and_the_old_ones_are_gone() {
        let app = tempfile::tempdir().unwrap();
        std::fs::create_dir(app.path().join("assets")).unwrap();
        let page = "<meta name=\"linli-version\" content=\"0123456789\"> /assets/start-aaaaaaaaaa.js";
        for (name, text) in [
            ("index.html", page),
            ("index.html.br", "packed"),
            ("icon.svg", "aaaaaaaaaa"),
            ("assets/start-aaaaaaaaaa.js", "./split_own-bbbbbbbbbb.wasm"),
            ("assets/split_own-bbbbbbbbbb.wasm", "program aaaaaaaaaa"),
        ] {
            std::fs::write(app.path().join(name), text).unwrap();
        }
        publish_next(app.path()).unwrap();
        let read = |name: &str| std::fs::read_to_string(app.path().join(name)).ok();
        let now = read("index.html").unwrap();
        assert_eq!((version_of(page), version_of(&now)), (Some("0123456789"), Some("e012345678")));
        assert!(now.ends_with("/assets/start-eaaaaaaaaa.js"), "{now}");
        assert_eq!(read("assets/start-eaaaaaaaaa.js").as_deref(), Some("./split_own-ebbbbbbbbb.wasm"));
        assert_eq!(read("assets/split_own-ebbbbbbbbb.wasm").as_deref(), Some("program aaaaaaaaaa"));
        assert_eq!(read("icon.svg").as_deref(), Some("aaaaaaaaaa"));
        for gone in ["index.html.br", "assets/start-aaaaaaaaaa.js", "assets/split_own-bbbbbbbbbb.wasm"] {
            assert_eq!(read(gone), None, "{gone}");
        }
    }
}
