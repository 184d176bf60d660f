//! Histories of several devices, drawn at random: whatever the order of meeting, all hold the same.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::documents::household::Household;
use crate::documents::{AdmissionError, ChangeHash};

/// What happens next in a drawn history.
#[derive(Debug, Clone)]
enum Step {
    /// A phone saves edits, on its state or on an older one.
    Save { phone: usize, edits: Vec<HouseholdEdit>, is_stale: bool },
    /// A phone sends all it wrote and another takes it in.
    Send { from: usize, to: usize },
    /// A phone is closed and opened again.
    Restart { phone: usize },
}

fn edit() -> impl Strategy<Value = HouseholdEdit> {
    let who = || (0u8..4).prop_map(person);
    let value = prop_oneof![Just(String::new()), "[\\PC&&[^\u{0}]]{1,12}".prop_map(String::from), Just("李清".into())];
    let field = prop_oneof![Just(Field::Name), Just(Field::Occupation), Just(Field::Workplace)];
    prop_oneof![
        6 => (who(), field, value).prop_map(|(person, field, value)| set(person, field, &value)),
        2 => who().prop_map(|person| HouseholdEdit::AddPerson { person }),
        1 => who().prop_map(|person| HouseholdEdit::RemovePerson { person }),
        1 => (0u8..4, 1u8..4).prop_map(|(keep, on)| HouseholdEdit::JoinPeople {
            keep: person(keep),
            merge: person((keep + on) % 4)
        }),
        1 => (0u8..4, 1u8..4).prop_map(|(one, on)| HouseholdEdit::KeepBothPeople {
            pair: (person(one), person((one + on) % 4))
        }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let edits = proptest::collection::vec(edit(), 1..5);
    prop_oneof![
        4 => (0usize..3, edits, any::<bool>()).prop_map(|(phone, edits, is_stale)| Step::Save { phone, edits, is_stale }),
        4 => (0usize..3, 1usize..3).prop_map(|(from, on)| Step::Send { from, to: (from + on) % 3 }),
        1 => (0usize..3).prop_map(|phone| Step::Restart { phone }),
    ]
}

struct Phone {
    number: u8,
    document: Document,
    older: Heads,
    wrote: Vec<ChangeHash>,
}

impl Phone {
    fn save(&mut self, edits: &[HouseholdEdit], is_stale: bool, now: i64) {
        let newest = self.document.heads();
        let base = if is_stale { self.older.clone() } else { newest.clone() };
        let wrote = self.document.register(&PLACE, edits, &base, writer(self.number), now).unwrap();
        self.wrote.extend(wrote.map(|wrote| wrote.change));
        self.older = newest;
    }

    /// Sends everything in one body or, where that waits for the other's own changes, one by one.
    fn send(&self, to: &mut Self) -> Result<(), AdmissionError> {
        if self.wrote.is_empty() || self.send_part(&self.wrote, to).is_ok() {
            return Ok(());
        }
        self.wrote.chunks(1).try_for_each(|change| self.send_part(change, to))
    }

    fn send_part(&self, changes: &[ChangeHash], to: &mut Self) -> Result<(), AdmissionError> {
        let body = self.document.pack(changes, device(self.number)).unwrap();
        to.document.admit(&body, device(self.number), |_| true).map(drop)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn phones_that_meet_hold_one_document_however_they_met(steps in proptest::collection::vec(step(), 1..40)) {
        let mut phones: Vec<Phone> = (0..3u8)
            .map(|number| Phone { number, document: household(), older: Heads::default(), wrote: Vec::new() })
            .collect();
        for (at, step) in steps.into_iter().enumerate() {
            match step {
                Step::Save { phone, edits, is_stale } => phones[phone].save(&edits, is_stale, NOON + at as i64 * 77),
                Step::Send { from, to } => {
                    let [from, to] = phones.get_disjoint_mut([from, to]).unwrap();
                    let sent = from.send(to);
                    prop_assert!(matches!(sent, Ok(()) | Err(AdmissionError::DependencyUnknown)), "{:?}", sent);
                }
                Step::Restart { phone } => {
                    let document = &mut phones[phone].document;
                    let again = Document::load(&document.save(), RECORD).unwrap();
                    prop_assert_eq!(&again, &*document);
                    prop_assert_eq!(Household::of(&again), Household::of(document));
                    *document = again;
                }
            }
        }
        for _ in 0..40 {
            if phones.iter().all(|phone| phone.document.heads() == phones[0].document.heads()) {
                break;
            }
            for (from, to) in [(0, 1), (1, 2), (2, 0), (0, 2), (2, 1), (1, 0)] {
                let [from, to] = phones.get_disjoint_mut([from, to]).unwrap();
                let _ = from.send(to);
            }
        }
        let [one, rest @ ..] = phones.as_slice() else { unreachable!("three phones") };
        for other in rest {
            prop_assert_eq!(one.document.heads(), other.document.heads());
            prop_assert_eq!(Household::of(&one.document), Household::of(&other.document));
        }
        let every = one.document.changes_since(&Heads::default());
        if !every.is_empty() {
            let snapshot = one.document.snapshot().unwrap();
            let newcomer = Document::admit_snapshot(&snapshot, Kind::Household, RECORD, |_| true).unwrap();
            prop_assert_eq!(newcomer.heads(), one.document.heads());
            prop_assert_eq!(Household::of(&newcomer), Household::of(&one.document));
            prop_assert_eq!(newcomer.writers().collect::<Vec<_>>(), one.document.writers().collect::<Vec<_>>());

            let dropped = BTreeSet::from([every[every.len() / 2]]);
            let without = one.document.without(&dropped);
            prop_assert!(dropped.iter().all(|change| without.writer_of(change).is_none()));
            let mut back = Phone { number: 0, document: without, older: Heads::default(), wrote: Vec::new() };
            for _ in 0..40 {
                if back.document.heads() == one.document.heads() {
                    break;
                }
                for phone in &phones {
                    let _ = phone.send(&mut back);
                }
            }
            prop_assert_eq!(back.document.heads(), one.document.heads());
        }
    }
}
