//! Requests of a member who means ill, signed as they must be.

use linli_contract::households::ReadDoor;
use linli_shared::cbor;
use linli_shared::ed25519::{Signer, SigningKey};
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::parcel::{Act, Entry, Header, Item, MAX_ENTRIES, MAX_PARCEL, Parcel};
use linli_shared::protocol::{LogAsk, Refusal, SignedAsk, SyncAnswer, SyncAsk, Verdict};
use sync_server::relay::Relay;

use crate::chance::Chance;
use crate::scene::{Scene, register};

/// A request's bytes under a signature that fits, whatever they are.
fn sign(ask: &[u8], key: &SigningKey) -> Vec<u8> {
    let signature = key.sign(&[b"linli sync 1\0", ask].concat()).to_bytes();
    let mut bytes = Vec::new();
    minicbor::Encoder::new(&mut bytes).array(2).unwrap().bytes(ask).unwrap().bytes(&signature).unwrap();
    bytes
}

fn ask_of(scene: &Scene) -> SyncAsk {
    cbor::from_slice::<SignedAsk>(&scene.request).unwrap().open().unwrap()
}

/// 陈静 and 李敏 still meet, see what was there, and a restarted relay reads all it kept.
fn others_go_on(mut scene: Scene) {
    let (chen, li, wang) = (scene.town.chen(), scene.town.li(), scene.town.wang());
    scene.town.link(wang, false);
    let door = scene.town.estate.doors(0)[2];
    register(&mut scene.town, li, door, "周末");
    scene.town.restart_relay();
    scene.town.settle();
    for (door, count) in [(scene.doors[1], 1), (door, 1)] {
        assert_eq!(scene.town.ask(chen, ReadDoor { door }).households.len(), count);
    }
}

#[test]
fn five_thousand_changed_requests_leave_nothing_when_the_signature_does_not_fit() {
    let mut scene = Scene::new(30);
    let time = scene.town.time;
    let before = scene.town.store.all_bytes();
    let mut chance = Chance(0xbeef);
    let request = scene.request.clone();
    for _ in 0..5_000 {
        let changed = chance.mutate(&request);
        if changed == request {
            continue;
        }
        let refusal = scene.town.relay.as_mut().unwrap().handle(&changed, time).unwrap_err();
        let is_known = matches!(
            refusal,
            Refusal::Malformed | Refusal::NotAdmitted | Refusal::UnknownLog | Refusal::NewerAppNeeded
        );
        assert!(is_known, "{refusal:?}");
    }
    assert_eq!(scene.town.store.all_bytes(), before);
    others_go_on(scene);
}

#[test]
fn five_thousand_changed_requests_with_a_fitting_signature_are_answered_or_refused() {
    let mut scene = Scene::new(31);
    let time = scene.town.time;
    let key = scene.keys(scene.town.wang()).signing();
    let ask = cbor::to_vec(&ask_of(&scene));
    let mut chance = Chance(0xcafe);
    let (mut answered, mut refused) = (0, 0);
    for _ in 0..5_000 {
        let changed = sign(&chance.mutate(&ask), &key);
        match scene.town.relay.as_mut().unwrap().handle(&changed, time) {
            Ok(bytes) => {
                assert!(cbor::from_slice::<SyncAnswer>(&bytes).is_ok());
                answered += 1;
            }
            Err(refusal) => {
                assert!(!matches!(refusal, Refusal::Failed | Refusal::DiskFull), "{refusal:?}");
                refused += 1;
            }
        }
    }
    assert!(answered > 500 && refused > 500, "{answered} answered, {refused} refused");
    others_go_on(scene);
}

/// Pushes one parcel in a fresh request and gives the verdicts.
fn push(scene: &mut Scene, parcel: &[u8]) -> Vec<Verdict> {
    let time = scene.town.time;
    let key = scene.keys(scene.town.wang()).signing();
    let mut ask = ask_of(scene);
    ask.logs[0].push = vec![parcel.to_vec()];
    let request = sign(&cbor::to_vec(&ask), &key);
    let bytes = scene.town.relay.as_mut().unwrap().handle(&request, time).unwrap();
    cbor::from_slice::<SyncAnswer>(&bytes).unwrap().logs[0].verdicts[0].clone()
}

#[test]
fn three_thousand_changed_parcels_signed_anew_get_a_verdict_for_each_act() {
    let mut scene = Scene::new(32);
    let key = scene.keys(scene.town.wang()).signing();
    let backup = scene.town.store.backup();
    let parcel = ask_of(&scene).logs[0].push[0].clone();
    let mut chance = Chance(0xf00d);
    let mut judged = 0;
    for _ in 0..3_000 {
        let Ok(changed) = Parcel::from_bytes(&chance.mutate(&parcel)) else { continue };
        let acts = changed.acts().len();
        let header = Header { device_seq: changed.header().device_seq.max(1), ..changed.header().clone() };
        let resigned = Parcel::sign(header, changed.acts().to_vec(), &key);
        assert_eq!(push(&mut scene, &resigned.to_bytes()).len(), acts);
        judged += 1;
    }
    assert!(judged > 500, "{judged}");
    scene.town.store.restore(&backup);
    others_go_on(scene);
}

/// Next in 王芳's chain.
fn next_header(scene: &Scene) -> Header {
    let last = Parcel::from_bytes(&ask_of(scene).logs[0].push[0]).unwrap();
    Header { device_seq: last.header().device_seq + 1, prev: Some(last.hash()), ..last.header().clone() }
}

#[test]
fn the_largest_parcel_with_a_refused_part_does_not_stop_the_others() {
    let mut scene = Scene::new(33);
    let key = scene.keys(scene.town.wang()).signing();
    let known = Parcel::from_bytes(&ask_of(&scene).logs[0].push[0]).unwrap();
    let (_, good) = known.acts()[0].entries().next().unwrap();
    let sealed = |size: usize, record: u8| {
        let (record, kind) = (RecordId([record; 16]), Kind::Visit);
        Item::Entry(Entry { record, kind, body: vec![0; size], ..good.clone() })
    };
    let refused =
        Entry { record: RecordId([1; 16]), kind: Kind::Roster, scope: AreaId([1; 16]), key: None, body: Vec::new() };
    let mut acts = vec![Act(vec![Item::Entry(refused); MAX_ENTRIES - 5])];
    acts.extend((1..5).map(|record| Act(vec![sealed(200 << 10, record)])));
    let parcel = |acts: &[Act]| Parcel::sign(next_header(&scene), acts.to_vec(), &key).to_bytes();
    let room = MAX_PARCEL - parcel(&acts).len();
    acts.push(Act(vec![sealed(room - 32, 9)]));
    let parcel = parcel(&acts);
    assert!(parcel.len() <= MAX_PARCEL);
    let verdicts = push(&mut scene, &parcel);
    assert!(matches!(verdicts[0], Verdict::Rejected(_)) && matches!(verdicts[5], Verdict::Accepted(_)), "{verdicts:?}");
    others_go_on(scene);
}

#[test]
fn a_replay_a_gap_and_a_fork_of_the_chain_are_told_apart() {
    let mut scene = Scene::new(34);
    let key = scene.keys(scene.town.wang()).signing();
    let sent = ask_of(&scene).logs[0].push[0].clone();
    let known = Parcel::from_bytes(&sent).unwrap();
    let end = scene.town.relay.as_ref().unwrap().end(scene.town.estate.code).unwrap();
    let verdicts = push(&mut scene, &sent);
    assert!(verdicts.iter().all(|verdict| matches!(verdict, Verdict::Duplicate(_))), "a replay: {verdicts:?}");
    let sign = |header| Parcel::sign(header, known.acts().to_vec(), &key).to_bytes();
    let next = next_header(&scene);
    let gap = push(&mut scene, &sign(Header { device_seq: next.device_seq + 1, ..next.clone() }));
    assert!(gap.iter().all(|verdict| *verdict == Verdict::Pending(next.device_seq)), "a gap: {gap:?}");
    let forked = push(&mut scene, &sign(Header { prev: None, ..next.clone() }));
    let same_place = push(&mut scene, &sign(Header { nonce: [1; 16], ..known.header().clone() }));
    let is_fork = |verdict: &Verdict| *verdict == Verdict::Rejected(linli_shared::protocol::Reject::ChainForked);
    assert!(forked.iter().chain(&same_place).all(is_fork), "{forked:?} {same_place:?}");
    let ended = scene.town.relay.as_ref().unwrap().end(scene.town.estate.code).unwrap();
    assert_eq!(ended, end, "none of them has a place");
    others_go_on(scene);
}

#[test]
fn a_request_full_of_claims_is_answered_within_its_bounds() {
    let scene = Scene::new(35);
    let key = scene.keys(scene.town.wang()).signing();
    let code = scene.town.estate.code;
    let mut relay = Relay::open(scene.town.store.clone(), SigningKey::from_bytes(&[1; 32])).unwrap();
    let honest = ask_of(&scene);
    let log = LogAsk { push: Vec::new(), ..honest.logs[0].clone() };
    let claims = [
        LogAsk { at: u64::MAX, ..log.clone() },
        LogAsk { era: u32::MAX, at: u64::MAX, ..log.clone() },
        LogAsk { set: u64::MAX, ..log.clone() },
        LogAsk { push: vec![Vec::new(); 4_096], ..log.clone() },
        LogAsk { push: vec![vec![0xff; 100]; 4_096], ..log.clone() },
        LogAsk { permit: Some([1; 16]), no_snapshot: true, ..log },
    ];
    let end = relay.end(code).unwrap();
    for log in claims {
        for budget in [0, u32::MAX] {
            let ask = SyncAsk { logs: vec![log.clone()], budget, ..honest.clone() };
            let bytes = relay.handle(&sign(&cbor::to_vec(&ask), &key), scene.town.time).unwrap();
            assert!(bytes.len() < 1 << 20, "{} bytes", bytes.len());
        }
    }
    assert_eq!(relay.end(code).unwrap(), end);
}
