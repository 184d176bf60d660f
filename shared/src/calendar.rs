//! Days of the Gregorian calendar and moments, without a clock.

use core::fmt;

use serde::{Deserialize, Serialize};

/// A moment: milliseconds since 1970-01-01T00:00Z as some clock said; clocks may be years off.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    minicbor::Encode,
    minicbor::Decode,
)]
#[cbor(transparent)]
pub struct Millis(#[n(0)] pub i64);

impl Millis {
    /// The same moment later by `millis` (earlier if negative), saturating.
    #[must_use]
    pub const fn plus(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }
}

/// A day from 1850-01-01 to 2199-12-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Date {
    /// Year, 1850 to 2199.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, from 1.
    pub day: u8,
}

impl Date {
    /// The day, if the calendar has it.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        ((1850..=2199).contains(&year) && (1..=days).contains(&day)).then_some(Self { year, month, day })
    }

    /// Reads `YYYY-MM-DD`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let digits = |range: core::ops::Range<usize>| {
            bytes[range]
                .iter()
                .try_fold(0u16, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u16::from(byte - b'0')))
        };
        Self::new(digits(0..4)?, digits(5..7)? as u8, digits(8..10)? as u8)
    }

    /// Days since 1970-01-01, by the proleptic Gregorian calendar: eras of 400 years from 0000-03-01.
    #[must_use]
    pub fn day_number(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    /// The day of a [`Self::day_number`]; `None` outside 1850 to 2199.
    #[must_use]
    pub fn from_day_number(number: i64) -> Option<Self> {
        let shifted = number.checked_add(719_468)?;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + era.checked_mul(400)? + i64::from(month <= 2);
        Self::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_without_a_gap() {
        assert_eq!(Date::parse("1970-01-01").map(Date::day_number), Some(0));
        assert_eq!(Date::parse("2024-02-29").map(Date::day_number), Some(19_782));
        let days: Vec<Date> = (-43_829..=84_005).filter_map(Date::from_day_number).collect();
        assert_eq!((days.len(), days[0].to_string()), (127_835, "1850-01-01".into()));
        assert!(days.is_sorted() && days.iter().zip(-43_829..).all(|(day, number)| day.day_number() == number));
        for outside in [-43_830, 84_006, i64::MIN, i64::MAX] {
            assert_eq!(Date::from_day_number(outside), None);
        }
    }

    #[test]
    fn only_days_of_the_calendar_are_read() {
        assert_eq!(Date::parse("2024-02-29").map(|day| day.to_string()), Some("2024-02-29".into()));
        for wrong in ["2023-02-29", "2024-13-01", "2024-00-10", "2024-1-10", "1849-12-31", "２０２4-01-01"] {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
    }
}
