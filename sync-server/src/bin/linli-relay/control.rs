//! A door for the relay's keeper beside the public one: a socket in the data folder, for the owner of the folder alone.
//!
//! A store has one owner, so a backup of a running relay comes out of its own process. One byte asks: `BACKUP` is
//! answered with the bytes of a backup, `MARK_SAFE` and the ends of logs with one byte.
//! **Invariant:** whoever cannot read the data folder cannot use it; it never holds the relay up, which goes on serving.

use std::path::Path;

use anyhow::Context;
use ed25519_dalek::SigningKey;
use sync_server::backup::LogEnd;
use sync_server::http::Keeper;

/// The socket's name in the data folder.
pub(crate) const NAME: &str = "control";

/// A keeper at the door of a running relay.
#[derive(Debug)]
pub(crate) enum Door {
    /// The relay runs and answers here.
    #[cfg(unix)]
    Open(std::os::unix::net::UnixStream),
    /// Nobody answers.
    Closed,
}

#[cfg(unix)]
mod unix {
    use std::io::{self, BufWriter, Read, Write};
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::net::{UnixListener, UnixStream};
    use std::time::Duration;

    use super::{Context, Door, Keeper, LogEnd, NAME, Path, SigningKey};
    use crate::keep::now;

    const BACKUP: u8 = 1;
    const MARK_SAFE: u8 = 2;
    const DONE: u8 = 1;
    const FAILED: u8 = 0;
    /// A keeper who neither reads nor writes for so long is gone.
    const PATIENCE: Duration = Duration::from_secs(60);
    /// The most bytes a request has.
    const MAX_REQUEST: u64 = 1 << 16;

    /// Opens the door; the thread behind it ends with the process.
    pub(crate) fn open(folder: &Path, keeper: Keeper, key: SigningKey) -> anyhow::Result<()> {
        let path = folder.join(NAME);
        // One of a relay that was killed; the folder is locked, so nobody listens there.
        let _ = std::fs::remove_file(&path);
        let listener = UnixListener::bind(&path).context("opening the control socket")?;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).context("closing it to others")?;
        let serve = move || {
            for stream in listener.incoming().flatten() {
                if let Err(error) = answer(stream, &keeper, &key) {
                    tracing::warn!(error = %error, "the keeper was not served");
                }
            }
        };
        std::thread::Builder::new().name("control".to_owned()).spawn(serve)?;
        Ok(())
    }

    fn answer(mut stream: UnixStream, keeper: &Keeper, key: &SigningKey) -> anyhow::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut asked = [0];
        stream.read_exact(&mut asked)?;
        match asked[0] {
            BACKUP => {
                let Some(moment) = keeper.moment()? else { return Ok(()) };
                let summary = sync_server::backup::write(&*moment, key, now(), BufWriter::new(&stream))?;
                tracing::info!(rows = summary.rows, bytes = summary.bytes, "backed up");
            }
            MARK_SAFE => {
                let mut request = Vec::new();
                (&stream).take(MAX_REQUEST).read_to_end(&mut request)?;
                let ends: Vec<LogEnd> = linli_shared::cbor::from_slice(&request)?;
                stream.write_all(&[if keeper.mark_safe(ends) { DONE } else { FAILED }])?;
            }
            _ => {}
        }
        Ok(())
    }

    impl Door {
        /// Knocks.
        pub(crate) fn knock(folder: &Path) -> anyhow::Result<Self> {
            match UnixStream::connect(folder.join(NAME)) {
                Ok(stream) => {
                    stream.set_read_timeout(Some(PATIENCE))?;
                    Ok(Self::Open(stream))
                }
                Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused) => {
                    Ok(Self::Closed)
                }
                Err(error) => Err(error).context("asking the running relay"),
            }
        }
    }

    /// The bytes of a backup as they come.
    pub(crate) fn backup(mut stream: UnixStream) -> io::Result<UnixStream> {
        stream.write_all(&[BACKUP])?;
        Ok(stream)
    }

    /// Says what is in a backup that survives this machine.
    pub(crate) fn mark_safe(mut stream: UnixStream, ends: &[LogEnd]) -> io::Result<bool> {
        stream.write_all(&[MARK_SAFE])?;
        stream.write_all(&linli_shared::cbor::to_vec(&ends.to_vec()))?;
        stream.shutdown(std::net::Shutdown::Write)?;
        let mut answer = [FAILED];
        stream.read_exact(&mut answer)?;
        Ok(answer[0] == DONE)
    }
}

#[cfg(unix)]
pub(crate) use self::unix::{backup, mark_safe, open};
