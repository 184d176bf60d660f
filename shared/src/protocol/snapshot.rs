//! Snapshots: a stream's records up to a place, sealed in bulk by a device that reads the stream.
//!
//! A snapshot is a cache. It is offered by a device whose stream's tail has grown long, kept by the relay beside the
//! log, and served to newcomers instead of the entries it covers. Holders compare; a bad one costs only its bytes.

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use crate::access::Stream;
use crate::cbor::{self, NotReadable};
use crate::ids::{DeviceId, LogCode, hash32};
use crate::log::Seen;
use crate::parcel::KeyRef;

/// Names a snapshot: the hash of its manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct SnapshotHash(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

/// What a snapshot is, signed by its maker.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Manifest {
    /// The log.
    #[n(0)]
    pub log: LogCode,
    /// The stream.
    #[n(1)]
    pub stream: Stream,
    /// Everything of the stream up to this place is in it.
    #[n(2)]
    pub covers: Seen,
    /// Its maker.
    #[n(3)]
    pub device: DeviceId,
    /// The secret that seals the parts.
    #[n(4)]
    pub key: KeyRef,
    /// Random; with the secret it gives the parts' keys.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub nonce: [u8; 16],
    /// SHA-256 of each sealed part.
    #[n(6)]
    pub parts: Vec<PartHash>,
}

/// SHA-256 of a sealed part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct PartHash(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

impl PartHash {
    /// The hash of a sealed part.
    #[must_use]
    pub fn of(part: &[u8]) -> Self {
        Self(hash32("linli snapshot part 1", &[part]))
    }
}

/// A signed manifest with all parts.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Snapshot {
    #[cbor(n(0), with = "minicbor::bytes")]
    manifest: Vec<u8>,
    #[cbor(n(1), with = "minicbor::bytes")]
    signature: [u8; 64],
    /// The sealed parts, in order.
    #[cbor(n(2), with = "super::ask::bytes_list")]
    pub parts: Vec<Vec<u8>>,
}

/// One part on its way to a newcomer, with the manifest.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct SnapshotPart {
    #[cbor(n(0), with = "minicbor::bytes")]
    manifest: Vec<u8>,
    #[cbor(n(1), with = "minicbor::bytes")]
    signature: [u8; 64],
    /// Number of the part, from 0.
    #[n(2)]
    pub index: u16,
    /// The sealed part.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub part: Vec<u8>,
}

impl Snapshot {
    /// Signs a manifest.
    #[must_use]
    pub fn sign(manifest: &Manifest, parts: Vec<Vec<u8>>, key: &SigningKey) -> Self {
        let manifest = cbor::to_vec(manifest);
        let signature = key.sign(&message(&manifest)).to_bytes();
        Self { manifest, signature, parts }
    }

    /// The manifest, if the parts are the ones it names.
    ///
    /// # Errors
    /// [`NotReadable`].
    pub fn manifest(&self) -> Result<Manifest, NotReadable> {
        let manifest: Manifest = cbor::from_slice(&self.manifest)?;
        let named = manifest.parts.len() == self.parts.len()
            && manifest.parts.iter().zip(&self.parts).all(|(hash, part)| *hash == PartHash::of(part));
        if named { Ok(manifest) } else { Err(NotReadable) }
    }

    /// Its name.
    #[must_use]
    pub fn hash(&self) -> SnapshotHash {
        SnapshotHash(hash32("linli snapshot 1", &[&self.manifest]))
    }

    /// Whether the signature is of `key`.
    #[must_use]
    pub fn is_signed_by(&self, key: &VerifyingKey) -> bool {
        key.verify_strict(&message(&self.manifest), &Signature::from_bytes(&self.signature)).is_ok()
    }

    /// One part as it is served.
    #[must_use]
    pub fn part(&self, index: u16) -> Option<SnapshotPart> {
        let part = self.parts.get(usize::from(index))?.clone();
        Some(SnapshotPart { manifest: self.manifest.clone(), signature: self.signature, index, part })
    }
}

impl SnapshotPart {
    /// The manifest, if this part is the one it names.
    ///
    /// # Errors
    /// [`NotReadable`].
    pub fn manifest(&self) -> Result<Manifest, NotReadable> {
        let manifest: Manifest = cbor::from_slice(&self.manifest)?;
        let named = manifest.parts.get(usize::from(self.index)).is_some_and(|hash| *hash == PartHash::of(&self.part));
        if named { Ok(manifest) } else { Err(NotReadable) }
    }

    /// The name of the snapshot it is of.
    #[must_use]
    pub fn snapshot(&self) -> SnapshotHash {
        SnapshotHash(hash32("linli snapshot 1", &[&self.manifest]))
    }

    /// Whether the manifest's signature is of `key`.
    #[must_use]
    pub fn is_signed_by(&self, key: &VerifyingKey) -> bool {
        key.verify_strict(&message(&self.manifest), &Signature::from_bytes(&self.signature)).is_ok()
    }
}

fn message(manifest: &[u8]) -> Vec<u8> {
    [b"linli snapshot manifest 1\0", manifest].concat()
}
