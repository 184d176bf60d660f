//! Marks of people who were erased: keyed hashes by which a list that brings them back is known.
//!
//! A mark is made of an ID number; of a name with a birth date, with a telephone number, or with the door. Who does not
//! hold the register's naming secret learns nothing from it, and no name can be read out of it.
//! **Invariant:** what a mark is made of never changes.

use std::collections::BTreeSet;

use linli_shared::documents::household::PersonEntry;
use linli_shared::households::Field;
use linli_shared::ids::AreaId;
use linli_shared::kinds::Kind;

use super::content::{self, Erased};
use crate::device::Device;

/// What tells a person apart.
#[derive(Clone, Copy, Default)]
pub(crate) struct Traits<'a> {
    pub(crate) name: &'a str,
    /// `YYYY-MM-DD`.
    pub(crate) birth: Option<&'a str>,
    pub(crate) phone: Option<&'a str>,
    /// Valid ID numbers.
    pub(crate) numbers: &'a [&'a str],
}

/// The fewest digits of a telephone number that tells a person apart, and the most that are looked at.
const DIGITS: core::ops::RangeInclusive<usize> = 7..=11;

/// The marks of a person at a door; none where this device may not make them.
pub(crate) fn of(device: &Device, door: Option<AreaId>, traits: Traits<'_>) -> Vec<u64> {
    let name: String = traits.name.split_whitespace().collect();
    let digits: Vec<char> = traits.phone.unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    let phone: String = digits[digits.len().saturating_sub(*DIGITS.end())..].iter().collect();
    let mut texts = Vec::new();
    if !name.is_empty() {
        texts.extend(door.map(|door| format!("door\0{door}\0{name}")));
        texts.extend(traits.birth.map(|birth| format!("birth\0{birth}\0{name}")));
        texts.extend(DIGITS.contains(&phone.len()).then(|| format!("phone\0{phone}\0{name}")));
    }
    let of_texts = texts.iter().filter_map(|text| device.person_mark(text));
    let of_numbers = traits.numbers.iter().filter_map(|number| device.number_mark(number));
    of_texts.chain(of_numbers).collect()
}

/// The marks of an entry, joined ones' numbers given with it.
pub(super) fn of_entry(device: &Device, door: AreaId, person: &PersonEntry, numbers: &[String]) -> Vec<u64> {
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let text = |field| {
        let state = person.fields.iter().find(|state| state.field == field);
        state.and_then(|state| state.value.as_deref())
    };
    let traits = Traits {
        name: text(Field::Name).unwrap_or_default(),
        birth: text(Field::BirthDate),
        phone: text(Field::Phone),
        numbers: &numbers,
    };
    of(device, Some(door), traits)
}

/// Every mark of somebody who was erased.
pub(crate) fn erased(device: &Device) -> BTreeSet<u64> {
    let papers = device.papers(Kind::Erased);
    papers.filter_map(|(_, row)| content::read::<Erased>(&row.content).ok()).flat_map(|erased| erased.marks).collect()
}

/// Whether somebody asked to be erased.
pub(crate) fn is_erased(device: &Device, marks: &BTreeSet<u64>, door: Option<AreaId>, traits: Traits<'_>) -> bool {
    !marks.is_empty() && of(device, door, traits).iter().any(|mark| marks.contains(mark))
}
