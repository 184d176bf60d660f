//! Headers as cameras write them, and bytes that only look like it.

#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;
use crate::model::photos::{HEADS, PhotoWrong, Taken, judge, may_show};

/// A JPEG with an application segment of this length before its frame.
fn jpeg_of(filling: usize, width: u16, height: u16) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe1];
    bytes.extend(u16::try_from(filling + 2).unwrap().to_be_bytes());
    bytes.extend(vec![0xff; filling]);
    bytes.extend([0xff, 0xff, 0xc2, 0x00, 0x11, 0x08]);
    bytes.extend(height.to_be_bytes());
    bytes.extend(width.to_be_bytes());
    bytes
}

fn png_of(width: u32, height: u32) -> Vec<u8> {
    [PNG, &[0, 0, 0, 13], b"IHDR", &width.to_be_bytes(), &height.to_be_bytes()].concat()
}

fn webp_of(chunk: &[u8], rest: &[u8]) -> Vec<u8> {
    [b"RIFF\x64\0\0\0WEBP", chunk, &[0x40, 0, 0, 0], rest].concat()
}

fn points(head: &[u8]) -> Option<(u32, u32)> {
    match find(head) {
        Heads::Found(Found::Photo { width, height, .. }) => Some((width, height)),
        Heads::Found(Found::Pdf) | Heads::More | Heads::Heic | Heads::Damaged | Heads::Unknown => None,
    }
}

#[test]
fn a_jpeg_tells_its_size_behind_what_the_camera_wrote() {
    assert_eq!(points(&jpeg_of(0, 4_000, 3_000)), Some((4_000, 3_000)));
    assert_eq!(points(&jpeg_of(60_000, 640, 65_535)), Some((640, 65_535)));
    let table_first = [&[0xff, 0xd8, 0xff, 0xc4, 0, 4, 1, 2][..], &jpeg_of(3, 12, 34)[2..]].concat();
    assert_eq!(points(&table_first), Some((12, 34)), "a table's number lies among those of frames");
}

#[test]
fn png_and_the_three_kinds_of_webp_tell_their_size() {
    assert_eq!(points(&png_of(1_170, 2_532)), Some((1_170, 2_532)));
    let lossy = webp_of(b"VP8 ", &[0, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0xe0, 0x01]);
    assert_eq!(points(&lossy), Some((640, 480)));
    // 640 less one in the low 14 bits, 480 less one in the next.
    let bits = (639_u32 | (479 << 14)).to_le_bytes();
    assert_eq!(points(&webp_of(b"VP8L", &[&[0x2f][..], &bits].concat())), Some((640, 480)));
    let extended = [0x10, 0, 0, 0, 0x7f, 0x02, 0, 0xdf, 0x01, 0];
    assert_eq!(points(&webp_of(b"VP8X", &extended)), Some((640, 480)));
}

#[test]
fn what_only_looks_like_a_photo_is_told_apart() {
    assert_eq!(find(b"GIF89a\x01\x00\x01\x00"), Heads::Unknown);
    assert_eq!(find(b"<svg onload=alert(1)>"), Heads::Unknown);
    assert_eq!(find(b""), Heads::Unknown);
    assert_eq!(find(b"\0\0\0\x18ftypheic\0\0"), Heads::Heic);
    assert_eq!(find(&[0xff, 0xd8, 0xff, 0xda, 0, 8]), Heads::Damaged, "a scan without a frame");
    assert_eq!(find(&[0xff, 0xd8, 0xff, 0xe0, 0, 0]), Heads::Damaged, "a segment shorter than its own length");
    assert_eq!(find(&webp_of(b"VP8 ", &[0, 0, 0, 1, 2, 3, 0, 0, 0, 0])), Heads::Damaged);
    assert_eq!(find(&[PNG, &[0, 0, 0, 1], b"tEXt"].concat()), Heads::Damaged);
}

#[test]
fn a_file_is_judged_by_its_bytes_not_by_its_name() {
    let photo = jpeg_of(10, 4_000, 3_000);
    assert_eq!(judge(photo.len() as f64, &photo), Ok(Some(Taken::Photo)));
    assert_eq!(judge(9e6, &photo[..12]), Ok(None), "more of it is wanted");
    assert_eq!(judge(12.0, &photo[..12]), Err(PhotoWrong::Damaged), "there is no more");
    assert_eq!(judge(9e6, &[&[0xff, 0xd8][..], &vec![0xff; HEADS[1] as usize]].concat()), Err(PhotoWrong::Damaged));
    assert_eq!(judge(100.0, &png_of(60_000, 60_000)), Err(PhotoWrong::TooManyPoints), "a bomb");
    assert_eq!(judge(9e6, b"%PDF-1.7"), Err(PhotoWrong::FileTooLarge));
    assert_eq!(judge(9e5, b"%PDF-1.7"), Ok(Some(Taken::File(BlobType::Pdf))));
    assert_eq!(judge(9e5, b"MZ\x90"), Err(PhotoWrong::NotAPhoto));
}

#[test]
fn what_was_sent_is_shown_only_as_what_it_is() {
    assert!(may_show(BlobType::Jpeg, &jpeg_of(10, 2_000, 1_500)));
    assert!(!may_show(BlobType::Png, &jpeg_of(10, 2_000, 1_500)), "another kind than was said");
    assert!(!may_show(BlobType::Png, &png_of(16_000, 16_000)), "a bomb from another member");
    assert!(may_show(BlobType::Pdf, b"%PDF-1.4") && !may_show(BlobType::Pdf, b"<html>"));
}

proptest! {
    #[test]
    fn no_bytes_bring_the_reader_down(start in 0_usize..5, rest in proptest::collection::vec(any::<u8>(), 0..400)) {
        let starts: [&[u8]; 5] = [&[0xff, 0xd8, 0xff], PNG, b"RIFF\0\0\0\0WEBPVP8X", b"\0\0\0\x18ftyp", b""];
        let bytes = [starts[start], &rest].concat();
        let found = find(&bytes);
        // What is found in a part of a file is found in the whole of it.
        for end in 0..bytes.len() {
            if let Heads::Found(part) = find(&bytes[..end]) {
                prop_assert_eq!(Heads::Found(part), found);
            }
        }
    }
}
