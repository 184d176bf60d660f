//! Compaction of the safety copy: the same rows in a new file that holds only the latest durable value of each.
//!
//! **Invariant:** the old file stays in its place, untouched, until the new one is on the disk as a whole.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::records::{self, Found, HEADER_BYTES, Header, Records};
use super::{SafetyCopy, failed_write, open_private, sync_folder};
use crate::store::{Batch, DiskError, Put, Table};

const RECORD_BYTES: usize = 256 << 10;

/// The durable rows that the local copy knows, for places of the file that cannot be read: row and, if it is durable, its value.
/// A row that is not among them was deleted.
pub(in crate::store) type KnownRows = BTreeMap<(Table, Vec<u8>), Option<Vec<u8>>>;

enum Source {
    File { at: u64, bytes: usize },
    Known(Vec<u8>),
}

impl SafetyCopy {
    /// Rewrites the file. `known` gives what cannot be read from it, where there is a local copy that has it.
    pub(in crate::store) fn compact(&mut self, known: Option<KnownRows>) -> Result<(), DiskError> {
        let mut rows = self.latest_rows()?;
        if let Some(known) = known {
            rows.retain(|row, _| known.contains_key(row));
            for (row, value) in known {
                if let Some(value) = value {
                    rows.insert(row, Source::Known(value));
                }
            }
        }
        let path = leftover(&self.path);
        let written = self.write_rows(&path, rows);
        if written.is_err() {
            remove_leftover(&self.path);
        }
        let (file, header) = written?;
        fs::rename(&path, &self.path)
            .and_then(|()| sync_folder(self.path.parent()))
            .map_err(|error| failed_write(&error))?;
        self.end = header.compacted_bytes;
        self.header = header;
        self.file = file;
        Ok(())
    }

    fn latest_rows(&self) -> Result<BTreeMap<(Table, Vec<u8>), Source>, DiskError> {
        let mut rows = BTreeMap::new();
        for found in Records::new(&self.file, HEADER_BYTES, self.end)? {
            let Found::Record(record) = found? else { continue };
            for change in records::changes(&record.payload).unwrap_or_default() {
                let row = (change.table, change.key.to_vec());
                match change.value {
                    Some(value) => {
                        let at = record.payload_at + value.start as u64;
                        rows.insert(row, Source::File { at, bytes: value.len() })
                    }
                    None => rows.remove(&row),
                };
            }
        }
        Ok(rows)
    }

    fn write_rows(&self, path: &Path, rows: BTreeMap<(Table, Vec<u8>), Source>) -> Result<(File, Header), DiskError> {
        let mut header = Header { base: self.last, compacted_bytes: HEADER_BYTES };
        let file = open_private(path).map_err(|error| failed_write(&error))?;
        let mut writer = BufWriter::new(&file);
        writer.write_all(&header.encode()).map_err(|error| failed_write(&error))?;
        let mut batch = Batch::new();
        let mut batch_bytes = 0;
        let mut rows = rows.into_iter().peekable();
        while let Some(((table, key), source)) = rows.next() {
            let value = self.value_of(source)?;
            batch_bytes += key.len() + value.len();
            batch.puts.push(Put { table, key, value: Some(value) });
            if batch_bytes >= RECORD_BYTES || rows.peek().is_none() {
                let record = records::encode(header.base, &std::mem::take(&mut batch)).ok_or(DiskError::Unwritable)?;
                writer.write_all(&record).map_err(|error| failed_write(&error))?;
                header.compacted_bytes += record.len() as u64;
                batch_bytes = 0;
            }
        }
        let finished = writer
            .seek(SeekFrom::Start(0))
            .and_then(|_| writer.write_all(&header.encode()))
            .and_then(|()| writer.flush())
            .and_then(|()| file.sync_all());
        drop(writer);
        finished.map_err(|error| failed_write(&error))?;
        Ok((file, header))
    }

    fn value_of(&self, source: Source) -> Result<Vec<u8>, DiskError> {
        match source {
            Source::Known(value) => Ok(value),
            Source::File { at, bytes } => {
                let mut value = vec![0; bytes];
                let mut file = &self.file;
                file.seek(SeekFrom::Start(at))
                    .and_then(|_| file.read_exact(&mut value))
                    .map_err(|_| DiskError::Unreadable)?;
                Ok(value)
            }
        }
    }
}

/// Removes what a compaction that did not end left behind.
pub(super) fn remove_leftover(path: &Path) {
    // An error means that there is nothing, or shows again when the file is to be made.
    let _ = fs::remove_file(leftover(path));
}

fn leftover(path: &Path) -> PathBuf {
    path.with_extension("new")
}
