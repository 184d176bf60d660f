//! A disk fills up under a device, and under the relay: a typed failure, nothing lost, and work goes on once there is room.
//!
//! Needs a small disk of its own, which only root can mount; without it the tests say so and are skipped.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use linli_contract::Failure;
use linli_contract::areas::ReadCommunity;
use linli_contract::members::ReadStanding;
use linli_contract::sync::{Link, LinkFault, RecordSync, SyncNow};
use tempfile::TempDir;

use crate::support::{Errand, Scene, assert_there, is_there, meet, meet_until_nothing_waits};

/// The most pieces of work that a full disk takes to appear.
const MOST: usize = 4_000;

/// A small disk in memory.
struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    fn mount() -> Option<Self> {
        let disk = Self { folder: tempfile::tempdir().unwrap() };
        if !run("mount", &["-t", "tmpfs", "-o", "size=32m", "tmpfs"], disk.folder.path()) {
            let _ = writeln!(std::io::stderr(), "skipped: no small disk can be mounted here");
            return None;
        }
        Some(disk)
    }

    fn place(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn ballast(&self) -> PathBuf {
        self.folder.path().join("ballast")
    }

    /// Fills the disk until so many bytes are left.
    fn fill(&self, left: u64) {
        let mut ballast = File::create(self.ballast()).unwrap();
        while ballast.write_all(&[0; 4 << 10]).is_ok() {}
        let length = ballast.metadata().unwrap().len();
        ballast.set_len(length.saturating_sub(left)).unwrap();
    }

    fn make_room(&self) {
        std::fs::remove_file(self.ballast()).unwrap();
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // A process that ends may still hold it for a moment: detached, it goes when the last one ends.
        run("umount", &["--lazy"], self.folder.path());
    }
}

fn run(program: &str, words: &[&str], folder: &Path) -> bool {
    Command::new(program).args(words).arg(folder).output().is_ok_and(|output| output.status.success())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_on_a_full_disk_says_so_and_loses_nothing() {
    let Some(disk) = SmallDisk::mount() else { return };
    let scene = Scene::new().await;
    let mut device = scene.newcomer(&disk.place(), "wang").await;
    disk.fill(200 << 10);
    let mut saved = Vec::new();
    let mut refused = None;
    for errand in Errand::households(&scene.plan, 0).take(MOST) {
        device.send(errand.request()).await.unwrap();
        match device.answer().await.unwrap().unwrap() {
            Ok(_) => saved.push(errand),
            Err(failure) => {
                assert_eq!(failure, Failure::DiskFull);
                refused = Some(errand);
                break;
            }
        }
    }
    let refused = refused.expect("the disk fills up");
    device.send(refused.request()).await.unwrap();
    assert_eq!(device.answer().await.unwrap().unwrap(), Err(Failure::DiskFull), "it stays full");
    // sled may stop reading on a full disk; then too the person is told the reason.
    let answer = device.try_ask(ReadCommunity).await.unwrap();
    assert!(matches!(answer, Ok(_) | Err(Failure::DiskFull)), "{answer:?}");
    device.kill().await.unwrap();
    let mut device = scene.device(&disk.place());
    let answer = device.try_ask(ReadStanding).await.unwrap();
    assert!(matches!(answer, Ok(_) | Err(Failure::DiskFull)), "{answer:?}");
    device.kill().await.unwrap();

    disk.make_room();
    let mut device = scene.device(&disk.place());
    assert_there(&mut device, &saved, false).await;
    device.send(refused.request()).await.unwrap();
    device.answer().await.unwrap().unwrap().unwrap();
    saved.push(refused);
    meet_until_nothing_waits(&mut device).await;
    let mut chen = scene.newcomer(&scene.place("chen"), "chen").await;
    meet(&mut chen).await;
    assert_there(&mut chen, &saved, true).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_on_a_full_disk_acknowledges_nothing_that_it_has_not_got() {
    let Some(disk) = SmallDisk::mount() else { return };
    let mut scene = Scene::on(tempfile::tempdir().unwrap(), disk.place()).await;
    let mut wang = scene.newcomer(&scene.place("wang"), "wang").await;
    let mut chen = scene.newcomer(&scene.place("chen"), "chen").await;
    let mut li = scene.newcomer(&scene.place("li"), "li").await;
    disk.fill(100 << 10);
    let mut saved = Vec::new();
    let mut work = Errand::households(&scene.plan, 0);
    let mut is_full = false;
    while saved.len() < MOST && !is_full {
        for errand in work.by_ref().take(5) {
            wang.send(errand.request()).await.unwrap();
            wang.answer().await.unwrap().unwrap().unwrap();
            saved.push(errand);
        }
        is_full = match wang.ask(SyncNow).await.unwrap().link {
            Link::Down(LinkFault::RelayInTrouble) => true,
            Link::Up | Link::Meeting { .. } => false,
            other @ (Link::NotTried | Link::Down(_)) => panic!("{other:?}"),
        };
    }
    assert!(is_full, "the disk fills up");
    let mut acknowledged = Vec::new();
    for errand in &saved {
        if is_there(&mut wang, errand).await == Some(RecordSync::WithRelay) {
            acknowledged.push(errand.clone());
        }
    }
    assert!(acknowledged.len() < saved.len(), "what was refused waits");
    meet(&mut chen).await;
    assert_there(&mut chen, &acknowledged, true).await;
    scene.kill_relay().await;
    scene.restart_relay().await;
    // That 陈静 looked waits to be noted now, which a full disk refuses; somebody who has not looked yet still hears all.
    meet(&mut li).await;
    assert_there(&mut li, &acknowledged, true).await;

    disk.make_room();
    meet_until_nothing_waits(&mut wang).await;
    meet(&mut chen).await;
    assert_there(&mut chen, &saved, true).await;
}
