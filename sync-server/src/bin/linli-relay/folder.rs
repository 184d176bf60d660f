//! The data folder: the store, the relay's signing key, permissions, the certificate.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::Context;
use ed25519_dalek::SigningKey;
use sync_server::store::redb::RedbStore;
use sync_server::tls::write_private;

/// The relay's data folder.
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    pub(crate) fn open(path: PathBuf) -> anyhow::Result<Self> {
        let mut making = std::fs::DirBuilder::new();
        making.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut making, 0o700);
        making.create(&path).context("making the data folder")?;
        Ok(Self { path })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Makes the folder this process's own until the file is let go of; `None` while a relay or a keeper works on it.
    pub(crate) fn lock(&self) -> anyhow::Result<Option<File>> {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create(true).truncate(false);
        let file = options.open(self.path.join("lock")).context("opening the lock of the data folder")?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error).context("locking the data folder"),
        }
    }

    pub(crate) fn store_path(&self) -> PathBuf {
        self.path.join("relay.redb")
    }

    pub(crate) fn key_path(&self) -> PathBuf {
        self.path.join("relay.key")
    }

    pub(crate) fn store(&self) -> anyhow::Result<RedbStore> {
        RedbStore::open(&self.store_path()).context("opening the store")
    }

    pub(crate) fn permits(&self) -> PathBuf {
        self.path.join("permits")
    }

    pub(crate) fn tls(&self) -> PathBuf {
        self.path.join("tls")
    }

    /// The signing key, made when there is none yet; rosters name it, so it is part of every backup.
    pub(crate) fn key(&self) -> anyhow::Result<SigningKey> {
        let path = self.key_path();
        match std::fs::read(&path) {
            Ok(bytes) => {
                let seed: [u8; 32] = bytes.try_into().ok().context("the relay's key is damaged")?;
                Ok(SigningKey::from_bytes(&seed))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let mut seed = [0; 32];
                getrandom::fill(&mut seed).context("no randomness")?;
                let fresh = self.path.join(format!("relay.{}.fresh", std::process::id()));
                write_private(&fresh, &seed).context("writing the relay's key")?;
                // A link does not replace: of two processes that start at once, both use the key of the first.
                let linked = std::fs::hard_link(&fresh, &path);
                std::fs::remove_file(&fresh).context("writing the relay's key")?;
                match linked {
                    Ok(()) => Ok(SigningKey::from_bytes(&seed)),
                    Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => self.key(),
                    Err(error) => Err(error).context("writing the relay's key"),
                }
            }
            Err(error) => Err(error).context("reading the relay's key"),
        }
    }
}
