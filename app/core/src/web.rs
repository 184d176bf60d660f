//! The core in a page.

use std::rc::Rc;

use futures::channel::mpsc::UnboundedReceiver;
use linli_contract::members::StoreNotice;
use linli_contract::{Event, Failure, Request, Response};

use crate::driver::{self, Host};
use crate::platform;
use crate::store::indexeddb::{self, IndexedDbDisk};

/// How a page opens its core.
#[derive(Debug, Clone)]
pub struct Options {
    /// Name of the database.
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
    core: Rc<driver::Core<IndexedDbDisk>>,
}

impl Core {
    /// Opens the page's store and starts meeting the relay.
    ///
    /// # Errors
    /// [`Failure::OpenElsewhere`] if another tab writes, or the store's failure.
    pub async fn open(options: Options) -> Result<Self, Failure> {
        let opened = indexeddb::open(&options.database).await.map_err(driver::failure)?;
        let is_kept = indexeddb::ask_to_persist().await;
        let host = Host::open(opened.store).await.map_err(|_| Failure::StoreFailed)?;
        let options = driver::Options { notice: (!is_kept).then_some(StoreNotice::MayBeEvicted) };
        let (core, woken) = driver::Core::new(host, options);
        wasm_bindgen_futures::spawn_local(core.clone().run(woken));
        let returned = core.clone();
        platform::on_return(move || returned.wake());
        Ok(Self { core })
    }

    /// Answers a screen.
    ///
    /// # Errors
    /// The [`Failure`] to put into words; then nothing was changed.
    pub async fn ask(&self, request: Request) -> Result<Response, Failure> {
        self.core.ask(request).await
    }

    /// Events from now on.
    #[must_use]
    pub fn events(&self) -> UnboundedReceiver<Event> {
        self.core.events()
    }
}
