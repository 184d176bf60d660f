//! Entries that look like one person: suggestions for someone to join or tell apart, never a decision.
//!
//! **Invariant:** pure and in a fixed order; at most [`PAIRS_MAX`] pairs are offered, however many entries there are.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;

/// The most pairs that are offered at once.
pub const PAIRS_MAX: usize = 64;

/// Why two entries look like one person, the strongest reason first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Likeness {
    /// The same ID number.
    IdNumber,
    /// The same name and birth date.
    NameAndBirth,
    /// The same name, and no birth date that differs.
    Name,
}

/// What is compared of an entry; entries are given in the order they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The entry.
    pub person: PersonId,
    /// 姓名.
    pub name: Option<&'a str>,
    /// 出生日期, `YYYY-MM-DD`.
    pub birth: Option<&'a str>,
}

/// Finds pairs that look alike, in the order of the entries, leaving out those in `distinct` (smaller id first).
#[must_use]
pub fn duplicates(
    entries: &[Entry<'_>],
    numbers: &BTreeMap<PersonId, BTreeSet<String>>,
    distinct: &BTreeSet<(PersonId, PersonId)>,
) -> Vec<((PersonId, PersonId), Likeness)> {
    let mut found = BTreeMap::new();
    let mut offer = |first: usize, second: usize, likeness: Likeness| {
        let (one, other) = (entries[first].person, entries[second].person);
        if one != other && !distinct.contains(&(one.min(other), one.max(other))) {
            found
                .entry((first, second))
                .and_modify(|known: &mut Likeness| *known = likeness.min(*known))
                .or_insert(likeness);
        }
    };
    let mut by_number: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        for number in numbers.get(&entry.person).into_iter().flatten() {
            by_number.entry(number).or_default().push(index);
        }
        let name: String = entry.name.unwrap_or_default().split_whitespace().collect();
        if !name.is_empty() {
            by_name.entry(name).or_default().push(index);
        }
    }
    for group in by_number.values() {
        pairs(group).for_each(|(first, second)| offer(first, second, Likeness::IdNumber));
    }
    for group in by_name.values() {
        for (first, second) in pairs(group) {
            match (entries[first].birth, entries[second].birth) {
                (Some(one), Some(other)) if one == other => offer(first, second, Likeness::NameAndBirth),
                (Some(_), Some(_)) => {}
                (None, _) | (_, None) => offer(first, second, Likeness::Name),
            }
        }
    }
    let shown = found.into_iter().take(PAIRS_MAX);
    shown.map(|((first, second), likeness)| ((entries[first].person, entries[second].person), likeness)).collect()
}

fn pairs(group: &[usize]) -> impl Iterator<Item = (usize, usize)> + '_ {
    let all = group.iter().enumerate().flat_map(|(at, first)| group[at + 1..].iter().map(|second| (*first, *second)));
    all.take(PAIRS_MAX * 4)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u8) -> PersonId {
        PersonId([number; 16])
    }

    fn entry(number: u8, name: &'static str, birth: Option<&'static str>) -> Entry<'static> {
        Entry { person: id(number), name: Some(name), birth }
    }

    #[test]
    fn each_pair_is_offered_once_with_its_strongest_reason() {
        let entries = [
            entry(5, "李清", Some("1985-01-02")),
            entry(1, "李 清", None),
            entry(2, "李清", Some("1985-01-02")),
            entry(3, "李清", Some("1990-01-02")),
            entry(4, "陈明", None),
        ];
        let same = BTreeSet::from(["11010519491231002X".to_owned()]);
        let numbers = BTreeMap::from([(id(4), same.clone()), (id(3), same)]);
        let distinct = BTreeSet::from([(id(1), id(3))]);
        let found = duplicates(&entries, &numbers, &distinct);
        assert_eq!(
            found,
            [
                ((id(5), id(1)), Likeness::Name),
                ((id(5), id(2)), Likeness::NameAndBirth),
                ((id(1), id(2)), Likeness::Name),
                ((id(3), id(4)), Likeness::IdNumber),
            ]
        );
    }

    #[test]
    fn many_entries_of_one_name_are_offered_in_bounds() {
        let entries: Vec<Entry<'_>> = (0..200).map(|number| entry(number, "李清", None)).collect();
        assert_eq!(duplicates(&entries, &BTreeMap::new(), &BTreeSet::new()).len(), PAIRS_MAX);
    }
}
