//! Entries that were said to be one person.
//!
//! An entry's `>` names the entry it joined. Following the marks leads to the entry that is shown; where they lead in a
//! circle, the smallest id of the circle is shown.
//!
//! **Invariant:** every device shows the same entry, and work grows with the number of marks alone.

use std::collections::{BTreeMap, BTreeSet};

use super::keys::{self, Mark};
use crate::documents::text::read_id;
use crate::documents::{ChangeHash, Document, Heads};
use crate::ids::PersonId;

/// Which entries are one person.
#[derive(Debug, Default)]
pub(super) struct Joins {
    /// The changes by which an entry joined another.
    by: BTreeMap<PersonId, Vec<ChangeHash>>,
    /// The entry shown for each entry that joined or was joined.
    shown: BTreeMap<PersonId, PersonId>,
    /// The other entries of each shown one, ascending.
    members: BTreeMap<PersonId, Vec<PersonId>>,
}

impl Joins {
    pub(super) fn read(document: &Document, at: Option<&Heads>) -> Self {
        let mut to = BTreeMap::new();
        let mut by = BTreeMap::new();
        for key in document.keys(at) {
            if let Some((person, rest)) = keys::read_person(&key)
                && rest == Mark::Joined.key()
            {
                let standing = document.standing(&key, at);
                let first = standing.first().and_then(|first| read_id(&first.text)).map(PersonId);
                if let Some(target) = first.filter(|target| *target != person) {
                    to.insert(person, target);
                    by.insert(person, standing.iter().map(|one| one.change).collect());
                }
            }
        }
        let shown = resolve(&to);
        let mut members: BTreeMap<PersonId, Vec<PersonId>> = BTreeMap::new();
        for (person, shown) in shown.iter().filter(|(person, shown)| person != shown) {
            members.entry(*shown).or_default().push(*person);
        }
        Self { by, shown, members }
    }

    /// The entry that is shown for `person`.
    pub(super) fn shown_for(&self, person: PersonId) -> PersonId {
        self.shown.get(&person).copied().unwrap_or(person)
    }

    /// The entries that are part of `shown`.
    pub(super) fn members(&self, shown: PersonId) -> &[PersonId] {
        self.members.get(&shown).map_or(&[], Vec::as_slice)
    }

    /// Whether whoever knew `known` knew that each entry of `shown` had joined.
    pub(super) fn are_known(&self, shown: PersonId, known: &BTreeSet<ChangeHash>) -> bool {
        let mut entries = self.members(shown).iter().chain([&shown]).filter_map(|person| self.by.get(person));
        entries.all(|changes| changes.iter().any(|change| known.contains(change)))
    }

    /// Whether a joined entry says otherwise than `text` under the key of the entry it joined.
    pub(super) fn leave_open(&self, document: &Document, key: &str, text: &str, at: &Heads) -> bool {
        let Some((person, rest)) = keys::read_person(key) else { return false };
        self.members(person).iter().any(|member| {
            let standing = document.standing(&keys::of_person(*member, rest), Some(at));
            standing.iter().any(|one| !one.text.is_empty() && one.text != text)
        })
    }
}

/// Follows every mark to its end, each at most twice.
fn resolve(to: &BTreeMap<PersonId, PersonId>) -> BTreeMap<PersonId, PersonId> {
    let mut shown: BTreeMap<PersonId, PersonId> = BTreeMap::new();
    for start in to.keys() {
        let mut path = Vec::new();
        let mut on_path = BTreeSet::new();
        let mut now = *start;
        while !shown.contains_key(&now) && on_path.insert(now) {
            path.push(now);
            match to.get(&now) {
                Some(target) => now = *target,
                None => break,
            }
        }
        let end = match shown.get(&now) {
            Some(end) => *end,
            None => path.iter().skip_while(|entry| **entry != now).min().copied().unwrap_or(now),
        };
        shown.extend(path.into_iter().map(|entry| (entry, end)));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_and_circles_end_at_one_entry() {
        let id = |number: u8| PersonId([number; 16]);
        let to = BTreeMap::from([(id(9), id(5)), (id(5), id(2)), (id(7), id(4)), (id(4), id(7)), (id(8), id(7))]);
        let shown = resolve(&to);
        for (person, expected) in [(9, 2), (5, 2), (2, 2), (7, 4), (4, 4), (8, 4)] {
            assert_eq!(shown.get(&id(person)), Some(&id(expected)), "{person}");
        }
    }
}
