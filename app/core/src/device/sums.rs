//! Summing up: a record's row is written with the summary of its door, in one batch.

use linli_shared::access::RecordMeta;
use linli_shared::documents::Document;
use linli_shared::documents::household::Household;
use linli_shared::ids::{AreaId, RecordId};

use super::doors::{DoorRow, HouseholdSum};
use super::rows::{self, RecordRow};
use super::{Device, Turn};
use crate::households::id_record::IdRow;
use crate::store::Table;

impl Device {
    /// Writes a household's row with the summary of its door.
    pub(super) fn write_household(&mut self, row: RecordRow, document: &Document, turn: &mut Turn<'_>) {
        let record = document.record();
        turn.rows.write(Table::Record, rows::record(record), &row);
        let household = Household::of(document);
        let Some(place) = household.place else { return };
        let door = self.tree.canonical(place.door);
        let mut sum = DoorRow::default();
        if let Some(known) = self.doors.get(&door) {
            sum.clone_from(known);
        }
        let id_conflicts = sum.household(place.slot).map_or(0, |known| known.id_conflicts);
        sum.set_household(HouseholdSum {
            record,
            slot: place.slot,
            generation: place.generation,
            people: household.people.iter().filter(|person| person.removed.is_none()).count() as u16,
            conflicts: conflicts(&household),
            id_conflicts,
            is_vacant: is_vacant(&household),
            seconds: household.seconds,
        });
        self.write_door(door, sum, turn);
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
        let place = ids.confirmed.place;
        let door = self.tree.canonical(place.door);
        let Some(mut sum) = self.doors.get(&door).cloned() else { return };
        if let Some(household) = sum.households.iter_mut().find(|household| household.slot == place.slot) {
            household.id_conflicts = ids.shown().conflicts() as u16;
            self.write_door(door, sum, turn);
        }
    }

    pub(crate) fn write_door(&mut self, door: AreaId, row: DoorRow, turn: &mut Turn<'_>) {
        turn.rows.write(Table::Summary, door.0.to_vec(), &row);
        self.doors.insert(door, row);
        turn.door_changed(door);
    }
}

fn conflicts(household: &Household) -> u16 {
    let people = household.people.iter().flat_map(|person| &person.fields);
    let fields = household.fields.iter().chain(people).filter(|field| !field.conflict.is_empty()).count();
    let removals = household.people.iter().filter(|person| person.removed.is_some()).count();
    (fields + removals) as u16
}

fn is_vacant(household: &Household) -> bool {
    household.fields.iter().any(|field| {
        field.field == linli_shared::households::Field::HomeUse && field.value.as_deref() == Some("vacant")
    })
}
