//! Pictures put together by hand: every header a decoder asks for, and what it does not.

use super::png::crc;

pub(in crate::photos) fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
    [&[0xFF, marker], (data.len() as u16 + 2).to_be_bytes().as_slice(), data].concat()
}

pub(in crate::photos) fn frame(width: u16, height: u16) -> Vec<u8> {
    let [h, w] = [height.to_be_bytes(), width.to_be_bytes()];
    segment(0xC0, &[8, h[0], h[1], w[0], w[1], 1, 1, 0x11, 0])
}

/// A JPEG with more segments before its frame.
pub(in crate::photos) fn jpeg_with(width: u16, height: u16, extra: &[Vec<u8>], scan: &[u8]) -> Vec<u8> {
    let tables = [segment(0xDB, &[1; 65]), segment(0xC4, &[0; 20])].concat();
    let start = segment(0xDA, &[1, 1, 0, 0, 63, 0]);
    let parts = [b"\xFF\xD8".as_slice(), &extra.concat(), &tables, &frame(width, height), &start, scan, b"\xFF\xD9"];
    parts.concat()
}

pub(in crate::photos) fn jpeg(width: u16, height: u16, bytes: usize) -> Vec<u8> {
    let scan: Vec<u8> = (0..bytes).map(|at| (at.wrapping_mul(7919) >> 3) as u8 & 0x7F).collect();
    jpeg_with(width, height, &[], &scan)
}

pub(in crate::photos) fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [name.as_slice(), data].concat();
    [(data.len() as u32).to_be_bytes().as_slice(), &body, &crc(&body).to_be_bytes()].concat()
}

pub(in crate::photos) fn png_with(width: u32, height: u32, extra: &[Vec<u8>]) -> Vec<u8> {
    let header = [width.to_be_bytes().as_slice(), &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let parts = [chunk(b"IHDR", &header), extra.concat(), chunk(b"IDAT", &[1; 50]), chunk(b"IEND", &[])];
    [b"\x89PNG\r\n\x1a\n".as_slice(), &parts.concat()].concat()
}

pub(in crate::photos) fn riff(chunks: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let mut body = b"WEBP".to_vec();
    for (name, data) in chunks {
        body.extend_from_slice(name.as_slice());
        body.extend_from_slice(&(data.len() as u32).to_le_bytes());
        body.extend_from_slice(data);
        body.extend(vec![0; data.len() % 2]);
    }
    [b"RIFF".as_slice(), &(body.len() as u32).to_le_bytes(), &body].concat()
}

pub(in crate::photos) fn vp8(width: u16, height: u16) -> Vec<u8> {
    let [w, h] = [width.to_le_bytes(), height.to_le_bytes()];
    [&[0x10, 0, 0, 0x9D, 0x01, 0x2A, w[0], w[1], h[0], h[1]], [5; 31].as_slice()].concat()
}

pub(in crate::photos) fn vp8x(flags: u8, width: u32, height: u32) -> Vec<u8> {
    let [w, h] = [(width - 1).to_le_bytes(), (height - 1).to_le_bytes()];
    vec![flags, 0, 0, 0, w[0], w[1], w[2], h[0], h[1], h[2]]
}

pub(in crate::photos) fn pdf(inside: &[u8]) -> Vec<u8> {
    [b"%PDF-1.7\n1 0 obj\n".as_slice(), inside, b"\nendobj\nstartxref\n9\n%%EOF\n"].concat()
}
