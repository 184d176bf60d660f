//! Photos as the contents of records name them.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_contract::photos::{AttachedState, AttachedView, PhotoFault};
use linli_shared::access::RecordAt;
use linli_shared::blobs::{Attachment, BlobId, MAX_ATTACHED};

use super::Photos;
use super::rows::{PhotoRow, Seen, State, StoredAt, named_key};
use crate::device::{Device, Turn};
use crate::store::Table;

/// Takes kept photos into a record that is written in this step: what its content has to name. They are sent once the
/// record's text has its place. Photos that another record names, as they were shown, are named by this one too. Needs no
/// rows.
///
/// # Errors
/// [`Failure::TooManyPhotos`], [`Failure::BadPhoto`] for one that is neither kept nor shown here.
pub(crate) fn attach(
    device: &mut Device,
    turn: &mut Turn<'_>,
    photos: &[BlobId],
    record: RecordAt,
) -> Result<Vec<Attachment>, Failure> {
    if photos.len() > MAX_ATTACHED {
        return Err(Failure::TooManyPhotos);
    }
    let known = photos.iter().map(|id| device.photos.attachment(*id).ok_or(Failure::BadPhoto));
    let attached: Vec<Attachment> = known.collect::<Result<_, _>>()?;
    let is_kept = |attachment: &&Attachment| {
        device.photos.rows.get(&attachment.full.id).is_some_and(|row| row.state == State::Kept)
    };
    let (kept, others): (Vec<_>, Vec<_>) = attached.iter().partition(is_kept);
    for attachment in kept {
        for id in ids(attachment) {
            if let Some(mut row) = device.photos.rows.get(&id).cloned() {
                row.record = Some(record.into());
                row.state = State::Waiting { sent: 0 };
                device.photos.put(row, turn);
            }
        }
    }
    for attachment in others {
        also(device, turn, core::slice::from_ref(attachment), record);
    }
    turn.durable();
    Ok(attached)
}

/// Has a further record name photos that this device reads in another: the relay is told, nothing is sent again.
pub(crate) fn also(device: &mut Device, turn: &mut Turn<'_>, attached: &[Attachment], record: RecordAt) {
    for id in attached.iter().flat_map(ids) {
        let is_there = device.photos.rows.get(&id).is_some_and(|row| row.is_at(&record));
        if !is_there && !device.photos.is_seen_at(id, &record) {
            let at = StoredAt::from(record);
            turn.rows.write(Table::Meta, named_key(id, record.record), &at);
            device.photos.named.insert((id, record.record), at);
        }
    }
}

/// Takes photos back from a record: a content that named them has no place and never gets one. What waited for it is kept
/// again, as if it had been taken just now, or waits for another record that names it; what the record goes on naming
/// (`still`) stays.
pub(crate) fn release(
    device: &mut Device,
    turn: &mut Turn<'_>,
    record: RecordAt,
    attached: &[Attachment],
    still: &[Attachment],
) {
    let still: BTreeSet<BlobId> = still.iter().flat_map(ids).collect();
    let at = StoredAt::from(record);
    for id in attached.iter().flat_map(ids).filter(|id| !still.contains(id)) {
        device.photos.drop_named(id, record.record, turn);
        device.photos.forget_seen(id, record.record, turn);
        let row = device.photos.rows.get(&id);
        let waits = |row: &&PhotoRow| row.record == Some(at) && matches!(row.state, State::Waiting { .. });
        let Some(mut row) = row.filter(waits).cloned() else { continue };
        device.photos.forget_way(id);
        let mut named = device.photos.named.iter().filter(|((of, _), _)| *of == id);
        if let Some(other) = named.next().map(|(_, at)| *at) {
            device.photos.drop_named(id, other.record, turn);
            row.record = Some(other);
            row.state = State::Waiting { sent: 0 };
        } else {
            row.record = None;
            row.state = State::Kept;
            row.time = turn.now.time;
        }
        device.photos.put(row, turn);
    }
    turn.durable();
}

/// What a screen shows of photos that a record's content names; from then on a screen may ask for them by their ids.
pub(crate) fn view(device: &Device, record: RecordAt, attached: &[Attachment]) -> Vec<AttachedView> {
    device.photos.see(attached.iter().flat_map(|attachment| Seen::of(attachment, record)));
    attached.iter().map(|attachment| view_of(&device.photos, attachment)).collect()
}

/// What a screen shows of photos that a form which is not sent names; what is not here any more is left out.
pub(crate) fn kept(device: &Device, photos: &[BlobId]) -> Vec<AttachedView> {
    let here = photos.iter().filter_map(|id| device.photos.attachment(*id));
    here.map(|attachment| view_of(&device.photos, &attachment)).collect()
}

fn view_of(photos: &Photos, attachment: &Attachment) -> AttachedView {
    AttachedView {
        id: attachment.full.id,
        thumb: attachment.thumb.as_ref().map(|thumb| thumb.id),
        kind: attachment.kind,
        width: attachment.width,
        height: attachment.height,
        name: attachment.name.clone(),
        size: attachment.full.size,
        state: photos.state(attachment),
    }
}

fn ids(attachment: &Attachment) -> impl Iterator<Item = BlobId> + use<> {
    let thumb = attachment.thumb.as_ref().map(|thumb| thumb.id);
    thumb.into_iter().chain([attachment.full.id])
}

impl Photos {
    /// How a content names a whole that is kept here or was shown.
    fn attachment(&self, id: BlobId) -> Option<Attachment> {
        let row = self.rows.get(&id).filter(|row| row.state != State::Fetched);
        row.and_then(PhotoRow::attachment).or_else(|| self.seen_whole(id))
    }

    fn is_seen_at(&self, id: BlobId, record: &RecordAt) -> bool {
        self.seen_at(id, StoredAt::from(*record)).is_some()
    }

    fn state(&self, attachment: &Attachment) -> AttachedState {
        let waits = ids(attachment).any(|id| {
            let row = self.rows.get(&id);
            row.is_some_and(|row| matches!(row.state, State::Kept | State::Waiting { .. }))
        });
        if !waits {
            return AttachedState::Sent;
        }
        if let Some(fault) = ids(attachment).find_map(|id| self.faults.get(&id)) {
            return AttachedState::Stuck(*fault);
        }
        if self.must_wait() {
            return AttachedState::Stuck(PhotoFault::WaitsForWifi);
        }
        let sent = match self.rows.get(&attachment.full.id).map(|row| row.state) {
            Some(State::Waiting { sent }) => sent,
            Some(State::Sent { .. } | State::Fetched) => attachment.full.size,
            Some(State::Kept) | None => 0,
        };
        AttachedState::Sending { sent }
    }
}
