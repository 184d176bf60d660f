//! Words of tickets: their number, the beginning of a text, what is typed to find one, how alike two texts are.
//!
//! **Invariant:** an empty text is like no other.

use core::fmt::Write as _;
use std::collections::BTreeSet;

use linli_shared::ids::RecordId;

/// Digits of a number as it is printed and said on the telephone.
const NUMBER: usize = 8;
/// The characters of a text that a list shows.
const EXCERPT: usize = 60;
/// The characters that are read of what is typed to find a ticket.
const TYPED: usize = 64;
/// The fewest pieces two texts share to be called alike.
const SHARED: usize = 2;

/// A ticket's number in words.
pub(super) fn number(ticket: RecordId) -> String {
    let mut number = String::with_capacity(NUMBER);
    for byte in ticket.0.iter().take(NUMBER / 2) {
        // Writing into a text cannot fail.
        let _ = write!(number, "{byte:02x}");
    }
    number
}

/// The beginning of a text, on one line.
pub(super) fn excerpt(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = line.chars().take(EXCERPT).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    short
}

/// A text as it is compared: small letters, half width, single spaces.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.trim().chars().map(half_width) {
        if !character.is_whitespace() {
            folded.push(character);
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded
}

fn half_width(character: char) -> char {
    let narrow = match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        '\u{3000}' => ' ',
        other => other,
    };
    narrow.to_ascii_lowercase()
}

/// What was typed to find a ticket: each word has to be somewhere.
#[derive(Debug)]
pub(super) struct Typed(Vec<String>);

impl Typed {
    /// Reads what was typed.
    pub(super) fn read(text: &str) -> Self {
        let text: String = text.trim().chars().take(TYPED).collect();
        Self(folded(&text).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect())
    }

    /// Whether nothing was typed.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether every word is in one of some texts that were [`folded`].
    pub(super) fn is_in<'t>(&self, texts: impl Fn() -> [&'t str; 4]) -> bool {
        self.0.iter().all(|word| texts().iter().any(|text| text.contains(word.as_str())))
    }
}

/// The pieces of a text that are compared: each word of letters or digits, each two neighbouring characters of Chinese.
pub(super) fn pieces(text: &str) -> BTreeSet<String> {
    let text: Vec<char> = text.chars().map(half_width).collect();
    let runs = text.chunk_by(|one, other| class(*one) == class(*other));
    let mut pieces = BTreeSet::new();
    for run in runs {
        match class(run.first().copied().unwrap_or(' ')) {
            Class::Between => {}
            // "a" and "of" say nothing; a number of one digit may be a building's.
            Class::Word if run.len() < 3 && !run.iter().any(char::is_ascii_digit) => {}
            Class::Word => {
                pieces.insert(run.iter().collect());
            }
            Class::Han => pieces.extend(run.windows(2).map(|two| two.iter().collect::<String>())),
        }
    }
    pieces
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Han,
    Word,
    Between,
}

fn class(character: char) -> Class {
    if character.is_ascii_alphanumeric() {
        Class::Word
    } else if character.is_alphanumeric() {
        Class::Han
    } else {
        Class::Between
    }
}

/// How alike two texts are by their [`pieces`], from 0 to 100: the shared ones of the shorter text.
pub(super) fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> usize {
    let shared = one.intersection(other).count();
    let shorter = one.len().min(other.len());
    if shared < SHARED.min(shorter.max(1)) { 0 } else { shared * 100 / shorter }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(one: &str, other: &str) -> usize {
        likeness(&pieces(one), &pieces(other))
    }

    #[test]
    fn a_number_is_the_beginning_of_the_id() {
        let ticket = RecordId([0x1f, 0x2e, 0x3d, 0x4c, 0x5b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(number(ticket), "1f2e3d4c");
    }

    #[test]
    fn an_excerpt_is_one_short_line() {
        assert_eq!(excerpt("  灯\n坏了 "), "灯 坏了");
        let long = excerpt(&"灯".repeat(200));
        assert_eq!(long.chars().count(), 61);
        assert!(long.ends_with('…'));
    }

    #[test]
    fn what_is_typed_is_found_in_any_width_and_order() {
        let text = || ["1f2e3d4c", "楼道灯 led 坏了", "3号楼", ""];
        for typed in ["灯", "ＬＥＤ", "坏了 3号楼", "1F2E", "  "] {
            assert!(Typed::read(typed).is_in(text), "{typed}");
        }
        assert!(!Typed::read("灯 4号楼").is_in(text));
        assert!(Typed::read(" \n").is_empty() && !Typed::read("灯").is_empty());
    }

    #[test]
    fn texts_that_say_the_same_are_alike() {
        assert!(alike("三号楼电梯坏了，按了没反应", "电梯坏了") >= 60);
        assert!(alike("The lift is broken again", "lift broken") == 100);
        assert!(alike("电梯坏了", "水管漏水") == 0);
    }

    #[test]
    fn nothing_is_like_an_empty_text() {
        for (one, other) in [("", ""), ("", "电梯坏了"), ("！！", "……"), ("of a", "a of")] {
            assert_eq!(alike(one, other), 0, "{one} {other}");
        }
    }
}
