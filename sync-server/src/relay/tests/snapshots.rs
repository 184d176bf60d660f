use linli_shared::access::Stream;
use linli_shared::protocol::{Manifest, PartHash, Snapshot, SnapshotPart};

use super::*;

const EAST_STREAM: Stream = Stream { ring: Some(REGISTER), area: Some(EAST) };

/// A town with eight households in the east at the places 3 to 10, known to Wang.
fn busy() -> Town {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    for number in 1..=8 {
        let parcel = wang.form(vec![act(household(number, EAST))]);
        town.push(&mut wang, &[&parcel]);
    }
    town.wang = wang;
    town
}

fn manifest(device: &Device, stream: Stream, parts: &[Vec<u8>]) -> Manifest {
    let parts = parts.iter().map(|part| PartHash::of(part)).collect();
    let key = key(stream.ring.unwrap(), 1).unwrap();
    Manifest { log: CODE, stream, covers: device.seen, device: device.id(), key, nonce: [0; 16], parts }
}

fn offer(town: &mut Town, device: &Device, snapshot: Snapshot) -> LogAnswer {
    let mut ask = device.ask();
    ask.offer = vec![snapshot];
    town.sync(device, ask).unwrap()
}

fn newcomer(town: &Town) -> Device {
    Device { seen: Seen::default(), held: BTreeSet::new(), ..town.wang.clone() }
}

fn indices(parts: &[SnapshotPart]) -> Vec<u16> {
    parts.iter().map(|part| part.index).collect()
}

#[test]
fn a_newcomer_gets_the_snapshot_and_what_follows_it() {
    let mut town = busy();
    let mut wang = town.wang.clone();
    let parts = vec![vec![1; 100], vec![2; 100]];
    let snapshot = Snapshot::sign(&manifest(&wang, EAST_STREAM, &parts), parts, &wang.key);
    offer(&mut town, &wang, snapshot.clone());
    let parcel = wang.form(vec![act(household(9, EAST))]);
    town.push(&mut wang, &[&parcel]);
    town.restart();

    let device = newcomer(&town);
    let answer = town.sync(&device, device.ask()).unwrap();
    assert_eq!(indices(&answer.snapshots), [0, 1]);
    assert_eq!(answer.snapshots[0].snapshot(), snapshot.hash());
    assert!(answer.snapshots[0].is_signed_by(&wang.key.verifying_key()));
    let households: Vec<_> = delivered(&answer).into_iter().filter(|(_, seq)| *seq > 2).collect();
    assert_eq!(households, [(RecordId([9; 16]), 11)]);
    assert_eq!((answer.through, answer.more), (11, false));

    let mut ask = device.ask();
    ask.no_snapshot = true;
    let answer = town.sync(&device, ask).unwrap();
    assert_eq!(answer.snapshots, []);
    assert_eq!(delivered(&answer).iter().filter(|(_, seq)| *seq > 2).count(), 9);

    let answer = town.sync(&wang, wang.ask()).unwrap();
    assert_eq!(answer.snapshots, [], "who is up to date gets none");
}

#[test]
fn a_snapshot_is_resumed_where_it_stopped() {
    let mut town = busy();
    let wang = town.wang.clone();
    let parts: Vec<Vec<u8>> = (0..3).map(|number| vec![number; 100]).collect();
    let snapshot = Snapshot::sign(&manifest(&wang, EAST_STREAM, &parts), parts, &wang.key);
    offer(&mut town, &wang, snapshot.clone());
    let device = newcomer(&town);
    for held in 0..3 {
        let mut ask = device.ask();
        ask.partial = Some((snapshot.hash(), held));
        let request = device.sign_with_budget(ask, 1);
        let answer: SyncAnswer = cbor::from_slice(&town.relay.handle(&request, town.now).unwrap()).unwrap();
        assert_eq!(indices(&answer.logs[0].snapshots), [held]);
        assert_eq!((answer.logs[0].through, answer.logs[0].more), (0, true));
    }
    let mut ask = device.ask();
    ask.partial = Some((snapshot.hash(), 3));
    let answer = town.sync(&device, ask).unwrap();
    assert_eq!((answer.snapshots.len(), answer.through), (0, 10));
    assert!(delivered(&answer).iter().all(|(_, seq)| *seq <= 2), "only the roster is left");
}

#[test]
fn snapshots_that_may_not_be_offered_are_not_served() {
    let mut town = busy();
    let (wang, mut li) = (town.wang.clone(), town.li.clone());
    town.pull(&mut li);
    let parts = vec![vec![1; 100]];
    let good = manifest(&wang, EAST_STREAM, &parts);
    let mut wrong = vec![
        (&li, Manifest { device: li.id(), ..good.clone() }),
        (&li, good.clone()),
        (&wang, Manifest { stream: Stream { area: None, ..EAST_STREAM }, ..good.clone() }),
        (&wang, Manifest { log: LogCode(1), ..good.clone() }),
        (&wang, Manifest { key: key(COMMUNITY, 1).unwrap(), ..good.clone() }),
        (&wang, Manifest { key: key(REGISTER, 2).unwrap(), ..good.clone() }),
        (&wang, Manifest { parts: vec![PartHash([0; 32])], ..good.clone() }),
    ];
    for covers in [Seen { seq: 99, ..wang.seen }, Seen { era: 2, ..wang.seen }, Seen { seq: 5, ..wang.seen }] {
        wrong.push((&wang, Manifest { covers, ..good.clone() }));
    }
    let device = newcomer(&town);
    for (author, manifest) in wrong {
        offer(&mut town, author, Snapshot::sign(&manifest, parts.clone(), &author.key));
        assert_eq!(town.sync(&device, device.ask()).unwrap().snapshots, [], "{manifest:?}");
    }
    let heavy = vec![vec![1; 4000]];
    offer(&mut town, &wang, Snapshot::sign(&manifest(&wang, EAST_STREAM, &heavy), heavy, &wang.key));
    assert_eq!(town.sync(&device, device.ask()).unwrap().snapshots, [], "heavier than what it covers");
    offer(&mut town, &wang, Snapshot::sign(&good, parts.clone(), &li.key));
    assert_eq!(town.sync(&device, device.ask()).unwrap().snapshots, [], "signed by another");
}

#[test]
fn a_new_era_drops_snapshots() {
    let mut town = busy();
    let wang = town.wang.clone();
    let parts = vec![vec![1; 100]];
    offer(&mut town, &wang, Snapshot::sign(&manifest(&wang, EAST_STREAM, &parts), parts, &wang.key));
    let device = newcomer(&town);
    assert_eq!(town.sync(&device, device.ask()).unwrap().snapshots.len(), 1);
    town.relay.begin_era(CODE, None).unwrap();
    assert_eq!(town.sync(&device, device.ask()).unwrap().snapshots, []);
    town.restart();
    assert_eq!(town.sync(&device, device.ask()).unwrap().snapshots, []);
}
