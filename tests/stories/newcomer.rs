//! Somebody who comes late: snapshots in bulk instead of every entry.

use linli_contract::areas::ReadCommunity;
use linli_contract::households::{Edit, ReadDoor, SaveHousehold, Version};
use linli_contract::registers::Source;
use linli_contract::visits::{Outcome, RecordVisit};
use linli_shared::households::{Field, Subject};
use linli_shared::ids::PersonId;
use tests::cast::Town;

#[test]
fn a_worker_who_was_away_for_long_gets_the_register_in_bulk() {
    let mut town = Town::new(11);
    let (wang, li, chen) = (town.wang(), town.li(), town.chen());
    let doors = town.estate.doors(0);
    town.link(li, false);
    for (index, door) in doors.iter().enumerate() {
        let person = PersonId([index as u8 + 1; 16]);
        let name =
            Edit::Set { subject: Subject::Person(person), field: Field::Name, value: Some(format!("居民{index}")) };
        let number = Edit::SetIdNumber { person, number: Some("11010519491231002X".into()) };
        let edits = vec![Edit::AddPerson { person }, name, number];
        town.ask(
            wang,
            SaveHousehold { door: *door, slot: 0, base: Version::default(), edits, source: Source::AtTheDoor },
        );
    }
    for round in 0..100 {
        for door in &doors {
            let note = format!("第{round}次");
            let visit = RecordVisit { door: *door, outcome: Outcome::Met, note, next_visit: None };
            town.ask(wang, visit);
        }
    }
    town.settle();
    let kept = town.relay.as_ref().unwrap().snapshots(town.estate.code);
    assert!(kept > 0, "somebody offered a snapshot");
    let before = town.phone(li).device().sync_state().at;
    town.link(li, true);
    let turns = town.meet(li);
    assert!(turns <= 2, "{turns} turns from place {before}");
    assert!(town.phone(li).device().sync_state().tails.values().all(|tail| *tail < 100), "the bulk came as a snapshot");
    town.settle();
    for door in &doors {
        let mut theirs = town.ask(li, ReadDoor { door: *door });
        let mine = town.ask(chen, ReadDoor { door: *door });
        theirs.may_write = mine.may_write;
        assert_eq!(theirs, mine);
    }
    assert_eq!(town.ask(li, ReadCommunity).coverage.registered, 6);
    assert!(town.phone(li).device().voids().is_empty());
}
