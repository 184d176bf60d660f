//! The plain text of a document entry's body, before it is deflated and sealed: what a device wrote, in the fewest bytes.
//!
//! Form 1 (one device's changes): `1, checksum (4), change…`. Form 2 (a snapshot): `2, checksum (4), n, n × device (16),
//! change…`. The checksum is the first 4 bytes of a hash over the hashes of all changes; it shows a receiver that it
//! built exactly what the author has.
//!
//! A change: a head byte (bits 0–1 what it depends on besides the writer's own previous change: nothing, the change before
//! it here, the genesis, or a list; bit 2 a writer follows; bit 3 a sequence number follows; bits 4–7 the number of
//! keys, 0 if it follows), the writer (in form 2 its device's number; then its incarnation), sequence number, list of
//! dependencies, number of keys, seconds since the change before (the first: since 2026), then keys and texts.
//!
//! A key is a number of the kind's table, of the person spoken of, or spelled out; a text is written as in the module `text`.
//!
//! **Invariant:** chunk marks, actors, operation counters and overwritten operations are never sent: the receiver works
//! them out.

use automerge::ChangeHash;

use super::actor::Writer;
use super::text::{hex, put_text, read_id, read_text};
use super::wire::{Input, put_number, put_signed};
use super::written::{KEY_MAX, PUTS_MAX, Put};
use super::{AdmissionError, Kind};
use crate::ids::DeviceId;

/// The longest body a parcel's entry may carry, in bytes, opened and inflated.
pub const BODY_MAX: usize = 64 * 1_024;
/// The longest snapshot, in bytes, opened and inflated.
pub const SNAPSHOT_MAX: usize = 1_024 * 1_024;
/// The most changes one body carries; more go into several entries.
pub const CHANGES_MAX: usize = 512;
/// The most changes a snapshot carries; a record beyond is offered as its tail alone.
pub const SNAPSHOT_CHANGES_MAX: usize = 8_192;
/// The most keys written by all changes of a body together.
pub(super) const BODY_PUTS_MAX: usize = 4_096;
/// The most keys written by all changes of a snapshot together.
pub(super) const SNAPSHOT_PUTS_MAX: usize = 65_536;

const DEPS_MAX: usize = 64;
const FORM_BODY: u8 = 1;
const FORM_SNAPSHOT: u8 = 2;
/// 2026-01-01T00:00Z.
const FIRST_SECOND: i64 = 1_767_225_600;

const WRITER_GIVEN: u8 = 0b0100;
const SEQ_GIVEN: u8 = 0b1000;

const PERSON_KEY: u8 = 0x40;
const OTHER_KEY: u8 = 0xf0;
const NEW_PERSON: u8 = 0xf1;
const KNOWN_PERSON: u8 = 0xf2;
const PAIR: u8 = 0xf3;
const OTHER_PERSON_KEY: u8 = 0xf4;

/// Why changes cannot be put into a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// A change is not in the document.
    #[error("a change is not in the document")]
    ChangeUnknown,
    /// A change was written by another device, or is the genesis.
    #[error("a change is another device's")]
    AnotherDevice,
    /// More changes, keys or bytes than one body takes.
    #[error("more than one body takes")]
    TooMuch,
}

/// A dependency as a body names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dependency {
    Genesis,
    /// The change of this number in the same body.
    Here(usize),
    /// The first half of a hash.
    Elsewhere([u8; 16]),
}

/// One change as a body says it; the writer's own previous change is always one of its dependencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) writer: Writer,
    pub(super) seq: u64,
    pub(super) besides: Vec<Dependency>,
    pub(super) seconds: i64,
    pub(super) puts: Vec<Put>,
}

/// A body taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) checksum: [u8; 4],
    pub(super) changes: Vec<Said>,
}

/// The checksum over the hashes of a body's changes, in their order.
pub(super) fn checksum<'a>(hashes: impl IntoIterator<Item = &'a ChangeHash>) -> [u8; 4] {
    let joined: Vec<u8> = hashes.into_iter().flat_map(|hash| hash.0).collect();
    let hash = crate::ids::hash32("linli body", &[&joined]);
    [hash[0], hash[1], hash[2], hash[3]]
}

impl Body {
    /// Writes form 1.
    pub(super) fn write(&self, kind: Kind) -> Vec<u8> {
        let mut out = vec![FORM_BODY];
        out.extend(self.checksum);
        self.write_changes(kind, None, &mut out);
        out
    }

    /// Writes form 2.
    pub(super) fn write_snapshot(&self, kind: Kind) -> Vec<u8> {
        let mut devices: Vec<DeviceId> = self.changes.iter().map(|said| said.writer.device).collect();
        devices.sort_unstable();
        devices.dedup();
        let mut out = vec![FORM_SNAPSHOT];
        out.extend(self.checksum);
        put_number(&mut out, devices.len() as u64);
        devices.iter().for_each(|device| out.extend(device.0));
        self.write_changes(kind, Some(&devices), &mut out);
        out
    }

    fn write_changes(&self, kind: Kind, devices: Option<&[DeviceId]>, out: &mut Vec<u8>) {
        let one = self.changes.first().filter(|_| devices.is_none()).map(|said| said.writer.device);
        let mut running = Running { one, ..Running::default() };
        let mut keys = Keys::new(kind);
        for (index, said) in self.changes.iter().enumerate() {
            let mode = match said.besides.as_slice() {
                [] => 0,
                [Dependency::Here(before)] if before + 1 == index => 1,
                [Dependency::Genesis] => 2,
                _ => 3,
            };
            let is_writer_given = running.writer() != Some(said.writer);
            let is_seq_given = running.next_seq(said.writer) != said.seq;
            let few = if said.puts.len() < 16 { said.puts.len() as u8 } else { 0 };
            out.push(
                mode | if is_writer_given { WRITER_GIVEN } else { 0 }
                    | if is_seq_given { SEQ_GIVEN } else { 0 }
                    | few << 4,
            );
            if is_writer_given {
                if let Some(devices) = devices {
                    put_number(out, devices.partition_point(|device| *device < said.writer.device) as u64);
                }
                put_number(out, said.writer.incarnation.into());
            }
            if is_seq_given {
                put_number(out, said.seq);
            }
            if mode == 3 {
                write_list(&said.besides, out);
            }
            if few == 0 {
                put_number(out, said.puts.len() as u64);
            }
            put_signed(out, said.seconds.saturating_sub(running.seconds()));
            for put in &said.puts {
                keys.write(&put.key, out);
                put_text(out, &put.text);
            }
            running.advance(said.writer, said.seq, said.seconds);
        }
    }

    /// Takes form 1 apart: changes of `device`.
    pub(super) fn read(bytes: &[u8], kind: Kind, device: DeviceId) -> Result<Self, AdmissionError> {
        if bytes.len() > BODY_MAX {
            return Err(AdmissionError::TooLong);
        }
        let mut input = Input(bytes);
        if input.byte()? != FORM_BODY {
            return Err(AdmissionError::FormUnknown);
        }
        let checksum = input.array()?;
        let bounds = Bounds { changes: CHANGES_MAX, puts: BODY_PUTS_MAX };
        let changes = read_changes(&mut input, kind, Devices::One(device), bounds)?;
        Ok(Self { checksum, changes })
    }

    /// Takes form 2 apart: changes of many devices.
    pub(super) fn read_snapshot(bytes: &[u8], kind: Kind) -> Result<Self, AdmissionError> {
        if bytes.len() > SNAPSHOT_MAX {
            return Err(AdmissionError::TooLong);
        }
        let mut input = Input(bytes);
        if input.byte()? != FORM_SNAPSHOT {
            return Err(AdmissionError::FormUnknown);
        }
        let checksum = input.array()?;
        let count = input.length(SNAPSHOT_CHANGES_MAX, AdmissionError::TooManyChanges)?;
        let (devices, _) = input.bytes(count * 16)?.as_chunks::<16>();
        let bounds = Bounds { changes: SNAPSHOT_CHANGES_MAX, puts: SNAPSHOT_PUTS_MAX };
        let changes = read_changes(&mut input, kind, Devices::Table(devices), bounds)?;
        Ok(Self { checksum, changes })
    }
}

fn write_list(besides: &[Dependency], out: &mut Vec<u8>) {
    put_number(out, besides.len() as u64);
    for dependency in besides {
        match dependency {
            Dependency::Genesis => put_number(out, 0),
            Dependency::Elsewhere(half) => {
                put_number(out, 1);
                out.extend(half);
            }
            Dependency::Here(index) => put_number(out, *index as u64 + 2),
        }
    }
}

fn read_list(input: &mut Input<'_>, index: usize) -> Result<Vec<Dependency>, AdmissionError> {
    let count = input.length(DEPS_MAX, AdmissionError::TooManyDependencies)?;
    let mut list = Vec::with_capacity(count);
    for _ in 0..count {
        list.push(match input.length(index + 1, AdmissionError::DependencyUnknown)? {
            0 => Dependency::Genesis,
            1 => Dependency::Elsewhere(input.array()?),
            here => Dependency::Here(here - 2),
        });
    }
    Ok(list)
}

struct Bounds {
    changes: usize,
    puts: usize,
}

#[derive(Clone, Copy)]
enum Devices<'a> {
    One(DeviceId),
    Table(&'a [[u8; 16]]),
}

fn read_changes(
    input: &mut Input<'_>,
    kind: Kind,
    devices: Devices<'_>,
    bounds: Bounds,
) -> Result<Vec<Said>, AdmissionError> {
    let mut changes: Vec<Said> = Vec::new();
    let one = if let Devices::One(device) = devices { Some(device) } else { None };
    let mut running = Running { one, ..Running::default() };
    let mut keys = Keys::new(kind);
    let mut puts_left = bounds.puts;
    while !input.is_empty() {
        let index = changes.len();
        if index == bounds.changes {
            return Err(AdmissionError::TooManyChanges);
        }
        let head = input.byte()?;
        let writer = if head & WRITER_GIVEN == 0 {
            running.writer().ok_or(AdmissionError::WriterUnknown)?
        } else {
            let device = match devices {
                Devices::One(device) => device,
                Devices::Table(table) => {
                    let number = input.length(table.len(), AdmissionError::WriterUnknown)?;
                    table.get(number).map(|device| DeviceId(*device)).ok_or(AdmissionError::WriterUnknown)?
                }
            };
            let incarnation = u32::try_from(input.number()?).map_err(|_| AdmissionError::NumberTooLong)?;
            Writer { device, incarnation }
        };
        let seq = if head & SEQ_GIVEN == 0 { running.next_seq(writer) } else { input.number()? };
        let besides = match head & 3 {
            0 => Vec::new(),
            1 => vec![Dependency::Here(index.checked_sub(1).ok_or(AdmissionError::DependencyUnknown)?)],
            2 => vec![Dependency::Genesis],
            _ => read_list(input, index)?,
        };
        let most = PUTS_MAX.min(puts_left);
        let count = match head >> 4 {
            0 => input.length(most, AdmissionError::TooManyKeys)?,
            few => Some(few.into()).filter(|few| *few <= most).ok_or(AdmissionError::TooManyKeys)?,
        };
        puts_left -= count;
        let seconds = input.signed()?.checked_add(running.seconds()).ok_or(AdmissionError::TimeOutOfRange)?;
        let mut puts = Vec::with_capacity(count.min(input.0.len() / 2));
        for _ in 0..count {
            puts.push(Put { key: keys.read(input)?, text: read_text(input)? });
        }
        running.advance(writer, seq, seconds);
        changes.push(Said { writer, seq, besides, seconds, puts });
    }
    Ok(changes)
}

/// What one change of a body inherits from those before it.
#[derive(Default)]
struct Running {
    one: Option<DeviceId>,
    last: Option<Writer>,
    at: Option<i64>,
    seqs: std::collections::BTreeMap<Writer, u64>,
}

impl Running {
    fn writer(&self) -> Option<Writer> {
        self.last.or(self.one.map(|device| Writer { device, incarnation: 0 }))
    }

    fn next_seq(&self, writer: Writer) -> u64 {
        self.seqs.get(&writer).map_or(1, |seq| seq.saturating_add(1))
    }

    fn seconds(&self) -> i64 {
        self.at.unwrap_or(FIRST_SECOND)
    }

    fn advance(&mut self, writer: Writer, seq: u64, seconds: i64) {
        self.last = Some(writer);
        self.at = Some(seconds);
        self.seqs.insert(writer, seq);
    }
}

/// Keys as numbers: of the document, of the person last spoken of, or spelled out.
struct Keys {
    kind: Kind,
    people: Vec<[u8; 16]>,
    current: Option<usize>,
}

impl Keys {
    fn new(kind: Kind) -> Self {
        Self { kind, people: Vec::new(), current: None }
    }

    fn write(&mut self, key: &str, out: &mut Vec<u8>) {
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

    fn read(&mut self, input: &mut Input<'_>) -> Result<String, AdmissionError> {
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
