//! Roles that end, work that is refused, devices that are removed, two phones of one member.

use linli_contract::sync::{Link, LinkFault, ReadSync, RecordSync, RefuseReason, WaitReason};
use linli_shared::ids::MemberId;
use linli_shared::kinds::Kind;
use linli_shared::protocol::Verdict;
use linli_shared::roster::{Role, RosterFact};
use tests::cast::{Casting, Forger, Person, Town, small_estate};

use super::acts::{named, note, noted, register, see};

fn append(town: &mut Town, fact: RosterFact) {
    let (chen, time) = (town.chen(), town.time);
    town.phone(chen).work(time, &[], |device, turn| device.append_roster(&[fact], turn)).unwrap();
    town.meet(chen);
}

fn ended(town: &Town, member: u8) -> RosterFact {
    let scope = town.estate.grids()[0];
    RosterFact::RoleEnded { member: MemberId([member; 16]), role: Role::GridWorker, scope }
}

#[test]
fn work_written_before_a_role_ended_waits_for_the_committee() {
    let mut town = Town::new(30);
    let (wang, chen) = (town.wang(), town.chen());
    let door = town.estate.doors(0)[0];
    register(&mut town, wang, door, named(1, "李清"));
    let fact = ended(&town, 2);
    append(&mut town, fact);
    town.settle();
    let sync = town.ask(wang, ReadSync);
    assert_eq!(sync.waiting.iter().map(|item| item.why).collect::<Vec<_>>(), [WaitReason::Quarantined]);
    assert_eq!(see(&mut town, wang, door).unwrap().people.len(), 1, "still in sight of its author");
    assert!(see(&mut town, chen, door).is_none());
    let save = super::acts::saving(&mut town, wang, door, note("再"));
    assert_eq!(town.try_ask(wang, save), Err(linli_contract::Failure::NoRight));
}

#[test]
fn refused_work_is_told_with_its_reason() {
    let mut town = Town::new(31);
    let (wang, chen) = (town.wang(), town.chen());
    let door = town.estate.doors(0)[0];
    let time = town.time;
    let fact = ended(&town, 2);
    append(&mut town, fact);
    assert!(town.turn(wang), "the first answer says which streams are left, the second brings the news");
    // Wang saves while that is on its way: what the phone would form afterwards was never right.
    let request = town.phone(wang).prepare(time).unwrap().unwrap();
    register(&mut town, wang, door, named(1, "李清"));
    register(&mut town, wang, door, note("后"));
    let answer = town.relay_handles(&request).unwrap();
    town.phone(wang).answered(answer, time).unwrap();
    // The ring turned with the end of the role, so the phone cannot even seal it.
    let sync = town.ask(wang, ReadSync);
    let why: Vec<_> = sync.refused.iter().map(|item| item.why).collect();
    assert_eq!((why.as_slice(), sync.waiting.len()), ([RefuseReason::NoRight; 2].as_slice(), 0));
    town.settle();
    assert!(see(&mut town, wang, door).is_none());
    assert!(see(&mut town, chen, door).is_none());
}

#[test]
fn whoever_claims_a_home_of_another_grid_stands_in_nobodys_way() {
    let mut town = Town::new(34);
    let (wang, liu, chen) = (town.wang(), town.liu(), town.chen());
    let door = town.estate.doors(0)[0];
    let mut forger = Forger::new(&town, liu);
    let answer = town.relay_handles(&forger.ask(Vec::new())).unwrap();
    forger.learn(&answer);
    let header = forger.header([5; 16]);
    let entry = forger.entry(&header, Kind::Household, forger.household(door), town.estate.grids()[1], b"claimed");
    let claim = forger.sign(header, entry);
    let answer = town.relay_handles(&forger.ask(vec![claim])).unwrap();
    assert!(matches!(answer.logs[0].verdicts[0][0], Verdict::Accepted(_)), "the relay cannot tell whose home it is");
    register(&mut town, wang, door, named(1, "李清"));
    town.settle();
    register(&mut town, chen, door, note("后"));
    town.settle();
    for who in [wang, chen] {
        let view = see(&mut town, who, door).unwrap();
        assert_eq!((view.people.len(), view.sync), (1, RecordSync::WithRelay));
        assert_eq!(noted(&mut town, who, door).as_deref(), Some("后"));
        assert_eq!(town.ask(who, ReadSync).refused.len(), 0);
    }
    assert_eq!(town.phone(chen).device().voids().len(), 1, "the claim itself is void");
}

#[test]
fn a_removed_phone_is_not_served_and_keeps_its_work() {
    let mut town = Town::new(32);
    let (wang, chen) = (town.wang(), town.chen());
    let door = town.estate.doors(0)[0];
    let device = town.phone(wang).device().id().unwrap();
    append(&mut town, RosterFact::DeviceRemoved { device });
    register(&mut town, wang, door, named(1, "李清"));
    town.settle();
    assert_eq!(town.ask(wang, ReadSync).link, Link::Down(LinkFault::NotAdmitted));
    assert_eq!(town.ask(wang, ReadSync).waiting.len(), 1);
    assert_eq!(see(&mut town, wang, door).unwrap().sync, RecordSync::OnThisDevice);
    assert!(see(&mut town, chen, door).is_none());
}

#[test]
fn two_phones_of_one_member_write_side_by_side() {
    let estate = small_estate(1);
    let (root, grid, door) = (estate.code.area(), estate.grids()[0], estate.doors(0)[0]);
    let cast = [
        Casting { name: "陈静", member: 1, roles: vec![(Role::Steward, root)] },
        Casting { name: "王芳", member: 2, roles: vec![(Role::GridWorker, grid)] },
        Casting { name: "王芳", member: 2, roles: Vec::new() },
    ];
    let mut town = Town::with(estate, 33, &cast);
    let (chen, phone, tablet) = (Person(0), Person(1), Person(2));
    town.link(phone, false);
    town.link(tablet, false);
    register(&mut town, phone, door, named(1, "李清"));
    register(&mut town, tablet, door, named(2, "赵月"));
    town.link(phone, true);
    town.link(tablet, true);
    town.settle();
    for who in [chen, phone, tablet] {
        let view = see(&mut town, who, door).unwrap();
        assert_eq!(view.people.len(), 2);
        assert!(view.people.iter().all(|person| person.fields[0].by.is_me == (who != chen)));
    }
}
