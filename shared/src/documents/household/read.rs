//! Reading a household: plain fields and people, each with its author, its time and what else is said.
//!
//! A joined entry lends its values to the entry it joined. Where the two differ both are shown, until someone who knew
//! of the joining writes that field of the kept entry.
//!
//! **Invariant:** the order of people, fields and alternatives is the same on every device.

use core::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::joined::Joins;
use super::keys::{self, Mark};
use super::texts::{self, Texts};
use super::{Departure, Ending, Place, Source};
use crate::documents::document::Standing;
use crate::documents::written::Written;
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
    /// People who were taken out, the last to leave first. Those of whom something was written by somebody who did not
    /// know of it are among [`Self::people`] too, with [`PersonEntry::removed`].
    pub departed: Vec<Departed>,
    /// Set where the household was ended.
    pub ended: Option<Ended>,
    /// Pairs said to be two people, the smaller id first.
    pub distinct: BTreeSet<(PersonId, PersonId)>,
    /// The newest device time of what stands here, in seconds.
    pub seconds: i64,
    /// Something of a newer release is said of the home.
    has_unknown: bool,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// Who took it out and when.
    pub by: Author,
    /// Why.
    pub why: Departure,
}

/// Someone who is no longer in the household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departed {
    /// The entry.
    pub id: PersonId,
    /// The name, as last registered.
    pub name: Option<String>,
    /// Why.
    pub why: Departure,
    /// Who said so and when.
    pub by: Author,
}

/// An ending of the household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Why.
    pub why: Ending,
    /// Who said so and when.
    pub by: Author,
    /// Somebody who did not know of it wrote here: the household goes on until someone who knows both decides.
    pub is_contested: bool,
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

/// Who wrote a value, when, and where from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The device; `None` if the document does not say.
    pub device: Option<DeviceId>,
    /// Seconds since 1970 as the device's clock said.
    pub seconds: i64,
    /// Where the value is known from.
    pub source: Source,
}

impl Household {
    /// Reads a document; of another kind it reads as an empty household.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let texts = Texts::read(document, None);
        let joins = Joins::read(document, None);
        let sources = document.sources();
        let reading = Reading { document, texts: &texts, joins: &joins, sources: &sources };
        let fields = Field::ALL.iter().filter(|field| field.is_home());
        let (people, departed) = reading.people();
        Self {
            place: Place::of(document).ok(),
            fields: fields.filter_map(|field| reading.state(*field, texts.of_home(&home_key(*field)).iter())).collect(),
            people,
            departed,
            ended: reading.ended(),
            distinct: texts.told_apart.iter().map(|(one, other)| reading.pair(*one, *other)).collect(),
            seconds: texts.seconds,
            has_unknown: texts.home.iter().any(|(key, standing)| {
                let is_unknown = keys::read_home(key).is_some_and(|rest| Field::from_key(rest).is_none());
                is_unknown && standing.iter().any(|one| !one.text.is_empty())
            }),
        }
    }

    /// Whether anything is registered: not before the first registration, and not after it was undone.
    #[must_use]
    pub fn is_there(&self) -> bool {
        let is_set = |state: &FieldState| state.value.is_some() || !state.conflict.is_empty();
        self.has_unknown || self.fields.iter().any(is_set) || !self.people.is_empty() || !self.departed.is_empty()
    }

    /// Whether the household has ended, and nobody wrote without knowing of it.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.ended.as_ref().is_some_and(|ended| !ended.is_contested)
    }
}

impl Document {
    /// Where the values of each change are known from; changes whose values were said at the door are left out.
    pub(super) fn sources(&self) -> BTreeMap<ChangeHash, Source> {
        if self.standing(keys::SOURCE, None).is_empty() {
            return BTreeMap::new();
        }
        let changes = self.automerge().get_changes(&[]);
        let source = |change: &automerge::Change| {
            let written = Written::read(change)?;
            let put = written.puts.into_iter().find(|put| put.key == keys::SOURCE)?;
            Some((change.hash(), Source::read(&put.text)))
        };
        changes.iter().filter_map(source).collect()
    }
}

fn home_key(field: Field) -> String {
    keys::of_field(Subject::Household, field)
}

struct Reading<'a> {
    document: &'a Document,
    texts: &'a Texts,
    joins: &'a Joins,
    sources: &'a BTreeMap<ChangeHash, Source>,
}

impl Reading<'_> {
    /// Those who are in the household, and those who are no longer.
    fn people(&self) -> (Vec<PersonEntry>, Vec<Departed>) {
        let shown: BTreeSet<PersonId> = self.texts.people.keys().map(|person| self.joins.shown_for(*person)).collect();
        let (mut people, mut departed) = (Vec::new(), Vec::new());
        for shown in shown.into_iter().filter(|shown| self.texts.is_entered(self.joins, *shown)) {
            let marks = self.texts.of_person(shown, Mark::Removed.key());
            let mark = texts::mark(marks);
            let is_contested = mark.is_some() && self.texts.is_removal_contested(self.document, self.joins, shown);
            let mut entry = self.person(shown);
            if let Some(mark) = mark {
                let (by, why) = (self.author(mark), Departure::read(&mark.text));
                let name = entry.fields.iter().find(|state| state.field == Field::Name);
                let name = name.and_then(|state| state.value.clone());
                entry.removed = Some(Removal { by: by.clone(), why: why.clone() });
                departed.push((mark.order, Departed { id: shown, name, why, by }));
            }
            if mark.is_none() || is_contested {
                people.push((self.entered(shown), entry));
            }
        }
        people.sort_by_key(|(order, person)| {
            let relation = person.fields.iter().find(|field| field.field == Field::Relation);
            (relation.and_then(|state| state.value.as_deref()) != Some("0"), *order, person.id)
        });
        departed.sort_by_key(|(order, one)| (Reverse(*order), one.id));
        (
            people.into_iter().map(|(_, person)| person).collect(),
            departed.into_iter().map(|(_, departed)| departed).collect(),
        )
    }

    fn pair(&self, one: PersonId, other: PersonId) -> (PersonId, PersonId) {
        let (one, other) = (self.joins.shown_for(one), self.joins.shown_for(other));
        (one.min(other), one.max(other))
    }

    fn ended(&self) -> Option<Ended> {
        let first = texts::mark(self.texts.of_home(keys::ENDED))?;
        let is_contested = self.texts.is_ending_contested(self.document);
        Some(Ended { why: Ending::read(&first.text), by: self.author(first), is_contested })
    }

    fn person(&self, shown: PersonId) -> PersonEntry {
        let mut settled = BTreeMap::new();
        let fields = Field::ALL.iter().filter(|field| !field.is_home());
        PersonEntry {
            id: shown,
            fields: fields.filter_map(|field| self.field(shown, *field, &mut settled)).collect(),
            joined: self.joins.members(shown).to_vec(),
            removed: None,
        }
    }

    /// The place of an entry in the order of entry.
    fn entered(&self, shown: PersonId) -> u64 {
        let group = self.texts.group(self.joins, shown);
        let entered = group.clone().filter_map(|entries| entries.get(Mark::Entered.key())).flatten();
        let first = entered.map(|one| one.order.0).min();
        let first = first.or_else(|| group.flat_map(BTreeMap::values).flatten().map(|one| one.order.0).min());
        first.unwrap_or(u64::MAX)
    }

    fn field(&self, shown: PersonId, field: Field, settled: &mut BTreeMap<ChangeHash, bool>) -> Option<FieldState> {
        let own = self.texts.of_person(shown, field.key());
        let members = self.joins.members(shown).iter();
        let mut lent: Vec<&Standing> = members.flat_map(|member| self.texts.of_person(*member, field.key())).collect();
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
            self.state(field, own.iter())
        } else if own.iter().all(|one| one.text.is_empty()) {
            self.state(field, lent.into_iter())
        } else {
            self.state(field, own.iter().chain(lent))
        }
    }

    /// What stands in a field, each value once; `None` if it was never set or is cleared.
    fn state<'s>(&self, field: Field, standing: impl Iterator<Item = &'s Standing>) -> Option<FieldState> {
        let mut alternatives: Vec<Alternative> = Vec::new();
        for one in standing {
            let value = Some(one.text.clone()).filter(|text| !text.is_empty());
            if alternatives.iter().all(|known| known.value != value) {
                alternatives.push(Alternative { value, by: self.author(one) });
            }
        }
        let Alternative { value, by } = alternatives.first()?.clone();
        if alternatives.len() == 1 {
            alternatives.clear();
            value.as_ref()?;
        }
        Some(FieldState { field, value, by, conflict: alternatives })
    }

    fn author(&self, standing: &Standing) -> Author {
        let source = self.sources.get(&standing.change).cloned().unwrap_or_default();
        Author { device: standing.device, seconds: standing.seconds, source }
    }
}
