//! Quiet hours as a clock on the wall shows them.

use linli_contract::chats::Hush;

const DAY: u16 = 24 * 60;

/// What is offered first to who wants quiet hours: ten in the evening to seven in the morning.
pub const USUAL: Hush = Hush { from: 22 * 60, to: 7 * 60 };

/// Whether there are quiet hours at all.
#[must_use]
pub const fn is_on(hush: Hush) -> bool {
    hush.from != hush.to
}

/// Whether it is quiet at a minute of the local day; the hours may go past midnight.
#[must_use]
pub const fn is_quiet(hush: Hush, minute: u16) -> bool {
    if hush.from <= hush.to { hush.from <= minute && minute < hush.to } else { hush.from <= minute || minute < hush.to }
}

/// A minute of the day as `HH:MM`, which is also what a field for times holds.
#[must_use]
pub fn shown(minute: u16) -> String {
    let minute = minute % DAY;
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Reads `HH:MM`, with or without seconds.
#[must_use]
pub fn read(text: &str) -> Option<u16> {
    let mut parts = text.split(':');
    let (hour, minute) = (parts.next()?.parse::<u16>().ok()?, parts.next()?.parse::<u16>().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_go_past_midnight() {
        let quiet = |minute| is_quiet(USUAL, minute);
        assert!(quiet(22 * 60) && quiet(0) && quiet(7 * 60 - 1));
        assert!(!quiet(7 * 60) && !quiet(12 * 60) && !quiet(22 * 60 - 1));
        let noon = Hush { from: 12 * 60, to: 14 * 60 };
        assert!(is_quiet(noon, 13 * 60) && !is_quiet(noon, 14 * 60) && !is_quiet(noon, 0));
    }

    #[test]
    fn equal_ends_are_no_quiet_hours() {
        assert!(!is_on(Hush::default()));
        assert!((0..DAY).all(|minute| !is_quiet(Hush { from: 60, to: 60 }, minute)));
    }

    #[test]
    fn every_minute_is_written_and_read_back() {
        assert!((0..DAY).all(|minute| read(&shown(minute)) == Some(minute)));
        assert_eq!(read("07:05:00"), Some(425));
        assert_eq!([read("24:00"), read("7"), read(""), read("aa:10")], [None; 4]);
    }
}
