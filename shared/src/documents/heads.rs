//! The state of a document, named by the hashes of its newest changes.
//!
//! **Invariant:** heads are sorted and without repetition, so equal states have equal text and bytes.

use core::fmt;
use core::str::FromStr;

use automerge::ChangeHash;

/// The newest changes of a document; none for a document that was never opened.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Heads(Vec<ChangeHash>);

/// The text or bytes are not heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the heads of a document")]
pub struct ParseHeadsError;

/// The most heads that are read from text or bytes.
const HEADS_MAX: usize = 1_024;

impl Heads {
    /// Sorts hashes into heads.
    #[must_use]
    pub fn new(mut hashes: Vec<ChangeHash>) -> Self {
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// The hashes, ascending.
    #[must_use]
    pub fn hashes(&self) -> &[ChangeHash] {
        &self.0
    }

    /// Whether there are none: a form opened before the document existed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `hash` is one of them.
    #[must_use]
    pub fn contains(&self, hash: &ChangeHash) -> bool {
        self.0.binary_search(hash).is_ok()
    }

    /// 32 bytes for each head.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|hash| hash.0).collect()
    }

    /// Reads [`Self::to_bytes`].
    ///
    /// # Errors
    /// The length is not a multiple of 32, too long, or the hashes are not ascending.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ParseHeadsError> {
        let (hashes, rest) = bytes.as_chunks::<32>();
        if !rest.is_empty() || hashes.len() > HEADS_MAX || !hashes.is_sorted_by(|a, b| a < b) {
            return Err(ParseHeadsError);
        }
        Ok(Self(hashes.iter().map(|hash| ChangeHash(*hash)).collect()))
    }
}

impl fmt::Display for Heads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().flat_map(|hash| hash.0).try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Heads {
    type Err = ParseHeadsError;
    fn from_str(text: &str) -> Result<Self, ParseHeadsError> {
        if text.len() > HEADS_MAX * 64 {
            return Err(ParseHeadsError);
        }
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        let digit = |byte: u8| (byte as char).to_digit(16).filter(|_| !byte.is_ascii_uppercase());
        let bytes: Option<Vec<u8>> =
            pairs.iter().map(|[high, low]| Some((digit(*high)? * 16 + digit(*low)?) as u8)).collect();
        match bytes {
            Some(bytes) if rest.is_empty() => Self::from_bytes(&bytes),
            Some(_) | None => Err(ParseHeadsError),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_read_back_from_text_and_bytes() {
        let heads = Heads::new(vec![ChangeHash([7; 32]), ChangeHash([3; 32]), ChangeHash([7; 32])]);
        assert_eq!(heads.hashes(), [ChangeHash([3; 32]), ChangeHash([7; 32])]);
        assert_eq!(heads.to_string().parse(), Ok(heads.clone()));
        assert_eq!(Heads::from_bytes(&heads.to_bytes()), Ok(heads.clone()));
        assert!(heads.contains(&ChangeHash([7; 32])) && !heads.contains(&ChangeHash([8; 32])));
        assert_eq!("".parse(), Ok(Heads::default()));
    }

    #[test]
    fn what_is_not_heads_is_refused() {
        let twice = [[7u8; 32], [7; 32]].concat();
        assert_eq!(Heads::from_bytes(&twice), Err(ParseHeadsError));
        for wrong in ["0", "zz", "00", &"AB".repeat(32), &"ab".repeat(31), "李清"] {
            assert_eq!(wrong.parse::<Heads>(), Err(ParseHeadsError), "{wrong}");
        }
    }
}
