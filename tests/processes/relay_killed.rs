//! The relay is killed while two devices send; what it acknowledged and what the devices saved is there afterwards.

use linli_contract::sync::RecordSync;
use tests::process::{Device, Way};

use crate::support::{Chance, Errand, Scene, assert_there, is_there, kills, meet, meet_until_nothing_waits};

/// A device at work.
struct Walker<W> {
    device: Device,
    work: W,
    saved: Vec<Errand>,
    /// What of it is not known to be with the relay.
    open: Vec<Errand>,
}

impl<W: Iterator<Item = Errand>> Walker<W> {
    async fn save_one(&mut self) {
        let errand = self.work.next().unwrap();
        self.device.send(errand.request()).await.unwrap();
        self.device.answer().await.unwrap().unwrap().unwrap();
        self.saved.push(errand.clone());
        self.open.push(errand);
    }

    /// What the device has come to know to be with the relay.
    async fn acknowledged(&mut self) -> Vec<Errand> {
        let mut acknowledged = Vec::new();
        for errand in std::mem::take(&mut self.open) {
            match is_there(&mut self.device, &errand).await {
                Some(RecordSync::WithRelay) => acknowledged.push(errand),
                Some(RecordSync::OnThisDevice) => self.open.push(errand),
                other => panic!("{other:?}: {errand:?}"),
            }
        }
        acknowledged
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_relay_acknowledged_is_there_for_everybody() {
    const MOST_SAVED: usize = 120;
    let mut chance = Chance::new("relay killed");
    let mut scene = Scene::new().await;
    let mut chen = scene.newcomer(&scene.place("chen"), "chen").await;
    let mut walkers = Vec::new();
    for (grid, seat) in ["wang", "liu"].into_iter().enumerate() {
        let device = scene.newcomer(&scene.place(seat), seat).await;
        walkers.push(Walker {
            device,
            work: Errand::households(&scene.plan, grid),
            saved: Vec::new(),
            open: Vec::new(),
        });
    }
    let mut killed_while_something_was_open = 0;
    for _ in 0..kills() {
        // In the middle of a request, or between the commit and the end of its answer.
        let way = if chance.below(2) == 0 { Way::ToRelay } else { Way::ToDevice };
        scene.tap.hold_after(way, chance.below(6_000));
        let mut saved = 0;
        while !scene.tap.is_held() {
            assert!(saved < MOST_SAVED, "the devices do not meet the relay");
            for walker in &mut walkers {
                walker.save_one().await;
            }
            saved += 1;
        }
        scene.kill_relay().await;
        let mut all_open = 0;
        let mut acknowledged = Vec::new();
        for walker in &mut walkers {
            acknowledged.extend(walker.acknowledged().await);
            all_open += walker.open.len();
        }
        killed_while_something_was_open += usize::from(all_open > 0);
        scene.restart_relay().await;
        meet(&mut chen).await;
        assert_there(&mut chen, &acknowledged, true).await;
    }
    assert!(killed_while_something_was_open > 0, "no kill came while something was on its way");

    let mut newcomer = scene.newcomer(&scene.place("chen at home"), "chen").await;
    for walker in &mut walkers {
        meet_until_nothing_waits(&mut walker.device).await;
        assert_there(&mut walker.device, &walker.saved, true).await;
        for device in [&mut chen, &mut newcomer] {
            meet(device).await;
            assert_there(device, &walker.saved, true).await;
        }
    }
    for device in walkers.into_iter().map(|walker| walker.device).chain([chen, newcomer]) {
        device.stop().await.unwrap();
    }
}
