//! Names: whether a typed text fits a name, by characters, pinyin, initials or a mixture, and how well.
//!
//! Each character of the name takes itself or one or more first letters of one of its readings; what was typed is used up
//! from some character on. `lq`, `liqing`, `liq`, `li清` and `清` all fit 李清.
//! **Invariant:** the work for one name is bounded, whatever the name is.

use super::near;
use super::pinyin::{Pinyin, begins_with, bit};

/// How well something fits, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// All of it.
    Whole,
    /// Its beginning.
    Start,
    /// The initials of all of it.
    Initials,
    /// The initials of its beginning.
    FirstInitials,
    /// A later part, such as the given name.
    Inside,
    /// First letters of syllables from the beginning, some of one letter, some of more.
    Mixed,
    /// The same of a later part.
    MixedInside,
    /// With sounds that are easily taken for each other.
    Near,
    /// With one letter wrong, missing, too many or swapped.
    Typo,
}

/// Which sounds count as alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sounds {
    /// None.
    Exact,
    /// See [`near::variants`].
    Near,
}

/// How a text fits a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fit {
    /// How well.
    pub(super) rank: Rank,
    /// Range of the name's characters.
    pub(super) range: (u16, u16),
}

/// The first letters and all letters of a name's readings, to pass over most names at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Letters {
    /// First letters.
    pub(super) first: u32,
    /// All letters.
    pub(super) all: u32,
}

impl Letters {
    /// The letters of a name.
    pub(super) fn of(name: &str, pinyin: &Pinyin) -> Self {
        let mut letters = Self::default();
        for character in name.chars().take(NAME_LENGTH).map(|character| character.to_ascii_lowercase()) {
            letters.first |= bit(character);
            letters.all |= bit(character);
            for reading in pinyin.readings(character) {
                letters.first |= bit(char::from(reading[0]));
                letters.all |= reading.iter().fold(0, |bits, letter| bits | bit(char::from(*letter)));
            }
        }
        letters
    }
}

/// The characters of a name that are looked at; longer names are rather remarks.
pub(super) const NAME_LENGTH: usize = 32;
/// The most choices tried for one name.
const STEPS: u32 = 2_000;

/// Finds the best way in which `typed` (small letters, no separators, not empty) fits a name.
pub(super) fn fit(name: &str, typed: &[char], pinyin: &Pinyin, sounds: Sounds) -> Option<Fit> {
    let mut letters = ['\0'; NAME_LENGTH];
    let name = characters(name, &mut letters);
    let mut walk = Walk { name, typed, pinyin, sounds, steps: STEPS };
    let starts = (0..name.len()).filter(|at| !is_separator(name[*at]));
    let fits = starts.filter_map(|from| {
        let found = walk.go(from, 0)?;
        let rank = if sounds == Sounds::Near { Rank::Near } else { rank(name, typed, from, &found) };
        Some(Fit { rank, range: (from as u16, found.end as u16) })
    });
    fits.min_by_key(|fit| (fit.rank, fit.range.0))
}

/// The small characters of a name that are looked at, without asking for memory: this is done for thousands of names.
pub(super) fn characters<'b>(name: &str, buffer: &'b mut [char; NAME_LENGTH]) -> &'b [char] {
    let mut length = 0;
    for (place, character) in buffer.iter_mut().zip(name.chars()) {
        *place = character.to_ascii_lowercase();
        length += 1;
    }
    &buffer[..length]
}

/// One way through a name.
#[derive(Debug, Clone, Copy)]
struct Way {
    /// Characters of which only first letters were typed, the last one left out.
    cut: u8,
    /// Whether the last one is such a character.
    is_open: bool,
    /// Where it ends.
    end: usize,
}

struct Walk<'a> {
    name: &'a [char],
    typed: &'a [char],
    pinyin: &'a Pinyin,
    sounds: Sounds,
    steps: u32,
}

impl Walk<'_> {
    fn go(&mut self, at: usize, used: usize) -> Option<Way> {
        if used == self.typed.len() {
            return Some(Way { cut: 0, is_open: false, end: at });
        }
        self.steps = self.steps.checked_sub(1)?;
        let character = *self.name.get(at)?;
        if is_separator(character) {
            return self.go(at + 1, used);
        }
        let mut best = None;
        if character == self.typed[used] {
            best = self.go(at + 1, used + 1);
        }
        if self.typed[used].is_ascii_lowercase() && !character.is_ascii() {
            let pinyin = self.pinyin;
            for reading in pinyin.readings(character) {
                match self.sounds {
                    Sounds::Exact => self.spell(reading, at, used, &mut best),
                    Sounds::Near => {
                        near::variants(reading, |variant| self.spell(variant, at, used, &mut best));
                    }
                }
            }
        }
        best
    }

    fn spell(&mut self, reading: &[u8], at: usize, used: usize, best: &mut Option<Way>) {
        for letters in (1..=begins_with(reading, &self.typed[used..])).rev() {
            if best.is_some_and(|best| best.cut == 0 && !best.is_open) {
                return;
            }
            let is_cut = letters < reading.len();
            let is_last = used + letters == self.typed.len();
            let Some(rest) = self.go(at + 1, used + letters) else { continue };
            let way = Way {
                cut: rest.cut + u8::from(is_cut && !is_last),
                is_open: rest.is_open || (is_cut && is_last),
                ..rest
            };
            if best.is_none_or(|best| (way.cut, way.is_open) < (best.cut, best.is_open)) {
                *best = Some(way);
            }
        }
    }
}

fn rank(name: &[char], typed: &[char], from: usize, way: &Way) -> Rank {
    let is_start = name[..from].iter().all(|character| is_separator(*character));
    let is_end = name[way.end..].iter().all(|character| is_separator(*character));
    let taken = name[from..way.end].iter().filter(|character| !is_separator(**character)).count();
    let is_initials = taken == typed.len();
    if way.cut == 0 {
        if !is_start {
            Rank::Inside
        } else if is_end && !way.is_open {
            Rank::Whole
        } else {
            Rank::Start
        }
    } else if is_start && is_initials {
        if is_end { Rank::Initials } else { Rank::FirstInitials }
    } else if is_start {
        Rank::Mixed
    } else {
        Rank::MixedInside
    }
}

/// What stands between the parts of a name and is passed over.
pub(super) fn is_separator(character: char) -> bool {
    character.is_whitespace() || matches!(character, '·' | '•' | '・' | '.' | '-' | '\'' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, typed: &str) -> Option<(Rank, (u16, u16))> {
        let typed: Vec<char> = typed.chars().collect();
        fit(name, &typed, &Pinyin::new(), Sounds::Exact).map(|fit| (fit.rank, fit.range))
    }

    #[test]
    fn a_name_is_found_by_characters_pinyin_and_initials() {
        for (typed, rank, range) in [
            ("李清", Rank::Whole, (0, 2)),
            ("liqing", Rank::Whole, (0, 2)),
            ("李", Rank::Start, (0, 1)),
            ("li", Rank::Start, (0, 1)),
            ("l", Rank::Start, (0, 1)),
            ("liqi", Rank::Start, (0, 2)),
            ("li清", Rank::Whole, (0, 2)),
            ("李q", Rank::Start, (0, 2)),
            ("lq", Rank::Initials, (0, 2)),
            ("lqing", Rank::Mixed, (0, 2)),
            ("l清", Rank::Initials, (0, 2)),
            ("清", Rank::Inside, (1, 2)),
            ("qing", Rank::Inside, (1, 2)),
            ("q", Rank::Inside, (1, 2)),
        ] {
            assert_eq!(found("李清", typed), Some((rank, range)), "{typed}");
        }
        for typed in ["王", "lw", "qingli", "liqingx", "ql", "i"] {
            assert_eq!(found("李清", typed), None, "{typed}");
        }
        assert_eq!(found("李清照", "lq"), Some((Rank::FirstInitials, (0, 2))));
        assert_eq!(found("李清照", "qz"), Some((Rank::MixedInside, (1, 3))));
    }

    #[test]
    fn every_common_reading_is_understood() {
        for (name, typed) in [
            ("曾国强", "zeng"),
            ("曾国强", "ceng"),
            ("单雄信", "shanxiongxin"),
            ("单雄信", "dan"),
            ("解珍", "xiezhen"),
            ("仇英", "qiuying"),
            ("查良镛", "zhalyong"),
            ("区小平", "ouxp"),
            ("乐嘉", "yuejia"),
            ("重阳", "chongyang"),
            ("吕布", "lvbu"),
            ("吕布", "lubu"),
            ("女娲", "nuwa"),
            ("欧阳修", "ouyangx"),
            ("西安", "xian"),
            ("先", "xian"),
        ] {
            assert!(
                found(name, typed).is_some_and(|(rank, (from, _))| rank <= Rank::Mixed && from == 0),
                "{name} {typed}"
            );
        }
    }

    #[test]
    fn names_of_other_scripts_are_found_as_they_are_written() {
        assert_eq!(found("Anna Li", "annali"), Some((Rank::Whole, (0, 7))));
        assert_eq!(found("Anna Li", "li"), Some((Rank::Inside, (5, 7))));
        assert_eq!(found("阿依古丽·买买提", "买买提"), Some((Rank::Inside, (5, 8))));
        assert_eq!(found("阿依古丽·买买提", "aygl"), Some((Rank::FirstInitials, (0, 4))));
        assert_eq!(found("阿依古丽·买买提", "aiguli"), None);
    }

    #[test]
    fn a_name_made_to_be_slow_is_given_up() {
        let name = "重".repeat(200);
        let typed = format!("{}x", "zhongchongtong".repeat(4));
        assert_eq!(found(&name, &typed), None);
        assert!(found(&name, "zhongchong").is_some());
    }
}
