//! The short form of a text in a body: codes, dates, digits, ids and Chinese in fewer bytes than UTF-8.
//!
//! **Invariant:** writing and reading give the same text; every form reads to one text.
//! **Invariant:** the numbers and the words here are part of body form 1 and never change.

use std::fmt::Write as _;

use super::AdmissionError;
use super::wire::{Input, put_number};
use super::written::TEXT_MAX;
use crate::calendar::Date;

/// Texts of the register's code lists, and the empty text.
const WORDS: [&str; 24] = [
    "",
    "local",
    "migrant",
    "owner",
    "let",
    "vacant",
    "rented",
    "employer",
    "relatives",
    "own",
    "site",
    "other",
    "work",
    "business",
    "study",
    "family",
    "medical",
    "permit",
    "receipt",
    "none",
    "汉族",
    "已婚",
    "退休",
    "无",
];

const UTF8_SHORT: u8 = 0x00;
const WIDE_SHORT: u8 = 0x60;
const UTF8: u8 = 0x70;
const WIDE: u8 = 0x71;
const DATE: u8 = 0x72;
const ID: u8 = 0x73;
const PLACE: u8 = 0x74;
const DIGITS: u8 = 0x80;
const WORD: u8 = 0xa0;
const DIGIT: u8 = 0xc0;
const END: u8 = 0xca;

/// Appends the shortest form of `text`.
pub(super) fn put_text(out: &mut Vec<u8>, text: &str) {
    if let Some(word) = WORDS.iter().position(|word| *word == text) {
        out.push(WORD + word as u8);
    } else if let Some(date) = Date::parse(text) {
        let day = (u32::from(date.year) * 12 + u32::from(date.month) - 1) * 31 + u32::from(date.day) - 1;
        out.push(DATE);
        out.extend(&day.to_be_bytes()[1..]);
    } else if text.bytes().all(|byte| byte.is_ascii_digit()) && text.len() < 32 {
        put_digits(out, text.as_bytes());
    } else if let Some(id) = read_id(text) {
        out.push(ID);
        out.extend(id);
    } else if let Some((door, slot, generation)) = read_place(text) {
        out.push(PLACE);
        out.extend(door);
        out.push(slot);
        put_number(out, generation.into());
    } else {
        put_free(out, text);
    }
}

fn put_digits(out: &mut Vec<u8>, digits: &[u8]) {
    if let [digit] = digits {
        out.push(DIGIT + (digit - b'0'));
        return;
    }
    out.push(DIGITS + digits.len() as u8);
    out.extend(digits.chunks(2).map(|pair| (pair[0] - b'0') << 4 | pair.get(1).map_or(0, |digit| digit - b'0')));
}

fn put_free(out: &mut Vec<u8>, text: &str) {
    let wide: Vec<u16> = text.encode_utf16().collect();
    let fits = wide.iter().all(|unit| !(0xd800..0xe000).contains(unit)) && wide.len() * 2 < text.len();
    match (fits, wide.len(), text.len()) {
        (true, count @ 0..16, _) => out.push(WIDE_SHORT + count as u8),
        (true, count, _) => {
            out.push(WIDE);
            put_number(out, count as u64);
        }
        (false, _, length @ 0..0x60) => out.push(UTF8_SHORT + length as u8),
        (false, _, length) => {
            out.push(UTF8);
            put_number(out, length as u64);
        }
    }
    if fits {
        out.extend(wide.iter().flat_map(|unit| unit.to_be_bytes()));
    } else {
        out.extend(text.as_bytes());
    }
}

/// Reads a text.
pub(super) fn read_text(input: &mut Input<'_>) -> Result<String, AdmissionError> {
    let form = input.byte()?;
    match form {
        UTF8_SHORT..WIDE_SHORT => utf8(input, form.into()),
        WIDE_SHORT..UTF8 => wide(input, (form - WIDE_SHORT).into()),
        UTF8 => {
            let length = input.length(TEXT_MAX, AdmissionError::TextTooLong)?;
            utf8(input, length)
        }
        WIDE => {
            let count = input.length(TEXT_MAX / 2, AdmissionError::TextTooLong)?;
            wide(input, count)
        }
        DATE => {
            let [high, middle, low] = input.array()?;
            let day = u32::from_be_bytes([0, high, middle, low]);
            let (month, day) = (day / 31, day % 31);
            let date = Date::new((month / 12) as u16, (month % 12) as u8 + 1, day as u8 + 1);
            date.map(|date| date.to_string()).ok_or(AdmissionError::TextMalformed)
        }
        ID => Ok(hex(input.array()?)),
        PLACE => {
            let (door, slot) = (hex(input.array()?), input.byte()?);
            let generation = u32::try_from(input.number()?).map_err(|_| AdmissionError::NumberTooLong)?;
            Ok(format!("{door}.{slot}.{generation}"))
        }
        DIGITS..WORD => digits(input, (form - DIGITS).into()),
        WORD..DIGIT => {
            WORDS.get(usize::from(form - WORD)).map(|word| (*word).into()).ok_or(AdmissionError::TextMalformed)
        }
        DIGIT..END => Ok(char::from(b'0' + (form - DIGIT)).into()),
        0x75..DIGITS | END.. => Err(AdmissionError::TextMalformed),
    }
}

fn utf8(input: &mut Input<'_>, length: usize) -> Result<String, AdmissionError> {
    core::str::from_utf8(input.bytes(length)?).map(Into::into).map_err(|_| AdmissionError::TextMalformed)
}

fn wide(input: &mut Input<'_>, count: usize) -> Result<String, AdmissionError> {
    let (pairs, _) = input.bytes(count * 2)?.as_chunks::<2>();
    let text = pairs.iter().map(|pair| char::from_u32(u16::from_be_bytes(*pair).into())).collect::<Option<String>>();
    text.ok_or(AdmissionError::TextMalformed)
}

fn digits(input: &mut Input<'_>, count: usize) -> Result<String, AdmissionError> {
    let mut text = String::with_capacity(count + 1);
    for byte in input.bytes(count.div_ceil(2))? {
        if byte >> 4 > 9 || byte & 15 > 9 {
            return Err(AdmissionError::TextMalformed);
        }
        text.push(char::from(b'0' + (byte >> 4)));
        text.push(char::from(b'0' + (byte & 15)));
    }
    text.truncate(count);
    Ok(text)
}

/// 32 lower-case digits.
pub(super) fn hex(id: [u8; 16]) -> String {
    id.iter().fold(String::with_capacity(32), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads 32 lower-case hexadecimal digits.
pub(super) fn read_id(text: &str) -> Option<[u8; 16]> {
    let pairs: [[u8; 2]; 16] = text.as_bytes().as_chunks::<2>().0.try_into().ok().filter(|_| text.len() == 32)?;
    let mut id = [0; 16];
    for (byte, pair) in id.iter_mut().zip(pairs) {
        let digit = |digit: u8| (digit as char).to_digit(16).filter(|_| !digit.is_ascii_uppercase());
        *byte = (digit(pair[0])? * 16 + digit(pair[1])?) as u8;
    }
    Some(id)
}

/// Reads `door.slot.generation` as a household's place is written.
pub(super) fn read_place(text: &str) -> Option<([u8; 16], u8, u32)> {
    let (door, rest) = text.split_once('.')?;
    let (slot, generation) = rest.split_once('.')?;
    let place = (read_id(door)?, slot.parse().ok()?, generation.parse().ok()?);
    (format!("{door}.{}.{}", place.1, place.2) == text).then_some(place)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;

    fn there_and_back(text: &str) -> usize {
        let mut out = Vec::new();
        put_text(&mut out, text);
        let mut input = Input(&out);
        assert_eq!(read_text(&mut input).as_deref(), Ok(text));
        assert!(input.is_empty());
        out.len()
    }

    #[test]
    fn usual_texts_are_short() {
        let id = "00112233445566778899aabbccddeeff";
        let cases = [
            ("", 1),
            ("1", 1),
            ("local", 1),
            ("01", 2),
            ("1985-12-31", 4),
            ("13912345678", 7),
            ("李清", 5),
            ("88.5", 5),
            (id, 17),
            (&format!("{id}.3.1"), 19),
            (&"李".repeat(200), 403),
            ("🐕", 5),
        ];
        for (text, bytes) in cases {
            assert_eq!(there_and_back(text), bytes, "{text}");
        }
    }

    #[test]
    fn texts_that_only_look_special_stay_as_they_are() {
        let id = "00112233445566778899AABBCCDDEEFF";
        for text in [id, &format!("{id}.3.1"), "2023-02-29", "+86 139", "1850-01-01", "2199-12-31", "\u{d7ff}\u{e000}"]
        {
            there_and_back(text);
        }
        there_and_back("00112233445566778899aabbccddeeff.03.1");
        there_and_back(&"1".repeat(400));
    }

    proptest! {
        #[test]
        fn any_text_reads_back(text in "\\PC{0,200}") {
            there_and_back(&text);
        }

        #[test]
        fn any_bytes_read_to_a_text_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let mut input = Input(&bytes);
            while !input.is_empty() && read_text(&mut input).is_ok() {}
        }
    }
}
