//! The core as screens see it: requests in, events out, meetings with the relay in between.

use core::ops::ControlFlow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use futures::StreamExt;
use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures::future::{Either, select};
use futures::lock::Mutex;
use linli_contract::lock::Lease;
use linli_contract::members::{Standing, StoreNotice, TakeSeat};
use linli_contract::storage::StorageView;
use linli_contract::sync::{Link, LinkFault};
use linli_contract::{Event, Failure, Request, Response};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::LogCode;
use linli_shared::protocol::SyncAnswer;

use super::hold::Hold;
use super::live::{Held, Live};
use super::photos::Carrier;
use super::road::{DEADLINE, Http, Road};
use super::{Host, failure, open_failure};
use crate::device::identity::Seat;
use crate::device::{Input, Now, Reply};

use crate::store::{Found, KeyForm, SealedStore, Vault};
use crate::{platform, storage};

/// How a core runs.
#[derive(Clone, Default)]
pub struct Options {
    /// What to tell the person about their local copy.
    pub notice: Option<StoreNotice>,
    /// How requests reach the relay; by HTTP if not said otherwise.
    pub road: Option<Rc<dyn Road>>,
}

impl core::fmt::Debug for Options {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Options").field("notice", &self.notice).finish_non_exhaustive()
    }
}

/// While visible a device meets the relay at least this often.
const EVERY: Duration = Duration::from_secs(20);
/// The most turns of one meeting.
const TURNS: usize = 1_000;

/// The core.
pub struct Core<D> {
    pub(super) host: Mutex<Hold<D>>,
    pub(super) meeting: Mutex<()>,
    /// Meetings so far: what was asked before the last of them is out of date.
    pub(super) meetings: Cell<u64>,
    pub(super) http: reqwest::Client,
    pub(super) road: Rc<dyn Road>,
    pub(super) live: Live,
    pub(super) carrier: Carrier,
    listeners: RefCell<Vec<UnboundedSender<Event>>>,
    wake: UnboundedSender<()>,
    options: Options,
    /// Whether anybody can see the screens, as they say themselves.
    is_visible: Cell<bool>,
    /// When a person last touched the screens, by the device's clock.
    pub(super) touched: Cell<Millis>,
    /// What lies ready for a locked device, as far as it is known.
    pub(super) kept_ready: Cell<Option<Option<[u8; 32]>>>,
    /// How sending while locked last went.
    pub(super) ready_link: Cell<Link>,
    /// The lease as the screens were told.
    pub(super) lease: Cell<Lease>,
}

impl<D> core::fmt::Debug for Core<D> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Core").finish_non_exhaustive()
    }
}

impl<D: Vault + 'static> Core<D> {
    /// Starts a core on a device without a lock; the second value wakes the meetings and belongs to [`Self::run`].
    #[must_use]
    pub fn new(host: Host<D>, options: Options) -> (Rc<Self>, UnboundedReceiver<()>) {
        Self::holding(Hold::Open { host, lock: None }, options)
    }

    /// Starts a core on a place as it was found, locked or not.
    ///
    /// # Errors
    /// The [`Failure`] of a device that cannot be opened.
    pub async fn start(found: Found<D>, options: Options) -> Result<(Rc<Self>, UnboundedReceiver<()>), Failure> {
        let hold = match found.key {
            KeyForm::Clear(key) => {
                let host = Host::open(SealedStore::new(found.disk, &key)).await.map_err(open_failure)?;
                Hold::Open { host, lock: None }
            }
            KeyForm::Locked(lock) => Hold::Locked { disk: found.disk, lock },
        };
        Ok(Self::holding(hold, options))
    }

    fn holding(hold: Hold<D>, options: Options) -> (Rc<Self>, UnboundedReceiver<()>) {
        let (wake, woken) = unbounded();
        let http = platform::http_client();
        let road = options.road.clone().unwrap_or_else(|| Rc::new(Http::new(http.clone())));
        let core = Self {
            host: Mutex::new(hold),
            meeting: Mutex::new(()),
            meetings: Cell::new(0),
            http,
            road,
            live: Live::default(),
            carrier: Carrier::default(),
            listeners: RefCell::default(),
            wake,
            options,
            is_visible: Cell::new(true),
            touched: Cell::new(platform::time()),
            kept_ready: Cell::new(None),
            ready_link: Cell::new(Link::NotTried),
            lease: Cell::new(Lease::Fine),
        };
        (Rc::new(core), woken)
    }

    /// Lets go of the place: its store is closed and the meetings end. Nothing is answered any more.
    pub async fn close(&self) {
        *self.host.lock().await = Hold::Away;
        self.wake();
        self.carrier.wake();
    }

    /// Answers a screen.
    ///
    /// # Errors
    /// The [`Failure`] to put into words; then nothing was changed.
    pub async fn ask(&self, request: Request) -> Result<Response, Failure> {
        let request = match self.gate(request).await {
            ControlFlow::Continue(request) => request,
            ControlFlow::Break(answer) => return answer,
        };
        if let Request::TakeSeat(request) = request {
            return self.take_seat(request).await;
        }
        if let Request::SetVisible(request) = request {
            // Screens say it again with every touch, which is no reason to meet.
            if self.is_visible.replace(request.is_visible) != request.is_visible {
                self.wake();
            }
            return Ok(Response::SetVisible(()));
        }
        if let Request::SyncNow(_) = request {
            self.live.end_with(|| self.wake());
            self.meet().await;
        }
        let answer = match self.ask_device(request.clone()).await {
            Err(Failure::DiskFull) if self.has_room_again().await => self.ask_device(request).await,
            answer => answer,
        };
        let answer = answer?;
        if let Response::ReadStorage(view) = answer {
            return Ok(Response::ReadStorage(self.with_room(view).await));
        }
        if let Response::FreeSpace(view) = answer {
            self.host.lock().await.host()?.store().disk().tidy().await.map_err(failure)?;
            return Ok(Response::FreeSpace(self.with_room(view).await));
        }
        Ok(answer)
    }

    async fn with_room(&self, view: StorageView) -> StorageView {
        match self.host.lock().await.host() {
            Ok(host) => storage::with_room(view, host.store().disk().room().await),
            Err(_) => view,
        }
    }

    /// After a full disk: whether somebody made room meanwhile, so that the store can go on.
    async fn has_room_again(&self) -> bool {
        let mut hold = self.host.lock().await;
        let Ok(host) = hold.host() else { return false };
        let disk = host.store().disk();
        storage::is_enough(disk.room().await) && disk.tidy().await.is_ok()
    }

    async fn ask_device(&self, request: Request) -> Result<Response, Failure> {
        let is_about_photos =
            matches!(request, Request::ReadPhoto(_) | Request::SetPhotoRules(_) | Request::SetNetwork(_));
        let input = Input::Ask(Box::new(request));
        let (reply, events) = self.host.lock().await.take(input, &now()?).await?;
        if events.contains(&Event::SyncChanged) {
            self.wake();
        }
        if is_about_photos {
            self.carrier.wake();
        }
        self.tell(events);
        match reply {
            Reply::Answer(answer) => Ok(self.with_notice(answer?).await),
            Reply::Nothing | Reply::Send(_) | Reply::Met { .. } | Reply::Failed(_) => Err(Failure::Defect),
        }
    }

    async fn with_notice(&self, mut response: Response) -> Response {
        if let Response::ReadStanding(Standing::Member(member)) | Response::TakeSeat(Standing::Member(member)) =
            &mut response
        {
            member.notice = self.options.notice;
            if let Ok(host) = self.host.lock().await.host() {
                member.lease = host.lease(platform::time());
                self.lease.set(member.lease);
            }
        }
        response
    }

    async fn take_seat(&self, request: TakeSeat) -> Result<Response, Failure> {
        let is_word =
            !request.seat.is_empty() && request.seat.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if !is_word {
            return Err(Failure::SeatTaken);
        }
        let relay = request.relay.trim_end_matches('/');
        let answer = self.http.post(format!("{relay}/demo/seats/{}", request.seat)).send().await;
        let answer = answer.map_err(|_| Failure::Unreachable)?;
        if !answer.status().is_success() {
            return Err(if answer.status().is_client_error() { Failure::SeatTaken } else { Failure::Unreachable });
        }
        let bytes = answer.bytes().await.map_err(|_| Failure::Unreachable)?;
        let mut seat: Seat = cbor::from_slice(&bytes).map_err(|_| Failure::Unreachable)?;
        relay.clone_into(&mut seat.relay);
        let (reply, events) = self.host.lock().await.take(Input::Seat(Box::new(seat)), &now()?).await?;
        self.tell(events);
        self.wake();
        match reply {
            Reply::Answer(answer) => answer,
            Reply::Nothing | Reply::Send(_) | Reply::Met { .. } | Reply::Failed(_) => Err(Failure::Defect),
        }
    }

    /// Events from now on.
    pub fn events(&self) -> UnboundedReceiver<Event> {
        let (listener, events) = unbounded();
        self.listeners.borrow_mut().push(listener);
        events
    }

    pub(super) fn tell(&self, events: Vec<Event>) {
        let mut listeners = self.listeners.borrow_mut();
        for event in events {
            listeners.retain(|listener| listener.unbounded_send(event.clone()).is_ok());
        }
    }

    /// Meets the relay soon: something was saved, the network returned, the app came to the front.
    pub fn wake(&self) {
        let _ = self.wake.unbounded_send(());
    }

    /// Meets the relay whenever woken and, while visible, keeps a request open at it for news, or where that cannot be meets
    /// it every 20 seconds; locks once nobody has touched the screens for as long as the lock says; ends when the core is
    /// closed or dropped.
    ///
    /// Out of sight there is no meeting, and no timer but the one that locks: the battery is for the person's walk.
    pub async fn run(self: Rc<Self>, mut woken: UnboundedReceiver<()>) {
        self.begin_to_carry();
        loop {
            if matches!(&*self.host.lock().await, Hold::Away) {
                return;
            }
            let idle = self.until_idle(platform::time()).await;
            if idle == Some(Duration::ZERO) {
                self.lock().await;
                continue;
            }
            let is_visible = self.is_seen();
            if is_visible {
                // What was saved during the meeting may have come too late for it: it wakes the next one.
                while let Ok(()) = woken.try_recv() {}
                self.meet().await;
                self.follow_lease().await;
                match self.live(&mut woken).await {
                    Held::Ended => continue,
                    Held::Closed => return,
                    Held::Not => {}
                }
            }
            let pause = match (is_visible, idle) {
                (true, idle) => idle.unwrap_or(EVERY).min(EVERY),
                (false, Some(idle)) => idle,
                (false, None) if woken.next().await.is_none() => return,
                (false, None) => continue,
            };
            let pause = self.road.pause(pause);
            match select(woken.next(), pause).await {
                Either::Left((None, _)) => return,
                Either::Left((Some(()), _)) | Either::Right(_) => {}
            }
        }
    }

    /// Whether anybody can see the screens.
    pub(super) fn is_seen(&self) -> bool {
        self.is_visible.get() && platform::is_visible()
    }

    /// One meeting: pushes and fetches until nothing is left or the link fails. A locked device sends what lies ready.
    pub async fn meet(&self) {
        let _one = self.meeting.lock().await;
        self.meetings.set(self.meetings.get() + 1);
        if self.send_while_locked().await {
            return;
        }
        for _ in 0..TURNS {
            match self.turn().await {
                Ok(true) => {}
                Ok(false) => return self.carrier.wake(),
                Err(_) => return,
            }
        }
    }

    async fn turn(&self) -> Result<bool, Failure> {
        let call = self.host.lock().await.host()?.device().lobby_call();
        if let Some(call) = call {
            return self.visit_lobby(call).await;
        }
        let (reply, relay) = {
            let mut host = self.host.lock().await;
            let (reply, events) = host.take(Input::Prepare, &now()?).await?;
            self.tell(events);
            (reply, host.host()?.device().relay().map(str::to_owned))
        };
        let (Reply::Send(Some(bytes)), Some(relay)) = (reply, relay) else { return Ok(false) };
        let request = bytes.clone();
        let input = match self.send(&relay, bytes).await {
            Ok(answer) => Input::Answer(Box::new(answer)),
            Err(fault) => Input::Missed(fault),
        };
        let mut host = self.host.lock().await;
        let is_missed = matches!(input, Input::Missed(_));
        let (reply, events) = host.take(input, &now()?).await?;
        self.tell(events);
        let goes_on = matches!(reply, Reply::Met { more: true });
        if (is_missed && !goes_on) || matches!(reply, Reply::Met { more: false }) {
            self.keep_ready(&mut host, relay, is_missed.then_some(request)).await;
        }
        match reply {
            Reply::Met { more } => Ok(more),
            Reply::Failed(fault) => {
                let (_, events) = host.take(Input::Missed(fault), &now()?).await?;
                self.tell(events);
                Ok(false)
            }
            Reply::Answer(Err(failure)) => Err(failure),
            Reply::Nothing | Reply::Answer(Ok(_)) | Reply::Send(_) => Ok(false),
        }
    }

    pub(super) async fn send(&self, relay: &str, bytes: Vec<u8>) -> Result<SyncAnswer, LinkFault> {
        self.road.ask(relay, bytes, DEADLINE).await
    }

    /// The device, for those who look inside: tests and the demo's founder.
    ///
    /// # Errors
    /// [`Failure::Locked`].
    pub async fn with_host<T>(&self, look: impl AsyncFnOnce(&mut Host<D>) -> T) -> Result<T, Failure> {
        Ok(look(self.host.lock().await.host()?).await)
    }

    /// Pieces of work that wait, also behind the lock, as far as the device knows.
    ///
    /// # Errors
    /// [`Failure::Locked`] once it was put away.
    pub(crate) async fn waiting(&self) -> Result<usize, Failure> {
        self.lock_view().await.map(|view| view.unsent)
    }

    /// The community of the device in use.
    pub(crate) async fn log(&self) -> Option<LogCode> {
        self.host.lock().await.host().ok()?.device().log()
    }

    /// Lets go of the place for another, as [`Self::close`], with what waits lying ready for when it is opened locked.
    pub(crate) async fn put_away(&self) {
        self.lock().await;
        self.close().await;
    }

    /// The link as last tried.
    pub async fn link(&self) -> Link {
        self.host.lock().await.host().map_or(self.ready_link.get(), |host| host.device().link())
    }
}

pub(super) fn now() -> Result<Now, Failure> {
    let mut entropy = [0; 32];
    getrandom::fill(&mut entropy).map_err(|_| Failure::StoreFailed)?;
    Ok(Now { time: platform::time(), entropy })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use linli_contract::sync::SetVisible;
    use linli_shared::ids::MemberId;

    use super::*;
    use crate::store::StoreKey;
    use crate::store::memory::MemoryDisk;

    /// Lets everything that can go on go on.
    async fn let_run() {
        for _ in 0..200 {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test(flavor = "current_thread")]
    async fn out_of_sight_a_device_neither_meets_nor_waits_to_meet() {
        let store = SealedStore::new(MemoryDisk::new(), &StoreKey::from_bytes([7; 32]));
        let mut host = Host::open(store).await.unwrap();
        let now = Now { time: Millis(1_795_222_800_000), entropy: [1; 32] };
        // An address that fails at once: whether the network is asked shows in the link.
        let relay = "nowhere".to_owned();
        let seat =
            Seat { log: LogCode(310_113_003_001), root: [2; 32], member: MemberId([3; 16]), seed: [4; 32], relay };
        host.take(Input::Seat(Box::new(seat)), &now).await.unwrap();
        let (core, woken) = Core::new(host, Options::default());
        let local = tokio::task::LocalSet::new();
        let running = core.clone().run(woken);
        local
            .run_until(async {
                core.ask(SetVisible { is_visible: false }.into()).await.unwrap();
                tokio::task::spawn_local(running);
                for _ in 0..3 {
                    core.wake();
                    let_run().await;
                }
                assert_eq!(core.link().await, Link::NotTried);
                core.ask(SetVisible { is_visible: true }.into()).await.unwrap();
                let_run().await;
                assert_eq!(core.link().await, Link::Down(LinkFault::Unreachable));
            })
            .await;
    }
}
