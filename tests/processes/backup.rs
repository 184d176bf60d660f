//! The relay is backed up while it works, killed, and comes back from the backup; nothing is lost and no wrong file is taken.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Output;

use sync_server::store::redb::RedbStore;
use sync_server::store::{Batch, Store, Table};
use tests::process::{Device, program};
use tokio::process::Command;

use crate::support::{Errand, Scene, assert_there, meet, meet_until_nothing_waits};

/// What `check` ends with where not all fits together.
const UNFIT: i32 = 2;

fn command(words: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
    let mut command = Command::new(program("linli-relay").unwrap());
    command.args(words).kill_on_drop(true);
    command
}

async fn keep(word: &str, data: &Path, file: &Path, more: &[&str]) -> Output {
    let mut command = command([OsStr::new(word), OsStr::new("--data"), data.as_os_str(), file.as_os_str()]);
    command.args(more).output().await.unwrap()
}

async fn check(what: &[&OsStr]) -> (Option<i32>, String) {
    let output = command([OsStr::new("check")]).args(what).output().await.unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

fn says(output: &Output, words: &str) -> bool {
    let all = [output.stdout.as_slice(), &output.stderr].concat();
    String::from_utf8(all).unwrap().contains(words)
}

async fn save(device: &mut Device, errand: &Errand) {
    device.send(errand.request()).await.unwrap();
    device.answer().await.unwrap().unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn work_done_after_a_backup_comes_back_when_the_backup_is_restored() {
    let mut scene = Scene::new().await;
    let file = scene.place("relay.backup");
    let mut chen = scene.newcomer(&scene.place("chen"), "chen").await;
    let mut walkers = Vec::new();
    for (grid, seat) in ["wang", "liu"].into_iter().enumerate() {
        let device = scene.newcomer(&scene.place(seat), seat).await;
        walkers.push((device, Errand::households(&scene.plan, grid), Vec::new()));
    }
    let data = scene.relay_data().to_owned();
    let mut backup = command(["backup", "--data"]).arg(&data).arg(&file).spawn().unwrap();
    let mut rounds = 0;
    while rounds < 5 || backup.try_wait().unwrap().is_none() {
        for (device, work, saved) in &mut walkers {
            let errand = work.next().unwrap();
            save(device, &errand).await;
            saved.push(errand);
        }
        rounds += 1;
    }
    assert!(backup.wait().await.unwrap().success());
    for what in [&[OsStr::new("--data"), data.as_os_str()][..], &[file.as_os_str()]] {
        let (code, told) = check(what).await;
        assert_eq!(code, Some(0), "{told}");
        assert!(told.contains("everything fits together"), "{told}");
    }
    for (device, work, saved) in &mut walkers {
        for errand in work.take(5) {
            save(device, &errand).await;
            saved.push(errand);
        }
        meet_until_nothing_waits(device).await;
        assert_there(device, saved, true).await;
    }
    meet(&mut chen).await;

    let refused = keep("restore", &data, &file, &[]).await;
    assert!(!refused.status.success() && says(&refused, "works on this data folder"), "{refused:?}");
    let refused = keep("backup", &data, &file, &[]).await;
    assert!(!refused.status.success() && says(&refused, "--force"), "{refused:?}");

    scene.kill_relay().await;
    let restored = keep("restore", &data, &file, &[]).await;
    assert!(restored.status.success(), "{restored:?}");
    assert!(says(&restored, "era 2 begins") && says(&restored, "is kept as"), "{restored:?}");
    scene.restart_relay().await;

    // Chen holds what others wrote and may offer it first, or they do themselves.
    meet(&mut chen).await;
    for (device, _, _) in &mut walkers {
        meet_until_nothing_waits(device).await;
    }
    let mut newcomer = scene.newcomer(&scene.place("chen at home"), "chen").await;
    for (device, _, saved) in &mut walkers {
        meet_until_nothing_waits(device).await;
        assert_there(device, saved, true).await;
        for other in [&mut chen, &mut newcomer] {
            meet(other).await;
            assert_there(other, saved, true).await;
        }
    }
    let (code, told) = check(&[OsStr::new("--data"), data.as_os_str()]).await;
    assert_eq!(code, Some(0), "{told}");
    let devices = walkers.into_iter().map(|(device, ..)| device);
    for device in devices.chain([chen, newcomer]) {
        device.stop().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_whole_backup_is_refused_and_changes_nothing() {
    let mut scene = Scene::new().await;
    let data = scene.relay_data().to_owned();
    scene.kill_relay().await;
    let file = scene.place("relay.backup");
    assert!(keep("backup", &data, &file, &[]).await.status.success(), "also of a relay that does not run");
    let whole = std::fs::read(&file).unwrap();
    let before = std::fs::read(data.join("relay.redb")).unwrap();
    let mut damaged = whole.clone();
    damaged[whole.len() / 2] ^= 1;
    let mut newer = whole.clone();
    newer[17] += 1;
    let wrong = scene.place("wrong");
    for (bytes, words) in [
        (damaged.as_slice(), "damaged"),
        (&whole[..whole.len() - 1], "cut short"),
        (b"PK\x03\x04", "no backup"),
        (&newer, "newer release"),
    ] {
        std::fs::write(&wrong, bytes).unwrap();
        let refused = keep("restore", &data, &wrong, &["--force"]).await;
        assert!(!refused.status.success() && says(&refused, words), "{refused:?}");
        let (code, _) = check(&[wrong.as_os_str()]).await;
        assert_eq!(code, Some(1), "{words}");
    }
    assert_eq!(std::fs::read(data.join("relay.redb")).unwrap(), before);
    let left: Vec<_> = std::fs::read_dir(&data).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().contains("restor")), "{left:?}");

    let empty = scene.place("empty");
    let (code, _) = check(&[OsStr::new("--data"), empty.as_os_str()]).await;
    assert_eq!(code, Some(1), "nothing to look at");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_devices_were_told_is_safe_is_not_taken_back_unasked() {
    let mut scene = Scene::new().await;
    let data = scene.relay_data().to_owned();
    let (older, newer) = (scene.place("older"), scene.place("newer"));
    assert!(keep("backup", &data, &older, &[]).await.status.success());
    let mut wang = scene.newcomer(&scene.place("wang"), "wang").await;
    let errand = Errand::households(&scene.plan, 0).next().unwrap();
    save(&mut wang, &errand).await;
    meet_until_nothing_waits(&mut wang).await;
    let marked = keep("backup", &data, &newer, &["--kept-elsewhere"]).await;
    assert!(marked.status.success() && says(&marked, "let go"), "{marked:?}");
    scene.kill_relay().await;
    let refused = keep("restore", &data, &older, &[]).await;
    assert!(!refused.status.success() && says(&refused, "Nothing was changed"), "{refused:?}");
    assert!(keep("restore", &data, &newer, &[]).await.status.success());
    let forced = keep("restore", &data, &older, &["--force"]).await;
    assert!(forced.status.success() && says(&forced, "era 3 begins"), "later than the era that is here: {forced:?}");
    wang.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_does_not_fit_together_is_told_and_not_restored_unasked() {
    let mut scene = Scene::new().await;
    let data = scene.relay_data().to_owned();
    scene.kill_relay().await;
    {
        let mut store = RedbStore::open(&data.join("relay.redb")).unwrap();
        let (first, _) = store.moment().unwrap().rows(Table::Fact, &[], 1).unwrap().remove(0);
        let mut batch = Batch::default();
        batch.delete(Table::Fact, first);
        store.commit(&batch).unwrap();
    }
    let (code, told) = check(&[OsStr::new("--data"), data.as_os_str()]).await;
    assert_eq!(code, Some(UNFIT), "{told}");
    assert!(told.contains("the roster facts are not those of the acts"), "{told}");
    let file = scene.place("relay.backup");
    assert!(keep("backup", &data, &file, &[]).await.status.success());
    let refused = keep("restore", &data, &file, &[]).await;
    assert!(!refused.status.success() && says(&refused, "--force takes it"), "{refused:?}");
}
