//! Codes to scan or paste: a link of the relay with a few bytes behind `#`.
//!
//! `https://relay/#j.BASE64URL`: the letter says what it is, the bytes are CBOR. The relay's address is the link's own.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::SigningKey;

use crate::cbor;
use crate::ids::{LogCode, MemberId, RecordId, RingId, hash32};
use crate::roster::Certificate;

/// Why a scanned or pasted text is no code of Linli.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Not a link with something of ours behind `#`.
    #[error("not a code of this app")]
    NotOurs,
    /// A code of a newer release.
    #[error("a newer app is needed")]
    Newer,
    /// Cut off or damaged.
    #[error("the code is damaged")]
    Damaged,
}

/// The secret on a poster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct InviteSecret(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 16]);

impl InviteSecret {
    /// The invitation it is of.
    #[must_use]
    pub fn id(&self, log: LogCode) -> RecordId {
        RecordId::derive("linli invitation 1", &[&log.0.to_be_bytes(), &self.0])
    }

    /// The key by which a newcomer shows that they know it.
    #[must_use]
    pub fn signing(&self, log: LogCode) -> SigningKey {
        SigningKey::from_bytes(&hash32("linli invitation signing 1", &[&log.0.to_be_bytes(), &self.0]))
    }
}

/// What a poster carries.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Invite {
    /// The community.
    #[n(0)]
    pub log: LogCode,
    /// The founder's key; a roster that begins with another is refused.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub root: [u8; 32],
    /// The invitation's secret.
    #[n(2)]
    pub secret: InviteSecret,
    /// The X25519 key that requests are sealed to.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub key: [u8; 32],
    /// What the poster says it is for, e.g. `宝钢一村 3号楼`; at most 40 characters.
    #[n(4)]
    pub place: String,
}

/// A device's place that is handed over: to a second phone of the same person, or from paper.
///
/// The keys are used once, to enrol keys that only the new device knows; paper's keys stay.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Card {
    /// The community.
    #[n(0)]
    pub log: LogCode,
    /// The founder's key.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub root: [u8; 32],
    /// Whose it is.
    #[n(2)]
    pub member: MemberId,
    /// Seed of the keys; absent on paper, whose numbers are typed.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub seed: Option<[u8; 32]>,
    /// Whether it is paper, which stays valid.
    #[n(4)]
    pub is_paper: bool,
}

impl core::fmt::Debug for Card {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Card").field("log", &self.log).field("is_paper", &self.is_paper).finish_non_exhaustive()
    }
}

/// A reviewer's answer to a newcomer face to face.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Voucher {
    /// The founder's key.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub root: [u8; 32],
    /// The certificate.
    #[n(1)]
    pub certificate: Certificate,
    /// Ring secrets wrapped for the newcomer's device; they count once the roster names what they commit to.
    #[n(2)]
    pub wraps: Vec<VoucherWrap>,
}

/// A ring's secret in a voucher.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct VoucherWrap {
    /// The ring.
    #[n(0)]
    pub ring: RingId,
    /// The wrap, as in the log.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub wrap: Vec<u8>,
}

/// A permission to found a log, as the relay's command line prints it.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Permit {
    /// The log.
    #[n(0)]
    pub log: LogCode,
    /// The key that the relay signs heads with.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub relay: [u8; 32],
    /// The one-time secret.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub secret: [u8; 16],
}

impl core::fmt::Debug for Permit {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Permit").field("log", &self.log).finish_non_exhaustive()
    }
}

/// What a scanned code holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScannedCode {
    /// A poster, letter `j`.
    Invite(Invite),
    /// A device's place, letter `s`.
    Card(Card),
    /// A newcomer's request, shown to a reviewer, letter `n`: bytes of [`crate::protocol::LobbyAsk`].
    Newcomer(Vec<u8>),
    /// The reviewer's answer, letter `v`.
    Voucher(Voucher),
    /// A permission to found, letter `f`.
    Permit(Permit),
}

impl ScannedCode {
    /// The text of a code under a relay's address without a slash at its end.
    #[must_use]
    pub fn to_link(&self, relay: &str) -> String {
        let (letter, bytes) = match self {
            Self::Invite(invite) => ('j', cbor::to_vec(invite)),
            Self::Card(card) => ('s', cbor::to_vec(card)),
            Self::Newcomer(bytes) => ('n', bytes.clone()),
            Self::Voucher(voucher) => ('v', cbor::to_vec(voucher)),
            Self::Permit(permit) => ('f', cbor::to_vec(permit)),
        };
        format!("{relay}/#{letter}.{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Reads what was scanned or pasted, also with words around it; gives the relay's address with it.
    ///
    /// # Errors
    /// [`CodeError`].
    pub fn from_text(text: &str) -> Result<(String, Self), CodeError> {
        let link = text.split_whitespace().find(|word| word.contains("/#")).ok_or(CodeError::NotOurs)?;
        let start = link.find("http").ok_or(CodeError::NotOurs)?;
        let (relay, code) = link[start..].split_once("/#").ok_or(CodeError::NotOurs)?;
        let is_address =
            ["http://", "https://"].iter().any(|scheme| relay.len() > scheme.len() && relay.starts_with(scheme));
        let (letter, text) = code.split_once('.').ok_or(CodeError::NotOurs)?;
        if !is_address || letter.len() != 1 || !letter.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Err(CodeError::NotOurs);
        }
        let text: String =
            text.chars().take_while(|digit| digit.is_ascii_alphanumeric() || "-_".contains(*digit)).collect();
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| CodeError::Damaged)?;
        let code = match letter {
            "j" => Self::Invite(cbor::from_slice(&bytes).map_err(|_| CodeError::Damaged)?),
            "s" => Self::Card(cbor::from_slice(&bytes).map_err(|_| CodeError::Damaged)?),
            "n" => Self::Newcomer(bytes),
            "f" => Self::Permit(cbor::from_slice(&bytes).map_err(|_| CodeError::Damaged)?),
            "v" => Self::Voucher(cbor::from_slice(&bytes).map_err(|_| CodeError::Damaged)?),
            _ => return Err(CodeError::Newer),
        };
        Ok((relay.to_owned(), code))
    }
}
