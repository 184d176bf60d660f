//! People elsewhere on this device who look like one who is being entered.
//!
//! **Invariant:** it warns and decides nothing; only summaries are looked at, no document is opened.

use linli_contract::Failure;
use linli_contract::households::DuplicateReason;
use linli_contract::registers::{Alike, AlikeView, FindAlike};
use linli_shared::calendar::{Date, Millis};
use linli_shared::identity::IdNumber;

use crate::device::{Device, Turn};
use crate::rights::marks::{self, Traits};

/// The most people that are shown.
const SHOWN: usize = 10;
/// The fewest digits by which two telephones can be the same one.
const DIGITS: usize = 8;

/// Finds people who look alike, the strongest reason first, among equals the newest.
///
/// # Errors
/// None for now.
pub fn alike(device: &Device, request: &FindAlike, _turn: &Turn<'_>) -> Result<AlikeView, Failure> {
    let number = request.id_number.as_deref().and_then(|number| IdNumber::parse(number).ok());
    let wanted = Wanted {
        name: &request.name,
        birth: request.birth.as_deref().and_then(Date::parse),
        phone: request.phone.as_deref(),
        mark: number.and_then(|number| device.number_mark(number.as_str())),
    };
    let mut found = Vec::new();
    for (door, row) in device.doors() {
        for (household, person) in row.persons().filter(|(household, _)| Some(household.record) != request.household) {
            let is_number =
                wanted.mark.is_some_and(|mark| row.id_marks(household.record, person).any(|one| one == mark));
            let known = Known { name: &person.name, birth: person.birth(), phone: person.phone.as_deref(), is_number };
            if let Some(because) = wanted.likeness(&known) {
                found.push((rank(because), -household.seconds, door, household, person, because));
            }
        }
    }
    found.sort_by_key(|(rank, newest, door, household, person, _)| {
        (*rank, *newest, **door, household.record, person.id)
    });
    let people = found.into_iter().take(SHOWN).map(|(_, _, door, household, person, because)| Alike {
        door: *door,
        path: device.tree().path(*door),
        household: household.record,
        person: person.id,
        name: person.name.to_string(),
        because,
        born: person.birth().and_then(|birth| i16::try_from(birth.year).ok()),
        may_write: device.may_register(*door),
        changed: Millis(household.seconds.saturating_mul(1_000)),
    });
    let numbers = number.as_ref().map(IdNumber::as_str);
    let traits = Traits {
        name: &request.name,
        birth: request.birth.as_deref(),
        phone: request.phone.as_deref(),
        numbers: numbers.as_slice(),
    };
    let is_erased = marks::is_erased(device, &marks::erased(device), None, traits);
    Ok(AlikeView { people: people.collect(), is_erased })
}

const fn rank(because: DuplicateReason) -> u8 {
    match because {
        DuplicateReason::IdNumber => 0,
        DuplicateReason::NameAndBirth => 1,
        DuplicateReason::Phone => 2,
        DuplicateReason::Name => 3,
    }
}

/// What is known of the person being entered.
struct Wanted<'a> {
    name: &'a str,
    birth: Option<Date>,
    phone: Option<&'a str>,
    mark: Option<u64>,
}

/// What is known of a person elsewhere.
struct Known<'a> {
    name: &'a str,
    birth: Option<Date>,
    phone: Option<&'a str>,
    is_number: bool,
}

impl Wanted<'_> {
    fn likeness(&self, known: &Known<'_>) -> Option<DuplicateReason> {
        let births = self.birth.zip(known.birth);
        let is_name = is_same_name(self.name, known.name);
        if known.is_number {
            Some(DuplicateReason::IdNumber)
        } else if is_name && births.is_some_and(|(one, other)| one == other) {
            Some(DuplicateReason::NameAndBirth)
        } else if self.phone.zip(known.phone).is_some_and(|(one, other)| is_same_phone(one, other)) {
            Some(DuplicateReason::Phone)
        } else if is_name && births.is_none() {
            Some(DuplicateReason::Name)
        } else {
            None
        }
    }
}

fn is_same_name(one: &str, other: &str) -> bool {
    let letters = |name: &'_ str| name.chars().filter(|letter| !letter.is_whitespace()).collect::<String>();
    !other.is_empty() && one.chars().any(|letter| !letter.is_whitespace()) && letters(one) == letters(other)
}

/// Whether two telephones end in the same digits, as far as both are known.
fn is_same_phone(one: &str, other: &str) -> bool {
    let digits = |phone: &'_ str| phone.bytes().rev().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    let (one, other) = (digits(one), digits(other));
    let common = one.len().min(other.len());
    common >= DIGITS && one[..common] == other[..common]
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Known<'_> = Known { name: "", birth: None, phone: None, is_number: false };

    fn wanted<'a>(name: &'a str, birth: Option<&str>, phone: Option<&'a str>) -> Wanted<'a> {
        Wanted { name, birth: birth.and_then(Date::parse), phone, mark: None }
    }

    #[test]
    fn the_strongest_reason_is_given() {
        let li = wanted("李 清", Some("1985-01-02"), Some("+86 139-1234-5678"));
        let of = |known| li.likeness(&known);
        let birth = Date::parse("1985-01-02");
        assert_eq!(of(Known { is_number: true, name: "李清", birth, ..NONE }), Some(DuplicateReason::IdNumber));
        assert_eq!(of(Known { name: "李清", birth, ..NONE }), Some(DuplicateReason::NameAndBirth));
        assert_eq!(of(Known { name: "李青", phone: Some("13912345678"), ..NONE }), Some(DuplicateReason::Phone));
        assert_eq!(of(Known { name: "李清", ..NONE }), Some(DuplicateReason::Name));
        assert_eq!(of(Known { name: "李清", birth: Date::parse("1990-01-02"), ..NONE }), None);
        assert_eq!(of(Known { name: "李青", birth, ..NONE }), None);
    }

    #[test]
    fn nothing_looks_like_nothing() {
        let nobody = wanted(" ", None, Some("5678"));
        assert_eq!(nobody.likeness(&Known { phone: Some("13912345678"), ..NONE }), None);
        assert_eq!(nobody.likeness(&Known { name: " ", ..NONE }), None);
        assert!(is_same_phone("021-56781234", "5678 1234"));
        assert!(!is_same_phone("021-56781234", "010-56781234"));
        assert!(!is_same_phone("", ""));
    }
}
