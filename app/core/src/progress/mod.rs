//! Progress: counts of doors over time; never of workers.
//!
//! **Invariant:** the last week ends today and says what the board says today.
//! **Invariant:** a moment that this device's clock has not reached yet counts as today: another's clock may be years ahead.

mod weeks;

use linli_contract::Failure;
use linli_contract::progress::{CareRow, PartRow, ProgressView, ReadProgress};
use linli_shared::areas::AreaKind;
use linli_shared::households::CareGroup;
use linli_shared::ids::AreaId;

use crate::areas::{coverage, is_counted, waiting};
use crate::device::doors::DoorRow;
use crate::device::{Device, Turn};
use crate::lists::scope::{doors_within, parts};

/// The most weeks that are looked back.
const WEEKS: u16 = 104;

/// The progress of an area.
///
/// # Errors
/// [`Failure::InvalidInput`] for no week or more than 104, [`Failure::Stranger`], [`Failure::NotHere`].
pub fn progress(device: &Device, request: &ReadProgress, turn: &Turn<'_>) -> Result<ProgressView, Failure> {
    if !(1..=WEEKS).contains(&request.weeks) {
        return Err(Failure::InvalidInput);
    }
    let mut doors = doors_within(device, request.within)?;
    doors.retain(|door| is_counted(device, *door));
    let waiting = waiting(device);
    let rows: Vec<&DoorRow> = doors.iter().filter_map(|door| device.doors().get(door)).collect();
    let parts = parts(device, request.within)?.into_iter().map(|part| PartRow {
        id: part,
        label: device.tree().label(part).to_owned(),
        coverage: coverage(device, doors_of(device, part, request.within).into_iter(), &waiting, turn),
    });
    let unseen_days = i64::from(request.unseen_weeks) * 7;
    Ok(ProgressView {
        now: coverage(device, doors.iter().copied(), &waiting, turn),
        weeks: weeks::points(&rows, turn.today(), request.weeks),
        parts: parts.collect(),
        care: care(&rows, turn.today().day_number() - unseen_days),
    })
}

/// The doors of a part; of a building only those that are the grid's.
fn doors_of(device: &Device, part: AreaId, within: Option<AreaId>) -> Vec<AreaId> {
    let Ok(mut doors) = doors_within(device, Some(part)) else { return Vec::new() };
    if let Some(grid) = within.filter(|area| device.tree().kind(*area) == Some(AreaKind::Grid)) {
        doors.retain(|door| device.tree().grid(*door) == Some(grid));
    }
    doors
}

/// Doors by care group, and those where nobody was met since a day.
fn care(rows: &[&DoorRow], since: i64) -> Vec<CareRow> {
    let groups = CareGroup::ALL.into_iter().map(|group| {
        let lives_there = |row: &&&DoorRow| row.persons().any(|(_, person)| person.care.has(group));
        let (doors, unseen) = rows
            .iter()
            .filter(lives_there)
            .fold((0, 0), |(doors, unseen), row| (doors + 1, unseen + u32::from(!row.was_met_since(since))));
        CareRow { group, doors, unseen }
    });
    groups.filter(|row| row.doors > 0).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use linli_shared::calendar::Date;
    use linli_shared::ids::{DeviceId, RecordId};
    use linli_shared::visits::Outcome;

    use super::*;
    use crate::device::doors::{HouseholdSum, PersonSum, VisitSum};

    #[test]
    fn who_was_not_met_for_weeks_is_counted_by_door() {
        let person = |group| PersonSum { care: [group].into_iter().collect(), ..PersonSum::default() };
        let mut row = DoorRow::default();
        let persons = vec![person(CareGroup::AloneElder), person(CareGroup::AloneElder), person(CareGroup::Disabled)];
        row.set_household(HouseholdSum { persons, ..HouseholdSum::default() });
        let today = Date::parse("2026-03-31").unwrap().day_number();
        let of = |row: &DoorRow, weeks: i64| care(&[row], today - 7 * weeks);
        let group = |group, doors, unseen| CareRow { group, doors, unseen };
        let never_met = [group(CareGroup::AloneElder, 1, 1), group(CareGroup::Disabled, 1, 1)];
        assert_eq!(of(&row, 4), never_met);
        row.set_visit(VisitSum {
            record: RecordId([1; 16]),
            outcome: Outcome::Met,
            seconds: (today - 28) * 86_400,
            next: None,
            is_withdrawn: false,
            device: DeviceId([0; 16]),
        });
        assert_eq!(of(&row, 4), [group(CareGroup::AloneElder, 1, 0), group(CareGroup::Disabled, 1, 0)]);
        assert_eq!(of(&row, 3), never_met);
        row.visits[0].outcome = Outcome::NobodyHome;
        assert_eq!(of(&row, 104), never_met, "nobody was met");
    }
}
