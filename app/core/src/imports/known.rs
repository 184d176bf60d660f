//! What is registered already, as an import compares with it; and what a value would do to it.
//!
//! **Invariant:** a value somebody typed is never written over; a value that a list said before and that somebody wrote over
//! or cleared since is not said again.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use linli_shared::areas::Tree;
use linli_shared::areas::writing::DoorIndex;
use linli_shared::calendar::Date;
use linli_shared::cbor;
use linli_shared::documents::Document;
use linli_shared::documents::household::{FieldState, Household, Source, What};
use linli_shared::households::{Field, Subject};
use linli_shared::ids::{AreaId, PersonId, RecordId};

use super::lines::Entry;
use crate::device::rows::RecordRow;
use crate::households::id_record::IdNumbers;

/// What a device knows, without the device.
pub(super) struct Register<'a> {
    pub(super) tree: &'a Tree,
    pub(super) index: DoorIndex,
    pub(super) today: Date,
    pub(super) may_write: &'a dyn Fn(AreaId) -> bool,
    pub(super) doors: BTreeMap<AreaId, Vec<Known<'a>>>,
    /// What stands for an ID number in summaries.
    mark: &'a dyn Fn(&str) -> Option<u64>,
    /// Whether somebody who would be entered at a door asked to be erased.
    is_erased: Option<AskedErasure<'a>>,
    by_mark: BTreeMap<u64, Whereabouts>,
    by_birth: BTreeMap<(String, Date), Vec<Whereabouts>>,
}

/// Whether somebody who would be entered at a door asked to be erased.
pub(super) type AskedErasure<'a> = &'a dyn Fn(AreaId, &Entry) -> bool;

/// Where somebody is registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Whereabouts {
    pub(super) door: AreaId,
    pub(super) record: RecordId,
    pub(super) has_number: bool,
}

/// A registered household.
pub(super) struct Known<'a> {
    pub(super) record: RecordId,
    pub(super) slot: u8,
    pub(super) is_ended: bool,
    pub(super) home: BTreeMap<Field, Standing>,
    pub(super) people: Vec<KnownPerson>,
    pub(super) departed: Vec<Gone>,
    pub(super) said: Said<'a>,
}

/// Somebody who is registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct KnownPerson {
    pub(super) id: PersonId,
    pub(super) fields: BTreeMap<Field, Standing>,
    pub(super) numbers: BTreeSet<String>,
}

/// Somebody who was taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Gone {
    pub(super) name: String,
    pub(super) numbers: BTreeSet<String>,
}

/// What stands in a field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Standing {
    /// Its values, the shown one first; a cleared side is not among them.
    pub(super) values: Vec<String>,
    /// Not every one of them is from a list.
    pub(super) is_typed: bool,
}

/// What a value would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Effect {
    /// It stands already, or was written over knowingly.
    Nothing,
    /// Nothing stood there, or only what a list had said.
    Fills,
    /// Somebody typed otherwise.
    Contradicts,
}

/// What lists said of a household before; read only where it is asked for.
#[derive(Default)]
pub(super) struct Said<'a> {
    stored: Option<(RecordId, &'a [u8])>,
    values: OnceCell<BTreeSet<(Subject, Field, String)>>,
}

impl<'a> Said<'a> {
    /// Of a record's row as stored.
    pub(super) fn of(record: RecordId, stored: &'a [u8]) -> Self {
        Self { stored: Some((record, stored)), values: OnceCell::new() }
    }

    pub(super) fn of_document(document: &Document) -> Self {
        Self { stored: None, values: OnceCell::from(read_said(document)) }
    }

    fn has(&self, subject: Subject, field: Field, value: &str) -> bool {
        let values = self.values.get_or_init(|| {
            let document = self.stored.and_then(|(record, bytes)| {
                let row: RecordRow = cbor::from_slice(bytes).ok()?;
                Document::load(&row.content, record).ok()
            });
            document.as_ref().map(read_said).unwrap_or_default()
        });
        values.contains(&(subject, field, value.to_owned()))
    }
}

fn read_said(document: &Document) -> BTreeSet<(Subject, Field, String)> {
    let lists = document.told(usize::MAX).into_iter().filter(|told| matches!(told.by.source, Source::List { .. }));
    let set = lists.flat_map(|told| told.what).filter_map(|what| {
        if let What::Set { subject, field, after: Some(value), .. } = what {
            Some((subject, field, value))
        } else {
            None
        }
    });
    set.collect()
}

impl Known<'_> {
    /// What a value of the home would do.
    pub(super) fn effect_on_home(&self, field: Field, value: &str) -> Effect {
        effect(self.home.get(&field), value, || self.said.has(Subject::Household, field, value))
    }

    /// What a value of a person would do.
    pub(super) fn effect_on(&self, person: &KnownPerson, field: Field, value: &str) -> Effect {
        effect(person.fields.get(&field), value, || self.said.has(Subject::Person(person.id), field, value))
    }
}

impl KnownPerson {
    /// What an ID number would do. Nobody can tell whether one that stands was typed, so another is always beside it.
    pub(super) fn effect_of_number(&self, number: &str) -> Effect {
        match self.numbers.is_empty() {
            true => Effect::Fills,
            false if self.numbers.contains(number) => Effect::Nothing,
            false => Effect::Contradicts,
        }
    }

    pub(super) fn text(&self, field: Field) -> &str {
        self.fields.get(&field).and_then(|standing| standing.values.first()).map_or("", String::as_str)
    }
}

fn effect(standing: Option<&Standing>, value: &str, was_said: impl Fn() -> bool) -> Effect {
    match standing {
        Some(standing) if standing.values.iter().any(|known| known == value) => Effect::Nothing,
        Some(standing) if !standing.is_typed => Effect::Fills,
        Some(_) | None if was_said() => Effect::Nothing,
        Some(_) => Effect::Contradicts,
        None => Effect::Fills,
    }
}

/// A household's document as an import compares with it.
pub(super) fn known<'a>(
    record: RecordId,
    slot: u8,
    read: &Household,
    ids: Option<&IdNumbers>,
    said: Said<'a>,
) -> Known<'a> {
    let by_person = ids.map(IdNumbers::by_person).unwrap_or_default();
    let numbers = |entries: &[PersonId]| -> BTreeSet<String> {
        let all = entries.iter().filter_map(|entry| by_person.get(entry)).flatten();
        all.map(|entry| entry.number.clone()).filter(|number| !number.is_empty()).collect()
    };
    Known {
        record,
        slot,
        is_ended: read.is_over(),
        home: read.fields.iter().map(standing).collect(),
        people: read
            .people
            .iter()
            .map(|person| KnownPerson {
                id: person.id,
                fields: person.fields.iter().map(standing).collect(),
                numbers: numbers(&[&[person.id], person.joined.as_slice()].concat()),
            })
            .collect(),
        departed: read
            .departed
            .iter()
            .map(|gone| Gone { name: gone.name.clone().unwrap_or_default(), numbers: numbers(&[gone.id]) })
            .collect(),
        said,
    }
}

fn standing(state: &FieldState) -> (Field, Standing) {
    let is_list = |source: &Source| matches!(source, Source::List { .. });
    let standing = if state.conflict.is_empty() {
        Standing { values: state.value.iter().cloned().collect(), is_typed: !is_list(&state.by.source) }
    } else {
        Standing {
            values: state.conflict.iter().filter_map(|side| side.value.clone()).collect(),
            is_typed: state.conflict.iter().any(|side| !is_list(&side.by.source)),
        }
    };
    (state.field, standing)
}

impl<'a> Register<'a> {
    pub(super) fn new(
        tree: &'a Tree,
        today: Date,
        may_write: &'a dyn Fn(AreaId) -> bool,
        mark: &'a dyn Fn(&str) -> Option<u64>,
    ) -> Self {
        let (doors, by_mark, by_birth) = Default::default();
        Self { tree, index: DoorIndex::new(tree), today, may_write, doors, mark, is_erased: None, by_mark, by_birth }
    }

    /// Says how somebody is known who asked to be erased.
    pub(super) fn mind_erased(&mut self, is_erased: AskedErasure<'a>) {
        self.is_erased = Some(is_erased);
    }

    /// Whether somebody who would be entered at a door asked to be erased.
    pub(super) fn is_erased(&self, door: AreaId, entry: &Entry) -> bool {
        self.is_erased.is_some_and(|is_erased| is_erased(door, entry))
    }

    /// Takes in a household of a door that the sheet speaks of.
    pub(super) fn add(&mut self, door: AreaId, household: Known<'a>) {
        self.doors.entry(door).or_default().push(household);
    }

    /// Takes in that somebody lives somewhere, whether the sheet speaks of that door or not.
    pub(super) fn add_person(
        &mut self,
        at: (AreaId, RecordId),
        name: &str,
        birth: Option<Date>,
        marks: impl Iterator<Item = u64>,
    ) {
        let mut has_number = false;
        for mark in marks {
            has_number = true;
            self.by_mark.entry(mark).or_insert(Whereabouts { door: at.0, record: at.1, has_number });
        }
        let name = bare(name);
        if let Some(birth) = birth.filter(|_| !name.is_empty()) {
            let place = Whereabouts { door: at.0, record: at.1, has_number };
            self.by_birth.entry((name, birth)).or_default().push(place);
        }
    }

    /// Where somebody of this ID number, or of this name and birth date, lives.
    pub(super) fn whereabouts(&self, number: Option<&str>, name: &str, birth: Option<Date>) -> Option<Whereabouts> {
        let by_number = number.and_then(|number| (self.mark)(number)).and_then(|mark| self.by_mark.get(&mark));
        let by_birth = || {
            let same = self.by_birth.get(&(bare(name), birth?))?;
            same.iter().find(|at| !at.has_number || number.is_none())
        };
        by_number.or_else(by_birth).copied()
    }
}

/// A name as names are compared.
pub(super) fn bare(name: &str) -> String {
    name.split_whitespace().collect()
}
