use super::samples::{chunk, frame, jpeg, jpeg_with, pdf, png_with, riff, segment, vp8, vp8x};
use super::*;

const GPS: &[u8] = b"Exif\0\0II*\0 GPS 31.405N 121.489E";

fn told(kind: BlobType, bytes: &[u8]) -> Result<(u32, u32), Unfit> {
    whole(kind, bytes).map(|checked| (checked.width, checked.height))
}

fn kept(kind: BlobType, bytes: &[u8]) -> Vec<u8> {
    whole(kind, bytes).map(|checked| checked.bytes.to_vec()).unwrap_or_default()
}

fn has_gps(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|window| window == b"GPS")
}

fn vp8l(width: u32, height: u32) -> Vec<u8> {
    let bits = (width - 1) | ((height - 1) << 14);
    [&[0x2F], bits.to_le_bytes().as_slice(), &[1; 20]].concat()
}

fn samples() -> Vec<(BlobType, Vec<u8>)> {
    vec![
        (BlobType::Jpeg, jpeg(640, 480, 900)),
        (BlobType::Png, png_with(640, 480, &[chunk(b"sRGB", &[0])])),
        (BlobType::WebP, riff(&[(b"VP8 ", vp8(640, 480))])),
        (BlobType::WebP, riff(&[(b"VP8L", vp8l(640, 480))])),
        (BlobType::WebP, riff(&[(b"VP8X", vp8x(0x10, 640, 480)), (b"ALPH", vec![1; 9]), (b"VP8 ", vp8(640, 480))])),
    ]
}

#[test]
fn a_picture_is_kept_as_it_is_and_tells_its_size() {
    for (kind, bytes) in samples() {
        assert_eq!(told(kind, &bytes), Ok((640, 480)), "{kind:?}");
        assert_eq!(kept(kind, &bytes), bytes, "{kind:?}");
    }
    let paper = pdf(b"<< /Type /Catalog >>");
    assert_eq!((told(BlobType::Pdf, &paper), kept(BlobType::Pdf, &paper)), (Ok((0, 0)), paper));
}

#[test]
fn where_and_with_what_it_was_taken_is_left_out() {
    let extra = [segment(0xE0, b"JFIF\0"), segment(0xE1, GPS), segment(0xE2, GPS), segment(0xFE, GPS)];
    let plain = jpeg_with(640, 480, &extra[..1], b"data\xFF\x00more\xFF\xD0");
    let taken = jpeg_with(640, 480, &extra, b"data\xFF\x00more\xFF\xD0");
    assert_eq!(kept(BlobType::Jpeg, &[taken, GPS.to_vec()].concat()), plain);
    let extra = [chunk(b"eXIf", GPS), chunk(b"tEXt", GPS), chunk(b"iTXt", GPS), chunk(b"acTL", &[0; 8])];
    let taken = [png_with(640, 480, &extra), GPS.to_vec()].concat();
    assert_eq!(kept(BlobType::Png, &taken), png_with(640, 480, &[]));
    let [all, bare] = [0x2C, 0x00].map(|flags| (b"VP8X", vp8x(flags, 640, 480)));
    let picture = (b"VP8 ", vp8(640, 480));
    let taken =
        riff(&[all, (b"ICCP", GPS.to_vec()), picture.clone(), (b"EXIF", GPS.to_vec()), (b"XMP ", GPS.to_vec())]);
    assert_eq!(kept(BlobType::WebP, &[taken, GPS.to_vec()].concat()), riff(&[bare, picture]));
    for (kind, bytes) in samples() {
        assert!(!has_gps(&kept(kind, &bytes)));
    }
}

#[test]
fn one_thing_that_says_it_is_another_is_not_taken() {
    let mut all = samples();
    all.push((BlobType::Pdf, pdf(b"")));
    for (kind, bytes) in &all {
        for other in [BlobType::Jpeg, BlobType::Png, BlobType::WebP, BlobType::Pdf] {
            if other != *kind {
                assert_eq!(told(other, bytes), Err(Unfit::OtherType), "{kind:?} as {other:?}");
            }
        }
    }
    for fake in
        [b"".as_slice(), b"MZ\x90\0 a program", b"<svg onload=alert(1)>", b"<!doctype html>", b"GIF89a", b"PK\x03\x04"]
    {
        for kind in [BlobType::Jpeg, BlobType::Png, BlobType::WebP, BlobType::Pdf] {
            assert_eq!(told(kind, fake), Err(Unfit::OtherType));
        }
    }
}

#[test]
fn a_picture_that_is_cut_anywhere_is_damaged() {
    for (kind, bytes) in samples() {
        for length in 0..bytes.len() {
            assert!(told(kind, &bytes[..length]).is_err(), "{kind:?} cut at {length}");
        }
    }
}

#[test]
fn a_bomb_is_known_by_its_header() {
    let side = 60_000;
    assert_eq!(told(BlobType::Jpeg, &jpeg(side, side, 100)), Err(Unfit::TooLarge));
    assert_eq!(told(BlobType::Png, &png_with(60_000, 60_000, &[])), Err(Unfit::TooLarge));
    assert_eq!(told(BlobType::Png, &png_with(u32::MAX, u32::MAX, &[])), Err(Unfit::TooLarge));
    assert_eq!(told(BlobType::WebP, &riff(&[(b"VP8L", vp8l(16_384, 16_384))])), Err(Unfit::TooLarge));
    let hidden = riff(&[(b"VP8X", vp8x(0, 640, 480)), (b"VP8L", vp8l(16_384, 16_384))]);
    assert_eq!(told(BlobType::WebP, &hidden), Err(Unfit::Damaged), "two sizes");
    let second = jpeg_with(640, 480, &[frame(side, side)], b"data");
    assert_eq!(told(BlobType::Jpeg, &second), Err(Unfit::Damaged), "two frames");
    for (width, height) in [(0, 480), (640, 0), (2_001, 480), (640, 2_001)] {
        assert!(told(BlobType::Jpeg, &jpeg(width, height, 100)).is_err());
    }
    assert_eq!(told(BlobType::Jpeg, &jpeg(2_000, 2_000, 100)), Ok((2_000, 2_000)));
    assert_eq!(told(BlobType::Jpeg, &vec![0xFF; 200 << 20]), Err(Unfit::TooLarge));
}

#[test]
fn a_thumbnail_is_a_small_jpeg() {
    assert!(thumb(&jpeg(240, 180, 5_000)).is_ok());
    assert_eq!(thumb(&jpeg(241, 180, 5_000)), Err(Unfit::TooLarge));
    assert_eq!(thumb(&jpeg(240, 180, 131_072)), Err(Unfit::TooLarge));
    assert_eq!(thumb(&png_with(240, 180, &[])), Err(Unfit::OtherType));
}

#[test]
fn a_paper_with_programs_in_it_is_not_taken() {
    for inside in ["<< /S /JavaScript /JS (app.alert) >>", "<< /S /Launch >>", "<< /Type /EmbeddedFile >>"] {
        assert_eq!(told(BlobType::Pdf, &pdf(inside.as_bytes())), Err(Unfit::Active));
    }
    let whole = pdf(b"");
    assert_eq!(told(BlobType::Pdf, &whole[..whole.len() - 20]), Err(Unfit::Damaged));
    assert_eq!(told(BlobType::Pdf, &[whole, vec![b' '; 2_000]].concat()), Err(Unfit::Damaged));
}

#[test]
fn changed_bytes_are_refused_or_still_a_picture_within_bounds() {
    for (kind, bytes) in samples() {
        for at in 0..bytes.len() {
            for flip in [1, 0x80, 0xFF] {
                let mut changed = bytes.clone();
                changed[at] ^= flip;
                if let Ok(checked) = whole(kind, &changed) {
                    assert!(checked.width.max(checked.height) <= PHOTO_SIDE);
                    assert!(checked.bytes.len() <= changed.len() + 12);
                }
            }
        }
    }
}
