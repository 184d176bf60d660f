//! What the relay answers.

use std::collections::BTreeSet;

use super::snapshot::SnapshotPart;
use crate::access::Stream;
use crate::calendar::Millis;
use crate::ids::LogCode;
use crate::log::{Era, EraStart, Head, Seq, ShortHead};
use crate::parcel::{Parcel, ParcelHash};

/// Why an act was rejected for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum Reject {
    /// No role of the author ever allowed it.
    #[n(0)]
    NoRight,
    /// Sealed to the wrong ring or generation.
    #[n(1)]
    WrongRing,
    /// The scope is not the record's or the kind's.
    #[n(2)]
    WrongScope,
    /// The record is of another kind, or the fact contradicts the roster.
    #[n(3)]
    Contradiction,
    /// The parcel claims to have seen a place that is not in this log.
    #[n(4)]
    UnknownSeen,
    /// Another parcel already stands at this number of the device's chain.
    #[n(5)]
    ChainForked,
    /// The signature does not fit.
    #[n(6)]
    BadSignature,
    /// For another log.
    #[n(7)]
    WrongLog,
    /// Not readable, or a bound is exceeded.
    #[n(8)]
    Malformed,
    /// A version or suite this relay does not know.
    #[n(9)]
    UnknownVersion,
    /// The record was renewed or erased.
    #[n(10)]
    Renewed,
}

/// What became of one act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum Verdict {
    /// It has a place.
    #[n(0)]
    Accepted(#[n(0)] Seq),
    /// It had a place already.
    #[n(1)]
    Duplicate(#[n(0)] Seq),
    /// The device's parcel with this number is missing; nothing of this one is kept.
    #[n(2)]
    Pending(#[n(0)] u64),
    /// The right was there when it was written but no longer is; a steward decides.
    #[n(3)]
    Quarantined,
    /// Never.
    #[n(4)]
    Rejected(#[n(0)] Reject),
}

/// The newest parcel of the asking device that the relay holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Chain {
    /// Its number.
    #[n(0)]
    pub device_seq: u64,
    /// Its name.
    #[n(1)]
    pub hash: ParcelHash,
}

/// A parcel's acts with the places they have, withheld where the reader may not have them.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Delivered {
    /// The parcel.
    #[n(0)]
    pub parcel: Parcel,
    /// Which acts stand at which places: index, place, relay time.
    #[n(1)]
    pub places: Vec<(u16, Seq, Millis)>,
}

/// The answer for one log.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct LogAnswer {
    /// The log.
    #[n(0)]
    pub code: LogCode,
    /// The current era.
    #[n(1)]
    pub era: Era,
    /// Everything up to here has been delivered; less than the log's end if `more`.
    #[n(2)]
    pub through: Seq,
    /// The head at `through`.
    #[n(3)]
    pub head: ShortHead,
    /// The relay's signature over [`head_message`].
    #[cbor(n(4), with = "minicbor::bytes")]
    pub signature: [u8; 64],
    /// Ask again at once.
    #[n(5)]
    pub more: bool,
    /// The device's chain as the relay has it.
    #[n(6)]
    pub chain: Option<Chain>,
    /// For each parcel pushed, in the order of the request: what became of its acts.
    #[n(7)]
    pub verdicts: Vec<Vec<Verdict>>,
    /// Parcels in the order of their first place.
    #[n(8)]
    pub parcels: Vec<Delivered>,
    /// The device's streams, where they are not the set it named; positions for all of them are wanted with the next request.
    #[n(9)]
    pub streams: Option<BTreeSet<Stream>>,
    /// Where eras began, where the device's era is not the current one.
    #[n(10)]
    pub eras: Vec<EraStart>,
    /// Parts of snapshots, before the parcels that follow them.
    #[n(11)]
    pub snapshots: Vec<SnapshotPart>,
    /// Everything up to here is in a backup.
    #[n(12)]
    pub safe_through: Seq,
    /// What waits for this device's decision, where it asked and does not know it yet.
    #[n(13)]
    pub desk: Option<super::Desk>,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct SyncAnswer {
    /// [`super::PROTOCOL`].
    #[n(0)]
    pub version: u8,
    /// The oldest protocol version this relay serves.
    #[n(1)]
    pub minimum: u8,
    /// Relay time: the clock, or what the logs have reached; acts accepted in this answer were given it.
    #[n(2)]
    pub time: Millis,
    /// The logs, in the order of the request.
    #[n(3)]
    pub logs: Vec<LogAnswer>,
}

/// What the relay's signature over a head covers.
#[must_use]
pub fn head_message(log: LogCode, era: Era, seq: Seq, head: ShortHead) -> Vec<u8> {
    let mut message = b"linli relay head 1\0".to_vec();
    message.extend_from_slice(&log.0.to_be_bytes());
    message.extend_from_slice(&era.to_be_bytes());
    message.extend_from_slice(&seq.to_be_bytes());
    message.extend_from_slice(&head.0);
    message
}

impl From<Head> for ShortHead {
    fn from(head: Head) -> Self {
        head.short()
    }
}

/// Why a whole request was refused; the body of an HTTP answer that is not 200.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode, thiserror::Error)]
#[cbor(index_only)]
pub enum Refusal {
    /// Not a request.
    #[n(0)]
    #[error("not a sync request")]
    Malformed,
    /// Larger than [`super::MAX_REQUEST`].
    #[n(1)]
    #[error("the request is too large")]
    TooLarge,
    /// The device is not in the roster, was removed, or the signature is not its own.
    #[n(2)]
    #[error("the device is not admitted")]
    NotAdmitted,
    /// No such log here.
    #[n(3)]
    #[error("no such log")]
    UnknownLog,
    /// The protocol version is older than this relay serves.
    #[n(4)]
    #[error("a newer app is needed")]
    NewerAppNeeded,
    /// The relay's disk is full; nothing was kept.
    #[n(5)]
    #[error("the relay's disk is full")]
    DiskFull,
    /// Too many requests at once; try later.
    #[n(6)]
    #[error("the relay is busy")]
    Busy,
    /// The relay failed; nothing was kept.
    #[n(7)]
    #[error("the relay failed")]
    Failed,
}
