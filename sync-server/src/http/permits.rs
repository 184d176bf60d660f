//! Permissions to found a log, laid down in a folder while the relay runs: the store has one owner.
//!
//! **Invariant:** a file holds the hash of the secret, never the secret, and appears whole.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use linli_shared::ids::LogCode;

use crate::relay::hash_permit;

const ENDING: &str = ".permit";

/// Lays down a permission; an earlier one for the same log is replaced.
///
/// # Errors
/// If the folder cannot be written.
pub fn lay_down(folder: &Path, code: LogCode, secret: &[u8; 16]) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let partial = folder.join(format!("{code}.{}.part", std::process::id()));
    let mut file = std::fs::File::create(&partial)?;
    file.write_all(&hash_permit(code, secret))?;
    file.sync_all()?;
    std::fs::rename(partial, folder.join(format!("{code}{ENDING}")))
}

/// Takes all permissions out of the folder; what is none is left alone.
pub(crate) fn take_all(folder: &Path) -> BTreeMap<LogCode, [u8; 32]> {
    let mut found = BTreeMap::new();
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    for path in files.map(|file| file.path()) {
        let name = path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(ENDING));
        let code = name.filter(|code| code.len() == 12).and_then(|code| code.parse().ok()).map(LogCode);
        let hash = std::fs::read(&path).ok().and_then(|hash| <[u8; 32]>::try_from(hash).ok());
        if let (Some(code), Some(hash)) = (code, hash)
            && std::fs::remove_file(&path).is_ok()
        {
            found.insert(code, hash);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_permission_is_taken_once_and_other_files_are_left() {
        let folder = tempfile::tempdir().unwrap();
        let permits = folder.path().join("permits");
        assert!(take_all(&permits).is_empty());
        let code = LogCode(310_113_007_001);
        lay_down(&permits, code, &[1; 16]).unwrap();
        lay_down(&permits, code, &[2; 16]).unwrap();
        std::fs::write(permits.join("310113007002.permit"), b"short").unwrap();
        assert_eq!(take_all(&permits), BTreeMap::from([(code, hash_permit(code, &[2; 16]))]));
        assert!(take_all(&permits).is_empty());
        assert!(permits.join("310113007002.permit").exists());
    }
}
