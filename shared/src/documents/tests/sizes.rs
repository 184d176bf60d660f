//! What a day's work weighs, in bytes before sealing: ceilings, so that a change that costs bytes is noticed.

#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::documents::household::Household;

/// What is sent: deflated where that helps.
fn sent(bytes: &[u8]) -> usize {
    miniz_oxide::deflate::compress_to_vec(bytes, 9).len().min(bytes.len())
}

#[test]
fn a_registration_and_its_edits_weigh_little() {
    let mut document = household();
    let first = register(&mut document, 1, NOON, &usual_family()).unwrap();
    let own = register(&mut document, 1, NOON + 900, &[set(person(1), Field::Phone, "13900139000")]).unwrap();
    let edits = [(Field::Phone, "13900139001"), (Field::Marital, "10"), (Field::Occupation, "小学教师")];
    let three: Vec<_> = (1_000..)
        .zip(edits)
        .map(|(after, (field, value))| {
            register(&mut document, 2, NOON + after * 40, &[set(person(1), field, value)]).unwrap().change
        })
        .collect();
    let pack = |changes: &[_], number| document.pack(changes, device(number)).unwrap().len();
    assert_eq!(pack(&[first.change], 1), 175, "three people with eight fields each, two fields of the home");
    assert_eq!(pack(&[own.change], 1), 28, "one field, after the device's own change");
    assert_eq!(pack(&three[..1], 2), 45, "one field, after another device's change");
    assert_eq!(pack(&three, 2), 62, "three edits in a row");
}

#[test]
fn a_whole_household_weighs_little_however_often_it_was_edited() {
    let mut document = household();
    register(&mut document, 1, NOON, &usual_family()).unwrap();
    assert_eq!(document.snapshot().unwrap().len(), 194);
    assert!(document.save().len() <= 1_600 && sent(&document.save()) <= 620);
    for edit in 0..500u64 {
        let phone = format!("139{:08}", edit * 7_919_000 % 100_000_000);
        let edits = [set(person(edit as u8 % 3), Field::Phone, &phone)];
        register(&mut document, 1 + edit as u8 % 3, NOON + edit as i64 * 7_000, &edits).unwrap();
    }
    let snapshot = document.snapshot().unwrap();
    assert!(snapshot.len() <= 8_000 && sent(&snapshot) <= 3_500, "{} {}", snapshot.len(), sent(&snapshot));
    let opened = Document::admit_snapshot(&snapshot, Kind::Household, RECORD, |_| true).unwrap();
    assert_eq!(opened, document);
    assert_eq!(Household::of(&opened), Household::of(&document));
}
