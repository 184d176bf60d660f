//! A ring's secrets.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hpke::kem::{Kem as _, X25519HkdfSha256};
use hpke::{Serializable, rand_core::CryptoRng};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::derive;
use crate::ids::{AreaId, RecordId, RingId, hash32};
use crate::parcel::KeyRef;

/// The secret of one generation of a ring.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct RingSecret([u8; 32]);

impl core::fmt::Debug for RingSecret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("RingSecret(..)")
    }
}

impl RingSecret {
    /// A new secret.
    #[must_use]
    pub fn random(rng: &mut impl CryptoRng) -> Self {
        let mut bytes = [0; 32];
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// A secret that was kept or unwrapped.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, to keep or wrap them.
    #[must_use]
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// The commitment that the roster publishes: 16 bytes of a hash of the secret.
    #[must_use]
    pub fn commitment(&self) -> [u8; 16] {
        let full = hash32("linli ring commitment 1", &[&self.0]);
        let mut short = [0; 16];
        short.copy_from_slice(&full[..16]);
        short
    }

    /// The X25519 public key to which anyone can seal.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        let seed = derive(&self.0, &[b"linli ring sealing 1"]);
        let (_, public) = X25519HkdfSha256::derive_keypair(&seed[..]);
        public.to_bytes().into()
    }

    /// How a body names this secret.
    #[must_use]
    pub fn key_ref(&self, ring: RingId, generation: u32) -> KeyRef {
        KeyRef { ring, generation, commitment: self.commitment() }
    }

    /// The key of one entry.
    pub(super) fn entry_key(&self, record: RecordId, nonce: &[u8; 16], index: u16) -> Zeroizing<[u8; 32]> {
        derive(&self.0, &[b"linli entry key 1", &record.0, nonce, &index.to_be_bytes()])
    }

    /// The secret before this one, sealed under this one, as the roster carries it so that newcomers read what is older.
    #[must_use]
    pub fn link(&self, ring: RingId, generation: u32, before: &Self) -> Vec<u8> {
        let payload = Payload { msg: before.expose(), aad: &link_place(ring, generation) };
        self.link_cipher().encrypt(&XNonce::default(), payload).expect("32 bytes are within the cipher's bound")
    }

    /// Opens [`Self::link`]; `None` if it was not made with this secret for this place.
    #[must_use]
    pub fn unlink(&self, ring: RingId, generation: u32, sealed: &[u8]) -> Option<Self> {
        let payload = Payload { msg: sealed, aad: &link_place(ring, generation) };
        let before = Zeroizing::new(self.link_cipher().decrypt(&XNonce::default(), payload).ok()?);
        Some(Self(before[..].try_into().ok()?))
    }

    /// The key is used once: a secret is followed by one other.
    fn link_cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&(*derive(&self.0, &[b"linli ring previous 1"])).into())
    }

    /// The secret that names records; taken from the first generation only, so it never turns.
    #[must_use]
    pub fn naming(&self) -> NamingSecret {
        NamingSecret(*derive(&self.0, &[b"linli naming 1"]))
    }
}

fn link_place(ring: RingId, generation: u32) -> Vec<u8> {
    [&ring.0[..], &generation.to_be_bytes()].concat()
}

/// Names the records of a register so that only its holders know which door a record is of.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct NamingSecret([u8; 32]);

impl core::fmt::Debug for NamingSecret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("NamingSecret(..)")
    }
}

impl NamingSecret {
    /// The household of a door, a generation (from 0, counted up by renewals) and a slot (several households at one door).
    #[must_use]
    pub fn household(&self, door: AreaId, generation: u32, slot: u8) -> RecordId {
        let key = derive(&self.0, &[b"household", &door.0, &generation.to_be_bytes(), &[slot]]);
        RecordId::derive("linli household 1", &[&key[..]])
    }

    /// The ID record of a household.
    #[must_use]
    pub fn id_record(&self, household: RecordId) -> RecordId {
        let key = derive(&self.0, &[b"id record", &household.0]);
        RecordId::derive("linli id record 1", &[&key[..]])
    }

    /// A hash of what tells a person apart (a telephone number, a name with a birth date), to know an erased one again.
    #[must_use]
    pub fn person_mark(&self, what: &str) -> u64 {
        let key = derive(&self.0, &[b"person mark", what.as_bytes()]);
        let mut mark = [0; 8];
        mark.copy_from_slice(&key[..8]);
        u64::from_be_bytes(mark)
    }

    /// A hash of an ID number by which equal numbers are found where no number is kept; as secret as this secret.
    #[must_use]
    pub fn number_mark(&self, number: &str) -> u64 {
        let key = derive(&self.0, &[b"id number", number.as_bytes()]);
        let mut mark = [0; 8];
        mark.copy_from_slice(&key[..8]);
        u64::from_be_bytes(mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RING: RingId = RingId([1; 16]);

    fn secret(number: u8) -> RingSecret {
        RingSecret::from_bytes([number; 32])
    }

    #[test]
    fn the_secret_before_opens_under_its_successor_in_its_place_only() {
        let sealed = secret(2).link(RING, 2, &secret(1));
        assert_eq!(secret(2).unlink(RING, 2, &sealed), Some(secret(1)));
        assert_eq!(secret(3).unlink(RING, 2, &sealed), None, "another secret");
        assert_eq!(secret(1).unlink(RING, 2, &sealed), None, "the older one does not open itself");
        assert_eq!(secret(2).unlink(RingId([9; 16]), 2, &sealed), None, "another ring");
        assert_eq!(secret(2).unlink(RING, 3, &sealed), None, "another generation");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(secret(2).unlink(RING, 2, &changed), None, "byte {at}");
            assert_eq!(secret(2).unlink(RING, 2, &sealed[..at]), None, "{at} bytes");
        }
    }

    #[test]
    fn whoever_has_the_newest_secret_reaches_the_first() {
        let links: Vec<Vec<u8>> = (2..=5)
            .map(|generation| secret(generation).link(RING, generation.into(), &secret(generation - 1)))
            .collect();
        let mut reached = secret(5);
        for generation in (2..=5u8).rev() {
            let link = &links[usize::from(generation) - 2];
            reached = reached.unlink(RING, generation.into(), link).expect("the link of this generation");
        }
        assert_eq!(reached, secret(1));
    }

    #[test]
    fn marks_and_names_are_of_one_naming_secret_and_one_purpose() {
        let (naming, other) = (secret(1).naming(), secret(2).naming());
        let marks = [
            naming.person_mark("a"),
            naming.person_mark("b"),
            naming.number_mark("a"),
            other.person_mark("a"),
            other.number_mark("a"),
        ];
        let distinct: std::collections::BTreeSet<u64> = marks.into_iter().collect();
        assert_eq!(distinct.len(), 5);
        assert_eq!(naming.person_mark("a"), secret(1).naming().person_mark("a"));
    }

    #[test]
    fn no_secret_is_shown() {
        assert_eq!(format!("{:?} {:?}", secret(77), secret(77).naming()), "RingSecret(..) NamingSecret(..)");
    }
}
