#![allow(clippy::unwrap_used, clippy::wildcard_enum_match_arm, reason = "tests")]

use std::fs;

use linli_contract::communities::ReadCommunities;
use linli_contract::lock::{LockNow, SetLock, Unlock};
use linli_shared::ids::{LogCode, MemberId};
use linli_shared::seal::DeviceSecret;
use tempfile::TempDir;

use super::*;
use crate::device::identity::Seat;
use crate::device::{Input, Now};
use crate::native::Folders;
use crate::platform;

const PIN: &str = "284917";

fn folders(data: &TempDir) -> Folders {
    Folders { data: data.path().to_owned() }
}

/// Runs on one thread with somebody to go on with what is spawned.
fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    tokio::task::LocalSet::new().block_on(&runtime, work)
}

async fn sit(shelf: &Shelf<Folders>, number: u8) {
    // An address that fails at once.
    let relay = "nowhere".to_owned();
    let member = MemberId([number; 16]);
    let seat =
        Seat { log: LogCode(310_113_003_000 + u64::from(number)), root: [2; 32], member, seed: [number; 32], relay };
    let now = Now { time: platform::time(), entropy: [number; 32] };
    let input = Input::Seat(Box::new(seat));
    shelf.core().with_host(async |host| host.take(input, &now).await).await.unwrap().unwrap();
}

async fn places(shelf: &Shelf<Folders>) -> Vec<(String, Option<u64>, bool)> {
    let Response::ReadCommunities(rows) = shelf.ask(ReadCommunities.into()).await.unwrap() else { panic!() };
    rows.into_iter().map(|row| (row.place, row.log.map(|log| log.0), row.is_open)).collect()
}

async fn open(shelf: &Shelf<Folders>, place: Option<&str>) -> Result<Standing, Failure> {
    let request = OpenCommunity { place: place.map(str::to_owned) };
    match shelf.ask(request.into()).await? {
        Response::OpenCommunity(standing) => Ok(standing),
        other => panic!("{other:?}"),
    }
}

fn member(standing: &Standing) -> u8 {
    match standing {
        Standing::Member(view) => view.member.0[0],
        other => panic!("{other:?}"),
    }
}

#[test]
fn two_communities_live_side_by_side_and_the_one_last_open_opens_again() {
    let data = tempfile::tempdir().unwrap();
    run(async {
        let shelf = Shelf::open(folders(&data)).await.unwrap();
        let mut events = shelf.events();
        assert_eq!(places(&shelf).await, [("1".into(), None, true)]);
        sit(&shelf, 1).await;
        assert_eq!(open(&shelf, None).await, Ok(Standing::Stranger), "a new, empty one");
        assert_eq!(events.next().await, Some(Event::StandingChanged));
        sit(&shelf, 2).await;
        assert_eq!(
            places(&shelf).await,
            [("1".into(), Some(310_113_003_001), false), ("2".into(), Some(310_113_003_002), true)]
        );
        assert_eq!(member(&open(&shelf, Some("1")).await.unwrap()), 1);
        assert_eq!(open(&shelf, Some("7")).await, Err(Failure::NotHere));
        assert_eq!(member(&open(&shelf, Some("2")).await.unwrap()), 2);
        shelf.core().close().await;
    });
    run(async {
        let shelf = Shelf::open(folders(&data)).await.unwrap();
        assert_eq!(places(&shelf).await.len(), 2);
        assert_eq!(member(&shelf.standing().await.unwrap()), 2);
        let other = Shelf::open(folders(&data)).await.err();
        assert_eq!(other, Some(Failure::OpenElsewhere), "the same place twice");
        shelf.core().close().await;
    });
}

#[test]
fn a_lock_belongs_to_its_community_and_a_closed_one_is_locked() {
    let data = tempfile::tempdir().unwrap();
    run(async {
        let shelf = Shelf::open(folders(&data)).await.unwrap();
        sit(&shelf, 1).await;
        let lock = SetLock { current: String::new(), new: Some(PIN.into()), minutes: 5 };
        shelf.ask(lock.into()).await.unwrap();
        // What is listed of a locked community was noted while it was open.
        places(&shelf).await;
        shelf.ask(LockNow.into()).await.unwrap();
        assert_eq!(places(&shelf).await, [("1".into(), Some(310_113_003_001), true)]);
        assert_eq!(open(&shelf, None).await, Ok(Standing::Stranger), "another one opens without it");
        sit(&shelf, 2).await;
        assert!(matches!(open(&shelf, Some("1")).await, Ok(Standing::Locked(_))));
        let unlock = Unlock { secret: PIN.into() };
        shelf.ask(unlock.into()).await.unwrap();
        assert_eq!(member(&shelf.standing().await.unwrap()), 1);
        assert_eq!(member(&open(&shelf, Some("2")).await.unwrap()), 2);
        assert!(matches!(open(&shelf, Some("1")).await, Ok(Standing::Locked(_))), "it was locked as it was put away");
        shelf.core().close().await;
    });
}

#[test]
fn leaving_wipes_the_place_and_opens_the_other() {
    let data = tempfile::tempdir().unwrap();
    run(async {
        let shelf = Shelf::open(folders(&data)).await.unwrap();
        sit(&shelf, 1).await;
        open(&shelf, None).await.unwrap();
        sit(&shelf, 2).await;
        let second = data.path().join("community-2");
        assert!(second.join("device.key").exists());
        let leave = |unsent| Request::from(LeaveCommunity { unsent });
        let Response::LeaveCommunity(standing) = shelf.ask(leave(0)).await.unwrap() else { panic!() };
        assert_eq!((member(&standing), second.exists()), (1, false));
        assert_eq!(places(&shelf).await, [("1".into(), Some(310_113_003_001), true)]);
        let Response::LeaveCommunity(standing) = shelf.ask(leave(0)).await.unwrap() else { panic!() };
        assert_eq!(standing, Standing::Stranger, "the last one leaves an empty device");
        assert!(!data.path().join("device.key").exists());
        assert!(matches!(open(&shelf, Some("1")).await, Err(Failure::NotHere)), "it is not listed any more");
        shelf.core().close().await;
    });
}

#[test]
fn a_locked_device_whose_secret_is_forgotten_can_be_wiped() {
    let data = tempfile::tempdir().unwrap();
    run(async {
        let shelf = Shelf::open(folders(&data)).await.unwrap();
        sit(&shelf, 1).await;
        let lock = SetLock { current: String::new(), new: Some(PIN.into()), minutes: 5 };
        shelf.ask(lock.into()).await.unwrap();
        shelf.ask(LockNow.into()).await.unwrap();
        let left = shelf.ask(LeaveCommunity { unsent: 0 }.into()).await.unwrap();
        assert_eq!(left, Response::LeaveCommunity(Standing::Stranger));
        shelf.core().close().await;
    });
}

#[test]
fn what_was_left_is_wiped_by_the_next_start_if_the_app_was_ended_in_between() {
    let data = tempfile::tempdir().unwrap();
    run(async {
        let shelf = Shelf::open(folders(&data)).await.unwrap();
        sit(&shelf, 1).await;
        let mut register = shelf.register.lock().await;
        let left = register.open;
        register.leave(left);
        shelf.places.put_register(&register.to_bytes()).unwrap();
        drop(register);
        shelf.core().close().await;
    });
    assert!(data.path().join("device.key").exists(), "the key is still there");
    run(async {
        let shelf = Shelf::open(folders(&data)).await.unwrap();
        assert_eq!(shelf.standing().await, Ok(Standing::Stranger));
        assert!(!data.path().join("device.key").exists());
        assert!(!data.path().join("safety").exists());
        shelf.core().close().await;
    });
}

#[test]
fn nothing_of_a_person_is_in_the_register() {
    let data = tempfile::tempdir().unwrap();
    run(async {
        let shelf = Shelf::open(folders(&data)).await.unwrap();
        sit(&shelf, 1).await;
        places(&shelf).await;
        shelf.core().close().await;
    });
    let kept = fs::read(data.path().join("communities")).unwrap();
    let device = DeviceSecret::from_seed([1; 32]).keys().device();
    for secret in [&[1u8; 16][..], &device.0[..]] {
        assert!(!kept.windows(16).any(|window| window == secret));
    }
    assert!(kept.len() < 64);
}
