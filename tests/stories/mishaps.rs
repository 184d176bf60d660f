//! What goes wrong on the way and on the phone, and what is still there afterwards.

use linli_contract::Failure;
use linli_contract::areas::ReadCommunity;
use linli_contract::households::{Draft, JoinPeople, OpenForm, ReadDoor, SaveDraft, Version};
use linli_contract::joining::{DecideHeld, ReadDesk};
use linli_contract::registers::Source;
use linli_contract::sync::{Link, LinkFault, ReadSync, RecordSync};
use linli_contract::visits::{Outcome, RecordVisit};
use linli_core::device::Input;
use linli_core::store::memory::Fault;
use linli_shared::households::Field;
use linli_shared::ids::AreaId;
use linli_shared::roster::{Role, RosterFact};
use sync_server::store::memory::Fault as RelayFault;
use tests::cast::{Person, Town};

use super::acts::{entry, named, note, noted, register, saving, see};

const YEARS: i64 = 365 * 86_400_000;

#[test]
fn an_answer_that_is_lost_makes_nothing_twice() {
    let mut town = Town::new(20);
    let (wang, chen) = (town.wang(), town.chen());
    let door = town.estate.doors(0)[0];
    register(&mut town, wang, door, named(1, "李清"));
    let time = town.time;
    let request = town.phone(wang).prepare(time).unwrap().unwrap();
    assert!(town.relay_handles(&request).is_ok());
    town.phone(wang).take(Input::Missed(LinkFault::Unreachable), time).unwrap();
    assert_eq!(see(&mut town, wang, door).unwrap().sync, RecordSync::OnThisDevice);
    assert_eq!(town.ask(wang, ReadSync).link, Link::Down(LinkFault::Unreachable));
    let end = town.relay.as_ref().unwrap().end(town.estate.code).unwrap();
    town.settle();
    assert_eq!(town.relay.as_ref().unwrap().end(town.estate.code).unwrap(), end, "no second place");
    assert_eq!(see(&mut town, wang, door).unwrap().sync, RecordSync::WithRelay);
    assert_eq!(see(&mut town, chen, door).unwrap().people.len(), 1);
}

#[test]
fn after_a_restore_another_phone_brings_back_what_the_relay_lost() {
    let mut town = Town::new(21);
    let (wang, li, chen) = (town.wang(), town.li(), town.chen());
    let door = town.estate.doors(0)[0];
    let backup = town.store.backup();
    register(&mut town, wang, door, named(1, "李清"));
    town.meet(wang);
    town.meet(li);
    register(&mut town, li, door, note("二楼有狗"));
    town.meet(li);
    town.link(wang, false);
    town.relay = None;
    town.store.restore(&backup);
    town.restart_relay();
    let code = town.estate.code;
    town.relay.as_mut().unwrap().begin_era(code, None).unwrap();
    town.settle();
    let view = see(&mut town, chen, door).expect("Li brought it");
    assert_eq!((view.people.len(), noted(&mut town, chen, door).as_deref()), (1, Some("二楼有狗")));
    assert!(town.phone(chen).device().voids().is_empty());
    town.link(wang, true);
    town.settle();
    let versions: Vec<_> = [wang, li, chen].map(|who| see(&mut town, who, door).unwrap().version).into();
    assert!(versions.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_days_work_survives_a_crash_at_every_commit() {
    fn day(town: &mut Town, who: Person, door: AreaId, number: u8) {
        town.time = town.time.plus(1_000);
        let time = town.time;
        let visit = RecordVisit { door, outcome: Outcome::Met, note: String::new(), next_visit: None };
        let _ = town.phone(who).ask(visit, time);
        let base = match town.phone(who).ask(ReadDoor { door }, time) {
            Ok(view) => view.households.first().map(|household| household.version.clone()).unwrap_or_default(),
            Err(_) => return,
        };
        let edits = named(number, "李清");
        let save = linli_contract::households::SaveHousehold { door, slot: 0, base, edits, source: Source::AtTheDoor };
        let _ = town.phone(who).ask(save, time);
        town.meet(who);
    }
    let mut commit = 0;
    loop {
        for fault in [Fault::CrashBeforeCommit, Fault::CrashAfterCommit] {
            for kept in [0] {
                let mut town = Town::new(22);
                let (wang, chen) = (town.wang(), town.chen());
                let doors = town.estate.doors(0);
                let before = town.phone(wang).disk.counts();
                town.phone(wang).disk.plan(fault(before.commits + commit));
                for (number, door) in doors.iter().enumerate().take(3) {
                    day(&mut town, wang, *door, number as u8 + 1);
                    if town.phone(wang).disk.has_crashed() {
                        let shown: Vec<_> = doors[..number].to_vec();
                        town.phone(wang).kill(kept);
                        town.phone(wang).start();
                        for door in shown {
                            assert_eq!(see(&mut town, wang, door).map(|view| view.people.len()), Some(1), "{commit}");
                        }
                        day(&mut town, wang, *door, number as u8 + 1);
                    }
                }
                town.settle();
                if town.phone(wang).disk.has_crashed() {
                    town.phone(wang).kill(kept);
                    town.phone(wang).start();
                    town.settle();
                }
                let has_struck = town.phone(wang).disk.counts().faults > before.faults;
                for door in &doors[..3] {
                    assert_eq!(see(&mut town, chen, *door).unwrap().people.len(), 1, "crash at commit {commit}");
                    assert_eq!(see(&mut town, wang, *door).unwrap().sync, RecordSync::WithRelay);
                }
                assert!(town.ask(wang, ReadSync).waiting.is_empty());
                if !has_struck {
                    assert!(commit > 6, "a day has more commits than {commit}");
                    return;
                }
            }
        }
        commit += 1;
    }
}

#[test]
fn a_clock_years_off_harms_nobody() {
    let mut town = Town::new(23);
    let (wang, li, chen) = (town.wang(), town.li(), town.chen());
    let door = town.estate.doors(0)[0];
    town.phone(wang).skew = -30 * YEARS;
    town.phone(li).skew = 40 * YEARS;
    register(&mut town, wang, door, note("旧钟"));
    town.settle();
    register(&mut town, li, door, note("新钟"));
    town.settle();
    town.phone(li).skew = -50 * YEARS;
    register(&mut town, wang, door, note("准了"));
    town.settle();
    for who in [wang, li, chen] {
        assert_eq!(noted(&mut town, who, door).as_deref(), Some("准了"), "what saw the others replaces them");
        assert!(town.ask(who, ReadSync).refused.is_empty());
    }
}

#[test]
fn a_draft_survives_a_kill_and_goes_with_the_registration() {
    let mut town = Town::new(24);
    let wang = town.wang();
    let door = town.estate.doors(0)[0];
    let draft = Draft { base: Version::default(), edits: named(1, "李"), at: town.time, source: Source::AtTheDoor };
    town.ask(wang, SaveDraft { door, slot: 0, draft: draft.clone() });
    town.phone(wang).kill(0);
    town.phone(wang).start();
    assert_eq!(town.ask(wang, OpenForm { door, slot: 0 }).draft, Some(draft));
    register(&mut town, wang, door, named(1, "李清"));
    town.phone(wang).kill(0);
    town.phone(wang).start();
    let form = town.ask(wang, OpenForm { door, slot: 0 });
    assert_eq!((form.draft, form.household.unwrap().people.len()), (None, 1));
}

#[test]
fn a_full_disk_is_told_and_nothing_is_lost() {
    let mut town = Town::new(25);
    let (wang, chen) = (town.wang(), town.chen());
    let door = town.estate.doors(0)[0];
    register(&mut town, wang, door, note("先"));
    let save = saving(&mut town, wang, door, note("后"));
    let commits = town.phone(wang).disk.counts().commits;
    town.phone(wang).disk.plan(Fault::FullAtCommit(commits));
    assert_eq!(town.try_ask(wang, save.clone()), Err(Failure::DiskFull));
    assert_eq!(noted(&mut town, wang, door).as_deref(), Some("先"), "as before");
    town.ask(wang, save);
    town.store.inject(0, RelayFault::Full);
    town.meet(wang);
    assert_eq!(town.ask(wang, ReadSync).link, Link::Down(LinkFault::RelayInTrouble));
    assert_eq!(town.ask(wang, ReadSync).waiting.len(), 1);
    town.settle();
    assert_eq!(noted(&mut town, chen, door).as_deref(), Some("后"));
}

#[test]
fn a_relay_that_takes_places_back_is_called_forked() {
    let mut town = Town::new(26);
    let (wang, li) = (town.wang(), town.li());
    let doors = town.estate.doors(0);
    let backup = town.store.backup();
    register(&mut town, wang, doors[0], named(1, "李清"));
    town.meet(wang);
    town.store.restore(&backup);
    town.restart_relay();
    // Others go on in the second history, as far as the first one reached and further.
    register(&mut town, li, doors[1], named(2, "赵月"));
    register(&mut town, li, doors[2], named(3, "周平"));
    town.meet(li);
    register(&mut town, wang, doors[0], note("还在"));
    // First the relay asks for what comes before, then it does not know what Wang has seen.
    town.meet(wang);
    town.meet(wang);
    assert_eq!(town.ask(wang, ReadSync).link, Link::Down(LinkFault::ForkedRelay));
    assert_eq!(noted(&mut town, wang, doors[0]).as_deref(), Some("还在"), "nothing own is lost");
    assert_eq!(town.ask(wang, ReadSync).waiting.len(), 1);
}

#[test]
fn two_entries_of_one_person_become_one_with_both_histories() {
    let mut town = Town::new(27);
    let (wang, li, chen) = (town.wang(), town.li(), town.chen());
    let door = town.estate.doors(0)[0];
    town.link(wang, false);
    town.link(li, false);
    let with = |number, field, value: &str| {
        let mut edits = named(number, "李清");
        edits.push(super::acts::set(linli_shared::households::Subject::Person(entry(number)), field, value));
        edits
    };
    register(&mut town, wang, door, with(1, Field::Workplace, "钢厂"));
    register(&mut town, li, door, with(2, Field::Phone, "13800000002"));
    town.link(wang, true);
    town.link(li, true);
    town.settle();
    let view = see(&mut town, chen, door).unwrap();
    assert_eq!((view.people.len(), view.duplicates.len()), (2, 1));
    let (keep, merge) = view.duplicates[0].pair;
    town.ask(chen, JoinPeople { household: view.id, keep, merge });
    town.settle();
    for who in [wang, li, chen] {
        let view = see(&mut town, who, door).unwrap();
        assert!(view.duplicates.is_empty());
        let [person] = view.people.as_slice() else { panic!("one person") };
        let fields: Vec<_> = person.fields.iter().map(|field| (field.field, field.value.as_str())).collect();
        for wanted in [(Field::Name, "李清"), (Field::Workplace, "钢厂"), (Field::Phone, "13800000002")] {
            assert!(fields.contains(&wanted), "{fields:?}");
        }
    }
}

#[test]
fn a_home_whose_only_entry_lies_in_quarantine_after_a_restore_is_nobodys() {
    let mut town = Town::new(28);
    let (wang, li, chen) = (town.wang(), town.li(), town.chen());
    let door = town.estate.doors(0)[0];
    let backup = town.store.backup();
    town.link(chen, false);
    register(&mut town, wang, door, named(1, "李清"));
    town.settle();
    assert!(see(&mut town, li, door).is_some());
    // The committee never had it, and ends the role it was written by before anybody brings it back.
    town.relay = None;
    town.store.restore(&backup);
    town.restart_relay();
    let code = town.estate.code;
    town.relay.as_mut().unwrap().begin_era(code, None).unwrap();
    let member = town.seat(wang).member;
    let ended = RosterFact::RoleEnded { member, role: Role::GridWorker, scope: town.estate.grids()[0] };
    let time = town.time;
    town.phone(chen).work(time, &[], |device, turn| device.append_roster(&[ended], turn)).unwrap();
    town.link(chen, true);
    town.meet(chen);
    town.settle();
    town.settle();
    assert_eq!(town.ask(chen, ReadDesk).held.len(), 1, "it waits for the committee");
    let mut newcomer = town.reborn(li);
    let time = town.time;
    while let Some(request) = newcomer.prepare(time).unwrap() {
        let answer = town.relay_handles(&request).unwrap();
        if !newcomer.answered(answer, time).unwrap() {
            break;
        }
    }
    let nothing = newcomer.ask(ReadDoor { door }, time).unwrap();
    assert!(nothing.households.is_empty());
    for who in [chen, li] {
        let view = town.ask(who, ReadDoor { door });
        assert_eq!(view.households, nothing.households, "{who:?}: nobody lives there by it");
        assert_eq!(town.ask(who, ReadCommunity).coverage.registered, 0, "{who:?}");
    }
    // Once it is admitted, all have it again.
    let one = town.ask(chen, ReadDesk).held.remove(0);
    let (device, device_seq, act) = (one.device, one.device_seq, one.act);
    town.ask(chen, DecideHeld { device, device_seq, act, is_admitted: true });
    town.settle();
    town.settle();
    for who in [chen, li] {
        assert_eq!(see(&mut town, who, door).map(|household| household.people.len()), Some(1), "{who:?}");
    }
}
