//! Sealing and opening one body.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

use super::squeeze::{squeeze, unsqueeze};
use super::{RingSecret, dictionary};
use crate::fit::max_content;
use crate::ids::{AreaId, DeviceId, LogCode, RecordId};
use crate::kinds::Kind;

/// The longest content of a body whose kind has no bound of its own, in bytes.
const MAX_CONTENT: usize = 1 << 20;

/// Where a body belongs; a body moved elsewhere does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyContext {
    /// The log.
    pub log: LogCode,
    /// The author.
    pub device: DeviceId,
    /// The parcel's nonce.
    pub nonce: [u8; 16],
    /// The entry's index among all entries of the parcel.
    pub index: u16,
    /// The record.
    pub record: RecordId,
    /// The kind.
    pub kind: Kind,
    /// The scope.
    pub scope: AreaId,
}

impl BodyContext {
    fn associated(&self) -> Vec<u8> {
        let mut bytes = b"linli body 1\0".to_vec();
        bytes.extend_from_slice(&self.log.0.to_be_bytes());
        bytes.extend_from_slice(&self.device.0);
        bytes.extend_from_slice(&self.kind.number().to_be_bytes());
        bytes.extend_from_slice(&self.scope.0);
        bytes
    }

    fn cipher(&self, secret: &RingSecret) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&(*secret.entry_key(self.record, &self.nonce, self.index)).into())
    }
}

/// Why a body does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Sealed under another secret, moved from elsewhere, or changed.
    #[error("the seal is broken")]
    BrokenSeal,
    /// The content is not a squeezed body, or too long.
    #[error("the content is not readable")]
    Malformed,
}

/// Squeezes and seals a body.
#[must_use]
pub fn seal(secret: &RingSecret, context: &BodyContext, content: &[u8]) -> Vec<u8> {
    let squeezed = squeeze(dictionary(context.kind), content);
    let payload = Payload { msg: &squeezed, aad: &context.associated() };
    context.cipher(secret).encrypt(&XNonce::default(), payload).expect("a body is shorter than the cipher's bound")
}

/// Opens a body.
///
/// # Errors
/// [`OpenError`]; never allocates more than a bound beyond the body's length.
pub fn open(secret: &RingSecret, context: &BodyContext, body: &[u8]) -> Result<Vec<u8>, OpenError> {
    let payload = Payload { msg: body, aad: &context.associated() };
    let squeezed = context.cipher(secret).decrypt(&XNonce::default(), payload).map_err(|_| OpenError::BrokenSeal)?;
    let most = max_content(context.kind).unwrap_or(MAX_CONTENT);
    unsqueeze(dictionary(context.kind), &squeezed, most).map_err(|_| OpenError::Malformed)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const CONTEXT: BodyContext = BodyContext {
        log: LogCode(310_113_007_001),
        device: DeviceId([2; 16]),
        nonce: [3; 16],
        index: 4,
        record: RecordId([5; 16]),
        kind: Kind::Visit,
        scope: AreaId([6; 16]),
    };

    #[test]
    fn what_members_write_does_not_unpack_beyond_its_kinds_bound() {
        let secret = RingSecret::from_bytes([1; 32]);
        for kind in [Kind::Case, Kind::Step, Kind::PublicReport, Kind::Voice, Kind::Notice, Kind::NoticeChange] {
            let context = BodyContext { kind, ..CONTEXT };
            let most = max_content(kind).unwrap();
            let opened =
                |length| open(&secret, &context, &seal(&secret, &context, &vec![0; length])).map(|it| it.len());
            assert_eq!(opened(most), Ok(most), "{kind:?}");
            assert_eq!(opened(most + 1), Err(OpenError::Malformed), "{kind:?}");
        }
    }

    #[test]
    fn a_body_opens_only_where_it_belongs() {
        let secret = RingSecret::from_bytes([1; 32]);
        let context = CONTEXT;
        let body = seal(&secret, &context, b"nobody home");
        assert_eq!(open(&secret, &context, &body).unwrap(), b"nobody home");
        for moved in [
            BodyContext { log: LogCode(1), ..context },
            BodyContext { device: DeviceId([9; 16]), ..context },
            BodyContext { nonce: [9; 16], ..context },
            BodyContext { index: 9, ..context },
            BodyContext { record: RecordId([9; 16]), ..context },
            BodyContext { kind: Kind::Household, ..context },
            BodyContext { scope: AreaId([9; 16]), ..context },
        ] {
            assert_eq!(open(&secret, &moved, &body), Err(OpenError::BrokenSeal), "{moved:?}");
        }
        assert_eq!(open(&RingSecret::from_bytes([7; 32]), &context, &body), Err(OpenError::BrokenSeal));
    }
}
