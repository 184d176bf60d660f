//! Members, devices, roles.

use super::*;

#[test]
fn founding_names_the_root_and_the_relay() {
    let nothing = Roster::new(LOG);
    assert!(!nothing.is_founded() && nothing.root().is_none() && nothing.relay_key().is_none());
    let founded = community();
    assert!(founded.is_founded());
    assert_eq!(founded.log(), LOG);
    assert_eq!(founded.root(), Some(keys(1).signing));
    assert_eq!(founded.relay_key(), Some(signing(9).verifying_key()));
}

#[test]
fn a_fact_after_another_leaves_the_roster_before_it_alone() {
    let before = community();
    let after = before.after(&RosterFact::MemberAdded { member: MemberId([9; 16]) });
    assert_eq!(before, community());
    assert!(after.is_member(MemberId([9; 16])) && !before.has_member(MemberId([9; 16])));
}

#[test]
fn a_device_is_its_first_members_for_good() {
    let roster = with(&[RosterFact::DeviceAdded { member: LI, keys: keys(2) }]);
    assert_eq!(roster.device(device(2)).unwrap().member, WANG);
    let removed = RosterFact::DeviceRemoved { device: device(2) };
    let roster = with(&[removed, RosterFact::DeviceAdded { member: WANG, keys: keys(2) }]);
    assert!(roster.device(device(2)).unwrap().is_removed, "and stays removed");
}

#[test]
fn a_removed_device_is_known_and_not_served() {
    let roster = with(&[RosterFact::DeviceRemoved { device: device(11) }]);
    let of = |member| roster.devices_of(member).map(|(id, _)| id).collect::<Vec<_>>();
    assert_eq!((of(CHEN), of(WANG)), (vec![device(1)], vec![device(2)]));
    assert!(roster.active(device(1)).is_some() && roster.active(device(11)).is_none());
    assert!(roster.device(device(11)).is_some());
    assert_eq!(roster.signing_key(device(11)), Some(signing(11).verifying_key()), "what it signed stays readable");
    assert_eq!(roster.signing_key(device(99)), None);
    let all: Vec<_> = roster.devices().map(|(id, device)| (id, device.is_removed)).collect();
    let mut expected = [(device(1), false), (device(2), false), (device(3), false), (device(11), true)];
    expected.sort_unstable();
    assert_eq!(all, expected);
    assert_eq!(with(&[RosterFact::DeviceRemoved { device: device(99) }]), community(), "a stranger's");
}

#[test]
fn a_removed_member_goes_with_devices_roles_families_and_seat_and_takes_nobody_along() {
    let before = with(&[joined(CHEN, HOME), joined(LI, HOME), seated(CHEN, HOME), joined(LI, OTHER_HOME)]);
    let after = before.after(&RosterFact::MemberRemoved { member: CHEN });
    assert_eq!(before.members().collect::<Vec<_>>(), [CHEN, WANG, LI]);
    assert_eq!(after.members().collect::<Vec<_>>(), [WANG, LI]);
    assert!(!after.is_member(CHEN) && after.has_member(CHEN));
    assert_eq!(after.devices_of(CHEN).count(), 0);
    assert!([1, 11].iter().all(|number| after.active(device(*number)).is_none()));
    assert_eq!(after.roles(CHEN, NOW).count(), 0);
    assert_eq!(after.households(CHEN).count(), 0);
    assert_eq!(after.seat(HOME), None);
    assert!(after.active(device(2)).is_some() && after.active(device(3)).is_some());
    assert_eq!(after.roles(LI, NOW).count(), 1);
    assert_eq!(after.family(HOME).collect::<Vec<_>>(), [LI]);
    assert_eq!(after.households(LI).collect::<Vec<_>>(), [HOME, OTHER_HOME]);
}

#[test]
fn a_role_counts_before_its_hour() {
    let roster = with(&[granted(LI, Role::Volunteer, Some(LATER))]);
    let roles = |time| roster.roles(LI, time).map(|grant| grant.role).collect::<Vec<_>>();
    assert_eq!(roles(Millis(LATER.0 - 1)), [Role::Resident, Role::Volunteer]);
    assert_eq!(roles(LATER), [Role::Resident]);
    let ended = roster.after(&RosterFact::RoleEnded { member: LI, role: Role::Resident, scope: LOG.area() });
    assert_eq!(ended.roles(LI, NOW).map(|grant| grant.role).collect::<Vec<_>>(), [Role::Volunteer]);
    assert_eq!(ended.roles(WANG, NOW).count(), 1);
}

#[test]
fn stewards_are_counted_who_lead_everywhere_now_with_a_device() {
    let steward = |member, until| granted(member, Role::Steward, until);
    let of_a_part = RosterFact::RoleGranted { member: WANG, role: Role::Steward, scope: HOUSE, until: None };
    assert_eq!(community().stewards(NOW), 1);
    assert_eq!(with(&[of_a_part]).stewards(NOW), 1);
    assert_eq!(with(&[steward(WANG, None)]).stewards(NOW), 2);
    assert_eq!(with(&[steward(WANG, None), RosterFact::DeviceRemoved { device: device(2) }]).stewards(NOW), 1);
    assert_eq!(with(&[steward(WANG, None), RosterFact::MemberRemoved { member: WANG }]).stewards(NOW), 1);
    let for_a_while = with(&[steward(WANG, Some(LATER))]);
    assert_eq!((for_a_while.stewards(NOW), for_a_while.stewards(LATER)), (2, 1));
}
