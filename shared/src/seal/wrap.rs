//! Wraps: a ring's secret on its way to one device, by HPKE (RFC 9180, base mode).

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::X25519HkdfSha256;
use hpke::rand_core::CryptoRng;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable, single_shot_open, single_shot_seal_with_rng};
use zeroize::Zeroizing;

use super::{DeviceSecret, OpenError, RingSecret};
use crate::cbor;
use crate::ids::{DeviceId, LogCode, RingId};

/// A sealed secret, the body of a wrap entry.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Wrap {
    /// The ring's generation.
    #[n(0)]
    pub generation: u32,
    #[cbor(n(1), with = "minicbor::bytes")]
    encapsulated: Vec<u8>,
    #[cbor(n(2), with = "minicbor::bytes")]
    sealed: Vec<u8>,
}

/// Wraps a ring's secret for a device's X25519 key.
///
/// # Errors
/// [`OpenError::Malformed`] if `recipient` is not a usable key.
pub fn wrap(
    secret: &RingSecret,
    place: (LogCode, RingId, u32),
    device: DeviceId,
    recipient: &[u8; 32],
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, OpenError> {
    let public = <X25519HkdfSha256 as Kem>::PublicKey::from_bytes(recipient).map_err(|_| OpenError::Malformed)?;
    let (encapsulated, sealed) = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeS::Base,
        &public,
        &info(place, device),
        secret.expose(),
        &[],
        rng,
    )
    .map_err(|_| OpenError::Malformed)?;
    Ok(cbor::to_vec(&Wrap { generation: place.2, encapsulated: encapsulated.to_bytes().to_vec(), sealed }))
}

/// Opens a wrap that was made for this device; gives the generation with its secret.
///
/// # Errors
/// [`OpenError`].
pub fn unwrap(
    body: &[u8],
    log: LogCode,
    ring: RingId,
    device: DeviceId,
    keys: &DeviceSecret,
) -> Result<(u32, RingSecret), OpenError> {
    let wrap: Wrap = cbor::from_slice(body).map_err(|_| OpenError::Malformed)?;
    let encapsulated =
        <X25519HkdfSha256 as Kem>::EncappedKey::from_bytes(&wrap.encapsulated).map_err(|_| OpenError::Malformed)?;
    let secret = single_shot_open::<ChaCha20Poly1305, HkdfSha256, X25519HkdfSha256>(
        &OpModeR::Base,
        &keys.sealing(),
        &encapsulated,
        &info((log, ring, wrap.generation), device),
        &wrap.sealed,
        &[],
    )
    .map(Zeroizing::new)
    .map_err(|_| OpenError::BrokenSeal)?;
    let secret = <[u8; 32]>::try_from(&secret[..]).map_err(|_| OpenError::Malformed)?;
    Ok((wrap.generation, RingSecret::from_bytes(secret)))
}

fn info((log, ring, generation): (LogCode, RingId, u32), device: DeviceId) -> Vec<u8> {
    let mut info = b"linli wrap 1\0".to_vec();
    info.extend_from_slice(&log.0.to_be_bytes());
    info.extend_from_slice(&ring.0);
    info.extend_from_slice(&generation.to_be_bytes());
    info.extend_from_slice(&device.0);
    info
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    #[test]
    fn a_wrap_opens_for_its_device_only() {
        let (mine, other) = (DeviceSecret::from_seed([1; 32]), DeviceSecret::from_seed([2; 32]));
        let (log, ring) = (LogCode(310_113_007_001), RingId([3; 16]));
        let secret = RingSecret::from_bytes([4; 32]);
        let mut rng = ChaCha20Rng::from_seed([5; 32]);
        let device = mine.keys().device();
        let body = wrap(&secret, (log, ring, 1), device, &mine.keys().sealing, &mut rng).unwrap();
        assert_eq!(unwrap(&body, log, ring, device, &mine), Ok((1, secret)));
        assert_eq!(unwrap(&body, log, ring, device, &other), Err(OpenError::BrokenSeal));
        assert_eq!(unwrap(&body, LogCode(1), ring, device, &mine), Err(OpenError::BrokenSeal));
        assert_eq!(unwrap(&[1, 2], log, ring, device, &mine), Err(OpenError::Malformed));
    }
}
