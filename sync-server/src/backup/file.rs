//! A backup on the disk: written beside its name, checked, and only then given the name.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::{ReadError, Summary, verify};

/// Why there is no new backup under the name.
#[derive(Debug, thiserror::Error)]
pub enum FileError<E> {
    /// Something has the name already.
    #[error("the file exists; --force replaces it")]
    Exists,
    /// The disk refuses to write.
    #[error("the file cannot be written")]
    Unwritable(#[from] io::Error),
    /// What was written cannot be read back.
    #[error(transparent)]
    Check(#[from] ReadError),
    /// Its content could not be had.
    #[error(transparent)]
    Content(E),
}

/// Writes a backup: `content` writes the bytes, which are read back and checked before they get the name.
///
/// # Errors
/// [`FileError`]; then the name is as it was.
pub fn write_file<E>(
    path: &Path,
    replaces: bool,
    content: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<Summary, FileError<E>> {
    if !replaces && path.exists() {
        return Err(FileError::Exists);
    }
    let partial = Partial::beside(path)?;
    let mut writer = BufWriter::with_capacity(1 << 20, &partial.file);
    content(&mut writer).map_err(FileError::Content)?;
    writer.flush()?;
    drop(writer);
    partial.file.sync_all()?;
    let summary = at_path(&partial.path)?;
    if replaces {
        std::fs::rename(&partial.path, path)?;
    } else {
        // A link does not replace what got the name meanwhile; not every file system has links.
        match std::fs::hard_link(&partial.path, path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(FileError::Exists),
            Err(_) => std::fs::rename(&partial.path, path)?,
        }
    }
    drop(partial);
    sync_folder(path)?;
    Ok(summary)
}

/// Reads the backup at a path to its end.
///
/// # Errors
/// [`ReadError`].
pub fn at_path(path: &Path) -> Result<Summary, ReadError> {
    verify(BufReader::with_capacity(1 << 20, File::open(path).map_err(ReadError::Unreadable)?))
}

/// Makes sure that a name survives the power.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Only on unix can a folder be opened to be synced.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// A file under way; it goes when it is let go of under this name.
struct Partial {
    path: PathBuf,
    file: File,
}

impl Partial {
    fn beside(path: &Path) -> io::Result<Self> {
        let mut name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
        name.push(format!(".{}.part", std::process::id()));
        let path = path.with_file_name(name);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path)?;
        Ok(Self { path, file })
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // It is gone already where it was renamed.
        let _ = std::fs::remove_file(&self.path);
    }
}
