//! The core in a page.

use std::rc::Rc;

use futures::channel::mpsc::UnboundedReceiver;
use linli_contract::members::StoreNotice;
use linli_contract::{Event, Failure, Request, Response};

use crate::driver;
use crate::platform;
use crate::shelf::register::Place;
use crate::shelf::{Places, Shelf};
use crate::store::indexeddb::{self, IndexedDbDisk};
use crate::store::{DiskError, Found, OpenReport};

/// How a page opens its core.
#[derive(Debug, Clone)]
pub struct Options {
    /// Name of the database of the first place; the others' begin with it.
    pub database: String,
}

impl Default for Options {
    fn default() -> Self {
        Self { database: "linli".into() }
    }
}

/// The core of this page.
#[derive(Debug, Clone)]
pub struct Core {
    shelf: Rc<Shelf<Databases>>,
}

impl Core {
    /// Opens the page's store and starts meeting the relay.
    ///
    /// # Errors
    /// [`Failure::OpenElsewhere`] if another tab writes, or the store's failure.
    pub async fn open(options: Options) -> Result<Self, Failure> {
        let is_kept = indexeddb::ask_to_persist().await;
        let shelf = Shelf::open(Databases { base: options.database, is_kept }).await?;
        let returned = Rc::clone(&shelf);
        platform::on_return(move || returned.wake());
        Ok(Self { shelf })
    }

    /// Answers a screen.
    ///
    /// # Errors
    /// The [`Failure`] to put into words; then nothing was changed.
    pub async fn ask(&self, request: Request) -> Result<Response, Failure> {
        self.shelf.ask(request).await
    }

    /// Events from now on.
    #[must_use]
    pub fn events(&self) -> UnboundedReceiver<Event> {
        self.shelf.events()
    }
}

/// The places of a device as databases of the browser; the register lies in its settings store.
struct Databases {
    base: String,
    /// Whether the browser promised not to clear them.
    is_kept: bool,
}

impl Databases {
    fn register_name(&self) -> String {
        format!("{}-communities", self.base)
    }
}

impl Places for Databases {
    type Disk = IndexedDbDisk;

    async fn find(&self, place: Place) -> Result<Found<IndexedDbDisk>, DiskError> {
        indexeddb::find(&place.under(&self.base)).await
    }

    async fn wipe(&self, place: Place) -> Result<(), DiskError> {
        indexeddb::wipe(&place.under(&self.base)).await
    }

    fn register(&self) -> Result<Option<Vec<u8>>, DiskError> {
        Ok(platform::setting(&self.register_name()).and_then(|text| from_hex(&text)))
    }

    fn put_register(&self, bytes: &[u8]) -> Result<(), DiskError> {
        let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        if platform::keep_setting(&self.register_name(), &text) { Ok(()) } else { Err(DiskError::Unwritable) }
    }

    fn options(&self, _: &OpenReport) -> driver::Options {
        driver::Options { notice: (!self.is_kept).then_some(StoreNotice::MayBeEvicted), ..driver::Options::default() }
    }
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
    pairs.iter().map(|pair| u8::from_str_radix(core::str::from_utf8(pair).ok()?, 16).ok()).collect()
}
