//! JPEG (ITU-T T.81): segments up to the end of the image. Only what a decoder needs is kept, so neither EXIF with the place
//! it was taken at, nor comments, nor a second picture behind the first.

use zeroize::Zeroizing;

use super::{Checked, Reader, Unfit};

const SOI: u8 = 0xD8;
const EOI: u8 = 0xD9;
const SOS: u8 = 0xDA;
const DNL: u8 = 0xDC;

pub(super) fn check(bytes: &[u8]) -> Result<Checked, Unfit> {
    let mut reader = Reader(bytes);
    if reader.array().ok() != Some([0xFF, SOI, 0xFF]) {
        return Err(Unfit::OtherType);
    }
    let mut kept = Zeroizing::new(Vec::with_capacity(bytes.len()));
    kept.extend_from_slice(&[0xFF, SOI]);
    let mut size = None;
    let mut has_scan = false;
    let [mut marker] = reader.array()?;
    loop {
        while marker == 0xFF {
            [marker] = reader.array()?;
        }
        if marker == EOI {
            kept.extend_from_slice(&[0xFF, EOI]);
            let (width, height) = size.filter(|_| has_scan).ok_or(Unfit::Damaged)?;
            return Ok(Checked { width, height, bytes: kept });
        }
        // A marker without a segment, or the height given late, has no place here.
        if marker < 0xC0 || (0xD0..=SOI).contains(&marker) || marker == DNL {
            return Err(Unfit::Damaged);
        }
        let segment = segment(&mut reader)?;
        if is_frame(marker) {
            size = Some(frame(marker, segment).filter(|_| size.is_none()).ok_or(Unfit::Damaged)?);
        }
        if is_kept(marker) {
            kept.extend_from_slice(&[0xFF, marker]);
            kept.extend_from_slice(&(segment.len() as u16 + 2).to_be_bytes());
            kept.extend_from_slice(segment);
        }
        if marker == SOS {
            if size.is_none() {
                return Err(Unfit::Damaged);
            }
            has_scan = true;
            marker = scan(&mut reader, &mut kept)?;
        } else {
            let [first, next] = reader.array()?;
            if first != 0xFF {
                return Err(Unfit::Damaged);
            }
            marker = next;
        }
    }
}

fn segment<'a>(reader: &mut Reader<'a>) -> Result<&'a [u8], Unfit> {
    let length = usize::from(u16::from_be_bytes(reader.array()?));
    reader.take(length.checked_sub(2).ok_or(Unfit::Damaged)?)
}

/// A start of frame; 0xC4, 0xC8 and 0xCC are other tables.
fn is_frame(marker: u8) -> bool {
    (0xC0..=0xCF).contains(&marker) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}

/// Width and height of a frame that every decoder knows: baseline, extended or progressive, eight bits.
fn frame(marker: u8, segment: &[u8]) -> Option<(u32, u32)> {
    let [depth, tall, high, wide, low, parts, ..] = *segment else { return None };
    let fits = matches!(marker, 0xC0..=0xC2) && depth == 8 && segment.len() == 6 + 3 * usize::from(parts);
    let (height, width) = (u16::from_be_bytes([tall, high]), u16::from_be_bytes([wide, low]));
    (fits && matches!(parts, 1 | 3 | 4)).then_some((u32::from(width), u32::from(height)))
}

/// Whether a decoder needs a segment: tables, frames, scans, and the two that say how colours are meant (JFIF, Adobe).
fn is_kept(marker: u8) -> bool {
    !((0xE1..=0xED).contains(&marker) || marker >= 0xEF)
}

/// Copies the data of a scan and gives the marker that ends it.
fn scan(reader: &mut Reader<'_>, kept: &mut Vec<u8>) -> Result<u8, Unfit> {
    loop {
        let at = reader.0.iter().position(|byte| *byte == 0xFF).ok_or(Unfit::Damaged)?;
        kept.extend_from_slice(reader.take(at)?);
        let [_, next] = reader.array()?;
        if next == 0 || (0xD0..=0xD7).contains(&next) {
            kept.extend_from_slice(&[0xFF, next]);
        } else {
            return Ok(next);
        }
    }
}
