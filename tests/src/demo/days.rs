//! Counting with days.

use linli_shared::calendar::{Date, Millis};

const DAY: i64 = 86_400_000;
const CHINA: i64 = 8 * 3_600_000;

/// Days from 1970-01-01 to the day.
pub(super) fn number(day: Date) -> i64 {
    let (year, month) = (i64::from(day.year), i64::from(day.month));
    let shifted = if month > 2 { year } else { year - 1 };
    let month_from_march = (month + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day.day) - 1;
    shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + day_of_year - 719_468
}

/// The day so many days later; searched, so that the calendar has one source of truth.
pub(super) fn plus(day: Date, days: i64) -> Date {
    let wanted = number(day) + days;
    let year = 1970 + wanted.div_euclid(366);
    let first = (year - 1..=year + 2)
        .rev()
        .filter_map(|year| Date::new(year as u16, 1, 1))
        .find(|first| number(*first) <= wanted)
        .expect("days of this demo lie between 1850 and 2199");
    let (mut year, mut month) = (first.year, 1u8);
    loop {
        let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        let next = Date::new(next_year, next_month, 1).expect("first of a month");
        if number(next) > wanted {
            let start = Date::new(year, month, 1).expect("first of a month");
            return Date { day: (wanted - number(start) + 1) as u8, ..start };
        }
        (year, month) = (next_year, next_month);
    }
}

/// Whole years from one day to a later one.
pub(super) fn years_between(birth: Date, today: Date) -> i64 {
    let is_before = (today.month, today.day) < (birth.month, birth.day);
    i64::from(today.year) - i64::from(birth.year) - i64::from(is_before)
}

/// The moment of a day at a minute counted from midnight in China.
pub(super) fn moment(day: Date, minute: i64) -> Millis {
    Millis(number(day) * DAY + minute * 60_000 - CHINA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_over_leap_years() {
        let day = |text| Date::parse(text).expect(text);
        assert_eq!(number(day("1970-01-01")), 0);
        assert_eq!(number(day("2000-03-01")), 11_017);
        for (from, days, to) in [
            ("2024-02-28", 1, "2024-02-29"),
            ("2023-12-31", 1, "2024-01-01"),
            ("2026-11-21", -365, "2025-11-21"),
            ("2026-11-21", 365 * 120, "2146-10-23"),
            ("2026-01-01", -1, "2025-12-31"),
            ("1970-01-01", -30_000, "1887-11-12"),
        ] {
            assert_eq!(plus(day(from), days).to_string(), to, "{from} {days}");
            assert_eq!(number(plus(day(from), days)), number(day(from)) + days);
        }
        assert_eq!(years_between(day("1980-05-06"), day("2026-05-05")), 45);
        assert_eq!(moment(day("1970-01-02"), 480), Millis(86_400_000));
    }
}
