//! Keys in a body: a number of the kind's table, of the person last spoken of, or spelled out.
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
                out.push(NEW_PERSON);
                out.extend(person);
                self.current = Some(self.people.len());
                self.people.push(person);
            }
        }
    }

    pub(super) fn read(&mut self, input: &mut Input<'_>) -> Result<String, AdmissionError> {
        let mut token = input.byte()?;
        match token {
            NEW_PERSON => {
                self.current = Some(self.people.len());
                self.people.push(input.array()?);
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
            NEW_PERSON | KNOWN_PERSON | 0xf5.. => Err(AdmissionError::KeyUnknown),
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
