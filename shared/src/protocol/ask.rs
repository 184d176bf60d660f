//! What a device asks.

use std::collections::BTreeSet;

use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use super::snapshot::Snapshot;
use crate::access::Stream;
use crate::cbor::{self, NotReadable};
use crate::ids::{DeviceId, LogCode};
use crate::log::{Era, Seq};

/// Where a device stands in some streams.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Position {
    /// Everything up to here is held.
    #[n(0)]
    pub at: Seq,
    /// The streams.
    #[n(1)]
    pub streams: BTreeSet<Stream>,
}

/// What a device asks of one log.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct LogAsk {
    /// The log.
    #[n(0)]
    pub code: LogCode,
    /// The era as the device knows it; 0 for a newcomer.
    #[n(1)]
    pub era: Era,
    /// The position common to the device's streams.
    #[n(2)]
    pub at: Seq,
    /// [`crate::access::stream_set`] of the streams held; 0 asks for all from 0.
    #[n(3)]
    pub set: u64,
    /// Streams held with their positions, spelled out where the set has changed; replaces `at` and `set`.
    #[n(4)]
    pub positions: Vec<Position>,
    /// Parcels as [`crate::parcel::Parcel::to_bytes`] gives them, in chain order.
    #[cbor(n(5), with = "bytes_list")]
    pub push: Vec<Vec<u8>>,
    /// Snapshots offered.
    #[n(6)]
    pub offer: Vec<Snapshot>,
    /// A snapshot under way: its hash and the number of parts held.
    #[n(7)]
    pub partial: Option<(super::snapshot::SnapshotHash, u16)>,
    /// Serve entries, not snapshots (the last one was bad).
    #[n(8)]
    pub no_snapshot: bool,
    /// A one-time permission to found this log.
    #[cbor(n(9), with = "minicbor::bytes")]
    pub permit: Option<[u8; 16]>,
    /// Asks for what waits for this device's decision ([`super::Desk`]), with the name of what it knows; 0 for nothing.
    #[n(10)]
    pub desk: Option<u64>,
    /// Requests to join that a steward returns.
    #[n(11)]
    pub returned: Option<Vec<super::LobbyReturn>>,
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct SyncAsk {
    /// [`super::PROTOCOL`].
    #[n(0)]
    pub version: u8,
    /// Who asks.
    #[n(1)]
    pub device: DeviceId,
    /// The logs.
    #[n(2)]
    pub logs: Vec<LogAsk>,
    /// The most bytes of entries and snapshots wanted in the answer.
    #[n(3)]
    pub budget: u32,
    /// Seconds to hold the request open when there is nothing new.
    #[n(4)]
    pub wait: u16,
}

/// A request with the device's signature over its exact bytes.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct SignedAsk {
    #[cbor(n(0), with = "minicbor::bytes")]
    ask: Vec<u8>,
    #[cbor(n(1), with = "minicbor::bytes")]
    signature: [u8; 64],
}

impl SignedAsk {
    /// Signs a request.
    #[must_use]
    pub fn sign(ask: &SyncAsk, key: &SigningKey) -> Self {
        let ask = cbor::to_vec(ask);
        let signature = key.sign(&message(&ask)).to_bytes();
        Self { ask, signature }
    }

    /// The request, unverified.
    ///
    /// # Errors
    /// [`NotReadable`].
    pub fn open(&self) -> Result<SyncAsk, NotReadable> {
        cbor::from_slice(&self.ask)
    }

    /// Whether the signature is of `key`.
    #[must_use]
    pub fn is_signed_by(&self, key: &VerifyingKey) -> bool {
        key.verify_strict(&message(&self.ask), &Signature::from_bytes(&self.signature)).is_ok()
    }
}

fn message(ask: &[u8]) -> Vec<u8> {
    [b"linli sync 1\0", ask].concat()
}

/// A list of byte strings.
pub(crate) mod bytes_list {
    use minicbor::decode::Error;
    use minicbor::encode::{self as to, Write};
    use minicbor::{Decoder, Encoder};

    pub(crate) fn encode<C, W: Write>(
        list: &[Vec<u8>],
        e: &mut Encoder<W>,
        _: &mut C,
    ) -> Result<(), to::Error<W::Error>> {
        e.array(list.len() as u64)?;
        for bytes in list {
            e.bytes(bytes)?;
        }
        Ok(())
    }

    pub(crate) fn decode<C>(d: &mut Decoder<'_>, _: &mut C) -> Result<Vec<Vec<u8>>, Error> {
        let length = d.array()?.ok_or(Error::message("lengths are definite"))?;
        let mut list = Vec::new();
        for _ in 0..length {
            list.push(d.bytes()?.to_vec());
        }
        Ok(list)
    }
}
