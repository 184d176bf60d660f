use linli_shared::protocol::{Held, LobbyItem, Reject};

use super::*;

const DAY: i64 = 86_400_000;
const THIRD: InviteSecret = InviteSecret([41; 16]);
const FOURTH: InviteSecret = InviteSecret([42; 16]);
const OTHER_BUILDING: AreaId = AreaId([14; 16]);

/// A town with posters at two buildings, a leader of the first, a resident, and a request by each poster.
fn with_requests() -> (Town, Device, Device) {
    let mut town = Town::new();
    let (leader, resident) = (Device::new(30), Device::new(31));
    let facts = town.member(&leader, Role::BuildingLeader, BUILDING);
    town.decree(facts);
    let facts = town.member(&resident, Role::Resident, BUILDING);
    town.decree(facts);
    town.invite(THIRD, BUILDING, Millis(DAY), 40);
    town.invite(FOURTH, OTHER_BUILDING, Millis(DAY), 20);
    town.knock(&request(&Device::new(20), FOURTH, b"to the fourth", 1)).unwrap();
    town.now = Millis(2_000);
    town.knock(&request(&Device::new(21), THIRD, b"to the third", 1)).unwrap();
    (town, leader, resident)
}

fn item(number: u8, secret: InviteSecret, sealed: &[u8], since: i64) -> LobbyItem {
    let (invitation, keys) = (secret.id(CODE), Device::new(number).keys());
    LobbyItem { invitation, keys, sealed: sealed.to_vec(), since: Millis(since) }
}

/// A town where Wang's role ended while he worked; his parcel has an act that waits and one that was never right.
fn with_quarantine() -> (Town, Parcel) {
    let mut town = Town::new();
    let mut wang = town.wang.clone();
    town.pull(&mut wang);
    let offline = wang.form(vec![act(household(2, WEST)), act(household(1, EAST))]);
    town.decree([RosterFact::RoleEnded { member: wang.member, role: Role::GridWorker, scope: EAST }]);
    let answer = town.push(&mut wang, &[&offline]);
    assert_eq!(answer.verdicts, [[Verdict::Rejected(Reject::NoRight), Verdict::Quarantined]]);
    town.wang = wang;
    (town, offline)
}

#[test]
fn a_steward_sees_every_request_and_a_leader_those_of_their_building() {
    let (mut town, leader, resident) = with_requests();
    let steward = town.steward.clone();
    let (to_fourth, to_third) = (item(20, FOURTH, b"to the fourth", 1_000), item(21, THIRD, b"to the third", 2_000));
    assert_eq!(town.desk(&steward, 0).unwrap().lobby, [to_fourth.clone(), to_third.clone()], "oldest first");
    assert_eq!(town.desk(&leader, 0).unwrap().lobby.as_slice(), std::slice::from_ref(&to_third));
    for outsider in [&resident, &town.wang.clone()] {
        assert_eq!(town.desk(outsider, 0), None);
    }
    town.decree([RosterFact::RoleEnded { member: leader.member, role: Role::BuildingLeader, scope: BUILDING }]);
    assert_eq!(town.desk(&leader, 0), None, "the role ended");
    let whole = RosterFact::RoleGranted {
        member: leader.member,
        role: Role::BuildingLeader,
        scope: CODE.area(),
        until: Some(Millis(5_000)),
    };
    town.decree([whole]);
    assert_eq!(town.desk(&leader, 0).unwrap().lobby, [to_fourth, to_third]);
    town.now = Millis(5_000);
    assert_eq!(town.desk(&leader, 0), None, "the stand-in's week is over");
}

#[test]
fn a_desk_is_sent_only_where_it_changed_and_only_to_who_asks() {
    let (mut town, ..) = with_requests();
    let steward = town.steward.clone();
    assert_eq!(town.sync(&steward, steward.ask()).unwrap().desk, None);
    let first = town.desk(&steward, 0).unwrap();
    assert_eq!(town.desk(&steward, first.name), None);
    town.restart();
    assert_eq!(town.desk(&steward, first.name), None, "it names what it says");
    town.knock(&request(&Device::new(22), THIRD, b"one more", 1)).unwrap();
    let second = town.desk(&steward, first.name).unwrap();
    assert_eq!((second.lobby.len(), second.name == first.name), (3, false));
}

#[test]
fn acts_in_quarantine_lie_before_stewards_alone_with_all_else_of_the_parcel_withheld() {
    let (mut town, offline) = with_quarantine();
    let leader = Device::new(30);
    let facts = town.member(&leader, Role::BuildingLeader, BUILDING);
    town.decree(facts);
    let part = Device::new(31);
    let facts = town.member(&part, Role::Steward, BUILDING);
    town.decree(facts);
    let steward = town.steward.clone();
    let parcel = offline.withhold(|act, _| act == 1);
    let held = Held { parcel, act: 1, reason: Reject::NoRight, seen: 2 };
    let desk = town.desk(&steward, 0).unwrap();
    assert_eq!(desk.held, [held]);
    assert_eq!(desk.held[0].parcel.verify(&town.wang.key.verifying_key()), Ok(()));
    for other in [&leader, &part] {
        assert_eq!(town.desk(other, 0).unwrap().held, [], "not theirs to decide");
    }
}

#[test]
fn a_desk_keeps_within_what_was_asked_for_and_leaves_room_for_the_log() {
    let (mut town, ..) = with_requests();
    town.now = Millis(3_000);
    for number in 100..120 {
        town.knock(&request(&Device::new(number), THIRD, &[number; 4_000], 1)).unwrap();
    }
    let mut newcomer = town.steward.clone();
    (newcomer.seen, newcomer.held) = (Seen::default(), BTreeSet::new());
    let ask = LogAsk { desk: Some(0), ..newcomer.ask() };
    let request = newcomer.sign_with_budget(ask, 40_000);
    let bytes = town.relay.handle(&request, town.now).unwrap();
    let answer: SyncAnswer = cbor::from_slice(&bytes).unwrap();
    let desk = answer.logs[0].desk.as_ref().unwrap();
    assert_eq!(desk.lobby.len(), 6, "the oldest");
    assert!(bytes.len() < 44_000 && !answer.logs[0].parcels.is_empty(), "{}", bytes.len());
}
