//! A relay in this process whose days can pass at once.
//!
//! **Invariant:** its clock never goes back.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::Context;
use linli_shared::ed25519::SigningKey;
use sync_server::http::{self, Seats, Site, Writer};
use sync_server::relay::Relay;
use sync_server::store::redb::RedbStore;
use tokio::task::JoinHandle;

use crate::founding::clock;

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// The relay.
#[derive(Debug)]
pub(super) struct Timed {
    address: SocketAddr,
    ahead: Arc<AtomicI64>,
    serving: JoinHandle<std::io::Result<()>>,
}

impl Timed {
    /// Serves a data folder that a relay's program has left, with the web app and the prepared seats.
    pub(super) fn start(data: &Path, app: &Path, seats: &Path) -> anyhow::Result<Self> {
        let seed = std::fs::read(data.join("relay.key")).context("reading the relay's key")?;
        let seed: [u8; 32] = seed.try_into().ok().context("the relay's key is damaged")?;
        let store = RedbStore::open(&data.join("relay.redb")).context("opening the store")?;
        let relay = Relay::open(store, SigningKey::from_bytes(&seed)).context("reading the store")?;
        let ahead = Arc::new(AtomicI64::new(0));
        let own = Arc::clone(&ahead);
        let (writer, _thread) = Writer::start_by(relay, None, move || clock().plus(own.load(Ordering::Relaxed)))?;
        let router = http::router(writer, Some(Site::new(app.to_owned())), Some(Seats::new(seats.to_owned())));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let serving = tokio::spawn(http::serve(listener, router, None, std::future::pending()));
        Ok(Self { address, ahead, serving })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Lets days pass.
    pub(super) fn pass(&self, days: u16) {
        self.ahead.fetch_add(i64::from(days) * DAY, Ordering::Relaxed);
    }
}

impl Drop for Timed {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
