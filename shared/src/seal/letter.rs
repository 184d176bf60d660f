//! Letters: content sealed to a public key by anybody, by HPKE (RFC 9180, base mode).
//!
//! A request to join is a letter to an invitation, a member's wish a letter to a ring, an extract a letter to a device.

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::CryptoRng;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal_with_rng};
use zeroize::Zeroizing;

use super::{BodyContext, DeviceSecret, OpenError, RingSecret, derive};
use crate::ids::{LogCode, RecordId, RingId};

type Private = <X25519HkdfSha256 as Kem>::PrivateKey;

/// Bytes of the encapsulated key in front of the sealed content.
const ENCAPSULATED: usize = 32;
/// The longest content of a letter, in bytes.
const MAX_LETTER: usize = 256 << 10;

/// What a letter is bound to; a letter moved elsewhere does not open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterContext(Vec<u8>);

impl LetterContext {
    /// A letter that is an entry's body. The parcel's nonce is not part of it: a letter is sealed before a parcel is formed.
    #[must_use]
    pub fn entry(context: &BodyContext) -> Self {
        let mut bytes = b"linli letter 1\0entry\0".to_vec();
        bytes.extend_from_slice(&context.log.0.to_be_bytes());
        bytes.extend_from_slice(&context.device.0);
        bytes.extend_from_slice(&context.record.0);
        bytes.extend_from_slice(&context.kind.number().to_be_bytes());
        bytes.extend_from_slice(&context.scope.0);
        Self(bytes)
    }

    /// The secret of a record with an audience of its own, for a ring that reads it ([`crate::audience::ReaderWrap`]).
    #[must_use]
    pub fn reader(log: LogCode, own: RingId, generation: u32, reader: RingId) -> Self {
        let (log, generation) = (log.0.to_be_bytes(), generation.to_be_bytes());
        Self([b"linli letter 1\0reader\0", &log[..], &own.0, &generation, &reader.0].concat())
    }

    /// A request to join by an invitation, from the device with these public keys.
    #[must_use]
    pub fn request(log: LogCode, invitation: RecordId, device: crate::ids::DeviceId) -> Self {
        Self([b"linli letter 1\0join\0", &log.0.to_be_bytes()[..], &invitation.0, &device.0].concat())
    }

    /// The answer of a reviewer to a newcomer's device.
    #[must_use]
    pub fn reply(log: LogCode, device: crate::ids::DeviceId) -> Self {
        Self([b"linli letter 1\0reply\0", &log.0.to_be_bytes()[..], &device.0].concat())
    }
}

/// Whoever can open letters.
pub trait Addressee {
    /// The private key.
    #[doc(hidden)]
    fn private(&self) -> Private;
}

impl Addressee for RingSecret {
    fn private(&self) -> Private {
        let seed = derive(self.expose(), &[b"linli ring sealing 1"]);
        X25519HkdfSha256::derive_keypair(&seed[..]).0
    }
}

impl Addressee for DeviceSecret {
    fn private(&self) -> Private {
        self.sealing()
    }
}

impl Addressee for LetterKey {
    fn private(&self) -> Private {
        X25519HkdfSha256::derive_keypair(&self.0[..]).0
    }
}

/// A key pair that only receives letters: an invitation's.
#[derive(Clone, PartialEq, Eq, zeroize::Zeroize, zeroize::ZeroizeOnDrop)]
pub struct LetterKey([u8; 32]);

impl core::fmt::Debug for LetterKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("LetterKey(..)")
    }
}

impl LetterKey {
    /// A key from random bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, to keep them.
    #[must_use]
    pub const fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        X25519HkdfSha256::derive_keypair(&self.0[..]).1.to_bytes().into()
    }
}

/// Seals a letter to a public key.
///
/// # Errors
/// [`OpenError::Malformed`] if the key is not usable or the content too long.
pub fn seal_letter(
    public: &[u8; 32],
    context: &LetterContext,
    content: &[u8],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, OpenError> {
    if content.len() > MAX_LETTER {
        return Err(OpenError::Malformed);
    }
    let public = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(public).map_err(|_| OpenError::Malformed)?;
    let (encapsulated, sealed) = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &public,
        &context.0,
        content,
        &[],
        rng,
    )
    .map_err(|_| OpenError::Malformed)?;
    Ok([&encapsulated.to_bytes()[..], &sealed].concat())
}

/// Opens a letter.
///
/// # Errors
/// [`OpenError`].
pub fn open_letter(
    addressee: &impl Addressee,
    context: &LetterContext,
    letter: &[u8],
) -> Result<Zeroizing<Vec<u8>>, OpenError> {
    let (encapsulated, sealed) = letter.split_at_checked(ENCAPSULATED).ok_or(OpenError::Malformed)?;
    let encapsulated =
        <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| OpenError::Malformed)?;
    single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &addressee.private(),
        &encapsulated,
        &context.0,
        sealed,
        &[],
    )
    .map(Zeroizing::new)
    .map_err(|_| OpenError::BrokenSeal)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;
    use crate::ids::{AreaId, DeviceId};
    use crate::kinds::Kind;

    const LOG: LogCode = LogCode(310_113_007_001);
    const RECORD: RecordId = RecordId([3; 16]);
    const NEWCOMER: DeviceId = DeviceId([4; 16]);

    fn sealed(public: &[u8; 32], context: &LetterContext) -> Vec<u8> {
        seal_letter(public, context, b"a word", &mut ChaCha20Rng::from_seed([9; 32])).unwrap()
    }

    fn entry() -> BodyContext {
        BodyContext {
            log: LOG,
            device: DeviceId([5; 16]),
            nonce: [6; 16],
            index: 7,
            record: RECORD,
            kind: Kind::Proposal,
            scope: AreaId([8; 16]),
        }
    }

    #[test]
    fn a_letter_opens_for_its_addressee_only() {
        let context = LetterContext::entry(&entry());
        let (ring, other_ring) = (RingSecret::from_bytes([1; 32]), RingSecret::from_bytes([2; 32]));
        let (device, other_device) = (DeviceSecret::from_seed([1; 32]), DeviceSecret::from_seed([2; 32]));
        let (letters, other_letters) = (LetterKey::from_bytes([1; 32]), LetterKey::from_bytes([2; 32]));
        let opened = Ok(Zeroizing::new(b"a word".to_vec()));
        let to_ring = sealed(&ring.public(), &context);
        let to_device = sealed(&device.keys().sealing, &context);
        let to_letters = sealed(&letters.public(), &context);
        assert_eq!(open_letter(&ring, &context, &to_ring), opened);
        assert_eq!(open_letter(&device, &context, &to_device), opened);
        assert_eq!(open_letter(&letters, &context, &to_letters), opened);
        assert_eq!(open_letter(&other_ring, &context, &to_ring), Err(OpenError::BrokenSeal));
        assert_eq!(open_letter(&other_device, &context, &to_device), Err(OpenError::BrokenSeal));
        assert_eq!(open_letter(&other_letters, &context, &to_letters), Err(OpenError::BrokenSeal));
        assert_eq!(open_letter(&ring, &context, &to_letters), Err(OpenError::BrokenSeal), "keys of two purposes");
    }

    #[test]
    fn a_letter_moved_elsewhere_does_not_open() {
        let ring = RingSecret::from_bytes([1; 32]);
        let letter = sealed(&ring.public(), &LetterContext::entry(&entry()));
        let opens = |context: BodyContext| open_letter(&ring, &LetterContext::entry(&context), &letter).is_ok();
        assert!(opens(BodyContext { nonce: [0; 16], index: 0, ..entry() }), "sealed before its parcel is formed");
        assert!(!opens(BodyContext { log: LogCode(1), ..entry() }));
        assert!(!opens(BodyContext { device: NEWCOMER, ..entry() }), "under another's name");
        assert!(!opens(BodyContext { record: RecordId([9; 16]), ..entry() }));
        assert!(!opens(BodyContext { kind: Kind::Contact, ..entry() }));
        assert!(!opens(BodyContext { scope: AreaId([9; 16]), ..entry() }));
    }

    #[test]
    fn a_request_and_its_reply_are_bound_to_the_newcomers_device() {
        let key = LetterKey::from_bytes([1; 32]);
        let contexts = [
            LetterContext::request(LOG, RECORD, NEWCOMER),
            LetterContext::request(LogCode(1), RECORD, NEWCOMER),
            LetterContext::request(LOG, RecordId([9; 16]), NEWCOMER),
            LetterContext::request(LOG, RECORD, DeviceId([9; 16])),
            LetterContext::reply(LOG, NEWCOMER),
            LetterContext::reply(LogCode(1), NEWCOMER),
            LetterContext::reply(LOG, DeviceId([9; 16])),
        ];
        for (at, context) in contexts.iter().enumerate() {
            let letter = sealed(&key.public(), context);
            let opens: Vec<usize> =
                (0..contexts.len()).filter(|other| open_letter(&key, &contexts[*other], &letter).is_ok()).collect();
            assert_eq!(opens, [at]);
        }
    }

    #[test]
    fn what_is_cut_changed_or_too_long_is_no_letter() {
        let key = LetterKey::from_bytes([1; 32]);
        let context = LetterContext::reply(LOG, NEWCOMER);
        let letter = sealed(&key.public(), &context);
        for length in 0..letter.len() {
            assert!(open_letter(&key, &context, &letter[..length]).is_err(), "{length} bytes");
        }
        for at in 0..letter.len() {
            let mut changed = letter.clone();
            changed[at] ^= 1;
            assert!(open_letter(&key, &context, &changed).is_err(), "byte {at}");
        }
        let mut rng = ChaCha20Rng::from_seed([9; 32]);
        let mut seal =
            |length| seal_letter(&key.public(), &context, &vec![0; length], &mut rng).map(|sealed| sealed.len());
        assert_eq!(seal(MAX_LETTER), Ok(MAX_LETTER + 48));
        assert_eq!(seal(MAX_LETTER + 1), Err(OpenError::Malformed));
        assert_eq!(seal_letter(&[0; 32], &context, b"", &mut rng), Err(OpenError::Malformed), "no key at all");
    }

    #[test]
    fn a_letter_key_is_not_shown() {
        assert_eq!(format!("{:?}", LetterKey::from_bytes([77; 32])), "LetterKey(..)");
        assert_eq!(LetterKey::from_bytes([77; 32]).expose(), &[77; 32]);
    }
}
