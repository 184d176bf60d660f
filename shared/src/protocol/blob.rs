//! Photos and files on their way: `POST /v1/blob`, one question at a time.
//!
//! Asked first, sent after: a device asks what the relay has of a blob and goes on from there. A chunk that was
//! acknowledged is on the relay's disk.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::blobs::{BlobId, CHUNK};
use crate::cbor::{self, NotReadable};
use crate::ids::{AreaId, DeviceId, LogCode, RecordId};
use crate::kinds::Kind;

/// The most bytes of a signed question.
pub const MAX_BLOB_ASK: usize = CHUNK as usize + 1_024;

/// What a device asks about a blob.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum BlobCall {
    /// How much of it is there; whoever may read the record may ask.
    ///
    /// What is whole and of another record becomes this record's too, if the asker may write this one and read that one: so a
    /// public version shows the photos of its report without their being sent again. Of what is not whole, everybody is told
    /// only what they sent themselves.
    #[n(0)]
    Have,
    /// A part of it. Parts come in order; whoever may write the record may send.
    #[n(1)]
    Put {
        /// Bytes of the whole ciphertext.
        #[n(0)]
        size: u32,
        /// Where the part begins: a multiple of [`crate::blobs::CHUNK`].
        #[n(1)]
        offset: u32,
        /// The part.
        #[cbor(n(2), with = "minicbor::bytes")]
        bytes: Vec<u8>,
    },
    /// A part of it, to read.
    #[n(2)]
    Get {
        /// Where the part begins: a multiple of [`crate::blobs::CHUNK`].
        #[n(0)]
        offset: u32,
    },
}

/// A question about a blob.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct BlobAsk {
    /// [`super::PROTOCOL`].
    #[n(0)]
    pub version: u8,
    /// The log.
    #[n(1)]
    pub log: LogCode,
    /// Who asks.
    #[n(2)]
    pub device: DeviceId,
    /// The blob.
    #[n(3)]
    pub blob: BlobId,
    /// The record whose content names it.
    #[n(4)]
    pub record: RecordId,
    /// The record's kind ([`Kind::base`]).
    #[n(5)]
    pub kind: Kind,
    /// The record's scope.
    #[n(6)]
    pub scope: AreaId,
    /// What is asked.
    #[n(7)]
    pub call: BlobCall,
}

/// A question with the device's signature over its exact bytes.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct SignedBlobAsk {
    #[cbor(n(0), with = "minicbor::bytes")]
    ask: Vec<u8>,
    #[cbor(n(1), with = "minicbor::bytes")]
    signature: [u8; 64],
}

impl SignedBlobAsk {
    /// Signs a question.
    #[must_use]
    pub fn sign(ask: &BlobAsk, key: &SigningKey) -> Self {
        let ask = cbor::to_vec(ask);
        let signature = key.sign(&message(&ask)).to_bytes();
        Self { ask, signature }
    }

    /// The question, unverified.
    ///
    /// # Errors
    /// [`NotReadable`].
    pub fn open(&self) -> Result<BlobAsk, NotReadable> {
        cbor::from_slice(&self.ask)
    }

    /// Whether the signature is of `key`.
    #[must_use]
    pub fn is_signed_by(&self, key: &VerifyingKey) -> bool {
        key.verify_strict(&message(&self.ask), &Signature::from_bytes(&self.signature)).is_ok()
    }
}

fn message(ask: &[u8]) -> Vec<u8> {
    [b"linli blob ask 1\0", ask].concat()
}

/// What the relay answers.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum BlobAnswer {
    /// So many bytes from the beginning are there, of so many; 0 of 0 if it is unknown.
    #[n(0)]
    Held {
        /// Bytes held.
        #[n(0)]
        held: u32,
        /// Bytes of the whole.
        #[n(1)]
        size: u32,
    },
    /// A part.
    #[n(1)]
    Part {
        /// Bytes of the whole.
        #[n(0)]
        size: u32,
        /// The part.
        #[cbor(n(1), with = "minicbor::bytes")]
        bytes: Vec<u8>,
    },
    /// No.
    #[n(2)]
    Refused(#[n(0)] BlobRefusal),
}

/// Why a question about a blob is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode, thiserror::Error)]
#[cbor(index_only)]
pub enum BlobRefusal {
    /// Not a device of this community.
    #[n(0)]
    #[error("the device is not admitted")]
    NotAdmitted,
    /// It may not read or write the record.
    #[n(1)]
    #[error("no right to the record")]
    NoRight,
    /// The record is not here yet: its text comes first.
    #[n(2)]
    #[error("the record is not known yet")]
    UnknownRecord,
    /// Not here, or not whole yet.
    #[n(3)]
    #[error("the blob is not here")]
    NotHere,
    /// The whole does not have the hash it is addressed by; it was thrown away and may be sent again.
    #[n(4)]
    #[error("the blob is not what its address says")]
    WrongHash,
    /// Too large, an empty or a misplaced part.
    #[n(5)]
    #[error("the part does not fit")]
    Misfit,
    /// The member's or the community's share is used up.
    #[n(6)]
    #[error("the quota is used up")]
    Quota,
    /// The relay's disk is full.
    #[n(7)]
    #[error("the disk is full")]
    DiskFull,
    /// Malformed, or of another version.
    #[n(8)]
    #[error("the question cannot be read")]
    Malformed,
    /// The relay failed.
    #[n(9)]
    #[error("the relay failed")]
    Failed,
    /// Too many questions at once.
    #[n(10)]
    #[error("too many questions at once")]
    Busy,
}
