//! The store of a page: IndexedDB with one object store per table and one transaction per batch.
//!
//! **Invariant:** all requests of a transaction are made before anything is awaited: awaiting anything else would end it.
//! **Invariant:** a write waits for the end of its transaction, a read for each answer. Chromium keeps values from 64 kB on as
//! files and may end a transaction before it has loaded them.
//! **Invariant:** a durable batch asks for strict durability; the browser's default would leave it to the operating system.
//! **Invariant:** the page holds the lock of its database for as long as it has it open.

mod browser;
#[cfg(feature = "conformance")]
pub mod conformance;
mod lock;

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

pub use self::browser::{ask_to_persist, is_persistent};
use self::browser::{failed_open, failed_read, failed_write, method};
use self::lock::TabLock;
use super::sealed::StoreKey;
use super::{
    Batch, Disk, DiskError, Durability, Found, KeyForm, OpenReport, Opened, Part, Room, Row, Slip, Table, Vault,
};

/// Rises with every table that is added; opening an older database makes the stores that it lacks.
const VERSION: u32 = 3;
const KEY_STORE: &str = "key";
/// Rows that are read in one go: some tens of milliseconds of a slow phone.
const PART: u32 = 512;

/// The disk of a page.
pub struct IndexedDbDisk {
    database: IdbDatabase,
    _lock: TabLock,
}

/// Opens the sealed store in a database of a name, made if need be.
///
/// # Errors
/// [`DiskError::OpenElsewhere`] if another tab has it, [`DiskError::KeyMissing`] also if it is locked, [`DiskError::Newer`],
/// [`DiskError::Unsupported`] outside a secure context, [`DiskError::Full`] or [`DiskError::Unreadable`].
pub async fn open(name: &str) -> Result<Opened<IndexedDbDisk>, DiskError> {
    find(name).await?.unlocked()
}

/// Opens the rows of a database and finds its key, which may be locked.
///
/// # Errors
/// Those of [`open`].
pub async fn find(name: &str) -> Result<Found<IndexedDbDisk>, DiskError> {
    let disk = open_raw(name).await?;
    let (key, is_new) = disk.store_key().await?;
    let report = OpenReport { is_new, is_persistent: is_persistent().await, ..OpenReport::default() };
    Ok(Found { disk, key, report })
}

/// Removes a database that no tab has open.
///
/// # Errors
/// [`DiskError::OpenElsewhere`] if one has, [`DiskError::Unwritable`] if it stays.
pub async fn wipe(name: &str) -> Result<(), DiskError> {
    let _lock = TabLock::take(name).await?;
    let request = browser::factory()?.delete_database(name).map_err(|error| failed_write(&error))?;
    let end = Promise::new(&mut |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        request.set_onblocked(Some(&reject));
    });
    JsFuture::from(end).await.map(drop).map_err(|_| DiskError::Unwritable)
}

/// Opens a database without seals.
pub(super) async fn open_raw(name: &str) -> Result<IndexedDbDisk, DiskError> {
    open_at(name, VERSION, &Table::ALL).await
}

/// Opens a database as the release of a version does, which knew these tables.
async fn open_at(name: &str, version: u32, tables: &'static [Table]) -> Result<IndexedDbDisk, DiskError> {
    let lock = TabLock::take(name).await?;
    let factory = browser::factory()?;
    let request = factory.open_with_u32(name, version).map_err(|error| failed_open(&error))?;
    let opened = settled_open(&request, tables);
    opened.await.map_err(|_| match request.error() {
        Ok(Some(error)) => failed_open(&error),
        Ok(None) | Err(_) => DiskError::OpenElsewhere,
    })?;
    let database: IdbDatabase = request.result().map_err(|error| failed_open(&error))?.unchecked_into();
    let closing = database.clone();
    // A newer page wants to change the tables: it must not wait for this one.
    let give_way = Closure::<dyn FnMut()>::new(move || closing.close());
    database.set_onversionchange(Some(give_way.into_js_value().unchecked_ref()));
    Ok(IndexedDbDisk { database, _lock: lock })
}

impl IndexedDbDisk {
    /// Reads the key of the store, or makes it where there is nothing yet that it would have to open.
    async fn store_key(&self) -> Result<(KeyForm, bool), DiskError> {
        let transaction =
            self.transaction(&stores(Table::ALL), "readonly", None).map_err(|error| failed_read(&error))?;
        let counts = Table::ALL.iter().map(|table| object_store(&transaction, *table)?.count());
        let counts = counts.collect::<Result<Vec<_>, JsValue>>().map_err(|error| failed_read(&error))?;
        answered(&counts).await?;
        let has_rows = counts.iter().any(|count| count.result().ok().and_then(|rows| rows.as_f64()) != Some(0.0));
        if let Some(bytes) = self.slip(Slip::Key).await? {
            return Ok((KeyForm::from_bytes(bytes)?, !has_rows));
        }
        if has_rows {
            return Err(DiskError::KeyMissing);
        }
        let key = KeyForm::Clear(StoreKey::random()?);
        self.put_slip(Slip::Key, Some(&key.to_bytes())).await?;
        Ok((key, true))
    }

    fn transaction(
        &self,
        stores: &Array,
        mode: &str,
        durability: Option<Durability>,
    ) -> Result<IdbTransaction, JsValue> {
        let options = Object::new();
        if let Some(durability) = durability {
            let asked = match durability {
                Durability::Durable => "strict",
                Durability::Cached => "relaxed",
            };
            Reflect::set(&options, &"durability".into(), &asked.into())?;
        }
        let begin = method(&self.database, "transaction")?;
        let transaction = begin.call3(&self.database, stores, &mode.into(), &options)?;
        Ok(transaction.unchecked_into())
    }
}

impl Drop for IndexedDbDisk {
    fn drop(&mut self) {
        self.database.close();
    }
}

impl Disk for IndexedDbDisk {
    async fn get(&self, table: Table, keys: &[Vec<u8>]) -> Result<Vec<Option<Vec<u8>>>, DiskError> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let transaction = self.transaction(&stores([table]), "readonly", None).map_err(|error| failed_read(&error))?;
        let store = object_store(&transaction, table).map_err(|error| failed_read(&error))?;
        let found = keys.iter().map(|key| store.get(&Uint8Array::from(key.as_slice())));
        let found = found.collect::<Result<Vec<_>, JsValue>>().map_err(|error| failed_read(&error))?;
        answered(&found).await?;
        found.iter().map(bytes_of).collect()
    }

    async fn scan(&self, table: Table) -> Result<Vec<Row>, DiskError> {
        let mut all = self.scan_part(table, None).await?;
        while let Some(after) = all.next.take() {
            let Part { rows, next } = self.scan_part(table, Some(&after)).await?;
            all.rows.extend(rows);
            all.next = next;
        }
        Ok(all.rows)
    }

    async fn scan_part(&self, table: Table, after: Option<&[u8]>) -> Result<Part, DiskError> {
        let transaction = self.transaction(&stores([table]), "readonly", None).map_err(|error| failed_read(&error))?;
        let store = object_store(&transaction, table).map_err(|error| failed_read(&error))?;
        let range = match after {
            Some(key) => IdbKeyRange::lower_bound_with_open(&Uint8Array::from(key), true).map(JsValue::from),
            None => Ok(JsValue::UNDEFINED),
        };
        let found = range.and_then(|range| {
            let keys = store.get_all_keys_with_key_and_limit(&range, PART)?;
            Ok([keys, store.get_all_with_key_and_limit(&range, PART)?])
        });
        let found = found.map_err(|error| failed_read(&error))?;
        answered(&found).await?;
        let [keys, values] = found;
        let (keys, values) = (list_of(&keys)?, list_of(&values)?);
        if keys.length() != values.length() {
            return Err(DiskError::Unreadable);
        }
        let rows = keys.iter().zip(values.iter());
        let rows: Vec<Row> =
            rows.map(|(key, value)| (Uint8Array::new(&key).to_vec(), Uint8Array::new(&value).to_vec())).collect();
        let is_last = keys.length() < PART;
        Ok(Part { next: rows.last().filter(|_| !is_last).map(|(key, _)| key.clone()), rows })
    }

    async fn commit(&self, batch: Batch, durability: Durability) -> Result<(), DiskError> {
        if batch.is_empty() {
            return Ok(());
        }
        let touched = Table::ALL.into_iter().filter(|table| batch.puts.iter().any(|put| put.table == *table));
        let transaction =
            self.transaction(&stores(touched), "readwrite", Some(durability)).map_err(|error| failed_write(&error))?;
        if let Err(error) = write(&transaction, &batch) {
            // What was asked for so far must not be kept; where aborting fails, the transaction is over already.
            let _ = transaction.abort();
            return Err(failed_write(&error));
        }
        completed(&transaction).await.map_err(|error| failed_write(&error))
    }

    async fn room(&self) -> Room {
        let (used, free) = browser::estimate().await;
        Room { used, free, spare: 0, is_persistent: Some(is_persistent().await) }
    }
}

impl Vault for IndexedDbDisk {
    async fn slip(&self, slip: Slip) -> Result<Option<Vec<u8>>, DiskError> {
        let transaction =
            self.transaction(&Array::of1(&KEY_STORE.into()), "readonly", None).map_err(|error| failed_read(&error))?;
        let found = transaction.object_store(KEY_STORE).and_then(|store| store.get(&slip_name(slip).into()));
        let found = found.map_err(|error| failed_read(&error))?;
        answered(core::slice::from_ref(&found)).await?;
        bytes_of(&found)
    }

    /// One transaction, so that a crash leaves the old or the new one. The browser's files may hold the old one until it tidies
    /// them by itself; a page cannot reach them.
    async fn put_slip(&self, slip: Slip, bytes: Option<&[u8]>) -> Result<(), DiskError> {
        let transaction = self
            .transaction(&Array::of1(&KEY_STORE.into()), "readwrite", Some(Durability::Durable))
            .map_err(|error| failed_write(&error))?;
        let name = JsValue::from(slip_name(slip));
        let asked = transaction.object_store(KEY_STORE).and_then(|store| match bytes {
            Some(bytes) => store.put_with_key(&Uint8Array::from(bytes), &name),
            None => store.delete(&name),
        });
        asked.map_err(|error| failed_write(&error))?;
        completed(&transaction).await.map_err(|error| failed_write(&error))
    }
}

const fn slip_name(slip: Slip) -> &'static str {
    match slip {
        Slip::Key => "store",
        Slip::Tries => "tries",
        Slip::Ready => "ready",
    }
}

fn write(transaction: &IdbTransaction, batch: &Batch) -> Result<(), JsValue> {
    for put in &batch.puts {
        let store = object_store(transaction, put.table)?;
        let key = Uint8Array::from(put.key.as_slice());
        match &put.value {
            Some(value) => store.put_with_key(&Uint8Array::from(value.as_slice()), &key)?,
            None => store.delete(&key)?,
        };
    }
    Ok(())
}

/// Waits for the end of a writing transaction whose requests are all made; an error is what it was aborted for.
async fn completed(transaction: &IdbTransaction) -> Result<(), JsValue> {
    let end = Promise::new(&mut |resolve: Function, reject: Function| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    // Without this the browser waits for further requests; one that lacks it ends the transaction by itself.
    let _ = method(transaction, "commit").and_then(|commit| commit.call0(transaction));
    match JsFuture::from(end).await {
        Ok(_) => Ok(()),
        Err(_) => Err(transaction.error().map_or(JsValue::NULL, JsValue::from)),
    }
}

/// Waits until every request has its answer.
async fn answered(requests: &[IdbRequest]) -> Result<(), DiskError> {
    let answers = requests.iter().map(|request| {
        Promise::new(&mut |resolve: Function, reject: Function| {
            request.set_onsuccess(Some(&resolve));
            request.set_onerror(Some(&reject));
        })
    });
    let answers: Array = answers.collect();
    JsFuture::from(Promise::all(&answers)).await.map(drop).map_err(|error| failed_read(&error))
}

async fn settled_open(request: &IdbOpenDbRequest, tables: &'static [Table]) -> Result<JsValue, JsValue> {
    let end = Promise::new(&mut |resolve: Function, reject: Function| {
        let (opening, refuse) = (request.clone(), reject.clone());
        let make = Closure::<dyn FnMut()>::new(move || {
            if make_stores(&opening, tables).is_err() {
                // Refusing a promise of our own cannot fail.
                let _ = refuse.call0(&JsValue::NULL);
            }
        });
        request.set_onupgradeneeded(Some(make.into_js_value().unchecked_ref()));
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        request.set_onblocked(Some(&reject));
    });
    JsFuture::from(end).await
}

/// Makes the object stores that are not there yet; those that are keep their rows.
fn make_stores(request: &IdbRequest, tables: &[Table]) -> Result<(), JsValue> {
    let database: IdbDatabase = request.result()?.unchecked_into();
    let there = database.object_store_names();
    let names = tables.iter().map(|table| store_name(*table)).chain([KEY_STORE.to_owned()]);
    for name in names.filter(|name| !there.contains(name)) {
        database.create_object_store(&name)?;
    }
    Ok(())
}

fn store_name(table: Table) -> String {
    format!("table-{}", table.number())
}

fn stores(tables: impl IntoIterator<Item = Table>) -> Array {
    tables.into_iter().map(|table| JsValue::from(store_name(table))).collect()
}

fn object_store(transaction: &IdbTransaction, table: Table) -> Result<IdbObjectStore, JsValue> {
    transaction.object_store(&store_name(table))
}

fn bytes_of(request: &IdbRequest) -> Result<Option<Vec<u8>>, DiskError> {
    let value = request.result().map_err(|error| failed_read(&error))?;
    if value.is_undefined() {
        return Ok(None);
    }
    let bytes: Uint8Array = value.dyn_into().map_err(|_| DiskError::Unreadable)?;
    Ok(Some(bytes.to_vec()))
}

fn list_of(request: &IdbRequest) -> Result<Array, DiskError> {
    let list = request.result().map_err(|error| failed_read(&error))?;
    list.dyn_into().map_err(|_| DiskError::Unreadable)
}
