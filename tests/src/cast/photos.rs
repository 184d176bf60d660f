//! Photos of the cast: pictures put together by hand, and their way to the relay, question by question.

use linli_contract::photos::{Bytes, KeepPhoto};
use linli_core::device::{Input, Reply};
use linli_core::photos::BlobOutcome;
use linli_shared::blobs::{BlobId, BlobType};
use linli_shared::cbor;
use linli_shared::protocol::{BlobAnswer, BlobAsk, BlobCall, SignedBlobAsk};

use super::{Person, Town};

/// What the road does to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Road {
    /// Question and answer arrive.
    Open,
    /// The link is cut before the question arrives.
    CutBefore,
    /// The link is cut before the answer arrives.
    CutAfter,
}

/// A question that a phone asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The question.
    pub ask: BlobAsk,
    /// Its bytes on the road.
    pub bytes: usize,
    /// What the phone heard.
    pub answer: Option<BlobAnswer>,
}

impl Asked {
    /// The part that was sent, if one was.
    #[must_use]
    pub fn part(&self) -> Option<(BlobId, u32)> {
        match self.ask.call {
            BlobCall::Put { offset, .. } => Some((self.ask.blob, offset)),
            BlobCall::Have | BlobCall::Get { .. } => None,
        }
    }
}

impl Town {
    /// One question about a photo, if a phone has one; `road` looks at its length.
    pub fn photo_turn(&mut self, person: Person, road: impl FnOnce(usize) -> Road) -> Option<Asked> {
        let time = self.time;
        if !self.phones[person.0].is_linked {
            return None;
        }
        let Ok(Reply::Send(Some(bytes))) = self.phones[person.0].take(Input::PreparePhoto(time), time) else {
            return None;
        };
        let ask = cbor::from_slice::<SignedBlobAsk>(&bytes).ok()?.open().ok()?;
        let road = road(bytes.len());
        let answer = match (&mut self.relay, road) {
            (Some(relay), Road::Open | Road::CutAfter) => Some(relay.handle_blob(&bytes, time)),
            (Some(_), Road::CutBefore) | (None, _) => None,
        };
        let answer = answer.filter(|_| road == Road::Open);
        let outcome = answer.clone().map_or(BlobOutcome::Missed, BlobOutcome::Answered);
        let _ = self.phones[person.0].take(Input::Photo(Box::new(outcome)), time);
        Some(Asked { ask, bytes: bytes.len(), answer })
    }

    /// A phone sends and fetches photos until there is nothing more to ask.
    ///
    /// # Panics
    /// If it never stops asking.
    pub fn carry(&mut self, person: Person) -> Vec<Asked> {
        let mut asked = Vec::new();
        while let Some(turn) = self.photo_turn(person, |_| Road::Open) {
            // A chunk takes a moment, and the relay bounds how many come at once.
            self.time = self.time.plus(20);
            asked.push(turn);
            assert!(asked.len() < 10_000, "{} never stops asking", self.phones[person.0].name);
        }
        asked
    }
}

/// A photo with a thumbnail, of about so many bytes; two of other numbers differ.
#[must_use]
pub fn photo(number: u8, bytes: usize) -> KeepPhoto {
    let (whole, thumb) = (jpeg(number, 1_600, 1_200, bytes), jpeg(number, 240, 180, 6_000));
    let (kind, name) = (BlobType::Jpeg, String::new());
    KeepPhoto { kind, bytes: text(&whole), thumb: Some(text(&thumb)), width: 1_600, height: 1_200, name }
}

/// A JPEG as far as its headers tell, with a scan of so many bytes.
#[must_use]
pub fn jpeg(number: u8, width: u16, height: u16, bytes: usize) -> Vec<u8> {
    let segment =
        |marker: u8, data: &[u8]| [&[0xFF, marker], &(data.len() as u16 + 2).to_be_bytes()[..], data].concat();
    let [h, w] = [height.to_be_bytes(), width.to_be_bytes()];
    let frame = segment(0xC0, &[8, h[0], h[1], w[0], w[1], 1, 1, 0x11, 0]);
    let tables = [segment(0xE0, b"JFIF\0"), segment(0xDB, &[1; 65]), segment(0xC4, &[0; 20])].concat();
    let scan: Vec<u8> = (0..bytes).map(|at| (at.wrapping_mul(7_919) >> 3) as u8 & 0x7F ^ (number & 0x7F)).collect();
    [b"\xFF\xD8".as_slice(), &tables, &frame, &segment(0xDA, &[1, 1, 0, 0, 63, 0]), &scan, b"\xFF\xD9"].concat()
}

/// Bytes as a screen hands them over.
#[must_use]
pub fn text(bytes: &[u8]) -> Bytes {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| (bits << 8) | u32::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place > three.len() { '=' } else { char::from(letter) });
        }
    }
    Bytes(text)
}
