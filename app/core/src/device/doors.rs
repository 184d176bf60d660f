//! Summaries by door: what the board and the lists show without opening a document.
//!
//! **Invariant:** a summary is derived; it is written in the same batch as what it sums up.

use linli_contract::areas::{Coverage, DoorCell, DoorState};
use linli_shared::calendar::Date;
use linli_shared::ids::{DeviceId, RecordId};
use linli_shared::visits::Outcome;

pub use super::people::{Care, HomeUse, IdMark, IdSum, PersonSum};
use super::rows::FactRow;
use crate::visits::fact::VisitFact;

/// One door's summary row.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub struct DoorRow {
    /// Its households.
    #[n(0)]
    pub households: Vec<HouseholdSum>,
    /// Its visits, oldest first by device time.
    #[n(1)]
    pub visits: Vec<VisitSum>,
    /// What is kept of ID numbers, by household; they may arrive before their household does.
    #[cbor(n(2), skip_if = "Vec::is_empty")]
    pub ids: Vec<IdSum>,
}

/// One household of a door.
#[derive(Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub struct HouseholdSum {
    /// The record.
    #[n(0)]
    pub record: RecordId,
    /// Its slot.
    #[n(1)]
    pub slot: u8,
    /// Its generation.
    #[n(2)]
    pub generation: u32,
    /// People registered.
    #[n(3)]
    pub people: u16,
    /// Fields with more than one value.
    #[n(4)]
    pub conflicts: u16,
    /// People with more than one ID number.
    #[n(5)]
    pub id_conflicts: u16,
    /// The home is vacant, by the newest registration.
    #[n(6)]
    pub is_vacant: bool,
    /// When its newest value was written, device time in seconds.
    #[n(7)]
    pub seconds: i64,
    /// Its people, the householder first.
    #[cbor(n(8), skip_if = "Vec::is_empty")]
    pub persons: Vec<PersonSum>,
    /// Use of the home.
    #[n(9)]
    pub home: Option<HomeUse>,
    /// Telephone of the landlord.
    #[n(10)]
    pub landlord_phone: Option<Box<str>>,
    /// When it was first registered, device time in seconds.
    #[cbor(n(11), skip_if = "is_zero")]
    pub first_seconds: i64,
    /// When it ended, device time in seconds; it is no longer registered then.
    #[n(12)]
    pub ended: Option<i64>,
}

impl core::fmt::Debug for HouseholdSum {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("HouseholdSum")
            .field("record", &self.record)
            .field("slot", &self.slot)
            .field("generation", &self.generation)
            .field("people", &self.people)
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "on 64 bits; the shape the derive asks for")]
fn is_zero(number: &i64) -> bool {
    *number == 0
}

/// One visit of a door.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct VisitSum {
    /// The fact.
    #[n(0)]
    pub record: RecordId,
    /// What happened.
    #[n(1)]
    pub outcome: Outcome,
    /// Device time in seconds.
    #[n(2)]
    pub seconds: i64,
    /// The day to come again.
    #[n(3)]
    pub next: Option<String>,
    /// Taken back.
    #[n(4)]
    pub is_withdrawn: bool,
    /// Who.
    #[n(5)]
    pub device: DeviceId,
}

impl VisitSum {
    /// Sums up a visit.
    #[must_use]
    pub fn of(record: RecordId, fact: &VisitFact, row: &FactRow) -> Self {
        Self {
            record,
            outcome: fact.outcome,
            seconds: fact.seconds,
            next: fact.next.clone(),
            is_withdrawn: row.withdrawn.is_some(),
            device: row.device,
        }
    }
}

impl DoorRow {
    /// The household of a slot: the one that has not ended, else the newest.
    #[must_use]
    pub fn household(&self, slot: u8) -> Option<&HouseholdSum> {
        let of_slot = self.households.iter().filter(|household| household.slot == slot);
        of_slot.max_by_key(|household| (household.ended.is_none(), household.generation))
    }

    /// Households that have not ended.
    pub fn standing(&self) -> impl Iterator<Item = &HouseholdSum> {
        self.households.iter().filter(|household| household.ended.is_none())
    }

    /// Writes a household's sum, in slot order; its ID numbers are counted from what arrived of them.
    pub fn set_household(&mut self, mut sum: HouseholdSum) {
        sum.id_conflicts = self.ids_of(sum.record).map_or(0, |ids| ids.conflicts);
        self.households.retain(|known| known.record != sum.record);
        self.households.push(sum);
        self.households.sort_by_key(|household| (household.slot, household.record));
    }

    /// Writes what is kept of a household's ID numbers, whether the household is here or not.
    pub fn set_ids(&mut self, ids: IdSum) {
        if let Some(household) = self.households.iter_mut().find(|household| household.record == ids.household) {
            household.id_conflicts = ids.conflicts;
        }
        self.ids.retain(|known| known.household != ids.household);
        if !ids.marks.is_empty() {
            self.ids.push(ids);
            self.ids.sort_by_key(|ids| ids.household);
        }
    }

    /// Gives back room that lists keep in reserve: there are thousands of doors, and most lists have one element.
    #[must_use]
    pub fn compact(mut self) -> Self {
        for household in &mut self.households {
            household.persons.shrink_to_fit();
        }
        for ids in &mut self.ids {
            ids.marks.shrink_to_fit();
        }
        self.households.shrink_to_fit();
        self.visits.shrink_to_fit();
        self.ids.shrink_to_fit();
        self
    }

    /// Takes in what is known of a door that was said to be this one.
    pub fn absorb(&mut self, other: Self) {
        other.ids.into_iter().for_each(|ids| self.set_ids(ids));
        other.households.into_iter().for_each(|household| self.set_household(household));
        other.visits.into_iter().for_each(|visit| self.set_visit(visit));
    }

    /// The keyed hashes of a person's ID numbers, those of joined entries included; more than one is a conflict.
    pub fn id_marks(&self, household: RecordId, person: &PersonSum) -> impl Iterator<Item = u64> {
        let marks = self.ids_of(household).map_or(&[][..], |ids| &ids.marks);
        marks.iter().filter(|mark| person.is(mark.person)).map(|mark| mark.mark)
    }

    fn ids_of(&self, household: RecordId) -> Option<&IdSum> {
        self.ids.iter().find(|ids| ids.household == household)
    }

    /// Writes a visit's sum, oldest first.
    pub fn set_visit(&mut self, sum: VisitSum) {
        self.visits.retain(|known| known.record != sum.record);
        self.visits.push(sum);
        self.visits.sort_by_key(|visit| (visit.seconds, visit.record));
    }

    /// The newest visit that was not taken back.
    #[must_use]
    pub fn last_visit(&self) -> Option<&VisitSum> {
        self.visits.iter().rev().find(|visit| !visit.is_withdrawn)
    }

    /// The newest visit at which somebody was met.
    #[must_use]
    pub fn last_met(&self) -> Option<&VisitSum> {
        self.visits.iter().rev().find(|visit| !visit.is_withdrawn && visit.outcome == Outcome::Met)
    }

    /// Whether somebody was met on a day or later, as [`Date::day_number`] counts.
    #[must_use]
    pub fn was_met_since(&self, since: i64) -> bool {
        self.last_met().is_some_and(|visit| super::day(visit.seconds).day_number() >= since)
    }

    /// When a value was last written or somebody was last met, device time in seconds; `None` if nobody is registered.
    #[must_use]
    pub fn confirmed(&self) -> Option<i64> {
        let written = self.standing().map(|household| household.seconds).max()?;
        Some(self.last_met().map_or(written, |visit| visit.seconds.max(written)))
    }

    /// The people registered at the door, each with their household.
    pub fn persons(&self) -> impl Iterator<Item = (&HouseholdSum, &PersonSum)> {
        self.standing().flat_map(|household| household.persons.iter().map(move |person| (household, person)))
    }

    /// People registered at the door.
    #[must_use]
    pub fn people(&self) -> u16 {
        self.standing().map(|household| household.people).sum()
    }

    /// The day to come again, as the last visit that stands says.
    #[must_use]
    pub fn next_visit(&self) -> Option<Date> {
        self.last_visit().and_then(|visit| Date::parse(visit.next.as_deref()?))
    }

    /// Whether the next visit is due on a day.
    #[must_use]
    pub fn is_due(&self, today: Date) -> bool {
        self.next_visit().is_some_and(|next| next <= today)
    }

    /// Whether nobody lives there, by the registration or by the last visit.
    #[must_use]
    pub fn is_vacant(&self) -> bool {
        let is_found_so = || self.last_visit().is_some_and(|visit| visit.outcome == Outcome::Vacant);
        self.standing().any(|household| household.is_vacant && household.people == 0)
            || (self.people() == 0 && is_found_so())
    }

    /// Whether something is to be settled.
    #[must_use]
    pub fn has_conflict(&self) -> bool {
        self.standing().any(|household| household.conflicts > 0 || household.id_conflicts > 0)
    }

    /// What is known of the door on a day; the most pressing state wins.
    #[must_use]
    pub fn state(&self, today: Date) -> DoorState {
        if self.has_conflict() {
            DoorState::Conflict
        } else if self.is_due(today) {
            DoorState::Due
        } else if self.is_vacant() {
            DoorState::Vacant
        } else if self.standing().next().is_some() {
            DoorState::Done
        } else {
            match self.last_visit().map(|visit| visit.outcome) {
                Some(Outcome::NobodyHome) => DoorState::NobodyHome,
                Some(Outcome::Refused) => DoorState::Refused,
                Some(Outcome::Met | Outcome::Vacant) | None => DoorState::Unregistered,
            }
        }
    }

    /// Whether the door counts as registered: a household, or known to be vacant.
    #[must_use]
    pub fn is_covered(&self) -> bool {
        self.standing().next().is_some() || self.is_vacant()
    }
}

/// Adds one door to a coverage.
pub fn count(coverage: &mut Coverage, cell: &DoorCell, is_covered: bool) {
    coverage.doors += 1;
    coverage.registered += u32::from(is_covered);
    coverage.due += u32::from(cell.state == DoorState::Due);
    coverage.conflicts += u32::from(cell.state == DoorState::Conflict);
    coverage.waiting += u32::from(cell.is_waiting);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use linli_shared::ids::PersonId;

    use super::*;

    fn visit(number: u8, outcome: Outcome, next: Option<&str>) -> VisitSum {
        VisitSum {
            record: RecordId([number; 16]),
            outcome,
            seconds: number.into(),
            next: next.map(Into::into),
            is_withdrawn: false,
            device: DeviceId([0; 16]),
        }
    }

    #[test]
    fn the_last_visit_that_stands_decides() {
        let today = Date::parse("2026-11-21").unwrap();
        let mut door = DoorRow::default();
        assert_eq!(door.state(today), DoorState::Unregistered);
        door.set_visit(visit(2, Outcome::Refused, None));
        door.set_visit(visit(1, Outcome::NobodyHome, Some("2026-11-01")));
        assert_eq!(door.state(today), DoorState::Refused);
        door.visits[1].is_withdrawn = true;
        assert_eq!(door.state(today), DoorState::Due);
        assert_eq!(door.state(Date::parse("2026-10-31").unwrap()), DoorState::NobodyHome);
    }

    fn household(number: u8, slot: u8) -> HouseholdSum {
        HouseholdSum {
            record: RecordId([number; 16]),
            slot,
            generation: 0,
            people: 2,
            conflicts: 0,
            id_conflicts: 0,
            is_vacant: false,
            seconds: 1,
            persons: Vec::new(),
            home: None,
            landlord_phone: None,
            first_seconds: 1,
            ended: None,
        }
    }

    #[test]
    fn a_conflict_is_more_pressing_than_a_visit() {
        let today = Date::parse("2026-11-21").unwrap();
        let mut door = DoorRow::default();
        door.set_visit(visit(1, Outcome::Met, Some("2026-11-21")));
        let ids = |conflicts| IdSum {
            household: RecordId([9; 16]),
            conflicts,
            marks: vec![IdMark { person: PersonId([3; 16]), mark: 77 }],
        };
        door.set_ids(ids(1));
        assert_eq!(door.state(today), DoorState::Due, "the household has not arrived yet");
        door.set_household(household(9, 0));
        assert_eq!(door.state(today), DoorState::Conflict);
        door.set_ids(ids(0));
        assert_eq!(door.state(today), DoorState::Due);
        door.visits.clear();
        assert_eq!((door.state(today), door.people()), (DoorState::Done, 2));
        let mut person = PersonSum::default();
        person.joined.push(PersonId([3; 16]));
        assert_eq!(door.id_marks(RecordId([9; 16]), &person).collect::<Vec<_>>(), [77], "of a joined entry too");
    }

    #[test]
    fn a_household_that_ended_is_not_registered() {
        let today = Date::parse("2026-11-21").unwrap();
        let mut door = DoorRow::default();
        let ended = HouseholdSum { ended: Some(5), conflicts: 1, ..household(9, 0) };
        door.set_household(ended);
        assert_eq!((door.state(today), door.people(), door.confirmed()), (DoorState::Unregistered, 0, None));
        assert!(!door.is_covered());
        door.set_household(HouseholdSum { generation: 1, seconds: 8, ..household(3, 0) });
        assert_eq!((door.state(today), door.confirmed()), (DoorState::Done, Some(8)));
        assert_eq!(door.household(0).unwrap().record, RecordId([3; 16]), "the one that lives there");
    }

    #[test]
    fn a_row_of_the_first_release_is_read() {
        let door =
            DoorRow { households: vec![HouseholdSum { first_seconds: 0, ..household(1, 2) }], ..Default::default() };
        let bytes = linli_shared::cbor::to_vec(&door);
        assert_eq!(bytes[..4], [0x82, 0x81, 0x88, 0x50], "written as the first release did where it knows no more");
        assert_eq!(linli_shared::cbor::from_slice(&bytes), Ok(door));
    }
}
