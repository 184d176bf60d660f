//! ID numbers: one sealed record per household beside its document, replaced as a whole by each write.
//!
//! The content is a set of entries and the names of entries that no longer stand. Two contents merge by union, so a
//! number that two devices wrote for one person shows as a conflict, a correction removes what it corrects everywhere,
//! and a device that only carried a number along contradicts nobody.
//! **Invariant:** an entry is added only by the device it names.

use std::collections::{BTreeMap, BTreeSet};

use linli_shared::cbor;
use linli_shared::documents::household::Place;
use linli_shared::ids::{DeviceId, PersonId, hash32};

use crate::device::outbox::StoredPlace;

/// Names an entry that no longer stands: 8 bytes of its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct EntryName(#[cbor(n(0), with = "minicbor::bytes")] pub [u8; 8]);

/// One number written for one person; an empty number says that there is none.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
pub struct NumberEntry {
    /// The person.
    #[n(0)]
    pub person: PersonId,
    /// 18 characters, or empty.
    #[n(1)]
    pub number: String,
    /// Who wrote it.
    #[n(2)]
    pub device: DeviceId,
    /// When, by that device's clock, in seconds.
    #[n(3)]
    pub seconds: i64,
}

impl core::fmt::Debug for NumberEntry {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("NumberEntry")
            .field("person", &self.person)
            .field("device", &self.device)
            .finish_non_exhaustive()
    }
}

impl NumberEntry {
    fn name(&self) -> EntryName {
        let hash = hash32(
            "linli id entry 1",
            &[&self.person.0, self.number.as_bytes(), &self.device.0, &self.seconds.to_be_bytes()],
        );
        let mut short = [0; 8];
        short.copy_from_slice(&hash[..8]);
        EntryName(short)
    }
}

/// The ID numbers of one household.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct IdNumbers {
    /// The household's place.
    #[n(0)]
    pub place: StoredPlace,
    /// What stands, beside what stood.
    #[n(1)]
    entries: BTreeSet<NumberEntry>,
    /// What no longer stands.
    #[n(2)]
    gone: BTreeSet<EntryName>,
}

/// The most entries of one record; a household has far fewer people.
const ENTRIES: usize = 256;
/// The most names of entries that no longer stand.
const GONE: usize = 4_096;

/// Why a content is void.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdNumbersError {
    /// Not the format, or too many entries.
    #[error("not an ID record")]
    Malformed,
    /// Of another household.
    #[error("an ID record of another household")]
    WrongPlace,
}

impl IdNumbers {
    /// No numbers yet.
    #[must_use]
    pub fn new(place: Place) -> Self {
        let place = StoredPlace { door: place.door, slot: place.slot, generation: place.generation };
        Self { place, entries: BTreeSet::new(), gone: BTreeSet::new() }
    }

    /// The content of an entry's body.
    #[must_use]
    pub fn to_content(&self) -> Vec<u8> {
        cbor::to_vec(self)
    }

    /// Reads the content of an entry's body that `device` signed, given what stood before.
    ///
    /// # Errors
    /// [`IdNumbersError`].
    pub fn admit(content: &[u8], device: DeviceId, before: Option<&Self>) -> Result<Self, IdNumbersError> {
        let read: Self = cbor::from_slice(content).map_err(|_| IdNumbersError::Malformed)?;
        let fits = read.entries.len() <= ENTRIES
            && read.gone.len() <= GONE
            && read.entries.iter().all(|entry| entry.number.is_empty() || entry.number.len() == 18);
        if !fits {
            return Err(IdNumbersError::Malformed);
        }
        if before.is_some_and(|before| before.place != read.place) {
            return Err(IdNumbersError::WrongPlace);
        }
        let is_known = |entry: &NumberEntry| {
            before.is_some_and(|before| before.entries.contains(entry) || before.gone.contains(&entry.name()))
        };
        // What another device wrote counts when it comes from that device; carried along it may come too early.
        let entries = read.entries.into_iter().filter(|entry| entry.device == device || is_known(entry)).collect();
        Ok(Self { entries, ..read })
    }

    /// Takes in another content of the same household.
    pub fn merge(&mut self, other: &Self) {
        self.gone.extend(other.gone.iter().copied());
        self.entries.extend(other.entries.iter().cloned());
        self.entries.retain(|entry| !self.gone.contains(&entry.name()));
    }

    /// Writes a person's number in place of all that stand for them; `false` if it stands there alone already.
    pub fn set(&mut self, person: PersonId, number: &str, device: DeviceId, seconds: i64) -> bool {
        let standing: Vec<NumberEntry> = self.of(person).cloned().collect();
        let is_there = match standing.as_slice() {
            [] => number.is_empty(),
            [one] => one.number == number,
            [_, ..] => false,
        };
        if is_there {
            return false;
        }
        for entry in standing {
            self.gone.insert(entry.name());
            self.entries.remove(&entry);
        }
        let mut entry = NumberEntry { person, number: number.to_owned(), device, seconds };
        while self.gone.contains(&entry.name()) {
            entry.seconds += 1;
        }
        self.entries.insert(entry);
        true
    }

    /// Writes all of a person's numbers in place of those that stand; several are a conflict. `false` if they stand already.
    pub fn set_all(&mut self, person: PersonId, numbers: &[&str], device: DeviceId, seconds: i64) -> bool {
        let [first, rest @ ..] = numbers else { return self.set(person, "", device, seconds) };
        if rest.is_empty() {
            return self.set(person, first, device, seconds);
        }
        let standing: Vec<NumberEntry> = self.of(person).cloned().collect();
        let mut is_changed = false;
        for entry in standing.iter().filter(|entry| !numbers.contains(&entry.number.as_str())) {
            self.gone.insert(entry.name());
            self.entries.remove(entry);
            is_changed = true;
        }
        for number in numbers.iter().filter(|number| standing.iter().all(|entry| entry.number != **number)) {
            let mut entry = NumberEntry { person, number: (*number).to_owned(), device, seconds };
            while self.gone.contains(&entry.name()) {
                entry.seconds += 1;
            }
            self.entries.insert(entry);
            is_changed = true;
        }
        is_changed
    }

    /// The entries that stand for a person, in an order that is the same on every device.
    pub fn of(&self, person: PersonId) -> impl Iterator<Item = &NumberEntry> {
        self.entries.iter().filter(move |entry| entry.person == person)
    }

    /// Every entry that stands, in an order that is the same on every device.
    pub fn entries(&self) -> impl Iterator<Item = &NumberEntry> {
        self.entries.iter()
    }

    /// The numbers that stand for a person, each once, ascending; an empty one says that there is none.
    #[must_use]
    pub fn numbers_of(&self, person: PersonId) -> Vec<String> {
        let numbers: BTreeSet<&String> = self.of(person).map(|entry| &entry.number).collect();
        numbers.into_iter().cloned().collect()
    }

    /// For each person the numbers that stand; more than one is a conflict.
    #[must_use]
    pub fn by_person(&self) -> BTreeMap<PersonId, Vec<&NumberEntry>> {
        let mut people: BTreeMap<PersonId, Vec<&NumberEntry>> = BTreeMap::new();
        for entry in &self.entries {
            let standing = people.entry(entry.person).or_default();
            if standing.iter().all(|known| known.number != entry.number) {
                standing.push(entry);
            }
        }
        people
    }

    /// How many people have more than one number.
    #[must_use]
    pub fn conflicts(&self) -> usize {
        self.by_person().values().filter(|standing| standing.len() > 1).count()
    }
}

/// What a device keeps: what the log holds, and its own contents on top.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct IdRow {
    /// What the log holds.
    #[n(0)]
    pub confirmed: IdNumbers,
    /// Own contents that are not confirmed, with their outbox numbers.
    #[n(1)]
    pub own: BTreeMap<u64, IdNumbers>,
}

impl IdRow {
    /// No numbers yet.
    #[must_use]
    pub fn new(place: Place) -> Self {
        Self { confirmed: IdNumbers::new(place), own: BTreeMap::new() }
    }

    /// What the person sees.
    #[must_use]
    pub fn shown(&self) -> IdNumbers {
        let mut shown = self.confirmed.clone();
        for own in self.own.values() {
            shown.merge(own);
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use linli_shared::ids::AreaId;

    use super::*;

    const WANG: DeviceId = DeviceId([1; 16]);
    const LI: DeviceId = DeviceId([2; 16]);
    const ANNA: PersonId = PersonId([3; 16]);
    const BO: PersonId = PersonId([4; 16]);
    const ONE: &str = "11010519491231002X";
    const OTHER: &str = "440524188001010014";

    fn empty() -> IdNumbers {
        IdNumbers::new(Place { door: AreaId([5; 16]), slot: 0, generation: 0 })
    }

    #[test]
    fn numbers_of_different_people_merge_and_of_one_person_conflict() {
        let (mut wang, mut li) = (empty(), empty());
        wang.set(ANNA, ONE, WANG, 10);
        li.set(ANNA, OTHER, LI, 11);
        li.set(BO, OTHER, LI, 11);
        let mut both = wang.clone();
        both.merge(&li);
        li.merge(&wang);
        assert_eq!(both, li);
        assert_eq!(both.conflicts(), 1);
        assert!(both.set(ANNA, ONE, WANG, 12));
        assert_eq!(both.conflicts(), 0);
        both.merge(&li);
        assert_eq!(both.conflicts(), 0, "a correction stays when the old comes again");
    }

    #[test]
    fn a_number_only_carried_along_contradicts_nobody() {
        let mut base = empty();
        base.set(ANNA, ONE, WANG, 10);
        let (mut corrected, mut carried) = (base.clone(), base.clone());
        corrected.set(ANNA, OTHER, WANG, 20);
        carried.set(BO, ONE, LI, 21);
        corrected.merge(&carried);
        assert_eq!(corrected.conflicts(), 0);
        assert_eq!(corrected.of(ANNA).next().unwrap().number, OTHER);
    }

    #[test]
    fn an_entry_under_another_name_does_not_count() {
        let mut forged = empty();
        forged.set(ANNA, ONE, WANG, 10);
        let content = forged.to_content();
        assert_eq!(IdNumbers::admit(&content, LI, None).unwrap(), empty());
        assert_eq!(IdNumbers::admit(&content, WANG, None).unwrap(), forged);
        assert_eq!(IdNumbers::admit(&content, LI, Some(&forged)).unwrap(), forged);
        assert_eq!(IdNumbers::admit(&[1, 2], WANG, None), Err(IdNumbersError::Malformed));
    }

    #[test]
    fn writing_what_stands_writes_nothing() {
        let mut numbers = empty();
        assert!(!numbers.set(ANNA, "", WANG, 1));
        assert!(numbers.set(ANNA, ONE, WANG, 1));
        assert!(!numbers.set(ANNA, ONE, LI, 2));
        assert!(numbers.set(ANNA, "", LI, 3));
        assert!(numbers.set(ANNA, ONE, WANG, 1), "the same number at the same time again is a new entry");
        assert_eq!(numbers.of(ANNA).count(), 1);
    }
}
