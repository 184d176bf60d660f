//! WebP (RFC 9649): a still picture, lossy or lossless, with or without an alpha plane. What is said beside it is left out.

use zeroize::Zeroizing;

use super::{Checked, Reader, Unfit};

const ALPHA: u8 = 0x10;

pub(super) fn check(bytes: &[u8]) -> Result<Checked, Unfit> {
    let mut reader = Reader(bytes);
    let [riff, length, form]: [[u8; 4]; 3] = [
        reader.array().map_err(|_| Unfit::OtherType)?,
        reader.array().map_err(|_| Unfit::OtherType)?,
        reader.array().map_err(|_| Unfit::OtherType)?,
    ];
    if &riff != b"RIFF" || &form != b"WEBP" {
        return Err(Unfit::OtherType);
    }
    let length = (u32::from_le_bytes(length) as usize).checked_sub(4).ok_or(Unfit::Damaged)?;
    let mut chunks = Reader(reader.take(length)?);
    let (mut canvas, mut picture) = (None, None);
    let mut kept = Zeroizing::new(Vec::with_capacity(bytes.len()));
    kept.extend_from_slice(b"RIFF\0\0\0\0WEBP");
    let mut is_first = true;
    while !chunks.0.is_empty() {
        let name: [u8; 4] = chunks.array()?;
        let length = u32::from_le_bytes(chunks.array()?) as usize;
        let data = chunks.take(length)?;
        if length % 2 == 1 && chunks.take(1)? != [0] {
            return Err(Unfit::Damaged);
        }
        match &name {
            b"VP8X" if is_first => {
                canvas = Some(extended(data)?);
                // Of its flags only the alpha plane is left.
                let flags = data.first().map_or(0, |flags| flags & ALPHA);
                let rest = data.get(4..).unwrap_or_default();
                put(&mut kept, &name, &[&[flags, 0, 0, 0], rest].concat());
            }
            b"ALPH" if canvas.is_some() && picture.is_none() => put(&mut kept, &name, data),
            b"VP8 " | b"VP8L" if picture.is_none() => {
                picture = Some(if &name == b"VP8 " { lossy(data)? } else { lossless(data)? });
                put(&mut kept, &name, data);
            }
            b"VP8X" | b"ALPH" | b"VP8 " | b"VP8L" | b"ANIM" | b"ANMF" => return Err(Unfit::Damaged),
            _ => {}
        }
        is_first = false;
    }
    let (width, height) = picture.ok_or(Unfit::Damaged)?;
    if canvas.is_some_and(|canvas| canvas != (width, height)) {
        return Err(Unfit::Damaged);
    }
    let length = (kept.len() as u32 - 8).to_le_bytes();
    kept.get_mut(4..8).ok_or(Unfit::Damaged)?.copy_from_slice(&length);
    Ok(Checked { width, height, bytes: kept })
}

fn put(kept: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    kept.extend_from_slice(name);
    kept.extend_from_slice(&(data.len() as u32).to_le_bytes());
    kept.extend_from_slice(data);
    if data.len() % 2 == 1 {
        kept.push(0);
    }
}

fn extended(data: &[u8]) -> Result<(u32, u32), Unfit> {
    const ANIMATED: u8 = 0x02;
    let [flags, _, _, _, wide, wider, widest, tall, taller, tallest] = *data else { return Err(Unfit::Damaged) };
    if flags & ANIMATED != 0 {
        return Err(Unfit::Damaged);
    }
    let side = |low, mid, high| u32::from_le_bytes([low, mid, high, 0]) + 1;
    Ok((side(wide, wider, widest), side(tall, taller, tallest)))
}

/// A key frame of VP8 (RFC 6386 §9.1).
fn lossy(data: &[u8]) -> Result<(u32, u32), Unfit> {
    let [tag, _, _, 0x9D, 0x01, 0x2A, wide, wider, tall, taller, ..] = *data else { return Err(Unfit::Damaged) };
    if tag & 1 != 0 {
        return Err(Unfit::Damaged);
    }
    let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3FFF);
    Ok((side(wide, wider), side(tall, taller)))
}

fn lossless(data: &[u8]) -> Result<(u32, u32), Unfit> {
    let [0x2F, bits @ ..] = data else { return Err(Unfit::Damaged) };
    let bits = u32::from_le_bytes(*bits.first_chunk().ok_or(Unfit::Damaged)?);
    if bits >> 29 != 0 {
        return Err(Unfit::Damaged);
    }
    Ok(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
}
