//! Joins the style sheets that lie beside the components into one.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::fingerprint::files_under;
use crate::oldest::check_styles;

/// Every `*.css` below the sources: `tokens.css` first, then components, then pages, each in order of path.
///
/// # Errors
/// If a file cannot be read or is not UTF-8, or asks for too young a browser.
pub(crate) fn joined(sources: &Path) -> Result<String> {
    let mut sheets: Vec<_> =
        files_under(sources)?.into_iter().filter(|path| path.extension().is_some_and(|e| e == "css")).collect();
    sheets.sort_by_cached_key(|path| (rank(path.strip_prefix(sources).unwrap_or(path)), path.clone()));
    let mut joined = String::new();
    for path in sheets {
        joined += &std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        joined.push('\n');
    }
    check_styles(&joined)?;
    Ok(joined)
}

/// Later sheets may lean on earlier ones: tokens, then what stands alone at the top, then components, then pages.
fn rank(path: &Path) -> u8 {
    if path.file_name().is_some_and(|name| name == "tokens.css") {
        return 0;
    }
    match path.components().next().map(|first| PathBuf::from(first.as_os_str())) {
        Some(first) if first == Path::new("components") => 2,
        Some(first) if first == Path::new("pages") => 3,
        Some(_) | None => 1,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn tokens_come_first_and_pages_last() {
        let folder = tempfile::tempdir().unwrap();
        for path in ["pages/board.css", "components/card.css", "boot.css", "styles/tokens.css"] {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, path.file_stem().unwrap().as_encoded_bytes()).unwrap();
        }
        std::fs::write(folder.path().join("lib.rs"), "not a sheet").unwrap();
        assert_eq!(joined(folder.path()).unwrap(), "tokens\nboot\ncard\nboard\n");
    }
}
