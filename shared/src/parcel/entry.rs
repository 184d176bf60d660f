//! Entries: one record's share of an act.

use crate::ids::{AreaId, RecordId, RingId, hash32};
use crate::kinds::Kind;

/// Which secret seals a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, minicbor::Encode, minicbor::Decode)]
pub struct KeyRef {
    /// The ring.
    #[n(0)]
    pub ring: RingId,
    /// Its generation, from 1; 0 for a device's own sealing key.
    #[n(1)]
    pub generation: u32,
    /// Commits to the secret, so that two readers with different secrets cannot both open one body.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub commitment: [u8; 16],
}

/// One record's share of an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The record.
    pub record: RecordId,
    /// What it is.
    pub kind: Kind,
    /// Where it belongs: the community or a grid.
    pub scope: AreaId,
    /// The secret that seals the body; `None` for plain roster facts.
    pub key: Option<KeyRef>,
    /// Sealed bytes, or a plain roster fact.
    pub body: Vec<u8>,
}

/// The hash of an entry, which stands for it where the entry itself is withheld.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct EntryHash(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 32]);

impl Entry {
    /// The entry's hash.
    #[must_use]
    pub fn hash(&self) -> EntryHash {
        let kind = self.kind.number().to_be_bytes();
        let (ring, generation, commitment) = match &self.key {
            Some(key) => (&key.ring.0[..], key.generation.to_be_bytes(), &key.commitment[..]),
            None => (&[][..], [0; 4], &[][..]),
        };
        EntryHash(hash32(
            "linli entry 1",
            &[&self.record.0, &kind, &self.scope.0, ring, &generation, commitment, &self.body],
        ))
    }

    /// The ring that reads the entry; `None` for plain roster facts.
    #[must_use]
    pub fn ring(&self) -> Option<RingId> {
        self.key.map(|key| key.ring)
    }
}
