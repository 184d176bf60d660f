//! Writes a site into its folder, with compressed siblings, and clears away what another build left.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};

use crate::fingerprint::files_under;
use crate::site::{ASSETS, Site};

/// Bytes of a file as it lies there and as it travels.
pub(crate) struct Size {
    /// Uncompressed.
    pub(crate) plain: usize,
    /// In brotli.
    pub(crate) brotli: usize,
}

/// Larger files are development builds; the best quality would take minutes on them.
const BEST_BELOW: usize = 16 << 20;

/// Writes every file that is new or different, then removes the rest.
///
/// # Errors
/// If the folder cannot be written.
pub(crate) fn write(site: &Site, folder: &Path) -> Result<BTreeMap<String, Size>> {
    let mut sizes = BTreeMap::new();
    let mut wanted = BTreeSet::new();
    // Assets first: a page read meanwhile must find what it names.
    let (assets, pages): (Vec<_>, Vec<_>) = site.files.iter().partition(|(path, _)| path.starts_with(ASSETS));
    for (path, content) in assets.into_iter().chain(pages) {
        let target = folder.join(path);
        let sibling = folder.join(format!("{path}.br"));
        let changed = std::fs::read(&target).ok().as_ref() != Some(content);
        let mut size = Size { plain: content.len(), brotli: content.len() };
        if compressible(path) {
            if changed || !sibling.exists() {
                place(&sibling, &brotli(content)?)?;
            }
            size.brotli = usize::try_from(std::fs::metadata(&sibling)?.len())?;
            wanted.insert(sibling);
        }
        if changed {
            place(&target, content)?;
        }
        wanted.insert(target);
        sizes.insert(path.clone(), size);
    }
    for path in files_under(folder)?.into_iter().filter(|path| !wanted.contains(path)) {
        std::fs::remove_file(&path).with_context(|| format!("removing {}", path.display()))?;
    }
    Ok(sizes)
}

fn compressible(path: &str) -> bool {
    let extension = Path::new(path).extension().and_then(|extension| extension.to_str());
    matches!(extension, Some("wasm" | "js" | "css" | "html" | "svg" | "webmanifest" | "json" | "txt"))
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let quality = if content.len() < BEST_BELOW { 11 } else { 4 };
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, quality, 22);
    writer.write_all(content)?;
    writer.flush()?;
    Ok(writer.into_inner())
}

/// Puts a file in place whole, so that nobody reads half of it.
fn place(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).with_context(|| format!("making {}", parent.display()))?;
    }
    let mut partial = path.as_os_str().to_owned();
    partial.push(".part");
    let partial = Path::new(&partial);
    std::fs::write(partial, content).with_context(|| format!("writing {}", partial.display()))?;
    std::fs::rename(partial, path).with_context(|| format!("placing {}", path.display()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn site(files: &[(&str, &str)]) -> Site {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        Site { files, version: "1".to_owned() }
    }

    #[test]
    fn the_folder_holds_one_build_with_siblings() {
        let folder = tempfile::tempdir().unwrap();
        write(&site(&[("assets/linli-1.js", "old"), ("index.html", "1")]), folder.path()).unwrap();
        write(&site(&[("assets/linli-2.js", "new"), ("index.html", "2"), ("icon.png", "x")]), folder.path()).unwrap();
        let left: Vec<_> = files_under(folder.path())
            .unwrap()
            .into_iter()
            .map(|path| path.strip_prefix(folder.path()).unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(left, ["assets/linli-2.js", "assets/linli-2.js.br", "icon.png", "index.html", "index.html.br"]);
    }

    #[test]
    fn a_sibling_holds_the_same_text() {
        let folder = tempfile::tempdir().unwrap();
        let text = "邻里 ".repeat(1000);
        let sizes = write(&site(&[("index.html", &text)]), folder.path()).unwrap();
        let mut plain = Vec::new();
        let packed = std::fs::read(folder.path().join("index.html.br")).unwrap();
        std::io::copy(&mut brotli::Decompressor::new(packed.as_slice(), 4096), &mut plain).unwrap();
        assert_eq!(plain, text.as_bytes());
        assert_eq!(sizes["index.html"].brotli, packed.len());
    }
}
