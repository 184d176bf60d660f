//! Weeks: doors covered at the end of each, and visits by outcome.

use linli_contract::progress::WeekPoint;
use linli_shared::calendar::Date;
use linli_shared::visits::Outcome;

use crate::device::day;
use crate::device::doors::DoorRow;

/// Every outcome in the order it is shown.
const OUTCOMES: [Outcome; 4] = [Outcome::Met, Outcome::NobodyHome, Outcome::Refused, Outcome::Vacant];

/// The weeks up to today, oldest first.
pub(super) fn points(rows: &[&DoorRow], today: Date, weeks: u16) -> Vec<WeekPoint> {
    let last = today.day_number();
    let count = usize::from(weeks);
    let mut covered = vec![0u32; count];
    let mut visits = vec![[0u32; OUTCOMES.len()]; count];
    // The week that a day lies in, counted from the oldest shown; `None` if it lies before.
    let week = |number: i64| {
        let back = usize::try_from((last - number.min(last)) / 7).ok()?;
        (count - 1).checked_sub(back)
    };
    for row in rows {
        let ends = (0..count).map(|at| last - 7 * (count - 1 - at) as i64);
        for (sum, end) in covered.iter_mut().zip(ends) {
            *sum += u32::from(if end == last { row.is_covered() } else { was_covered(row, end) });
        }
        for visit in row.visits.iter().filter(|visit| !visit.is_withdrawn) {
            let outcome = OUTCOMES.iter().position(|outcome| *outcome == visit.outcome);
            if let (Some(week), Some(outcome)) = (week(day(visit.seconds).day_number()), outcome) {
                visits[week][outcome] += 1;
            }
        }
    }
    let day_at = |at: usize| Date::from_day_number(last - 7 * (count - 1 - at) as i64).unwrap_or(today);
    let points = covered.into_iter().zip(visits).enumerate().map(|(at, (covered, visits))| WeekPoint {
        until: day_at(at).to_string(),
        covered,
        visits: OUTCOMES.into_iter().zip(visits).collect(),
    });
    points.collect()
}

/// Whether a door was covered at the end of a day: somebody was registered, or it had been found vacant.
fn was_covered(row: &DoorRow, end: i64) -> bool {
    let number = |seconds| day(seconds).day_number();
    let is_registered = row.households.iter().any(|household| {
        number(household.first_seconds) <= end && household.ended.is_none_or(|ended| number(ended) > end)
    });
    let last = || row.visits.iter().rev().find(|visit| !visit.is_withdrawn && number(visit.seconds) <= end);
    is_registered || last().is_some_and(|visit| visit.outcome == Outcome::Vacant)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use linli_shared::ids::{DeviceId, RecordId};

    use super::*;
    use crate::device::doors::{HouseholdSum, VisitSum};

    const TODAY: &str = "2026-01-07";

    fn seconds(day: &str) -> i64 {
        Date::parse(day).unwrap().day_number() * 86_400
    }

    fn visit(number: u8, outcome: Outcome, day: &str) -> VisitSum {
        let (record, device) = (RecordId([number; 16]), DeviceId([0; 16]));
        VisitSum { record, outcome, seconds: seconds(day), next: None, is_withdrawn: false, device }
    }

    fn weeks(rows: &[&DoorRow], weeks: u16) -> Vec<WeekPoint> {
        points(rows, Date::parse(TODAY).unwrap(), weeks)
    }

    fn covered(row: &DoorRow) -> Vec<u32> {
        weeks(&[row], 4).iter().map(|week| week.covered).collect()
    }

    #[test]
    fn weeks_end_today_and_go_back_over_the_turn_of_the_year() {
        let until: Vec<String> = weeks(&[], 4).into_iter().map(|week| week.until).collect();
        assert_eq!(until, ["2025-12-17", "2025-12-24", "2025-12-31", "2026-01-07"]);
        assert_eq!((weeks(&[], 1).len(), weeks(&[], 104).len()), (1, 104));
    }

    #[test]
    fn a_door_is_covered_from_its_registration_until_its_household_ended() {
        let mut row = DoorRow::default();
        let first_seconds = seconds("2025-12-24");
        row.set_household(HouseholdSum { first_seconds, ..HouseholdSum::default() });
        assert_eq!(covered(&row), [0, 1, 1, 1]);
        row.households[0].ended = Some(seconds("2026-01-01"));
        assert_eq!(covered(&row), [0, 1, 1, 0]);
        row.set_visit(visit(1, Outcome::Vacant, "2026-01-02"));
        assert_eq!(covered(&row), [0, 1, 1, 1], "nobody lives there any more, and somebody went to see");
    }

    #[test]
    fn a_door_found_vacant_is_covered_until_a_visit_says_otherwise() {
        let mut row = DoorRow::default();
        row.set_visit(visit(1, Outcome::Vacant, "2025-12-18"));
        assert_eq!(covered(&row), [0, 1, 1, 1]);
        row.set_visit(visit(2, Outcome::NobodyHome, "2025-12-30"));
        assert_eq!(covered(&row), [0, 1, 0, 0]);
    }

    #[test]
    fn visits_are_counted_in_their_week_and_those_taken_back_are_not() {
        let mut row = DoorRow::default();
        row.set_visit(visit(1, Outcome::Met, "2025-12-31"));
        row.set_visit(visit(2, Outcome::Met, "2026-01-01"));
        row.set_visit(visit(3, Outcome::Refused, "2026-01-07"));
        row.set_visit(visit(4, Outcome::Met, "2020-01-01"));
        row.set_visit(visit(5, Outcome::Met, "2026-01-05"));
        row.visits
            .iter_mut()
            .filter(|visit| visit.record == RecordId([5; 16]))
            .for_each(|visit| visit.is_withdrawn = true);
        let counts = |at: usize| weeks(&[&row], 2)[at].visits.iter().map(|(_, count)| *count).collect::<Vec<_>>();
        assert_eq!((counts(0), counts(1)), (vec![1, 0, 0, 0], vec![1, 0, 1, 0]));
    }

    #[test]
    fn a_clock_years_off_moves_nothing_out_of_sight() {
        let mut row = DoorRow::default();
        row.set_visit(visit(1, Outcome::NobodyHome, "2099-05-05"));
        row.set_household(HouseholdSum { first_seconds: seconds("2099-05-05"), ..HouseholdSum::default() });
        assert_eq!(covered(&row), [0, 0, 0, 1]);
        assert_eq!(weeks(&[&row], 1)[0].visits[1], (Outcome::NobodyHome, 1));
        row.households[0].first_seconds = seconds("1970-01-02");
        assert_eq!(covered(&row), [1, 1, 1, 1]);
        let extremes = [i64::MIN, i64::MAX].map(|seconds| VisitSum { seconds, ..visit(9, Outcome::Met, TODAY) });
        for extreme in extremes {
            row.set_visit(extreme);
            assert_eq!(weeks(&[&row], 104).len(), 104);
        }
    }
}
