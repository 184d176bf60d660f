//! The safety copy: a file that only grows, to which every durable batch goes before anything else hears of it.
//!
//! The record is on the disk when [`SafetyCopy::append`] returns: that moment is the commit. All else on the device can be
//! built again from this file and the relay.
//!
//! **Invariant:** one append costs one write at the end of the file and one `sync_data`.
//! **Invariant:** a failed append leaves the file as it was, or refuses every further append until the file is opened again.
//! **Invariant:** numbers of records never decrease; a record with a number up to the file's base stems from compaction.

mod compact;
mod records;

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

pub(super) use self::compact::KnownRows;
pub(super) use self::records::decode;
use self::records::{Found, HEADER_BYTES, Header, Records};
use super::native::files::{failed_write, open_private, sync_folder};
use super::{Batch, DiskError};

/// What opening a safety copy found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Survey {
    /// Readable records.
    pub(super) records: u64,
    /// Places inside the file where records cannot be read.
    pub(super) damaged: u32,
    /// Bytes of an unfinished record that were cut from the end.
    pub(super) cut_bytes: u64,
}

/// The open safety copy of a device.
pub(super) struct SafetyCopy {
    file: File,
    path: PathBuf,
    header: Header,
    end: u64,
    last: u64,
    is_stuck: bool,
    #[cfg(test)]
    room: Option<u64>,
}

impl SafetyCopy {
    /// Opens or makes the file, checks every record and cuts an unfinished one from the end.
    pub(super) fn open(path: &Path) -> Result<(Self, Survey), DiskError> {
        compact::remove_leftover(path);
        let mut file = open_private(path).map_err(|_| DiskError::Unreadable)?;
        let length = file.metadata().map_err(|_| DiskError::Unreadable)?.len();
        if length == 0 {
            let header = Header::default();
            file.write_all(&header.encode()).and_then(|()| file.sync_all()).map_err(|error| failed_write(&error))?;
            sync_folder(path.parent()).map_err(|error| failed_write(&error))?;
        }
        let mut survey = Survey::default();
        let header = match Header::read(&mut file)? {
            Some(header) => header,
            None if length < HEADER_BYTES => Header::restore(&mut file)?,
            None => {
                survey.damaged += 1;
                Header::default()
            }
        };
        let mut end = HEADER_BYTES.max(length);
        let mut last = header.base;
        for found in Records::new(&file, HEADER_BYTES, end)? {
            match found? {
                Found::Record(record) => {
                    survey.records += 1;
                    last = last.max(record.number);
                }
                Found::Damage { from, to } if to == end => {
                    survey.cut_bytes = to - from;
                    end = from;
                }
                Found::Damage { .. } => survey.damaged += 1,
            }
        }
        if survey.cut_bytes > 0 {
            file.set_len(end).and_then(|()| file.sync_all()).map_err(|error| failed_write(&error))?;
        }
        let copy = Self {
            file,
            path: path.to_owned(),
            header,
            end,
            last,
            is_stuck: false,
            #[cfg(test)]
            room: None,
        };
        Ok((copy, survey))
    }

    /// The number up to which compaction has joined records: a local copy that stands before it cannot be brought up to date.
    pub(super) fn base(&self) -> u64 {
        self.header.base
    }

    /// The number of the newest record.
    pub(super) fn last(&self) -> u64 {
        self.last
    }

    /// Leaves out the numbers of records that got lost but were applied.
    pub(super) fn skip_to(&mut self, number: u64) {
        self.last = self.last.max(number);
    }

    /// Writes a batch to the disk and gives its number.
    pub(super) fn append(&mut self, batch: &Batch) -> Result<u64, DiskError> {
        if self.is_stuck {
            return Err(DiskError::Unwritable);
        }
        let number = self.last + 1;
        let record = records::encode(number, batch).ok_or(DiskError::Full)?;
        let written = self.write_at_end(&record).and_then(|()| self.file.sync_data());
        if let Err(error) = written {
            let taken_back = self.file.set_len(self.end).and_then(|()| self.file.sync_data());
            self.is_stuck = taken_back.is_err() || failed_write(&error) != DiskError::Full;
            return Err(failed_write(&error));
        }
        self.end += record.len() as u64;
        self.last = number;
        Ok(number)
    }

    /// Reads every record after a number, in order; records that cannot be read are left out.
    pub(super) fn batches_after(
        &self,
        number: u64,
    ) -> Result<impl Iterator<Item = Result<Batch, DiskError>>, DiskError> {
        let records = Records::new(&self.file, HEADER_BYTES, self.end)?;
        Ok(records.filter_map(move |found| match found {
            Ok(Found::Record(record)) if record.number > number => decode(&record.payload).map(Ok),
            Ok(Found::Record(_) | Found::Damage { .. }) => None,
            Err(error) => Some(Err(error)),
        }))
    }

    /// Tells whether the file is so much longer than after the last compaction that another is worth its time.
    pub(super) fn is_grown(&self, compact_from: u64) -> bool {
        self.end > compact_from && self.end > self.header.compacted_bytes.saturating_mul(3)
    }

    /// The bytes of the file.
    pub(super) fn bytes(&self) -> u64 {
        self.end
    }

    /// About how many bytes compaction would give back: what was written since the last one may all be older values.
    pub(super) fn spare_bytes(&self) -> u64 {
        self.end.saturating_sub(self.header.compacted_bytes.max(HEADER_BYTES))
    }

    fn write_at_end(&mut self, record: &[u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(self.end))?;
        #[cfg(test)]
        if let Some(room) = self.room {
            let fits = usize::try_from(room.saturating_sub(self.end)).unwrap_or(usize::MAX).min(record.len());
            self.file.write_all(&record[..fits])?;
            return if fits == record.len() { Ok(()) } else { Err(io::ErrorKind::StorageFull.into()) };
        }
        self.file.write_all(record)
    }

    /// Lets the disk be full once the file has this many bytes.
    #[cfg(test)]
    pub(super) fn limit(&mut self, room: Option<u64>) {
        self.room = room;
    }
}

#[cfg(test)]
mod tests;
