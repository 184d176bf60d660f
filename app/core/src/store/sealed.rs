//! Seals every value and hides every key before a disk meets them.
//!
//! A stored key is a keyed hash of table and key; a stored value is `nonce ‖ ciphertext`, whose content names the key again,
//! because a scan has to give it back. The content is deflated where that makes it smaller.
//!
//! **Invariant:** no byte of a key or a value reaches the disk in clear; sizes, tables and the number of rows do.
//! **Invariant:** a row moved to another place, changed or cut reads as [`DiskError::Unreadable`], never as other content.

use chacha20poly1305::aead::{AeadInOut, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use linli_shared::ids::hash32;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::{Batch, Disk, DiskError, Durability, Part, Put, Row, Table};

/// The number of bytes of a key.
pub const STORE_KEY_BYTES: usize = 32;

const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;
const HIDDEN_KEY_BYTES: usize = 16;
/// Shorter content does not shrink by more than the time is worth.
const DEFLATE_FROM_BYTES: usize = 96;
const DEFLATE_LEVEL: u8 = 6;
/// Longer content is kept as it is, so that opening a row is bounded.
const MOST_DEFLATED_BYTES: usize = 16 << 20;

const PLAIN: u8 = 0;
const DEFLATED: u8 = 1;

/// The secret of one store; wiped from memory when dropped and never shown.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct StoreKey([u8; STORE_KEY_BYTES]);

impl StoreKey {
    /// Takes the bytes of a key.
    #[must_use]
    pub fn from_bytes(bytes: [u8; STORE_KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// Makes a new key.
    ///
    /// # Errors
    /// [`DiskError::NoRandomness`].
    pub fn random() -> Result<Self, DiskError> {
        let mut key = Self([0; STORE_KEY_BYTES]);
        fill_random(&mut key.0)?;
        Ok(key)
    }

    /// The bytes, for the one place that keeps them.
    pub(super) fn bytes(&self) -> &[u8; STORE_KEY_BYTES] {
        &self.0
    }
}

impl core::fmt::Debug for StoreKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("StoreKey")
    }
}

/// The rows of a table as far as they can be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Readable {
    /// The rows that open.
    pub rows: Vec<Row>,
    /// How many rows do not.
    pub unreadable: usize,
}

/// A disk on which everything is sealed.
pub struct SealedStore<D> {
    disk: D,
    cipher: XChaCha20Poly1305,
    naming: Zeroizing<[u8; 32]>,
}

impl<D: Disk> SealedStore<D> {
    /// Seals what goes to a disk and opens what comes from it.
    #[must_use]
    pub fn new(disk: D, key: &StoreKey) -> Self {
        let sealing = Zeroizing::new(hash32("linli store sealing key", &[&key.0]));
        let naming = Zeroizing::new(hash32("linli store naming key", &[&key.0]));
        Self { disk, cipher: XChaCha20Poly1305::new((&*sealing).into()), naming }
    }

    /// The disk below.
    #[must_use]
    pub fn disk(&self) -> &D {
        &self.disk
    }

    /// Gives the disk back.
    #[must_use]
    pub fn into_disk(self) -> D {
        self.disk
    }

    /// Reads all rows of a table that can be read and counts the others.
    ///
    /// # Errors
    /// [`DiskError::Unreadable`] if the disk cannot be read at all.
    pub async fn scan_readable(&self, table: Table) -> Result<Readable, DiskError> {
        let mut found = Readable::default();
        for (hidden, sealed) in self.disk.scan(table).await? {
            match self.open(table, &hidden, sealed) {
                Ok(row) => found.rows.push(row),
                Err(_) => found.unreadable += 1,
            }
        }
        Ok(found)
    }

    fn hide(&self, table: Table, key: &[u8]) -> Vec<u8> {
        let hash = hash32("linli store row", &[self.naming.as_slice(), &[table.number()], key]);
        hash[..HIDDEN_KEY_BYTES].to_vec()
    }

    fn seal(&self, table: Table, hidden: &[u8], key: &[u8], value: &[u8]) -> Result<Vec<u8>, DiskError> {
        let mut nonce = [0; NONCE_BYTES];
        fill_random(&mut nonce)?;
        let mut content = frame(key, value);
        self.cipher
            .encrypt_in_place(&XNonce::from(nonce), &place(table, hidden), &mut content)
            .map_err(|_| DiskError::Unwritable)?;
        let mut sealed = Vec::with_capacity(NONCE_BYTES + content.len());
        sealed.extend_from_slice(&nonce);
        sealed.append(&mut content);
        Ok(sealed)
    }

    fn open(&self, table: Table, hidden: &[u8], mut sealed: Vec<u8>) -> Result<Row, DiskError> {
        if sealed.len() < NONCE_BYTES + TAG_BYTES {
            return Err(DiskError::Unreadable);
        }
        let mut content = sealed.split_off(NONCE_BYTES);
        let nonce = XNonce::try_from(sealed.as_slice()).map_err(|_| DiskError::Unreadable)?;
        self.cipher.decrypt_in_place(&nonce, &place(table, hidden), &mut content).map_err(|_| DiskError::Unreadable)?;
        unframe(content).ok_or(DiskError::Unreadable)
    }
}

impl<D: Disk> Disk for SealedStore<D> {
    async fn get(&self, table: Table, keys: &[Vec<u8>]) -> Result<Vec<Option<Vec<u8>>>, DiskError> {
        let hidden: Vec<_> = keys.iter().map(|key| self.hide(table, key)).collect();
        let found = self.disk.get(table, &hidden).await?;
        let rows = found.into_iter().zip(&hidden).zip(keys);
        rows.map(|((sealed, hidden), key)| {
            let Some(sealed) = sealed else { return Ok(None) };
            let (named, value) = self.open(table, hidden, sealed)?;
            if named == *key { Ok(Some(value)) } else { Err(DiskError::Unreadable) }
        })
        .collect()
    }

    async fn scan(&self, table: Table) -> Result<Vec<Row>, DiskError> {
        let (mut rows, mut after) = (Vec::new(), None);
        loop {
            // Opening thousands of rows takes a slow phone a while: what the disk does in between, its page may do too.
            let Part { rows: found, next } = self.disk.scan_part(table, after.as_deref()).await?;
            for (hidden, sealed) in found {
                rows.push(self.open(table, &hidden, sealed)?);
            }
            match next {
                Some(next) => after = Some(next),
                None => return Ok(rows),
            }
        }
    }

    async fn commit(&self, batch: Batch, durability: Durability) -> Result<(), DiskError> {
        let puts = batch.puts.into_iter().map(|put| {
            let hidden = self.hide(put.table, &put.key);
            let value = match &put.value {
                Some(value) => Some(self.seal(put.table, &hidden, &put.key, value)?),
                None => None,
            };
            Ok(Put { table: put.table, key: hidden, value })
        });
        let sealed = Batch { puts: puts.collect::<Result<_, DiskError>>()? };
        self.disk.commit(sealed, durability).await
    }
}

/// Fills a buffer with randomness of the system: the only source that the stores use.
pub(super) fn fill_random(buffer: &mut [u8]) -> Result<(), DiskError> {
    getrandom::fill(buffer).map_err(|_| DiskError::NoRandomness)
}

/// What a sealed value is bound to.
fn place(table: Table, hidden: &[u8]) -> Vec<u8> {
    let mut place = Vec::with_capacity(1 + hidden.len());
    place.push(table.number());
    place.extend_from_slice(hidden);
    place
}

/// Content = one byte that says how the rest is packed; the rest = length of the key (u32, little endian), key, value.
fn frame(key: &[u8], value: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(1 + 4 + key.len() + value.len() + TAG_BYTES);
    plain.push(PLAIN);
    plain.extend_from_slice(&(key.len() as u32).to_le_bytes());
    plain.extend_from_slice(key);
    plain.extend_from_slice(value);
    if !(DEFLATE_FROM_BYTES..=MOST_DEFLATED_BYTES).contains(&plain.len()) {
        return plain;
    }
    let mut deflated = compress_to_vec(&plain[1..], DEFLATE_LEVEL);
    if deflated.len() + 1 >= plain.len() {
        return plain;
    }
    plain.zeroize();
    deflated.insert(0, DEFLATED);
    deflated
}

fn unframe(mut content: Vec<u8>) -> Option<Row> {
    let (packing, rest) = content.split_first()?;
    let mut plain = match *packing {
        PLAIN => content.split_off(1),
        DEFLATED => decompress_to_vec_with_limit(rest, MOST_DEFLATED_BYTES).ok()?,
        _ => return None,
    };
    let length = u32::from_le_bytes(plain.first_chunk().copied()?);
    let key_end = 4_usize.checked_add(usize::try_from(length).ok()?)?;
    if key_end > plain.len() {
        return None;
    }
    let value = plain.split_off(key_end);
    let key = plain.split_off(4);
    Some((key, value))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use futures::executor::block_on;

    use super::*;
    use crate::store::conformance::{self, Place};
    use crate::store::memory::MemoryDisk;

    struct SealedInMemory(StoreKey);

    impl Place for SealedInMemory {
        type Disk = SealedStore<MemoryDisk>;

        async fn fresh(&self) -> Result<Self::Disk, DiskError> {
            Ok(SealedStore::new(MemoryDisk::new(), &self.0))
        }

        async fn reopen(&self, store: Self::Disk) -> Result<Self::Disk, DiskError> {
            let disk = store.into_disk();
            disk.restart();
            Ok(SealedStore::new(disk, &self.0))
        }

        async fn crash(&self, store: Self::Disk) -> Result<Option<Self::Disk>, DiskError> {
            let disk = store.into_disk();
            disk.crash(0);
            Ok(Some(SealedStore::new(disk, &self.0)))
        }
    }

    fn filled() -> (MemoryDisk, StoreKey) {
        let disk = MemoryDisk::new();
        let key = StoreKey::random().unwrap();
        let store = SealedStore::new(disk.clone(), &key);
        let mut batch = Batch::new();
        batch.put(Table::Record, "door-1202", "李清 13800000000".repeat(20));
        batch.put(Table::Record, "door-1203", "王芳");
        block_on(store.commit(batch, Durability::Durable)).unwrap();
        (disk, key)
    }

    #[test]
    fn it_keeps_the_promises_of_every_store() {
        let report = block_on(conformance::run(&SealedInMemory(StoreKey::random().unwrap())));
        assert!(report.is_passed(), "{report}");
    }

    #[test]
    fn no_byte_of_a_row_reaches_the_disk_in_clear() {
        let (disk, _) = filled();
        for stored in disk.raw() {
            for secret in ["door-1202", "李清", "王芳", "13800000000"] {
                assert!(!stored.windows(secret.len()).any(|window| window == secret.as_bytes()));
            }
        }
    }

    #[test]
    fn the_same_row_is_sealed_differently_each_time_under_the_same_key() {
        let (disk, key) = filled();
        let before = block_on(disk.scan(Table::Record)).unwrap();
        let store = SealedStore::new(disk.clone(), &key);
        let rows = block_on(store.scan(Table::Record)).unwrap();
        let mut batch = Batch::new();
        for (key, value) in rows {
            batch.put(Table::Record, key, value);
        }
        block_on(store.commit(batch, Durability::Durable)).unwrap();
        let after = block_on(disk.scan(Table::Record)).unwrap();
        assert_eq!(before.len(), after.len());
        for ((key_before, value_before), (key_after, value_after)) in before.into_iter().zip(after) {
            assert_eq!(key_before, key_after);
            assert_ne!(value_before, value_after);
        }
    }

    #[test]
    fn a_changed_cut_or_moved_row_is_unreadable_and_the_others_are_not() {
        let (disk, key) = filled();
        let store = SealedStore::new(disk.clone(), &key);
        let rows = block_on(disk.scan(Table::Record)).unwrap();
        let (place, sealed) = rows[0].clone();
        let mut damaged: Vec<Vec<u8>> = (0..sealed.len()).map(|length| sealed[..length].to_vec()).collect();
        damaged.extend((0..sealed.len()).map(|at| {
            let mut flipped = sealed.clone();
            flipped[at] ^= 1;
            flipped
        }));
        damaged.push(rows[1].1.clone());
        for value in damaged {
            let mut batch = Batch::new();
            batch.put(Table::Record, place.clone(), value);
            block_on(disk.commit(batch, Durability::Durable)).unwrap();
            assert_eq!(block_on(store.scan(Table::Record)), Err(DiskError::Unreadable));
            let found = block_on(store.scan_readable(Table::Record)).unwrap();
            assert_eq!((found.rows.len(), found.unreadable), (1, 1));
        }
        let mut elsewhere = Batch::new();
        elsewhere.put(Table::Summary, place, sealed);
        block_on(disk.commit(elsewhere, Durability::Durable)).unwrap();
        assert_eq!(block_on(store.scan(Table::Summary)), Err(DiskError::Unreadable));
    }

    #[test]
    fn another_key_opens_and_finds_nothing() {
        let (disk, _) = filled();
        let store = SealedStore::new(disk, &StoreKey::random().unwrap());
        assert_eq!(block_on(store.scan(Table::Record)), Err(DiskError::Unreadable));
        assert_eq!(block_on(store.get(Table::Record, &[b"door-1202".to_vec()])).unwrap(), [None]);
    }

    #[test]
    fn long_content_is_deflated_and_a_key_is_not_printed() {
        let (disk, key) = filled();
        let stored: usize = disk.raw().iter().map(Vec::len).sum();
        assert!(stored < 300, "{stored} bytes for 360 that repeat");
        assert_eq!(format!("{key:?}"), "StoreKey");
    }
}
