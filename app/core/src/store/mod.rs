//! Where a device keeps what it must not lose: rows in tables, changed by batches that happen whole or not at all.
//!
//! The device's state machine does no IO. A driver loads rows and commits batches through a [`Disk`];
//! [`SealedStore`] over it seals every value and hides every key, so that a disk never meets a readable byte.
//!
//! **Invariant:** a batch is visible and survives as a whole or not at all, and batches take effect in the order of commits.
//! **Invariant:** a [`Durability::Durable`] batch survives the end of the process and of the power once its commit returned.
//! **Invariant:** of the [`Durability::Cached`] batches a crash leaves a prefix in commit order. A position in a log is therefore
//! committed with the rows it stands for or after them, and never more durably than they are.

#[cfg(any(test, feature = "conformance"))]
pub mod conformance;
#[cfg(target_arch = "wasm32")]
pub mod indexeddb;
pub mod locked;
pub mod memory;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
#[cfg(not(target_arch = "wasm32"))]
mod safety;
pub mod sealed;

use core::future::Future;

use zeroize::{Zeroize, Zeroizing};

pub use self::locked::{Cost, LockedKey};
pub use self::sealed::{SealedStore, StoreKey};

/// The disk of the device that this is built for.
#[cfg(not(target_arch = "wasm32"))]
pub type DeviceDisk = native::NativeDisk;
/// The disk of the device that this is built for.
#[cfg(target_arch = "wasm32")]
pub type DeviceDisk = indexeddb::IndexedDbDisk;
/// The store of the device that this is built for.
pub type DeviceStore = SealedStore<DeviceDisk>;

/// A kind of rows; the number is part of what is stored and never changes its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Table {
    /// Single values: identity, roster, positions in the logs.
    Meta = 1,
    /// One row per record, as lists and the board show it.
    Summary = 2,
    /// The confirmed and own state of a record.
    Record = 3,
    /// Commands that are not confirmed yet, with their changes.
    Outbox = 4,
    /// Parcels: own ones until they are safe, others' for a while.
    Parcel = 5,
    /// Immutable facts.
    Fact = 6,
    /// Half-filled forms.
    Draft = 7,
    /// Invitations, proposals, extracts and other short papers by kind and record.
    Desk = 8,
    /// Tickets with their steps, public versions with their voices.
    Ticket = 9,
    /// Notices with their changes, receipts by notice and area.
    Notice = 10,
    /// Sealed photos and files in chunks, and what is known of each.
    Blob = 11,
    /// One small row per ticket and public version, so that a list never loads whole ones.
    TicketSum = 12,
    /// What everybody reads and answers: posts, topics, activities, guides, groups; votes by area.
    Square = 13,
    /// One small row per record of [`Table::Square`], so that a list never loads whole ones.
    SquareSum = 14,
    /// Conversations: who reads each, and its messages in pages.
    Chat = 15,
    /// One small row per conversation, so that a list never loads messages.
    ChatSum = 16,
}

impl Table {
    /// Every table, in the order of their numbers.
    pub const ALL: [Self; 16] = [
        Self::Meta,
        Self::Summary,
        Self::Record,
        Self::Outbox,
        Self::Parcel,
        Self::Fact,
        Self::Draft,
        Self::Desk,
        Self::Ticket,
        Self::Notice,
        Self::Blob,
        Self::TicketSum,
        Self::Square,
        Self::SquareSum,
        Self::Chat,
        Self::ChatSum,
    ];

    /// The stored number of the table.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The table of a stored number, if there is one.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.number() == number)
    }
}

/// How much a batch outlives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Survives kill -9 and power loss once the commit returned.
    Durable,
    /// May be lost in a crash even though a later durable batch survives; the relay or the durable rows give it back.
    Cached,
}

/// A row: its key and its value.
pub type Row = (Vec<u8>, Vec<u8>);

/// One change of one row.
#[derive(Clone, PartialEq, Eq)]
pub struct Put {
    /// The table of the row.
    pub table: Table,
    /// The key of the row inside its table.
    pub key: Vec<u8>,
    /// The new value; `None` deletes the row.
    pub value: Option<Vec<u8>>,
}

impl core::fmt::Debug for Put {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let size = self.value.as_ref().map(Vec::len);
        f.debug_struct("Put").field("table", &self.table).field("value_bytes", &size).finish_non_exhaustive()
    }
}

/// Changes that happen together, in their order: a later change of the same row wins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// The changes.
    pub puts: Vec<Put>,
}

impl Batch {
    /// Makes a batch without changes.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the writing of a row.
    pub fn put(&mut self, table: Table, key: impl Into<Vec<u8>>, value: impl Into<Vec<u8>>) -> &mut Self {
        self.puts.push(Put { table, key: key.into(), value: Some(value.into()) });
        self
    }

    /// Adds the deletion of a row; a row that is not there is no error.
    pub fn delete(&mut self, table: Table, key: impl Into<Vec<u8>>) -> &mut Self {
        self.puts.push(Put { table, key: key.into(), value: None });
        self
    }

    /// Tells whether nothing would change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.puts.is_empty()
    }
}

/// How a store fails. After a failed commit nothing of its batch is visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DiskError {
    /// There is no room, or the browser grants none.
    #[error("there is no room left on this device")]
    Full,
    /// Another window or tab has the store open; one writes at a time.
    #[error("the store is open elsewhere")]
    OpenElsewhere,
    /// Stored bytes cannot be read or were changed by something else.
    #[error("stored data cannot be read")]
    Unreadable,
    /// The device refuses to write for another reason than room.
    #[error("the device refuses to write")]
    Unwritable,
    /// Rows are there but the key that opens them is not.
    #[error("the key of the store is missing")]
    KeyMissing,
    /// The rows were written by a newer version of the app.
    #[error("the store was written by a newer version")]
    Newer,
    /// This browser or this address lacks what a store needs: a secure context, locks or databases.
    #[error("this browser cannot keep data here")]
    Unsupported,
    /// The system gives no randomness, without which nothing can be sealed.
    #[error("the system gives no randomness")]
    NoRandomness,
}

/// An opened store and what opening it found.
pub struct Opened<D> {
    /// The store.
    pub store: SealedStore<D>,
    /// What opening it found.
    pub report: OpenReport,
}

/// A place as it was found: its rows, still sealed, and the key as it is kept there.
pub struct Found<D> {
    /// The rows.
    pub disk: D,
    /// The key.
    pub key: KeyForm,
    /// What opening found.
    pub report: OpenReport,
}

impl<D: Disk> Found<D> {
    /// The store, where no secret is needed to open it.
    ///
    /// # Errors
    /// [`DiskError::KeyMissing`] if the key is locked.
    pub fn unlocked(self) -> Result<Opened<D>, DiskError> {
        match self.key {
            KeyForm::Clear(key) => Ok(Opened { store: SealedStore::new(self.disk, &key), report: self.report }),
            KeyForm::Locked(_) => Err(DiskError::KeyMissing),
        }
    }
}

/// How the key of a store is kept.
#[derive(Debug)]
pub enum KeyForm {
    /// As it is: whoever has the files has the rows.
    Clear(StoreKey),
    /// Sealed under a secret that somebody remembers.
    Locked(LockedKey),
}

impl KeyForm {
    /// Reads what a place keeps.
    ///
    /// # Errors
    /// [`DiskError::Newer`] if a newer release locked it, [`DiskError::KeyMissing`] if it is neither form.
    pub fn from_bytes(mut bytes: Vec<u8>) -> Result<Self, DiskError> {
        let clear = <[u8; sealed::STORE_KEY_BYTES]>::try_from(bytes.as_slice()).map(StoreKey::from_bytes);
        let form = match clear {
            Ok(key) => Ok(Self::Clear(key)),
            Err(_) => LockedKey::from_bytes(&bytes).map(Self::Locked),
        };
        bytes.zeroize();
        form
    }

    /// The bytes to keep.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(match self {
            Self::Clear(key) => key.bytes().to_vec(),
            Self::Locked(key) => key.to_bytes(),
        })
    }
}

/// What lies beside the rows of a place and is not sealed by their key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slip {
    /// The key itself, as a [`KeyForm`].
    Key,
    /// Wrong tries to open it.
    Tries,
    /// A signed request with sealed work, to be sent while the key is locked.
    Ready,
}

/// A disk with slips beside its rows.
pub trait Vault: Disk {
    /// Reads a slip.
    ///
    /// # Errors
    /// [`DiskError::Unreadable`].
    fn slip(&self, slip: Slip) -> impl Future<Output = Result<Option<Vec<u8>>, DiskError>>;

    /// Replaces a slip as a whole, or takes it away; it survives the end of the process and of the power once this returned.
    /// What it held is overwritten where the system lets one, which flash memory need not honour.
    ///
    /// # Errors
    /// [`DiskError::Full`] or [`DiskError::Unwritable`]; then the old or the new one is there, never a part of either.
    fn put_slip(&self, slip: Slip, bytes: Option<&[u8]>) -> impl Future<Output = Result<(), DiskError>>;
}

/// What opening a store found; the person is told of whatever was damaged or built again.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OpenReport {
    /// Nothing was there before.
    pub is_new: bool,
    /// The local copy was built again from the safety copy; cached rows have to come from the relay again.
    pub rebuilt: Option<Rebuilt>,
    /// Batches that the local copy lacked and got from the safety copy.
    pub replayed: u64,
    /// Places of the safety copy that cannot be read.
    pub damaged_places: u32,
    /// All that could not be read was still in the local copy: nothing durable is lost.
    pub is_mended: bool,
    /// Bytes of an unfinished batch at the end of the safety copy, never reported as saved.
    pub cut_bytes: u64,
    /// The safety copy was rewritten to its latest rows.
    pub is_compacted: bool,
    /// The browser promises not to clear the store when room gets short; natively always.
    pub is_persistent: bool,
}

/// Why a local copy was built again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rebuilt {
    /// Its folder was gone or emptied.
    Missing,
    /// It could not be opened.
    Unopenable,
    /// Reading from it failed during the last run.
    Damaged,
    /// It does not fit the safety copy: it lacks what compaction has joined.
    Behind,
}

/// How much room there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Room {
    /// Bytes the store takes; `None` if nobody tells.
    pub used: Option<u64>,
    /// Bytes that are left for it; `None` if nobody tells.
    pub free: Option<u64>,
    /// Bytes of older values that [`Disk::tidy`] would give back.
    pub spare: u64,
    /// Whether the browser promised not to clear the store when room gets short; `None` where that is no question.
    pub is_persistent: Option<bool>,
}

/// Some rows of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// The rows.
    pub rows: Vec<Row>,
    /// The key to go on after; `None` where these were the last.
    pub next: Option<Vec<u8>>,
}

/// A place that keeps rows. Futures need not be `Send`: one thread owns the device.
pub trait Disk {
    /// Reads rows by their keys; the answer has one element per key, in the same order.
    ///
    /// # Errors
    /// [`DiskError::Unreadable`] if the place cannot be read; sled also stops reading, with [`DiskError::Full`], once it met a
    /// full disk, until it is opened again.
    fn get(&self, table: Table, keys: &[Vec<u8>]) -> impl Future<Output = Result<Vec<Option<Vec<u8>>>, DiskError>>;

    /// Reads all rows of a table, each once, in no order that means anything.
    ///
    /// # Errors
    /// [`DiskError::Unreadable`] if the place cannot be read.
    fn scan(&self, table: Table) -> impl Future<Output = Result<Vec<Row>, DiskError>>;

    /// Reads all rows of a table part by part, so that a page may draw between the parts; nothing may be written meanwhile.
    ///
    /// # Errors
    /// As [`Disk::scan`].
    fn scan_part(&self, table: Table, after: Option<&[u8]>) -> impl Future<Output = Result<Part, DiskError>> {
        debug_assert!(after.is_none(), "a place without parts of its own gives everything at once");
        async move { Ok(Part { rows: self.scan(table).await?, next: None }) }
    }

    /// Carries out a batch as a whole.
    ///
    /// # Errors
    /// [`DiskError::Full`] or [`DiskError::Unwritable`]; then nothing changed.
    fn commit(&self, batch: Batch, durability: Durability) -> impl Future<Output = Result<(), DiskError>>;

    /// Tells how much room there is, as far as the place knows.
    fn room(&self) -> impl Future<Output = Room> {
        core::future::ready(Room::default())
    }

    /// Gives back room that older values take, and takes up work again that a full disk had stopped. Rows stay as they are.
    ///
    /// # Errors
    /// [`DiskError`]; then everything is as it was.
    fn tidy(&self) -> impl Future<Output = Result<(), DiskError>> {
        core::future::ready(Ok(()))
    }
}
