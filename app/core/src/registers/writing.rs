//! Writing into the register: a household's values and its people's ID numbers, as one bundle.
//!
//! **Invariant:** what one call writes is accepted or refused as a whole.

use linli_contract::{Failure, registers};
use linli_shared::documents::household::{HouseholdEdit, Source};
use linli_shared::documents::{ChangeHash, Heads};
use linli_shared::ids::{PersonId, RecordId};
use linli_shared::kinds::Kind;

use crate::device::outbox::{Command, OutBody, StoredPlace};
use crate::device::rows::{self, RecordRow, Want};
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::households::id_record::{IdNumbers, IdRow};
use crate::store::Table;

/// The state of a household that edits are made on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Base<'a> {
    /// What stands now: what is written replaces it.
    Now,
    /// The state a form was opened on: what came since stays beside it.
    At(&'a Heads),
    /// Nothing: what differs from what stands now stays beside it, as a conflict.
    Beginning,
}

/// What was written to one household.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Written {
    /// Its place.
    #[n(0)]
    pub(crate) place: StoredPlace,
    /// Changes of its document.
    #[cbor(n(1), with = "crate::device::outbox::hashes")]
    pub(crate) changes: Vec<[u8; 32]>,
    /// ID numbers.
    #[n(2)]
    pub(crate) numbers: Vec<NumberChange>,
}

/// What was written of one person's ID numbers.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct NumberChange {
    /// The person.
    #[n(0)]
    pub(crate) person: PersonId,
    /// What stood before.
    #[n(1)]
    pub(crate) before: Vec<String>,
    /// What stood after.
    #[n(2)]
    pub(crate) after: Vec<String>,
}

impl core::fmt::Debug for NumberChange {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("NumberChange").field("person", &self.person).finish_non_exhaustive()
    }
}

impl Written {
    /// Nothing yet.
    pub(crate) const fn new(place: StoredPlace) -> Self {
        Self { place, changes: Vec::new(), numbers: Vec::new() }
    }

    /// Whether anything was written.
    pub(crate) fn is_any(&self) -> bool {
        !self.changes.is_empty() || !self.numbers.is_empty()
    }

    /// Takes in what another call wrote to the same household.
    pub(crate) fn add(&mut self, other: Self) {
        self.changes.extend(other.changes);
        self.numbers.extend(other.numbers);
    }
}

/// A household's row and its ID record's.
pub(crate) fn record_wants(device: &Device, household: RecordId) -> Vec<Want> {
    let ids = device.id_record(household).map(|record| Want::Row(Table::Record, rows::record(record)));
    [Want::Row(Table::Record, rows::record(household))].into_iter().chain(ids).collect()
}

/// The rows that writing to a place needs.
pub(crate) fn wants(device: &Device, place: StoredPlace) -> Vec<Want> {
    device.household_record(place).map(|record| record_wants(device, record)).unwrap_or_default()
}

/// What a household is written with: edits of its document, ID numbers, and where they are known from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Writing {
    /// Edits, in order.
    pub(crate) edits: Vec<HouseholdEdit>,
    /// ID numbers of people; several of one person stand beside each other, `None` clears.
    pub(crate) numbers: Vec<(PersonId, Option<String>)>,
    /// Where all of it is known from.
    pub(crate) source: Source,
}

/// Writes to the household of a place, which need not exist yet; what stands there already is not written again.
///
/// # Errors
/// [`Failure::NoRight`], [`Failure::NotHere`] for an unknown door or state, [`Failure::InvalidInput`].
pub(crate) fn write(
    device: &mut Device,
    place: StoredPlace,
    writing: &Writing,
    base: Base<'_>,
    bundle: u64,
    turn: &mut Turn<'_>,
) -> Result<Written, Failure> {
    let about = device.about(place)?;
    device.check_right(&about, None)?;
    let mut written = Written::new(place);
    if !writing.edits.is_empty() {
        let source = HouseholdEdit::From { source: writing.source.clone() };
        let source = Some(source).filter(|_| writing.source != Source::AtTheDoor);
        let edits: Vec<HouseholdEdit> = source.into_iter().chain(writing.edits.iter().cloned()).collect();
        let beginning = Heads::default();
        let base = match base {
            Base::Now => None,
            Base::At(heads) => Some(heads),
            Base::Beginning => Some(&beginning),
        };
        let change = device.write_edits(about, &edits, place, base, Some(bundle), turn)?;
        written.changes.extend(change.map(|ChangeHash(hash)| hash));
    }
    if !writing.numbers.is_empty() {
        written.numbers = write_numbers(device, about, place, &writing.numbers, Some(bundle), turn)?;
    }
    Ok(written)
}

/// Writes ID numbers in place of those that stand; gives those that changed.
///
/// # Errors
/// [`Failure::NoRight`].
pub(crate) fn write_numbers(
    device: &mut Device,
    household: About,
    place: StoredPlace,
    numbers: &[(PersonId, Option<String>)],
    bundle: Option<u64>,
    turn: &mut Turn<'_>,
) -> Result<Vec<NumberChange>, Failure> {
    let record = device.id_record(household.record).ok_or(Failure::NoRight)?;
    let about = About { record, kind: Kind::IdRecord, ..household };
    device.check_right(&about, None)?;
    let row: Option<RecordRow> = turn.rows.read(Table::Record, &rows::record(record))?;
    let mut ids = match &row {
        Some(row) => linli_shared::cbor::from_slice(&row.content).map_err(|_| Failure::StoreFailed)?,
        None => IdRow::new(place.into()),
    };
    let author = device.member()?.1.device;
    let mut shown = ids.shown();
    let mut changed = Vec::new();
    let mut people: Vec<PersonId> = Vec::new();
    for (person, _) in numbers {
        if people.contains(person) {
            continue;
        }
        people.push(*person);
        let wanted: Vec<&str> =
            numbers.iter().filter(|(of, _)| of == person).filter_map(|(_, number)| number.as_deref()).collect();
        let before = shown.numbers_of(*person);
        if shown.set_all(*person, &wanted, author, turn.seconds()) {
            changed.push(NumberChange { person: *person, before, after: shown.numbers_of(*person) });
        }
    }
    if changed.is_empty() {
        return Ok(changed);
    }
    let command = Command::IdNumbers(numbers.to_vec(), place);
    let number = device.enqueue_in(bundle, about, command, OutBody::Content(shown.to_content()), turn);
    ids.own.insert(number, shown);
    let (meta, last) = match row {
        Some(row) => (row.meta, row.last),
        None => (device.own_meta(&about)?, 0),
    };
    device.write_id_row(record, meta, last, &ids, turn);
    Ok(changed)
}

/// The ID numbers of a household as the person sees them; `None` if there never were any.
///
/// # Errors
/// [`Failure::StoreFailed`].
pub(crate) fn shown_numbers(
    device: &Device,
    household: RecordId,
    turn: &Turn<'_>,
) -> Result<Option<IdNumbers>, Failure> {
    let Some(record) = device.id_record(household) else { return Ok(None) };
    let Some(row) = turn.rows.read::<RecordRow>(Table::Record, &rows::record(record))? else { return Ok(None) };
    let ids: IdRow = linli_shared::cbor::from_slice(&row.content).map_err(|_| Failure::StoreFailed)?;
    Ok(Some(ids.shown()))
}

/// The source in a document of the source a screen names.
pub(crate) fn stored_source(source: &registers::Source) -> Source {
    match source {
        registers::Source::AtTheDoor => Source::AtTheDoor,
        registers::Source::ByPhone => Source::ByPhone,
        registers::Source::Paper => Source::Paper,
        registers::Source::List { name } => Source::List { name: name.clone() },
        registers::Source::Moved => Source::Moved,
        registers::Source::ByMember => Source::ByMember,
    }
}

/// The source as a screen names it.
pub(crate) fn shown_source(source: &Source) -> registers::Source {
    match source {
        Source::AtTheDoor => registers::Source::AtTheDoor,
        Source::ByPhone => registers::Source::ByPhone,
        Source::Paper => registers::Source::Paper,
        Source::List { name } => registers::Source::List { name: name.clone() },
        Source::Moved => registers::Source::Moved,
        Source::ByMember => registers::Source::ByMember,
    }
}
