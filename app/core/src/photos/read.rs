//! Looking at a photo: from this device, or fetched.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use linli_contract::Failure;
use linli_contract::photos::{Bytes, PhotoFault, PhotoView, ReadPhoto};
use linli_contract::sync::Link;
use linli_shared::blobs::{BlobRef, MAX_BLOB};
use linli_shared::cbor;
use linli_shared::seal::open_blob;
use zeroize::Zeroizing;

use super::check;
use super::named::has_fit_size;
use super::rows::{Seen, State, chunk_keys, chunk_wants, seen_key};
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::store::Table;

/// How many photos wait to be fetched at most; more were scrolled past.
const MOST_WANTED: usize = 200;

/// The rows looking at a photo needs.
pub fn read_photo_wants(device: &Device, request: &ReadPhoto) -> Vec<Want> {
    if let Some(row) = device.photos.rows.get(&request.id) {
        return chunk_wants(&row.blob);
    }
    let noted = device.photos.lists_of(request.id).into_iter();
    noted.map(|record| Want::Row(Table::Blob, seen_key(request.id, record))).collect()
}

/// A photo, a thumbnail or a file; what is not here is fetched.
///
/// # Errors
/// [`Failure::NotHere`] if no content that was shown or noted names it.
pub fn read_photo(device: &mut Device, request: &ReadPhoto, turn: &mut Turn<'_>) -> Result<PhotoView, Failure> {
    let id = request.id;
    if let Some(row) = device.photos.rows.get(&id) {
        let (blob, kind) = (row.blob.clone(), row.kind);
        if let Some(sealed) = joined(&blob, turn)? {
            let plain = open_blob(&blob.key, id, &sealed).map(Zeroizing::new).ok();
            // What another device sealed is looked at before a decoder gets it.
            return Ok(match plain.filter(|plain| check::whole(kind, plain).is_ok()) {
                Some(plain) => PhotoView::Here { kind, bytes: Bytes(STANDARD.encode(&*plain)) },
                None => PhotoView::Missing(PhotoFault::Broken),
            });
        }
    } else {
        for record in device.photos.lists_of(id) {
            let seen = turn.rows.get(Table::Blob, &seen_key(id, record))?;
            let seen: Option<Seen> = seen.and_then(|bytes| cbor::from_slice(bytes).ok());
            device.photos.see(seen.into_iter().map(|seen| (id, seen)));
        }
    }
    let Some((blob, _)) = device.photos.known(id) else {
        // What everybody said of it was wrong.
        let fault = device.photos.faults.get(&id).copied();
        return fault.map(PhotoView::Missing).ok_or(Failure::NotHere);
    };
    if !has_fit_size(&blob) {
        return Ok(PhotoView::Missing(PhotoFault::Broken));
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
    // Of somebody else who names it too this fault says nothing.
    let is_tried = |_: &&PhotoFault| device.photos.later.contains_key(&id);
    if let Some(fault) = device.photos.faults.get(&id).filter(is_tried) {
        return Ok(PhotoView::Missing(*fault));
    }
    if matches!(device.link(), Link::Down(_)) {
        return Ok(PhotoView::Missing(PhotoFault::Offline));
    }
    let held = device.photos.coming.get(&id).copied().unwrap_or(0);
    Ok(PhotoView::Coming { held, size: blob.size })
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
