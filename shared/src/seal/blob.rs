//! Photos and files: XChaCha20-Poly1305 over the whole, under a key that seals nothing else.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use super::OpenError;
use crate::blobs::{BlobId, BlobKey};

const DOMAIN: &[u8] = b"linli blob 1";

/// Seals a blob; `key` must be random and of this blob alone.
#[must_use]
pub fn seal_blob(key: &BlobKey, plain: &[u8]) -> Vec<u8> {
    let payload = Payload { msg: plain, aad: DOMAIN };
    let cipher = XChaCha20Poly1305::new(&key.0.into());
    cipher.encrypt(&XNonce::default(), payload).expect("a blob is within the cipher's bound")
}

/// Opens a blob that came as `id`.
///
/// # Errors
/// [`OpenError::BrokenSeal`] if it is not what the address says or does not open.
pub fn open_blob(key: &BlobKey, id: BlobId, sealed: &[u8]) -> Result<Vec<u8>, OpenError> {
    if BlobId::of(sealed) != id {
        return Err(OpenError::BrokenSeal);
    }
    let payload = Payload { msg: sealed, aad: DOMAIN };
    let cipher = XChaCha20Poly1305::new(&key.0.into());
    cipher.decrypt(&XNonce::default(), payload).map_err(|_| OpenError::BrokenSeal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blob_opens_under_its_key_and_address_only() {
        let (key, other) = (BlobKey([1; 32]), BlobKey([2; 32]));
        let sealed = seal_blob(&key, b"a photo");
        let id = BlobId::of(&sealed);
        assert_eq!(open_blob(&key, id, &sealed).as_deref(), Ok(&b"a photo"[..]));
        assert_eq!(open_blob(&other, id, &sealed), Err(OpenError::BrokenSeal));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(open_blob(&key, id, &changed), Err(OpenError::BrokenSeal), "byte {at}");
            assert_eq!(open_blob(&key, BlobId::of(&changed), &changed), Err(OpenError::BrokenSeal), "byte {at}");
        }
    }
}
