//! The data folder: the store, the relay's signing key, permissions, the certificate.

use std::path::PathBuf;

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
        std::fs::create_dir_all(&path).context("making the data folder")?;
        Ok(Self { path })
    }

    pub(crate) fn store(&self) -> anyhow::Result<RedbStore> {
        RedbStore::open(&self.path.join("relay.redb")).context("opening the store")
    }

    pub(crate) fn permits(&self) -> PathBuf {
        self.path.join("permits")
    }

    pub(crate) fn tls(&self) -> PathBuf {
        self.path.join("tls")
    }

    /// The signing key; made once, before the store. A store without its key is not given another one: rosters name it.
    pub(crate) fn key(&self) -> anyhow::Result<SigningKey> {
        let path = self.path.join("relay.key");
        match std::fs::read(&path) {
            Ok(bytes) => {
                let seed: [u8; 32] = bytes.try_into().ok().context("the relay's key is damaged")?;
                Ok(SigningKey::from_bytes(&seed))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let mut seed = [0; 32];
                getrandom::fill(&mut seed).context("no randomness")?;
                write_private(&path, &seed).context("writing the relay's key")?;
                Ok(SigningKey::from_bytes(&seed))
            }
            Err(error) => Err(error).context("reading the relay's key"),
        }
    }
}
