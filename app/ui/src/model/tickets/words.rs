//! How long and until when, as people say it.
//!
//! **Invariant:** a length of time is said in one unit, rounded down, and never as nothing.

use linli_shared::calendar::{Date, Millis};

use crate::model::clock::{WallTime, wall_time};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Span {
    /// So many minutes, at least one.
    Minutes(u32),
    /// So many hours.
    Hours(u32),
    /// So many days.
    Days(u32),
}

/// Says a length of time; below an hour in minutes, below two days in hours.
#[must_use]
pub fn span(millis: i64) -> Span {
    let count = |unit: i64| u32::try_from(millis.max(0) / unit).unwrap_or(u32::MAX);
    match millis {
        ..HOUR => Span::Minutes(count(MINUTE).max(1)),
        HOUR..172_800_000 => Span::Hours(count(HOUR)),
        172_800_000.. => Span::Days(count(DAY)),
    }
}

/// Until when something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Past, by so much.
    Over(Span),
    /// Today.
    Today(WallTime),
    /// Tomorrow.
    Tomorrow(WallTime),
    /// A later day.
    Day(Date, WallTime),
}

impl Due {
    /// Whether it is past.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Over(_))
    }
}

/// Says until when, seen from `now`, in the zone `offset` minutes ahead of UTC; `None` outside of the calendar.
#[must_use]
pub fn due(at: Millis, now: Millis, offset: i32) -> Option<Due> {
    if at < now {
        return Some(Due::Over(span(now.0.saturating_sub(at.0))));
    }
    let time = wall_time(at, offset);
    let (date, today) = (time.date?, wall_time(now, offset).date?);
    Some(match date.day_number() - today.day_number() {
        0 => Due::Today(time),
        1 => Due::Tomorrow(time),
        _ => Due::Day(date, time),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-03-05T02:00Z, ten in the morning in Shanghai.
    const NOW: Millis = Millis(1_772_676_000_000);
    const SHANGHAI: i32 = 480;

    #[test]
    fn a_length_is_said_in_one_unit() {
        let said = [0, 59 * MINUTE, HOUR, 47 * HOUR + 59 * MINUTE, 48 * HOUR, 10 * DAY, i64::MAX].map(span);
        let meant = [
            Span::Minutes(1),
            Span::Minutes(59),
            Span::Hours(1),
            Span::Hours(47),
            Span::Days(2),
            Span::Days(10),
            Span::Days(u32::MAX),
        ];
        assert_eq!(said, meant);
        assert_eq!(span(-5), Span::Minutes(1), "a clock that was set back");
    }

    #[test]
    fn until_when_is_said_from_today() {
        let said = |ahead: i64| due(NOW.plus(ahead), NOW, SHANGHAI);
        assert!(matches!(said(8 * HOUR), Some(Due::Today(time)) if (time.hour, time.minute) == (18, 0)));
        assert!(matches!(said(14 * HOUR), Some(Due::Tomorrow(time)) if time.hour == 0), "midnight is tomorrow");
        assert!(matches!(said(7 * DAY), Some(Due::Day(date, _)) if date.day == 12));
        assert_eq!(said(-3 * HOUR), Some(Due::Over(Span::Hours(3))));
        assert!(said(-1).is_some_and(Due::is_over) && !said(0).is_some_and(Due::is_over));
        assert_eq!(due(Millis(i64::MAX), NOW, SHANGHAI), None);
    }
}
