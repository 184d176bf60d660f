use linli_shared::log::EraStart;
use linli_shared::protocol::Reject;

use super::*;
use crate::relay::AdminError;
use crate::store::memory::Backup;

/// A town whose relay came back from a backup made after place 2.
fn restored(after_backup: impl FnOnce(&mut Town)) -> Town {
    let mut town = Town::new();
    let backup: Backup = town.disk.backup();
    let (mut wang, mut li) = (town.wang.clone(), town.li.clone());
    town.pull(&mut wang);
    town.pull(&mut li);
    (town.wang, town.li) = (wang, li);
    after_backup(&mut town);
    town.disk.restore(&backup);
    town.restart();
    assert_eq!(town.relay.begin_era(CODE, None), Ok(2));
    town
}

fn register(town: &mut Town, device: &mut Device, number: u8, scope: AreaId) -> Parcel {
    let parcel = device.form(vec![act(household(number, scope))]);
    let answer = town.push(device, &[&parcel]);
    assert!(matches!(answer.verdicts[0][0], Verdict::Accepted(_)));
    parcel
}

#[test]
fn a_device_learns_of_the_new_era_and_offers_again_what_was_lost() {
    let mut lost = None;
    let mut town = restored(|town| {
        let mut wang = town.wang.clone();
        lost = Some(register(town, &mut wang, 1, EAST));
        town.wang = wang;
    });
    let lost = lost.unwrap();
    let mut wang = town.wang.clone();
    assert_eq!((wang.seen.era, wang.seen.seq), (1, 3));
    let answer = town.pull(&mut wang);
    assert_eq!((answer.era, answer.through), (2, 2));
    assert_eq!(answer.eras, [EraStart { era: 2, after: 2 }]);
    assert_eq!(answer.chain, None, "the relay no longer holds Wang's parcel");
    assert_eq!(town.push(&mut wang, &[&lost]).verdicts, [vec![Verdict::Accepted(3)]]);
    let next = wang.form(vec![act(household(2, EAST))]);
    assert_eq!(town.push(&mut wang, &[&next]).verdicts, [vec![Verdict::Accepted(4)]]);
    let mut steward = town.steward.clone();
    let answer = town.pull(&mut steward);
    assert_eq!(delivered(&answer), [(RecordId([1; 16]), 3), (RecordId([2; 16]), 4)]);
}

#[test]
fn work_whose_facts_were_lost_waits_for_them() {
    let mut parcels = Vec::new();
    let mut town = restored(|town| {
        let member = town.wang.member;
        let mut steward = town.steward.clone();
        let granted = RosterFact::RoleGranted { member, role: Role::GridWorker, scope: WEST, until: None };
        parcels.push(steward.form(vec![facts_act([granted])]));
        town.push(&mut steward, &[&parcels[0]]);
        let mut wang = town.wang.clone();
        town.pull(&mut wang);
        parcels.push(register(town, &mut wang, 1, WEST));
        (town.wang, town.steward) = (wang, steward);
    });
    let (mut wang, mut steward) = (town.wang.clone(), town.steward.clone());
    assert_eq!(town.push(&mut wang, &[&parcels[1]]).verdicts, [vec![Verdict::Quarantined]]);
    assert_eq!(town.push(&mut steward, &[&parcels[0]]).verdicts, [vec![Verdict::Accepted(3)]]);
    assert_eq!(town.relay.end(CODE), Ok((2, 4)), "what waited has its place too");
    assert_eq!(town.push(&mut wang, &[&parcels[1]]).verdicts, [vec![Verdict::Duplicate(4)]]);
    town.restart();
    assert_eq!(town.push(&mut wang, &[&parcels[1]]).verdicts, [vec![Verdict::Duplicate(4)]]);
}

#[test]
fn a_withdrawal_waits_for_its_visit() {
    let mut parcels = Vec::new();
    let second = Device { member: MemberId([2; 16]), ..Device::new(7) };
    let mut town = Town::new();
    town.decree([RosterFact::DeviceAdded { member: second.member, keys: second.keys() }]);
    let backup = town.disk.backup();
    let (mut wang, mut second) = (town.wang.clone(), second);
    let visit = Entry { kind: Kind::Visit, ..household(1, EAST) };
    for (device, kind) in [(&mut wang, Kind::Visit), (&mut second, Kind::VisitWithdrawn)] {
        town.pull(device);
        let parcel = device.form(vec![act(Entry { kind, ..visit.clone() })]);
        assert!(matches!(town.push(device, &[&parcel]).verdicts[0][0], Verdict::Accepted(_)));
        parcels.push(parcel);
    }
    town.disk.restore(&backup);
    town.restart();
    town.relay.begin_era(CODE, None).unwrap();
    assert_eq!(town.push(&mut second, &[&parcels[1]]).verdicts, [vec![Verdict::Quarantined]]);
    assert_eq!(town.push(&mut wang, &[&parcels[0]]).verdicts, [vec![Verdict::Accepted(4)]]);
    assert_eq!(town.push(&mut second, &[&parcels[1]]).verdicts, [vec![Verdict::Duplicate(5)]]);
}

#[test]
fn a_copy_with_parts_withheld_brings_back_what_is_whole() {
    let mut parcel = None;
    let mut town = restored(|town| {
        let mut steward = town.steward.clone();
        let mixed = Act(vec![Item::Entry(household(2, EAST)), Item::Entry(household(3, WEST))]);
        let formed = steward.form(vec![act(household(1, EAST)), mixed]);
        town.push(&mut steward, &[&formed]);
        town.steward = steward;
        parcel = Some(formed);
    });
    let parcel = parcel.unwrap();
    let partial = parcel.withhold(|_, entry| entry.scope == EAST);
    let mut wang = town.wang.clone();
    assert_eq!(town.push(&mut wang, &[&partial]).verdicts, [vec![Verdict::Accepted(3), Verdict::Pending(2)]]);
    assert_eq!(town.push(&mut wang, &[&partial]).verdicts, [vec![Verdict::Duplicate(3), Verdict::Pending(2)]]);
    let mut steward = town.steward.clone();
    assert_eq!(town.push(&mut steward, &[&parcel]).verdicts, [vec![Verdict::Duplicate(3), Verdict::Accepted(4)]]);
    let mut li = town.li.clone();
    assert_eq!(delivered(&town.pull(&mut li)), [(RecordId([3; 16]), 4)]);
}

#[test]
fn without_a_restore_a_parcel_with_parts_withheld_leaves_nothing() {
    let mut town = Town::new();
    let (mut wang, mut li) = (town.wang.clone(), town.li.clone());
    town.pull(&mut wang);
    town.pull(&mut li);
    let parcel = wang.form(vec![act(household(1, EAST)), act(household(2, EAST))]);
    let partial = parcel.withhold(|act, _| act == 0);
    let malformed = Verdict::Rejected(Reject::Malformed);
    assert_eq!(town.push(&mut li, &[&partial]).verdicts, [vec![malformed, malformed]]);
    assert_eq!(town.push(&mut wang, &[&parcel]).verdicts, [vec![Verdict::Accepted(3), Verdict::Accepted(4)]]);
}

#[test]
fn a_device_the_backup_does_not_know_waits_for_its_admission() {
    let newcomer = Device::new(7);
    let mut decree = None;
    let mut work = None;
    let mut town = restored(|town| {
        let facts = town.member(&newcomer, Role::GridWorker, EAST);
        let mut steward = town.steward.clone();
        let formed = steward.form(vec![
            facts_act(facts),
            facts_act([turn(REGISTER, RingKind::Register, 2, &[&town.steward, &town.wang, &town.li, &newcomer])]),
        ]);
        town.push(&mut steward, &[&formed]);
        town.steward = steward;
        decree = Some(formed);
        let mut device = newcomer.clone();
        town.pull(&mut device);
        let formed = device.form(vec![act(Entry { key: key(REGISTER, 2), ..household(1, EAST) })]);
        town.push(&mut device, &[&formed]);
        work = Some(formed);
    });
    let (decree, work) = (decree.unwrap(), work.unwrap());
    assert_eq!(town.sync(&newcomer, newcomer.ask()), Err(Refusal::NotAdmitted));
    let mut li = town.li.clone();
    assert_eq!(town.push(&mut li, &[&work]).verdicts, [vec![Verdict::Pending(1)]]);
    let answer = town.push(&mut li, &[&decree, &work]);
    let placed = vec![Verdict::Accepted(3), Verdict::Accepted(4)];
    assert_eq!(answer.verdicts, [placed, vec![Verdict::Accepted(5)]], "any device may carry it back");
}

#[test]
fn eras_only_grow_and_only_what_is_there_is_safe() {
    let mut town = Town::new();
    assert_eq!(town.relay.mark_safe(CODE, 3), Err(AdminError::BeyondEnd));
    town.relay.mark_safe(CODE, 2).unwrap();
    assert_eq!(town.pull(&mut town.steward.clone()).safe_through, 2);
    assert_eq!(town.relay.begin_era(CODE, Some(1)), Err(AdminError::OldEra));
    assert_eq!(town.relay.begin_era(CODE, Some(7)), Ok(7));
    assert_eq!(town.relay.begin_era(LogCode(1), None), Err(AdminError::UnknownLog));
    let mut newcomer = town.wang.clone();
    newcomer.seen = Seen::default();
    let answer = town.pull(&mut newcomer);
    assert_eq!(answer.eras, [EraStart { era: 1, after: 0 }, EraStart { era: 7, after: 2 }]);
    assert_eq!((answer.era, answer.through), (7, 2));
}
