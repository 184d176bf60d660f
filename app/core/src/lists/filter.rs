//! What a filter asks of a door.
//!
//! **Invariant:** a moment that this device's clock has not reached yet counts as now: another's clock may be years ahead.

use linli_contract::lists::Filter;
use linli_shared::calendar::Date;
use linli_shared::households::CareGroup;
use linli_shared::visits::Outcome;

use crate::device::doors::{DoorRow, HomeUse, PersonSum};

/// A door as filters see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    /// Its summary; `None` if nothing is known of it.
    pub(super) row: &'a DoorRow,
    /// Whether it counts where doors are counted: a home, or registered.
    pub(super) is_counted: bool,
    /// Something of it is only on this device.
    pub(super) is_waiting: bool,
    /// The day.
    pub(super) today: Date,
}

impl Seen<'_> {
    /// Whether a filter lets the door through.
    pub(super) fn fits(&self, filter: Filter) -> bool {
        let row = self.row;
        match filter {
            Filter::Care(_) | Filter::AnyCare => row.persons().any(|(_, person)| is_meant(filter, person)),
            Filter::Let => row.standing().any(|household| household.home == Some(HomeUse::Let)),
            Filter::Vacant => row.is_vacant(),
            Filter::Due => row.is_due(self.today),
            Filter::Conflict => row.has_conflict(),
            Filter::NotConfirmed { days } => {
                let confirmed = row.confirmed().map(crate::device::day);
                confirmed.is_some_and(|day| self.today.day_number() - day.day_number() >= i64::from(days))
            }
            Filter::NotMet { days } => {
                let since = self.today.day_number() - i64::from(days);
                row.standing().next().is_some() && !row.was_met_since(since)
            }
            Filter::Unregistered => self.is_counted && !row.is_covered(),
            Filter::NobodyHome => self.was(Outcome::NobodyHome),
            Filter::Refused => self.was(Outcome::Refused),
            Filter::Waiting => self.is_waiting,
        }
    }

    fn was(&self, outcome: Outcome) -> bool {
        let last = self.row.last_visit().map(|visit| visit.outcome);
        last == Some(outcome) && self.row.standing().next().is_none()
    }
}

/// Whom a filter asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whom {
    /// Everybody of any care group.
    AnyCare,
    /// Everybody of one.
    Care(CareGroup),
}

/// The people a filter asks for; `None` if it asks for doors.
fn whom(filter: Filter) -> Option<Whom> {
    match filter {
        Filter::Care(group) => Some(Whom::Care(group)),
        Filter::AnyCare => Some(Whom::AnyCare),
        Filter::Let
        | Filter::Vacant
        | Filter::Due
        | Filter::Conflict
        | Filter::NotConfirmed { .. }
        | Filter::NotMet { .. }
        | Filter::Unregistered
        | Filter::NobodyHome
        | Filter::Refused
        | Filter::Waiting => None,
    }
}

/// Whether a filter asks for people.
pub(super) fn is_of_people(filter: Filter) -> bool {
    whom(filter).is_some()
}

/// Whether a person is one that a filter asks for.
pub(super) fn is_meant(filter: Filter, person: &PersonSum) -> bool {
    match whom(filter) {
        Some(Whom::Care(group)) => person.care.has(group),
        Some(Whom::AnyCare) => person.care.is_any(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use linli_shared::ids::{DeviceId, RecordId};

    use super::*;
    use crate::device::doors::{HouseholdSum, VisitSum};

    const DAY: i64 = 86_400;

    fn seconds(day: &str) -> i64 {
        Date::parse(day).unwrap().day_number() * DAY
    }

    fn visit(number: u8, outcome: Outcome, day: &str, next: Option<&str>) -> VisitSum {
        let (record, device) = (RecordId([number; 16]), DeviceId([0; 16]));
        VisitSum { record, outcome, seconds: seconds(day), next: next.map(Into::into), is_withdrawn: false, device }
    }

    fn fits(row: &DoorRow, filter: Filter) -> bool {
        let today = Date::parse("2026-01-03").unwrap();
        Seen { row, is_counted: true, is_waiting: false, today }.fits(filter)
    }

    #[test]
    fn a_door_nobody_registered_is_found_by_its_last_visit() {
        let mut row = DoorRow::default();
        assert!(fits(&row, Filter::Unregistered) && !fits(&row, Filter::NobodyHome) && !fits(&row, Filter::Due));
        row.set_visit(visit(1, Outcome::NobodyHome, "2026-01-01", Some("2026-01-03")));
        assert!(fits(&row, Filter::NobodyHome) && fits(&row, Filter::Due) && fits(&row, Filter::Unregistered));
        row.set_visit(visit(2, Outcome::Refused, "2026-01-02", Some("2026-01-04")));
        assert!(fits(&row, Filter::Refused) && !fits(&row, Filter::NobodyHome) && !fits(&row, Filter::Due));
        row.set_visit(visit(3, Outcome::Vacant, "2026-01-03", None));
        assert!(fits(&row, Filter::Vacant) && !fits(&row, Filter::Unregistered) && !fits(&row, Filter::Refused));
        row.set_household(HouseholdSum { home: Some(HomeUse::Let), ..HouseholdSum::default() });
        assert!(fits(&row, Filter::Let) && !fits(&row, Filter::Unregistered));
    }

    #[test]
    fn a_home_is_confirmed_by_a_value_or_by_meeting_somebody() {
        let days = |days| Filter::NotConfirmed { days };
        let mut row = DoorRow::default();
        assert!(!fits(&row, days(0)), "nothing is registered that could be confirmed");
        row.set_household(HouseholdSum { seconds: seconds("2025-01-03"), ..HouseholdSum::default() });
        assert!(fits(&row, days(365)) && !fits(&row, days(366)));
        row.set_visit(visit(1, Outcome::NobodyHome, "2026-01-01", None));
        assert!(fits(&row, days(365)), "nobody was met");
        row.set_visit(visit(2, Outcome::Met, "2025-12-30", None));
        assert!(!fits(&row, days(365)) && fits(&row, days(4)) && !fits(&row, days(5)));
        assert!(fits(&row, Filter::NotMet { days: 3 }) && !fits(&row, Filter::NotMet { days: 4 }));
        row.visits[0].is_withdrawn = true;
        row.visits[1].is_withdrawn = true;
        assert!(fits(&row, days(365)), "taken back");
        row.set_visit(visit(3, Outcome::Met, "2098-01-01", None));
        assert!(!fits(&row, days(1)), "a clock that is ahead does not make a home forgotten");
    }

    #[test]
    fn care_groups_are_asked_of_people_who_live_there() {
        let person = PersonSum { care: [CareGroup::Disabled].into_iter().collect(), ..PersonSum::default() };
        let mut row = DoorRow::default();
        row.set_household(HouseholdSum { persons: vec![person], ..HouseholdSum::default() });
        assert!(fits(&row, Filter::AnyCare) && fits(&row, Filter::Care(CareGroup::Disabled)));
        assert!(!fits(&row, Filter::Care(CareGroup::VeryOld)));
        row.households[0].ended = Some(1);
        assert!(!fits(&row, Filter::AnyCare), "they moved away");
    }
}
