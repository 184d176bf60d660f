//! Live news: one request that the relay keeps open until there is something to tell.
//!
//! A device holds only while somebody can see it, while it is unlocked, and with nothing to send or to fetch. Whatever wakes
//! it ends the hold at once: a save, a wish to sync, the network's return, going out of sight, the lock.
//! **Invariant:** while a request is held the link shows as it was, up; a hold that fails says nothing of the link, the
//! meeting after it does.
//! **Invariant:** a relay that does not hold is asked no more often than every 20 seconds.

use core::cell::Cell;
use std::time::Duration;

use futures::channel::mpsc::UnboundedReceiver;
use futures::{FutureExt, StreamExt};
use linli_contract::Failure;
use linli_shared::protocol::{LogAnswer, SyncAnswer};

use super::meet::{Core, now};
use crate::device::{Input, Reply};
use crate::platform;
use crate::store::Vault;

/// How long a request is held open at most, in seconds.
const WAIT: u16 = 120;
/// How long at least, where the network between cuts what is silent for long.
const LEAST_WAIT: u16 = 30;
/// What the answer may take beyond the wait.
const GRACE: Duration = Duration::from_secs(15);
/// Without news a relay that holds does not answer sooner than this.
const EARLY: Duration = Duration::from_secs(10);
/// The most meetings that follow each other without a hold after one that came to nothing: ten minutes of them.
const MOST_WITHOUT: u8 = 30;

/// What is known of holding at this relay, over this network.
#[derive(Debug)]
pub(super) struct Live {
    /// A request is held.
    is_held: Cell<bool>,
    /// For how many seconds the next one asks.
    wait: Cell<u16>,
    /// How many meetings are to come without one.
    without: Cell<u8>,
    /// How many there were the last time.
    last_without: Cell<u8>,
}

impl Default for Live {
    fn default() -> Self {
        Self { is_held: Cell::new(false), wait: Cell::new(WAIT), without: Cell::new(0), last_without: Cell::new(0) }
    }
}

/// How a hold went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    /// There was none, or it came to nothing: the usual pause follows.
    Not,
    /// It is over: a meeting follows.
    Ended,
    /// The core was closed.
    Closed,
}

/// What an answer to a held request came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heard {
    /// All there is, or that nothing happened: the next may be held.
    All,
    /// A meeting has to follow.
    Meet,
}

impl Live {
    /// Ends the hold, if there is one.
    pub(super) fn end_with(&self, wake: impl FnOnce()) {
        if self.is_held.get() {
            wake();
        }
    }

    /// Whether the next meeting is to be followed by the usual pause.
    fn rests(&self) -> bool {
        let left = self.without.get();
        self.without.set(left.saturating_sub(1));
        left > 0
    }

    /// A request was held as long as it could be, or news came.
    fn went_well(&self) {
        self.last_without.set(0);
        self.wait.set((self.wait.get() + LEAST_WAIT).min(WAIT));
    }

    /// A request was answered or broke much too early: twice as long as the last time there is none.
    fn went_wrong(&self) {
        let without = self.last_without.get().saturating_mul(2).clamp(1, MOST_WITHOUT);
        self.last_without.set(without);
        self.without.set(without);
    }

    /// A request broke while it was held: something between does not bear so long a silence.
    fn broke(&self) {
        self.wait.set((self.wait.get() / 2).max(LEAST_WAIT));
    }
}

impl<D: Vault + 'static> Core<D> {
    /// Keeps requests open one after the other, until something wakes the device or one comes to nothing.
    pub(super) async fn live(&self, woken: &mut UnboundedReceiver<()>) -> Held {
        if self.live.rests() {
            return Held::Not;
        }
        loop {
            self.live.is_held.set(true);
            let held = self.hold(woken).await;
            self.live.is_held.set(false);
            match held {
                Ok(Heard::All) => self.follow_lease().await,
                Ok(Heard::Meet) => return Held::Ended,
                Err(held) => return held,
            }
        }
    }

    /// Keeps one request open.
    async fn hold(&self, woken: &mut UnboundedReceiver<()>) -> Result<Heard, Held> {
        let idle = self.until_idle(platform::time()).await;
        let Some((request, relay)) = self.holdable().await else { return Err(Held::Not) };
        let began = self.meetings.get();
        let wait = Duration::from_secs(u64::from(self.live.wait.get()));
        let answer = self.road.ask(&relay, request, wait + GRACE).fuse();
        let early = self.road.pause(EARLY).fuse();
        let idle = async {
            match idle {
                Some(idle) => self.road.pause(idle).await,
                None => futures::future::pending().await,
            }
        }
        .fuse();
        futures::pin_mut!(answer, early, idle);
        let mut is_early = true;
        let answer = loop {
            futures::select_biased! {
                wake = woken.next() => return Err(if wake.is_none() { Held::Closed } else { Held::Ended }),
                answer = answer => break answer,
                () = idle => return Err(Held::Ended),
                () = early => is_early = false,
            }
        };
        let Ok(answer) = answer else {
            if is_early {
                self.live.went_wrong()
            } else {
                self.live.broke()
            }
            return Err(Held::Ended);
        };
        let has_acts = answer.logs.iter().any(|log| !log.parcels.is_empty() || !log.snapshots.is_empty());
        let says_more = answer.logs.iter().any(says_more);
        let is_hasty = is_early && !has_acts;
        if is_hasty {
            self.live.went_wrong();
        } else {
            self.live.went_well();
        }
        let heard = self.hear(answer, began).await.map_err(|_| Held::Not)?;
        if is_hasty && !says_more { Err(Held::Not) } else { Ok(if says_more { Heard::Meet } else { heard }) }
    }

    /// A request to hold and whom to ask; `None` where there is nothing to hold.
    async fn holdable(&self) -> Option<(Vec<u8>, String)> {
        let mut hold = self.host.lock().await;
        let host = hold.host().ok()?;
        let relay = host.device().relay()?.to_owned();
        let (reply, events) = hold.take(Input::Hold(self.live.wait.get()), &now().ok()?).await.ok()?;
        self.tell(events);
        match reply {
            Reply::Send(Some(request)) => Some((request, relay)),
            Reply::Send(None) | Reply::Nothing | Reply::Answer(_) | Reply::Met { .. } | Reply::Failed(_) => None,
        }
    }

    /// Takes in what a held request was answered.
    async fn hear(&self, answer: SyncAnswer, began: u64) -> Result<Heard, Failure> {
        let _one = self.meeting.lock().await;
        if self.meetings.get() != began {
            // A meeting in between fetched all this, and what it sent is not judged here.
            return Ok(Heard::Meet);
        }
        let mut host = self.host.lock().await;
        let (reply, events) = host.take(Input::Answer(Box::new(answer)), &now()?).await?;
        self.tell(events);
        match reply {
            Reply::Met { more: true } => Ok(Heard::Meet),
            Reply::Met { more: false } => Ok(Heard::All),
            Reply::Failed(fault) => {
                let (_, events) = host.take(Input::Missed(fault), &now()?).await?;
                self.tell(events);
                Err(Failure::Unreachable)
            }
            Reply::Answer(Err(failure)) => Err(failure),
            Reply::Nothing | Reply::Answer(Ok(_)) | Reply::Send(_) => Ok(Heard::Meet),
        }
    }
}

/// Whether an answer says more than what acts it brings.
fn says_more(answer: &LogAnswer) -> bool {
    answer.more || !answer.eras.is_empty() || answer.streams.is_some() || answer.desk.is_some()
}
