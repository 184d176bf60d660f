//! The key of a store sealed under a secret that somebody remembers.
//!
//! Argon2id makes a key of the secret and a random salt, at the least cost that OWASP's password storage cheat sheet names;
//! XChaCha20-Poly1305 seals the store's key under it. The costs are kept beside it, so that a later release may raise them.
//!
//! **Invariant:** a secret that is not the right one gives nothing, not even a wrong key.
//! What the waits after wrong tries cannot do: whoever copies the files may try as fast as their computers are. Six digits
//! then last hours, a passphrase of some words longer than anybody waits.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use linli_shared::cbor;
use zeroize::Zeroizing;

use super::DiskError;
use super::sealed::{STORE_KEY_BYTES, StoreKey, fill_random};

const VERSION: u8 = 1;
const TAG_BYTES: usize = 16;
/// Costs beyond these are not of this app; they would only keep it busy.
const MOST: Cost = Cost { kib: 256 << 10, passes: 16, lanes: 4 };

/// What one try costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Cost {
    /// Memory in KiB.
    #[n(0)]
    pub kib: u32,
    /// Passes over it.
    #[n(1)]
    pub passes: u32,
    /// Lanes.
    #[n(2)]
    pub lanes: u32,
}

impl Cost {
    /// 19 MiB, two passes, one lane: a tenth of a second on a cheap phone.
    pub const USUAL: Self = Self { kib: 19 << 10, passes: 2, lanes: 1 };
}

/// A store's key, locked.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct LockedKey {
    #[n(0)]
    version: u8,
    #[n(1)]
    cost: Cost,
    #[cbor(n(2), with = "minicbor::bytes")]
    salt: [u8; 16],
    #[cbor(n(3), with = "minicbor::bytes")]
    nonce: [u8; 24],
    /// Minutes without a touch after which the screens lock.
    #[n(4)]
    pub minutes: u16,
    /// Whether the secret is digits only.
    #[n(5)]
    pub is_digits: bool,
    #[cbor(n(6), with = "minicbor::bytes")]
    sealed: Vec<u8>,
}

impl core::fmt::Debug for LockedKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("LockedKey").field("cost", &self.cost).field("minutes", &self.minutes).finish_non_exhaustive()
    }
}

impl LockedKey {
    /// Locks a key.
    ///
    /// # Errors
    /// [`DiskError::NoRandomness`], or [`DiskError::Unwritable`] if there is not the memory for it.
    pub fn lock(key: &StoreKey, secret: &str, minutes: u16, is_digits: bool, cost: Cost) -> Result<Self, DiskError> {
        let (mut salt, mut nonce) = ([0; 16], [0; 24]);
        fill_random(&mut salt)?;
        fill_random(&mut nonce)?;
        let mut locked = Self { version: VERSION, cost, salt, nonce, minutes, is_digits, sealed: Vec::new() };
        let cipher = locked.cipher(secret).ok_or(DiskError::Unwritable)?;
        let mut content = Zeroizing::new(Vec::with_capacity(STORE_KEY_BYTES + TAG_BYTES));
        content.extend_from_slice(key.bytes());
        cipher
            .encrypt_in_place(&XNonce::from(nonce), &locked.to_bytes(), &mut *content)
            .map_err(|_| DiskError::Unwritable)?;
        locked.sealed.clone_from(&content);
        Ok(locked)
    }

    /// The key, if the secret is the right one.
    #[must_use]
    pub fn open(&self, secret: &str) -> Option<StoreKey> {
        let cipher = self.cipher(secret)?;
        let head = Self { sealed: Vec::new(), ..self.clone() }.to_bytes();
        let mut content = Zeroizing::new(self.sealed.clone());
        cipher.decrypt_in_place(&XNonce::from(self.nonce), &head, &mut *content).ok()?;
        let key = Zeroizing::new(<[u8; STORE_KEY_BYTES]>::try_from(content.as_slice()).ok()?);
        Some(StoreKey::from_bytes(*key))
    }

    /// Reads one.
    ///
    /// # Errors
    /// [`DiskError::Newer`] if a newer release wrote it, [`DiskError::KeyMissing`] if it is none.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DiskError> {
        let key: Self = cbor::from_slice(bytes).map_err(|_| DiskError::KeyMissing)?;
        if key.version > VERSION {
            return Err(DiskError::Newer);
        }
        let Cost { kib, passes, lanes } = key.cost;
        if kib > MOST.kib || passes > MOST.passes || lanes > MOST.lanes {
            return Err(DiskError::KeyMissing);
        }
        Ok(key)
    }

    /// Its bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        cbor::to_vec(self)
    }

    fn cipher(&self, secret: &str) -> Option<XChaCha20Poly1305> {
        let Cost { kib, passes, lanes } = self.cost;
        let params = Params::new(kib, passes, lanes, Some(32)).ok()?;
        let mut key = Zeroizing::new([0; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(secret.as_bytes(), &self.salt, &mut *key)
            .ok()?;
        Some(XChaCha20Poly1305::new((&*key).into()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use crate::store::KeyForm;

    const CHEAP: Cost = Cost { kib: 8, passes: 1, lanes: 1 };

    fn locked() -> LockedKey {
        LockedKey::lock(&StoreKey::from_bytes([7; 32]), "284917", 5, true, CHEAP).unwrap()
    }

    #[test]
    fn only_its_secret_opens_a_key() {
        let locked = locked();
        assert_eq!(locked.open("284917").unwrap().bytes(), &[7; 32]);
        for wrong in ["284916", "28491", "2849170", "", " 284917"] {
            assert!(locked.open(wrong).is_none(), "{wrong:?}");
        }
    }

    #[test]
    fn a_changed_byte_opens_nothing_and_the_key_is_not_in_it() {
        let locked = locked();
        let bytes = locked.to_bytes();
        assert!(!bytes.windows(4).any(|window| window == [7; 4]));
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            let opened = LockedKey::from_bytes(&changed).ok().and_then(|key| key.open("284917"));
            assert!(opened.is_none(), "byte {at}");
        }
        assert_eq!(LockedKey::from_bytes(&bytes).unwrap(), locked);
    }

    #[test]
    fn the_same_key_and_secret_are_locked_differently_each_time() {
        assert_ne!(locked().to_bytes(), locked().to_bytes());
    }

    #[test]
    fn the_two_forms_are_told_apart_and_anything_else_is_none() {
        let clear = KeyForm::from_bytes(vec![7; 32]).unwrap();
        assert_eq!(clear.to_bytes().as_slice(), [7; 32]);
        let bytes = locked().to_bytes();
        let form = KeyForm::from_bytes(bytes.clone()).unwrap();
        assert!(matches!(form, KeyForm::Locked(_)));
        assert_eq!(form.to_bytes().as_slice(), bytes);
        for bad in [Vec::new(), vec![7; 31], vec![7; 33], bytes[..bytes.len() - 1].to_vec()] {
            assert_eq!(KeyForm::from_bytes(bad).err(), Some(DiskError::KeyMissing));
        }
    }

    #[test]
    fn a_newer_form_is_told_as_newer_and_a_monstrous_cost_is_refused() {
        let newer = LockedKey { version: 2, ..locked() };
        assert_eq!(LockedKey::from_bytes(&newer.to_bytes()).err(), Some(DiskError::Newer));
        let heavy = LockedKey { cost: Cost { kib: u32::MAX, ..CHEAP }, ..locked() };
        assert_eq!(LockedKey::from_bytes(&heavy.to_bytes()).err(), Some(DiskError::KeyMissing));
    }
}
