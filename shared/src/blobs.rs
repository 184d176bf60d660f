//! Photos and files: sealed as a whole under a key of their own, addressed by the hash of the ciphertext, sent in chunks.
//!
//! Whoever reads the record whose content names a blob has its key and may fetch it; the relay keeps which record it is of.
//! **Invariant:** nothing of a blob's plain bytes reaches the relay; a blob whose hash does not fit is not opened.

use serde::{Deserialize, Serialize};

use crate::ids::hash32;

/// The largest sealed blob, in bytes.
pub const MAX_BLOB: u32 = 8 << 20;
/// Bytes of a chunk on its way; the last of a blob may be shorter.
pub const CHUNK: u32 = 64 << 10;
/// The most photos and files of one entry.
pub const MAX_ATTACHED: usize = 9;
/// The long side of a photo as it is sent, in pixels.
pub const PHOTO_SIDE: u32 = 2_000;
/// The long side of a photo's thumbnail, in pixels.
pub const THUMB_SIDE: u32 = 240;
/// The longest side of a photo that is taken in, in pixels.
pub const MAX_SIDE: u32 = 8_000;
/// The largest sealed thumbnail, in bytes.
pub const MAX_THUMB: u32 = 128 << 10;

/// The address of a blob: SHA-256 over its ciphertext, domain-separated.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct BlobId(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

impl BlobId {
    /// The address of a ciphertext.
    #[must_use]
    pub fn of(sealed: &[u8]) -> Self {
        Self(hash32("linli blob 1", &[sealed]))
    }
}

impl core::fmt::Display for BlobId {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl core::fmt::Debug for BlobId {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "BlobId({:02x}{:02x}{:02x}{:02x})", self.0[0], self.0[1], self.0[2], self.0[3])
    }
}

impl core::str::FromStr for BlobId {
    type Err = crate::ids::ParseIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.is_ascii() {
            return Err(crate::ids::ParseIdError);
        }
        for (index, byte) in bytes.iter_mut().enumerate() {
            let digits = text.get(index * 2..index * 2 + 2).ok_or(crate::ids::ParseIdError)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| crate::ids::ParseIdError)?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for BlobId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for BlobId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Where a blob is and what opens it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct BlobRef {
    /// Its address.
    #[n(0)]
    pub id: BlobId,
    /// Its key; used for this blob alone.
    #[n(1)]
    pub key: BlobKey,
    /// Bytes of the ciphertext.
    #[n(2)]
    pub size: u32,
}

/// The key of one blob.
#[derive(Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct BlobKey(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

impl core::fmt::Debug for BlobKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("BlobKey(..)")
    }
}

/// What a blob is, once it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum BlobType {
    /// JPEG.
    #[n(0)]
    Jpeg,
    /// PNG.
    #[n(1)]
    Png,
    /// PDF.
    #[n(2)]
    Pdf,
    /// WebP.
    #[n(3)]
    WebP,
}

/// A photo or file as an entry's content names it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Attachment {
    /// What it is.
    #[n(0)]
    pub kind: BlobType,
    /// The whole.
    #[n(1)]
    pub full: BlobRef,
    /// A small picture of it; a JPEG.
    #[n(2)]
    pub thumb: Option<BlobRef>,
    /// Width and height in pixels, upright; 0 of a file.
    #[n(3)]
    pub width: u32,
    /// See `width`.
    #[n(4)]
    pub height: u32,
    /// The file's name; empty of a photo.
    #[n(5)]
    pub name: String,
}
