//! What contents say of blobs: under which record, with which key, how large.
//!
//! Contents of several records may name one blob. Which of them tells the truth shows only when its bytes are here.
//! **Invariant:** what one record says of a blob never takes the place of what another says of it.

use linli_shared::access::RecordAt;
use linli_shared::blobs::{Attachment, BlobId, BlobKey, BlobRef, BlobType, MAX_BLOB};
use linli_shared::ids::RecordId;

use super::Photos;
use super::rows::{Seen, StoredAt, seen_key};
use crate::device::{Device, Turn};
use crate::store::Table;

/// Blobs of which it is remembered who names them, at most; then it is learnt anew.
const MOST: usize = 20_000;
/// How many records' words of one blob are remembered.
const OF_ONE: usize = 8;

/// Keeps what a content names, so that its photos can be asked for by their ids, also after a start: for lists that show
/// thumbnails ([`listed`]). To be called where an entry is taken in or written. Needs no rows.
pub(crate) fn note(turn: &mut Turn<'_>, record: RecordAt, attached: &[Attachment]) {
    for (id, seen) in attached.iter().flat_map(|attachment| Seen::of(attachment, record)) {
        turn.rows.write(Table::Blob, seen_key(id, record.record), &seen);
    }
}

/// A list shows a blob of a record by its id alone: what the record noted of it is looked up when it is asked for.
pub(crate) fn listed(device: &Device, id: BlobId, record: RecordId) {
    let mut listed = device.photos.listed.borrow_mut();
    if listed.len() > MOST {
        listed.clear();
    }
    let of = listed.entry(id).or_default();
    if !of.contains(&record) {
        of.push(record);
        let over = of.len().saturating_sub(OF_ONE);
        of.drain(..over);
    }
}

/// What was noted of an erased record's photos goes.
pub(crate) fn forget_noted(device: &mut Device, record: RecordId, attached: &[Attachment], turn: &mut Turn<'_>) {
    let thumbs = attached.iter().filter_map(|attachment| attachment.thumb.as_ref());
    for blob in thumbs.chain(attached.iter().map(|attachment| &attachment.full)) {
        device.photos.forget_seen(blob.id, record, turn);
    }
}

impl Photos {
    /// Takes in what contents name.
    pub(super) fn see(&self, all: impl Iterator<Item = (BlobId, Seen)>) {
        let mut known = self.seen.borrow_mut();
        if known.len() > MOST {
            known.retain(|id, _| self.wanted.contains(id));
        }
        for (id, seen) in all {
            let of = known.entry(id).or_default();
            match of.iter_mut().find(|before| before.record == seen.record) {
                Some(before) => *before = seen,
                None => of.push(seen),
            }
            let over = of.len().saturating_sub(OF_ONE);
            of.drain(..over);
        }
    }

    /// What is said of a blob, what could be fetched first.
    pub(super) fn seen_of(&self, id: BlobId) -> Vec<Seen> {
        let mut all = self.seen.borrow().get(&id).cloned().unwrap_or_default();
        all.sort_by_key(|seen| !has_fit_size(seen.blob()));
        all
    }

    /// What a record says of a blob.
    pub(super) fn seen_at(&self, id: BlobId, at: StoredAt) -> Option<Seen> {
        self.seen.borrow().get(&id)?.iter().find(|seen| seen.record == at).cloned()
    }

    /// The records whose lists showed a blob.
    pub(super) fn lists_of(&self, id: BlobId) -> Vec<RecordId> {
        self.listed.borrow().get(&id).cloned().unwrap_or_default()
    }

    /// What opens a blob and what it is, if it is here or was shown.
    pub(super) fn known(&self, id: BlobId) -> Option<(BlobRef, BlobType)> {
        if let Some(row) = self.rows.get(&id) {
            return Some((row.blob.clone(), row.kind));
        }
        self.seen_of(id).first().map(|seen| (seen.blob().clone(), seen.kind()))
    }

    /// What is said of a whole; where it is here, by who has its right key.
    pub(super) fn seen_whole(&self, id: BlobId) -> Option<Attachment> {
        let key: Option<BlobKey> = self.rows.get(&id).map(|row| row.blob.key);
        let fits = |seen: &Seen| !seen.is_thumb && key.is_none_or(|key| seen.attachment.full.key == key);
        self.seen_of(id).into_iter().find(fits).map(|seen| seen.attachment)
    }

    /// What a record says of a blob is tried last.
    pub(super) fn try_last(&self, id: BlobId, at: StoredAt) {
        if let Some(of) = self.seen.borrow_mut().get_mut(&id) {
            of.sort_by_key(|seen| seen.record == at);
        }
    }

    /// What a record says of a blob is not true, or the record is gone.
    pub(super) fn forget_seen(&mut self, id: BlobId, record: RecordId, turn: &mut Turn<'_>) {
        turn.rows.delete(Table::Blob, seen_key(id, record));
        let mut seen = self.seen.borrow_mut();
        if let Some(of) = seen.get_mut(&id) {
            of.retain(|seen| seen.record.record != record);
        }
        seen.retain(|_, of| !of.is_empty());
        let mut listed = self.listed.borrow_mut();
        if let Some(of) = listed.get_mut(&id) {
            of.retain(|of| *of != record);
        }
    }
}

pub(super) const fn has_fit_size(blob: &BlobRef) -> bool {
    blob.size > 0 && blob.size <= MAX_BLOB
}
