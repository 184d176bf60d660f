//! Reading a household: plain fields and people, each with its author, its time and what else is said.
//!
//! A joined entry lends its values to the entry it joined. Where the two differ both are shown, until someone who knew
//! of the joining writes that field of the kept entry.
//!
//! **Invariant:** the order of people, fields and alternatives is the same on every device.

use core::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Place;
use super::joined::Joins;
use super::keys::{self, Mark};
use crate::documents::document::Standing;
use crate::documents::{ChangeHash, Document};
use crate::households::{Field, Subject};
use crate::ids::{DeviceId, PersonId};

/// A household as its document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    /// Where it is; `None` before the first registration, or if that is in doubt.
    pub place: Option<Place>,
    /// Fields of the home that were set, in the order of the form.
    pub fields: Vec<FieldState>,
    /// The householder first, then in order of entry.
    pub people: Vec<PersonEntry>,
    /// Pairs said to be two people, the smaller id first.
    pub distinct: BTreeSet<(PersonId, PersonId)>,
    /// The newest device time of what stands here, in seconds.
    pub seconds: i64,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonEntry {
    /// The entry.
    pub id: PersonId,
    /// Fields that were set, in the order of the form.
    pub fields: Vec<FieldState>,
    /// Entries that joined this one.
    pub joined: Vec<PersonId>,
    /// Set where the entry was taken out while someone else wrote to it.
    pub removed: Option<Removal>,
}

/// An entry taken out by someone who did not know all that is written of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removal {
    /// Who took it out and when.
    pub by: Author,
}

/// A field with what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldState {
    /// The field.
    pub field: Field,
    /// The value every device shows; `None` if it was cleared.
    pub value: Option<String>,
    /// Who wrote it and when.
    pub by: Author,
    /// All values of a conflict, the shown one first; empty without conflict.
    pub conflict: Vec<Alternative>,
}

/// One value of a conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The value; `None` where it was cleared.
    pub value: Option<String>,
    /// Who wrote it and when.
    pub by: Author,
}

/// Who wrote a value and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Author {
    /// The device; `None` if the document does not say.
    pub device: Option<DeviceId>,
    /// Seconds since 1970 as the device's clock said.
    pub seconds: i64,
}

type Entries = BTreeMap<String, Vec<Standing>>;

impl Household {
    /// Reads a document; of another kind it reads as an empty household.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let mut home = Entries::new();
        let mut people: BTreeMap<PersonId, Entries> = BTreeMap::new();
        let mut told_apart = Vec::new();
        let mut seconds = 0;
        for key in document.keys(None) {
            let standing = document.standing(&key, None);
            seconds = standing.iter().map(|one| one.seconds).fold(seconds, i64::max);
            if let Some((person, rest)) = keys::read_person(&key) {
                people.entry(person).or_default().insert(rest.into(), standing);
            } else if let Some(pair) = keys::read_pair(&key) {
                told_apart.extend(standing.first().filter(|first| !first.text.is_empty()).map(|_| pair));
            } else {
                home.insert(key, standing);
            }
        }
        let joins = Joins::read(document, None);
        let reading = Reading { document, people: &people, joins: &joins };
        let fields = Field::ALL.iter().filter(|field| field.is_home());
        Self {
            place: Place::of(document).ok(),
            fields: fields.filter_map(|field| state(*field, home.get(&home_key(*field))?.iter())).collect(),
            people: reading.people(),
            distinct: told_apart.into_iter().map(|(one, other)| reading.pair(one, other)).collect(),
            seconds,
        }
    }
}

fn home_key(field: Field) -> String {
    keys::of_field(Subject::Household, field)
}

struct Reading<'a> {
    document: &'a Document,
    people: &'a BTreeMap<PersonId, Entries>,
    joins: &'a Joins,
}

impl<'a> Reading<'a> {
    fn people(&self) -> Vec<PersonEntry> {
        let shown: BTreeSet<PersonId> = self.people.keys().map(|person| self.joins.shown_for(*person)).collect();
        let mut people: Vec<_> = shown.into_iter().filter_map(|person| self.person(person)).collect();
        people.sort_by_key(|(order, person)| {
            let relation = person.fields.iter().find(|field| field.field == Field::Relation);
            (relation.and_then(|state| state.value.as_deref()) != Some("0"), *order)
        });
        people.into_iter().map(|(_, person)| person).collect()
    }

    fn pair(&self, one: PersonId, other: PersonId) -> (PersonId, PersonId) {
        let (one, other) = (self.joins.shown_for(one), self.joins.shown_for(other));
        (one.min(other), one.max(other))
    }

    /// The entry with its place in the order of entry; `None` if it is taken out.
    fn person(&self, shown: PersonId) -> Option<((u64, PersonId), PersonEntry)> {
        let members = self.joins.members(shown);
        let removal = self.removal(shown);
        if let Some((_, false)) = removal {
            return None;
        }
        let mut settled = BTreeMap::new();
        let fields = Field::ALL.iter().filter(|field| !field.is_home());
        let entry = PersonEntry {
            id: shown,
            fields: fields.filter_map(|field| self.field(shown, *field, &mut settled)).collect(),
            joined: members.to_vec(),
            removed: removal.map(|(by, _)| Removal { by }),
        };
        let group = members.iter().chain([&shown]).filter_map(|person| self.people.get(person));
        let entered = group.clone().filter_map(|entries| entries.get(Mark::Entered.key())).flatten();
        let first = entered.map(|one| one.order.0).min();
        let first = first.or_else(|| group.flat_map(BTreeMap::values).flatten().map(|one| one.order.0).min());
        Some(((first.unwrap_or(u64::MAX), shown), entry))
    }

    fn field(&self, shown: PersonId, field: Field, settled: &mut BTreeMap<ChangeHash, bool>) -> Option<FieldState> {
        let own = self.standing(shown, field.key());
        let mut lent: Vec<&Standing> =
            self.joins.members(shown).iter().flat_map(|member| self.standing(*member, field.key())).collect();
        lent.retain(|one| !one.text.is_empty());
        lent.sort_by_key(|one| Reverse(one.order));
        let is_settled = lent.is_empty()
            || own.iter().any(|one| {
                *settled.entry(one.change).or_insert_with(|| {
                    let known = self.document.graph().ancestry([one.change]);
                    self.joins.are_known(shown, &known)
                })
            });
        if is_settled {
            state(field, own.iter())
        } else if own.iter().all(|one| one.text.is_empty()) {
            state(field, lent.into_iter())
        } else {
            state(field, own.iter().chain(lent))
        }
    }

    fn standing(&self, person: PersonId, rest: &str) -> &'a [Standing] {
        self.people.get(&person).and_then(|entries| entries.get(rest)).map_or(&[], Vec::as_slice)
    }

    /// Who took the entry out, and whether something is written of it that they did not know.
    fn removal(&self, shown: PersonId) -> Option<(Author, bool)> {
        let marks = self.standing(shown, Mark::Removed.key());
        let first = marks.first().filter(|first| !first.text.is_empty())?;
        let known = self.document.graph().ancestry(marks.iter().map(|mark| mark.change));
        let group = self.joins.members(shown).iter().chain([&shown]).filter_map(|person| self.people.get(person));
        let mut written = group
            .flatten()
            .filter(|(rest, _)| rest.as_str() != Mark::Removed.key())
            .flat_map(|(_, standing)| standing.iter());
        Some((author(first), written.any(|one| !known.contains(&one.change))))
    }
}

/// What stands in a field, each value once; `None` if it was never set or is cleared.
fn state<'a>(field: Field, standing: impl Iterator<Item = &'a Standing>) -> Option<FieldState> {
    let mut alternatives: Vec<Alternative> = Vec::new();
    for one in standing {
        let value = Some(one.text.clone()).filter(|text| !text.is_empty());
        if alternatives.iter().all(|known| known.value != value) {
            alternatives.push(Alternative { value, by: author(one) });
        }
    }
    let Alternative { value, by } = alternatives.first()?.clone();
    if alternatives.len() == 1 {
        alternatives.clear();
        value.as_ref()?;
    }
    Some(FieldState { field, value, by, conflict: alternatives })
}

fn author(standing: &Standing) -> Author {
    Author { device: standing.device, seconds: standing.seconds }
}
