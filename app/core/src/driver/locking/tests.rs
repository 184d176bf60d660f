#![allow(clippy::unwrap_used, clippy::wildcard_enum_match_arm, reason = "tests")]

use std::io::{Read, Write};
use std::net::TcpListener;
use std::rc::Rc;
use std::thread::JoinHandle;

use linli_contract::lock::{LockNow, ReadLock};
use linli_contract::members::ReadStanding;
use linli_contract::search::Search;
use linli_contract::sync::{LinkFault, SetVisible, SyncNow};
use linli_shared::cbor;
use linli_shared::ids::{LogCode, MemberId};
use linli_shared::protocol::{LogAnswer, PROTOCOL, SignedAsk, SyncAnswer};

use super::*;
use crate::device::Now;
use crate::device::identity::Seat;
use crate::driver::Options;
use crate::store::memory::{Fault, MemoryDisk};
use crate::store::{Found, OpenReport, StoreKey};

const PIN: &str = "284917";
const DAY: i64 = 86_400_000;
const LOG: LogCode = LogCode(310_113_003_001);

fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    tokio::task::LocalSet::new().block_on(&runtime, work)
}

fn moment(time: Millis) -> Now {
    Now { time, entropy: [1; 32] }
}

/// A place as a start of the app finds it.
async fn start(disk: &MemoryDisk) -> Rc<Core<MemoryDisk>> {
    let key = match disk.slip(Slip::Key).await.unwrap() {
        Some(bytes) => KeyForm::from_bytes(bytes).unwrap(),
        None => {
            let key = KeyForm::Clear(StoreKey::from_bytes([7; 32]));
            disk.put_slip(Slip::Key, Some(&key.to_bytes())).await.unwrap();
            key
        }
    };
    let found = Found { disk: disk.clone(), key, report: OpenReport::default() };
    Core::start(found, Options::default()).await.unwrap().0
}

/// A member's device, with a seat taken at a time of its clock.
async fn member(disk: &MemoryDisk, relay: &str, taken: Millis) -> Rc<Core<MemoryDisk>> {
    let core = start(disk).await;
    let seat = Seat { log: LOG, root: [2; 32], member: MemberId([3; 16]), seed: [4; 32], relay: relay.to_owned() };
    let input = Input::Seat(Box::new(seat));
    core.with_host(async |host| host.take(input, &moment(taken)).await).await.unwrap().unwrap();
    core
}

async fn locked_member(disk: &MemoryDisk, relay: &str) -> Rc<Core<MemoryDisk>> {
    let core = member(disk, relay, platform::time()).await;
    set(&core, "", Some(PIN)).await.unwrap();
    core
}

async fn set(core: &Core<MemoryDisk>, current: &str, new: Option<&str>) -> Result<LockView, Failure> {
    let request = SetLock { current: current.to_owned(), new: new.map(str::to_owned), minutes: 5 };
    match core.ask(request.into()).await? {
        Response::SetLock(view) => Ok(view),
        other => panic!("{other:?}"),
    }
}

async fn unlock(core: &Core<MemoryDisk>, typed: &str) -> Result<LockView, Failure> {
    match core.ask(Unlock { secret: typed.to_owned() }.into()).await? {
        Response::Unlock(view) => Ok(view),
        other => panic!("{other:?}"),
    }
}

async fn standing(core: &Core<MemoryDisk>) -> Standing {
    match core.ask(ReadStanding.into()).await.unwrap() {
        Response::ReadStanding(standing) => standing,
        other => panic!("{other:?}"),
    }
}

fn search() -> Request {
    Search { text: "李".into(), limit: 5 }.into()
}

#[test]
fn a_locked_device_answers_nothing_but_how_it_stands_until_its_secret_opens_it() {
    run(async {
        let disk = MemoryDisk::new();
        let core = locked_member(&disk, "nowhere").await;
        assert!(core.ask(search()).await.is_ok());
        let Response::LockNow(view) = core.ask(LockNow.into()).await.unwrap() else { panic!() };
        assert!(view.is_locked && view.has_secret && view.is_digits);
        assert_eq!(core.ask(search()).await, Err(Failure::Locked));
        assert!(matches!(standing(&core).await, Standing::Locked(_)));
        assert!(core.with_host(async |_| ()).await.is_err(), "no device is in memory");
        assert_eq!(unlock(&core, "284916").await, Err(Failure::WrongSecret { wait: 0 }));
        let Response::ReadLock(view) = core.ask(ReadLock.into()).await.unwrap() else { panic!() };
        assert_eq!((view.wrong, view.wait_until, view.is_locked), (1, None, true));
        let view = unlock(&core, " ２８４９１７ ").await.unwrap();
        assert_eq!((view.wrong, view.is_locked), (0, false));
        assert!(matches!(standing(&core).await, Standing::Member(_)));
        assert!(core.ask(search()).await.is_ok());
    });
}

#[test]
fn every_start_of_the_app_finds_it_locked_and_wrong_tries_outlive_it() {
    run(async {
        let disk = MemoryDisk::new();
        drop(locked_member(&disk, "nowhere").await);
        for wrong in 1..=5 {
            let core = start(&disk).await;
            assert!(matches!(standing(&core).await, Standing::Locked(_)));
            assert!(unlock(&core, "000000").await.is_err());
            assert!(matches!(standing(&core).await, Standing::Locked(view) if view.wrong == wrong));
        }
        let core = start(&disk).await;
        let Err(Failure::WrongSecret { wait: 1..=31 }) = unlock(&core, PIN).await else { panic!("it has to wait") };
        assert!(matches!(standing(&core).await, Standing::Locked(view) if view.wait_until.is_some()));
    });
}

#[test]
fn a_lock_is_changed_and_taken_away_only_with_the_secret_so_far() {
    run(async {
        let disk = MemoryDisk::new();
        let core = locked_member(&disk, "nowhere").await;
        assert_eq!(set(&core, "", None).await, Err(Failure::WrongSecret { wait: 0 }));
        assert_eq!(set(&core, PIN, Some("123456")).await, Err(Failure::SecretTooSimple));
        let view = set(&core, PIN, Some("楼下的猫爱吃小鱼干")).await.unwrap();
        assert!(view.has_secret && !view.is_digits);
        core.ask(LockNow.into()).await.unwrap();
        assert_eq!(unlock(&core, PIN).await, Err(Failure::WrongSecret { wait: 0 }));
        unlock(&core, "楼下的猫爱吃小鱼干").await.unwrap();
        assert!(!set(&core, "楼下的猫爱吃小鱼干", None).await.unwrap().has_secret);
        let Response::LockNow(view) = core.ask(LockNow.into()).await.unwrap() else { panic!() };
        assert!(!view.is_locked, "without a lock nothing locks");
        assert!(matches!(standing(&*start(&disk).await).await, Standing::Member(_)));
    });
}

#[test]
fn a_lock_that_could_not_be_written_is_not_set() {
    run(async {
        let disk = MemoryDisk::new();
        let core = member(&disk, "nowhere", platform::time()).await;
        disk.plan(Fault::FullAtCommit(disk.counts().commits));
        assert_eq!(set(&core, "", Some(PIN)).await, Err(Failure::DiskFull));
        core.ask(LockNow.into()).await.unwrap();
        assert!(matches!(standing(&core).await, Standing::Member(_)));
        assert!(matches!(standing(&*start(&disk).await).await, Standing::Member(_)));
    });
}

#[test]
fn it_locks_by_itself_once_nobody_touched_it_for_its_minutes() {
    run(async {
        let disk = MemoryDisk::new();
        let core = locked_member(&disk, "nowhere").await;
        let ago = |seconds: i64| Millis(platform::time().0 - seconds * 1_000);
        core.touched.set(ago(299));
        // Screens read by themselves after each meeting; that keeps nothing open.
        assert!(matches!(standing(&core).await, Standing::Member(_)));
        assert!(core.until_idle(platform::time()).await.unwrap() <= Duration::from_secs(1));
        core.ask(SetVisible { is_visible: true }.into()).await.unwrap();
        assert!(core.until_idle(platform::time()).await.unwrap() > Duration::from_secs(298));
        core.touched.set(ago(300));
        assert_eq!(core.ask(SetVisible { is_visible: true }.into()).await, Ok(Response::SetVisible(())));
        assert!(matches!(standing(&core).await, Standing::Locked(_)), "a touch that comes too late is none");
        assert_eq!(core.until_idle(platform::time()).await, None);
    });
}

#[test]
fn the_meetings_loop_locks_without_being_asked() {
    run(async {
        let disk = MemoryDisk::new();
        drop(locked_member(&disk, "nowhere").await);
        let found = Found {
            disk: disk.clone(),
            key: KeyForm::from_bytes(disk.slip(Slip::Key).await.unwrap().unwrap()).unwrap(),
            report: OpenReport::default(),
        };
        let (core, woken) = Core::start(found, Options::default()).await.unwrap();
        unlock(&core, PIN).await.unwrap();
        core.ask(SetVisible { is_visible: false }.into()).await.unwrap();
        core.touched.set(Millis(platform::time().0 - 5 * 60_000));
        let mut events = core.events();
        tokio::task::spawn_local(Rc::clone(&core).run(woken));
        let told = futures::StreamExt::next(&mut events).await;
        assert_eq!(told, Some(Event::StandingChanged));
        assert!(core.with_host(async |_| ()).await.is_err(), "out of sight too");
    });
}

/// A relay that answers one request and gives back what it was asked.
fn relay_for_one() -> (String, JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let served = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let (mut heard, mut part) = (Vec::new(), [0; 4096]);
        loop {
            let read = stream.read(&mut part).unwrap();
            heard.extend_from_slice(&part[..read]);
            let Some(head) = heard.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
            let text = String::from_utf8_lossy(&heard[..head]).to_lowercase();
            let length = text.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
            if heard.len() >= head + 4 + length.unwrap_or(0) {
                let answer = cbor::to_vec(&answer());
                write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", answer.len())
                    .unwrap();
                stream.write_all(&answer).unwrap();
                return heard.split_off(head + 4);
            }
        }
    });
    (address, served)
}

fn answer() -> SyncAnswer {
    let log = LogAnswer {
        code: LOG,
        era: 1,
        through: 0,
        head: linli_shared::log::ShortHead::default(),
        signature: [0; 64],
        more: false,
        chain: None,
        verdicts: Vec::new(),
        parcels: Vec::new(),
        streams: None,
        eras: Vec::new(),
        snapshots: Vec::new(),
        safe_through: 0,
        desk: None,
    };
    SyncAnswer { version: PROTOCOL, minimum: PROTOCOL, time: Millis(1), logs: vec![log] }
}

async fn do_some_work(core: &Core<MemoryDisk>) {
    let now = moment(platform::time());
    let found = async |host: &mut Host<MemoryDisk>| {
        host.work(&now, &[], |device, turn| device.found([5; 32], [6; 16], &[], &[], &mut turn.rng(1), turn)).await
    };
    core.with_host(found).await.unwrap().unwrap();
}

#[test]
fn what_waits_is_sent_while_locked_and_once() {
    run(async {
        let disk = MemoryDisk::new();
        let (relay, served) = relay_for_one();
        let core = locked_member(&disk, &relay).await;
        do_some_work(&core).await;
        core.ask(LockNow.into()).await.unwrap();
        let Standing::Locked(view) = standing(&core).await else { panic!() };
        assert_eq!(view.unsent, 1);
        core.meet().await;
        let sent: SignedAsk = cbor::from_slice(&served.join().unwrap()).unwrap();
        assert!(!cbor::to_vec(&sent).is_empty());
        let Standing::Locked(view) = standing(&core).await else { panic!() };
        assert_eq!(view.unsent, 0, "the relay has it");
        let Response::SyncNow(view) = core.ask(SyncNow.into()).await.unwrap() else { panic!() };
        assert_eq!((view.link, view.waiting.len()), (Link::Up, 0), "nobody listens any more: it was not sent again");
        unlock(&core, PIN).await.unwrap();
        assert_eq!(core.waiting().await, Ok(1), "the device hears of it at its own next meeting");
    });
}

#[test]
fn what_could_not_be_sent_lies_ready_also_if_the_app_is_killed_before_it_is_locked() {
    run(async {
        let disk = MemoryDisk::new();
        let core = locked_member(&disk, "nowhere").await;
        do_some_work(&core).await;
        core.meet().await;
        let core = start(&disk).await;
        assert!(matches!(standing(&core).await, Standing::Locked(view) if view.unsent == 1));
        let Response::SyncNow(view) = core.ask(SyncNow.into()).await.unwrap() else { panic!() };
        assert_eq!(view.link, Link::Down(LinkFault::Unreachable));
        assert!(matches!(standing(&core).await, Standing::Locked(view) if view.unsent == 1), "it still waits");
        let (key, ready) =
            (disk.slip(Slip::Key).await.unwrap().unwrap(), disk.slip(Slip::Ready).await.unwrap().unwrap());
        for secret in [&[7; 32][..], &[4; 32][..]] {
            assert!(![&key, &ready].iter().any(|slip| slip.windows(32).any(|window| window == secret)));
        }
    });
}

async fn lease(core: &Core<MemoryDisk>) -> Lease {
    match standing(core).await {
        Standing::Member(view) => view.lease,
        other => panic!("{other:?}"),
    }
}

#[test]
fn after_thirty_days_without_the_relay_nothing_is_read_until_it_is_met() {
    run(async {
        let disk = MemoryDisk::new();
        let now = platform::time().0;
        let core = member(&disk, "nowhere", Millis(now - 30 * DAY)).await;
        assert_eq!(lease(&core).await, Lease::Over);
        assert_eq!(core.ask(search()).await, Err(Failure::LeaseOver));
        assert!(core.ask(SyncNow.into()).await.is_ok());
        // The count lies in the store, not in memory.
        let core = start(&disk).await;
        assert_eq!(core.ask(search()).await, Err(Failure::LeaseOver));
        let met = Input::Answer(Box::new(answer()));
        core.with_host(async |host| host.take(met, &moment(Millis(now))).await).await.unwrap().unwrap();
        assert_eq!(lease(&core).await, Lease::Fine);
        assert!(core.ask(search()).await.is_ok());
        let core = start(&disk).await;
        assert!(core.ask(search()).await.is_ok());
    });
}

#[test]
fn a_clock_that_is_years_off_counts_by_itself_and_a_jump_is_mended_by_a_meeting() {
    run(async {
        let now = platform::time().0;
        for (taken, expected) in [(now - 26 * DAY, Lease::EndsIn { days: 4 }), (now + 4_000 * DAY, Lease::Fine)] {
            let core = member(&MemoryDisk::new(), "nowhere", Millis(taken)).await;
            assert_eq!(lease(&core).await, expected);
        }
        // The relay's time, of the year 1970 here, plays no part.
        let core = member(&MemoryDisk::new(), "nowhere", Millis(now - 900 * DAY)).await;
        assert_eq!(lease(&core).await, Lease::Over);
        let met = Input::Answer(Box::new(answer()));
        core.with_host(async |host| host.take(met, &moment(Millis(now))).await).await.unwrap().unwrap();
        assert_eq!(lease(&core).await, Lease::Fine);
    });
}
