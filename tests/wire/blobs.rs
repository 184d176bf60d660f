//! Photos and files: questions, answers, the seal.

use linli_shared::blobs::{BlobId, BlobKey, CHUNK};
use linli_shared::ed25519::SigningKey;
use linli_shared::ids::RecordId;
use linli_shared::kinds::Kind;
use linli_shared::protocol::{BlobAnswer, BlobAsk, BlobCall, BlobRefusal, PROTOCOL, SignedBlobAsk};
use linli_shared::seal::{open_blob, seal_blob};

use crate::frozen::Frozen;
use crate::parcels::{DEVICE, GRID, LOG};

fn ask(call: BlobCall) -> BlobAsk {
    let (blob, record, kind) = (BlobId([0xb1; 32]), RecordId([0x71; 16]), Kind::Case);
    BlobAsk { version: PROTOCOL, log: LOG, device: DEVICE, blob, record, kind, scope: GRID, call }
}

#[test]
fn questions_about_photos_and_their_answers() {
    let mut frozen = Frozen::read(include_str!("blobs.txt"));
    frozen.value("have", &ask(BlobCall::Have));
    frozen.value("put", &ask(BlobCall::Put { size: 150_000, offset: CHUNK, bytes: vec![1, 2, 3] }));
    frozen.value("get", &ask(BlobCall::Get { offset: 2 * CHUNK }));
    let key = SigningKey::from_bytes(&[7; 32]);
    let signed = SignedBlobAsk::sign(&ask(BlobCall::Have), &key);
    assert!(signed.is_signed_by(&key.verifying_key()));
    frozen.value("signed", &signed);
    frozen.value("held", &BlobAnswer::Held { held: CHUNK, size: 150_000 });
    frozen.value("part", &BlobAnswer::Part { size: 150_000, bytes: vec![1, 2, 3] });
    let refusals = [
        BlobRefusal::NotAdmitted,
        BlobRefusal::NoRight,
        BlobRefusal::UnknownRecord,
        BlobRefusal::NotHere,
        BlobRefusal::WrongHash,
        BlobRefusal::Misfit,
        BlobRefusal::Quota,
        BlobRefusal::DiskFull,
        BlobRefusal::Malformed,
        BlobRefusal::Failed,
        BlobRefusal::Busy,
    ];
    frozen.value("refusals", &refusals.map(BlobAnswer::Refused).to_vec());
    let sealed = seal_blob(&BlobKey([2; 32]), b"a photo");
    frozen.bytes("sealed", &sealed);
    frozen.bytes("address of the sealed", &BlobId::of(&sealed).0);
    frozen.done();
}

#[test]
fn a_frozen_photo_opens() {
    let frozen = Frozen::read(include_str!("blobs.txt"));
    let sealed = frozen.get("sealed");
    assert_eq!(open_blob(&BlobKey([2; 32]), BlobId::of(&sealed), &sealed).as_deref(), Ok(&b"a photo"[..]));
}
