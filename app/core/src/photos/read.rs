//! Looking at a photo: from this device, or fetched.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use linli_contract::Failure;
use linli_contract::photos::{Bytes, PhotoFault, PhotoView, ReadPhoto};
use linli_contract::sync::Link;
use linli_shared::blobs::{BlobId, BlobRef, BlobType, MAX_BLOB};
use linli_shared::cbor;
use linli_shared::seal::open_blob;
use zeroize::Zeroizing;

use super::check;
use super::rows::{Seen, State, chunk_keys, chunk_wants, seen_key};
use crate::device::rows::{Rows, Want};
use crate::device::{Device, Turn};
use crate::store::Table;

/// How many photos wait to be fetched at most; more were scrolled past.
const MOST_WANTED: usize = 200;

/// The rows looking at a photo needs.
pub fn read_photo_wants(device: &Device, request: &ReadPhoto, rows: &Rows) -> Vec<Want> {
    if let Some((blob, _)) = device.photos.known(request.id) {
        return chunk_wants(&blob);
    }
    let key = seen_key(request.id);
    match rows.get(Table::Blob, &key) {
        Err(_) => vec![Want::Row(Table::Blob, key)],
        Ok(row) => stored(row).map_or_else(Vec::new, |seen| chunk_wants(seen.blob())),
    }
}

/// A photo, a thumbnail or a file; what is not here is fetched.
///
/// # Errors
/// [`Failure::NotHere`] if no content that was shown or noted names it.
pub fn read_photo(device: &mut Device, request: &ReadPhoto, turn: &mut Turn<'_>) -> Result<PhotoView, Failure> {
    let id = request.id;
    if device.photos.known(id).is_none() {
        let seen = stored(turn.rows.get(Table::Blob, &seen_key(id))?).ok_or(Failure::NotHere)?;
        device.photos.seen.borrow_mut().insert(id, seen);
    }
    let (blob, kind) = device.photos.known(id).ok_or(Failure::NotHere)?;
    if blob.size == 0 || blob.size > MAX_BLOB {
        return Ok(PhotoView::Missing(PhotoFault::Broken));
    }
    if let Some(sealed) = joined(&blob, turn)? {
        let plain = open_blob(&blob.key, id, &sealed).map(Zeroizing::new).ok();
        // What another device sealed is looked at before a decoder gets it.
        return Ok(match plain.filter(|plain| check::whole(kind, plain).is_ok()) {
            Some(plain) => PhotoView::Here { kind, bytes: Bytes(STANDARD.encode(&*plain)) },
            None => PhotoView::Missing(PhotoFault::Broken),
        });
    }
    let is_own =
        device.photos.rows.get(&id).is_some_and(|row| matches!(row.state, State::Kept | State::Waiting { .. }));
    if is_own {
        return Ok(PhotoView::Missing(PhotoFault::Broken));
    }
    if !device.photos.wanted.contains(&id) {
        device.photos.wanted.push(id);
        let over = device.photos.wanted.len().saturating_sub(MOST_WANTED);
        device.photos.wanted.drain(..over);
    }
    if let Some(fault) = device.photos.faults.get(&id) {
        return Ok(PhotoView::Missing(*fault));
    }
    if matches!(device.link(), Link::Down(_)) {
        return Ok(PhotoView::Missing(PhotoFault::Offline));
    }
    let held = device.photos.coming.get(&id).copied().unwrap_or(0);
    Ok(PhotoView::Coming { held, size: blob.size })
}

fn stored(row: Option<&[u8]>) -> Option<Seen> {
    row.and_then(|bytes| cbor::from_slice(bytes).ok())
}

/// The whole ciphertext, if all of it is here; every chunk has to be loaded.
pub(super) fn joined(blob: &BlobRef, turn: &Turn<'_>) -> Result<Option<Vec<u8>>, Failure> {
    let mut all = Vec::with_capacity(blob.size.min(MAX_BLOB) as usize);
    for key in chunk_keys(blob) {
        match turn.rows.get(Table::Blob, &key)? {
            Some(chunk) => all.extend_from_slice(chunk),
            None => return Ok(None),
        }
    }
    Ok((all.len() == blob.size as usize).then_some(all))
}

impl super::Photos {
    /// What opens a blob and what it is, if it is here or was shown.
    pub(super) fn known(&self, id: BlobId) -> Option<(BlobRef, BlobType)> {
        if let Some(row) = self.rows.get(&id) {
            return Some((row.blob.clone(), row.kind));
        }
        self.seen.borrow().get(&id).map(|seen| (seen.blob().clone(), seen.kind()))
    }
}
