//! Readings of characters 拼音, without tones; the table is made by `build.rs`.
//!
//! **Invariant:** `ü` is written `v`; whoever types `u` for it is understood in [`begins_with`].

include!(concat!(env!("OUT_DIR"), "/pinyin.rs"));

static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pinyin.bin"));

const NAME: usize = 6;
/// Marks the first reading of a character that has others, as `build.rs` does.
const SEVERAL: u16 = 1 << 15;
const FIRST: u32 = 0x4e00;
const CHARACTERS: usize = 0x5200;

/// A syllable's letters.
pub(super) type Syllable = &'static [u8];

/// The readings of every character.
#[derive(Debug)]
pub(super) struct Pinyin {
    /// Further readings of characters that have several: character and syllable, ascending by character.
    others: Vec<(u16, u16)>,
}

impl Pinyin {
    /// Unfolds the table.
    pub(super) fn new() -> Self {
        let gaps = SYLLABLES * NAME + 2 * CHARACTERS;
        let mut at = 0;
        let others = (0..OTHERS).map(|index| {
            at += u16::from(TABLE[gaps + index]);
            (at, number(gaps + OTHERS, OTHERS, index))
        });
        Self { others: others.filter(|(_, syllable)| *syllable > 0).collect() }
    }

    /// The readings of a character, the commonest first; none of what is not in the table.
    pub(super) fn readings(&self, character: char) -> impl Iterator<Item = Syllable> {
        let index = (character as u32).checked_sub(FIRST).map(|index| index as usize).filter(|at| *at < CHARACTERS);
        let first = index.map_or(0, |index| number(SYLLABLES * NAME, CHARACTERS, index));
        let others = index.filter(|_| first & SEVERAL != 0).map_or(&[][..], |index| {
            let from = self.others.partition_point(|(at, _)| usize::from(*at) < index);
            &self.others[from..]
        });
        let others = others.iter().take_while(move |(at, _)| Some(usize::from(*at)) == index);
        [first & !SEVERAL].into_iter().chain(others.map(|(_, syllable)| *syllable)).filter_map(syllable)
    }
}

fn number(from: usize, count: usize, index: usize) -> u16 {
    u16::from_be_bytes([TABLE[from + count + index], TABLE[from + index]])
}

fn syllable(number: u16) -> Option<Syllable> {
    let from = usize::from(number).checked_sub(1)? * NAME;
    let name = &TABLE[from..from + NAME];
    let end = name.iter().position(|letter| *letter == 0).unwrap_or(NAME);
    Some(&name[..end])
}

/// How many letters of a syllable `typed` begins with.
pub(super) fn begins_with(syllable: &[u8], typed: &[char]) -> usize {
    syllable.iter().zip(typed).take_while(|(letter, typed)| is_same(**letter, **typed)).count()
}

/// Whether a typed letter stands for a letter of a syllable.
pub(super) fn is_same(letter: u8, typed: char) -> bool {
    char::from(letter) == typed || (letter == b'v' && typed == 'u')
}

/// The bit of a letter in a set of letters; `ü` counts as both `v` and `u`.
pub(super) const fn bit(letter: char) -> u32 {
    match letter {
        'v' => (1 << (b'v' - b'a')) | (1 << (b'u' - b'a')),
        'a'..='z' => 1 << (letter as u32 - 'a' as u32),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(character: char) -> Vec<&'static str> {
        let pinyin = Pinyin::new();
        pinyin.readings(character).map(|syllable| core::str::from_utf8(syllable).unwrap_or_default()).collect()
    }

    #[test]
    fn characters_are_read_in_every_common_way() {
        assert_eq!(readings('李'), ["li"]);
        assert_eq!(readings('吕'), ["lv"]);
        assert_eq!(readings('一')[0], "yi");
        for (character, common) in [
            ('曾', ["zeng", "ceng"]),
            ('单', ["shan", "dan"]),
            ('解', ["xie", "jie"]),
            ('仇', ["qiu", "chou"]),
            ('查', ["zha", "cha"]),
            ('区', ["ou", "qu"]),
            ('乐', ["yue", "le"]),
            ('重', ["zhong", "chong"]),
            ('翟', ["zhai", "di"]),
            ('盖', ["ge", "gai"]),
            ('朴', ["piao", "pu"]),
            ('覃', ["qin", "tan"]),
        ] {
            let found = readings(character);
            assert!(common.iter().all(|one| found.contains(one)), "{character} {found:?}");
        }
        for unread in ['a', '9', '·', '\u{4dff}', '\u{a000}', '\u{10ffff}'] {
            assert_eq!(readings(unread), Vec::<&str>::new());
        }
    }

    #[test]
    fn nearly_every_character_has_a_reading() {
        let pinyin = Pinyin::new();
        let all = (FIRST..FIRST + CHARACTERS as u32).filter_map(char::from_u32);
        let unread = all.filter(|one| pinyin.readings(*one).next().is_none());
        assert!(unread.count() < 100);
    }
}
