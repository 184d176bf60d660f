//! What was typed, and how well a record fits it.

use super::super::pinyin::{Pinyin, begins_with};
use super::entry::{Entry, Fit, Place, Signs, small};

/// The characters of a text that count.
const LENGTH: usize = 64;
/// The most words that count.
const WORDS: usize = 6;
/// The fewest letters by whose sound something said is found: one is in nearly every word.
const SOUND: usize = 2;
/// The most choices tried for one title.
const STEPS: u32 = 400;

/// A typed text: its words, each of which has to fit.
pub(super) struct Query(Vec<Word>);

struct Word {
    letters: Vec<char>,
    text: String,
    signs: Signs,
    /// All of it are letters: it may be pinyin, or initials.
    is_pinyin: bool,
    /// The first one's bit, and all of them.
    first: u32,
    all: u32,
}

impl Query {
    /// Reads a text; `None` if nothing is in it.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text: String = text.trim().chars().take(LENGTH).map(small).collect();
        let words: Vec<Word> = text.split_whitespace().take(WORDS).filter_map(Word::read).collect();
        (!words.is_empty()).then_some(Self(words))
    }

    /// How well a record fits: as well as the worst of the words, shown where the first one fits.
    pub(super) fn fit(&self, entry: &Entry, pinyin: &Pinyin) -> Option<(Fit, Place)> {
        let mut found: Option<(Fit, Place)> = None;
        for word in &self.0 {
            let (fit, place) = word.fit(entry, pinyin)?;
            found = Some(found.map_or((fit, place), |(worst, first)| (worst.max(fit), first)));
        }
        found
    }
}

impl Word {
    fn read(word: &str) -> Option<Self> {
        // `xi'an` is written with what tells its syllables apart.
        let letters: Vec<char> = word.chars().filter(|one| !matches!(one, '\'' | '’')).collect();
        let first = letter_bit(*letters.first()?);
        let text: String = letters.iter().collect();
        let all = letters.iter().fold(0, |bits, one| bits | letter_bit(*one));
        let is_pinyin = letters.iter().all(char::is_ascii_lowercase);
        Some(Self { signs: Signs::of(letters.iter().copied()), letters, text, is_pinyin, first, all })
    }

    fn fit(&self, entry: &Entry, pinyin: &Pinyin) -> Option<(Fit, Place)> {
        let may_hold = entry.signs.may_hold(&self.signs);
        if entry.chat.is_some() {
            return self.in_said(entry, may_hold, pinyin);
        }
        // With characters in it, a word fits a title only where these are.
        let may_title = may_hold || (self.all & !entry.spelled == 0 && self.has_characters_of(entry));
        let in_title = may_title.then(|| self.in_title(entry, pinyin)).flatten();
        if let Some((from, to)) = in_title {
            let fit = match from {
                0 if to == entry.letters.len() => Fit::Whole,
                0 => Fit::Start,
                _ => Fit::Inside,
            };
            return Some((fit, Place::Title(from as u16, to as u16)));
        }
        if !may_hold {
            return None;
        }
        let from = entry.text.find(&self.text)?;
        Some((Fit::Text, Place::Text(from, from + self.text.len())))
    }

    /// In what somebody said: as it was typed, else as it sounds.
    fn in_said(&self, entry: &Entry, may_hold: bool, pinyin: &Pinyin) -> Option<(Fit, Place)> {
        if let Some(from) = may_hold.then(|| entry.text.find(&self.text)).flatten() {
            return Some((Fit::Text, Place::Text(from, from + self.text.len())));
        }
        let may_sound = self.letters.len() >= SOUND && self.all != 0 && self.all & !entry.spelled == 0;
        let in_words = (may_sound && self.has_characters_of(entry)).then(|| self.in_title(entry, pinyin)).flatten();
        in_words.map(|(from, to)| (Fit::Sound, Place::Said(from as u16, to as u16)))
    }

    fn has_characters_of(&self, entry: &Entry) -> bool {
        self.is_pinyin || self.letters.iter().any(|one| !one.is_ascii() && entry.letters.contains(one))
    }

    fn in_title(&self, entry: &Entry, pinyin: &Pinyin) -> Option<(usize, usize)> {
        let mut walk = Walk { entry, typed: &self.letters, pinyin, steps: STEPS };
        (0..entry.letters.len()).find_map(|from| {
            let begins = entry.letters[from] == self.letters[0] || entry.heads[from] & self.first != 0;
            let end = begins.then(|| walk.go(from, 0)).flatten()?;
            Some((from, end))
        })
    }
}

/// One way through a title: each character takes itself, or first letters of one of its readings.
struct Walk<'a> {
    entry: &'a Entry,
    typed: &'a [char],
    pinyin: &'a Pinyin,
    steps: u32,
}

impl Walk<'_> {
    fn go(&mut self, at: usize, used: usize) -> Option<usize> {
        let Some(typed) = self.typed.get(used).copied() else { return Some(at) };
        self.steps = self.steps.checked_sub(1)?;
        let character = *self.entry.letters.get(at)?;
        if character == typed {
            if let Some(end) = self.go(at + 1, used + 1) {
                return Some(end);
            }
        } else if used > 0 && super::super::name::is_separator(character) {
            return self.go(at + 1, used);
        }
        let head = self.entry.heads.get(at).copied().unwrap_or_default();
        if character.is_ascii() || letter_bit(typed) & head == 0 {
            return None;
        }
        let pinyin = self.pinyin;
        for reading in pinyin.readings(character) {
            let most = begins_with(reading, &self.typed[used..]);
            for letters in (1..=most).rev() {
                if let Some(end) = self.go(at + 1, used + letters) {
                    return Some(end);
                }
            }
        }
        None
    }
}

/// A typed letter's bit: `u` is also what is meant by `v`, whose readings have both.
fn letter_bit(character: char) -> u32 {
    if character.is_ascii_lowercase() { 1 << (character as u32 - 'a' as u32) } else { 0 }
}
