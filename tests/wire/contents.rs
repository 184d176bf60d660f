//! What is sealed: visits, withdrawals, ID numbers. (Documents and areas are frozen beside their code.)

use linli_core::households::id_record::{IdNumbers, IdRow};
use linli_core::visits::fact::{VisitFact, WithdrawalFact};
use linli_shared::documents::household::Place;
use linli_shared::ids::{AreaId, PersonId};
use linli_shared::visits::Outcome;

use crate::frozen::Frozen;
use crate::parcels::DEVICE;

const DOOR: AreaId = AreaId([0xd0; 16]);

/// Two people, one corrected once.
pub(crate) fn numbers() -> IdNumbers {
    let mut numbers = IdNumbers::new(Place { door: DOOR, slot: 1, generation: 2 });
    numbers.set(PersonId([1; 16]), "11010519491231002X", DEVICE, 1_795_222_800);
    numbers.set(PersonId([2; 16]), "440524188001010014", DEVICE, 1_795_222_801);
    numbers.set(PersonId([1; 16]), "34052419800101001X", DEVICE, 1_795_222_802);
    numbers
}

#[test]
fn visits_and_numbers() {
    let mut frozen = Frozen::read(include_str!("contents.txt"));
    let outcomes = [Outcome::Met, Outcome::NobodyHome, Outcome::Refused, Outcome::Vacant];
    for (index, outcome) in outcomes.into_iter().enumerate() {
        let visit = VisitFact::new(DOOR, outcome, String::new(), None, 1_795_222_800).expect("it can stand");
        frozen.value(&format!("visit {index}"), &visit);
    }
    let note = "狗在家\n下午再来".to_owned();
    let visit = VisitFact::new(DOOR, Outcome::Met, note, Some("2026-12-01".into()), -1).expect("it can stand");
    frozen.value("visit with a note and a day", &visit);
    frozen.value("withdrawal", &WithdrawalFact::new(1_795_222_900));
    frozen.value("ID numbers", &numbers());
    let mut row = IdRow::new(numbers().place.into());
    row.own.insert(7, numbers());
    frozen.value("ID numbers on a device", &row);
    frozen.done();
}

#[test]
fn frozen_contents_pass_the_checks_of_what_arrives() {
    let frozen = Frozen::read(include_str!("contents.txt"));
    assert_eq!(IdNumbers::admit(&frozen.get("ID numbers"), DEVICE, None), Ok(numbers()));
    for name in ["visit 0", "visit 1", "visit 2", "visit 3", "visit with a note and a day"] {
        assert!(VisitFact::from_content(&frozen.get(name)).is_ok(), "{name}");
    }
    assert_eq!(WithdrawalFact::from_content(&frozen.get("withdrawal")), Ok(WithdrawalFact::new(1_795_222_900)));
}
