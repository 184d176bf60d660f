//! A record as it is compared.

use linli_shared::calendar::Millis;
use linli_shared::ids::{MemberId, RecordId};

use super::super::pinyin::{Pinyin, bit};
use super::words::Words;
use crate::chats::Spoken;

/// The characters of a title that are looked at, and those of a message that are found by pinyin.
pub(super) const TITLE: usize = 80;

/// How well something fits, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// The whole title.
    Whole,
    /// Its beginning.
    Start,
    /// A later part.
    Inside,
    /// A text.
    Text,
    /// What somebody said, by pinyin or initials: two letters are in many words.
    Sound,
}

/// What of it fits: characters from, to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Of the title.
    Title(u16, u16),
    /// Of the beginning of what somebody said, which has no title.
    Said(u16, u16),
    /// Of the text, in bytes of its folded form.
    Text(usize, usize),
}

/// A record.
pub(super) struct Entry {
    pub(super) id: RecordId,
    pub(super) at: Option<Millis>,
    pub(super) by: Option<MemberId>,
    pub(super) is_last: bool,
    /// Of a message, the conversation.
    pub(super) chat: Option<RecordId>,
    /// As it is shown.
    pub(super) title: Box<str>,
    pub(super) phone: Box<str>,
    /// The small characters of the title, or of the beginning of a message.
    pub(super) letters: Box<[char]>,
    /// First letters of each character's readings.
    pub(super) heads: Box<[u32]>,
    /// Letters of all readings of the title, to pass over most titles at once.
    pub(super) spelled: u32,
    /// The folded text.
    pub(super) text: Box<str>,
    /// The text as it is shown, where folding changed it.
    pub(super) shown: Option<Box<str>>,
    /// Which characters title and text hold.
    pub(super) signs: Signs,
    /// Of what its words were made, where that is asked.
    pub(super) stamp: u64,
}

impl core::fmt::Debug for Entry {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Entry").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Entry {
    /// Folds what a feature gave.
    pub(super) fn new(id: RecordId, words: Words, pinyin: &Pinyin) -> Self {
        let letters: Box<[char]> = words.title.chars().take(TITLE).map(small).collect();
        let (mut spelled, mut heads) = (0, Vec::with_capacity(letters.len()));
        for letter in &letters {
            let mut head = bit(*letter);
            spelled |= head;
            for reading in pinyin.readings(*letter) {
                head |= reading.first().map_or(0, |first| bit(char::from(*first)));
                spelled |= reading.iter().fold(0, |bits, one| bits | bit(char::from(*one)));
            }
            heads.push(head);
        }
        let text: String = words.text.chars().map(small).collect();
        let signs = Signs::of(letters.iter().copied().chain(text.chars()));
        Self {
            id,
            at: words.at,
            by: words.by,
            is_last: words.is_last,
            chat: None,
            title: words.title.into(),
            phone: words.phone.into(),
            letters,
            heads: heads.into(),
            spelled,
            shown: (text != words.text).then(|| words.text.into()),
            text: text.into(),
            signs,
            stamp: 0,
        }
    }

    /// Folds what somebody said in a conversation: found in all of it by characters, in its beginning by how it sounds.
    pub(super) fn spoken(chat: RecordId, spoken: Spoken, pinyin: &Pinyin) -> Self {
        let Spoken { id, by, at, words } = spoken;
        let title = words.chars().take(TITLE).collect();
        let words = Words { title, text: words, at: Some(at), by: Some(by), ..Words::default() };
        Self { chat: Some(chat), title: Box::default(), ..Self::new(id, words, pinyin) }
    }

    /// The text as it was written; its characters are at the places of the folded ones.
    pub(super) fn text(&self) -> &str {
        self.shown.as_deref().unwrap_or(&self.text)
    }
}

/// A small character of half width; marks stay as they are. One character becomes one.
pub(super) fn small(character: char) -> char {
    let half = match character {
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
            char::from_u32(character as u32 - 0xfee0).unwrap_or(character)
        }
        '\u{3000}' | '\n' | '\t' => ' ',
        'ü' | 'Ü' => 'v',
        other => other,
    };
    half.to_ascii_lowercase()
}

/// A set of characters, a bit for each of a few hundred kinds of them: what is not in it is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Signs([u64; 4]);

impl Signs {
    /// The set of some characters.
    pub(super) fn of(characters: impl Iterator<Item = char>) -> Self {
        let mut signs = [0_u64; 4];
        for character in characters {
            // The fractional part of the golden ratio spreads neighbours in the code table.
            let at = (character as u32).wrapping_mul(0x9e37_79b1) >> 24;
            signs[(at >> 6) as usize] |= 1 << (at & 63);
        }
        Self(signs)
    }

    /// Whether it may hold all of another's.
    pub(super) fn may_hold(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(have, want)| have & want == *want)
    }
}
