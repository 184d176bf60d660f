//! The bytes of the safety copy.
//!
//! File = header, records. Header = `linlisc`, version, base (u64), bytes after the last compaction (u64), check (8 bytes).
//! Record = marker (4 bytes), length of the payload (u32), number (u64), check (16 bytes), payload. All numbers little endian.
//! Payload = changes, each: table, 0 for a deletion or 1, length of the key (u32), key and, unless deleted, length (u32), value.
//!
//! **Invariant:** after a place that cannot be read, reading goes on at the next marker whose record is whole.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

use linli_shared::ids::hash32;

use super::super::{Batch, DiskError, Put, Table};

/// The bytes of the file's header.
pub(super) const HEADER_BYTES: u64 = 32;

const MAGIC: &[u8; 7] = b"linlisc";
const VERSION: u8 = 1;
const MARKER: [u8; 4] = [0xF1, b'L', b'R', 0x1A];
const RECORD_HEAD_BYTES: usize = 32;
const MOST_PAYLOAD_BYTES: usize = 256 << 20;
const CHUNK_BYTES: usize = 64 << 10;

/// The head of the file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// The number up to which compaction has joined records.
    pub(super) base: u64,
    /// The bytes of the file right after compaction.
    pub(super) compacted_bytes: u64,
}

impl Header {
    pub(super) fn encode(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEADER_BYTES as usize);
        bytes.extend_from_slice(MAGIC);
        bytes.push(VERSION);
        bytes.extend_from_slice(&self.base.to_le_bytes());
        bytes.extend_from_slice(&self.compacted_bytes.to_le_bytes());
        let check = hash32("linli safety header", &[&bytes]);
        bytes.extend_from_slice(&check[..8]);
        bytes
    }

    /// Reads the head; `None` if it is damaged.
    pub(super) fn read(file: &mut File) -> Result<Option<Self>, DiskError> {
        let mut bytes = [0; HEADER_BYTES as usize];
        file.seek(SeekFrom::Start(0)).map_err(|_| DiskError::Unreadable)?;
        match file.read_exact(&mut bytes) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
            result => result.map_err(|_| DiskError::Unreadable)?,
        }
        if bytes.starts_with(MAGIC) && bytes[7] > VERSION && bytes[7] < 32 {
            return Err(DiskError::Newer);
        }
        let header = Self { base: number_at(&bytes, 8), compacted_bytes: number_at(&bytes, 16) };
        Ok((header.encode() == bytes).then_some(header))
    }

    /// Writes the head of a file that was not finished when it was made.
    pub(super) fn restore(file: &mut File) -> Result<Self, DiskError> {
        use std::io::Write;
        let header = Self::default();
        let written = file
            .set_len(0)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| file.write_all(&header.encode()))
            .and_then(|()| file.sync_all());
        written.map_err(|error| super::failed_write(&error))?;
        Ok(header)
    }
}

/// A record as it was found.
pub(super) struct Record {
    /// The number of the batch.
    pub(super) number: u64,
    /// Where the payload begins in the file.
    pub(super) payload_at: u64,
    /// The batch.
    pub(super) payload: Vec<u8>,
}

/// What stands at a place of the file.
pub(super) enum Found {
    /// A whole record.
    Record(Record),
    /// Bytes that are no whole record.
    Damage { from: u64, to: u64 },
}

/// Reads a file from record to record.
pub(super) struct Records<'a> {
    reader: BufReader<&'a File>,
    at: u64,
    end: u64,
}

impl<'a> Records<'a> {
    /// Reads what lies between two places.
    pub(super) fn new(file: &'a File, from: u64, end: u64) -> Result<Self, DiskError> {
        let mut reader = BufReader::with_capacity(CHUNK_BYTES, file);
        reader.seek(SeekFrom::Start(from)).map_err(|_| DiskError::Unreadable)?;
        Ok(Self { reader, at: from, end })
    }

    fn next_found(&mut self) -> io::Result<Option<Found>> {
        if self.at >= self.end {
            return Ok(None);
        }
        let from = self.at;
        if let Some(record) = self.record_at(from)? {
            self.at = record.payload_at + record.payload.len() as u64;
            return Ok(Some(Found::Record(record)));
        }
        let mut to = from + 1;
        loop {
            match self.marker_from(to)? {
                Some(place) if self.record_at(place)?.is_some() => {
                    to = place;
                    break;
                }
                Some(place) => to = place + 1,
                None => {
                    to = self.end;
                    break;
                }
            }
        }
        self.at = to;
        self.go_to(to)?;
        Ok(Some(Found::Damage { from, to }))
    }

    fn record_at(&mut self, place: u64) -> io::Result<Option<Record>> {
        self.go_to(place)?;
        let mut head = [0; RECORD_HEAD_BYTES];
        if self.end - place < RECORD_HEAD_BYTES as u64 {
            return Ok(None);
        }
        self.reader.read_exact(&mut head)?;
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]);
        let payload_at = place + RECORD_HEAD_BYTES as u64;
        let is_whole = head.starts_with(&MARKER) && u64::from(length) <= self.end - payload_at;
        if !is_whole || length as usize > MOST_PAYLOAD_BYTES {
            return Ok(None);
        }
        let mut payload = vec![0; length as usize];
        self.reader.read_exact(&mut payload)?;
        let is_right = head[16..] == check(&head[..16], &payload);
        Ok(is_right.then(|| Record { number: number_at(&head, 8), payload_at, payload }))
    }

    fn marker_from(&mut self, from: u64) -> io::Result<Option<u64>> {
        let mut at = from;
        let mut chunk = vec![0; CHUNK_BYTES];
        while at + MARKER.len() as u64 <= self.end {
            self.go_to(at)?;
            let length = (self.end - at).min(CHUNK_BYTES as u64) as usize;
            self.reader.read_exact(&mut chunk[..length])?;
            if let Some(offset) = chunk[..length].windows(MARKER.len()).position(|window| window == MARKER) {
                return Ok(Some(at + offset as u64));
            }
            at += (length - (MARKER.len() - 1)) as u64;
        }
        Ok(None)
    }

    /// Seeks inside the buffer where that is possible.
    fn go_to(&mut self, place: u64) -> io::Result<()> {
        let now = self.reader.stream_position()?;
        self.reader.seek_relative(place as i64 - now as i64)
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Found, DiskError>;

    fn next(&mut self) -> Option<Self::Item> {
        let found = self.next_found();
        if found.is_err() {
            self.at = self.end;
        }
        found.map_err(|_| DiskError::Unreadable).transpose()
    }
}

/// Writes a record; `None` if the batch is larger than a record may be.
pub(super) fn encode(number: u64, batch: &Batch) -> Option<Vec<u8>> {
    let sizes = batch.puts.iter().map(|put| 10 + put.key.len() + put.value.as_ref().map_or(0, Vec::len));
    let mut payload = Vec::with_capacity(sizes.sum());
    for put in &batch.puts {
        payload.push(put.table.number());
        payload.push(u8::from(put.value.is_some()));
        for bytes in [Some(&put.key), put.value.as_ref()].into_iter().flatten() {
            payload.extend_from_slice(&u32::try_from(bytes.len()).ok()?.to_le_bytes());
            payload.extend_from_slice(bytes);
        }
    }
    if payload.len() > MOST_PAYLOAD_BYTES {
        return None;
    }
    let mut record = Vec::with_capacity(RECORD_HEAD_BYTES + payload.len());
    record.extend_from_slice(&MARKER);
    record.extend_from_slice(&(payload.len() as u32).to_le_bytes());
    record.extend_from_slice(&number.to_le_bytes());
    let check = check(&record, &payload);
    record.extend_from_slice(&check);
    record.append(&mut payload);
    Some(record)
}

/// A change inside a payload, with the place of its value.
pub(super) struct Change<'a> {
    /// The table of the row.
    pub(super) table: Table,
    /// The key of the row.
    pub(super) key: &'a [u8],
    /// Where the value stands in the payload; `None` for a deletion.
    pub(super) value: Option<core::ops::Range<usize>>,
}

/// Reads the changes of a payload; `None` if the payload does not follow the format.
pub(super) fn changes(payload: &[u8]) -> Option<Vec<Change<'_>>> {
    let mut changes = Vec::new();
    let mut at = 0;
    while at < payload.len() {
        let table = Table::from_number(payload[at])?;
        let has_value = *payload.get(at + 1)? == 1;
        let key = sized(payload, at + 2)?;
        at = key.end;
        let value = if has_value { Some(sized(payload, at)?) } else { None };
        at = value.as_ref().map_or(at, |value| value.end);
        changes.push(Change { table, key: &payload[key], value });
    }
    Some(changes)
}

/// Reads the batch of a payload.
pub(in super::super) fn decode(payload: &[u8]) -> Option<Batch> {
    let puts = changes(payload)?.into_iter().map(|change| Put {
        table: change.table,
        key: change.key.to_vec(),
        value: change.value.map(|range| payload[range].to_vec()),
    });
    Some(Batch { puts: puts.collect() })
}

fn sized(payload: &[u8], at: usize) -> Option<core::ops::Range<usize>> {
    let length: [u8; 4] = payload.get(at..at.checked_add(4)?)?.try_into().ok()?;
    let from = at + 4;
    let to = from.checked_add(u32::from_le_bytes(length) as usize)?;
    (to <= payload.len()).then_some(from..to)
}

fn check(head: &[u8], payload: &[u8]) -> [u8; 16] {
    let full = hash32("linli safety record", &[head, payload]);
    let mut short = [0; 16];
    short.copy_from_slice(&full[..16]);
    short
}

fn number_at(bytes: &[u8; 32], at: usize) -> u64 {
    let mut number = [0; 8];
    number.copy_from_slice(&bytes[at..at + 8]);
    u64::from_le_bytes(number)
}
