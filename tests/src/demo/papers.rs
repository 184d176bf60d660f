//! Numbers that look real and belong to nobody.
//!
//! ID numbers stand under area codes that begin with 99. The provinces of GB/T 2260 begin with 1 to 8; a first digit 9 is
//! the mark of a foreigner's permanent residence card, where a province code follows it, and no province is `90`.
//! Phones begin with 154 and 164, which the numbering plan has given to no operator.
//! **Invariant:** no number is given twice.

use std::collections::BTreeSet;

use linli_shared::calendar::Date;

use super::dice::Dice;

/// Area codes that were never issued.
pub const AREA_CODES: [&str; 4] = ["990101", "990102", "990103", "990104"];
/// Prefixes of mobile numbers that are not assigned.
pub const PHONE_PREFIXES: [&str; 2] = ["154", "164"];

#[derive(Default)]
pub(super) struct Papers {
    numbers: BTreeSet<String>,
    phones: BTreeSet<String>,
}

impl Papers {
    pub(super) fn id_number(&mut self, dice: &mut Dice, birth: Date, is_male: bool) -> String {
        loop {
            let area = dice.pick(&AREA_CODES);
            let sequence = dice.below(499) * 2 + u32::from(is_male);
            let first = format!("{area}{:04}{:02}{:02}{sequence:03}", birth.year, birth.month, birth.day);
            let number = format!("{first}{}", check_character(&first));
            if self.numbers.insert(number.clone()) {
                return number;
            }
        }
    }

    pub(super) fn phone(&mut self, dice: &mut Dice) -> String {
        loop {
            let phone = format!("{}{:08}", dice.pick(&PHONE_PREFIXES), dice.below(100_000_000));
            if self.phones.insert(phone.clone()) {
                return phone;
            }
        }
    }
}

/// The last character of an ID number, from its first 17: ISO 7064 MOD 11-2 by its recursion, double the remainder and
/// add, digit by digit.
pub(crate) fn check_character(first: &str) -> char {
    let rest = first.bytes().fold(0, |rest, digit| (rest + u32::from(digit - b'0')) * 2 % 11);
    match (12 - rest) % 11 {
        10 => 'X',
        digit => char::from(b'0' + digit as u8),
    }
}
