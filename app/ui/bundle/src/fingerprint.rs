//! Tells whether a bundle would come out as it already lies there.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The hash of this program, of everything it reads and of the page it wrote last.
pub(crate) fn of(programs: &[PathBuf], ui: &Path, dist: &Path) -> Result<String> {
    let mut files = vec![std::env::current_exe()?];
    files.extend_from_slice(programs);
    files.extend(inputs(ui)?);
    files.push(dist.join("index.html"));
    let mut hash = Sha256::new();
    for path in files {
        hash.update(path.as_os_str().as_encoded_bytes());
        match std::fs::read(&path) {
            Ok(bytes) => hash.update(Sha256::digest(bytes)),
            Err(_) => hash.update(b"missing"),
        }
    }
    Ok(hex(&hash.finalize(), 32))
}

/// The first `bytes` bytes of a hash in hexadecimal.
pub(crate) fn hex(hash: &[u8], bytes: usize) -> String {
    hash.iter().take(bytes).map(|byte| format!("{byte:02x}")).collect()
}

/// Ten characters that name a content.
pub(crate) fn name_of(content: &[u8]) -> String {
    hex(&Sha256::digest(content), 5)
}

fn inputs(ui: &Path) -> Result<Vec<PathBuf>> {
    let mut found = vec![ui.join("index.html"), ui.join("start.js")];
    found.extend(files_under(&ui.join("public"))?);
    found.extend(files_under(&ui.join("src"))?.into_iter().filter(|path| path.extension().is_some_and(|e| e == "css")));
    Ok(found)
}

/// Every file below a folder, sorted by path.
pub(crate) fn files_under(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}
