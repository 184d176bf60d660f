//! A self-made certificate, so that phones on the same network get the secure context that an installable app needs.
//!
//! **Invariant:** the private key stays in the data folder, readable by its owner alone. The certificate is kept and made
//! anew only when the machine has got an address that it does not name.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::path::Path;

use axum_server::tls_rustls::RustlsConfig;

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The folder cannot be read or written.
    #[error("the certificate cannot be kept")]
    Folder(#[from] io::Error),
    /// It cannot be made.
    #[error("the certificate cannot be made")]
    Making(#[from] rcgen::Error),
}

/// The certificate kept in `folder`, made first if need be, as a configuration to serve with.
///
/// # Errors
/// [`TlsError`].
pub async fn self_made(folder: &Path, listening: &[SocketAddr]) -> Result<RustlsConfig, TlsError> {
    // Fails only if a provider is installed already, which then serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    std::fs::create_dir_all(folder)?;
    let (certificate, key, named) = (folder.join("cert.pem"), folder.join("key.pem"), folder.join("names"));
    let names = names(listening);
    let kept: BTreeSet<String> =
        std::fs::read_to_string(&named).unwrap_or_default().lines().map(str::to_owned).collect();
    if !names.is_subset(&kept) || !certificate.exists() || !key.exists() {
        let made = rcgen::generate_simple_self_signed(names.iter().cloned().collect::<Vec<_>>())?;
        write_private(&key, made.signing_key.serialize_pem().as_bytes())?;
        std::fs::write(&certificate, made.cert.pem())?;
        std::fs::write(&named, names.into_iter().collect::<Vec<_>>().join("\n"))?;
    }
    Ok(RustlsConfig::from_pem_file(certificate, key).await?)
}

/// Writes a file that only its owner may read, whole or not at all.
///
/// # Errors
/// If the folder cannot be written.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let partial = path.with_extension("part");
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&partial)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(partial, path)
}

fn names(listening: &[SocketAddr]) -> BTreeSet<String> {
    let mut names = BTreeSet::from(["localhost", "*.localhost", "127.0.0.1", "::1"].map(str::to_owned));
    names.extend(listening.iter().map(SocketAddr::ip).filter(|ip| !ip.is_unspecified()).map(|ip| ip.to_string()));
    // Connecting a UDP socket sends nothing; it asks the system which address it would send from.
    for (from, to) in [("0.0.0.0:0", "192.0.2.1:9"), ("[::]:0", "[2001:db8::1]:9")] {
        let address = UdpSocket::bind(from).and_then(|socket| socket.connect(to).and_then(|()| socket.local_addr()));
        names.extend(address.map(|address| address.ip()).ok().filter(is_reachable).map(|ip| ip.to_string()));
    }
    names
}

fn is_reachable(ip: &IpAddr) -> bool {
    !ip.is_unspecified() && !ip.is_loopback()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[tokio::test]
    async fn a_certificate_is_kept_until_an_address_is_new() {
        let folder = tempfile::tempdir().unwrap();
        let read = || std::fs::read_to_string(folder.path().join("cert.pem")).unwrap();
        self_made(folder.path(), &["127.0.0.1:1".parse().unwrap()]).await.unwrap();
        let first = read();
        self_made(folder.path(), &["127.0.0.1:2".parse().unwrap()]).await.unwrap();
        assert_eq!(read(), first);
        self_made(folder.path(), &["127.0.0.9:2".parse().unwrap()]).await.unwrap();
        assert_ne!(read(), first);
    }

    #[cfg(unix)]
    #[test]
    fn a_private_file_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        write_private(&path, b"secret").unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read(&path).unwrap(), b"secret");
    }
}
