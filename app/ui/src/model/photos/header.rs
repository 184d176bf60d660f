//! What a file is by its first bytes, and how many points a photo has by its header: JPEG, PNG, WebP, PDF.
//!
//! **Invariant:** reading ends whatever the bytes are; it never looks beyond them and never panics.

use linli_shared::blobs::BlobType;

/// What the first bytes tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heads {
    /// A photo or file that can be taken.
    Found(Found),
    /// The kind is known, its size comes later in the file.
    More,
    /// A photo of a kind that browsers do not open.
    Heic,
    /// It begins like a photo and goes on like none.
    Damaged,
    /// Nothing known.
    Unknown,
}

/// A photo or file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A photo, in points as it is stored: a turned one has them the other way round.
    Photo {
        /// Its kind.
        kind: BlobType,
        /// Width in points.
        width: u32,
        /// Height in points.
        height: u32,
    },
    /// A PDF.
    Pdf,
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Looks at the beginning of a file.
#[must_use]
pub fn find(head: &[u8]) -> Heads {
    if head.starts_with(&[0xff, 0xd8, 0xff]) {
        jpeg(head)
    } else if head.starts_with(PNG) {
        png(head)
    } else if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        webp(head)
    } else if head.starts_with(b"%PDF-") {
        Heads::Found(Found::Pdf)
    } else if head.get(4..8) == Some(b"ftyp") && head.get(8..12).is_some_and(is_heic) {
        Heads::Heic
    } else {
        Heads::Unknown
    }
}

fn is_heic(brand: &[u8]) -> bool {
    matches!(brand, b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" | b"avif")
}

fn photo(kind: BlobType, width: u32, height: u32) -> Heads {
    Heads::Found(Found::Photo { kind, width, height })
}

/// ITU T.81, annex B: segments up to the frame header, which tells height and width.
fn jpeg(head: &[u8]) -> Heads {
    let mut at = 2;
    loop {
        let Some(&lead) = head.get(at) else { return Heads::More };
        if lead != 0xff {
            return Heads::Damaged;
        }
        let Some(&marker) = head.get(at + 1) else { return Heads::More };
        match marker {
            // Filling before a marker.
            0xff => at += 1,
            // Markers without a segment.
            0x01 | 0xd0..=0xd7 => at += 2,
            // Frame headers, and not the tables whose numbers lie among them.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let (Some(height), Some(width)) = (big16(head, at + 5), big16(head, at + 7)) else {
                    return Heads::More;
                };
                return photo(BlobType::Jpeg, width, height);
            }
            // The picture begins, or ends, without a frame.
            0x00 | 0xd8 | 0xd9 | 0xda => return Heads::Damaged,
            _ => {
                let Some(length) = big16(head, at + 2) else { return Heads::More };
                if length < 2 {
                    return Heads::Damaged;
                }
                at += 2 + length as usize;
            }
        }
    }
}

/// PNG, clause 11.2.2: the first chunk is IHDR.
fn png(head: &[u8]) -> Heads {
    match head.get(12..16) {
        None => Heads::More,
        Some(b"IHDR") => match (big32(head, 16), big32(head, 20)) {
            (Some(width), Some(height)) => photo(BlobType::Png, width, height),
            _ => Heads::More,
        },
        Some(_) => Heads::Damaged,
    }
}

/// RFC 9649: a simple lossy, a simple lossless, or an extended file.
fn webp(head: &[u8]) -> Heads {
    let Some(chunk) = head.get(12..16) else { return Heads::More };
    let found = match chunk {
        b"VP8 " => match head.get(23..26) {
            None => None,
            Some([0x9d, 0x01, 0x2a]) => {
                little16(head, 26).zip(little16(head, 28)).map(|(width, height)| (width & 0x3fff, height & 0x3fff))
            }
            Some(_) => return Heads::Damaged,
        },
        b"VP8L" => match head.get(20) {
            None => None,
            Some(0x2f) => little32(head, 21).map(|bits| ((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1)),
            Some(_) => return Heads::Damaged,
        },
        b"VP8X" => little24(head, 24).zip(little24(head, 27)).map(|(width, height)| (width + 1, height + 1)),
        _ => return Heads::Damaged,
    };
    found.map_or(Heads::More, |(width, height)| photo(BlobType::WebP, width, height))
}

fn part<const N: usize>(head: &[u8], at: usize) -> Option<[u8; N]> {
    head.get(at..at + N)?.try_into().ok()
}

fn big16(head: &[u8], at: usize) -> Option<u32> {
    part(head, at).map(|bytes| u16::from_be_bytes(bytes).into())
}

fn big32(head: &[u8], at: usize) -> Option<u32> {
    part(head, at).map(u32::from_be_bytes)
}

fn little16(head: &[u8], at: usize) -> Option<u32> {
    part(head, at).map(|bytes| u16::from_le_bytes(bytes).into())
}

fn little24(head: &[u8], at: usize) -> Option<u32> {
    part::<3>(head, at).map(|[low, middle, high]| u32::from_le_bytes([low, middle, high, 0]))
}

fn little32(head: &[u8], at: usize) -> Option<u32> {
    part(head, at).map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests;
