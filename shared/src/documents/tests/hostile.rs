//! What a member with valid keys and bad intent may send: a typed error, the document as before, bounded work.
//!
//! The chunks that make Automerge panic or swell cannot be said in a body; they are tried all the same, as bytes.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::documents::AdmissionError as E;
use crate::documents::body::{BODY_MAX, Body, CHANGES_MAX, Dependency, SNAPSHOT_MAX, Said};
use crate::documents::written::Put;

/// A receiver that holds the family, an honest body for it, and the heads it leads to.
fn honest() -> (Document, Vec<u8>, Heads) {
    let mut author = household();
    register(&mut author, 1, NOON, &usual_family());
    let receiver = author.clone();
    let edits = [(Field::Phone, "13900139000"), (Field::Workplace, "宝山区第二中心小学"), (Field::Occupation, "教师")];
    let changes: Vec<_> = edits
        .iter()
        .map(|(field, value)| register(&mut author, 2, NOON + 60, &[set(person(1), *field, value)]).unwrap().change)
        .collect();
    let body = author.pack(&changes, device(2)).unwrap();
    (receiver, body, author.heads())
}

fn said(puts: &[(&str, &str)]) -> Said {
    let puts = puts.iter().map(|(key, text)| Put { key: (*key).into(), text: (*text).into() }).collect();
    Said { writer: writer(9), seq: 1, besides: vec![Dependency::Genesis], seconds: NOON, puts }
}

fn refused(changes: Vec<Said>) -> E {
    let body = Body { checksum: [0; 4], changes }.write(Kind::Household);
    refused_bytes(&body)
}

#[track_caller]
fn refused_bytes(body: &[u8]) -> E {
    let mut document = household();
    let begun = Instant::now();
    let error = document.admit(body, device(9), |_| true).unwrap_err();
    assert!(begun.elapsed() < Duration::from_secs(2), "{error:?} took {:?}", begun.elapsed());
    assert_eq!(document, household());
    error
}

/// Changes bytes at random, the same way for the same seed.
struct Mutator(u64);

impl Mutator {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below.max(1)
    }

    fn mutate(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.next(3) {
            let at = self.next(bytes.len());
            match self.next(6) {
                0 => bytes[at] ^= 1 << self.next(8),
                1 => bytes[at] = self.next(256) as u8,
                2 => bytes.insert(at, self.next(256) as u8),
                3 if bytes.len() > 1 => drop(bytes.remove(at)),
                4 => bytes.truncate(at.max(1)),
                _ => {
                    let from = self.next(bytes.len());
                    let count = self.next(bytes.len() - at.max(from)).min(24);
                    bytes.copy_within(from..from + count, at);
                }
            }
        }
        bytes
    }
}

#[test]
fn ten_thousand_mutated_bodies_give_an_error_or_the_honest_outcome() {
    let (receiver, body, honest) = honest();
    let mut mutator = Mutator(1);
    let mut refused = std::collections::BTreeSet::new();
    for _ in 0..10_000 {
        let mut document = receiver.clone();
        match document.admit(&mutator.mutate(&body), device(2), |_| true) {
            Ok(_) => assert_eq!(document.heads(), honest),
            Err(error) => {
                assert_eq!(document, receiver);
                refused.insert(error);
            }
        }
    }
    assert!(refused.len() >= 10, "only {refused:?} were met");
}

#[test]
fn ten_thousand_mutated_snapshots_give_an_error_or_the_honest_outcome() {
    let (mut author, body, honest) = honest();
    author.admit(&body, device(2), |_| true).unwrap();
    let snapshot = author.snapshot().unwrap();
    let mut mutator = Mutator(2);
    for _ in 0..10_000 {
        let opened = Document::admit_snapshot(&mutator.mutate(&snapshot), Kind::Household, RECORD, |_| true);
        assert!(opened.is_err() || opened.is_ok_and(|document| document.heads() == honest));
    }
}

#[test]
fn ten_thousand_damaged_stored_documents_are_unreadable() {
    let (document, ..) = honest();
    let stored = document.save();
    let mut mutator = Mutator(3);
    for _ in 0..10_000 {
        let damaged = mutator.mutate(&stored);
        assert!(
            damaged == stored
                || Document::load(&damaged, RECORD).is_err_and(|error| error == crate::documents::Unreadable)
        );
    }
    assert!(Document::load(&stored, RecordId([1; 16])).is_err(), "of another record");
}

proptest! {
    #[test]
    fn any_bytes_are_judged(form in 0u8..4, bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let bytes = [&[form][..], &bytes].concat();
        let mut document = household();
        prop_assert!(document.admit(&bytes, device(9), |_| true).is_err());
        prop_assert!(Document::admit_snapshot(&bytes, Kind::Household, RECORD, |_| true).is_err());
        prop_assert!(Document::load(&bytes, RECORD).is_err());
    }
}

#[test]
fn automerge_chunks_of_every_type_are_refused_unread() {
    let change = Kind::Household.genesis();
    for chunk_type in 0..=3 {
        let mut chunk = change.to_vec();
        chunk[8] = chunk_type;
        assert_eq!(refused_bytes(&chunk), E::FormUnknown);
        chunk.resize(2_000_000, 0);
        assert_eq!(refused_bytes(&chunk), E::TooLong);
    }
    let saved = household().save();
    assert_eq!(refused_bytes(&saved[3..]), E::FormUnknown);
}

#[test]
fn a_first_change_that_is_not_number_one_is_refused() {
    for seq in [0, 2, 7, u64::MAX] {
        let error = refused(vec![Said { seq, ..said(&[("at", "x")]) }]);
        assert_eq!(error, E::SequenceGap, "{seq}");
    }
}

#[test]
fn a_gap_in_a_writers_sequence_is_refused() {
    let error = refused(vec![said(&[("at", "x")]), Said { seq: 3, ..said(&[("at", "y")]) }]);
    assert_eq!(error, E::SequenceGap);
}

#[test]
fn a_second_change_of_one_number_is_refused() {
    let mut receiver = household();
    let (mut one, mut clone) = (household(), household());
    let first = register(&mut one, 1, NOON, &usual_family()).unwrap();
    let second = register(&mut clone, 1, NOON, &[set(person(5), Field::Name, "王芳")]).unwrap();
    receiver.admit(&one.pack(&[first.change], device(1)).unwrap(), device(1), |_| true).unwrap();
    let twice = clone.pack(&[second.change], device(1)).unwrap();
    assert_eq!(receiver.admit(&twice, device(1), |_| true), Err(E::SequenceTaken));
    assert_eq!(receiver, one);
}

#[test]
fn a_body_that_is_already_here_changes_nothing() {
    let (mut receiver, body, honest) = honest();
    assert_eq!(receiver.admit(&body, device(2), |_| true).unwrap().new, 3);
    let again = receiver.admit(&body, device(2), |_| true).unwrap();
    assert_eq!((again.new, again.changes.len()), (0, 3));
    assert_eq!(receiver.heads(), honest);
}

#[test]
fn a_body_under_another_devices_name_is_refused() {
    let (mut receiver, body, _) = honest();
    let before = receiver.clone();
    assert_eq!(receiver.admit(&body, device(3), |_| true), Err(E::ChecksumWrong));
    assert_eq!(receiver, before);
}

#[test]
fn a_few_bytes_that_promise_much_are_refused_at_once() {
    let head = |rest: &[u8]| [&[1, 0, 0, 0, 0, 0b0000_0010][..], rest].concat();
    assert_eq!(refused_bytes(&head(&[0x80, 0x08, 0])), E::CutShort, "a thousand keys");
    assert_eq!(refused_bytes(&head(&[0xff, 0xff, 0xff, 0xff, 0x7f])), E::TooManyKeys, "34 billion keys");
    assert_eq!(refused_bytes(&head(&[1, 0, 0, 0x70, 0x80, 0x08])), E::CutShort, "a text of a thousand bytes");
    assert_eq!(refused_bytes(&head(&[1, 0, 0, 0x70, 0xff, 0xff, 0xff, 0x7f])), E::TextTooLong, "a text of 268 million");
    assert_eq!(refused_bytes(&head(&[1, 0, 0xf0, 0xff, 0x7f])), E::KeyLength, "a key of 16 thousand");
    let list = [&[1, 0, 0, 0, 0, 0b0001_0011][..], &[0xff, 0xff, 0x03]].concat();
    assert_eq!(refused_bytes(&list), E::TooManyDependencies, "65 thousand dependencies");
    let devices = [2, 0, 0, 0, 0, 0x80, 0x07];
    assert_eq!(Document::admit_snapshot(&devices, Kind::Household, RECORD, |_| true), Err(E::CutShort));
}

#[test]
fn what_goes_beyond_the_bounds_is_refused() {
    let long = "x".repeat(1_025);
    assert_eq!(refused(vec![said(&[("at", &long)])]), E::TextTooLong);
    assert_eq!(refused(vec![said(&[(&"k".repeat(129), "x")])]), E::KeyLength);
    assert_eq!(refused(vec![said(&[("", "x")])]), E::KeyLength);
    assert_eq!(refused(vec![said(&[("at", "x"), ("at", "y")])]), E::KeyTwice);
    assert_eq!(refused(vec![said(&[])]), E::NothingWritten);
    assert_eq!(refused(vec![]), E::Empty);
    assert_eq!(refused(vec![Said { seconds: i64::MAX / 2, ..said(&[("at", "x")]) }]), E::TimeOutOfRange);
    let many = |count: usize| (0..count).map(|key| (format!("k{key}"), "x")).collect::<Vec<_>>();
    let keys = many(1_025);
    let keys: Vec<_> = keys.iter().map(|(key, text)| (key.as_str(), *text)).collect();
    assert_eq!(refused(vec![said(&keys)]), E::TooManyKeys);
    let changes = (1..=CHANGES_MAX as u64 + 1).map(|seq| Said { seq, besides: Vec::new(), ..said(&[("at", "x")]) });
    assert_eq!(refused(changes.collect()), E::TooManyChanges);
    assert_eq!(refused_bytes(&vec![1; BODY_MAX + 1]), E::TooLong);
    let snapshot = Document::admit_snapshot(&vec![2; SNAPSHOT_MAX + 1], Kind::Household, RECORD, |_| true);
    assert_eq!(snapshot, Err(E::TooLong));
}

#[test]
fn a_change_that_builds_on_what_is_not_here_is_refused() {
    let on = |dependency| vec![Said { besides: vec![dependency], ..said(&[("at", "x")]) }];
    assert_eq!(refused(on(Dependency::Elsewhere([7; 16]))), E::DependencyUnknown);
    assert_eq!(refused(vec![Said { besides: Vec::new(), ..said(&[("at", "x")]) }]), E::NoDependency);
    let itself = [1, 0, 0, 0, 0, 0b0001_0011, 1, 2, 0, 0, 0xc1];
    assert_eq!(refused_bytes(&itself), E::DependencyUnknown);
}

#[test]
fn the_heaviest_body_on_a_long_history_takes_bounded_work() {
    let mut document = household();
    register(&mut document, 1, NOON, &usual_family());
    for edit in 0..1_000 {
        register(
            &mut document,
            1 + edit as u8 % 3,
            NOON + edit,
            &[set(person(0), Field::Phone, &format!("{edit:08}"))],
        );
    }
    let changes = (1..=CHANGES_MAX as u64).map(|seq| {
        let keys: Vec<_> = (0..8).map(|key| (format!("p.{}.name{key}", person(0)), "x")).collect();
        let keys: Vec<_> = keys.iter().map(|(key, text)| (key.as_str(), *text)).collect();
        Said { seq, ..said(&keys) }
    });
    let body = Body { checksum: [0; 4], changes: changes.collect() }.write(Kind::Household);
    let before = document.clone();
    let begun = Instant::now();
    assert_eq!(document.admit(&body, device(9), |_| true), Err(E::ChecksumWrong));
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(20), "{took:?}");
    assert_eq!(document, before);
}

#[test]
fn the_heaviest_snapshot_takes_bounded_work() {
    let keys: Vec<_> = (0..8).map(|key| format!("p.{}.{key}", person(0))).collect();
    let puts: Vec<_> = keys.iter().map(|key| (key.as_str(), "x")).collect();
    let changes = (0..1_024)
        .map(|incarnation| Said { writer: Writer { device: device(incarnation as u8), incarnation }, ..said(&puts) });
    let snapshot = Body { checksum: [0; 4], changes: changes.collect() }.write_snapshot(Kind::Household);
    let begun = Instant::now();
    let opened = Document::admit_snapshot(&snapshot, Kind::Household, RECORD, |_| true);
    assert_eq!(opened, Err(E::ChecksumWrong));
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(60), "{took:?}");
}
