use linli_shared::log::ShortHead;
use linli_shared::protocol::Reject;

use super::*;
use crate::store::memory::Fault;

#[test]
fn each_act_is_judged_by_itself_and_keeps_its_verdict() {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let parcel = wang.form(vec![act(household(1, EAST)), act(household(2, WEST)), act(household(3, EAST))]);
    let first = town.push(&mut wang, &[&parcel]);
    let rejected = Verdict::Rejected(Reject::NoRight);
    assert_eq!(first.verdicts, [vec![Verdict::Accepted(3), rejected, Verdict::Accepted(4)]]);
    assert_eq!(delivered(&first), [], "what was accepted in this answer is not sent back");
    town.restart();
    let again = town.push(&mut wang, &[&parcel]);
    assert_eq!(again.verdicts, [vec![Verdict::Duplicate(3), rejected, Verdict::Duplicate(4)]]);
    assert_eq!(again.chain.map(|chain| (chain.device_seq, chain.hash)), Some((1, parcel.hash())));
}

#[test]
fn an_act_with_one_wrong_entry_leaves_nothing() {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let both = Act(vec![Item::Entry(household(1, EAST)), Item::Entry(household(2, WEST))]);
    let next = household(1, EAST);
    let parcel = wang.form(vec![both, act(next)]);
    let answer = town.push(&mut wang, &[&parcel]);
    assert_eq!(answer.verdicts, [vec![Verdict::Rejected(Reject::NoRight), Verdict::Accepted(3)]]);
    let mut steward = town.steward.clone();
    assert_eq!(delivered(&town.pull(&mut steward)), [(RecordId([1; 16]), 3)]);
}

#[test]
fn a_fact_counts_for_what_follows_it_in_the_same_act() {
    let mut town = Town::new();
    let mut steward = town.steward.clone();
    let newcomer = Device::new(7);
    let facts = town.member(&newcomer, Role::GridWorker, EAST);
    let mut items: Vec<Item> = facts.iter().map(fact_entry).collect();
    items.push(Item::Entry(wrap(&newcomer, COMMUNITY)));
    let mut wrong_order = items.clone();
    wrong_order.rotate_right(1);
    let parcel = steward.form(vec![Act(wrong_order), Act(items)]);
    let answer = town.push(&mut steward, &[&parcel]);
    assert_eq!(answer.verdicts, [vec![Verdict::Rejected(Reject::WrongRing), Verdict::Accepted(3)]]);
}

#[test]
fn gaps_wait_and_forks_of_a_chain_are_refused() {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let before = wang.clone();
    let first = wang.form(vec![act(household(1, EAST))]);
    let second = wang.form(vec![act(household(2, EAST))]);
    let late = town.push(&mut wang, &[&second]);
    assert_eq!(late.verdicts, [vec![Verdict::Pending(1)]]);
    let both = town.push(&mut wang, &[&first, &second]);
    assert_eq!(both.verdicts, [vec![Verdict::Accepted(3)], vec![Verdict::Accepted(4)]]);

    let mut clone = before;
    let fork = clone.form(vec![act(household(9, EAST))]);
    let on_fork = clone.form(vec![act(household(9, EAST))]);
    clone.chain = 2;
    let beyond = clone.form(vec![act(household(9, EAST))]);
    let answer = town.push(&mut wang, &[&fork, &on_fork, &beyond]);
    let forked = vec![Verdict::Rejected(Reject::ChainForked)];
    assert_eq!(answer.verdicts, [forked.clone(), forked.clone(), forked]);
}

#[test]
fn work_that_was_right_when_written_goes_to_quarantine() {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let offline = wang.form(vec![act(household(1, EAST)), act(household(2, WEST))]);
    town.decree([RosterFact::RoleEnded { member: wang.member, role: Role::GridWorker, scope: EAST }]);
    let answer = town.push(&mut wang, &[&offline]);
    assert_eq!(answer.verdicts, [vec![Verdict::Quarantined, Verdict::Rejected(Reject::NoRight)]]);
    let after = wang.form(vec![act(household(3, EAST))]);
    let answer = town.push(&mut wang, &[&offline, &after]);
    let rejected = Verdict::Rejected(Reject::NoRight);
    assert_eq!(answer.verdicts, [vec![Verdict::Quarantined, rejected], vec![rejected]]);
}

#[test]
fn a_role_ends_by_itself_at_its_relay_time() {
    let mut town = Town::new();
    let until = Some(Millis(5_000));
    let member = town.wang.member;
    town.decree([
        RosterFact::RoleEnded { member, role: Role::GridWorker, scope: EAST },
        RosterFact::RoleGranted { member, role: Role::GridWorker, scope: EAST, until },
    ]);
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let first = wang.form(vec![act(household(1, EAST))]);
    assert_eq!(town.push(&mut wang, &[&first]).verdicts, [vec![Verdict::Accepted(4)]]);
    town.now = Millis(5_000);
    let second = wang.form(vec![act(household(2, EAST))]);
    assert_eq!(town.push(&mut wang, &[&second]).verdicts, [vec![Verdict::Quarantined]]);
}

#[test]
fn a_removed_device_is_not_served_but_its_earlier_work_is_kept() {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    let mut li = town.li.clone();
    town.pull(&mut wang);
    town.pull(&mut li);
    let offline = wang.form(vec![act(household(1, EAST))]);
    town.decree([RosterFact::DeviceRemoved { device: wang.id() }]);
    assert_eq!(town.sync(&wang, wang.ask()), Err(Refusal::NotAdmitted));
    let carried = town.push(&mut li, &[&offline]);
    assert_eq!(carried.verdicts, [vec![Verdict::Quarantined]]);
}

#[test]
fn an_older_generation_is_taken_only_from_who_could_not_know_better() {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    let mut li = town.li.clone();
    town.pull(&mut wang);
    let devices = [&town.steward, &town.wang, &town.li];
    let turned = turn(REGISTER, RingKind::Register, 2, &devices);
    town.decree([turned]);
    town.pull(&mut li);
    let unaware = wang.form(vec![act(household(1, EAST))]);
    let aware = li.form(vec![act(household(2, WEST))]);
    assert_eq!(town.push(&mut wang, &[&unaware]).verdicts, [vec![Verdict::Accepted(4)]]);
    assert_eq!(town.push(&mut li, &[&aware]).verdicts, [vec![Verdict::Rejected(Reject::WrongRing)]]);
    let newer = li.form(vec![act(Entry { key: key(REGISTER, 2), ..household(2, WEST) })]);
    assert_eq!(town.push(&mut li, &[&newer]).verdicts, [vec![Verdict::Accepted(5)]]);
}

#[test]
fn a_place_of_another_log_is_not_taken_for_seen() {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let seen = wang.seen;
    let unknown = Verdict::Rejected(Reject::UnknownSeen);
    let foreign = [
        Seen { head: ShortHead([1; 16]), ..seen },
        Seen { seq: seen.seq + 1, ..seen },
        Seen { era: seen.era + 1, ..seen },
        Seen { era: 0, ..seen },
    ];
    for foreign in foreign {
        wang.seen = foreign;
        let parcel = wang.form(vec![act(household(1, EAST))]);
        wang.seen = seen;
        assert_eq!(town.push(&mut wang, &[&parcel]).verdicts, [vec![unknown]], "{foreign:?}");
    }
    wang.seen = Seen::default();
    let newcomer = wang.form(vec![act(household(1, EAST))]);
    wang.seen = seen;
    assert_eq!(town.push(&mut wang, &[&newcomer]).verdicts, [vec![Verdict::Accepted(3)]]);
}

#[test]
fn a_full_disk_refuses_the_group_and_changes_nothing() {
    let mut town = Town::new();
    let (mut wang, mut steward) = (town.wang.clone(), town.steward.clone());
    town.pull(&mut wang);
    town.pull(&mut steward);
    let requests = [&mut wang, &mut steward].map(|device| {
        let mut ask = device.ask();
        ask.push = vec![device.form(vec![act(Entry { kind: Kind::Visit, ..household(1, EAST) })]).to_bytes()];
        device.sign(ask)
    });
    let requests: Vec<&[u8]> = requests.iter().map(Vec::as_slice).collect();
    town.disk.inject(0, Fault::Full);
    let before = town.disk.all_bytes();
    assert_eq!(town.relay.handle_all(&requests, town.now), [Err(Refusal::DiskFull), Err(Refusal::DiskFull)]);
    assert_eq!(town.disk.all_bytes(), before);

    let commits = town.disk.commits();
    let answers = town.relay.handle_all(&requests, town.now);
    assert_eq!(town.disk.commits(), commits + 1, "one commit for the group");
    let verdicts: Vec<Verdict> = answers
        .into_iter()
        .flat_map(|answer| cbor::from_slice::<SyncAnswer>(&answer.unwrap()).unwrap().logs.remove(0).verdicts)
        .flatten()
        .collect();
    assert_eq!(verdicts, [Verdict::Accepted(3), Verdict::Rejected(Reject::Contradiction)], "the second saw the first");
}

#[test]
fn a_crash_around_the_commit_loses_nothing_that_was_acknowledged() {
    for (fault, verdict) in [(Fault::CrashBefore, Verdict::Accepted(3)), (Fault::CrashAfter, Verdict::Duplicate(3))] {
        let mut town = Town::new();
        let mut wang = town.wang.clone();
        town.pull(&mut wang);
        let parcel = wang.form(vec![act(household(1, EAST))]);
        let mut ask = wang.ask();
        ask.push = vec![parcel.to_bytes()];
        town.disk.inject(0, fault);
        assert_eq!(town.sync(&wang, ask), Err(Refusal::Failed));
        town.restart();
        assert_eq!(town.push(&mut wang, &[&parcel]).verdicts, [vec![verdict]]);
    }
}

#[test]
fn relay_time_never_goes_back() {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let first = wang.form(vec![act(household(1, EAST))]);
    town.now = Millis(9_000);
    town.push(&mut wang, &[&first]);
    town.restart();
    town.now = Millis(10);
    let second = wang.form(vec![act(household(2, EAST))]);
    town.push(&mut wang, &[&second]);
    let mut steward = town.steward.clone();
    let answer = town.pull(&mut steward);
    let times: Vec<i64> = answer.parcels.iter().flat_map(|p| &p.places).map(|(_, _, time)| time.0).collect();
    assert_eq!(times, [9_000, 9_000]);
}

#[test]
fn an_author_who_missed_the_answer_is_sent_the_act_with_its_time() {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let parcel = wang.form(vec![act(household(1, EAST))]);
    let mut ask = wang.ask();
    ask.push = vec![parcel.to_bytes()];
    let lost = town.relay.handle(&wang.sign(ask.clone()), Millis(7_000)).unwrap();
    let lost: SyncAnswer = cbor::from_slice(&lost).unwrap();
    assert_eq!((lost.time, lost.logs[0].parcels.len()), (Millis(7_000), 0));
    let again = town.relay.handle(&wang.sign(ask), Millis(6_000)).unwrap();
    let again: SyncAnswer = cbor::from_slice(&again).unwrap();
    assert_eq!((again.time, again.logs[0].verdicts[0].as_slice()), (Millis(7_000), [Verdict::Duplicate(3)].as_slice()));
    assert_eq!(again.logs[0].parcels[0].places, [(0, 3, Millis(7_000))]);
}
