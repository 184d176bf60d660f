//! Summing up: a record's row is written with the summary of its door, in one batch.

use std::collections::BTreeMap;

use linli_contract::Event;
use linli_shared::access::RecordMeta;
use linli_shared::documents::Document;
use linli_shared::documents::household::{Household, Place};
use linli_shared::households::Field;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::{Family, Kind};

use super::doors::{DoorRow, HomeUse, HouseholdSum, IdMark, IdSum, PersonSum, VisitSum};
use super::rows::{self, FactRow, RecordRow, meta};
use super::{Device, Turn};
use crate::households::id_record::IdRow;
use crate::store::{Batch, Disk, DiskError, Durability, SealedStore, Table};
use crate::visits::fact::VisitFact;

/// What summaries hold in this release; a store with another number has them built again.
pub(super) const VERSION: u8 = 2;

impl Device {
    /// Writes a household's row with the summary of its door.
    pub(super) fn write_household(&mut self, row: RecordRow, document: &Document, turn: &mut Turn<'_>) {
        turn.rows.write(Table::Record, rows::record(document.record()), &row);
        let Some((place, sum)) = household(document) else { return };
        let door = self.tree.canonical(place.door);
        let mut row = self.doors.get(&door).cloned().unwrap_or_default();
        match sum {
            Some(sum) => row.set_household(sum),
            None => row.households.retain(|known| known.record != document.record()),
        }
        self.write_door(door, row, turn);
    }

    /// Writes an ID record's row with the summary of its door.
    pub(crate) fn write_id_row(
        &mut self,
        record: RecordId,
        meta: RecordMeta,
        last: u64,
        ids: &IdRow,
        turn: &mut Turn<'_>,
    ) {
        let row = RecordRow { meta, content: linli_shared::cbor::to_vec(ids), own: Vec::new(), last, incarnation: 0 };
        turn.rows.write(Table::Record, rows::record(record), &row);
        let Some(sum) = self.id_sum(ids) else { return };
        let door = self.tree.canonical(ids.confirmed.place.door);
        let mut row = self.doors.get(&door).cloned().unwrap_or_default();
        row.set_ids(sum);
        self.write_door(door, row, turn);
    }

    /// Takes a household out of sight that is about to be erased; if that is refused the next start shows it again.
    pub(crate) fn hide_household(&mut self, household: RecordId, door: AreaId, turn: &mut Turn<'_>) {
        if let Some(mut row) = self.doors.get(&door).cloned() {
            row.households.retain(|known| known.record != household);
            row.ids.retain(|known| known.household != household);
            turn.rows.delete(Table::Meta, version_row().0);
            self.write_door(door, row, turn);
        }
    }

    pub(crate) fn write_door(&mut self, door: AreaId, row: DoorRow, turn: &mut Turn<'_>) {
        turn.rows.write(Table::Summary, door.0.to_vec(), &row);
        self.doors.insert(door, row.compact());
        if let Some(index) = &mut self.index {
            index.door_changed(door);
        }
        turn.door_changed(door);
    }

    /// After the areas changed: what search looked at is out of date, and doors that were said to be one have one summary.
    pub(super) fn follow_areas(&mut self, turn: &mut Turn<'_>) {
        if !turn.events.contains(&Event::AreasChanged) {
            return;
        }
        self.index = None;
        let joined: Vec<AreaId> =
            self.doors.keys().copied().filter(|door| self.tree.canonical(*door) != *door).collect();
        for door in joined {
            let Some(row) = self.doors.remove(&door) else { continue };
            turn.rows.delete(Table::Summary, door.0.to_vec());
            let canonical = self.tree.canonical(door);
            let mut sum = self.doors.get(&canonical).cloned().unwrap_or_default();
            sum.absorb(row);
            self.write_door(canonical, sum, turn);
        }
    }

    fn id_sum(&self, ids: &IdRow) -> Option<IdSum> {
        let naming = self.keyring.naming(self.roster())?;
        let place = ids.confirmed.place;
        let shown = ids.shown();
        let standing = shown.by_person().into_values().flatten().filter(|entry| !entry.number.is_empty());
        let marks = standing.map(|entry| IdMark { person: entry.person, mark: naming.number_mark(&entry.number) });
        Some(IdSum {
            household: naming.household(place.door, place.generation, place.slot),
            conflicts: u16::try_from(shown.conflicts()).unwrap_or(u16::MAX),
            marks: marks.collect(),
        })
    }

    /// Builds every summary again from the records, for a store that an earlier release wrote.
    ///
    /// # Errors
    /// [`DiskError`] if the records cannot be read.
    pub(super) async fn build_sums<D: Disk>(&mut self, store: &SealedStore<D>) -> Result<(), DiskError> {
        let mut built: BTreeMap<AreaId, DoorRow> = BTreeMap::new();
        for (key, value) in store.scan(Table::Record).await? {
            self.sum_record(&key, &value, &mut built).ok_or(DiskError::Unreadable)?;
        }
        for (key, value) in store.scan(Table::Fact).await? {
            self.sum_fact(&key, &value, &mut built).ok_or(DiskError::Unreadable)?;
        }
        let mut batch = Batch::new();
        for door in self.doors.keys().filter(|door| !built.contains_key(door)) {
            batch.delete(Table::Summary, door.0.to_vec());
        }
        for (door, row) in &built {
            batch.put(Table::Summary, door.0.to_vec(), linli_shared::cbor::to_vec(row));
        }
        let (key, value) = version_row();
        batch.put(Table::Meta, key, value);
        self.doors = built.into_iter().map(|(door, row)| (door, row.compact())).collect();
        // On a full disk the next start builds them again; what is derived is no reason to stay closed.
        let _ = store.commit(batch, Durability::Cached).await;
        Ok(())
    }

    fn sum_record(&self, key: &[u8], value: &[u8], built: &mut BTreeMap<AreaId, DoorRow>) -> Option<()> {
        let record = RecordId(key.try_into().ok()?);
        let row: RecordRow = linli_shared::cbor::from_slice(value).ok()?;
        match row.meta.kind.family() {
            Family::Document if row.meta.kind == Kind::Household => {
                let document = Document::load(&row.content, record).ok()?;
                if let Some((place, Some(sum))) = household(&document) {
                    built.entry(self.tree.canonical(place.door)).or_default().set_household(sum);
                }
            }
            Family::IdRecord => {
                let ids: IdRow = linli_shared::cbor::from_slice(&row.content).ok()?;
                if let Some(sum) = self.id_sum(&ids) {
                    let door = self.tree.canonical(ids.confirmed.place.door);
                    built.entry(door).or_default().set_ids(sum);
                }
            }
            Family::Document
            | Family::Roster
            | Family::Wrap
            | Family::Areas
            | Family::Visit
            | Family::Withdrawal
            | Family::Paper
            | Family::Ticket
            | Family::Public
            | Family::Notice
            | Family::Receipt
            | Family::Square
            | Family::Ballot
            | Family::Chat
            | Family::Unknown => {}
        }
        Some(())
    }

    fn sum_fact(&self, key: &[u8], value: &[u8], built: &mut BTreeMap<AreaId, DoorRow>) -> Option<()> {
        let record = RecordId(key.try_into().ok()?);
        let row: FactRow = linli_shared::cbor::from_slice(value).ok()?;
        if let Ok(fact) = VisitFact::from_content(&row.content) {
            let door = self.tree.canonical(fact.door);
            built.entry(door).or_default().set_visit(VisitSum::of(record, &fact, &row));
        }
        Some(())
    }
}

/// The row that says which summaries a store holds.
pub(super) fn version_row() -> (Vec<u8>, Vec<u8>) {
    (meta::SUMS.to_vec(), vec![VERSION])
}

/// Sums up a household; `None` before its place is known, no sum where nothing is registered any more.
fn household(document: &Document) -> Option<(Place, Option<HouseholdSum>)> {
    let read = Household::of(document);
    let place = read.place?;
    if !read.is_there() {
        return Some((place, None));
    }
    let home = |field| {
        let state = read.fields.iter().find(|state| state.field == field);
        state.and_then(|state| state.value.as_deref())
    };
    let use_of_home = home(Field::HomeUse).and_then(HomeUse::from_code);
    let persons: Vec<PersonSum> = read.people.iter().map(PersonSum::of).collect();
    let sum = HouseholdSum {
        record: document.record(),
        slot: place.slot,
        generation: place.generation,
        people: u16::try_from(persons.len()).unwrap_or(u16::MAX),
        conflicts: conflicts(&read),
        id_conflicts: 0,
        is_vacant: use_of_home == Some(HomeUse::Vacant),
        seconds: read.seconds,
        persons,
        home: use_of_home,
        landlord_phone: home(Field::LandlordPhone).map(Into::into),
        first_seconds: Place::first_seconds(document).unwrap_or(read.seconds),
        ended: read.ended.as_ref().filter(|_| read.is_over()).map(|ended| ended.by.seconds),
    };
    Some((place, Some(sum)))
}

fn conflicts(household: &Household) -> u16 {
    let people = household.people.iter().flat_map(|person| &person.fields);
    let fields = household.fields.iter().chain(people).filter(|field| !field.conflict.is_empty()).count();
    let removals = household.people.iter().filter(|person| person.removed.is_some()).count();
    let endings = usize::from(household.ended.is_some() && !household.is_over());
    u16::try_from(fields + removals + endings).unwrap_or(u16::MAX)
}
