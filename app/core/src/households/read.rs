//! Reading a door with its households and visits, and opening the form.

use core::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use linli_contract::Failure;
use linli_contract::households::{
    Alternative, Author, DoorView, DuplicateReason, DuplicateView, FieldView, FormView, HouseholdView, IdNumberView,
    PersonView, Version,
};
use linli_contract::registers::{DepartedView, Departure, EndedHousehold, Ending, Source};
use linli_contract::sync::RecordSync;
use linli_contract::visits::VisitView;
use linli_shared::areas::AreaKind;
use linli_shared::calendar::Millis;
use linli_shared::documents::household::{self, FieldState, Household, PersonEntry};
use linli_shared::documents::{self, Document};
use linli_shared::households::Field;
use linli_shared::households::duplicates::{Entry, Likeness, duplicates};
use linli_shared::identity::IdNumber;
use linli_shared::ids::{AreaId, DeviceId, PersonId, RecordId};

use super::draft;
use super::id_record::IdNumbers;
use super::register::place;
use crate::device::doors::HouseholdSum;
use crate::device::outbox::OutState;
use crate::device::rows::{self, FactRow, Want};
use crate::device::{Device, Turn};
use crate::registers::writing::{record_wants, shown_numbers, shown_source};
use crate::store::Table;
use crate::visits::fact::VisitFact;

/// The most visits shown of a door.
const VISITS: usize = 50;

/// The rows a door's page needs.
#[must_use]
pub fn door_wants(device: &Device, door: AreaId) -> Vec<Want> {
    let Some(row) = device.doors().get(&device.tree().canonical(door)) else { return Vec::new() };
    let households = row.households.iter().flat_map(|household| record_wants(device, household.record));
    let visits = row.visits.iter().rev().take(VISITS).map(|visit| Want::Row(Table::Fact, rows::record(visit.record)));
    households.chain(visits).collect()
}

/// The rows a form needs.
#[must_use]
pub fn form_wants(device: &Device, door: AreaId, slot: u8) -> Vec<Want> {
    let door = device.tree().canonical(door);
    let mut wants = vec![Want::Row(Table::Draft, rows::draft(door, slot))];
    if let Some(record) = device.household_record(place(device, door, slot)) {
        wants.extend(record_wants(device, record));
    }
    wants
}

/// A door with everything known of it.
///
/// # Errors
/// [`Failure::NotHere`].
pub fn door(device: &Device, door: AreaId, turn: &Turn<'_>) -> Result<DoorView, Failure> {
    let tree = device.tree();
    let door = tree.canonical(door);
    tree.area(door).filter(|area| area.kind == AreaKind::Door).ok_or(Failure::NotHere)?;
    let row = device.doors().get(&door).cloned().unwrap_or_default();
    let (mut households, mut ended) = (Vec::new(), Vec::new());
    for sum in &row.households {
        let (_, document) = Device::document(turn, documents::Kind::Household, sum.record)?;
        let read = Household::of(&document);
        ended.extend(ended_household(device, sum.record, &read));
        if !read.is_over() {
            households.push(household(device, sum, &document, &read, turn)?);
        }
    }
    ended.sort_by_key(|ended: &EndedHousehold| Reverse(ended.by.at));
    let visits = row.visits.iter().rev().take(VISITS).filter_map(|sum| visit(device, sum.record, turn).transpose());
    let drafts: Vec<u8> = device.drafts().iter().filter(|(at, _)| *at == door).map(|(_, slot)| *slot).collect();
    let taken: BTreeSet<u8> = row.standing().map(|household| household.slot).collect();
    Ok(DoorView {
        id: door,
        path: tree.path(door),
        building: tree.ancestor(door, AreaKind::Building).ok_or(Failure::NotHere)?,
        state: row.state(turn.today()),
        households,
        ended,
        visits: visits.collect::<Result<_, _>>()?,
        drafts,
        next_slot: (0..u8::MAX).find(|slot| !taken.contains(slot)).unwrap_or(u8::MAX),
        may_write: device.may_register(door),
        neighbours: tree.neighbours(door),
    })
}

/// What a form starts with.
///
/// # Errors
/// [`Failure::NotHere`].
pub fn form(device: &Device, door: AreaId, slot: u8, turn: &Turn<'_>) -> Result<FormView, Failure> {
    let door = device.tree().canonical(door);
    device.tree().area(door).filter(|area| area.kind == AreaKind::Door).ok_or(Failure::NotHere)?;
    let sum = device.doors().get(&door).and_then(|row| row.household(slot));
    let household = match sum.filter(|sum| sum.ended.is_none()) {
        Some(sum) => {
            let (_, document) = Device::document(turn, documents::Kind::Household, sum.record)?;
            Some(household(device, sum, &document, &Household::of(&document), turn)?)
        }
        None => None,
    };
    Ok(FormView { path: device.tree().path(door), household, draft: draft::read(door, slot, turn)? })
}

fn household(
    device: &Device,
    sum: &HouseholdSum,
    document: &Document,
    read: &Household,
    turn: &Turn<'_>,
) -> Result<HouseholdView, Failure> {
    let ids = shown_numbers(device, sum.record, turn)?;
    let numbers = numbers_by_person(read, ids.as_ref());
    Ok(HouseholdView {
        id: sum.record,
        slot: sum.slot,
        version: version(document),
        fields: read.fields.iter().filter_map(|state| field(device, state)).collect(),
        people: read.people.iter().map(|entry| person(device, entry, &numbers)).collect(),
        departed: read.departed.iter().map(|one| departed(device, one)).collect(),
        duplicates: likely_duplicates(read, &numbers),
        sync: sync_of(device, sum.record),
        changed: Millis(read.seconds.saturating_mul(1_000)),
    })
}

fn version(document: &Document) -> Version {
    Version(document.heads().to_string())
}

/// An ending, whether it stands or somebody who did not know of it wrote on.
fn ended_household(device: &Device, record: RecordId, read: &Household) -> Option<EndedHousehold> {
    let ended = read.ended.as_ref()?;
    let text = |person: &PersonEntry| {
        let name = person.fields.iter().find(|state| state.field == Field::Name);
        name.and_then(|state| state.value.clone())
    };
    let here = read.people.iter().filter_map(text);
    let gone = read.departed.iter().filter(|one| one.why != household::Departure::Mistake);
    let gone = gone.filter(|one| read.people.iter().all(|person| person.id != one.id));
    let names = here.chain(gone.filter_map(|one| one.name.clone())).collect();
    Some(EndedHousehold { id: record, why: shown_ending(ended.why), by: by(device, &ended.by), names })
}

/// Who left, as a screen shows it.
pub(crate) fn departed(device: &Device, of: &household::Departed) -> DepartedView {
    let why = shown_departure(device, &of.why);
    let to = if let Departure::Moved { door, .. } = &why { device.tree().path(*door) } else { Vec::new() };
    DepartedView { id: of.id, name: of.name.clone().unwrap_or_default(), why, to, by: by(device, &of.by) }
}

/// A reason to leave as a screen names it.
pub(crate) fn shown_departure(device: &Device, why: &household::Departure) -> Departure {
    match why {
        household::Departure::Mistake => Departure::Mistake,
        household::Departure::Died { on } => Departure::Died { on: on.clone() },
        household::Departure::Left { on, to } => Departure::Left { on: on.clone(), to: to.clone() },
        household::Departure::Moved { to } => {
            Departure::Moved { door: device.tree().canonical(to.door), slot: to.slot }
        }
    }
}

/// An ending as a screen names it.
pub(crate) const fn shown_ending(why: household::Ending) -> Ending {
    match why {
        household::Ending::Left => Ending::Left,
        household::Ending::Moved { .. } => Ending::Moved,
        household::Ending::TenantsChanged => Ending::TenantsChanged,
        household::Ending::Mistake => Ending::Mistake,
    }
}

/// The numbers that stand for each person shown, those of joined entries included.
pub(crate) fn numbers_by_person(read: &Household, ids: Option<&IdNumbers>) -> BTreeMap<PersonId, BTreeSet<String>> {
    let Some(ids) = ids else { return BTreeMap::new() };
    let by_entry = ids.by_person();
    let of = |person: &PersonEntry| -> BTreeSet<String> {
        let entries = [person.id].into_iter().chain(person.joined.iter().copied());
        let standing = entries.filter_map(|entry| by_entry.get(&entry)).flatten();
        let all: BTreeSet<String> = standing.map(|entry| entry.number.clone()).collect();
        let is_conflict = by_entry.get(&person.id).is_some_and(|own| own.len() > 1);
        if is_conflict { all } else { all.into_iter().filter(|number| !number.is_empty()).collect() }
    };
    read.people.iter().map(|person| (person.id, of(person))).filter(|(_, numbers)| !numbers.is_empty()).collect()
}

fn person(device: &Device, entry: &PersonEntry, numbers: &BTreeMap<PersonId, BTreeSet<String>>) -> PersonView {
    let standing = numbers.get(&entry.id);
    let first = standing.and_then(|numbers| numbers.iter().find(|number| !number.is_empty()));
    PersonView {
        id: entry.id,
        fields: entry.fields.iter().filter_map(|state| field(device, state)).collect(),
        id_number: first.map(|number| IdNumberView {
            masked: IdNumber::parse(number).map(|number| number.masked()).unwrap_or_default(),
            is_conflict: standing.is_some_and(|numbers| numbers.len() > 1),
        }),
    }
}

fn field(device: &Device, state: &FieldState) -> Option<FieldView> {
    if state.value.is_none() && state.conflict.is_empty() {
        return None;
    }
    Some(FieldView {
        field: state.field,
        value: state.value.clone().unwrap_or_default(),
        by: by(device, &state.by),
        conflict: state
            .conflict
            .iter()
            .map(|one| Alternative { value: one.value.clone(), by: by(device, &one.by) })
            .collect(),
    })
}

/// Who wrote something of a household's document.
pub(crate) fn by(device: &Device, of: &household::Author) -> Author {
    Author { source: shown_source(&of.source), ..author(device, of.device, of.seconds) }
}

/// Who wrote something, by name if it is known here.
pub(crate) fn author(device: &Device, of: Option<DeviceId>, seconds: i64) -> Author {
    Author {
        name: of.and_then(|device_id| device.name_of(device_id)).map(str::to_owned),
        is_me: of.is_some_and(|device_id| device.is_mine(device_id)),
        at: Millis(seconds.saturating_mul(1_000)),
        source: Source::default(),
    }
}

fn likely_duplicates(read: &Household, numbers: &BTreeMap<PersonId, BTreeSet<String>>) -> Vec<DuplicateView> {
    let text = |person: &PersonEntry, field: Field| {
        person.fields.iter().find(|state| state.field == field).and_then(|state| state.value.clone())
    };
    let values: Vec<_> = read
        .people
        .iter()
        .map(|person| (person.id, text(person, Field::Name), text(person, Field::BirthDate)))
        .collect();
    let entries: Vec<Entry<'_>> = values
        .iter()
        .map(|(person, name, birth)| Entry { person: *person, name: name.as_deref(), birth: birth.as_deref() })
        .collect();
    let found = duplicates(&entries, numbers, &read.distinct);
    found
        .into_iter()
        .map(|(pair, likeness)| DuplicateView {
            pair,
            because: match likeness {
                Likeness::IdNumber => DuplicateReason::IdNumber,
                Likeness::NameAndBirth => DuplicateReason::NameAndBirth,
                Likeness::Name => DuplicateReason::Name,
            },
        })
        .collect()
}

/// Where a household with its ID record is.
fn sync_of(device: &Device, household: RecordId) -> RecordSync {
    let ids = device.id_record(household);
    let items = device.outbox().filter(|item| item.record == household || Some(item.record) == ids);
    items.fold(RecordSync::WithRelay, |worst, item| match (worst, item.state) {
        (RecordSync::Refused, _) | (_, OutState::Refused(_)) => RecordSync::Refused,
        _ => RecordSync::OnThisDevice,
    })
}

/// A visit, if it is here and can be read.
pub(crate) fn visit(device: &Device, record: RecordId, turn: &Turn<'_>) -> Result<Option<VisitView>, Failure> {
    let Some(row) = turn.rows.read::<FactRow>(Table::Fact, &rows::record(record))? else { return Ok(None) };
    let Ok(fact) = VisitFact::from_content(&row.content) else { return Ok(None) };
    Ok(Some(VisitView {
        id: record,
        outcome: fact.outcome,
        note: fact.note.clone(),
        next_visit: fact.next.clone(),
        by: author(device, Some(row.device), fact.seconds),
        is_withdrawn: row.withdrawn.is_some(),
        sync: if device.is_waiting(record) { RecordSync::OnThisDevice } else { RecordSync::WithRelay },
    }))
}
