//! The round of a day: what is due, stair by stair, in each from the highest floor down.

use core::cmp::Reverse;

use linli_contract::Failure;
use linli_contract::lists::{Filter, RoundStair, RoundView};
use linli_shared::areas::AreaKind;
use linli_shared::ids::AreaId;

use super::rows::Reading;
use super::scope::doors_within;
use crate::device::{Device, Turn, day};

/// What is due today or earlier.
///
/// # Errors
/// [`Failure::Stranger`].
pub fn round(device: &Device, turn: &Turn<'_>) -> Result<RoundView, Failure> {
    let reading = Reading::new(device, turn);
    let tree = device.tree();
    let today = turn.today();
    let doors = doors_within(device, None)?;
    let is_visited = |door: &&AreaId| {
        let visits = reading.row(**door).visits.iter().rev();
        visits.filter(|visit| !visit.is_withdrawn).any(|visit| day(visit.seconds) == today)
    };
    let visited = doors.iter().filter(is_visited).count();
    let mut stairs: Vec<(AreaId, Vec<AreaId>)> = Vec::new();
    let mut due = 0;
    for door in doors.into_iter().filter(|door| reading.fits(*door, Filter::Due)) {
        due += 1;
        let stair = tree.ancestor(door, AreaKind::Stair).unwrap_or(door);
        match stairs.last_mut() {
            Some((last, doors)) if *last == stair => doors.push(door),
            Some(_) | None => stairs.push((stair, vec![door])),
        }
    }
    let stairs = stairs.into_iter().map(|(stair, mut doors)| {
        // Stable: doors of one floor stay in the order of their labels.
        doors.sort_by_key(|door| Reverse(tree.floor(*door)));
        RoundStair {
            path: tree.path(stair),
            building: tree.ancestor(stair, AreaKind::Building).unwrap_or(stair),
            doors: doors.into_iter().map(|door| reading.list_row(door, &[])).collect(),
        }
    });
    Ok(RoundView {
        day: today.to_string(),
        stairs: stairs.collect(),
        due,
        visited: u32::try_from(visited).unwrap_or(u32::MAX),
    })
}
