//! What stands in the way of a group that somebody begins, and of a message.

use linli_shared::circles::{ABOUT, MESSAGE, NAME};

/// Why a group cannot be begun or renamed yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// It has no name.
    Name,
    /// Its name is too long.
    NameLong,
    /// What it says of itself is too long.
    AboutLong,
}

/// What is wrong with a group's name and words; a building's group is named for its building.
#[must_use]
pub fn mistakes(name: &str, about: &str, is_building: bool) -> Vec<Mistake> {
    let mut found = Vec::new();
    if !is_building {
        match name.trim().chars().count() {
            0 => found.push(Mistake::Name),
            length if length > NAME => found.push(Mistake::NameLong),
            _ => {}
        }
    }
    if about.trim().chars().count() > ABOUT {
        found.push(Mistake::AboutLong);
    }
    found
}

/// How many characters a message is too long; 0 for one that fits.
#[must_use]
pub fn over(words: &str) -> usize {
    words.trim().chars().count().saturating_sub(MESSAGE)
}

/// Whether there is something to send.
#[must_use]
pub fn may_send(words: &str, attached: usize) -> bool {
    (!words.trim().is_empty() || attached > 0) && over(words) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_needs_a_short_name_unless_it_is_a_buildings() {
        assert_eq!(mistakes(" ", "", false), [Mistake::Name]);
        assert_eq!(mistakes(" ", "", true), []);
        assert_eq!(mistakes(&"群".repeat(NAME), &"说".repeat(ABOUT), false), []);
        assert_eq!(
            mistakes(&"群".repeat(NAME + 1), &"说".repeat(ABOUT + 1), false),
            [Mistake::NameLong, Mistake::AboutLong]
        );
    }

    #[test]
    fn a_message_has_words_or_a_photo_and_is_not_too_long() {
        assert!(!may_send(" \n", 0));
        assert!(may_send("", 1));
        assert!(may_send(&"好".repeat(MESSAGE), 0));
        assert!(!may_send(&"好".repeat(MESSAGE + 3), 1));
        assert_eq!(over(&"好".repeat(MESSAGE + 3)), 3);
    }
}
