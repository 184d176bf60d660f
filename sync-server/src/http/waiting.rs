//! Requests that are held open until there is news for them.
//!
//! The writing thread lays a request down here once nothing is to be told, and after each commit wakes those whom it concerns.
//! Whoever is woken asks the writer again: the answer says what is new, and an answer to one who waited in vain is the usual
//! empty one.
//! **Invariant:** a device has one request here at most, and all together are bounded.
//! **Invariant:** who goes away is forgotten at once; nobody waits once the relay stops.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use linli_shared::ids::DeviceId;
use tokio::sync::{oneshot, watch};

use crate::relay::Hold;

/// How many requests wait at most unless told otherwise.
const ROOM: usize = 10_000;

/// Where requests wait.
#[derive(Debug, Clone)]
pub struct Waiting(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    lot: Mutex<Lot>,
    count: watch::Sender<usize>,
}

#[derive(Debug)]
struct Lot {
    held: BTreeMap<DeviceId, Held>,
    room: usize,
    /// Tells a request from an earlier one of the same device.
    next: u64,
}

#[derive(Debug)]
struct Held {
    number: u64,
    hold: Hold,
    wake: oneshot::Sender<Wake>,
}

/// Why a request no longer waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wake {
    /// There may be something to tell it.
    News,
    /// It is to be answered as it is.
    Release,
}

/// A place where a request waits; it is free again once this is gone.
#[derive(Debug)]
pub(super) struct Seat {
    shared: Arc<Shared>,
    device: DeviceId,
    number: u64,
    /// How long it waits at most, in seconds.
    pub(super) seconds: u16,
    woken: oneshot::Receiver<Wake>,
}

impl Default for Waiting {
    fn default() -> Self {
        let lot = Mutex::new(Lot { held: BTreeMap::new(), room: ROOM, next: 0 });
        Self(Arc::new(Shared { lot, count: watch::Sender::new(0) }))
    }
}

impl Waiting {
    /// Lets no more than so many wait; those beyond are answered at once.
    pub fn set_room(&self, room: usize) {
        self.0.lot().room = room;
    }

    /// Answers everybody who waits; from now on nobody does.
    pub fn close(&self) {
        let held = {
            let mut lot = self.0.lot();
            lot.room = 0;
            std::mem::take(&mut lot.held)
        };
        held.into_values().for_each(|held| held.wake(Wake::Release));
        self.0.count.send_replace(0);
    }

    /// How many wait, now and whenever that changes.
    #[must_use]
    pub fn count(&self) -> watch::Receiver<usize> {
        self.0.count.subscribe()
    }

    /// Lays a request down; `None` if there is no room. An earlier one of the device is released.
    pub(super) fn lay_down(&self, device: DeviceId, hold: Hold) -> Option<Seat> {
        let mut lot = self.0.lot();
        if lot.held.len() >= lot.room && !lot.held.contains_key(&device) {
            return None;
        }
        let (wake, woken) = oneshot::channel();
        let (seconds, number) = (hold.seconds, lot.next);
        lot.next += 1;
        let earlier = lot.held.insert(device, Held { number, hold, wake });
        self.0.count.send_replace(lot.held.len());
        drop(lot);
        if let Some(earlier) = earlier {
            earlier.wake(Wake::Release);
        }
        Some(Seat { shared: Arc::clone(&self.0), device, number, seconds, woken })
    }

    /// Whether a device has a request here.
    pub(super) fn has(&self, device: DeviceId) -> bool {
        self.0.lot().held.contains_key(&device)
    }

    /// Has the request of a device answered as it is.
    pub(super) fn release(&self, device: DeviceId) {
        let mut lot = self.0.lot();
        let held = lot.held.remove(&device);
        self.0.count.send_replace(lot.held.len());
        drop(lot);
        if let Some(held) = held {
            held.wake(Wake::Release);
        }
    }

    /// Wakes those whom something concerns.
    pub(super) fn wake(&self, concerns: impl Fn(&Hold) -> bool) {
        let mut lot = self.0.lot();
        let concerned = lot.held.iter().filter(|(_, held)| concerns(&held.hold)).map(|(device, _)| *device);
        let concerned: Vec<DeviceId> = concerned.collect();
        let woken: Vec<Held> = concerned.iter().filter_map(|device| lot.held.remove(device)).collect();
        if woken.is_empty() {
            return;
        }
        self.0.count.send_replace(lot.held.len());
        drop(lot);
        woken.into_iter().for_each(|held| held.wake(Wake::News));
    }
}

impl Shared {
    /// Whoever panicked while holding it left nothing half done.
    fn lot(&self) -> MutexGuard<'_, Lot> {
        self.lot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    /// Whoever waited may have gone.
    fn wake(self, wake: Wake) {
        let _ = self.wake.send(wake);
    }
}

impl Seat {
    /// Waits to be woken.
    pub(super) async fn woken(&mut self) -> Wake {
        (&mut self.woken).await.unwrap_or(Wake::Release)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut lot = self.shared.lot();
        if lot.held.get(&self.device).is_some_and(|held| held.number == self.number) {
            lot.held.remove(&self.device);
            self.shared.count.send_replace(lot.held.len());
        }
    }
}
