//! Seals: how a body is closed for a ring and opened again. Devices only; the relay is built without this module.
//!
//! A body is squeezed (deflate with a fixed dictionary per kind), then sealed with XChaCha20-Poly1305 under a key that
//! HKDF gives for this one entry from the ring's secret. A ring's secret reaches a device by an HPKE wrap (RFC 9180).
//! **Invariant:** a key seals exactly one body: the parcel's random nonce and the entry's index are part of it.
//! **Invariant:** no secret has a `Debug` that shows it; secrets are zeroed when dropped.

mod blob;
mod body;
mod device;
mod dictionary;
mod letter;
mod ring;
mod squeeze;
mod wrap;

pub use blob::{open_blob, seal_blob};
pub use body::{BodyContext, OpenError, open, seal};
pub use device::DeviceSecret;
pub use dictionary::dictionary;
pub use hpke::rand_core;
pub use letter::{Addressee, LetterContext, LetterKey, open_letter, seal_letter};
pub use ring::{NamingSecret, RingSecret};
pub use squeeze::{SqueezeError, squeeze, unsqueeze};
pub use wrap::{Wrap, unwrap, wrap};

use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

/// Derives 32 bytes from a secret for one use.
fn derive(secret: &[u8], context: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0; 32]);
    let info: Vec<u8> = context.iter().flat_map(|part| [&(part.len() as u32).to_be_bytes(), *part].concat()).collect();
    Hkdf::<Sha256>::new(None, secret).expand(&info, &mut key[..]).expect("32 bytes are within HKDF's bound");
    key
}
