//! Keeping a photo or file until its form is saved, and throwing it away.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use linli_contract::Failure;
use linli_contract::photos::{AttachedState, AttachedView, Bytes, DropPhoto, KeepPhoto};
use linli_shared::blobs::{BlobId, BlobKey, BlobRef, BlobType, CHUNK, MAX_BLOB};
use linli_shared::ids::RecordId;
use linli_shared::seal::rand_core::Rng;
use linli_shared::seal::seal_blob;
use zeroize::Zeroizing;

use super::check;
use super::rows::{PhotoRow, State, chunk_key, chunk_keys, named_key, photo_key};
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::store::Table;

/// The most photos and files that no saved form names: a few forms full.
const MOST_KEPT: usize = 64;
/// The most letters of a file's name.
const MAX_NAME: usize = 120;
/// Uses of a step's randomness.
const WHOLE_KEY: u64 = u64::from_be_bytes(*b"photo ke");
const THUMB_KEY: u64 = u64::from_be_bytes(*b"thumb ke");

/// The rows keeping needs.
pub fn keep_photo_wants(_: &Device, _: &KeepPhoto) -> Vec<Want> {
    Vec::new()
}

/// Keeps a photo or file on this device.
///
/// # Errors
/// [`Failure::BadPhoto`] if it is not what it is said to be, damaged or too large, [`Failure::TooManyPhotos`].
pub fn keep_photo(device: &mut Device, request: &KeepPhoto, turn: &mut Turn<'_>) -> Result<AttachedView, Failure> {
    device.member()?;
    let unattached = |row: &&PhotoRow| row.state == State::Kept && row.whole.is_none();
    if device.photos.rows.values().filter(unattached).count() >= MOST_KEPT {
        return Err(Failure::TooManyPhotos);
    }
    let is_file = request.kind == BlobType::Pdf;
    let name = if is_file { tidy_name(&request.name) } else { String::new() };
    let whole = check::whole(request.kind, &decoded(&request.bytes)?).map_err(|_| Failure::BadPhoto)?;
    let thumb = request.thumb.as_ref().filter(|_| !is_file);
    let thumb = thumb.map(|thumb| check::thumb(&decoded(thumb)?).map_err(|_| Failure::BadPhoto)).transpose()?;
    if (whole.width, whole.height) != (request.width, request.height) {
        return Err(Failure::BadPhoto);
    }
    let (width, height) = (whole.width, whole.height);
    let blob = seal(&whole.bytes, WHOLE_KEY, turn);
    let thumb = thumb.map(|thumb| seal(&thumb.bytes, THUMB_KEY, turn));
    let time = turn.now.time;
    let row = |blob, kind, thumb, whole| {
        let (name, record, state) = (name.clone(), None, State::Kept);
        PhotoRow { blob, kind, width, height, name, thumb, whole, time, record, state }
    };
    let small = thumb.clone().map(|thumb| row(thumb, BlobType::Jpeg, None, Some(blob.id)));
    let whole = row(blob, request.kind, thumb, None);
    for row in small.into_iter().chain([whole.clone()]) {
        device.photos.put(row, turn);
    }
    turn.durable();
    Ok(view(&whole))
}

/// The rows throwing away needs.
pub fn drop_photo_wants(_: &Device, _: &DropPhoto) -> Vec<Want> {
    Vec::new()
}

/// Throws away a photo that no saved form names.
///
/// # Errors
/// [`Failure::NotHere`].
pub fn drop_photo(device: &mut Device, request: &DropPhoto, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let row = device.photos.rows.get(&request.id).filter(|row| row.state == State::Kept && row.whole.is_none());
    let row = row.cloned().ok_or(Failure::NotHere)?;
    device.photos.drop_whole(&row, turn);
    turn.durable();
    Ok(())
}

impl super::Photos {
    pub(super) fn put(&mut self, row: PhotoRow, turn: &mut Turn<'_>) {
        turn.rows.write(Table::Meta, photo_key(row.blob.id), &row);
        self.rows.insert(row.blob.id, row);
    }

    /// Lets a whole go with its thumbnail.
    pub(super) fn drop_whole(&mut self, row: &PhotoRow, turn: &mut Turn<'_>) {
        let thumb = row.thumb.as_ref().map(|thumb| thumb.id);
        thumb.into_iter().chain([row.blob.id]).for_each(|id| self.drop_row(id, turn));
    }

    /// Lets one blob go.
    pub(super) fn drop_row(&mut self, id: BlobId, turn: &mut Turn<'_>) {
        let Some(row) = self.rows.remove(&id) else { return };
        chunk_keys(&row.blob).for_each(|key| turn.rows.delete(Table::Blob, key));
        turn.rows.delete(Table::Meta, photo_key(id));
        self.forget_way(id);
    }

    /// Forgets how sending something went.
    pub(super) fn forget_way(&mut self, id: BlobId) {
        self.faults.remove(&id);
        self.later.remove(&id);
        self.asked.remove(&id);
        self.unknown.remove(&id);
    }

    /// The relay is not to be told any more that a record names something.
    pub(super) fn drop_named(&mut self, id: BlobId, record: RecordId, turn: &mut Turn<'_>) {
        if self.named.remove(&(id, record)).is_some() {
            turn.rows.delete(Table::Meta, named_key(id, record));
        }
    }
}

fn view(row: &PhotoRow) -> AttachedView {
    AttachedView {
        id: row.blob.id,
        thumb: row.thumb.as_ref().map(|thumb| thumb.id),
        kind: row.kind,
        width: row.width,
        height: row.height,
        name: row.name.clone(),
        size: row.blob.size,
        state: AttachedState::Sending { sent: 0 },
    }
}

/// The bytes that a screen gave. More than can be sent is not even read.
fn decoded(bytes: &Bytes) -> Result<Zeroizing<Vec<u8>>, Failure> {
    if bytes.0.len() > (MAX_BLOB as usize).div_ceil(3) * 4 {
        return Err(Failure::BadPhoto);
    }
    STANDARD.decode(&bytes.0).map(Zeroizing::new).map_err(|_| Failure::BadPhoto)
}

/// Seals bytes under a key of their own and writes the chunks.
fn seal(bytes: &[u8], use_number: u64, turn: &mut Turn<'_>) -> BlobRef {
    let mut key = BlobKey([0; 32]);
    turn.rng(use_number).fill_bytes(&mut key.0);
    let sealed = seal_blob(&key, bytes);
    let id = BlobId::of(&sealed);
    for (index, chunk) in sealed.chunks(CHUNK as usize).enumerate() {
        turn.rows.put(Table::Blob, chunk_key(id, index as u32 * CHUNK), chunk.to_vec());
    }
    BlobRef { id, key, size: sealed.len() as u32 }
}

/// A file's name without folders and what no name shows.
fn tidy_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|letter| !letter.is_control()).take(MAX_NAME).collect::<String>().trim().to_owned()
}
