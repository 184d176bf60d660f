//! Answers of a relay that is broken or means ill, one wrong thing at a time.

use linli_contract::sync::LinkFault;
use linli_core::device::{Reply, VoidReason};
use linli_core::store::memory::MemoryDisk;
use linli_shared::ed25519::SigningKey;
use linli_shared::ids::{DeviceId, LogCode};
use linli_shared::kinds::Kind;
use linli_shared::log::{EraStart, ShortHead};
use linli_shared::parcel::{Act, Header, Item, Parcel, ParcelHash};
use linli_shared::protocol::{Chain, Delivered, LogAnswer, Reject, Verdict};

use crate::scene::Scene;

#[test]
fn the_honest_answer_is_taken_in() {
    let mut scene = Scene::new(3);
    assert!(matches!(scene.deliver(scene.honest()), Reply::Met { .. }));
    scene.has_everything();
}

#[test]
fn a_head_signed_by_nobody_is_no_relays() {
    let mut scene = Scene::new(4);
    scene.refuses(LinkFault::NotARelay, |log| log.signature[7] ^= 1);
    scene.refuses(LinkFault::NotARelay, |log| log.head = ShortHead([7; 16]));
    scene.refuses(LinkFault::NotARelay, |log| log.through += 1);
}

#[test]
fn an_answer_about_another_log_or_of_another_version_is_refused() {
    let mut scene = Scene::new(5);
    scene.refuses(LinkFault::NotARelay, |log| log.code = LogCode(1));
    let mut answer = scene.honest();
    answer.logs.clear();
    assert_eq!(scene.deliver(answer), Reply::Failed(LinkFault::NotARelay));
    scene.is_as_sent();
    let mut answer = scene.honest();
    answer.version = 9;
    assert_eq!(scene.deliver(answer), Reply::Failed(LinkFault::NewerAppNeeded));
    scene.is_as_sent();
    scene.goes_on();
}

#[test]
fn only_the_relay_can_begin_an_era() {
    let mut scene = Scene::new(6);
    scene.refuses(LinkFault::NotARelay, |log| log.era = u32::MAX);
    scene.refuses(LinkFault::NotARelay, |log| {
        log.era += 1;
        log.eras = vec![EraStart { era: log.era, after: 0 }];
    });
}

#[test]
fn a_history_that_goes_back_is_a_fork_even_if_the_relay_signed_it() {
    let mut scene = Scene::new(7);
    let old_era = scene.lied(|log| log.era -= 1);
    scene.refuses(LinkFault::ForkedRelay, |log| *log = old_era);
    let shorter = scene.lied(|log| {
        log.through = 1;
        log.parcels.clear();
    });
    scene.refuses(LinkFault::ForkedRelay, |log| *log = shorter);
}

#[test]
fn a_newcomer_takes_nothing_from_a_relay_that_does_not_show_the_founding() {
    let mut scene = Scene::new(17);
    let (seat, relay) = (scene.seat(), scene.honest());
    for change in [
        |log: &mut LogAnswer| log.era = u32::MAX,
        |log: &mut LogAnswer| (log.era, log.through) = (u32::MAX, 0),
        |log: &mut LogAnswer| log.head = ShortHead([7; 16]),
    ] {
        let mut answer = relay.clone();
        (answer.logs[0].parcels, answer.logs[0].verdicts) = (Vec::new(), Vec::new());
        change(&mut answer.logs[0]);
        let (wang, time) = (scene.town.wang(), scene.town.time);
        let phone = scene.town.phone(wang);
        phone.disk = MemoryDisk::new();
        phone.start();
        phone.sit(seat.clone(), time).unwrap();
        phone.prepare(time).unwrap();
        let _ = phone.answered(answer, time).unwrap();
        assert_eq!(phone.device().sync_state().era, 0);
        scene.town.meet(wang);
        assert!(scene.town.phone(wang).device().roster().is_founded(), "the true relay is believed");
    }
}

#[test]
fn an_act_beyond_the_parcels_acts_is_passed_over() {
    let mut scene = Scene::new(8);
    for act in [9, u16::MAX] {
        for beyond in [0, 1] {
            let reply = scene.deliver_changed(|log| {
                let time = log.parcels[0].places[0].2;
                log.parcels[0].places.push((act, log.through + beyond, time));
            });
            assert!(matches!(reply, Reply::Met { .. }));
            scene.has_lost_nothing();
        }
        scene.has_everything();
    }
}

#[test]
fn the_order_in_which_parcels_and_places_come_does_not_matter() {
    let mut scene = Scene::new(9);
    let reply = scene.deliver_changed(|log| {
        log.parcels.reverse();
        log.parcels.iter_mut().for_each(|delivered| delivered.places.reverse());
    });
    assert!(matches!(reply, Reply::Met { .. }));
    scene.has_everything();
}

#[test]
fn the_same_answer_twice_is_as_once() {
    let mut scene = Scene::new(10);
    assert!(matches!(scene.deliver(scene.honest()), Reply::Met { .. }));
    assert!(matches!(scene.give(scene.honest()), Reply::Met { .. }));
    scene.has_everything();
    let wang = scene.town.wang();
    assert!(scene.town.phone(wang).device().voids().is_empty());
}

#[test]
fn a_parcel_of_an_unknown_device_has_no_effect() {
    let mut scene = Scene::new(11);
    let stranger = SigningKey::from_bytes(&[50; 32]);
    let through = scene.honest().logs[0].through;
    let reply = scene.deliver_changed(|log| {
        let known = &log.parcels[0];
        let header = Header { device: DeviceId([50; 16]), ..known.parcel.header().clone() };
        let parcel = Parcel::sign(header, known.parcel.acts().to_vec(), &stranger);
        log.parcels = vec![Delivered { parcel, places: known.places.clone() }];
    });
    assert!(matches!(reply, Reply::Met { .. }));
    let wang = scene.town.wang();
    let device = scene.town.phone(wang).device();
    assert_eq!(device.sync_state().at, through);
    assert!(!device.voids().is_empty());
    assert!(device.voids().values().all(|reason| *reason == VoidReason::BadSignature));
    scene.has_lost_nothing();
}

#[test]
fn an_entry_changed_by_the_relay_is_void() {
    let mut scene = Scene::new(12);
    let reply = scene.deliver_changed(|log| {
        for delivered in &mut log.parcels {
            let acts = delivered.parcel.acts().iter().map(|act| Act(act.0.iter().map(flipped).collect())).collect();
            // Signed by another, since the author's key is not the relay's to use.
            let header = delivered.parcel.header().clone();
            delivered.parcel = Parcel::sign(header, acts, &SigningKey::from_bytes(&[51; 32]));
        }
    });
    assert!(matches!(reply, Reply::Met { .. }));
    let wang = scene.town.wang();
    let voids = scene.town.phone(wang).device().voids().clone();
    assert!(!voids.is_empty() && voids.values().all(|reason| *reason == VoidReason::BadSignature), "{voids:?}");
    scene.has_lost_nothing();
}

/// A member may sign what they like; what nobody can open has no effect and stops nothing.
#[test]
fn a_members_unreadable_body_is_void_and_the_rest_is_taken() {
    let mut scene = Scene::new(13);
    let li = scene.town.li();
    let keys = scene.keys(li).signing();
    let reply = scene.deliver_changed(|log| {
        let delivered = log.parcels.iter_mut().find(|one| has_household(&one.parcel)).unwrap();
        let acts = delivered.parcel.acts().iter().map(|act| Act(act.0.iter().map(flipped).collect())).collect();
        delivered.parcel = Parcel::sign(delivered.parcel.header().clone(), acts, &keys);
    });
    assert!(matches!(reply, Reply::Met { .. }));
    let wang = scene.town.wang();
    let voids = scene.town.phone(wang).device().voids().clone();
    assert!(!voids.is_empty() && voids.values().all(|reason| *reason == VoidReason::Malformed), "{voids:?}");
    scene.has_lost_nothing();
}

#[test]
fn verdicts_that_do_not_fit_the_request_do_no_harm() {
    let mut scene = Scene::new(14);
    let many = vec![Verdict::Accepted(u64::MAX); 3];
    for verdicts in [vec![many.clone(); 5], vec![Vec::new()], Vec::new()] {
        scene.refuses(LinkFault::NotARelay, |log| log.verdicts = verdicts);
    }
    for verdicts in [vec![many], vec![vec![Verdict::Pending(u64::MAX)]]] {
        assert!(matches!(scene.deliver_changed(|log| log.verdicts = verdicts), Reply::Met { .. }));
        scene.has_lost_nothing();
    }
}

#[test]
fn refused_work_is_told_and_not_forgotten() {
    let mut scene = Scene::new(15);
    let refused = Verdict::Rejected(Reject::NoRight);
    let reply = scene.deliver_changed(|log| log.verdicts.iter_mut().flatten().for_each(|verdict| *verdict = refused));
    assert!(matches!(reply, Reply::Met { .. }));
    let wang = scene.town.wang();
    assert!(!scene.town.ask(wang, linli_contract::sync::ReadSync).refused.is_empty());
    scene.has_lost_nothing();
}

#[test]
fn a_chain_longer_than_ones_own_is_a_clone_and_nothing_more_is_sent() {
    let mut scene = Scene::new(16);
    let chain = Some(Chain { device_seq: u64::MAX, hash: ParcelHash([7; 32]) });
    assert!(matches!(scene.deliver_changed(|log| log.chain = chain), Reply::Met { more: false }));
    let wang = scene.town.wang();
    let link = scene.town.phone(wang).device().link();
    assert_eq!(link, linli_contract::sync::Link::Down(LinkFault::ClonedDevice));
    scene.has_lost_nothing();
}

fn has_household(parcel: &Parcel) -> bool {
    parcel.acts().iter().flat_map(|act| act.entries()).any(|(_, entry)| entry.kind == Kind::Household)
}

fn flipped(item: &Item) -> Item {
    match item {
        Item::Entry(entry) if entry.key.is_some() => {
            let mut entry = entry.clone();
            entry.body.iter_mut().for_each(|byte| *byte ^= 1);
            Item::Entry(entry)
        }
        Item::Entry(_) | Item::Withheld(_) => item.clone(),
    }
}
