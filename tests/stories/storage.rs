//! A phone lets go of what the relay has for good, and of nothing else.

use linli_contract::storage::{FreeSpace, ReadStorage, StorageView};
use linli_contract::sync::{ReadSync, RecordSync};
use tests::cast::{Person, Town};

use super::acts::{named, note, noted, register, see};

fn look(town: &mut Town, who: Person) -> StorageView {
    town.ask(who, ReadStorage { is_thorough: true })
}

/// Everything the relay has is in a backup, and everybody has heard of it.
fn back_up(town: &mut Town) {
    let code = town.estate.code;
    let relay = town.relay.as_mut().unwrap();
    let (_, last) = relay.end(code).unwrap();
    relay.mark_safe(code, last).unwrap();
    town.settle();
}

#[test]
fn parcels_that_a_backup_holds_can_go_and_work_goes_on() {
    let mut town = Town::new(90);
    let (wang, min) = (town.wang(), Person(2));
    let doors = town.estate.doors(0);
    for (number, door) in doors.iter().take(3).enumerate() {
        register(&mut town, wang, *door, named(number as u8, "李清"));
        town.settle();
    }
    let before = look(&mut town, wang);
    assert_eq!((before.freeable, before.households, before.waiting), (0, 3, 0), "no backup has it yet");
    back_up(&mut town);
    assert!(look(&mut town, wang).freeable > 0);
    assert!(look(&mut town, min).freeable > 0, "others' parcels too");
    assert_eq!(town.ask(wang, ReadStorage::default()).freeable, 0, "nobody looked");
    for who in [wang, min] {
        town.ask(who, FreeSpace);
        assert_eq!(look(&mut town, who).freeable, 0);
    }
    register(&mut town, wang, doors[0], note("后"));
    register(&mut town, min, doors[3], named(9, "赵月"));
    town.settle();
    for who in [wang, min] {
        assert_eq!(see(&mut town, who, doors[2]).unwrap().people.len(), 1);
        assert_eq!(see(&mut town, who, doors[3]).unwrap().sync, RecordSync::WithRelay);
        assert_eq!(noted(&mut town, who, doors[0]).as_deref(), Some("后"));
        assert_eq!(town.ask(who, ReadSync).refused.len(), 0);
    }
}

#[test]
fn what_waits_and_what_came_after_the_backup_stays_and_is_offered_again() {
    let mut town = Town::new(91);
    let wang = town.wang();
    let doors = town.estate.doors(0);
    register(&mut town, wang, doors[0], named(1, "李清"));
    town.settle();
    back_up(&mut town);
    let backup = town.store.backup();
    register(&mut town, wang, doors[1], named(2, "赵月"));
    town.settle();
    town.link(wang, false);
    register(&mut town, wang, doors[2], named(3, "何明"));
    town.ask(wang, FreeSpace);
    assert_eq!(look(&mut town, wang).waiting, 1);
    // The relay's disk is lost and comes back as it was at the backup.
    town.relay = None;
    town.store.restore(&backup);
    town.restart_relay();
    let code = town.estate.code;
    town.relay.as_mut().unwrap().begin_era(code, None).unwrap();
    town.link(wang, true);
    town.settle();
    let chen = town.chen();
    for door in &doors[..3] {
        let seen = see(&mut town, chen, *door).unwrap();
        assert_eq!((seen.people.len(), seen.sync), (1, RecordSync::WithRelay));
    }
    assert_eq!(town.ask(wang, ReadSync).waiting.len(), 0);
}
