use linli_shared::protocol::Reject;
use linli_shared::roster::Erased;

use super::*;
use crate::store::{Moment, Table};

/// Ends Wang's role in the east.
fn ended(wang: &Device) -> RosterFact {
    RosterFact::RoleEnded { member: wang.member, role: Role::GridWorker, scope: EAST }
}

fn decided(parcel: &Parcel, act: u16, is_admitted: bool) -> RosterFact {
    let header = parcel.header();
    RosterFact::Decided { device: header.device, device_seq: header.device_seq, act, is_admitted }
}

/// A town where Wang worked offline while his role ended: two households wait.
fn with_quarantine() -> (Town, Parcel) {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let offline = wang.form(vec![act(household(1, EAST)), act(household(2, EAST))]);
    let fact = ended(&wang);
    town.decree([fact]);
    let answer = town.push(&mut wang, &[&offline]);
    assert_eq!(answer.verdicts, [[Verdict::Quarantined, Verdict::Quarantined]]);
    town.wang = wang;
    (town, offline)
}

#[test]
fn admitted_work_gets_its_place_right_behind_the_decision() {
    let (mut town, offline) = with_quarantine();
    let (mut wang, mut li) = (town.wang.clone(), town.steward.clone());
    let mut steward = town.steward.clone();
    let facts = [facts_act([decided(&offline, 1, true)]), facts_act([ended(&town.li)])];
    let parcel = steward.form(facts.to_vec());
    let answer = town.push(&mut steward, &[&parcel]);
    assert_eq!(answer.verdicts, [[Verdict::Accepted(4), Verdict::Accepted(6)]]);
    assert_eq!(delivered(&answer), [(RecordId([2; 16]), 5)], "the decision brings the work at once");
    let answer = town.push(&mut wang, &[&offline]);
    assert_eq!(answer.verdicts, [[Verdict::Quarantined, Verdict::Duplicate(5)]]);
    town.restart();
    li.seen = Seen::default();
    let households: Vec<_> = delivered(&town.pull(&mut li)).into_iter().filter(|(_, seq)| *seq == 5).collect();
    assert_eq!(households, [(RecordId([2; 16]), 5)]);
    let desk = town.desk(&steward, 0).unwrap();
    assert_eq!(desk.held.iter().map(|held| held.act).collect::<Vec<_>>(), [0], "one is left to decide");
    town.is_whole();
}

#[test]
fn what_a_removed_device_had_written_waits_and_it_reads_nothing() {
    let mut town = Town::new();
    let (mut wang, steward) = (town.wang.clone(), town.steward.clone());
    town.pull(&mut wang);
    let offline = wang.form(vec![act(household(1, EAST))]);
    town.decree([RosterFact::DeviceRemoved { device: wang.id() }]);
    for _ in 0..2 {
        let mut ask = wang.ask();
        ask.push = vec![offline.to_bytes()];
        assert_eq!(town.sync(&wang, ask), Err(Refusal::NotAdmitted));
        let held = town.desk(&steward, 0).unwrap().held;
        assert_eq!(held.iter().map(|held| (held.act, held.reason)).collect::<Vec<_>>(), [(0, Reject::NoRight)]);
    }
    // Written after the removal was seen, or signed by somebody else: it leaves nothing.
    let mut li = town.li.clone();
    let mut ask = wang.ask();
    ask.push = vec![li.form(vec![act(household(2, EAST))]).to_bytes()];
    assert_eq!(town.sync(&wang, ask), Err(Refusal::NotAdmitted));
    assert_eq!(town.desk(&steward, 0).unwrap().held.len(), 1);
    town.decree([decided(&offline, 0, true)]);
    assert_eq!(town.desk(&steward, 0).unwrap().held, []);
    let mut reader = town.steward.clone();
    reader.seen = Seen::default();
    assert!(delivered(&town.pull(&mut reader)).iter().any(|(record, _)| *record == RecordId([1; 16])));
    town.is_whole();
}

#[test]
fn a_removed_device_leaves_no_more_than_a_few_parcels_however_often_it_comes() {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    // Ten of no right before it was removed, then one that has a place.
    let rejected = |wang: &mut Device| wang.form(vec![act(household(1, WEST)); 3]);
    for _ in 0..10 {
        let parcel = rejected(&mut wang);
        town.push(&mut wang, &[&parcel]);
    }
    let placed = wang.form(vec![act(household(2, EAST))]);
    town.push(&mut wang, &[&placed]);
    let offline: Vec<Parcel> = (0..100)
        .map(|number| if number == 1 { wang.form(vec![act(household(3, EAST))]) } else { rejected(&mut wang) })
        .collect();
    town.decree([RosterFact::DeviceRemoved { device: wang.id() }]);
    let mut all = Vec::new();
    for from in [0, 0, 40, 99] {
        let ask = LogAsk { push: offline[from..].iter().map(Parcel::to_bytes).collect(), ..wang.ask() };
        assert_eq!(town.sync(&wang, ask), Err(Refusal::NotAdmitted));
        let rows = town.disk.backup().rows(Table::Chain, &[], usize::MAX).unwrap();
        all.push(rows.iter().filter(|(key, _)| key[8..24] == wang.id().0).count());
    }
    assert_eq!(all, [11 + 64; 4]);
    let steward = town.steward.clone();
    assert_eq!(town.desk(&steward, 0).unwrap().held.len(), 1, "what was right is with the committee");
    town.is_whole();
}

#[test]
fn the_author_gets_admitted_work_back_as_far_as_they_are_served() {
    let (mut town, offline) = with_quarantine();
    let mut wang = town.wang.clone();
    let again = RosterFact::RoleGranted { member: wang.member, role: Role::GridWorker, scope: EAST, until: None };
    town.decree([decided(&offline, 0, true), again]);
    let told = town.pull(&mut wang);
    assert!(told.more && told.streams.is_some(), "the east is open to him again");
    let mut ask = wang.ask();
    ask.positions = vec![spelled_out(0, wang.held.iter().copied())];
    let answer = town.sync(&wang, ask).unwrap();
    assert!(delivered(&answer).contains(&(RecordId([1; 16]), 5)));
}

#[test]
fn work_that_is_not_admitted_is_rejected_and_leaves_the_disk() {
    let (mut town, offline) = with_quarantine();
    let mut wang = town.wang.clone();
    let body = |number: u8| [number; 200];
    let is_there = |town: &Town, number| town.disk.all_bytes().windows(200).any(|bytes| bytes == body(number));
    assert!(is_there(&town, 1) && is_there(&town, 2));
    town.decree([decided(&offline, 0, false)]);
    let rejected = Verdict::Rejected(Reject::NoRight);
    assert_eq!(town.push(&mut wang, &[&offline]).verdicts, [[rejected, Verdict::Quarantined]]);
    assert!(!is_there(&town, 1) && is_there(&town, 2));
    town.is_whole();
    town.decree([decided(&offline, 1, false)]);
    assert!(!is_there(&town, 2));
    assert_eq!(town.push(&mut wang, &[&offline]).verdicts, [[rejected, rejected]]);
    assert_eq!(town.desk(&town.steward.clone(), 0).unwrap().held, []);
    town.is_whole();
    let next = wang.form(vec![act(Entry { scope: EAST, ..household(3, EAST) })]);
    assert_eq!(town.push(&mut wang, &[&next]).verdicts, [[rejected]], "his chain goes on");
}

#[test]
fn nobody_but_a_steward_decides_and_nobody_twice() {
    let (mut town, offline) = with_quarantine();
    let (mut wang, mut li) = (town.wang.clone(), town.li.clone());
    town.pull(&mut li);
    for device in [&mut wang, &mut li] {
        let parcel = device.form(vec![facts_act([decided(&offline, 0, true)])]);
        let answer = town.push(device, &[&parcel]);
        assert_eq!(answer.verdicts, [[Verdict::Rejected(Reject::NoRight)]]);
    }
    town.decree([decided(&offline, 0, false)]);
    let answer = town.decree([decided(&offline, 0, true)]);
    assert_eq!(answer.verdicts, [[Verdict::Rejected(Reject::Contradiction)]]);
}

#[test]
fn a_lost_phone_cannot_have_itself_admitted_again() {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let thief = Device { member: wang.member, ..Device::new(66) };
    let added = RosterFact::DeviceAdded { member: wang.member, keys: thief.keys() };
    let offline = wang.form(vec![facts_act([added]), act(household(1, EAST))]);
    town.decree([RosterFact::DeviceRemoved { device: wang.id() }]);
    assert_eq!(town.sync(&wang, wang.ask()), Err(Refusal::NotAdmitted), "at once");
    let mut li = town.li.clone();
    assert_eq!(town.push(&mut li, &[&offline]).verdicts, [[Verdict::Quarantined, Verdict::Quarantined]]);
    town.decree([decided(&offline, 0, true), decided(&offline, 1, true)]);
    let expected = [Verdict::Rejected(Reject::NoRight), Verdict::Duplicate(5)];
    assert_eq!(town.push(&mut li, &[&offline]).verdicts, [expected], "the work stands, the phone does not come back");
    assert_eq!(town.sync(&thief, thief.ask()), Err(Refusal::NotAdmitted));
    town.is_whole();
}

#[test]
fn a_role_that_ended_by_itself_counts_where_the_work_was_written() {
    let mut town = Town::new();
    let member = town.wang.member;
    let until = Some(Millis(5_000));
    town.decree([ended(&town.wang), RosterFact::RoleGranted { member, role: Role::GridWorker, scope: EAST, until }]);
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let offline = wang.form(vec![act(household(1, EAST))]);
    town.now = Millis(6_000);
    assert_eq!(town.push(&mut wang, &[&offline]).verdicts, [[Verdict::Quarantined]]);
    town.decree([decided(&offline, 0, true)]);
    assert_eq!(town.push(&mut wang, &[&offline]).verdicts, [[Verdict::Duplicate(5)]]);
    town.is_whole();
}

#[test]
fn a_decision_in_the_same_parcel_as_the_work_is_carried_out_too() {
    for is_admitted in [true, false] {
        let mut town = Town::new();
        let mut wang = town.wang.clone();
        let (member, scope) = (wang.member, CODE.area());
        let granted = |role| RosterFact::RoleGranted { member, role, scope, until: None };
        let ring = RingId([205; 16]);
        let begun = turn(ring, RingKind::Property, 1, &[&town.wang]);
        town.decree([granted(Role::Steward), granted(Role::Property), begun]);
        town.pull(&mut wang);
        // A steward who was the property company's too, and is no longer: of a kind of a newer release.
        let work = Entry { kind: Kind::Unknown(900), key: key(ring, 1), scope, ..household(1, EAST) };
        let fact = RosterFact::Decided { device: wang.id(), device_seq: 1, act: 0, is_admitted };
        let parcel = wang.form(vec![act(work), facts_act([fact]), act(household(2, EAST))]);
        town.decree([RosterFact::RoleEnded { member, role: Role::Property, scope }]);
        let answer = town.push(&mut wang, &[&parcel]);
        let of_work = if is_admitted { Verdict::Accepted(7) } else { Verdict::Rejected(Reject::NoRight) };
        assert_eq!(answer.verdicts, [[of_work, Verdict::Accepted(5), Verdict::Accepted(6)]]);
        assert_eq!(town.desk(&wang, 0).unwrap().held, []);
        town.is_whole();
    }
}

#[test]
fn work_on_an_erased_record_cannot_be_admitted() {
    let (mut town, offline) = with_quarantine();
    let mut wang = town.wang.clone();
    let record = Erased { record: RecordId([1; 16]), kind: Kind::Household, scope: EAST };
    town.decree([RosterFact::Renewed { records: vec![record], to: None }]);
    let renewed = Verdict::Rejected(Reject::Renewed);
    assert_eq!(town.push(&mut wang, &[&offline]).verdicts, [[renewed, Verdict::Quarantined]]);
    town.decree([decided(&offline, 0, true), decided(&offline, 1, true)]);
    assert_eq!(town.push(&mut wang, &[&offline]).verdicts, [[renewed, Verdict::Duplicate(6)]]);
    assert!(!town.disk.all_bytes().windows(200).any(|bytes| bytes == [1; 200]));
    town.is_whole();
}

#[test]
fn a_decision_that_comes_back_before_the_work_it_was_about_is_carried_out_then() {
    for is_admitted in [true, false] {
        let mut town = Town::new();
        let (mut wang, mut steward) = (town.wang.clone(), town.steward.clone());
        town.pull(&mut wang);
        let backup = town.disk.backup();
        let offline = wang.form(vec![act(household(1, EAST))]);
        let first = steward.form(vec![facts_act([ended(&wang)])]);
        town.push(&mut steward, &[&first]);
        town.push(&mut wang, &[&offline]);
        let second = steward.form(vec![facts_act([decided(&offline, 0, is_admitted)])]);
        town.push(&mut steward, &[&second]);
        town.disk.restore(&backup);
        town.restart();
        town.relay.begin_era(CODE, None).unwrap();

        let answer = town.push(&mut steward, &[&first, &second]);
        assert_eq!(answer.verdicts, [[Verdict::Accepted(3)], [Verdict::Accepted(4)]]);
        let expected = if is_admitted { Verdict::Accepted(5) } else { Verdict::Rejected(Reject::NoRight) };
        assert_eq!(town.push(&mut wang, &[&offline]).verdicts, [[expected]]);
        town.is_whole();
    }
}

#[test]
fn of_two_rotations_at_once_the_second_is_told_to_start_anew() {
    let mut town = Town::new();
    let mut second = Device::new(7);
    let facts = town.member(&second, Role::Steward, CODE.area());
    town.decree(facts);
    town.pull(&mut second);
    let removed = RosterFact::DeviceRemoved { device: town.li.id() };
    let mine = second.form(vec![facts_act([removed, turn(REGISTER, RingKind::Register, 2, &[&town.steward])])]);
    town.decree([turn(REGISTER, RingKind::Register, 2, &[&town.steward, &town.wang])]);
    let answer = town.push(&mut second, &[&mine]);
    assert_eq!(answer.verdicts, [[Verdict::Rejected(Reject::Contradiction)]], "not left waiting for anybody");
    assert!(town.sync(&town.li.clone(), town.li.ask()).is_ok());
}

#[test]
fn the_streams_of_a_role_that_ended_close_at_once() {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let fact = ended(&wang);
    town.decree([fact]);
    let mut steward = town.steward.clone();
    let parcel = steward.form(vec![act(household(1, EAST))]);
    town.push(&mut steward, &[&parcel]);
    let answer = town.pull(&mut wang);
    assert!(answer.streams.is_some_and(|streams| streams.iter().all(|stream| stream.ring != Some(REGISTER))));
    let mut ask = wang.ask();
    ask.positions = vec![spelled_out(0, wang.held.iter().copied())];
    let got = delivered(&town.sync(&wang, ask).unwrap());
    assert!(got.iter().all(|(record, _)| *record != RecordId([1; 16])));
}
