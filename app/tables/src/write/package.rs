//! Many files as one, taken in while they come.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Why a package cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PackageError {
    /// A name is empty, absolute, leads upwards, or stands twice.
    #[error("a name in the package")]
    Name,
    /// Larger than the format holds.
    #[error("does not fit the format")]
    DoesNotFit,
}

/// A package that grows.
#[derive(Debug)]
pub struct Package {
    writer: ZipWriter<Cursor<Vec<u8>>>,
}

impl Default for Package {
    fn default() -> Self {
        Self { writer: ZipWriter::new(Cursor::new(Vec::new())) }
    }
}

impl Package {
    /// Takes a file in.
    ///
    /// # Errors
    /// The [`PackageError`].
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), PackageError> {
        if name.is_empty() || name.contains('\\') || name.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return Err(PackageError::Name);
        }
        self.writer.start_file(name, SimpleFileOptions::default()).map_err(|_| PackageError::Name)?;
        self.writer.write_all(bytes).map_err(|_| PackageError::DoesNotFit)
    }

    /// The package.
    ///
    /// # Errors
    /// [`PackageError::DoesNotFit`].
    pub fn finish(self) -> Result<Vec<u8>, PackageError> {
        self.writer.finish().map(Cursor::into_inner).map_err(|_| PackageError::DoesNotFit)
    }
}
