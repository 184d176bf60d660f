//! The rows of blobs and their keys: log, blob and, of one under way or of a part, the member who sends it.

use linli_shared::access::RecordAt;
use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, LogCode, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::roster::Erased;

use crate::relay::rows::log_key;
use crate::store::StoreError;

/// A blob, whole or under way.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct BlobRow {
    /// Bytes of the whole.
    #[n(0)]
    pub(crate) size: u32,
    /// Bytes that are here, from the beginning.
    #[n(1)]
    pub(crate) held: u32,
    /// Who sent it: its parts are under this member, whose share it takes.
    #[n(2)]
    pub(crate) owner: MemberId,
    /// The records that name it, the first of them first.
    #[n(3)]
    pub(crate) records: Vec<Naming>,
    /// When its last part came, by the relay's clock.
    #[n(4)]
    pub(crate) touched: Millis,
}

impl BlobRow {
    /// Whether a record names it.
    pub(crate) fn is_named_by(&self, at: &RecordAt) -> bool {
        self.records.contains(&Naming::from(*at))
    }

    /// Whether all of it is here.
    pub(crate) fn is_whole(&self) -> bool {
        self.held == self.size
    }
}

/// A record that names a blob.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Naming {
    #[n(0)]
    record: RecordId,
    #[n(1)]
    kind: Kind,
    #[n(2)]
    scope: AreaId,
}

impl Naming {
    pub(crate) fn at(self) -> RecordAt {
        RecordAt { record: self.record, kind: self.kind, scope: self.scope }
    }

    pub(crate) fn is_among(self, erased: &[Erased]) -> bool {
        erased.contains(&Erased { record: self.record, kind: self.kind, scope: self.scope })
    }
}

impl From<RecordAt> for Naming {
    fn from(at: RecordAt) -> Self {
        Self { record: at.record, kind: at.kind, scope: at.scope }
    }
}

/// The place of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PartAt {
    pub(crate) blob: BlobId,
    pub(crate) member: MemberId,
    pub(crate) offset: u32,
}

pub(crate) fn blob_key(log: LogCode, blob: BlobId, under_way: Option<MemberId>) -> Vec<u8> {
    let member = under_way.map_or_else(Vec::new, |member| member.0.to_vec());
    [log_key(log).as_slice(), &blob.0, &member].concat()
}

pub(crate) fn part_key(log: LogCode, part: &PartAt) -> Vec<u8> {
    [blob_key(log, part.blob, Some(part.member)).as_slice(), &part.offset.to_be_bytes()].concat()
}

/// Reads a blob's key without the log's code.
pub(crate) fn blob_at(key: &[u8]) -> Result<(BlobId, Option<MemberId>), StoreError> {
    let (blob, rest) = key.split_first_chunk().ok_or(StoreError::Unreadable)?;
    let member = match rest {
        [] => None,
        rest => Some(MemberId(rest.try_into().map_err(|_| StoreError::Unreadable)?)),
    };
    Ok((BlobId(*blob), member))
}

/// Reads a part's key without the log's code.
pub(crate) fn part_at(key: &[u8]) -> Result<PartAt, StoreError> {
    let (rest, offset) = key.split_last_chunk().ok_or(StoreError::Unreadable)?;
    let (blob, member) = blob_at(rest)?;
    let member = member.ok_or(StoreError::Unreadable)?;
    Ok(PartAt { blob, member, offset: u32::from_be_bytes(*offset) })
}
