//! PNG (ISO/IEC 15948): chunks with their checks up to the end. Only what a decoder needs is kept.

use zeroize::Zeroizing;

use super::{Checked, Reader, Unfit};

const SIGNATURE: [u8; 8] = *b"\x89PNG\r\n\x1a\n";
const MAX_LENGTH: u32 = (1 << 31) - 1;

pub(super) fn check(bytes: &[u8]) -> Result<Checked, Unfit> {
    let mut reader = Reader(bytes);
    if reader.array().ok() != Some(SIGNATURE) {
        return Err(Unfit::OtherType);
    }
    let mut kept = Zeroizing::new(Vec::with_capacity(bytes.len()));
    kept.extend_from_slice(&SIGNATURE);
    let (mut size, mut has_data) = (None, false);
    loop {
        let whole = reader.0;
        let length = u32::from_be_bytes(reader.array()?);
        let name: [u8; 4] = reader.array()?;
        if length > MAX_LENGTH || !name.iter().all(u8::is_ascii_alphabetic) {
            return Err(Unfit::Damaged);
        }
        let data = reader.take(length as usize)?;
        let sum = u32::from_be_bytes(reader.array()?);
        if crc(whole.get(4..8 + data.len()).ok_or(Unfit::Damaged)?) != sum {
            return Err(Unfit::Damaged);
        }
        if (size.is_none()) != (&name == b"IHDR") {
            return Err(Unfit::Damaged);
        }
        let is_kept = match &name {
            b"IHDR" => {
                size = Some(header(data)?);
                true
            }
            b"IDAT" => {
                has_data = true;
                true
            }
            b"PLTE" | b"tRNS" | b"gAMA" | b"sRGB" | b"IEND" => true,
            // A chunk that a decoder must know and this release does not.
            other if other[0].is_ascii_uppercase() => return Err(Unfit::Damaged),
            _ => false,
        };
        if is_kept {
            kept.extend_from_slice(whole.get(..12 + data.len()).ok_or(Unfit::Damaged)?);
        }
        if &name == b"IEND" {
            let (width, height) = size.filter(|_| has_data && data.is_empty()).ok_or(Unfit::Damaged)?;
            return Ok(Checked { width, height, bytes: kept });
        }
    }
}

fn header(data: &[u8]) -> Result<(u32, u32), Unfit> {
    let mut reader = Reader(data);
    let (width, height) = (u32::from_be_bytes(reader.array()?), u32::from_be_bytes(reader.array()?));
    let [depth, colour, packing, filter, interlace] = reader.array()?;
    let fits_colour = match colour {
        0 => matches!(depth, 1 | 2 | 4 | 8 | 16),
        3 => matches!(depth, 1 | 2 | 4 | 8),
        2 | 4 | 6 => matches!(depth, 8 | 16),
        _ => false,
    };
    let fits = reader.0.is_empty() && fits_colour && packing == 0 && filter == 0 && interlace <= 1;
    if fits { Ok((width, height)) } else { Err(Unfit::Damaged) }
}

const TABLE: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let (mut value, mut bit) = (byte as u32, 0);
        while bit < 8 {
            value = if value & 1 == 1 { 0xEDB8_8320 ^ (value >> 1) } else { value >> 1 };
            bit += 1;
        }
        table[byte] = value;
        byte += 1;
    }
    table
};

/// The check of a chunk: CRC-32 over its name and data.
pub(super) fn crc(bytes: &[u8]) -> u32 {
    let step = |value: u32, byte: &u8| TABLE[((value ^ u32::from(*byte)) & 0xFF) as usize] ^ (value >> 8);
    !bytes.iter().fold(u32::MAX, step)
}
