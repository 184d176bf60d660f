//! A device's own keys, all from one seed.

use ed25519_dalek::SigningKey;
use hpke::kem::X25519HkdfSha256;
use hpke::{Kem, Serializable};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::derive;
use crate::roster::DeviceKeys;

/// The seed of a device's keys.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct DeviceSecret([u8; 32]);

impl core::fmt::Debug for DeviceSecret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("DeviceSecret(..)")
    }
}

impl DeviceSecret {
    /// Keys from a seed of full entropy.
    #[must_use]
    pub const fn from_seed(seed: [u8; 32]) -> Self {
        Self(seed)
    }

    /// The seed, to keep it.
    #[must_use]
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// The Ed25519 key.
    #[must_use]
    pub fn signing(&self) -> SigningKey {
        SigningKey::from_bytes(&derive(&self.0, &[b"linli device signing 1"]))
    }

    /// The X25519 key.
    pub(super) fn sealing(&self) -> <X25519HkdfSha256 as Kem>::PrivateKey {
        X25519HkdfSha256::derive_keypair(&derive(&self.0, &[b"linli device sealing 1"])[..]).0
    }

    /// The public keys.
    #[must_use]
    pub fn keys(&self) -> DeviceKeys {
        let seed = derive(&self.0, &[b"linli device sealing 1"]);
        let (_, public) = X25519HkdfSha256::derive_keypair(&seed[..]);
        DeviceKeys { signing: self.signing().verifying_key().to_bytes(), sealing: public.to_bytes().into() }
    }
}
