//! What was meant: sounds that are easily taken for each other, and one letter that went wrong.

use super::name::{NAME_LENGTH, characters, is_separator};
use super::pinyin::{Pinyin, Syllable, is_same};

/// The shortest text in which a wrong letter is looked for; of shorter ones nearly everything is one letter away.
pub(super) const TYPO_FROM: usize = 4;
/// Letters of the longest syllable with what a variant adds.
const LONGEST: usize = 8;

/// Gives a reading and what people write for it: zh/z, ch/c, sh/s, n/l at the beginning, ing/in, eng/en at the end, and `yu`
/// for `ü` as in passports.
pub(super) fn variants(reading: &[u8], mut each: impl FnMut(&[u8])) {
    let (beginning, rest): (&[&[u8]], &[u8]) = match reading {
        [b'z', b'h', rest @ ..] => (&[b"zh", b"z"], rest),
        [b'c', b'h', rest @ ..] => (&[b"ch", b"c"], rest),
        [b's', b'h', rest @ ..] => (&[b"sh", b"s"], rest),
        [b'z', rest @ ..] => (&[b"z", b"zh"], rest),
        [b'c', rest @ ..] => (&[b"c", b"ch"], rest),
        [b's', rest @ ..] => (&[b"s", b"sh"], rest),
        [b'n' | b'l', rest @ ..] if !rest.is_empty() => (&[b"l", b"n"], rest),
        all => (&[b""], all),
    };
    let (middle, ends): (&[u8], &[&[u8]]) = match rest {
        [middle @ .., b'i', b'n', b'g'] | [middle @ .., b'i', b'n'] => (middle, &[b"ing", b"in"]),
        [middle @ .., b'e', b'n', b'g'] | [middle @ .., b'e', b'n'] => (middle, &[b"eng", b"en"]),
        [b'v'] => (b"", &[b"v", b"yu"]),
        all => (all, &[b""]),
    };
    for first in beginning {
        for last in ends {
            let mut letters = [0; LONGEST];
            let mut length = 0;
            for letter in first.iter().chain(middle).chain(*last).take(LONGEST) {
                letters[length] = *letter;
                length += 1;
            }
            each(&letters[..length]);
        }
    }
}

/// Whether `typed` (small letters only) is the pinyin of a name or of its given name, or begins it, with one letter wrong,
/// missing, too many or swapped. Gives the range of characters it reaches over.
pub(super) fn typo(name: &str, typed: &[char], pinyin: &Pinyin) -> Option<(u16, u16)> {
    let mut letters = ['\0'; NAME_LENGTH];
    let characters = characters(name, &mut letters);
    let starts = (0..characters.len()).filter(|at| !is_separator(characters[*at])).take(2);
    for from in starts {
        let mut spelled = Spelled::default();
        for reading in pinyin.readings(characters[from]) {
            spelled.clear();
            spelled.push(reading);
            let rest = characters[from + 1..].iter().filter_map(|character| pinyin.readings(*character).next());
            rest.for_each(|syllable| spelled.push(syllable));
            if let Some(end) = one_edit(&spelled, typed) {
                return Some((from as u16, (from + spelled.syllables(end)) as u16));
            }
        }
    }
    None
}

/// The pinyin of a name as far as anything typed can reach.
struct Spelled {
    letters: [u8; Self::LENGTH],
    length: usize,
    /// A bit for each place where a syllable ends.
    ends: u128,
}

impl Default for Spelled {
    fn default() -> Self {
        Self { letters: [0; Self::LENGTH], length: 0, ends: 0 }
    }
}

impl Spelled {
    const LENGTH: usize = 96;

    fn clear(&mut self) {
        (self.length, self.ends) = (0, 0);
    }

    fn push(&mut self, syllable: Syllable) {
        let end = self.length + syllable.len();
        if let Some(place) = self.letters.get_mut(self.length..end) {
            place.copy_from_slice(syllable);
            self.length = end;
            self.ends |= 1 << end;
        }
    }

    fn is_end(&self, end: usize) -> bool {
        self.ends & (1 << end) != 0
    }

    /// How many syllables reach up to a place, the one begun included.
    fn syllables(&self, end: usize) -> usize {
        let before = self.ends & ((1 << end) - 1);
        before.count_ones() as usize + 1
    }
}

/// How many letters `typed` reaches over with one edit. What is typed need not be finished, if something after the edit still
/// fits.
fn one_edit(spelled: &Spelled, typed: &[char]) -> Option<usize> {
    let letters = &spelled.letters[..spelled.length];
    let same = letters.iter().zip(typed).take_while(|(letter, typed)| is_same(**letter, **typed)).count();
    let fits = |from: usize, typed: &[char]| {
        let rest = letters.get(from..)?;
        let is_start =
            rest.len() >= typed.len() && rest.iter().zip(typed).all(|(letter, typed)| is_same(*letter, *typed));
        let end = from + typed.len();
        (is_start && (!typed.is_empty() || spelled.is_end(end))).then_some(end)
    };
    let (here, after) = (typed.get(same), typed.get(same + 1));
    let wrong = || fits(same + 1, typed.get(same + 1..)?);
    let missing = || fits(same + 1, typed.get(same..)?);
    let extra = || fits(same, typed.get(same + 1..)?);
    let swapped = || {
        let (one, other) = (*letters.get(same)?, *letters.get(same + 1)?);
        let is_swapped = is_same(one, *after?) && is_same(other, *here?);
        is_swapped.then(|| fits(same + 2, typed.get(same + 2..)?)).flatten()
    };
    swapped().or_else(missing).or_else(wrong).or_else(extra)
}

#[cfg(test)]
mod tests {
    use super::super::name::{Rank, Sounds, fit};
    use super::*;

    fn found(name: &str, typed: &str) -> Option<(u16, u16)> {
        typo(name, &typed.chars().collect::<Vec<_>>(), &Pinyin::new())
    }

    #[test]
    fn one_letter_may_be_wrong_missing_too_many_or_swapped() {
        for typed in
            ["zhangwei", "zhngwei", "zhangwie", "zhangqei", "zhaangwei", "zhanwei", "zhagwe", "hzangwei", "zhangweii"]
        {
            let is_exact = typed == "zhangwei";
            assert_eq!(found("张伟", typed), (!is_exact).then_some((0, 2)), "{typed}");
        }
        assert_eq!(found("张小平", "xaioping"), Some((1, 3)), "the given name alone");
        assert_eq!(found("曾伟", "zegnwei"), Some((0, 2)), "a surname in each of its readings");
        for two in ["zhngwie", "zangwe1", "wangwie", "zhqqgwei", "qing"] {
            assert_eq!(found("张伟", two), None, "{two}");
        }
    }

    #[test]
    fn sounds_that_people_mix_up_are_understood() {
        for (name, typed) in [
            ("张伟", "zangwei"),
            ("陈诚", "cencen"),
            ("石林", "siling"),
            ("刘宁", "niulin"),
            ("牛玲", "liulin"),
            ("郑明", "zhenmin"),
            ("吕布", "lyubu"),
            ("孙成", "shuncheng"),
        ] {
            let typed: Vec<char> = typed.chars().collect();
            let near = fit(name, &typed, &Pinyin::new(), Sounds::Near);
            assert_eq!(near.map(|fit| (fit.rank, fit.range)), Some((Rank::Near, (0, 2))), "{name}");
            assert_eq!(
                fit(name, &typed, &Pinyin::new(), Sounds::Exact).filter(|fit| fit.rank < Rank::Mixed),
                None,
                "{name}"
            );
        }
    }
}
