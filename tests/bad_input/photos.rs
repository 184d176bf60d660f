//! What a screen hands over as a photo and is none, and what comes to the relay as one.

use linli_contract::Failure;
use linli_contract::photos::{Bytes, KeepPhoto, PhotoView, ReadPhoto};
use linli_contract::storage::ReadStorage;
use linli_shared::blobs::{BlobId, BlobType};
use linli_shared::cbor;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::protocol::{BlobAnswer, BlobAsk, BlobCall, BlobRefusal, PROTOCOL, SignedBlobAsk};
use linli_shared::seal::DeviceSecret;
use tests::cast::{Town, jpeg, photo, text};

use crate::chance::Chance;
use crate::scene::Scene;

const EVERY_TYPE: [BlobType; 4] = [BlobType::Jpeg, BlobType::Png, BlobType::WebP, BlobType::Pdf];

fn form(kind: BlobType, bytes: &[u8]) -> KeepPhoto {
    let (width, height) = if kind == BlobType::Pdf { (0, 0) } else { (1_600, 1_200) };
    KeepPhoto { kind, bytes: text(bytes), thumb: None, width, height, name: "x".into() }
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    [b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".as_slice(), &sides, &[8, 2, 0, 0, 0, 1, 2, 3, 4]].concat()
}

fn webp(width: u32) -> Vec<u8> {
    let bits = ((width - 1) | ((width - 1) << 14)).to_le_bytes();
    [b"RIFF\x16\0\0\0WEBPVP8L\x09\0\0\0\x2f".as_slice(), &bits, &[0; 5]].concat()
}

#[test]
fn what_is_no_photo_is_told_and_the_next_one_is_kept() {
    let mut town = Town::new(910);
    let wang = town.wang();
    let whole = jpeg(1, 1_600, 1_200, 50_000);
    let fakes: [&[u8]; 8] = [
        b"",
        b"MZ\x90\0\x03 a program",
        b"#!/bin/sh\nrm -rf /",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<!doctype html><script>alert(1)</script>",
        b"PK\x03\x04 an archive",
        b"GIF89a\x01\0\x01\0",
        b"\xFF\xD8\xFF",
    ];
    for kind in EVERY_TYPE {
        for fake in fakes {
            assert_eq!(town.try_ask(wang, form(kind, fake)), Err(Failure::BadPhoto), "{kind:?} {fake:?}");
        }
    }
    for (kind, bomb) in [
        (BlobType::Jpeg, jpeg(1, 60_000, 60_000, 5_000)),
        (BlobType::Png, png(60_000, 60_000)),
        (BlobType::Png, png(u32::MAX, u32::MAX)),
        (BlobType::WebP, webp(16_384)),
    ] {
        for (width, height) in [(60_000, 60_000), (1_600, 1_200), (0, 0), (u32::MAX, u32::MAX)] {
            let form = KeepPhoto { width, height, ..form(kind, &bomb) };
            assert_eq!(town.try_ask(wang, form), Err(Failure::BadPhoto), "{kind:?} that claims {width}");
        }
    }
    for length in (0..whole.len()).step_by(997).chain([whole.len() - 1]) {
        assert_eq!(
            town.try_ask(wang, form(BlobType::Jpeg, &whole[..length])),
            Err(Failure::BadPhoto),
            "cut at {length}"
        );
    }
    for letters in ["%", "A", "AA=A", "not base64 at all", "\u{FEFF}AAAA"] {
        let form = KeepPhoto { bytes: Bytes(letters.into()), ..form(BlobType::Jpeg, &[]) };
        assert_eq!(town.try_ask(wang, form), Err(Failure::BadPhoto), "{letters}");
    }
    let huge = KeepPhoto { bytes: Bytes("A".repeat(200 << 20)), ..form(BlobType::Jpeg, &[]) };
    assert_eq!(town.try_ask(wang, huge), Err(Failure::BadPhoto), "200 MB");
    let bad_thumb = KeepPhoto { thumb: Some(text(b"nothing")), ..form(BlobType::Jpeg, &whole) };
    assert_eq!(town.try_ask(wang, bad_thumb), Err(Failure::BadPhoto));
    assert_eq!(town.ask(wang, ReadStorage::default()).photos, 0, "nothing of it was kept");
    let kept = town.ask(wang, form(BlobType::Jpeg, &whole));
    assert!(matches!(town.ask(wang, ReadPhoto { id: kept.id }), PhotoView::Here { .. }));
}

#[test]
fn changed_bytes_of_a_photo_are_refused_or_kept_as_a_photo_within_bounds() {
    let mut town = Town::new(911);
    let wang = town.wang();
    let whole = jpeg(1, 1_600, 1_200, 300);
    let mut chance = Chance(911);
    let mut kept = 0;
    for _ in 0..1_000 {
        let mut changed = whole.clone();
        for _ in 0..=chance.below(3) {
            let at = chance.below(changed.len());
            changed[at] = chance.below(256) as u8;
        }
        match town.try_ask(wang, form(BlobType::Jpeg, &changed)) {
            Ok(view) => {
                assert_eq!((view.width, view.height), (1_600, 1_200));
                town.ask(wang, linli_contract::photos::DropPhoto { id: view.id });
                kept += 1;
            }
            Err(failure) => assert_eq!(failure, Failure::BadPhoto),
        }
    }
    assert!(kept > 0, "a changed byte of the scan is still a photo");
}

#[test]
fn whatever_comes_to_the_relay_as_a_question_about_a_photo_is_refused() {
    let mut scene = Scene::new(912);
    let (time, code) = (scene.town.time, scene.town.estate.code);
    let wang: DeviceSecret = scene.keys(scene.town.wang());
    let device = wang.keys().device();
    let (blob, record, scope) = (BlobId([1; 32]), RecordId([2; 16]), AreaId([3; 16]));
    let ask = |version, kind, call| {
        let ask = BlobAsk { version, log: code, device, blob, record, kind, scope, call };
        cbor::to_vec(&SignedBlobAsk::sign(&ask, &wang.signing()))
    };
    let put = |size, offset, bytes: usize| BlobCall::Put { size, offset, bytes: vec![7; bytes] };
    let honest = ask(PROTOCOL, Kind::Case, put(70_000, 0, 65_536));
    let relay = scene.town.relay.as_mut().unwrap();
    let mut refused = |bytes: &[u8]| match relay.handle_blob(bytes, time) {
        BlobAnswer::Refused(refusal) => refusal,
        other @ (BlobAnswer::Held { .. } | BlobAnswer::Part { .. }) => panic!("{other:?}"),
    };
    for kind in Kind::KNOWN.into_iter().chain([Kind::Unknown(900)]) {
        assert_eq!(refused(&ask(PROTOCOL, kind, BlobCall::Have)), BlobRefusal::UnknownRecord, "{kind:?}");
    }
    assert_eq!(refused(&ask(PROTOCOL + 1, Kind::Case, BlobCall::Have)), BlobRefusal::Malformed);
    assert_eq!(refused(&ask(PROTOCOL, Kind::Case, put(u32::MAX, u32::MAX, 65_536))), BlobRefusal::UnknownRecord);
    assert_eq!(refused(&vec![0; 200 << 20]), BlobRefusal::Malformed, "200 MB");
    let mut chance = Chance(912);
    for _ in 0..3_000 {
        let mut changed = honest.clone();
        let at = chance.below(400.min(changed.len()));
        changed[at] ^= 1 << chance.below(8);
        let refusal = refused(&changed);
        assert!(matches!(refusal, BlobRefusal::Malformed | BlobRefusal::NotAdmitted), "{refusal:?}");
    }
    assert_eq!(refused(&honest), BlobRefusal::UnknownRecord);
    let wang = scene.town.wang();
    scene.town.ask(wang, photo(1, 1_000));
}
