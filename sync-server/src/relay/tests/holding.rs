//! What a request that is held open is woken by.

use super::tickets::{COMMITTEE, PROPERTY, Phone, Scene, WORKERS, step};
use super::*;
use crate::relay::{Hold, Request};

/// Asks with the wish to be held open; what for, if it may be.
fn held(town: &mut Town, phone: &Phone, ask: LogAsk) -> Option<Hold> {
    let ask = SyncAsk { version: PROTOCOL, device: phone.device.id(), logs: vec![ask], budget: 1 << 20, wait: 9_999 };
    let request = cbor::to_vec(&SignedAsk::sign(&ask, &phone.device.key));
    let mut handled = town.relay.handle_group(&[Request::Sync(&request)], town.now);
    let asker = handled.pop().unwrap().asker.unwrap();
    assert_eq!(asker.device, phone.device.id());
    asker.hold
}

#[test]
fn who_has_everything_and_brings_nothing_may_wait() {
    let mut scene = Scene::reported();
    let town = &mut scene.town;
    assert_eq!(held(town, &scene.steward, scene.steward.ask()), None, "there is a ticket to tell of");
    scene.steward.meet(town);
    let hold = held(town, &scene.steward, scene.steward.ask()).unwrap();
    assert_eq!(hold.seconds, 240, "no longer than the protocol says");
    let mut pushing = scene.steward.clone();
    let parcel = pushing.device.form(vec![act(household(1, EAST))]).to_bytes();
    assert_eq!(held(town, &pushing, LogAsk { push: vec![parcel], ..scene.steward.ask() }), None);
    assert_eq!(held(town, &scene.li, LogAsk { era: 0, ..scene.li.device.ask() }), None, "a newcomer");
    let quick = scene.li.device.sign(scene.li.ask());
    let handled = town.relay.handle_group(&[Request::Sync(&quick)], town.now);
    assert_eq!(handled[0].asker.as_ref().unwrap().hold, None, "it did not ask for it");
    let stranger = Device::new(77);
    let handled = town.relay.handle_group(&[Request::Sync(&stranger.sign(stranger.ask()))], town.now);
    assert_eq!(handled[0].asker, None);
}

#[test]
fn what_a_device_may_read_wakes_it_and_nothing_else_does() {
    let mut scene = Scene::reported();
    let ring = scene.chen_ring();
    for phone in [&mut scene.steward, &mut scene.wang, &mut scene.li, &mut scene.yu, &mut scene.chen] {
        phone.meet(&mut scene.town);
    }
    let phones = [&scene.steward, &scene.wang, &scene.li, &scene.yu, &scene.chen];
    let holds = phones.map(|phone| held(&mut scene.town, phone, phone.ask()).unwrap());
    let woken = |town: &Town| holds.clone().map(|hold| town.relay.concerns(&hold));
    let [t, f] = [true, false];
    assert_eq!(woken(&scene.town), [f; 5]);
    scene.chen.push(&mut scene.town, vec![act(step(1, EAST, 1, 50))]);
    assert_eq!(woken(&scene.town), [t, f, f, f, t], "committee and reporter");
    let mut wang = scene.wang.clone();
    wang.push(&mut scene.town, vec![act(household(1, EAST))]);
    assert_eq!(woken(&scene.town), [t, t, f, f, f], "the register, in its grid");
    scene.send(1, 1, &[COMMITTEE, ring, PROPERTY, WORKERS]);
    assert_eq!(woken(&scene.town), [t, t, f, t, t], "whoever it was sent to, too");
    scene.turn(1, &[COMMITTEE, ring]);
    assert_eq!(woken(&scene.town), [t, f, f, f, t]);
    scene.town.decree([]);
    let member = scene.li.device.member;
    let granted = RosterFact::RoleGranted { member, role: Role::Volunteer, scope: EAST, until: Some(Millis(1 << 40)) };
    scene.steward.push(&mut scene.town, vec![facts_act([granted])]);
    assert_eq!(woken(&scene.town), [t; 5], "the roster is everybody's");
    scene.li.push(&mut scene.town, vec![act(household(9, EAST))]);
    assert_eq!(woken(&scene.town), [f; 5], "what was refused is no news");
}

#[test]
fn the_desk_wakes_who_asked_for_it_and_has_one() {
    let mut scene = Scene::new();
    let secret = InviteSecret([41; 16]);
    let key = secret.signing(CODE).verifying_key().to_bytes();
    let (invitation, until) = (secret.id(CODE), Millis(1 << 33));
    let made = RosterFact::InvitationMade { invitation, key, scope: BUILDING, until, uses: 5 };
    scene.steward.push(&mut scene.town, vec![facts_act([made])]);
    for phone in [&mut scene.steward, &mut scene.wang] {
        phone.meet(&mut scene.town);
    }
    let name = scene.town.desk(&scene.steward.device, 0).unwrap().name;
    let at_desk = |phone: &Phone, name| LogAsk { desk: Some(name), ..phone.ask() };
    assert_eq!(held(&mut scene.town, &scene.steward, at_desk(&scene.steward, 0)), None, "it does not know its desk");
    let holds = [
        held(&mut scene.town, &scene.steward, at_desk(&scene.steward, name)).unwrap(),
        held(&mut scene.town, &scene.steward, scene.steward.ask()).unwrap(),
        held(&mut scene.town, &scene.wang, at_desk(&scene.wang, 0)).unwrap(),
    ];
    let woken = |town: &Town| holds.clone().map(|hold| town.relay.concerns(&hold));
    assert!(scene.town.knock(&request(&Device::new(50), secret, b"sealed", 1)).is_ok());
    assert_eq!(woken(&scene.town), [true, false, false]);
    assert!(scene.town.knock(&request(&Device::new(50), secret, b"sealed", 1)).is_ok());
    assert_eq!(woken(&scene.town), [false; 3], "the same again is no news");
    let removed = RosterFact::RoleEnded { member: scene.li.device.member, role: Role::GridWorker, scope: WEST };
    scene.steward.push(&mut scene.town, vec![facts_act([removed])]);
    scene.li.push(&mut scene.town, vec![act(household(1, WEST))]);
    assert_eq!(woken(&scene.town), [true, false, false], "work in quarantine");
}

#[test]
fn a_long_request_is_answered_at_once() {
    let ask = SyncAsk { version: PROTOCOL, device: DeviceId::default(), logs: Vec::new(), budget: 0, wait: 60 };
    let answer = SyncAnswer { version: PROTOCOL, minimum: PROTOCOL, time: Millis(0), logs: Vec::new() };
    let hold = |bytes| Hold::of(bytes, &ask, &answer, |_| None, Millis(0));
    assert_eq!((hold(16 << 10).map(|hold| hold.seconds), hold((16 << 10) + 1)), (Some(60), None));
}
