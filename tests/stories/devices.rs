//! Lost phones, second phones, paper, copied stores; people who leave, stand in and take over.

use linli_contract::Failure;
use linli_contract::households::ReadDoor;
use linli_contract::joining::{DecideHeld, HeldReason, HeldView, ReadDesk, TakeCode, TakePaper};
use linli_contract::members::{
    ChangeProfile, EndRole, GrantRole, HandRole, MakeCard, MakePaper, ReadMember, ReadMembers, ReadStanding,
    RemoveDevice, RemoveMember, Role as RoleName, Standing, StartCommunity,
};
use linli_contract::sync::{Link, LinkFault, ReadSync, RefuseReason};
use linli_contract::visits::{Outcome, RecordVisit};
use linli_shared::ids::{AreaId, DeviceId, LogCode, MemberId};
use linli_shared::joining::{Permit, ScannedCode};
use linli_shared::roster::{RingKind, Role, RosterFact};
use tests::cast::{Casting, Person, Town, small_estate};

use super::acts::{named, note, noted, register, see};

const DAY: i64 = 86_400_000;

fn generation(town: &mut Town, who: Person, kind: RingKind) -> usize {
    let roster = town.phone(who).device().roster();
    roster.ring_of(kind).map_or(0, |(_, ring)| ring.generations.len())
}

fn id(town: &mut Town, who: Person) -> DeviceId {
    town.phone(who).device().id().unwrap()
}

fn link(town: &mut Town, who: Person) -> Link {
    town.phone(who).device().link()
}

fn append(town: &mut Town, who: Person, facts: &[RosterFact]) {
    let time = town.time;
    town.phone(who).work(time, &[], |device, turn| device.append_roster(facts, turn)).unwrap();
    town.meet(who);
}

fn member(number: u8) -> MemberId {
    MemberId([number; 16])
}

/// 陈静 and 周敏 of the committee, 王芳 with two phones and 李敏 in the first grid, 赵月 of the estate.
fn committee(seed: u64) -> Town {
    let estate = small_estate(2);
    let (root, grid) = (estate.code.area(), estate.grids()[0]);
    let one = |name, member, roles| Casting { name, member, roles };
    let cast = [
        one("陈静", 1, vec![(Role::Steward, root)]),
        one("周敏", 2, vec![(Role::Steward, root)]),
        one("王芳", 3, vec![(Role::GridWorker, grid)]),
        one("王芳", 3, Vec::new()),
        one("李敏", 4, vec![(Role::GridWorker, grid)]),
        one("赵月", 5, vec![(Role::Resident, root)]),
    ];
    Town::with(estate, seed, &cast)
}

const CHEN: Person = Person(0);
const ZHOU: Person = Person(1);
const WANG: Person = Person(2);
const TABLET: Person = Person(3);
const LI: Person = Person(4);
const ZHAO: Person = Person(5);

fn door(town: &Town) -> AreaId {
    town.estate.doors(0)[0]
}

#[test]
fn a_lost_phone_is_revoked_from_another_and_reads_nothing_new() {
    let mut town = committee(200);
    let door = door(&town);
    register(&mut town, WANG, door, named(1, "李清"));
    town.settle();
    let lost = id(&mut town, WANG);
    town.link(WANG, false);
    town.ask(TABLET, RemoveDevice { device: lost });
    assert_eq!(town.try_ask(TABLET, RemoveDevice { device: lost }), Err(Failure::NotHere), "it is on its way already");
    town.settle();
    assert_eq!(generation(&mut town, LI, RingKind::Register), 2, "a steward's phone turned the ring by itself");
    register(&mut town, TABLET, door, note("换锁了"));
    town.settle();
    for who in [CHEN, TABLET, LI] {
        assert_eq!(noted(&mut town, who, door).as_deref(), Some("换锁了"));
        assert_eq!(see(&mut town, who, door).unwrap().people.len(), 1, "what is older stays in sight");
    }
    // Weeks later the lost phone is switched on: it is not served, and what is written on it stays there.
    town.time = town.time.plus(21 * DAY);
    town.link(WANG, true);
    register(&mut town, WANG, door, note("不该在"));
    town.settle();
    assert_eq!(link(&mut town, WANG), Link::Down(LinkFault::NotAdmitted));
    assert_eq!(town.ask(WANG, ReadSync).waiting.len(), 1);
    assert_eq!(noted(&mut town, CHEN, door).as_deref(), Some("换锁了"));
}

#[test]
fn a_steward_removes_a_device_and_its_rings_turn_in_the_same_act() {
    let mut town = committee(201);
    let device = id(&mut town, LI);
    town.ask(CHEN, RemoveDevice { device });
    assert!(town.turn(CHEN) || link(&mut town, CHEN) == Link::Up);
    assert!(town.phone(CHEN).device().roster().active(device).is_none());
    assert_eq!(generation(&mut town, CHEN, RingKind::Register), 2);
    assert_eq!(generation(&mut town, CHEN, RingKind::Community), 1, "that of everybody rests for now");
    town.time = town.time.plus(DAY);
    town.settle();
    assert_eq!(generation(&mut town, WANG, RingKind::Community), 2, "a day later it has turned too");
    assert_eq!(town.ask(CHEN, ReadSync).refused.len() + town.ask(ZHOU, ReadSync).refused.len(), 0);
}

#[test]
fn whoever_leaves_is_gone_and_newcomers_read_what_is_older() {
    let mut town = committee(202);
    let door = door(&town);
    register(&mut town, LI, door, named(1, "李清"));
    town.settle();
    town.ask(CHEN, RemoveMember { member: member(4) });
    town.settle();
    assert_eq!(link(&mut town, LI), Link::Down(LinkFault::NotAdmitted));
    register(&mut town, WANG, door, note("后"));
    town.settle();
    town.ask(
        CHEN,
        GrantRole { member: member(5), role: RoleName::GridWorker, scope: town.estate.grids()[0], until: None },
    );
    town.settle();
    town.settle();
    let view = see(&mut town, ZHAO, door).unwrap();
    assert_eq!(view.people.len(), 1, "from before the ring turned");
    assert_eq!(noted(&mut town, ZHAO, door).as_deref(), Some("后"), "and from after");
    assert!(town.phone(ZHAO).device().voids().is_empty(), "the work of whoever left counts");
    let names: Vec<_> = town.ask(ZHAO, ReadMembers).members.into_iter().filter_map(|row| row.name).collect();
    assert!(names.iter().all(|name| name != "李敏"), "{names:?}");
}

#[test]
fn a_second_phone_joins_by_a_card_that_works_once() {
    let mut town = committee(203);
    let door = door(&town);
    register(&mut town, LI, door, named(1, "李清"));
    town.settle();
    let card = town.ask(LI, MakeCard);
    town.meet(LI);
    let (second, thief) = (town.stranger("李敏"), town.stranger("生人"));
    town.ask(second, TakeCode { code: card.clone() });
    town.meet(second);
    assert_eq!(link(&mut town, second), Link::Up, "one meeting is enough");
    // The thief photographed the card and comes a moment later.
    town.settle();
    town.ask(thief, TakeCode { code: card });
    town.settle();
    assert_eq!(link(&mut town, thief), Link::Down(LinkFault::NotAdmitted));
    assert!(see(&mut town, second, door).is_some());
    register(&mut town, second, door, note("新手机"));
    town.settle();
    town.settle();
    assert_eq!(noted(&mut town, LI, door).as_deref(), Some("新手机"));
    assert_eq!(noted(&mut town, CHEN, door).as_deref(), Some("新手机"));
    let devices = town.ask(LI, ReadMember { member: member(4) }).devices;
    assert_eq!(devices.iter().filter(|device| !device.is_removed).count(), 2, "the card's keys are gone");
    assert_eq!(generation(&mut town, CHEN, RingKind::Register), 2, "with what they could open");
}

#[test]
fn a_person_with_many_devices_is_told_to_stop_one_first() {
    let mut town = committee(204);
    let cards: Vec<_> = (0..8).map(|_| town.try_ask(LI, MakeCard).err()).collect();
    // One place stays free for the keys that whoever takes a card enrols.
    assert_eq!(cards.iter().filter(|failure| failure.is_none()).count(), 6);
    assert_eq!(cards[6..], [Some(Failure::TooManyDevices), Some(Failure::TooManyDevices)]);
    assert_eq!(town.try_ask(LI, MakePaper).err(), Some(Failure::TooManyDevices));
    town.settle();
    let devices = town.ask(LI, ReadMember { member: member(4) }).devices;
    let spare = devices.iter().find(|device| !device.is_this).unwrap().device;
    town.ask(LI, RemoveDevice { device: spare });
    assert!(town.try_ask(LI, MakeCard).is_ok());
}

#[test]
fn what_a_lost_phone_had_written_waits_for_the_committee() {
    let mut town = committee(205);
    let door = door(&town);
    town.settle();
    town.link(LI, false);
    register(&mut town, LI, door, named(1, "李清"));
    let lost = id(&mut town, LI);
    town.ask(CHEN, RemoveDevice { device: lost });
    town.settle();
    assert_eq!(generation(&mut town, CHEN, RingKind::Register), 2);
    town.link(LI, true);
    town.settle();
    assert_eq!(link(&mut town, LI), Link::Down(LinkFault::NotAdmitted));
    town.meet(CHEN);
    assert!(see(&mut town, CHEN, door).is_none(), "not before somebody decided");
    let held = town.ask(CHEN, ReadDesk).held;
    assert!(!held.is_empty() && held.iter().all(|held| held.why == HeldReason::DeviceRemoved));
    for held in held {
        let HeldView { device, device_seq, act, .. } = held;
        town.ask(CHEN, DecideHeld { device, device_seq, act, is_admitted: true });
    }
    town.settle();
    assert!(see(&mut town, CHEN, door).is_some());
    assert!(town.ask(CHEN, ReadDesk).held.is_empty());
}

#[test]
fn after_a_lost_phone_paper_leads_back() {
    let mut town = committee(204);
    let door = door(&town);
    register(&mut town, WANG, door, named(1, "李清"));
    let paper = town.ask(CHEN, MakePaper);
    town.settle();
    assert!(town.ask(CHEN, ReadMember { member: member(1) }).devices.iter().any(|device| device.is_paper));
    let lost = id(&mut town, CHEN);
    town.link(CHEN, false);
    let new = town.stranger("陈静");
    let digits = paper.groups.join(" ");
    town.ask(new, TakePaper { code: paper.link.clone(), digits: digits.clone() });
    town.settle();
    town.settle();
    assert!(see(&mut town, new, door).is_some());
    town.ask(new, RemoveDevice { device: lost });
    town.settle();
    assert_eq!(generation(&mut town, LI, RingKind::Committee), 2, "what the lost phone opened has turned");
    assert!(town.phone(LI).device().roster().active(lost).is_none());
    // The sheet is still good: once more, years later.
    let again = town.stranger("陈静");
    town.ask(again, TakePaper { code: paper.link, digits });
    town.settle();
    town.settle();
    assert!(see(&mut town, again, door).is_some());
    assert_eq!(link(&mut town, again), Link::Up);
}

#[test]
fn a_copied_store_goes_on_under_keys_of_its_own_and_loses_nothing() {
    let mut town = committee(205);
    let door = door(&town);
    register(&mut town, LI, door, named(1, "李清"));
    town.settle();
    let before = id(&mut town, LI);
    let copy = town.phone(LI).copy("李敏 copy");
    town.phones.push(copy);
    let copy = Person(town.phones.len() - 1);
    // The first goes on, and then the copy has work of its own.
    register(&mut town, LI, door, note("前"));
    town.meet(LI);
    town.link(LI, false);
    register(&mut town, copy, door, named(2, "赵月"));
    town.settle();
    town.settle();
    assert_ne!(id(&mut town, copy), before);
    assert!(town.ask(copy, ReadSync).waiting.is_empty());
    let view = see(&mut town, CHEN, door).unwrap();
    assert_eq!(view.people.len(), 2);
    assert_eq!(noted(&mut town, CHEN, door).as_deref(), Some("前"));
    // Whoever comes second is told, and keeps what waits there.
    town.link(LI, true);
    register(&mut town, LI, door, note("后"));
    town.settle();
    assert_eq!(link(&mut town, LI), Link::Down(LinkFault::NotAdmitted));
    assert_eq!(town.ask(LI, ReadSync).waiting.len(), 1);
}

#[test]
fn a_restored_backup_sends_what_it_had_formed_and_its_later_work() {
    let mut town = committee(215);
    let doors = town.estate.doors(0);
    register(&mut town, LI, doors[0], named(1, "李清"));
    let time = town.time;
    town.phone(LI).prepare(time).unwrap();
    let backup = town.phone(LI).copy("李敏 backup");
    town.meet(LI);
    register(&mut town, LI, doors[1], named(2, "赵月"));
    register(&mut town, LI, doors[0], note("前"));
    town.meet(LI);
    town.phones[LI.0] = backup;
    register(&mut town, LI, doors[0], note("后"));
    town.ask(LI, RecordVisit { door: doors[1], outcome: Outcome::Met, note: String::new(), next_visit: None });
    town.settle();
    town.settle();
    assert_eq!(link(&mut town, LI), Link::Up);
    let sync = town.ask(LI, ReadSync);
    assert_eq!((sync.waiting.len(), sync.refused.len()), (0, 0));
    for who in [LI, CHEN] {
        assert_eq!(see(&mut town, who, doors[0]).unwrap().people.len(), 1, "sent twice, there once");
        assert_eq!(see(&mut town, who, doors[1]).unwrap().people.len(), 1);
        assert_eq!(town.ask(who, ReadDoor { door: doors[1] }).visits.len(), 1);
    }
    assert!(town.phone(CHEN).device().voids().is_empty());
}

#[test]
fn a_worker_without_the_ring_waits_until_another_holder_hands_it_over() {
    let mut town = committee(216);
    let (door, grid) = (door(&town), town.estate.grids()[0]);
    register(&mut town, LI, door, named(1, "李清"));
    town.settle();
    for who in [CHEN, ZHOU, WANG, TABLET, LI] {
        town.link(who, false);
    }
    town.link(CHEN, true);
    let granted = RosterFact::RoleGranted { member: member(5), role: Role::GridWorker, scope: grid, until: None };
    let time = town.time;
    town.phone(CHEN).work(time, &[], |device, turn| device.append_roster(&[granted], turn)).unwrap();
    let request = town.phone(CHEN).prepare(time).unwrap().unwrap();
    town.relay_handles(&request).unwrap();
    town.link(CHEN, false);
    town.meet(ZHAO);
    let early = town.try_ask(ZHAO, ReadDoor { door });
    assert!(early.map_or(true, |view| view.households.is_empty()), "she may read it and cannot yet");
    assert_eq!(link(&mut town, ZHAO), Link::Up, "which is no fault");
    town.link(LI, true);
    town.meet(LI);
    town.meet(ZHAO);
    assert_eq!(see(&mut town, ZHAO, door).unwrap().people.len(), 1);
    assert!(town.phone(ZHAO).device().voids().is_empty());
    register(&mut town, ZHAO, door, note("到"));
    town.meet(ZHAO);
    town.meet(LI);
    assert_eq!(noted(&mut town, LI, door).as_deref(), Some("到"));
}

#[test]
fn an_enrolment_whose_answer_is_lost_goes_on_under_the_new_keys() {
    let mut town = committee(206);
    let door = door(&town);
    let card = town.ask(LI, MakeCard);
    town.meet(LI);
    let second = town.stranger("李敏");
    town.ask(second, TakeCode { code: card });
    let of_card = id(&mut town, second);
    for _ in 0..20 {
        town.time = town.time.plus(1_000);
        let time = town.time;
        let request = town.phone(second).prepare(time).unwrap().unwrap();
        let answer = town.relay_handles(&request).unwrap();
        let is_in = answer.logs[0].verdicts.iter().flatten().count() > 0;
        if is_in {
            // The relay holds the act; the phone dies before it hears.
            town.phone(second).kill(0);
            town.phone(second).start();
            break;
        }
        town.phone(second).answered(answer, time).unwrap();
    }
    assert_eq!(id(&mut town, second), of_card);
    town.settle();
    assert_ne!(id(&mut town, second), of_card);
    register(&mut town, second, door, named(1, "李清"));
    town.settle();
    assert!(see(&mut town, CHEN, door).is_some());
}

#[test]
fn two_stewards_turn_a_ring_at_once() {
    let mut town = committee(207);
    let door = door(&town);
    let (wang, tablet) = (id(&mut town, WANG), id(&mut town, TABLET));
    for who in [CHEN, ZHOU] {
        town.link(who, false);
    }
    town.ask(CHEN, RemoveDevice { device: tablet });
    town.ask(ZHOU, RemoveMember { member: member(4) });
    let time = town.time;
    let first = town.phone(CHEN).prepare(time).unwrap().unwrap();
    let second = town.phone(ZHOU).prepare(time).unwrap().unwrap();
    for (who, request) in [(CHEN, first), (ZHOU, second)] {
        let answer = town.relay_handles(&request).unwrap();
        town.phone(who).answered(answer, time).unwrap();
    }
    for who in [CHEN, ZHOU] {
        town.link(who, true);
    }
    town.settle();
    town.settle();
    assert_eq!(generation(&mut town, WANG, RingKind::Register), 3);
    let roster = town.phone(WANG).device().roster().clone();
    assert!(roster.active(tablet).is_none() && roster.active(wang).is_some() && !roster.is_member(member(4)));
    register(&mut town, WANG, door, named(1, "李清"));
    town.settle();
    for who in [CHEN, ZHOU] {
        let sync = town.ask(who, ReadSync);
        assert_eq!(
            (sync.refused.len(), sync.waiting.len()),
            (0, 0),
            "nobody is told of a race that was won in the end"
        );
        assert!(see(&mut town, who, door).is_some());
    }
}

#[test]
fn two_stewards_remove_the_same_phone_at_once() {
    let mut town = committee(208);
    let device = id(&mut town, TABLET);
    town.ask(CHEN, RemoveDevice { device });
    town.ask(ZHOU, RemoveDevice { device });
    town.settle();
    for who in [CHEN, ZHOU] {
        let sync = town.ask(who, ReadSync);
        assert_eq!((sync.refused.len(), sync.waiting.len()), (0, 0));
    }
    assert_eq!(generation(&mut town, WANG, RingKind::Register), 2);
}

#[test]
fn a_grid_is_handed_to_a_successor_in_one_act() {
    let mut town = committee(209);
    let (door, grid) = (door(&town), town.estate.grids()[0]);
    register(&mut town, LI, door, named(1, "李清"));
    town.settle();
    town.ask(CHEN, HandRole { from: member(4), to: member(5), role: RoleName::GridWorker, scope: grid });
    town.settle();
    town.settle();
    let roster = town.phone(CHEN).device().roster().clone();
    let holds = |who: u8| roster.roles(member(who), town.time).any(|grant| grant.role == Role::GridWorker);
    assert!(holds(5) && !holds(4));
    register(&mut town, ZHAO, door, note("交接"));
    town.settle();
    assert_eq!(noted(&mut town, CHEN, door).as_deref(), Some("交接"));
    assert_eq!(see(&mut town, ZHAO, door).unwrap().people.len(), 1);
    let save = super::acts::saving(&mut town, LI, door, note("旧"));
    assert_eq!(town.try_ask(LI, save), Err(Failure::NoRight));
    assert_eq!(noted(&mut town, LI, door), None, "what is new after the hand-over is sealed from her");
}

#[test]
fn somebody_stands_in_for_a_week() {
    let mut town = committee(210);
    let (door, grid) = (door(&town), town.estate.grids()[0]);
    let until = Some(town.time.plus(7 * DAY));
    town.ask(CHEN, GrantRole { member: member(5), role: RoleName::GridWorker, scope: grid, until });
    town.settle();
    register(&mut town, ZHAO, door, named(1, "李清"));
    town.settle();
    assert!(see(&mut town, CHEN, door).is_some());
    town.time = town.time.plus(8 * DAY);
    town.settle();
    assert_eq!(generation(&mut town, WANG, RingKind::Register), 2, "the ring turned when the week was over");
    let save = super::acts::saving(&mut town, ZHAO, door, note("迟"));
    assert_eq!(town.try_ask(ZHAO, save), Err(Failure::NoRight));
    assert!(see(&mut town, CHEN, door).is_some(), "what was written in that week counts");
}

#[test]
fn the_last_steward_cannot_go() {
    let mut town = committee(211);
    let root = town.estate.code.area();
    town.ask(CHEN, EndRole { member: member(2), role: RoleName::Steward, scope: root });
    town.settle();
    assert_eq!(town.try_ask(CHEN, RemoveMember { member: member(1) }), Err(Failure::LastSteward));
    let end = EndRole { member: member(1), role: RoleName::Steward, scope: root };
    assert_eq!(town.try_ask(CHEN, end), Err(Failure::LastSteward));
    assert_eq!(town.try_ask(ZHOU, RemoveMember { member: member(4) }), Err(Failure::NoRight));
}

#[test]
fn quarantined_work_is_decided_either_way() {
    let mut town = committee(212);
    let (one, other, grid) = (town.estate.doors(0)[0], town.estate.doors(0)[1], town.estate.grids()[0]);
    town.link(LI, false);
    town.link(WANG, false);
    register(&mut town, LI, one, named(1, "李清"));
    register(&mut town, WANG, other, named(2, "赵月"));
    for who in [3, 4] {
        town.ask(CHEN, EndRole { member: member(who), role: RoleName::GridWorker, scope: grid });
    }
    town.settle();
    for who in [LI, WANG] {
        town.link(who, true);
        town.meet(who);
        assert_eq!(town.ask(who, ReadSync).waiting.len(), 1);
    }
    let held = |town: &mut Town, who| RosterFact::Decided {
        device: id(town, who),
        device_seq: town.phone(who).device().sync_state().chain_seq,
        act: 0,
        is_admitted: who == LI,
    };
    let facts = [held(&mut town, LI), held(&mut town, WANG)];
    append(&mut town, CHEN, &facts);
    town.settle();
    assert!(see(&mut town, CHEN, one).is_some(), "admitted work stands for everybody");
    assert!(town.phone(CHEN).device().voids().is_empty());
    assert!(see(&mut town, CHEN, other).is_none());
    assert!(town.ask(LI, ReadSync).waiting.is_empty() && town.ask(LI, ReadSync).refused.is_empty());
    let refused: Vec<_> = town.ask(WANG, ReadSync).refused.iter().map(|item| item.why).collect();
    assert_eq!(refused, [RefuseReason::NoRight]);
    assert!(see(&mut town, WANG, other).is_none(), "what was refused is taken off its author's screen");
}

#[test]
fn names_and_telephones_are_seen_by_those_they_are_for() {
    let mut town = committee(213);
    town.ask(ZHAO, ChangeProfile { name: "赵小月".into(), phone: Some("139 0000 0000".into()) });
    town.settle();
    let who = ReadMember { member: member(5) };
    assert_eq!(town.ask(CHEN, who.clone()).phone.as_deref(), Some("139 0000 0000"));
    assert_eq!(town.ask(ZHAO, who.clone()).phone.as_deref(), Some("139 0000 0000"));
    let seen = town.ask(LI, who);
    assert_eq!((seen.row.name.as_deref(), seen.phone, seen.devices.len()), (Some("赵小月"), None, 0));
    let members = town.ask(LI, ReadMembers);
    assert!(!members.can_manage);
    assert_eq!(members.members[0].roles[0].role, RoleName::Steward);
    assert_eq!(town.ask(CHEN, ReadSync).refused.len() + town.ask(ZHAO, ReadSync).refused.len(), 0);
}

#[test]
fn a_community_is_founded_with_a_permit() {
    let mut town = committee(214);
    let log = LogCode(310_113_009_001);
    let secret = [3; 16];
    let relay = town.relay.as_mut().map(|relay| relay.verifying_key().to_bytes()).unwrap();
    town.relay.as_mut().unwrap().permit(log, &secret).unwrap();
    let permit = ScannedCode::Permit(Permit { log, relay, secret }).to_link("http://memory");
    let founder = town.stranger("孙丽");
    town.link(founder, false);
    let standing = town.ask(founder, StartCommunity { permit, community: "新村居委会".into(), name: "孙丽".into() });
    let Standing::Member(view) = standing else { panic!("a member at once") };
    assert_eq!((view.community.as_str(), view.is_above), ("新村居委会", false));
    town.link(founder, true);
    town.meet(founder);
    assert_eq!(link(&mut town, founder), Link::Up);
    let Standing::Member(view) = town.ask(founder, ReadStanding) else { panic!("a member") };
    assert_eq!(view.roles.len(), 1);
    assert_eq!(view.name.as_deref(), Some("孙丽"));
    assert!(town.ask(founder, ReadSync).waiting.is_empty());
    assert_eq!(town.phone(founder).device().roster().rings().count(), 4, "nobody opens the property's yet");
}

#[test]
fn all_that_a_lost_phone_had_written_comes_before_the_committee_however_much_it_is() {
    const VISITS: usize = 270;
    let mut town = committee(230);
    let door = door(&town);
    town.link(WANG, false);
    for _ in 0..VISITS {
        town.ask(WANG, RecordVisit { door, outcome: Outcome::Met, note: String::new(), next_visit: None });
    }
    let lost = id(&mut town, WANG);
    town.ask(TABLET, RemoveDevice { device: lost });
    town.settle();
    town.link(WANG, true);
    let mut decided = 0;
    for _ in 0..VISITS {
        town.meet(WANG);
        town.meet(CHEN);
        let held = town.ask(CHEN, ReadDesk).held;
        if held.is_empty() {
            break;
        }
        for HeldView { device, device_seq, act, .. } in held {
            town.ask(CHEN, DecideHeld { device, device_seq, act, is_admitted: true });
            decided += 1;
        }
        town.meet(CHEN);
    }
    assert_eq!(decided, VISITS);
    town.settle();
    let sum = town.phone(TABLET).device().doors().get(&door).cloned().unwrap_or_default();
    assert!(!sum.visits.is_empty());
}
