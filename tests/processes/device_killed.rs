//! A device is killed while it saves; everything that it reported saved is there when it is started again.

use std::collections::VecDeque;
use std::time::Duration;

use linli_shared::ids::AreaId;
use tests::process::Answer;
use tokio::time::{Instant, timeout_at};

use crate::support::{Chance, Errand, Scene, assert_there, is_there, kills, meet, meet_until_nothing_waits};

/// Requests that are under way at once.
const UNDER_WAY: usize = 6;

/// What the device was asked to do, and what it answered.
struct Account<W> {
    households: W,
    door: AreaId,
    asked: usize,
    under_way: VecDeque<Errand>,
    /// Reported saved.
    saved: Vec<Errand>,
    /// The newest of the form's states that was reported saved.
    draft: Option<Errand>,
    /// Asked for when the device was killed: there or not.
    unknown: Vec<Errand>,
}

impl<W: Iterator<Item = Errand>> Account<W> {
    fn next(&mut self) -> Errand {
        self.asked += 1;
        let errand = match self.asked % 3 {
            0 => self.households.next().unwrap(),
            1 => Errand::Draft { door: self.door, count: self.asked },
            _ => Errand::Visit { door: self.door_of_visit(), note: format!("第{}次走访", self.asked) },
        };
        self.under_way.push_back(errand.clone());
        errand
    }

    /// A door for a few visits at most: a door's page shows its newest visits only.
    fn door_of_visit(&self) -> AreaId {
        let homes = self.saved.iter().rev().find_map(|errand| match errand {
            Errand::Household { door, .. } => Some(*door),
            Errand::Visit { .. } | Errand::Draft { .. } => None,
        });
        homes.unwrap_or(self.door)
    }

    /// What was saved last; all of it is looked for at the end.
    fn newest(&self) -> &[Errand] {
        const NEWEST: usize = 60;
        &self.saved[self.saved.len().saturating_sub(NEWEST)..]
    }

    fn answered(&mut self, answer: Answer) {
        let errand = self.under_way.pop_front().unwrap();
        answer.unwrap_or_else(|failure| panic!("{failure}: {errand:?}"));
        match errand {
            Errand::Draft { .. } => self.draft = Some(errand),
            Errand::Household { .. } | Errand::Visit { .. } => self.saved.push(errand),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_device_reported_saved_is_there() {
    let mut chance = Chance::new("device killed");
    let scene = Scene::new().await;
    let folder = scene.place("wang");
    scene.newcomer(&folder, "wang").await.stop().await.unwrap();
    let tree = scene.plan.tree();
    let mut account = Account {
        households: Errand::households(&scene.plan, 0),
        door: tree.doors(tree.grids()[0])[0],
        asked: 0,
        under_way: VecDeque::new(),
        saved: Vec::new(),
        draft: None,
        unknown: Vec::new(),
    };
    let mut killed_at_work = 0;
    for _ in 0..kills() {
        let mut device = scene.device(&folder);
        assert_there(&mut device, account.newest(), false).await;
        assert_there(&mut device, account.draft.as_slice(), false).await;
        for _ in 0..1 + chance.below(15) {
            while account.under_way.len() < UNDER_WAY {
                device.send(account.next().request()).await.unwrap();
            }
            let answer = device.answer().await.unwrap().unwrap();
            account.answered(answer);
        }
        // A little further, into the middle of whatever comes next.
        let end = Instant::now() + Duration::from_micros(chance.below(6_000) as u64);
        while let Ok(answer) = timeout_at(end, device.answer()).await {
            account.answered(answer.unwrap().unwrap());
            device.send(account.next().request()).await.unwrap();
        }
        for answer in device.kill().await.unwrap() {
            account.answered(answer);
        }
        killed_at_work += usize::from(!account.under_way.is_empty());
        account.unknown.extend(account.under_way.drain(..));
    }
    assert!(killed_at_work > 0, "no kill came while something was being saved");

    let mut device = scene.device(&folder);
    assert_there(&mut device, account.draft.as_slice(), false).await;
    let mut there = 0;
    for errand in &account.unknown {
        there += usize::from(is_there(&mut device, errand).await.is_some());
    }
    assert!(there < account.unknown.len(), "everything that was asked for was done before the device was killed");
    meet_until_nothing_waits(&mut device).await;
    assert_there(&mut device, &account.saved, true).await;
    let mut chen = scene.newcomer(&scene.place("chen"), "chen").await;
    meet(&mut chen).await;
    assert_there(&mut chen, &account.saved, true).await;
}
