//! The folder of prepared seats, in the form in which the relay hands them out: `NAME.NUMBER.seat`.
//!
//! **Invariant:** only its owner may read it, and it appears under its name with all seats or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use linli_core::device::identity::Seat;
use linli_shared::cbor;

/// The folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatFolder(PathBuf);

impl SeatFolder {
    /// The folder at a path, there or not.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Whether the seats are laid out.
    #[must_use]
    pub fn is_laid_out(&self) -> bool {
        self.0.is_dir()
    }

    /// Seats of a person that nobody has taken yet.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn free(&self, name: &str) -> io::Result<usize> {
        let mut free = 0;
        for file in fs::read_dir(&self.0)? {
            let file = file?.file_name();
            let is_of = |file: &str| file.ends_with(".seat") && file.split('.').next() == Some(name);
            free += usize::from(file.to_str().is_some_and(is_of));
        }
        Ok(free)
    }

    /// Takes a prepared seat of a person, as the relay does when it hands one out.
    ///
    /// # Errors
    /// If nobody of that name has one left, or it cannot be read.
    pub fn take(&self, name: &str) -> anyhow::Result<Seat> {
        let mut of_name: Vec<PathBuf> =
            fs::read_dir(&self.0)?.map(|file| Ok(file?.path())).collect::<io::Result<_>>()?;
        let is_of = |path: &PathBuf| {
            path.file_name()
                .and_then(|name| name.to_str())
                .map(|file| file.starts_with(&format!("{name}.")) && file.ends_with(".seat"))
        };
        of_name.retain(|path| is_of(path) == Some(true));
        let last = of_name.into_iter().max().with_context(|| format!("{name} has no seat left"))?;
        let seat = cbor::from_slice(&fs::read(&last)?).map_err(|_| anyhow::anyhow!("a seat cannot be read"))?;
        fs::remove_file(last)?;
        Ok(seat)
    }

    pub(super) fn lay_out(&self, seats: impl Iterator<Item = (&'static str, u32, Seat)>) -> io::Result<()> {
        let mut partial = self.0.clone().into_os_string();
        partial.push(".part");
        let partial = PathBuf::from(partial);
        if partial.exists() {
            fs::remove_dir_all(&partial)?;
        }
        let mut folder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        folder.create(&partial)?;
        for (name, number, seat) in seats {
            let mut options = fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(partial.join(format!("{name}.{number}.seat")))?;
            file.write_all(&cbor::to_vec(&seat))?;
            file.sync_all()?;
        }
        fs::File::open(&partial)?.sync_all()?;
        fs::rename(partial, &self.0)
    }
}
