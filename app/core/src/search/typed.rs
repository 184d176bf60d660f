//! What was typed, read in each way it can be meant.

use super::door::{DoorKeys, DoorTyped};
use super::index::{Index, IndexedDoor, IndexedPerson};
use super::name::{self, Rank, Sounds, is_separator};
use super::near;
use super::pinyin::bit;

/// The characters of a text that count.
const LENGTH: usize = 64;
/// The fewest digits that are looked for at the end of a telephone number.
const PHONE_END: usize = 3;
/// The fewest digits that are looked for at its beginning.
const PHONE_START: usize = 7;

/// A typed text.
#[derive(Debug)]
pub(super) struct Typed {
    name: Option<NameTyped>,
    door: Option<DoorTyped>,
    digits: Option<String>,
    has_digits: bool,
    /// A door in some words and a name or the end of a telephone number in others: `12-301 李`.
    both: Option<(DoorTyped, Box<Typed>)>,
}

/// A text as a part of a name: small letters, no separators.
#[derive(Debug)]
struct NameTyped {
    characters: Vec<char>,
    /// The first letter's bit; none if it begins with a character.
    first: u32,
    all: u32,
    is_pinyin: bool,
}

/// What of a person fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PersonFit {
    /// These characters of the name.
    Name(u16, u16),
    /// The telephone.
    Phone,
}

impl Typed {
    /// Reads a text; `None` if nothing is in it.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text: String = text.trim().chars().take(LENGTH).map(half_width).collect();
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut typed = Self::plain(&text)?;
        typed.both = [words.len().saturating_sub(1), 1].into_iter().find_map(|at| {
            let (one, other) =
                words.split_at_checked(at).filter(|(one, other)| !one.is_empty() && !other.is_empty())?;
            let [one, other] = [one.join(" "), other.join(" ")];
            let (door, rest) = if has_number(&one) { (one, other) } else { (other, one) };
            let rest = Self::plain(&rest).filter(|rest| rest.name.is_some() || rest.digits.is_some())?;
            Some((DoorTyped::read(&door).filter(|_| has_number(&door))?, Box::new(rest)))
        });
        Some(typed)
    }

    fn plain(text: &str) -> Option<Self> {
        let characters: Vec<char> = text.chars().filter(|character| !is_separator(*character)).collect();
        let first = *characters.first()?;
        let has_digits = text.chars().any(|character| character.is_ascii_digit());
        let is_number =
            text.chars().all(|character| character.is_ascii_digit() || matches!(character, ' ' | '-' | '+'));
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let all = characters.iter().fold(0, |bits, character| bits | letter_bit(*character));
        let is_pinyin = characters.iter().all(char::is_ascii_lowercase);
        let name = NameTyped { first: letter_bit(first), all, is_pinyin, characters };
        Some(Self {
            name: (!is_number).then_some(name),
            door: DoorTyped::read(text),
            digits: (is_number && digits.len() >= PHONE_END).then_some(digits),
            has_digits,
            both: None,
        })
    }

    /// Whether doors are rather meant than people.
    pub(super) fn has_digits(&self) -> bool {
        self.has_digits
    }

    /// How well a door fits.
    pub(super) fn door(&self, door: &IndexedDoor) -> Option<Rank> {
        let of_landlord = || door.landlords.iter().find_map(|phone| self.phone(phone));
        self.door.as_ref().and_then(|typed| typed.fit(&door.keys)).or_else(of_landlord)
    }

    /// How well a person fits.
    pub(super) fn person(&self, person: &IndexedPerson, door: &DoorKeys, index: &Index) -> Option<(Rank, PersonFit)> {
        let by_name = self.name.as_ref().filter(|typed| typed.may_fit(person)).and_then(|typed| {
            let fit = name::fit(&person.name, &typed.characters, &index.pinyin, Sounds::Exact)?;
            Some((fit.rank, PersonFit::Name(fit.range.0, fit.range.1)))
        });
        by_name.or_else(|| self.phone(&person.phone).map(|rank| (rank, PersonFit::Phone))).or_else(|| {
            let (at, rest) = self.both.as_ref()?;
            at.fit(door).and_then(|_| rest.person(person, door, index))
        })
    }

    /// How well a person fits with sounds that are easily taken for each other.
    pub(super) fn near(&self, person: &IndexedPerson, _: &DoorKeys, index: &Index) -> Option<(Rank, PersonFit)> {
        let typed = self.name.as_ref().filter(|typed| typed.is_pinyin)?;
        let begins = typed.first & (person.letters.first | alike(person.letters.first)) != 0;
        let is_likely = begins && typed.all & !(person.letters.all | SOUNDS) == 0;
        let find = || name::fit(&person.name, &typed.characters, &index.pinyin, Sounds::Near);
        let fit = is_likely.then(find).flatten()?;
        Some((Rank::Near, PersonFit::Name(fit.range.0, fit.range.1)))
    }

    /// How well a person fits with one letter that went wrong.
    pub(super) fn typo(&self, person: &IndexedPerson, _: &DoorKeys, index: &Index) -> Option<(Rank, PersonFit)> {
        let typed = self.name.as_ref().filter(|typed| typed.is_pinyin)?;
        let is_long = typed.characters.len() >= near::TYPO_FROM;
        let is_likely = is_long && (typed.all & !person.letters.all).count_ones() <= 1;
        let find = || near::typo(&person.name, &typed.characters, &index.pinyin);
        let (from, to) = is_likely.then(find).flatten()?;
        Some((Rank::Typo, PersonFit::Name(from, to)))
    }

    /// Whether spelling can be the reason why little was found.
    pub(super) fn may_be_misspelled(&self) -> bool {
        self.name.as_ref().is_some_and(|typed| typed.is_pinyin && typed.characters.len() > 1)
    }

    fn phone(&self, phone: &str) -> Option<Rank> {
        let digits = self.digits.as_deref()?;
        if phone == digits {
            Some(Rank::Whole)
        } else if phone.ends_with(digits) {
            Some(Rank::Start)
        } else {
            (digits.len() >= PHONE_START && phone.starts_with(digits)).then_some(Rank::Inside)
        }
    }
}

impl NameTyped {
    fn may_fit(&self, person: &IndexedPerson) -> bool {
        let has_letters = self.first & !person.letters.first == 0 && self.all & !person.letters.all == 0;
        let has_first = || self.first != 0 || self.characters.first().is_some_and(|first| person.name.contains(*first));
        has_letters && has_first()
    }
}

/// Letters that sounds which are taken for each other add or change.
const SOUNDS: u32 = bit('h') | bit('g') | bit('n') | bit('l') | bit('y') | bit('u');

/// First letters taken for each other: n for l and l for n.
const fn alike(first: u32) -> u32 {
    if first & (bit('n') | bit('l')) == 0 { 0 } else { bit('n') | bit('l') }
}

/// A typed letter's bit: `u` is only `u`, `v` only `v`.
fn letter_bit(character: char) -> u32 {
    if character.is_ascii_lowercase() { 1 << (character as u32 - 'a' as u32) } else { 0 }
}

fn has_number(text: &str) -> bool {
    text.chars().any(|character| character.is_ascii_digit() || "〇一二三四五六七八九十".contains(character))
}

/// Half-width, small, `ü` as `v`.
fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(character as u32 - 0xfee0).map_or(character, |one| one.to_ascii_lowercase())
        }
        '\u{3000}' => ' ',
        'ü' | 'Ü' => 'v',
        other => other.to_ascii_lowercase(),
    }
}
