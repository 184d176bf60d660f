use linli_shared::access::extract_record;
use linli_shared::protocol::{Manifest, PartHash, Reject, Snapshot};
use linli_shared::roster::Erased;

use super::*;
use crate::store::{Batch, Moment, Store, Table};

const EAST_STREAM: Stream = Stream { ring: Some(REGISTER), area: Some(EAST) };

fn erased(number: u8, kind: Kind) -> Erased {
    Erased { record: RecordId([number; 16]), kind, scope: EAST }
}

fn renewed(numbers: impl IntoIterator<Item = u8>) -> RosterFact {
    let kinds = |number| [erased(number, Kind::Household), erased(number, Kind::IdRecord)];
    RosterFact::Renewed { records: numbers.into_iter().flat_map(kinds).collect(), to: None }
}

fn ids(number: u8) -> Entry {
    Entry { kind: Kind::IdRecord, body: vec![number + 100; 200], ..household(number, EAST) }
}

/// How often the body of a household, or of its ID record, is on the disk.
fn bodies(town: &Town, number: u8) -> usize {
    let all = town.disk.all_bytes();
    let of = |byte: u8| all.windows(200).filter(|bytes| bytes.iter().all(|found| *found == byte)).count();
    of(number) + of(number + 100)
}

/// A town where Wang registered households 1 to 3 with ID records, two of them in one act with a visit.
fn busy() -> (Town, Vec<Parcel>) {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let visit = Entry { kind: Kind::Visit, ..household(9, EAST) };
    let together = [household(1, EAST), visit, ids(1), household(2, EAST)].map(Item::Entry).to_vec();
    let first = wang.form(vec![Act(together), act(ids(2))]);
    let second = wang.form(vec![act(household(3, EAST)), act(household(1, EAST))]);
    let answer = town.push(&mut wang, &[&first, &second]);
    assert!(answer.verdicts.iter().flatten().all(|verdict| matches!(verdict, Verdict::Accepted(_))));
    town.wang = wang;
    (town, vec![first, second])
}

#[test]
fn what_is_erased_leaves_the_disk_and_the_rest_still_verifies() {
    let (mut town, parcels) = busy();
    assert_eq!(bodies(&town, 1), 3);
    let answer = town.decree([renewed([1])]);
    assert_eq!(answer.verdicts, [[Verdict::Accepted(7)]]);
    assert_eq!(bodies(&town, 1), 0);
    assert!(bodies(&town, 2) == 2 && bodies(&town, 3) == 1, "other households stay");
    town.is_whole();
    let mut reader = Device { seen: Seen::default(), held: BTreeSet::new(), ..town.wang.clone() };
    for _ in 0..2 {
        let answer = town.sync(&reader, reader.ask()).unwrap();
        let key = town.wang.key.verifying_key();
        let of_wang: Vec<_> =
            answer.parcels.iter().filter(|found| found.parcel.header().device == town.wang.id()).collect();
        assert_eq!(of_wang.len(), 2);
        for (found, sent) in of_wang.iter().zip(&parcels) {
            assert_eq!((found.parcel.hash(), found.parcel.verify(&key)), (sent.hash(), Ok(())));
        }
        let places: Vec<_> = delivered(&answer).into_iter().filter(|(_, seq)| (3..7).contains(seq)).collect();
        let left = [(9, 3), (2, 3), (2, 4), (3, 5)].map(|(number, seq)| (RecordId([number; 16]), seq));
        assert_eq!(places, left, "an act with nothing left is not sent");
        town.restart();
        reader.held = BTreeSet::new();
    }
}

#[test]
fn nobody_writes_to_an_erased_record_again_not_even_who_could_not_know() {
    let (mut town, _) = busy();
    let mut wang = town.wang.clone();
    let unaware = wang.form(vec![act(household(1, EAST)), act(household(3, EAST))]);
    town.decree([renewed([1])]);
    let refused = Verdict::Rejected(Reject::Renewed);
    assert_eq!(town.push(&mut wang, &[&unaware]).verdicts, [[refused, Verdict::Accepted(8)]]);
    let aware = wang.form(vec![act(household(1, EAST)), act(ids(1)), act(household(1, WEST))]);
    let elsewhere = Verdict::Rejected(Reject::NoRight);
    assert_eq!(town.push(&mut wang, &[&aware]).verdicts, [[refused, refused, elsewhere]]);
    assert_eq!(bodies(&town, 1), 0, "what was refused is not kept");
    assert_eq!(town.push(&mut wang, &[&unaware]).verdicts, [[refused, Verdict::Duplicate(8)]]);
    let again = town.decree([renewed([1])]);
    assert_eq!(again.verdicts, [[Verdict::Rejected(Reject::Contradiction)]]);
    town.is_whole();
}

#[test]
fn only_a_steward_erases() {
    let (mut town, _) = busy();
    let mut wang = town.wang.clone();
    let parcel = wang.form(vec![facts_act([renewed([1])])]);
    assert_eq!(town.push(&mut wang, &[&parcel]).verdicts, [[Verdict::Rejected(Reject::NoRight)]]);
    assert_eq!(bodies(&town, 1), 3);
}

#[test]
fn the_last_words_of_a_record_and_the_next_generation_stand_in_the_act_that_erases_it() {
    let (mut town, _) = busy();
    let mut steward = town.steward.clone();
    town.pull(&mut steward);
    let mut act_of = vec![Item::Entry(household(2, EAST))];
    act_of.extend([fact_entry(&renewed([2])), Item::Entry(household(4, EAST))]);
    let parcel = steward.form(vec![act(household(2, EAST)), Act(act_of)]);
    assert_eq!(town.push(&mut steward, &[&parcel]).verdicts, [[Verdict::Accepted(7), Verdict::Accepted(8)]]);
    assert!(bodies(&town, 2) == 0 && bodies(&town, 4) == 1);
    town.is_whole();
    town.restart();
    let mut wang = town.wang.clone();
    assert_eq!(delivered(&town.pull(&mut wang)).last(), Some(&(RecordId([4; 16]), 8)));
    assert_eq!(town.push(&mut steward, &[&parcel]).verdicts, [[Verdict::Duplicate(7), Verdict::Duplicate(8)]]);
    assert_eq!(bodies(&town, 2), 0, "a parcel that comes twice brings nothing back");
}

#[test]
fn snapshots_that_may_hold_it_go_and_older_ones_are_not_taken() {
    let (mut town, _) = busy();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let offer = |town: &mut Town, device: &Device| {
        let parts = vec![vec![7; 50]];
        let manifest = Manifest {
            log: CODE,
            stream: EAST_STREAM,
            covers: device.seen,
            device: device.id(),
            key: key(REGISTER, 1).unwrap(),
            nonce: [0; 16],
            parts: parts.iter().map(|part| PartHash::of(part)).collect(),
        };
        let snapshot = Snapshot::sign(&manifest, parts, &device.key);
        town.sync(device, LogAsk { offer: vec![snapshot], ..device.ask() }).unwrap();
        town.relay.snapshots(CODE)
    };
    assert_eq!(offer(&mut town, &wang), 1);
    town.decree([renewed([1])]);
    assert_eq!(town.relay.snapshots(CODE), 0);
    assert!(town.disk.backup().rows(Table::Snapshot, &[], 1).unwrap().is_empty());
    assert_eq!(offer(&mut town, &wang), 0, "made before the erasure");
    town.pull(&mut wang);
    assert_eq!(offer(&mut town, &wang), 1);
    town.is_whole();
}

#[test]
fn a_backup_from_before_brings_nothing_back_once_the_erasure_came_again() {
    let (mut town, parcels) = busy();
    let backup = town.disk.backup();
    let mut steward = town.steward.clone();
    let erasing = steward.form(vec![facts_act([renewed([1])])]);
    town.push(&mut steward, &[&erasing]);
    let mut li = town.li.clone();
    town.pull(&mut li);
    town.disk.restore(&backup);
    town.restart();
    town.relay.begin_era(CODE, None).unwrap();
    assert_eq!(bodies(&town, 1), 3);
    assert_eq!(town.push(&mut steward, &[&erasing]).verdicts, [[Verdict::Accepted(7)]]);
    assert_eq!(bodies(&town, 1), 0);
    let mut wang = town.wang.clone();
    town.push(&mut wang, &[&parcels[0], &parcels[1]]);
    assert_eq!(bodies(&town, 1), 0);
    town.is_whole();
}

#[test]
fn what_was_lost_with_an_erased_record_in_it_is_refused_when_it_comes_back() {
    let mut town = Town::new();
    let backup = town.disk.backup();
    let (mut wang, mut steward) = (town.wang.clone(), town.steward.clone());
    town.pull(&mut wang);
    let work = wang.form(vec![act(household(1, EAST)), act(household(2, EAST))]);
    town.push(&mut wang, &[&work]);
    let erasing = steward.form(vec![facts_act([renewed([1])])]);
    town.push(&mut steward, &[&erasing]);
    town.disk.restore(&backup);
    town.restart();
    town.relay.begin_era(CODE, None).unwrap();
    town.push(&mut steward, &[&erasing]);
    let expected = [Verdict::Rejected(Reject::Renewed), Verdict::Accepted(4)];
    assert_eq!(town.push(&mut wang, &[&work]).verdicts, [expected]);
    assert!(bodies(&town, 1) == 0 && bodies(&town, 2) == 1);
    town.is_whole();
}

#[test]
fn extracts_of_an_erased_household_go_with_it_and_none_comes_again() {
    let (mut town, _) = busy();
    let (chen, home) = (Device::new(20), RecordId([1; 16]));
    let [added, device, resident] = town.member(&chen, Role::Resident, BUILDING);
    let joined = RosterFact::FamilyJoined { member: chen.member, household: home };
    town.decree([added, device, resident, joined]);
    let scope = AreaId(chen.id().0);
    let record = extract_record(home, chen.id());
    let extract =
        Entry { record, kind: Kind::Extract, body: vec![77; 200], ..Entry { scope, ..wrap(&chen, COMMUNITY) } };
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let told = wang.form(vec![Act(vec![Item::Entry(extract.clone()), Item::Entry(household(1, EAST))])]);
    let unaware = wang.form(vec![act(extract)]);
    assert!(matches!(town.push(&mut wang, &[&told]).verdicts[0][0], Verdict::Accepted(_)));
    town.is_whole();
    let is_there = |town: &Town| town.disk.all_bytes().windows(200).any(|bytes| bytes == [77; 200]);
    assert!(is_there(&town));
    town.decree([renewed([1])]);
    assert!(!is_there(&town));
    town.is_whole();
    let refused = Verdict::Rejected(Reject::Renewed);
    assert_eq!(town.push(&mut wang, &[&unaware]).verdicts, [[refused]]);
    assert!(!is_there(&town));
    town.restart();
    let got = delivered(&town.sync(&chen, chen.ask()).unwrap());
    assert!(got.iter().all(|(found, _)| *found != record));
}

#[test]
fn the_check_takes_a_hash_for_an_entry_only_where_the_record_was_erased() {
    let (mut town, parcels) = busy();
    town.decree([RosterFact::Renewed { records: vec![erased(1, Kind::Household)], to: None }]);
    let mut store = town.disk.clone();
    let mut change = |table, key: &[u8], value: &[u8]| {
        let mut batch = Batch::default();
        batch.put(table, key, value);
        store.commit(&batch).unwrap();
    };
    // Every changed byte of a place is found, also of what it says of erased entries.
    for (key, value) in town.disk.backup().rows(Table::Place, &[], usize::MAX).unwrap() {
        for at in 0..value.len() {
            let mut changed = value.clone();
            changed[at] ^= 1;
            change(Table::Place, &key, &changed);
            assert_ne!(check(&town.disk).unwrap().faults, [], "byte {at}");
        }
        change(Table::Place, &key, &value);
    }
    town.is_whole();
    // An entry that is missing although its record stands is found too.
    let key = [CODE.0.to_be_bytes().as_slice(), &parcels[1].hash().0].concat();
    let hollow = parcels[1].withhold(|_, _| false).to_bytes();
    change(Table::Parcel, &key, &hollow);
    assert_ne!(check(&town.disk).unwrap().faults, []);
}
