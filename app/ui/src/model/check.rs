//! What was typed, tidied and checked: values of fields and ID numbers.

use linli_shared::households::fields::FieldError;
use linli_shared::households::{Field, FieldKind, Subject};
use linli_shared::identity::{IdNumber, IdNumberError};
use linli_shared::ids::PersonId;

use super::dates::{narrow, read_loose};

/// A place on the form where something can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A field.
    Field(Subject, Field),
    /// A person's ID number.
    IdNumber(PersonId),
    /// The form as a whole.
    Whole,
}

/// What is wrong there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// A person has no name.
    NameMissing,
    /// The value does not fit the field.
    Field(FieldError),
    /// The ID number is not one.
    IdNumber(IdNumberError),
    /// Nothing was entered or changed.
    NothingChanged,
}

/// What an ID number tells of its holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldById {
    /// Birth date, `YYYY-MM-DD`.
    pub birth: String,
    /// Code of the sex.
    pub sex: &'static str,
}

/// The value a field is given for what was typed; `None` if nothing is left.
#[must_use]
pub fn tidy(field: Field, text: &str) -> Option<String> {
    let trimmed = text.trim();
    let tidied = match field.kind() {
        FieldKind::Text | FieldKind::Flag | FieldKind::Code(_) => trimmed.to_owned(),
        FieldKind::Phone | FieldKind::SquareMetres => trimmed.chars().map(narrow).collect(),
        FieldKind::Date => read_loose(trimmed).map_or_else(|| trimmed.to_owned(), |date| date.to_string()),
    };
    (!tidied.is_empty()).then_some(tidied)
}

/// The ID number meant by what was typed: no spaces, plain digits, `X` in upper case.
#[must_use]
pub fn tidy_id(text: &str) -> String {
    text.chars()
        .map(narrow)
        .filter(|letter| !letter.is_whitespace())
        .map(|letter| letter.to_ascii_uppercase())
        .collect()
}

/// What is wrong with an ID number; `None` for a valid one and for none at all.
#[must_use]
pub fn id_fault(text: &str) -> Option<IdNumberError> {
    let number = tidy_id(text);
    if number.is_empty() { None } else { IdNumber::parse(&number).err() }
}

/// How many characters are missing from an ID number that is being typed; `None` once it has 18 or holds something odd.
#[must_use]
pub fn id_missing(text: &str) -> Option<usize> {
    let number = tidy_id(text);
    let is_plain = number.bytes().all(|byte| byte.is_ascii_digit());
    (is_plain && !number.is_empty() && number.len() < 18).then(|| 18 - number.len())
}

/// What a valid ID number tells; `None` for any other text.
#[must_use]
pub fn told_by_id(text: &str) -> Option<ToldById> {
    let number = IdNumber::parse(&tidy_id(text)).ok()?;
    Some(ToldById { birth: number.birth_date().to_string(), sex: number.sex() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unfinished_number_says_how_much_is_missing() {
        assert_eq!(
            [id_missing("110105"), id_missing("１１"), id_missing(""), id_missing("11010519491231002X")],
            [Some(12), Some(16), None, None]
        );
        assert_eq!(id_missing("11a"), None);
    }

    #[test]
    fn what_is_wrong_with_a_number_is_told() {
        assert_eq!([id_fault(""), id_fault(" 11010519491231002x ")], [None, None]);
        assert_eq!(id_fault("110105194912310021"), Some(IdNumberError::CheckCharacter));
        assert!(matches!(id_fault("340524800101001"), Some(IdNumberError::OldForm { .. })));
    }
}
