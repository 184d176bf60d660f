//! Bytes that a later release must still read: what is stored of photos and files.

use linli_shared::blobs::{Attachment, BlobId, BlobKey, BlobRef, BlobType};
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;

use super::rows::{PhotoRow, Seen, State, StoredAt};
use crate::frozen::Frozen;

const AT: StoredAt = StoredAt { record: RecordId([0x71; 16]), kind: Kind::Case, scope: AreaId([0x9d; 16]) };

fn blob(byte: u8, size: u32) -> BlobRef {
    BlobRef { id: BlobId([byte; 32]), key: BlobKey([byte + 1; 32]), size }
}

#[test]
fn rows_of_photos_are_frozen() {
    let mut frozen = Frozen::read(include_str!("../../../../tests/wire/photo_rows.txt"));
    let photo = PhotoRow {
        blob: blob(1, 300_000),
        kind: BlobType::Jpeg,
        width: 2_000,
        height: 1_500,
        name: String::new(),
        thumb: Some(blob(3, 9_000)),
        whole: None,
        time: Millis(1_795_222_800_000),
        record: Some(AT),
        state: State::Waiting { sent: 65_536 },
    };
    frozen.value("photo that waits", &photo);
    frozen.value("photo kept", &PhotoRow { record: None, state: State::Kept, ..photo.clone() });
    frozen.value("photo sent", &PhotoRow { state: State::Sent { after: 4_096, era: 2 }, ..photo.clone() });
    let thumb =
        PhotoRow { blob: blob(3, 9_000), thumb: None, whole: Some(BlobId([1; 32])), state: State::Fetched, ..photo };
    frozen.value("thumbnail fetched", &thumb);
    let (kind, name) = (BlobType::Pdf, "水费单.pdf".to_owned());
    frozen.value("file", &PhotoRow { kind, name, width: 0, height: 0, whole: None, ..thumb });
    let attachment = Attachment {
        kind: BlobType::Jpeg,
        full: blob(1, 300_000),
        thumb: Some(blob(3, 9_000)),
        width: 2_000,
        height: 1_500,
        name: String::new(),
    };
    frozen.value("named by a content", &Seen { attachment, is_thumb: true, record: AT });
    frozen.value("named by another record", &AT);
    frozen.done();
}
