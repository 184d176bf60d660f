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
use crate::ids::{LogCode, RecordId};

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
