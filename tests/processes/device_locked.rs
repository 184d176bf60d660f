//! A locked device: killed while its lock is set or taken away, and sending what waits without being unlocked.

use std::fs;
use std::time::Duration;

use linli_contract::Failure;
use linli_contract::lock::{LockNow, LockView, ReadLock, SetLock, Unlock};
use linli_contract::members::{ReadStanding, Standing};
use linli_contract::sync::{Link, LinkFault, SyncNow};
use tests::process::Device;
use tokio::time::timeout;

use crate::support::{Chance, Errand, Scene, assert_there, kills, meet, meet_until_nothing_waits};

const PINS: [&str; 2] = ["284917", "739158"];

async fn lock_of(device: &mut Device) -> Option<LockView> {
    match device.ask(ReadStanding).await.unwrap() {
        Standing::Locked(view) => Some(view),
        Standing::Member(_) => None,
        Standing::Stranger | Standing::Waiting(_) => panic!("the device forgot whose it is"),
    }
}

fn set(current: &str, new: Option<&str>) -> SetLock {
    SetLock { current: current.to_owned(), new: new.map(str::to_owned), minutes: 5 }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waits_reaches_the_others_though_the_device_was_killed_and_is_locked() {
    let mut scene = Scene::new().await;
    let (folder, work) = (scene.place("wang"), Errand::households(&scene.plan, 0).next().unwrap());
    let mut wang = scene.newcomer(&folder, "wang").await;
    wang.ask(set("", Some(PINS[0]))).await.unwrap();
    scene.kill_relay().await;
    wang.send(work.request()).await.unwrap();
    wang.answer().await.unwrap().unwrap().unwrap();
    assert!(wang.ask(LockNow).await.unwrap().is_locked);
    assert_eq!(wang.ask(SyncNow).await.unwrap().link, Link::Down(LinkFault::Unreachable));
    wang.kill().await.unwrap();

    let mut wang = scene.device(&folder);
    assert!(lock_of(&mut wang).await.unwrap().unsent > 0, "it knows that something waits");
    wang.send(work.request()).await.unwrap();
    assert_eq!(wang.answer().await.unwrap().unwrap(), Err(Failure::Locked));
    scene.restart_relay().await;
    assert_eq!(meet(&mut wang).await.waiting, [], "a locked device says nothing of what it has");
    assert_eq!(lock_of(&mut wang).await.unwrap().unsent, 0);
    let mut chen = scene.newcomer(&scene.place("chen"), "chen").await;
    meet(&mut chen).await;
    assert_there(&mut chen, std::slice::from_ref(&work), true).await;

    assert_eq!(wang.try_ask(Unlock { secret: PINS[1].into() }).await.unwrap(), Err(Failure::WrongSecret { wait: 0 }));
    wang.ask(Unlock { secret: PINS[0].into() }).await.unwrap();
    meet_until_nothing_waits(&mut wang).await;
    assert_there(&mut wang, &[work], true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_killed_while_its_lock_changes_opens_with_the_old_or_the_new_secret() {
    let mut chance = Chance::new("device locked");
    let scene = Scene::new().await;
    let folder = scene.place("wang");
    scene.newcomer(&folder, "wang").await.stop().await.unwrap();
    let mut secrets: Vec<Option<&str>> = vec![None];
    for round in 0..kills() {
        let mut device = scene.device(&folder);
        let now = match lock_of(&mut device).await {
            None => None,
            Some(_) => {
                let (mut opened, mut answers) = (None, Vec::new());
                for secret in secrets.iter().flatten() {
                    let answer = device.try_ask(Unlock { secret: (*secret).to_owned() }).await.unwrap();
                    if answer.is_ok() {
                        opened = Some(*secret);
                        break;
                    }
                    answers.push(answer);
                }
                assert!(opened.is_some(), "round {round}: neither the old nor the new secret opens: {answers:?}");
                opened
            }
        };
        assert!(secrets.contains(&now), "it is in a form that nobody asked for");
        assert!(!folder.join("device.key.new").exists(), "what a crash left is cleared");
        assert_eq!(
            fs::metadata(folder.join("device.key")).unwrap().len() == 32,
            now.is_none(),
            "the key lies in clear"
        );
        assert_eq!(device.ask(ReadLock).await.unwrap().has_secret, now.is_some());
        let next = if now.is_some() && round % 3 == 2 { None } else { Some(PINS[round % 2]) };
        device.send(set(now.unwrap_or_default(), next)).await.unwrap();
        // Deriving the key takes some ten milliseconds; writing it follows.
        let _ = timeout(Duration::from_micros(chance.below(120_000) as u64), device.answer()).await;
        device.kill().await.unwrap();
        secrets = vec![now, next];
    }
}
