//! The keys of a household document.

use crate::documents::text::{hex, read_id};
use crate::households::{Field, Subject};
use crate::ids::PersonId;

/// The key of the place.
pub(super) const PLACE: &str = "at";
/// The key of the source of the values written in the same change.
pub(super) const SOURCE: &str = "s";
/// The key of the household's ending.
pub(super) const ENDED: &str = "x";

/// What is said of a person beside the fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Entered,
    Removed,
    Joined,
}

impl Mark {
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Entered => "+",
            Self::Removed => "-",
            Self::Joined => ">",
        }
    }
}

pub(super) fn of_field(subject: Subject, field: Field) -> String {
    match subject {
        Subject::Household => format!("h.{}", field.key()),
        Subject::Person(person) => of_person(person, field.key()),
    }
}

pub(super) fn of_mark(person: PersonId, mark: Mark) -> String {
    of_person(person, mark.key())
}

pub(super) fn of_pair(one: PersonId, other: PersonId) -> String {
    format!("d.{}.{}", one.min(other), one.max(other))
}

pub(super) fn of_person(person: PersonId, rest: &str) -> String {
    format!("p.{}.{rest}", hex(person.0))
}

/// The field of the home a key is of.
pub(super) fn read_home(key: &str) -> Option<&str> {
    key.strip_prefix("h.")
}

/// The person a key speaks of, and what of them.
pub(super) fn read_person(key: &str) -> Option<(PersonId, &str)> {
    let (person, rest) = key.strip_prefix("p.")?.split_once('.')?;
    Some((PersonId(read_id(person)?), rest))
}

/// The pair of entries a key tells apart.
pub(super) fn read_pair(key: &str) -> Option<(PersonId, PersonId)> {
    let (one, other) = key.strip_prefix("d.")?.split_once('.')?;
    Some((PersonId(read_id(one)?), PersonId(read_id(other)?)))
}
