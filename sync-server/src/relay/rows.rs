//! The rows the relay keeps and their keys.
//!
//! **Invariant:** every key starts with the log's code, so logs never meet; numbers are big endian, so they sort.

use std::collections::BTreeSet;

use linli_shared::access::RecordAt;
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::{AreaId, DeviceId, LogCode, RecordId, RingId};
use linli_shared::kinds::Kind;
use linli_shared::log::{EraStart, Head, Seq};
use linli_shared::parcel::ParcelHash;
use linli_shared::protocol::{Reject, Verdict};
use linli_shared::roster::{DeviceKeys, Erased};

use super::tally::Said;
use crate::store::StoreError;

/// A log.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct LogRow {
    /// Where its eras began, the first at 0.
    #[n(0)]
    pub(crate) eras: Vec<EraStart>,
    /// Everything up to here is in a backup.
    #[n(1)]
    pub(crate) safe_through: Seq,
}

/// What an act weighs for the readers of one ring and scope.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Share {
    #[n(0)]
    pub(crate) ring: Option<RingId>,
    #[n(1)]
    pub(crate) scope: AreaId,
    #[n(2)]
    pub(crate) bytes: u32,
    /// How many entries; absent in what an earlier release wrote.
    #[n(3)]
    pub(crate) entries: Option<u16>,
}

/// An act's place.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct PlaceRow {
    /// The relay's clock.
    #[n(0)]
    pub(crate) time: Millis,
    /// The parcel.
    #[n(1)]
    pub(crate) parcel: ParcelHash,
    /// The act in the parcel.
    #[n(2)]
    pub(crate) act: u16,
    /// The head at this place.
    #[n(3)]
    pub(crate) head: Head,
    /// Who can read how much of it.
    #[n(4)]
    pub(crate) shares: Vec<Share>,
    /// Entries of it that were erased; absent if none were.
    #[n(5)]
    pub(crate) erased: Option<Vec<ErasedEntry>>,
    /// What it says of records with an audience of their own; absent if it has no entry of one.
    #[n(6)]
    pub(crate) cases: Option<CasesRow>,
    /// What its author said that is counted; absent if nothing.
    #[n(7)]
    pub(crate) said: Option<Said>,
}

/// What an act says of records with an audience of their own.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct CasesRow {
    /// The entries of its parcel: what is withheld of it has a weight too.
    #[n(0)]
    pub(crate) items: u16,
    /// The records whose audience it names.
    #[n(1)]
    pub(crate) readers: Vec<ReadersRow>,
}

/// Who reads a record from a place on.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct ReadersRow {
    /// The ring that stands for the record's secret.
    #[n(0)]
    pub(crate) ring: RingId,
    /// The newest generation of the secret.
    #[n(1)]
    pub(crate) generation: u32,
    /// The rings that read it.
    #[n(2)]
    pub(crate) readers: BTreeSet<RingId>,
    /// Of a circle: whether who comes later reads what was said before.
    #[n(3)]
    pub(crate) circle: Option<bool>,
}

/// An entry of an act whose record was erased: its hash is all that is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct ErasedEntry {
    /// Its number in the act.
    #[n(0)]
    pub(crate) index: u16,
    /// What was erased.
    #[n(1)]
    pub(crate) record: Erased,
    /// The entry's kind: the record's own, or an extract of it.
    #[n(2)]
    pub(crate) kind: Kind,
}

/// What became of an act, for good or until more comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) enum Fate {
    /// It has a place.
    #[n(0)]
    Placed(#[n(0)] Seq),
    /// A steward decides.
    #[n(1)]
    Quarantined,
    /// Never.
    #[n(2)]
    Rejected(#[n(0)] Reject),
    /// A re-offered copy did not have all of it.
    #[n(3)]
    Missing,
}

impl Fate {
    /// The verdict on an act that was judged before.
    pub(crate) fn again(self, device_seq: u64) -> Verdict {
        match self {
            Self::Placed(seq) => Verdict::Duplicate(seq),
            Self::Quarantined => Verdict::Quarantined,
            Self::Rejected(reason) => Verdict::Rejected(reason),
            Self::Missing => Verdict::Pending(device_seq),
        }
    }

    /// Whether somebody may still ask for the act.
    pub(crate) fn is_kept(self) -> bool {
        matches!(self, Self::Placed(_) | Self::Quarantined)
    }

    /// The verdict on an act that was judged just now.
    pub(crate) fn fresh(self, device_seq: u64) -> Verdict {
        match self {
            Self::Placed(seq) => Verdict::Accepted(seq),
            Self::Quarantined | Self::Rejected(_) | Self::Missing => self.again(device_seq),
        }
    }
}

/// A parcel of a device's chain.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct ChainRow {
    #[n(0)]
    pub(crate) hash: ParcelHash,
    #[n(1)]
    pub(crate) fates: Vec<Fate>,
}

/// An act in quarantine.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct QuarantineRow {
    #[n(0)]
    pub(crate) parcel: ParcelHash,
    /// Why it may not stand now.
    #[n(1)]
    pub(crate) reason: Reject,
    /// Formed before a restore: it may become right once lost facts were offered again.
    #[n(2)]
    pub(crate) is_reoffered: bool,
}

/// A request to join.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct LobbyRow {
    #[n(0)]
    pub(crate) invitation: RecordId,
    #[n(1)]
    pub(crate) keys: DeviceKeys,
    /// What only reviewers can open.
    #[cbor(n(2), with = "minicbor::bytes")]
    pub(crate) sealed: Vec<u8>,
    /// The newcomer's clock.
    #[n(3)]
    pub(crate) made: Millis,
    /// The relay's clock.
    #[n(4)]
    pub(crate) since: Millis,
    /// The reply with which it was returned.
    #[cbor(n(5), with = "minicbor::bytes")]
    pub(crate) returned: Option<Vec<u8>>,
    /// Names the last reply, also one to a request before this one: told twice, it counts once.
    #[cbor(n(6), with = "minicbor::bytes")]
    pub(crate) answered: Option<[u8; 32]>,
}

/// Reads a row.
pub(crate) fn read<'b, T: minicbor::Decode<'b, ()>>(bytes: &'b [u8]) -> Result<T, StoreError> {
    cbor::from_slice(bytes).map_err(|_| StoreError::Unreadable)
}

pub(crate) fn log_key(log: LogCode) -> Vec<u8> {
    log.0.to_be_bytes().to_vec()
}

pub(crate) fn place_key(log: LogCode, seq: Seq) -> Vec<u8> {
    [log.0.to_be_bytes(), seq.to_be_bytes()].concat()
}

pub(crate) fn fact_key(log: LogCode, seq: Seq, index: u16) -> Vec<u8> {
    [place_key(log, seq).as_slice(), &index.to_be_bytes()].concat()
}

pub(crate) fn parcel_key(log: LogCode, hash: &ParcelHash) -> Vec<u8> {
    [log.0.to_be_bytes().as_slice(), &hash.0].concat()
}

pub(crate) fn device_key(log: LogCode, device: DeviceId) -> Vec<u8> {
    [log.0.to_be_bytes().as_slice(), &device.0].concat()
}

pub(crate) fn chain_key(log: LogCode, device: DeviceId, device_seq: u64) -> Vec<u8> {
    [device_key(log, device).as_slice(), &device_seq.to_be_bytes()].concat()
}

/// Key of what is known of a record under a kind and scope.
pub(crate) fn record_key(log: LogCode, at: &RecordAt) -> Vec<u8> {
    [old_record_key(log, at.record).as_slice(), &at.kind.number().to_be_bytes(), &at.scope.0].concat()
}

/// Key under which older stores have what was known of a record: only under the kind and scope that came first.
pub(crate) fn old_record_key(log: LogCode, record: RecordId) -> Vec<u8> {
    [log.0.to_be_bytes().as_slice(), &record.0].concat()
}

pub(crate) fn quarantine_key(log: LogCode, device: DeviceId, device_seq: u64, act: u16) -> Vec<u8> {
    [chain_key(log, device, device_seq).as_slice(), &act.to_be_bytes()].concat()
}

/// Device, number in its chain and act of a quarantine key without the log's code.
pub(crate) fn quarantined(key: &[u8]) -> Result<(DeviceId, u64, u16), StoreError> {
    let parts = || {
        let (device, rest) = key.split_first_chunk::<16>()?;
        let (seq, act) = rest.split_first_chunk::<8>()?;
        Some((DeviceId(*device), u64::from_be_bytes(*seq), u16::from_be_bytes(act.try_into().ok()?)))
    };
    parts().ok_or(StoreError::Unreadable)
}
