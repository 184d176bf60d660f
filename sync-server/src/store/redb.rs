//! The relay's own store: redb, one file, an fsync before a commit returns.
//!
//! **Invariant:** after an error of the disk the file is opened anew before it is used again, so what is read is what is
//! on the disk.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use redb::{Builder, Database, DatabaseError, ReadOnlyTable, ReadableDatabase, TableDefinition, TableError};

use super::{Batch, Moment, Row, Store, StoreError, Table};

/// Why the file cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// Another process has it open.
    #[error("another relay has the store open")]
    OpenElsewhere,
    /// It is full, unreadable or unwritable.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Memory for pages, in bytes.
const CACHE: usize = 128 << 20;

type Opener = dyn Fn() -> Result<Database, DatabaseError> + Send;

/// A store in one file.
pub struct RedbStore {
    opener: Box<Opener>,
    open: Mutex<Option<Open>>,
}

type Rows = ReadOnlyTable<&'static [u8], &'static [u8]>;

/// The open file, with the tables as they were after the last commit; they are let go before the next one, so that it
/// can use the room of what it replaces.
struct Open {
    tables: BTreeMap<Table, Rows>,
    database: Database,
}

impl Open {
    fn rows(&mut self, table: Table) -> Result<&Rows, redb::Error> {
        if self.tables.is_empty() {
            self.tables = tables_now(&self.database)?;
        }
        self.tables.get(&table).ok_or(redb::Error::DatabaseClosed)
    }
}

fn tables_now(database: &Database) -> Result<BTreeMap<Table, Rows>, redb::Error> {
    let reading = database.begin_read()?;
    Table::ALL.into_iter().map(|table| Ok((table, reading.open_table(definition(table))?))).collect()
}

/// The tables as one transaction reads them.
struct RedbMoment(BTreeMap<Table, Rows>);

impl Moment for RedbMoment {
    fn rows(&self, table: Table, from: &[u8], limit: usize) -> Result<Vec<Row>, StoreError> {
        let read = || -> Result<Vec<Row>, redb::Error> {
            let rows = self.0.get(&table).ok_or(redb::Error::DatabaseClosed)?;
            let found = rows.range::<&[u8]>(from..)?.take(limit);
            found
                .map(|row| row.map(|(key, value)| (key.value().to_vec(), value.value().to_vec())))
                .collect::<Result<_, _>>()
                .map_err(Into::into)
        };
        read().map_err(|error| reading(of(&error)))
    }
}

impl RedbStore {
    /// Opens the file or makes it.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(path: &Path) -> Result<Self, OpenError> {
        let path = path.to_owned();
        Self::open_with(Box::new(move || Builder::new().set_cache_size(CACHE).create(&path)))
    }

    fn open_with(opener: Box<Opener>) -> Result<Self, OpenError> {
        let open = open(&opener)?;
        Ok(Self { opener, open: Mutex::new(Some(open)) })
    }

    /// Does something with the file; it is closed after an error and opened anew the next time.
    fn with<T>(&self, does: impl FnOnce(&mut Open) -> Result<T, redb::Error>) -> Result<T, StoreError> {
        let mut slot = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let mut opened = match slot.take() {
            Some(opened) => opened,
            None => open(&self.opener).map_err(|error| match error {
                OpenError::OpenElsewhere => StoreError::Unreadable,
                OpenError::Store(error) => error,
            })?,
        };
        let value = does(&mut opened).map_err(|error| of(&error))?;
        *slot = Some(opened);
        Ok(value)
    }
}

impl Store for RedbStore {
    fn get(&self, table: Table, key: &[u8]) -> Result<Option<Vec<u8>>, StoreError> {
        self.with(|open| Ok(open.rows(table)?.get(key)?.map(|value| value.value().to_vec()))).map_err(reading)
    }

    fn range(&self, table: Table, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Row>, StoreError> {
        if from >= to {
            return Ok(Vec::new());
        }
        self.with(|open| {
            let mut found = Vec::new();
            for row in open.rows(table)?.range::<&[u8]>(from..to)?.take(limit) {
                let (key, value) = row?;
                found.push((key.value().to_vec(), value.value().to_vec()));
            }
            Ok(found)
        })
        .map_err(reading)
    }

    fn commit(&mut self, batch: &Batch) -> Result<(), StoreError> {
        if batch.is_empty() {
            return Ok(());
        }
        let result = self.with(|open| {
            open.tables.clear();
            let transaction = open.database.begin_write()?;
            for table in Table::ALL {
                let Some(changes) = batch.table(table) else { continue };
                let mut rows = transaction.open_table(definition(table))?;
                for (key, value) in changes {
                    match value {
                        Some(value) => rows.insert(key.as_slice(), value.as_slice())?,
                        None => rows.remove(key.as_slice())?,
                    };
                }
            }
            transaction.commit()?;
            Ok(())
        });
        result.map_err(|error| if error == StoreError::Unreadable { StoreError::Unwritable } else { error })
    }

    fn moment(&self) -> Result<Box<dyn Moment>, StoreError> {
        let tables = self.with(|open| tables_now(&open.database)).map_err(reading)?;
        Ok(Box::new(RedbMoment(tables)))
    }
}

fn reading(error: StoreError) -> StoreError {
    if error == StoreError::Unwritable { StoreError::Unreadable } else { error }
}

fn definition(table: Table) -> TableDefinition<'static, &'static [u8], &'static [u8]> {
    TableDefinition::new(match table {
        Table::Log => "log",
        Table::Permit => "permit",
        Table::Place => "place",
        Table::Fact => "fact",
        Table::Parcel => "parcel",
        Table::Chain => "chain",
        Table::ChainHead => "chain head",
        Table::Record => "record",
        Table::Quarantine => "quarantine",
        Table::Snapshot => "snapshot",
        Table::Lobby => "lobby",
        Table::Blob => "blob",
        Table::BlobPart => "blob part",
    })
}

/// Opens the file and makes sure that every table is there.
fn open(opener: &Opener) -> Result<Open, OpenError> {
    let database = opener().map_err(|error| {
        if matches!(error, DatabaseError::DatabaseAlreadyOpen | DatabaseError::LockProtocolMismatch) {
            OpenError::OpenElsewhere
        } else {
            OpenError::Store(of(&error.into()))
        }
    })?;
    let has_all = (|| -> Result<bool, redb::Error> {
        let reading = database.begin_read()?;
        for table in Table::ALL {
            match reading.open_table(definition(table)) {
                Ok(_) => {}
                Err(TableError::TableDoesNotExist(_)) => return Ok(false),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(true)
    })();
    if !has_all.map_err(|error| of(&error))? {
        let make = || -> Result<(), redb::Error> {
            let transaction = database.begin_write()?;
            for table in Table::ALL {
                transaction.open_table(definition(table))?;
            }
            transaction.commit()?;
            Ok(())
        };
        make().map_err(|error| of(&error))?;
    }
    Ok(Open { tables: BTreeMap::new(), database })
}

fn of(error: &redb::Error) -> StoreError {
    let redb::Error::Io(error) = error else { return StoreError::Unreadable };
    let kind = error.kind();
    if matches!(kind, ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge) {
        StoreError::Full
    } else if matches!(kind, ErrorKind::InvalidData | ErrorKind::UnexpectedEof) {
        StoreError::Unreadable
    } else {
        StoreError::Unwritable
    }
}

#[cfg(test)]
mod tests;
