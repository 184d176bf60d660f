//! Moments as a person says them: today, yesterday, this year, earlier, in the zone the phone is in.
//!
//! **Invariant:** a moment in the future (another phone's clock is ahead) is said with its day, never as "today".

use linli_shared::calendar::{Date, Millis};

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// A moment split into what a clock on the wall shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WallTime {
    /// The day; `None` outside the calendar the app knows.
    pub date: Option<Date>,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute.
    pub minute: u8,
}

/// Splits a moment in a zone that is `offset` minutes ahead of UTC.
#[must_use]
pub fn wall_time(at: Millis, offset: i32) -> WallTime {
    let local = at.0.saturating_add(i64::from(offset) * MINUTE);
    let minutes = local.rem_euclid(DAY) / MINUTE;
    WallTime {
        date: Date::from_day_number(local.div_euclid(DAY)),
        hour: (minutes / 60) as u8,
        minute: (minutes % 60) as u8,
    }
}

/// How far a moment lies back, as it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Earlier today.
    Today(WallTime),
    /// The day before.
    Yesterday(WallTime),
    /// Another day of this year.
    ThisYear(Date, WallTime),
    /// A day of another year.
    Day(Date),
    /// Outside the calendar: a clock that was never set.
    Unknown,
}

/// Says a moment relative to `now`, both in the zone `offset` minutes ahead of UTC.
#[must_use]
pub fn moment(at: Millis, now: Millis, offset: i32) -> Moment {
    let time = wall_time(at, offset);
    let (Some(date), Some(today)) = (time.date, wall_time(now, offset).date) else { return Moment::Unknown };
    let day_of = |moment: Millis| moment.0.saturating_add(i64::from(offset) * MINUTE).div_euclid(DAY);
    match day_of(now) - day_of(at) {
        0 => Moment::Today(time),
        1 => Moment::Yesterday(time),
        _ if date.year == today.year => Moment::ThisYear(date, time),
        _ => Moment::Day(date),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    /// 2026-03-05T15:00Z.
    const NOW: Millis = Millis(1_772_722_800_000);
    const SHANGHAI: i32 = 480;

    #[test]
    fn the_phone_zone_decides_which_day_it_is() {
        let time = wall_time(NOW, SHANGHAI);
        assert_eq!((time.date, time.hour, time.minute), (Date::new(2026, 3, 5), 23, 0));
        assert_eq!(wall_time(NOW, 600).date, Date::new(2026, 3, 6));
    }

    #[test]
    fn moments_are_said_as_people_say_them() {
        let said = |back: i64| moment(NOW.plus(-back), NOW, SHANGHAI);
        assert!(matches!(said(3_600_000), Moment::Today(time) if time.hour == 22));
        assert!(matches!(said(24 * 3_600_000), Moment::Yesterday(time) if time.hour == 23));
        assert!(matches!(said(40 * DAY), Moment::ThisYear(date, _) if date.month == 1));
        assert!(matches!(said(400 * DAY), Moment::Day(date) if date.year == 2025));
        assert_eq!(moment(Millis(i64::MAX), NOW, SHANGHAI), Moment::Unknown);
    }

    #[test]
    fn a_clock_that_is_ahead_is_not_said_to_be_today() {
        assert!(matches!(moment(NOW.plus(2 * DAY), NOW, SHANGHAI), Moment::ThisYear(..)));
    }
}
