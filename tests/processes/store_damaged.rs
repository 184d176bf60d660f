//! The local copy's files are damaged between two starts: it is built again, the person is told, nothing is lost.

use std::fs;
use std::path::{Path, PathBuf};

use linli_contract::members::{ReadStanding, Standing, StoreNotice};
use linli_contract::sync::ReadSync;
use tests::process::Device;

use crate::support::{Errand, Scene, assert_there, meet, meet_until_nothing_waits};

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

fn fill(path: &Path, length: usize) {
    let noise = (0..length).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8);
    fs::write(path, noise.collect::<Vec<u8>>()).unwrap();
}

async fn notice(device: &mut Device) -> Option<StoreNotice> {
    match device.ask(ReadStanding).await.unwrap() {
        Standing::Member(member) => member.notice,
        Standing::Stranger | Standing::Waiting(_) | Standing::Locked(_) => panic!("the device has forgotten who it is"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_local_copy_is_built_again_and_nothing_is_lost() {
    type Damage = fn(&Path);
    let damages: [(&str, Damage); 5] = [
        ("noise in every file", |local| {
            for file in files(local) {
                let length = fs::metadata(&file).unwrap().len() as usize;
                fill(&file, length);
            }
        }),
        ("every file empty", |local| files(local).iter().for_each(|file| fs::write(file, b"").unwrap())),
        ("no folder", |local| fs::remove_dir_all(local).unwrap()),
        ("a file instead of the folder", |local| {
            fs::remove_dir_all(local).unwrap();
            fs::write(local, b"no folder").unwrap();
        }),
        ("an empty folder", |local| files(local).iter().for_each(|file| fs::remove_file(file).unwrap())),
    ];
    let scene = Scene::new().await;
    let folder = scene.place("wang");
    let mut device = scene.newcomer(&folder, "wang").await;
    assert_eq!(notice(&mut device).await, None);
    let mut work = Errand::households(&scene.plan, 0);
    let door = match work.next().unwrap() {
        Errand::Household { door, .. } => door,
        other @ (Errand::Visit { .. } | Errand::Draft { .. }) => panic!("{other:?}"),
    };
    let mut saved = Vec::new();
    for (round, (what, damage)) in damages.into_iter().enumerate() {
        // Some of it with the relay, some on this device only.
        for is_met in [true, false] {
            for errand in work.by_ref().take(4).chain([Errand::Visit { door, note: format!("{round} {is_met}") }]) {
                device.send(errand.request()).await.unwrap();
                device.answer().await.unwrap().unwrap().unwrap();
                saved.push(errand);
            }
            if is_met {
                meet_until_nothing_waits(&mut device).await;
                scene.tap.hold_after(tests::process::Way::ToRelay, 0);
            }
        }
        let draft = Errand::Draft { door, count: round };
        device.send(draft.request()).await.unwrap();
        device.answer().await.unwrap().unwrap().unwrap();
        device.kill().await.unwrap();
        scene.tap.release();

        damage(&folder.join("local"));
        device = scene.device(&folder);
        assert_eq!(notice(&mut device).await, Some(StoreNotice::Rebuilt), "{what}");
        // What came from the relay comes from there again; what never left this device is known at once.
        assert!(!device.ask(ReadSync).await.unwrap().waiting.is_empty(), "{what}");
        meet_until_nothing_waits(&mut device).await;
        assert_there(&mut device, &saved, true).await;
        assert_there(&mut device, &[draft], false).await;
    }
    let mut chen = scene.newcomer(&scene.place("chen"), "chen").await;
    meet(&mut chen).await;
    assert_there(&mut chen, &saved, true).await;
    device.stop().await.unwrap();
    let mut device = scene.device(&folder);
    assert_eq!(notice(&mut device).await, None, "told once");
}
