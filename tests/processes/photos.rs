//! A photo over real HTTP between two devices, through a relay that is killed in the middle.

use linli_contract::photos::{AttachedState, PhotoView, ReadPhoto};
use linli_contract::tickets::{ReadTicket, ReportForm, SendReport};
use linli_shared::ids::RecordId;
use tests::cast::photo;
use tests::process::Device;

use crate::support::{Scene, meet, meet_until_nothing_waits};

/// Bytes of the photo, and how many of them the relay has before it is killed. Each part is written to a disk and asked about,
/// and what a device has so far is read anew with every question.
const PHOTO: (usize, u32) = (2_000_000, 200_000);
/// How often a device is asked before it must be done; each time it meets the relay, so nobody waits by the clock.
const TRIES: usize = 2_000;

async fn state(device: &mut Device, ticket: RecordId) -> AttachedState {
    device.ask(ReadTicket { ticket }).await.unwrap().attached[0].state
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_goes_on_after_the_relay_was_killed() {
    let mut scene = Scene::new().await;
    let place = scene.place("wang");
    let mut wang = scene.newcomer(&place, "wang").await;
    let mut chen = scene.newcomer(&scene.place("chen"), "chen").await;
    meet(&mut wang).await;
    let kept = wang.ask(photo(1, PHOTO.0)).await.unwrap();
    let area = Some(scene.plan.households[0].door);
    let form = ReportForm {
        category: "light".into(),
        area,
        words: "楼道灯坏了".into(),
        attached: vec![kept.id],
        ..ReportForm::default()
    };
    let ticket = wang.ask(SendReport { form }).await.unwrap();
    let mut was_cut = false;
    for _ in 0..TRIES {
        meet(&mut wang).await;
        if let AttachedState::Sending { sent } = state(&mut wang, ticket).await
            && sent > PHOTO.1
        {
            was_cut = true;
            break;
        }
    }
    assert!(was_cut, "the photo was sent before anybody was killed");
    scene.kill_relay().await;
    scene.restart_relay().await;
    meet_until_nothing_waits(&mut wang).await;
    let mut is_sent = false;
    for _ in 0..TRIES {
        meet(&mut wang).await;
        is_sent = state(&mut wang, ticket).await == AttachedState::Sent;
        if is_sent {
            break;
        }
    }
    assert!(is_sent);
    meet(&mut chen).await;
    chen.ask(ReadTicket { ticket }).await.unwrap();
    let mut seen = None;
    for _ in 0..TRIES {
        if let PhotoView::Here { bytes, .. } = chen.ask(ReadPhoto { id: kept.id }).await.unwrap() {
            seen = Some(bytes);
            break;
        }
        meet(&mut chen).await;
    }
    let PhotoView::Here { bytes, .. } = wang.ask(ReadPhoto { id: kept.id }).await.unwrap() else {
        panic!("who took it has it no more")
    };
    assert_eq!(seen, Some(bytes));
    for device in [wang, chen] {
        device.stop().await.unwrap();
    }
}
