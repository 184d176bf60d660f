//! Photos and files on their way, beside the meetings: one question at a time, each its own request.
//!
//! **Invariant:** out of sight, locked or put away nothing goes on; the device says itself that texts go first.

use core::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use futures::StreamExt;
use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures::future::{Either, select};
use futures::lock::Mutex;
use linli_contract::Failure;

use super::hold::Hold;
use super::meet::{Core, now};
use crate::device::{Input, Reply};
use crate::photos::BlobOutcome;
use crate::platform;
use crate::store::Vault;

/// What is not at the relay yet is looked for again after so long.
const AGAIN: Duration = Duration::from_secs(30);

/// What wakes the carrying of photos.
pub(super) struct Carrier {
    wake: UnboundedSender<()>,
    woken: Cell<Option<UnboundedReceiver<()>>>,
    one: Mutex<()>,
}

impl Default for Carrier {
    fn default() -> Self {
        let (wake, woken) = unbounded();
        Self { wake, woken: Cell::new(Some(woken)), one: Mutex::new(()) }
    }
}

impl Carrier {
    /// There may be something to send or to fetch: a meeting went well, a photo is looked at, the core was closed.
    pub(super) fn wake(&self) {
        let _ = self.wake.unbounded_send(());
    }
}

impl<D: Vault + 'static> Core<D> {
    /// Begins to carry photos beside the meetings, until the core is closed.
    pub(super) fn begin_to_carry(self: &Rc<Self>) {
        if let Some(woken) = self.carrier.woken.take() {
            platform::spawn(Rc::clone(self).carry_on(woken));
        }
    }

    async fn carry_on(self: Rc<Self>, mut woken: UnboundedReceiver<()>) {
        loop {
            if matches!(&*self.host.lock().await, Hold::Away) {
                return;
            }
            self.carry_photos().await;
            let waits =
                self.is_seen() && self.host.lock().await.host().is_ok_and(|host| host.device().has_photos_to_carry());
            let is_open = if waits {
                match select(woken.next(), self.road.pause(AGAIN)).await {
                    Either::Left((wake, _)) => wake.is_some(),
                    Either::Right(_) => true,
                }
            } else {
                woken.next().await.is_some()
            };
            if !is_open {
                return;
            }
            while let Ok(()) = woken.try_recv() {}
        }
    }

    /// Sends and fetches until there is nothing left, a text waits, or the link fails.
    pub async fn carry_photos(&self) {
        let _one = self.carrier.one.lock().await;
        while self.is_seen() && matches!(self.carry_one().await, Ok(true)) {}
    }

    /// One question; whether to go on.
    async fn carry_one(&self) -> Result<bool, Failure> {
        let now_is = now()?;
        let (bytes, relay) = {
            let mut hold = self.host.lock().await;
            let (reply, events) = hold.take(Input::PreparePhoto(now_is.time), &now_is).await?;
            self.tell(events);
            let relay = hold.host()?.device().relay().map(str::to_owned);
            let (Reply::Send(Some(bytes)), Some(relay)) = (reply, relay) else { return Ok(false) };
            (bytes, relay)
        };
        let answer = self.road.blob(&relay, bytes).await;
        let is_met = answer.is_some();
        let outcome = answer.map_or(BlobOutcome::Missed, BlobOutcome::Answered);
        let (_, events) = self.host.lock().await.take(Input::Photo(Box::new(outcome)), &now()?).await?;
        self.tell(events);
        Ok(is_met)
    }
}
