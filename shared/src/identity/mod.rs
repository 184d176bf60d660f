//! Citizens' ID numbers 公民身份号码 after GB 11643-1999: 6 digits of area, 8 of birth date, 3 of sequence, 1 check character.
//!
//! The area is not looked up: codes that were withdrawn decades ago stand in valid numbers.
//! What the check character (ISO 7064 MOD 11-2) finds: every single wrong character and every transposition of two
//! neighbours or of two characters at any distance but 10. It does not find a swap of two digits ten places apart, and
//! one in eleven of arbitrary changes.
//! **Invariant:** neither `Debug` nor an error text shows a number.

use core::fmt;

use crate::calendar::Date;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: [u8; 11] = *b"10X98765432";

/// A number of 18 characters whose birth date and check character are right; `X` in upper case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdNumber {
    characters: [u8; 18],
    birth: Date,
}

/// Why a text is not an ID number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdNumberError {
    /// Nothing was typed.
    #[error("no ID number was given")]
    Empty,
    /// The form of before 1999: 15 digits, without century and check character.
    #[error("an ID number of the old form with 15 digits")]
    OldForm {
        /// The number of 18 characters it became.
        became: IdNumber,
    },
    /// A spreadsheet made a decimal number of it (`3.1E+17`) and its last digits are lost.
    #[error("a number that a spreadsheet has shortened")]
    Spreadsheet,
    /// Not 18 characters.
    #[error("an ID number has 18 characters, not {characters}")]
    Length {
        /// How many there are, without spaces.
        characters: usize,
    },
    /// Something other than a digit, or an `X` that is not at the end.
    #[error("character {at} of the ID number is not a digit")]
    Character {
        /// Which one, counted from 1.
        at: usize,
    },
    /// The birth date in it is not a day of the calendar from 1850 on.
    #[error("the birth date in the ID number does not exist")]
    BirthDate,
    /// The check character does not fit the other 17: something is mistyped.
    #[error("the check character of the ID number does not fit")]
    CheckCharacter,
}

impl IdNumber {
    /// Reads a number as people type and paste it: spaces anywhere, full-width digits, `x` in lower case.
    ///
    /// # Errors
    /// The [`IdNumberError`] that says what is wrong, in the order length, characters, birth date, check character.
    pub fn parse(text: &str) -> Result<Self, IdNumberError> {
        let characters: Vec<char> = text.chars().filter(|character| !is_ignored(*character)).map(normal).collect();
        match characters.len() {
            0 => Err(IdNumberError::Empty),
            _ if is_scientific(&characters) => Err(IdNumberError::Spreadsheet),
            15 => Err(old_form(&characters)?),
            18 => {
                let mut number = [0; 18];
                for (index, character) in characters.iter().enumerate() {
                    let fits = character.is_ascii_digit() || (index == 17 && *character == 'X');
                    number[index] =
                        fits.then_some(*character as u8).ok_or(IdNumberError::Character { at: index + 1 })?;
                }
                let birth = birth_date(&number).ok_or(IdNumberError::BirthDate)?;
                if number[17] != check_character(&number) {
                    return Err(IdNumberError::CheckCharacter);
                }
                Ok(Self { characters: number, birth })
            }
            characters => Err(IdNumberError::Length { characters }),
        }
    }

    /// The 18 characters, for storing and for showing when someone asks to see them.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.characters).expect("digits and X are ASCII")
    }

    /// The birth date in it. Whether it lies in the future is for the caller, who has a clock.
    #[must_use]
    pub const fn birth_date(&self) -> Date {
        self.birth
    }

    /// The sex in it, as a code of GB/T 2261.1: `1` male (17th digit odd), `2` female.
    #[must_use]
    pub const fn sex(&self) -> &'static str {
        if self.characters[16] % 2 == 1 { "1" } else { "2" }
    }

    /// First three and last four characters, eleven asterisks between.
    #[must_use]
    pub fn masked(&self) -> String {
        let text = self.as_str();
        format!("{}***********{}", &text[..3], &text[14..])
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdNumber(hidden)")
    }
}

/// The error for 15 characters: [`IdNumberError::OldForm`] if they are a number of the old form.
fn old_form(characters: &[char]) -> Result<IdNumberError, IdNumberError> {
    let mut number = [0; 18];
    for (index, character) in characters.iter().enumerate() {
        let place = if index < 6 { index } else { index + 2 };
        number[place] =
            character.is_ascii_digit().then_some(*character as u8).ok_or(IdNumberError::Length { characters: 15 })?;
    }
    number[6..8].copy_from_slice(b"19");
    let birth = birth_date(&number).ok_or(IdNumberError::BirthDate)?;
    number[17] = check_character(&number);
    Ok(IdNumberError::OldForm { became: IdNumber { characters: number, birth } })
}

fn birth_date(number: &[u8; 18]) -> Option<Date> {
    let value = |range: core::ops::Range<usize>| {
        number[range].iter().fold(0u16, |sum, digit| sum * 10 + u16::from(digit.saturating_sub(b'0')))
    };
    Date::new(value(6..10), value(10..12) as u8, value(12..14) as u8)
}

fn check_character(number: &[u8; 18]) -> u8 {
    let sum: u32 =
        WEIGHTS.iter().zip(number).map(|(weight, digit)| weight * u32::from(digit.saturating_sub(b'0'))).sum();
    CHECKS[(sum % 11) as usize]
}

fn is_ignored(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{feff}')
}

fn normal(character: char) -> char {
    match character {
        '０'..='９' | '＋' | '．' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            char::from_u32(character as u32 - 0xfee0).unwrap_or(character).to_ascii_uppercase()
        }
        other => other.to_ascii_uppercase(),
    }
}

/// `3E17`, `3.1E+17`: digits, at most one point, an exponent.
fn is_scientific(characters: &[char]) -> bool {
    let Some(at) = characters.iter().position(|character| *character == 'E') else { return false };
    let (number, exponent) = (&characters[..at], &characters[at + 1..]);
    let exponent = exponent.strip_prefix(&['+']).unwrap_or(exponent);
    let is_digits = |part: &[char]| !part.is_empty() && part.iter().all(char::is_ascii_digit);
    let mut parts = number.split(|character| *character == '.');
    parts.next().is_some_and(is_digits)
        && parts.next().is_none_or(is_digits)
        && parts.next().is_none()
        && is_digits(exponent)
}

#[cfg(test)]
mod tests;
