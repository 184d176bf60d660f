//! Dates as people type them, and days counted from one another.

use linli_shared::calendar::Date;

/// Reads a date typed with or without separators: `1958-03-12`, `1958.3.12`, `1958年3月12日`, `19580312`.
#[must_use]
pub fn read_loose(text: &str) -> Option<Date> {
    let text: String = text.trim().chars().map(narrow).collect();
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Date::new(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?);
    }
    let parts: Vec<&str> = text.split(|part: char| !part.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?),
        _ => None,
    }
}

/// Turns a full-width digit, as Chinese keyboards may give, into the plain one.
#[must_use]
pub fn narrow(letter: char) -> char {
    match letter {
        '０'..='９' => char::from(b'0' + (letter as u32 - '０' as u32) as u8),
        'Ｘ' | 'ｘ' => 'X',
        '．' => '.',
        '－' => '-',
        '　' => ' ',
        other => other,
    }
}

/// The day `days` after another.
#[must_use]
pub fn days_after(date: Date, days: i64) -> Option<Date> {
    Date::from_day_number(date.day_number() + days)
}

/// Whole years between two days, as an age is counted.
#[must_use]
pub fn age(birth: Date, today: Date) -> Option<u16> {
    let before_birthday = (today.month, today.day) < (birth.month, birth.day);
    today.year.checked_sub(birth.year)?.checked_sub(u16::from(before_birthday))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn dates_are_read_as_people_type_them() {
        let day = Date::new(1958, 3, 2);
        for typed in ["1958-03-02", "1958.3.2", "1958年3月2日", "19580302", "１９５８０３０２", " 1958/03/02 "]
        {
            assert_eq!(read_loose(typed), day, "{typed}");
        }
        for wrong in ["1958", "58-3-2", "1958-13-02", "19580231", "", "三月"] {
            assert_eq!(read_loose(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_day_of_four_centuries_counts_there_and_back() {
        for number in -40_000..80_000 {
            assert_eq!(Date::from_day_number(number).unwrap().day_number(), number);
        }
        assert_eq!(Date::from_day_number(0), Date::new(1970, 1, 1));
        assert_eq!(days_after(Date::new(2024, 2, 28).unwrap(), 2), Date::new(2024, 3, 1));
        assert_eq!(Date::from_day_number(i64::MAX), None);
    }

    #[test]
    fn an_age_turns_on_the_birthday() {
        let birth = Date::new(1958, 3, 12).unwrap();
        assert_eq!(age(birth, Date::new(2026, 3, 11).unwrap()), Some(67));
        assert_eq!(age(birth, Date::new(2026, 3, 12).unwrap()), Some(68));
        assert_eq!(age(birth, Date::new(1957, 3, 12).unwrap()), None);
    }
}
