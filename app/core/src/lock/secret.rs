//! What a PIN or passphrase must be.

use linli_contract::Failure;
use zeroize::Zeroizing;

const DIGITS: usize = 6;
const LETTERS: usize = 8;
/// Longer ones are a mistake of pasting.
const MOST: usize = 128;

/// The secret as it counts: without spaces around it, and with the wide letters and digits of a Chinese keyboard as plain ones.
#[must_use]
pub fn tidy(typed: &str) -> Zeroizing<String> {
    let mut tidy = Zeroizing::new(String::with_capacity(typed.len()));
    tidy.extend(typed.trim().chars().map(|letter| match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '\u{3000}' => ' ',
        _ => letter,
    }));
    tidy
}

/// Whether it is digits only, so that a number pad is enough.
#[must_use]
pub fn is_digits(tidy: &str) -> bool {
    !tidy.is_empty() && tidy.bytes().all(|byte| byte.is_ascii_digit())
}

/// Checks a new secret: six digits that are neither all alike nor a run, or eight characters that are not all alike.
///
/// # Errors
/// [`Failure::SecretTooSimple`]; [`Failure::InvalidInput`] if it is longer than anybody remembers.
pub fn check(tidy: &str) -> Result<(), Failure> {
    let length = tidy.chars().count();
    if length > MOST {
        return Err(Failure::InvalidInput);
    }
    let mut letters = tidy.chars();
    let first = letters.next();
    let is_alike = letters.all(|letter| Some(letter) == first);
    let is_enough = if is_digits(tidy) { length >= DIGITS && !is_run(tidy.as_bytes()) } else { length >= LETTERS };
    if is_enough && !is_alike { Ok(()) } else { Err(Failure::SecretTooSimple) }
}

/// Digits that go up or down by one, over the nought too.
fn is_run(digits: &[u8]) -> bool {
    let next = || digits.iter().zip(digits.iter().skip(1));
    let steps = |by: u8| next().all(|(one, next)| (one - b'0' + by) % 10 == next - b'0');
    steps(1) || steps(9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_secrets_are_refused_and_others_are_not() {
        for simple in ["", "1", "28491", "000000", "999999999", "123456", "654321", "789012", "210987", "0123456789"] {
            assert_eq!(check(simple), Err(Failure::SecretTooSimple), "{simple}");
        }
        for simple in ["passwor", "红红红红红红红红", "a12345", "        "] {
            assert_eq!(check(simple), Err(Failure::SecretTooSimple), "{simple}");
        }
        for fine in ["284917", "112233", "123457", "135790", "password", "楼下的猫爱吃小鱼干", "a1234567"] {
            assert_eq!(check(fine), Ok(()), "{fine}");
        }
        assert_eq!(check(&"ab".repeat(65)), Err(Failure::InvalidInput));
    }

    #[test]
    fn a_chinese_keyboards_digits_are_digits() {
        assert_eq!(tidy(" ２８４９１７　").as_str(), "284917");
        assert!(is_digits(&tidy("２８４９１７")));
        assert_eq!(tidy("我家　ＡＢ１").as_str(), "我家 AB1");
        assert!(!is_digits("") && !is_digits("28491a") && !is_digits("２"));
    }
}
