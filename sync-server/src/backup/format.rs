//! The bytes of a backup.
//!
//! ```text
//! magic (16 bytes) ‖ version u16 ‖ record*
//! record  = length u32 ‖ checksum (8 bytes) ‖ payload        checksum: the first bytes of SHA-256 over the payload
//! payload = 1 ‖ cbor begin  |  2 ‖ table u8 ‖ key length u16 ‖ key ‖ value  |  3 ‖ cbor end
//! ```
//! Numbers are big endian. The first record is `begin`, the last one `end`; rows stand in the order of tables and keys.
//! `end` counts the rows and names SHA-256 of every byte before its record.

use std::io::{self, Read, Write};

use ed25519_dalek::SigningKey;
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::LogCode;
use linli_shared::log::{Era, Seq};
use sha2::{Digest, Sha256};

use crate::relay;
use crate::store::Table;

const MAGIC: [u8; 16] = *b"linli backup\r\n\x1a\n";
const VERSION: u16 = 1;
/// The longest payload: a snapshot is the largest row and stays far below.
const MAX_PAYLOAD: u32 = 64 << 20;

const BEGIN: u8 = 1;
const ROW: u8 = 2;
const END: u8 = 3;

/// Why a file is no backup that can be used.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is something else.
    #[error("this is no backup of a relay")]
    Foreign,
    /// A newer release wrote it.
    #[error("a newer release wrote this backup: it is needed to read it")]
    Newer,
    /// It ends too early.
    #[error("the backup is cut short")]
    CutShort,
    /// Bytes in it were changed.
    #[error("the backup is damaged near byte {at}")]
    Damaged {
        /// Where the damaged record begins.
        at: u64,
    },
    /// The disk cannot be read.
    #[error("the backup cannot be read")]
    Unreadable(#[source] io::Error),
}

/// The end of a log as a backup holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct LogEnd {
    /// The log.
    #[n(0)]
    pub code: LogCode,
    /// Its era.
    #[n(1)]
    pub era: Era,
    /// Its last place.
    #[n(2)]
    pub last: Seq,
}

/// What a backup holds.
#[derive(Clone)]
pub struct Summary {
    /// When it was made, by the relay's clock.
    pub made: Millis,
    /// Its logs.
    pub logs: Vec<LogEnd>,
    /// How many rows.
    pub rows: u64,
    /// How many bytes.
    pub bytes: u64,
    pub(super) key: SigningKey,
}

impl std::fmt::Debug for Summary {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { made, logs, rows, bytes, key: _ } = self;
        to.debug_struct("Summary")
            .field("made", made)
            .field("logs", logs)
            .field("rows", rows)
            .field("bytes", bytes)
            .finish_non_exhaustive()
    }
}

#[derive(minicbor::Encode, minicbor::Decode)]
struct Begin {
    #[n(0)]
    made: Millis,
    /// The seed of the relay's signing key.
    #[cbor(n(1), with = "minicbor::bytes")]
    key: [u8; 32],
}

#[derive(minicbor::Encode, minicbor::Decode)]
struct End {
    #[n(0)]
    rows: u64,
    #[cbor(n(1), with = "minicbor::bytes")]
    hash: [u8; 32],
}

/// The ends of the logs, gathered while rows go by.
#[derive(Default)]
struct Ends(Vec<LogEnd>);

impl Ends {
    fn see(&mut self, table: Table, key: &[u8], value: &[u8]) {
        let Some((code, rest)) = key.split_first_chunk::<8>() else { return };
        let code = LogCode(u64::from_be_bytes(*code));
        if table == Table::Log
            && let Some(era) = relay::era_of(value)
        {
            self.0.push(LogEnd { code, era, last: 0 });
        }
        if table == Table::Place
            && let (Some(end), Ok(seq)) = (self.0.iter_mut().find(|end| end.code == code), rest.try_into())
        {
            end.last = Seq::from_be_bytes(seq);
        }
    }
}

/// Writes the records one after the other.
pub(super) struct Writer<W> {
    to: W,
    made: Millis,
    key: SigningKey,
    hash: Sha256,
    ends: Ends,
    rows: u64,
    bytes: u64,
}

impl<W: Write> Writer<W> {
    pub(super) fn begin(to: W, key: &SigningKey, made: Millis) -> io::Result<Self> {
        let (hash, ends) = (Sha256::new(), Ends::default());
        let mut writer = Self { to, made, key: key.clone(), hash, ends, rows: 0, bytes: 0 };
        writer.put(&MAGIC)?;
        writer.put(&VERSION.to_be_bytes())?;
        let begin = cbor::to_vec(&Begin { made, key: key.to_bytes() });
        writer.record(&[&[BEGIN], begin.as_slice()].concat())?;
        Ok(writer)
    }

    pub(super) fn row(&mut self, table: Table, key: &[u8], value: &[u8]) -> io::Result<()> {
        let length = u16::try_from(key.len()).map_err(|_| io::ErrorKind::InvalidData)?;
        self.ends.see(table, key, value);
        self.rows += 1;
        self.record(&[&[ROW, table as u8], length.to_be_bytes().as_slice(), key, value].concat())
    }

    pub(super) fn end(mut self) -> io::Result<Summary> {
        let end = cbor::to_vec(&End { rows: self.rows, hash: self.hash.clone().finalize().into() });
        self.record(&[&[END], end.as_slice()].concat())?;
        self.to.flush()?;
        Ok(Summary { made: self.made, logs: self.ends.0, rows: self.rows, bytes: self.bytes, key: self.key })
    }

    fn record(&mut self, payload: &[u8]) -> io::Result<()> {
        let length = u32::try_from(payload.len()).ok().filter(|length| *length <= MAX_PAYLOAD);
        let length = length.ok_or(io::ErrorKind::InvalidData)?;
        self.put(&length.to_be_bytes())?;
        self.put(&checksum(payload))?;
        self.put(payload)
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        self.to.write_all(bytes)
    }
}

/// Reads all records; rows are handed out as they come, before the end says that all was well.
pub(super) fn read(from: impl Read, mut with: impl FnMut(Table, Vec<u8>, Vec<u8>)) -> Result<Summary, ReadError> {
    let mut reader = Reader { from, hash: Sha256::new(), at: 0 };
    let mut head = [0; 18];
    match reader.exact(&mut head) {
        Err(ReadError::CutShort) => return Err(ReadError::Foreign),
        other => other?,
    }
    let (magic, version) = head.split_at(MAGIC.len());
    if magic != MAGIC {
        return Err(ReadError::Foreign);
    }
    if version != VERSION.to_be_bytes() {
        return Err(ReadError::Newer);
    }
    let (at, payload, _) = reader.record()?;
    let begin: Begin = match payload.split_first() {
        Some((&BEGIN, begin)) => cbor::from_slice(begin).map_err(|_| ReadError::Damaged { at })?,
        Some(_) | None => return Err(ReadError::Damaged { at }),
    };
    let (mut ends, mut rows, mut last) = (Ends::default(), 0, None);
    loop {
        let (at, payload, before) = reader.record()?;
        let damaged = ReadError::Damaged { at };
        match payload.split_first() {
            Some((&ROW, row)) => {
                let Some((table, key, value)) = parts(row) else { return Err(damaged) };
                let table = Table::from_number(table).ok_or(ReadError::Newer)?;
                let place = Some((table, key.to_vec()));
                if place <= last {
                    return Err(damaged);
                }
                ends.see(table, key, value);
                with(table, key.to_vec(), value.to_vec());
                (rows, last) = (rows + 1, place);
            }
            Some((&END, end)) => {
                let end: End = cbor::from_slice(end).map_err(|_| ReadError::Damaged { at })?;
                let key = SigningKey::from_bytes(&begin.key);
                if end.rows != rows || end.hash != before || !reader.is_at_end()? {
                    return Err(damaged);
                }
                return Ok(Summary { made: begin.made, logs: ends.0, rows, bytes: reader.at, key });
            }
            Some(_) | None => return Err(damaged),
        }
    }
}

fn parts(row: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (table, rest) = row.split_first()?;
    let (length, rest) = rest.split_first_chunk::<2>()?;
    let (key, value) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    Some((*table, key, value))
}

struct Reader<R> {
    from: R,
    hash: Sha256,
    at: u64,
}

impl<R: Read> Reader<R> {
    /// A record: where it begins, its payload, and the hash of everything before it.
    fn record(&mut self) -> Result<(u64, Vec<u8>, [u8; 32]), ReadError> {
        let (at, before) = (self.at, self.hash.clone().finalize().into());
        let (mut length, mut sum) = ([0; 4], [0; 8]);
        self.exact(&mut length)?;
        let length = u32::from_be_bytes(length);
        if length > MAX_PAYLOAD {
            return Err(ReadError::Damaged { at });
        }
        self.exact(&mut sum)?;
        // A length that was changed must not reserve what the file does not have.
        let mut payload = Vec::new();
        let read = (&mut self.from).take(u64::from(length)).read_to_end(&mut payload).map_err(ReadError::Unreadable)?;
        self.hash.update(&payload);
        self.at += read as u64;
        if payload.len() < length as usize {
            return Err(ReadError::CutShort);
        }
        if checksum(&payload) != sum {
            return Err(ReadError::Damaged { at });
        }
        Ok((at, payload, before))
    }

    fn exact(&mut self, into: &mut [u8]) -> Result<(), ReadError> {
        let is_end = |error: &io::Error| error.kind() == io::ErrorKind::UnexpectedEof;
        self.from
            .read_exact(into)
            .map_err(|error| if is_end(&error) { ReadError::CutShort } else { ReadError::Unreadable(error) })?;
        self.hash.update(&*into);
        self.at += into.len() as u64;
        Ok(())
    }

    fn is_at_end(&mut self) -> Result<bool, ReadError> {
        let mut one = [0];
        Ok(self.from.read(&mut one).map_err(ReadError::Unreadable)? == 0)
    }
}

fn checksum(payload: &[u8]) -> [u8; 8] {
    let mut short = [0; 8];
    short.copy_from_slice(&Sha256::digest(payload)[..8]);
    short
}
