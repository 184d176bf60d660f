//! Thousands of answers with a few bytes changed.

use linli_core::device::Reply;
use linli_shared::cbor;
use linli_shared::protocol::SyncAnswer;

use crate::chance::Chance;
use crate::scene::Scene;

#[test]
fn six_thousand_changed_answers_lose_nothing() {
    let mut scene = Scene::new(20);
    let honest = scene.honest_bytes().to_vec();
    let mut chance = Chance(0x5eed);
    let (mut unreadable, mut refused, mut met) = (0, 0, 0);
    for _ in 0..6_000 {
        let changed = chance.mutate(&honest);
        let Ok(answer) = cbor::from_slice::<SyncAnswer>(&changed) else {
            unreadable += 1;
            continue;
        };
        match scene.deliver(answer) {
            Reply::Failed(_) => {
                scene.is_as_sent();
                refused += 1;
            }
            Reply::Met { .. } => met += 1,
            other @ (Reply::Nothing | Reply::Answer(_) | Reply::Send(_)) => panic!("{other:?}"),
        }
        scene.has_lost_nothing();
    }
    assert!(unreadable > 500 && refused > 100 && met > 500, "{unreadable} unreadable, {refused} refused, {met} taken");
    scene.rewind();
    scene.goes_on();
}
