//! Keys in a body: a number of the kind's table, of the person last spoken of, or spelled out.
//!
//! A person's id whose second half is zero takes 8 bytes: 64 random bits tell the people of one household apart.
//!
//! **Invariant:** writing and reading give the same key; the numbers are part of body form 1 and never change.

use crate::documents::text::{hex, read_id};
use crate::documents::wire::{Input, put_number};
use crate::documents::written::KEY_MAX;
use crate::documents::{AdmissionError, Kind};

const PERSON_KEY: u8 = 0x40;
const OTHER_KEY: u8 = 0xf0;
const NEW_PERSON: u8 = 0xf1;
const KNOWN_PERSON: u8 = 0xf2;
const PAIR: u8 = 0xf3;
const OTHER_PERSON_KEY: u8 = 0xf4;
const NEW_PERSON_SHORT: u8 = 0xf5;

/// The people a body has spoken of so far.
pub(super) struct Keys {
    kind: Kind,
    people: Vec<[u8; 16]>,
    current: Option<usize>,
}

impl Keys {
    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, people: Vec::new(), current: None }
    }

    pub(super) fn write(&mut self, key: &str, out: &mut Vec<u8>) {
        if let Some(number) = self.kind.keys().iter().position(|known| *known == key) {
            out.push(number as u8);
        } else if let Some((person, rest)) = self.of_person(key) {
            self.turn_to(person, out);
            match self.kind.person_keys().iter().position(|known| *known == rest) {
                Some(number) => out.push(PERSON_KEY + number as u8),
                None => spell(OTHER_PERSON_KEY, rest, out),
            }
        } else if let Some([first, second]) = self.of_pair(key) {
            out.push(PAIR);
            out.extend(first);
            out.extend(second);
        } else {
            spell(OTHER_KEY, key, out);
        }
    }

    fn of_person<'k>(&self, key: &'k str) -> Option<([u8; 16], &'k str)> {
        let (person, rest) = key.strip_prefix("p.")?.split_once('.')?;
        (!self.kind.person_keys().is_empty()).then_some((read_id(person)?, rest))
    }

    fn of_pair(&self, key: &str) -> Option<[[u8; 16]; 2]> {
        let (first, second) = key.strip_prefix("d.")?.split_once('.')?;
        (!self.kind.person_keys().is_empty()).then_some([read_id(first)?, read_id(second)?])
    }

    fn turn_to(&mut self, person: [u8; 16], out: &mut Vec<u8>) {
        let place = self.people.iter().position(|known| *known == person);
        match place {
            Some(index) if self.current == Some(index) => {}
            Some(index) => {
                out.push(KNOWN_PERSON);
                put_number(out, index as u64);
                self.current = place;
            }
            None => {
                match person.as_chunks::<8>().0 {
                    [first, [0, 0, 0, 0, 0, 0, 0, 0]] => {
                        out.push(NEW_PERSON_SHORT);
                        out.extend(first);
                    }
                    _ => {
                        out.push(NEW_PERSON);
                        out.extend(person);
                    }
                }
                self.current = Some(self.people.len());
                self.people.push(person);
            }
        }
    }

    pub(super) fn read(&mut self, input: &mut Input<'_>) -> Result<String, AdmissionError> {
        let mut token = input.byte()?;
        match token {
            NEW_PERSON | NEW_PERSON_SHORT => {
                let mut person = [0; 16];
                let count = if token == NEW_PERSON { 16 } else { 8 };
                person[..count].copy_from_slice(input.bytes(count)?);
                self.current = Some(self.people.len());
                self.people.push(person);
                token = input.byte()?;
            }
            KNOWN_PERSON => {
                self.current = Some(input.length(self.people.len(), AdmissionError::KeyUnknown)?);
                token = input.byte()?;
            }
            _ => {}
        }
        match token {
            0..PERSON_KEY => {
                let known = self.kind.keys().get(usize::from(token)).ok_or(AdmissionError::KeyUnknown)?;
                Ok((*known).into())
            }
            PERSON_KEY..OTHER_KEY => {
                let known = self.kind.person_keys().get(usize::from(token - PERSON_KEY));
                self.person_key(known.ok_or(AdmissionError::KeyUnknown)?)
            }
            OTHER_KEY => Ok(spelled(input)?.into()),
            OTHER_PERSON_KEY => self.person_key(spelled(input)?),
            PAIR => Ok(format!("d.{}.{}", hex(input.array()?), hex(input.array()?))),
            NEW_PERSON | KNOWN_PERSON | NEW_PERSON_SHORT.. => Err(AdmissionError::KeyUnknown),
        }
    }

    fn person_key(&self, rest: &str) -> Result<String, AdmissionError> {
        let person = self.current.and_then(|index| self.people.get(index)).ok_or(AdmissionError::KeyUnknown)?;
        Ok(format!("p.{}.{rest}", hex(*person)))
    }
}

fn spell(token: u8, key: &str, out: &mut Vec<u8>) {
    out.push(token);
    put_number(out, key.len() as u64);
    out.extend(key.as_bytes());
}

fn spelled<'a>(input: &mut Input<'a>) -> Result<&'a str, AdmissionError> {
    let length = input.length(KEY_MAX, AdmissionError::KeyLength)?;
    core::str::from_utf8(input.bytes(length)?).map_err(|_| AdmissionError::KeyUnknown)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn keys_read_back_and_are_short_where_they_are_known() {
        let (short, long) = ("p.00112233445566770000000000000000", "p.00112233445566778899aabbccddeeff");
        let pair = format!("d.{}.{}", &short[2..], &long[2..]);
        let cases = [
            ("at".to_owned(), 1),
            (format!("{short}.name"), 10),
            (format!("{short}.phone"), 1),
            (format!("{long}.name"), 18),
            (format!("{short}.+"), 3),
            (format!("{long}.later_field"), 15),
            (pair, 33),
            ("h.later_field".to_owned(), 15),
            ("p.0.name".to_owned(), 10),
            (format!("{short}."), 4),
        ];
        let mut out = Vec::new();
        let mut writing = Keys::new(Kind::Household);
        for (key, bytes) in &cases {
            let before = out.len();
            writing.write(key, &mut out);
            assert_eq!(out.len() - before, *bytes, "{key}");
        }
        let mut input = Input(&out);
        let mut reading = Keys::new(Kind::Household);
        for (key, _) in &cases {
            assert_eq!(reading.read(&mut input).as_deref(), Ok(key.as_str()));
        }
        assert!(input.is_empty());
    }

    #[test]
    fn a_key_of_a_person_not_named_is_refused() {
        for bytes in
            [&[PERSON_KEY][..], &[KNOWN_PERSON, 0, PERSON_KEY], &[0x3f], &[0xef], &[0xff], &[OTHER_PERSON_KEY, 0]]
        {
            let read = Keys::new(Kind::Household).read(&mut Input(bytes));
            assert_eq!(read, Err(AdmissionError::KeyUnknown), "{bytes:?}");
        }
        assert_eq!(Keys::new(Kind::Profile).read(&mut Input(&[1])), Err(AdmissionError::KeyUnknown));
    }
}
