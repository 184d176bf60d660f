//! What is stored of photos: a small row each beside the other single values, sealed chunks and keys in a table that is
//! never read as a whole.

use linli_shared::access::RecordAt;
use linli_shared::blobs::{Attachment, BlobId, BlobRef, BlobType, CHUNK, MAX_BLOB};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::log::{Era, Seq};

use super::Photos;
use crate::device::rows::Want;
use crate::store::Table;

const PHOTO: &[u8] = b"photo/";
const NAMED: &[u8] = b"photo-named/";
/// The row of what the person wishes.
pub(super) const RULES: &[u8] = b"photo-rules";
const CHUNKS: u8 = b'c';
const SEEN: u8 = b'r';

/// A photo, a thumbnail or a file that is here.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) struct PhotoRow {
    #[n(0)]
    pub(super) blob: BlobRef,
    #[n(1)]
    pub(super) kind: BlobType,
    #[n(2)]
    pub(super) width: u32,
    #[n(3)]
    pub(super) height: u32,
    #[n(4)]
    pub(super) name: String,
    /// The thumbnail of a whole.
    #[n(5)]
    pub(super) thumb: Option<BlobRef>,
    /// The whole of a thumbnail.
    #[n(6)]
    pub(super) whole: Option<BlobId>,
    /// When it was kept or fetched, by this device's clock.
    #[n(7)]
    pub(super) time: Millis,
    /// The record that names it.
    #[n(8)]
    pub(super) record: Option<StoredAt>,
    #[n(9)]
    pub(super) state: State,
}

/// Where a photo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) enum State {
    /// Here alone; no saved form names it.
    #[n(0)]
    Kept,
    /// It is to be sent; so much of it is with the relay.
    #[n(1)]
    Waiting {
        #[n(0)]
        sent: u32,
    },
    /// The relay has it.
    #[n(2)]
    Sent {
        /// The log's end then: a backup that reaches further has it too.
        #[n(0)]
        after: Seq,
        /// The era then.
        #[n(1)]
        era: Era,
    },
    /// It came from the relay.
    #[n(3)]
    Fetched,
}

impl PhotoRow {
    /// How a content names it; `None` for a thumbnail.
    pub(super) fn attachment(&self) -> Option<Attachment> {
        if self.whole.is_some() {
            return None;
        }
        let Self { kind, width, height, .. } = *self;
        let (full, thumb, name) = (self.blob.clone(), self.thumb.clone(), self.name.clone());
        Some(Attachment { kind, full, thumb, width, height, name })
    }

    pub(super) fn is_at(&self, record: &RecordAt) -> bool {
        self.record == Some(StoredAt::from(*record))
    }
}

/// A record as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) struct StoredAt {
    #[n(0)]
    pub(super) record: RecordId,
    #[n(1)]
    pub(super) kind: Kind,
    #[n(2)]
    pub(super) scope: AreaId,
}

impl From<RecordAt> for StoredAt {
    fn from(at: RecordAt) -> Self {
        Self { record: at.record, kind: at.kind.base(), scope: at.scope }
    }
}

/// What a content names: enough to fetch it by its id alone.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) struct Seen {
    #[n(0)]
    pub(super) attachment: Attachment,
    /// Whether it is the thumbnail of the attachment.
    #[n(1)]
    pub(super) is_thumb: bool,
    #[n(2)]
    pub(super) record: StoredAt,
}

impl Seen {
    /// The whole and its thumbnail.
    pub(super) fn of(attachment: &Attachment, record: RecordAt) -> Vec<(BlobId, Self)> {
        let seen = |is_thumb| Self { attachment: attachment.clone(), is_thumb, record: record.into() };
        let thumb = attachment.thumb.as_ref().map(|thumb| (thumb.id, seen(true)));
        thumb.into_iter().chain([(attachment.full.id, seen(false))]).collect()
    }

    pub(super) fn blob(&self) -> &BlobRef {
        match &self.attachment.thumb {
            Some(thumb) if self.is_thumb => thumb,
            Some(_) | None => &self.attachment.full,
        }
    }

    pub(super) fn kind(&self) -> BlobType {
        if self.is_thumb { BlobType::Jpeg } else { self.attachment.kind }
    }
}

pub(super) fn photo_key(id: BlobId) -> Vec<u8> {
    [PHOTO, &id.0].concat()
}

pub(super) fn named_key(id: BlobId, record: RecordId) -> Vec<u8> {
    [NAMED, &id.0[..], &record.0].concat()
}

/// The row of what a record's contents say of a blob.
pub(super) fn seen_key(id: BlobId, record: RecordId) -> Vec<u8> {
    [&[SEEN], &id.0[..], &record.0].concat()
}

pub(super) fn chunk_key(id: BlobId, offset: u32) -> Vec<u8> {
    [&[CHUNKS], &id.0[..], &(offset / CHUNK).to_be_bytes()].concat()
}

/// The rows of a blob's chunks, in order; no more than the largest blob has, whatever a content says.
pub(super) fn chunk_keys(blob: &BlobRef) -> impl Iterator<Item = Vec<u8>> + use<> {
    let id = blob.id;
    (0..blob.size.min(MAX_BLOB)).step_by(CHUNK as usize).map(move |offset| chunk_key(id, offset))
}

pub(super) fn chunk_wants(blob: &BlobRef) -> Vec<Want> {
    chunk_keys(blob).map(|key| Want::Row(Table::Blob, key)).collect()
}

impl Photos {
    /// Takes a single value of the store in; `None` if it cannot be read, `Some(false)` if it is about something else.
    pub(crate) fn load(&mut self, key: &[u8], value: &[u8]) -> Option<bool> {
        if let Some(id) = key.strip_prefix(PHOTO) {
            self.rows.insert(BlobId(id.try_into().ok()?), cbor::from_slice(value).ok()?);
        } else if let Some(rest) = key.strip_prefix(NAMED) {
            let (id, record) = rest.split_first_chunk()?;
            self.named.insert((BlobId(*id), RecordId(record.try_into().ok()?)), cbor::from_slice(value).ok()?);
        } else if key == RULES {
            self.waits_for_wifi = value == [1];
        } else {
            return Some(false);
        }
        Some(true)
    }
}
