//! What held at an earlier place.

use std::collections::BTreeMap;

use super::*;

/// The founding at place 1, then one thing after the other.
fn history() -> RosterHistory {
    let mut history = RosterHistory::new(LOG);
    founding().into_iter().for_each(|fact| history.push(1, fact));
    for (seq, fact) in [
        (2, turned(1, &[1, 2])),
        (4, joined(LI, HOME)),
        (4, seated(LI, HOME)),
        (6, turned(2, &[1])),
        (7, RosterFact::Wrapped { ring: RING, generation: 2, devices: vec![device(2)] }),
        (9, RosterFact::MemberRemoved { member: LI }),
        (10, RosterFact::Decided { device: device(3), device_seq: 1, act: 0, is_admitted: true }),
    ] {
        history.push(seq, fact);
    }
    history
}

#[test]
fn each_place_has_its_roster() {
    let history = history();
    assert_eq!(history.last(), 10);
    assert_eq!(RosterHistory::new(LOG).last(), 0);
    assert_eq!(history.facts().len(), founding().len() + 7);
    assert_eq!(*history.at(0), Roster::new(LOG));
    assert_eq!(*history.at(1), community());
    assert_eq!(history.at(3).ring(RING).unwrap().generations.len(), 1);
    assert_eq!(history.at(3).seat(HOME), None);
    assert_eq!(history.at(4).seat(HOME), Some(LI), "all facts of a place");
    assert_eq!(history.at(8).seat(HOME), Some(LI));
    assert!(history.at(8).active(device(3)).is_some());
    assert!(history.at(9).active(device(3)).is_none() && history.at(9).seat(HOME).is_none());
    let has = |seq, number| history.at(seq).ring(RING).unwrap().wrapped.contains(&device(number));
    assert_eq!([has(5, 2), has(6, 2), has(7, 2)], [true, false, true]);
    assert_eq!((history.at(9).decision(device(3), 1, 0), history.at(10).decision(device(3), 1, 0)), (None, Some(true)));
    assert_eq!(*history.at(10), *history.current());
    assert_eq!(*history.at(99), *history.current());
}

#[test]
fn each_place_has_the_newest_generations() {
    let generations = |seq| history().generations_at(seq);
    assert_eq!(generations(1), BTreeMap::new());
    assert_eq!(generations(2), BTreeMap::from([(RING, 1)]));
    assert_eq!(generations(5), BTreeMap::from([(RING, 1)]));
    assert_eq!(generations(6), BTreeMap::from([(RING, 2)]));
    assert_eq!(generations(99), BTreeMap::from([(RING, 2)]));
}

#[test]
fn what_the_relay_lost_is_forgotten() {
    let mut history = history();
    history.truncate(10);
    assert_eq!(history, super::history::history(), "nothing lost");
    history.truncate(6);
    assert_eq!(history.last(), 6);
    assert_eq!(*history.current(), *super::history::history().at(6));
    assert_eq!(history.facts().len(), founding().len() + 4);
    history.truncate(5);
    assert_eq!(history.last(), 4);
    history.push(5, turned(2, &[1, 11]));
    assert_eq!(history.generations_at(5), BTreeMap::from([(RING, 2)]));
}
