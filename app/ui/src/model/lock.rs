//! The lock's screens: what is typed, how long a wait still is, whether a new secret may be sent.

use linli_shared::calendar::Millis;

/// More than anybody types on a number pad.
const MOST_DIGITS: usize = 32;

/// What one key of the number pad does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Adds a digit.
    Digit(u8),
    /// Takes the last one away.
    Back,
}

impl Key {
    /// The keys in the order of a telephone, with a gap where it has its star.
    pub const PAD: [Option<Self>; 12] = [
        Some(Self::Digit(1)),
        Some(Self::Digit(2)),
        Some(Self::Digit(3)),
        Some(Self::Digit(4)),
        Some(Self::Digit(5)),
        Some(Self::Digit(6)),
        Some(Self::Digit(7)),
        Some(Self::Digit(8)),
        Some(Self::Digit(9)),
        None,
        Some(Self::Digit(0)),
        Some(Self::Back),
    ];
}

/// Presses a key.
pub fn press(typed: &mut String, key: Key) {
    match key {
        Key::Digit(digit) if typed.chars().count() < MOST_DIGITS => typed.push(char::from(b'0' + digit % 10)),
        Key::Digit(_) => {}
        Key::Back => _ = typed.pop(),
    }
}

/// Whole seconds of a wait that are left; `None` once it is over. A clock that was set back does not lengthen what is shown
/// beyond the longest wait there is.
#[must_use]
pub fn seconds_left(until: Option<Millis>, now: Millis) -> Option<u32> {
    const LONGEST: i64 = 3_600;
    let left = until?.0.saturating_sub(now.0);
    (left > 0).then(|| left.div_euclid(1_000).saturating_add(i64::from(left % 1_000 > 0)).min(LONGEST) as u32)
}

/// A wait as a clock shows it: minutes and seconds.
#[must_use]
pub fn as_clock(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// Why a new secret is not sent yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unready {
    /// Nothing is typed.
    Missing,
    /// The second time was another.
    Differs,
}

/// Checks what was typed twice; the core says whether it is too simple.
///
/// # Errors
/// [`Unready`].
pub fn twice(new: &str, again: &str) -> Result<(), Unready> {
    if new.trim().is_empty() {
        return Err(Unready::Missing);
    }
    if new.trim() == again.trim() { Ok(()) } else { Err(Unready::Differs) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pad_types_digits_and_takes_them_back() {
        let mut typed = String::new();
        for key in [Key::Back, Key::Digit(2), Key::Digit(0), Key::Digit(9), Key::Back] {
            press(&mut typed, key);
        }
        assert_eq!(typed, "20");
        (0..100).for_each(|_| press(&mut typed, Key::Digit(7)));
        assert_eq!(typed.len(), MOST_DIGITS);
        let digits: std::collections::BTreeSet<_> = Key::PAD
            .iter()
            .filter_map(|key| if let Some(Key::Digit(digit)) = key { Some(digit) } else { None })
            .collect();
        assert_eq!(digits.len(), 10);
    }

    #[test]
    fn a_wait_counts_down_to_nothing() {
        let until = Some(Millis(60_000));
        let left = |now| seconds_left(until, Millis(now));
        assert_eq!([0, 1, 59_000, 59_001, 59_999].map(left), [Some(60), Some(60), Some(1), Some(1), Some(1)]);
        assert_eq!([60_000, 60_001].map(left), [None, None]);
        assert_eq!((left(-1_000_000_000), seconds_left(None, Millis(0))), (Some(3_600), None));
        assert_eq!([5, 60, 65, 3_600].map(as_clock), ["0:05", "1:00", "1:05", "60:00"]);
    }

    #[test]
    fn a_new_secret_is_typed_twice() {
        assert_eq!(twice(" ", ""), Err(Unready::Missing));
        assert_eq!(twice("284917", "284971"), Err(Unready::Differs));
        assert_eq!(twice("284917", "284917 "), Ok(()));
    }
}
