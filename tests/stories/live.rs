//! Live news: requests that the relay keeps open, on a road in memory whose clock is set by hand.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use futures::channel::mpsc::UnboundedReceiver;
use futures::channel::oneshot;
use futures::future::{Either, LocalBoxFuture, select};
use futures::{FutureExt, StreamExt};
use linli_contract::lock::{LockNow, SetLock, Unlock};
use linli_contract::notices::{PublishNotice, ReadNotices};
use linli_contract::sync::{Link, LinkFault, SetVisible, SyncNow};
use linli_contract::{Ask, Event};
use linli_core::device::identity::Seat;
use linli_core::device::rows::meta;
use linli_core::driver::{Core, Host, Options, Road};
use linli_core::store::memory::MemoryDisk;
use linli_core::store::{Batch, Disk, Durability, KeyForm, SealedStore, Slip, StoreKey, Table, Vault};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::protocol::SyncAnswer;
use sync_server::http::{Writer, router, serve};
use sync_server::relay::{Answer, Hold, Relay, Request};
use sync_server::store::memory::MemoryStore;
use tests::cast::{Person, Town};
use tokio::task::LocalSet;

use super::notices::{HOMES, ZHAO, building, town, water};

/// A request that the relay keeps open.
struct Parked {
    hold: Hold,
    wake: oneshot::Sender<bool>,
}

/// A relay in memory, the road to it, and time.
struct Wire {
    relay: RefCell<Relay<MemoryStore>>,
    now: Cell<Millis>,
    parked: RefCell<Vec<Parked>>,
    sleepers: RefCell<Vec<(Millis, oneshot::Sender<()>)>>,
    /// Requests so far.
    asked: Cell<usize>,
    /// Nothing reaches the relay.
    is_cut: Cell<bool>,
    /// A relay that knows no waiting.
    is_old: Cell<bool>,
}

impl Wire {
    fn new(town: &mut Town) -> Rc<Self> {
        Rc::new(Self {
            relay: RefCell::new(town.relay.take().unwrap()),
            now: Cell::new(town.time),
            parked: RefCell::default(),
            sleepers: RefCell::default(),
            asked: Cell::new(0),
            is_cut: Cell::new(false),
            is_old: Cell::new(false),
        })
    }

    fn handle(&self, request: &[u8]) -> (Result<SyncAnswer, LinkFault>, Option<Hold>) {
        let mut relay = self.relay.borrow_mut();
        let handled = relay.handle_group(&[Request::Sync(request)], self.now.get()).pop().unwrap();
        let (concerned, rest): (Vec<_>, Vec<_>) =
            self.parked.borrow_mut().drain(..).partition(|parked| relay.concerns(&parked.hold));
        *self.parked.borrow_mut() = rest;
        for parked in concerned {
            let _ = parked.wake.send(true);
        }
        let Answer::Sync(Ok(answer)) = handled.answer else { return (Err(LinkFault::NotARelay), None) };
        let hold = handled.asker.and_then(|asker| asker.hold).filter(|_| !self.is_old.get());
        (cbor::from_slice(&answer).map_err(|_| LinkFault::NotARelay), hold)
    }

    async fn served(&self, request: Vec<u8>) -> Result<SyncAnswer, LinkFault> {
        if self.is_cut.get() {
            return Err(LinkFault::Unreachable);
        }
        self.asked.set(self.asked.get() + 1);
        let (answer, hold) = self.handle(&request);
        let Some(hold) = hold else { return answer };
        let (wake, woken) = oneshot::channel();
        let length = Duration::from_secs(u64::from(hold.seconds));
        self.parked.borrow_mut().push(Parked { hold, wake });
        match select(woken, self.pause(length)).await {
            Either::Left((Ok(true), _)) | Either::Right(_) => self.handle(&request).0,
            Either::Left((Ok(false) | Err(_), _)) => Err(LinkFault::Unreachable),
        }
    }

    /// Requests that are open now.
    fn open(&self) -> usize {
        self.parked.borrow().iter().filter(|parked| !parked.wake.is_canceled()).count()
    }

    /// The network goes: what is open breaks.
    fn cut(&self) {
        self.is_cut.set(true);
        for parked in self.parked.borrow_mut().drain(..) {
            let _ = parked.wake.send(false);
        }
    }

    /// Time passes, everybody wakes when they wanted to.
    async fn pass(&self, length: Duration) {
        let end = self.now.get().plus(length.as_millis() as i64);
        loop {
            let next = self.sleepers.borrow().iter().map(|(at, _)| *at).min().filter(|at| *at <= end);
            self.now.set(next.unwrap_or(end));
            let now = self.now.get();
            let (due, rest): (Vec<_>, Vec<_>) = self.sleepers.borrow_mut().drain(..).partition(|(at, _)| *at <= now);
            *self.sleepers.borrow_mut() = rest;
            for (_, wake) in due {
                let _ = wake.send(());
            }
            let_run().await;
            if next.is_none() {
                return;
            }
        }
    }
}

impl Road for Wire {
    fn ask<'a>(
        &'a self,
        _: &'a str,
        request: Vec<u8>,
        _: Duration,
    ) -> LocalBoxFuture<'a, Result<SyncAnswer, LinkFault>> {
        self.served(request).boxed_local()
    }

    fn pause(&self, length: Duration) -> LocalBoxFuture<'static, ()> {
        let (wake, woken) = oneshot::channel();
        self.sleepers.borrow_mut().push((self.now.get().plus(length.as_millis() as i64), wake));
        woken.map(drop).boxed_local()
    }
}

/// Lets everything that can go on go on.
async fn let_run() {
    for _ in 0..500 {
        tokio::task::yield_now().await;
    }
}

/// A person's app on the wire, running.
struct App {
    core: Rc<Core<MemoryDisk>>,
    events: RefCell<UnboundedReceiver<Event>>,
}

fn store(town: &mut Town, who: Person) -> SealedStore<MemoryDisk> {
    SealedStore::new(town.phone(who).disk.clone(), &StoreKey::from_bytes([7; 32]))
}

impl App {
    async fn start(town: &mut Town, who: Person, wire: &Rc<Wire>) -> Self {
        let road: Rc<dyn Road> = wire.clone();
        let key = KeyForm::Clear(StoreKey::from_bytes([7; 32])).to_bytes();
        town.phone(who).disk.put_slip(Slip::Key, Some(&key)).await.unwrap();
        let app = Self::run(store(town, who), Options { road: Some(road), ..Options::default() }).await;
        let_run().await;
        app
    }

    /// The same on the road that people have, to a relay at an address.
    async fn start_at(town: &mut Town, who: Person, relay: String) -> Self {
        let seat = Seat { relay, ..town.seat(who).clone() };
        let store = store(town, who);
        let mut batch = Batch::new();
        batch.put(Table::Meta, meta::IDENTITY, cbor::to_vec(&seat));
        store.commit(batch, Durability::Durable).await.unwrap();
        Self::run(store, Options::default()).await
    }

    async fn run(store: SealedStore<MemoryDisk>, options: Options) -> Self {
        let (core, woken) = Core::new(Host::open(store).await.unwrap(), options);
        let events = RefCell::new(core.events());
        tokio::task::spawn_local(core.clone().run(woken));
        Self { core, events }
    }

    async fn ask<A: Ask>(&self, request: A) -> A::Reply {
        let answer = self.core.ask(request.into()).await.unwrap();
        let_run().await;
        A::reply(answer).unwrap()
    }

    /// What the screens were told since the last time.
    fn told(&self) -> Vec<Event> {
        let mut events = self.events.borrow_mut();
        core::iter::from_fn(|| events.try_recv().ok()).collect()
    }

    async fn titles(&self) -> Vec<String> {
        self.ask(ReadNotices).await.notices.into_iter().map(|row| row.title).collect()
    }
}

const SECOND: Duration = Duration::from_secs(1);

/// Plays with a leader, a neighbour and the wire between them.
async fn play<F: Future<Output = ()>>(seed: u64, story: impl FnOnce(Rc<Wire>, App, App, PublishNotice) -> F) {
    let mut town = town(seed);
    let form = water(building(&town, 0));
    let wire = Wire::new(&mut town);
    let local = LocalSet::new();
    local
        .run_until(async {
            let leader = App::start(&mut town, ZHAO, &wire).await;
            let neighbour = App::start(&mut town, HOMES[0], &wire).await;
            story(wire, leader, neighbour, PublishNotice { draft: None, form, corrects: None }).await;
        })
        .await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_neighbours_notice_arrives_without_asking_again() {
    play(950, |wire, leader, neighbour, publish| async move {
        assert_eq!((wire.open(), wire.asked.get()), (2, 4), "each met once and keeps one request open");
        neighbour.told();
        let before = wire.now.get();
        leader.ask(publish).await;
        assert!(neighbour.told().contains(&Event::NoticesChanged));
        assert_eq!(neighbour.titles().await, ["12月1日停水"]);
        assert_eq!(wire.now.get(), before, "no time passed");
        assert_eq!(neighbour.core.link().await, Link::Up);
        assert_eq!(wire.open(), 2, "and each keeps the next request open");
        // The leader met once for the save and holds again; the neighbour only holds again.
        assert!(wire.asked.get() <= 4 + 4, "{}", wire.asked.get());
    })
    .await;
}

#[tokio::test(flavor = "current_thread")]
async fn silence_costs_one_request_in_two_minutes() {
    play(951, |wire, _leader, neighbour, _| async move {
        let before = wire.asked.get();
        wire.pass(SECOND * 3_600).await;
        let each = (wire.asked.get() - before) / 2;
        assert!((29..=31).contains(&each), "{each} requests in an hour");
        assert_eq!((wire.open(), neighbour.core.link().await), (2, Link::Up));
    })
    .await;
}

#[tokio::test(flavor = "current_thread")]
async fn out_of_sight_nothing_is_held() {
    play(952, |wire, leader, neighbour, publish| async move {
        neighbour.ask(SetVisible { is_visible: false }).await;
        assert_eq!(wire.open(), 1);
        let before = wire.asked.get();
        leader.ask(publish).await;
        neighbour.core.wake();
        wire.pass(SECOND * 600).await;
        assert_eq!(neighbour.titles().await, [] as [&str; 0]);
        assert!(wire.asked.get() > before, "the leader goes on");
        neighbour.ask(SetVisible { is_visible: true }).await;
        assert_eq!(neighbour.titles().await, ["12月1日停水"]);
        assert_eq!(wire.open(), 2);
    })
    .await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_wish_to_sync_ends_the_hold_and_the_next_one_begins() {
    play(953, |wire, _leader, neighbour, _| async move {
        let before = wire.asked.get();
        assert_eq!(neighbour.ask(SyncNow).await.link, Link::Up);
        assert_eq!(wire.open(), 2);
        assert!((2..=3).contains(&(wire.asked.get() - before)), "{}", wire.asked.get() - before);
    })
    .await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_relay_that_does_not_hold_is_asked_as_often_as_before() {
    play(954, |wire, leader, neighbour, publish| async move {
        leader.ask(SetVisible { is_visible: false }).await;
        wire.is_old.set(true);
        neighbour.ask(SyncNow).await;
        let before = wire.asked.get();
        wire.pass(SECOND * 1_200).await;
        let asked = wire.asked.get() - before;
        assert!((55..=70).contains(&asked), "{asked} requests in twenty minutes, a meeting every twenty seconds");
        assert_eq!(neighbour.core.link().await, Link::Up);
        // A newer release of the relay is noticed by itself.
        wire.is_old.set(false);
        leader.ask(SetVisible { is_visible: true }).await;
        wire.pass(SECOND * 700).await;
        assert_eq!(wire.open(), 2);
        leader.ask(publish).await;
        assert_eq!(neighbour.titles().await, ["12月1日停水"]);
    })
    .await;
}

#[tokio::test(flavor = "current_thread")]
async fn what_breaks_while_it_is_held_shows_as_no_network_and_mends_by_itself() {
    play(955, |wire, leader, neighbour, publish| async move {
        wire.pass(SECOND * 30).await;
        wire.cut();
        let_run().await;
        assert_eq!(neighbour.core.link().await, Link::Down(LinkFault::Unreachable));
        leader.ask(publish).await;
        wire.pass(SECOND * 60).await;
        assert_eq!(wire.open(), 0);
        wire.is_cut.set(false);
        wire.pass(SECOND * 25).await;
        assert_eq!((neighbour.core.link().await, wire.open()), (Link::Up, 2));
        assert_eq!(neighbour.titles().await, ["12月1日停水"]);
        // A network that cuts what is silent for a while is no fault: a shorter silence follows, nothing shows.
        wire.pass(SECOND * 30).await;
        wire.cut();
        wire.is_cut.set(false);
        neighbour.told();
        let_run().await;
        assert_eq!((neighbour.core.link().await, wire.open()), (Link::Up, 2));
    })
    .await;
}

#[tokio::test(flavor = "current_thread")]
async fn a_locked_device_holds_nothing() {
    play(956, |wire, _leader, neighbour, _| async move {
        let lock = SetLock { current: String::new(), new: Some("205817".into()), minutes: 5 };
        neighbour.ask(lock).await;
        assert_eq!(wire.open(), 2);
        neighbour.ask(LockNow).await;
        assert_eq!(wire.open(), 1);
        wire.pass(SECOND * 300).await;
        assert_eq!(wire.open(), 1);
        neighbour.ask(Unlock { secret: "205817".into() }).await;
        assert_eq!(wire.open(), 2);
    })
    .await;
}

#[tokio::test(flavor = "current_thread")]
async fn over_a_socket_a_notice_comes_by_the_request_that_waits() {
    let mut town = town(957);
    let form = water(building(&town, 0));
    let (writer, thread) = Writer::start(town.relay.take().unwrap(), None).unwrap();
    let waiting = writer.waiting();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (stop, stopped) = oneshot::channel::<()>();
    let lot = waiting.clone();
    let served = tokio::spawn(serve(listener, router(writer, None, None), None, async move {
        let _ = stopped.await;
        lot.close();
    }));
    let story = async {
        let leader = App::start_at(&mut town, ZHAO, address.clone()).await;
        let neighbour = App::start_at(&mut town, HOMES[0], address.clone()).await;
        let mut held = waiting.count();
        held.wait_for(|held| *held == 2).await.unwrap();
        let mut events = neighbour.core.events();
        let asked = std::time::Instant::now();
        leader.core.ask(PublishNotice { draft: None, form, corrects: None }.into()).await.unwrap();
        while events.next().await.unwrap() != Event::NoticesChanged {}
        // Nothing else would have asked for it within twenty seconds.
        assert!(asked.elapsed() < Duration::from_secs(10), "{:?}", asked.elapsed());
        assert_eq!(neighbour.titles().await, ["12月1日停水"]);
        held.wait_for(|held| *held == 2).await.unwrap();
        for (app, left) in [(&neighbour, 1), (&leader, 0)] {
            app.ask(SetVisible { is_visible: false }).await;
            held.wait_for(|held| *held == left).await.unwrap();
            app.core.close().await;
        }
    };
    let patience = tokio::time::timeout(Duration::from_secs(60), story);
    LocalSet::new().run_until(patience).await.unwrap();
    stop.send(()).unwrap();
    served.await.unwrap().unwrap();
    tokio::task::spawn_blocking(move || thread.join().unwrap()).await.unwrap();
}
