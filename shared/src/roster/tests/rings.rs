//! Rings: generations, who may open them, who was given the newest secret.

use super::*;
use crate::parcel::KeyRef;

fn lacking(roster: &Roster, time: Millis) -> Vec<DeviceId> {
    roster.lacking(RING, time).map(|(id, _)| id).collect()
}

fn sorted(numbers: &[u8]) -> Vec<DeviceId> {
    let mut devices: Vec<_> = numbers.iter().map(|number| device(*number)).collect();
    devices.sort_unstable();
    devices
}

#[test]
fn a_ring_goes_on_with_each_turn() {
    assert!(community().ring(RING).is_none() && community().ring_of(RingKind::Register).is_none());
    let roster = with(&[turned(1, &[1]), turned(2, &[1, 2])]);
    let ring = roster.ring(RING).unwrap();
    assert_eq!(ring.generations.len(), 2);
    assert_eq!((ring.generations[0].public, ring.generations[1].public), ([1; 32], [2; 32]));
    assert_eq!((&ring.generations[0].previous, &ring.generations[1].previous), (&None, &Some(vec![2])));
    assert_eq!(ring.newest(RING), Some(KeyRef { ring: RING, generation: 2, commitment: [102; 16] }));
    assert_eq!(Ring { generations: Vec::new(), ..ring.clone() }.newest(RING), None);
    assert_eq!(roster.ring_of(RingKind::Register).unwrap().0, RING);
    assert!(roster.ring_of(RingKind::Community).is_none());
    assert_eq!(roster.rings().map(|(id, _)| id).collect::<Vec<_>>(), [RING]);
}

#[test]
fn a_key_names_a_generation_by_number_and_commitment() {
    let roster = with(&[turned(1, &[1]), turned(2, &[1])]);
    let has = |generation, commitment| {
        roster.ring(RING).unwrap().has(&KeyRef { ring: RING, generation, commitment: [commitment; 16] })
    };
    assert_eq!([has(0, 101), has(1, 101), has(2, 102), has(3, 103)], [false, true, true, false]);
    assert_eq!([has(1, 102), has(2, 101)], [false; 2]);
}

#[test]
fn a_turn_is_for_its_recipients_and_whoever_is_wrapped_for_later() {
    let wrapped = |generation, number| RosterFact::Wrapped { ring: RING, generation, devices: vec![device(number)] };
    let given = |facts: &[RosterFact]| with(facts).ring(RING).unwrap().wrapped.iter().copied().collect::<Vec<_>>();
    assert_eq!(given(&[turned(1, &[1, 2])]), sorted(&[1, 2]));
    assert_eq!(given(&[turned(1, &[1, 2]), turned(2, &[11])]), sorted(&[11]), "not the older one's");
    assert_eq!(given(&[turned(1, &[1]), wrapped(1, 2)]), sorted(&[1, 2]));
    assert_eq!(given(&[turned(1, &[1]), turned(2, &[1]), wrapped(1, 2)]), sorted(&[1]), "an older secret");
    let strange = RosterFact::Wrapped { ring: RingId([77; 16]), generation: 1, devices: vec![device(2)] };
    assert_eq!(with(&[turned(1, &[1]), strange]), with(&[turned(1, &[1])]));
}

#[test]
fn who_lacks_the_newest_secret_is_who_may_open_the_ring_and_was_not_given_it() {
    let roster = with(&[turned(1, &[1])]);
    assert_eq!(lacking(&roster, NOW), sorted(&[2, 11]), "not 李, who may not");
    assert_eq!(lacking(&roster.after(&RosterFact::DeviceRemoved { device: device(2) }), NOW), sorted(&[11]));
    let stand_in = roster.after(&granted(LI, Role::GridWorker, Some(LATER)));
    assert_eq!(lacking(&stand_in, NOW), sorted(&[2, 3, 11]));
    assert_eq!(lacking(&stand_in, LATER), sorted(&[2, 11]));
    assert_eq!(lacking(&community(), NOW), [], "no ring");
}

#[test]
fn a_ring_is_stale_while_somebody_has_its_newest_secret_who_may_not() {
    let roster = with(&[turned(1, &[1, 2])]);
    assert!(!roster.is_stale(RING, NOW));
    assert!(roster.after(&RosterFact::DeviceRemoved { device: device(2) }).is_stale(RING, NOW));
    let ended = roster.after(&RosterFact::RoleEnded { member: WANG, role: Role::GridWorker, scope: LOG.area() });
    assert!(ended.is_stale(RING, NOW));
    assert!(!ended.after(&turned(2, &[1])).is_stale(RING, NOW), "it turned");
    let stand_in = with(&[granted(LI, Role::GridWorker, Some(LATER)), turned(1, &[1, 3])]);
    assert_eq!((stand_in.is_stale(RING, NOW), stand_in.is_stale(RING, LATER)), (false, true));
    assert!(!community().is_stale(RING, NOW), "no ring");
}

#[test]
fn each_kind_of_ring_is_open_to_some_roles() {
    let open = |kind: RingKind, everywhere| {
        Role::ALL.into_iter().filter(|role| kind.is_open_to(*role, everywhere)).collect::<Vec<_>>()
    };
    use Role::{BuildingLeader, GridWorker, Property, Resident, Steward, Volunteer};
    for everywhere in [true, false] {
        let members = [Resident, BuildingLeader, GridWorker, Steward, Property, Volunteer];
        assert_eq!(open(RingKind::Community, everywhere), members);
        assert_eq!(open(RingKind::Register, everywhere), [GridWorker, Steward]);
        assert_eq!(open(RingKind::Reviewers, everywhere), [BuildingLeader, Steward]);
        assert_eq!(open(RingKind::Property, everywhere), [Property]);
    }
    for everywhere in [true, false] {
        assert_eq!(open(RingKind::Observers, everywhere), [Role::Observer]);
        assert_eq!(open(RingKind::Workers, everywhere), [GridWorker]);
        for of_one in [RingKind::Member, RingKind::Department] {
            assert_eq!(open(of_one, everywhere), [], "no role tells of which");
        }
    }
    assert_eq!(open(RingKind::Committee, true), [Steward]);
    assert_eq!(open(RingKind::Committee, false), []);
}

#[test]
fn a_member_is_entitled_by_any_of_their_roles_while_it_counts() {
    let roster = with(&[granted(LI, Role::Steward, Some(LATER))]);
    let entitled = |member, kind, time| roster.is_entitled(member, kind, time);
    assert!(entitled(LI, RingKind::Community, LATER) && !entitled(LI, RingKind::Committee, LATER));
    assert!(entitled(LI, RingKind::Committee, NOW) && entitled(LI, RingKind::Register, NOW));
    assert!(!entitled(WANG, RingKind::Committee, NOW) && entitled(WANG, RingKind::Register, NOW));
    let scope = HOUSE;
    let of_a_part = with(&[RosterFact::RoleGranted { member: LI, role: Role::Steward, scope, until: None }]);
    assert!(!of_a_part.is_entitled(LI, RingKind::Committee, NOW));
    let opens = |number| with(&[turned(1, &[])]).opens(device(number), RING, NOW);
    assert_eq!([opens(1), opens(2), opens(3), opens(99)], [true, true, false, false]);
    assert!(!community().opens(device(1), RING, NOW), "no ring");
}

#[test]
fn a_members_ring_is_their_own_and_a_departments_its_peoples() {
    let (own, office) = (member_ring(LI), department_ring(HOUSE));
    let department = RosterFact::RoleGranted { member: WANG, role: Role::Department, scope: HOUSE, until: Some(LATER) };
    let roster = with(&[department]);
    let opens = |member, ring, kind, time| roster.may_open(member, ring, kind, time);
    assert!(opens(LI, own, RingKind::Member, NOW) && !opens(WANG, own, RingKind::Member, NOW));
    assert!(!opens(LI, member_ring(WANG), RingKind::Member, NOW));
    let gone = roster.after(&RosterFact::MemberRemoved { member: LI });
    assert!(!gone.may_open(LI, own, RingKind::Member, NOW));
    assert!(opens(WANG, office, RingKind::Department, NOW) && !opens(WANG, office, RingKind::Department, LATER));
    assert!(
        !opens(LI, office, RingKind::Department, NOW)
            && !opens(WANG, department_ring(LOG.area()), RingKind::Department, NOW)
    );
    assert!(roster.opens_as(office, RingKind::Department, Role::Department, HOUSE));
    assert!(!roster.opens_as(office, RingKind::Department, Role::Steward, HOUSE));
    assert!(!roster.opens_as(office, RingKind::Department, Role::Department, LOG.area()));
    let ids = [own, office, member_ring(WANG), department_ring(LOG.area())];
    assert_eq!(std::collections::BTreeSet::from(ids).len(), 4);
}

#[test]
fn a_ring_that_nobody_of_the_committee_opens_may_begin_anew() {
    let anew = |kind: &RingKind| kind.is_without_steward();
    let single: Vec<RingKind> = RingKind::SINGLE.into_iter().filter(anew).collect();
    assert_eq!(single, [RingKind::Property, RingKind::Observers, RingKind::Workers]);
    assert!(anew(&RingKind::Department) && !anew(&RingKind::Member), "a member's is theirs");
}
