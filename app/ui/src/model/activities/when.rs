//! From when to when something takes place, as it is said: the day with its weekday, the year only if it is another.

use linli_shared::calendar::{Date, Millis};

use crate::model::clock::{WallTime, wall_time};

/// From when to when, in the zone of the phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// When it begins.
    pub begins: WallTime,
    /// When it ends; only the hour is said of the same day.
    pub ends: WallTime,
    /// The year it is now.
    pub year: u16,
}

impl Span {
    /// The span between two moments, said at `now`; `offset` tells the zone at a moment.
    pub fn new(begins: Millis, ends: Millis, now: Millis, offset: impl Fn(Millis) -> i32) -> Self {
        let on_the_wall = |at: Millis| wall_time(at, offset(at));
        let year = on_the_wall(now).date.map_or(0, |today| today.year);
        Self { begins: on_the_wall(begins), ends: on_the_wall(ends), year }
    }

    /// Whether it ends on the day it begins.
    #[must_use]
    pub fn is_one_day(&self) -> bool {
        self.begins.date == self.ends.date
    }
}

/// The weekday: 0 for Monday to 6 for Sunday.
#[must_use]
pub fn weekday(date: Date) -> usize {
    // 1970-01-01 was a Thursday.
    (date.day_number() + 3).rem_euclid(7) as usize
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        let of = |year, month, day| weekday(Date::new(year, month, day).unwrap());
        assert_eq!(of(1970, 1, 1), 3);
        assert_eq!(of(2026, 3, 5), 3);
        assert_eq!(of(2026, 11, 22), 6);
        assert_eq!(of(1850, 1, 1), 1, "long before the epoch");
    }

    #[test]
    fn a_span_over_midnight_in_the_phones_zone_names_both_days() {
        let at = |hour: i64| Millis(1_772_668_800_000 + hour * 3_600_000);
        let in_utc = Span::new(at(14), at(18), at(0), |_| 0);
        assert!(in_utc.is_one_day());
        assert_eq!((in_utc.begins.hour, in_utc.year), (14, 2026));
        assert!(!Span::new(at(14), at(18), at(0), |_| 480).is_one_day());
    }
}
