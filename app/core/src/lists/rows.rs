//! A list as rows, in walking order.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_contract::lists::{Filter, ListRow, ListView, PersonBrief, ReadList};
use linli_shared::calendar::Date;
use linli_shared::ids::AreaId;

use super::filter::{Seen, is_meant, is_of_people};
use super::scope::doors_within;
use crate::areas::{is_counted, waiting};
use crate::device::doors::{DoorRow, HouseholdSum, PersonSum};
use crate::device::{Device, Turn, day};

/// The most rows of one answer.
const ROWS: usize = 500;

/// What every door of one answer is read with.
pub(crate) struct Reading<'a> {
    device: &'a Device,
    waiting: BTreeSet<AreaId>,
    today: Date,
    nothing: DoorRow,
}

impl<'a> Reading<'a> {
    /// The device as it is now.
    pub(crate) fn new(device: &'a Device, turn: &Turn<'_>) -> Self {
        Self { device, waiting: waiting(device), today: turn.today(), nothing: DoorRow::default() }
    }

    /// The summary of a door; an empty one if nothing is known of it.
    pub(crate) fn row(&self, door: AreaId) -> &DoorRow {
        self.device.doors().get(&door).unwrap_or(&self.nothing)
    }

    /// Whether a door meets a condition.
    pub(crate) fn fits(&self, door: AreaId, filter: Filter) -> bool {
        let is_counted = || is_counted(self.device, door);
        Seen {
            row: self.row(door),
            is_counted: filter != Filter::Unregistered || is_counted(),
            is_waiting: self.waiting.contains(&door),
            today: self.today,
        }
        .fits(filter)
    }

    /// The doors of a list, in walking order.
    pub(crate) fn doors(&self, filters: &[Filter], within: Option<AreaId>) -> Result<Vec<AreaId>, Failure> {
        let mut doors = doors_within(self.device, within)?;
        doors.retain(|door| filters.iter().all(|filter| self.fits(*door, *filter)));
        Ok(doors)
    }

    /// The people of a door that a list asks for: all, or where a condition is on people those who meet one.
    pub(crate) fn people(&self, door: AreaId, filters: &[Filter]) -> impl Iterator<Item = (&HouseholdSum, &PersonSum)> {
        let is_of_people = filters.iter().any(|filter| is_of_people(*filter));
        let meant = move |person: &PersonSum| filters.iter().any(|filter| is_meant(*filter, person));
        self.row(door).persons().filter(move |(_, person)| !is_of_people || meant(person))
    }

    /// A door as a row.
    pub(crate) fn list_row(&self, door: AreaId, filters: &[Filter]) -> ListRow {
        let row = self.row(door);
        let people = self.people(door, filters).map(|(household, person)| PersonBrief {
            household: household.record,
            person: person.id,
            name: person.name.to_string(),
            care: person.care.groups().collect(),
            birth: person.birth().map(|birth| birth.to_string()),
            phone: person.phone.as_deref().map(str::to_owned),
        });
        ListRow {
            door,
            path: self.device.tree().path(door),
            state: row.state(self.today),
            people: people.collect(),
            due: row.next_visit().map(|next| next.to_string()),
            confirmed: row.confirmed().map(|seconds| day(seconds).min(self.today).to_string()),
        }
    }
}

/// A part of a list.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NotHere`].
pub fn list(device: &Device, request: &ReadList, turn: &Turn<'_>) -> Result<ListView, Failure> {
    let reading = Reading::new(device, turn);
    let filters = &request.spec.filters;
    let doors = reading.doors(filters, request.spec.within)?;
    let people: usize = doors.iter().map(|door| reading.people(*door, filters).count()).sum();
    let limit = usize::try_from(request.limit).unwrap_or(ROWS).min(ROWS);
    let shown = doors.iter().skip(usize::try_from(request.from).unwrap_or(usize::MAX)).take(limit);
    Ok(ListView {
        rows: shown.map(|door| reading.list_row(*door, filters)).collect(),
        doors: u32::try_from(doors.len()).unwrap_or(u32::MAX),
        people: u32::try_from(people).unwrap_or(u32::MAX),
    })
}
