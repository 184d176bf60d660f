//! A device made of paper: 160 bits as ten groups of digits, each with a check digit of its own.
//!
//! A group is 16 bits as five digits and a check digit over them and the group's number (Damm 2004, "Totally
//! anti-symmetric quasigroups"), which finds every wrong digit and every swap of neighbours, and a group in the wrong place.

use crate::ids::hash32;

/// How many groups there are.
pub const PAPER_GROUPS: usize = 10;

/// What is wrong with typed groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// Not ten groups of six digits.
    #[error("there are ten groups of six digits")]
    WrongLength,
    /// This group, from 0, has a slip in it.
    #[error("a group has a slip in it")]
    WrongGroup(usize),
}

/// The secret on paper.
#[derive(Clone, PartialEq, Eq)]
pub struct PaperSecret(pub [u8; 20]);

impl core::fmt::Debug for PaperSecret {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("PaperSecret(..)")
    }
}

impl PaperSecret {
    /// The groups as they are printed.
    #[must_use]
    pub fn groups(&self) -> [String; PAPER_GROUPS] {
        core::array::from_fn(|index| {
            let number = u16::from_be_bytes([self.0[index * 2], self.0[index * 2 + 1]]);
            let digits = format!("{number:05}");
            let check = check_digit(index, &digits);
            format!("{digits}{check}")
        })
    }

    /// Reads typed digits, whatever stands between them.
    ///
    /// # Errors
    /// [`PaperError`] with the first wrong group.
    pub fn from_text(text: &str) -> Result<Self, PaperError> {
        let digits: String = text
            .chars()
            .filter_map(|letter| letter.to_digit(10).or_else(|| wide_digit(letter)))
            .map(|digit| char::from(b'0' + digit as u8))
            .collect();
        if digits.len() != PAPER_GROUPS * 6 {
            return Err(PaperError::WrongLength);
        }
        let mut secret = [0; 20];
        for index in 0..PAPER_GROUPS {
            let (number, check) = digits[index * 6..index * 6 + 6].split_at(5);
            let is_right = check_digit(index, number).to_string() == check;
            let number = number.parse::<u16>().ok().filter(|_| is_right).ok_or(PaperError::WrongGroup(index))?;
            secret[index * 2..index * 2 + 2].copy_from_slice(&number.to_be_bytes());
        }
        Ok(Self(secret))
    }

    /// The seed of the device's keys.
    #[must_use]
    pub fn seed(&self) -> [u8; 32] {
        hash32("linli paper device 1", &[&self.0])
    }
}

/// A full-width digit, as Chinese keyboards give it.
fn wide_digit(letter: char) -> Option<u32> {
    (letter as u32).checked_sub('０' as u32).filter(|digit| *digit < 10)
}

/// Damm's check digit over the group's number and its digits.
fn check_digit(index: usize, digits: &str) -> u8 {
    const TABLE: [[u8; 10]; 10] = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
        [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
        [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
        [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
        [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ];
    let first = u8::try_from(index % 10).unwrap_or_default();
    digits.bytes().map(|digit| digit - b'0').fold(first, |row, digit| TABLE[usize::from(row)][usize::from(digit)])
}
