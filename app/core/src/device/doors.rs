//! Summaries by door: what the board and the lists show without opening a document.
//!
//! **Invariant:** a summary is derived; it is written in the same batch as what it sums up.

use linli_contract::areas::{Coverage, DoorCell, DoorState};
use linli_shared::calendar::Date;
use linli_shared::ids::{DeviceId, RecordId};
use linli_shared::visits::Outcome;

/// One door's summary row.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub struct DoorRow {
    /// Its households.
    #[n(0)]
    pub households: Vec<HouseholdSum>,
    /// Its visits, oldest first by device time.
    #[n(1)]
    pub visits: Vec<VisitSum>,
}

/// One household of a door.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
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

impl DoorRow {
    /// The household of a slot.
    #[must_use]
    pub fn household(&self, slot: u8) -> Option<&HouseholdSum> {
        self.households.iter().find(|household| household.slot == slot)
    }

    /// Writes a household's sum, in slot order.
    pub fn set_household(&mut self, sum: HouseholdSum) {
        self.households.retain(|known| known.record != sum.record);
        self.households.push(sum);
        self.households.sort_by_key(|household| (household.slot, household.record));
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

    /// People registered at the door.
    #[must_use]
    pub fn people(&self) -> u16 {
        self.households.iter().map(|household| household.people).sum()
    }

    /// What is known of the door on a day; the most pressing state wins.
    #[must_use]
    pub fn state(&self, today: Date) -> DoorState {
        let visit = self.last_visit();
        let is_due = visit.and_then(|visit| Date::parse(visit.next.as_deref()?)).is_some_and(|next| next <= today);
        let registered = self.households.iter().map(|household| household.seconds).max();
        let is_vacant = self.households.iter().any(|household| household.is_vacant && household.people == 0)
            || (self.people() == 0 && visit.is_some_and(|visit| visit.outcome == Outcome::Vacant));
        if self.households.iter().any(|household| household.conflicts + household.id_conflicts > 0) {
            DoorState::Conflict
        } else if is_due {
            DoorState::Due
        } else if is_vacant {
            DoorState::Vacant
        } else if registered.is_some() {
            DoorState::Done
        } else {
            match visit.map(|visit| visit.outcome) {
                Some(Outcome::NobodyHome) => DoorState::NobodyHome,
                Some(Outcome::Refused) => DoorState::Refused,
                Some(Outcome::Met | Outcome::Vacant) | None => DoorState::Unregistered,
            }
        }
    }

    /// Whether the door counts as registered: a household, or known to be vacant.
    #[must_use]
    pub fn is_covered(&self, today: Date) -> bool {
        !self.households.is_empty() || self.state(today) == DoorState::Vacant
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

    #[test]
    fn a_conflict_is_more_pressing_than_a_visit() {
        let today = Date::parse("2026-11-21").unwrap();
        let mut door = DoorRow::default();
        door.set_visit(visit(1, Outcome::Met, Some("2026-11-21")));
        let mut sum = HouseholdSum {
            record: RecordId([9; 16]),
            slot: 0,
            generation: 0,
            people: 2,
            conflicts: 0,
            id_conflicts: 1,
            is_vacant: false,
            seconds: 1,
        };
        door.set_household(sum.clone());
        assert_eq!(door.state(today), DoorState::Conflict);
        sum.id_conflicts = 0;
        door.set_household(sum);
        assert_eq!(door.state(today), DoorState::Due);
        door.visits.clear();
        assert_eq!((door.state(today), door.people()), (DoorState::Done, 2));
    }
}
