//! Whom a notice has reached: which doors to knock at, in walking order. Doors, never people, and no score.

use std::collections::BTreeSet;

use linli_contract::notices::{ReachBuilding, ReachDoor, ReachView};
use linli_shared::ids::AreaId;

/// Which doors are on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// Where nobody read it.
    Unread,
    /// Where nobody confirmed.
    Unconfirmed,
}

impl Left {
    /// Whether a door is still on the list.
    #[must_use]
    pub const fn holds(self, door: &ReachDoor) -> bool {
        match self {
            Self::Unread => !door.is_read && !door.is_confirmed,
            Self::Unconfirmed => !door.is_confirmed,
        }
    }
}

/// The buildings with the doors that are left, in walking order; those without any are left out.
#[must_use]
pub fn left(view: &ReachView, which: Left) -> Vec<ReachBuilding> {
    let of = |building: &ReachBuilding| ReachBuilding {
        doors: building.doors.iter().filter(|door| which.holds(door)).cloned().collect(),
        ..building.clone()
    };
    view.buildings.iter().map(of).filter(|building| !building.doors.is_empty()).collect()
}

/// How many doors are left.
#[must_use]
pub fn count(buildings: &[ReachBuilding]) -> usize {
    buildings.iter().map(|building| building.doors.len()).sum()
}

/// Ticks as they are kept on the device while somebody walks: the doors' ids in a line.
#[must_use]
pub fn to_line(ticks: &BTreeSet<AreaId>) -> String {
    ticks.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// Reads ticks; what is none is left out.
#[must_use]
pub fn from_line(line: &str) -> BTreeSet<AreaId> {
    line.split(' ').filter_map(|id| id.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::order::tests::row;
    use super::*;

    fn door(number: u8, is_read: bool, is_confirmed: bool) -> ReachDoor {
        ReachDoor { door: AreaId([number; 16]), label: number.to_string(), is_read, is_confirmed }
    }

    fn view() -> ReachView {
        let building = |number: u8, doors: Vec<ReachDoor>| ReachBuilding {
            building: AreaId([number; 16]),
            label: format!("{number}号楼"),
            doors,
        };
        ReachView {
            row: row(1),
            doors: 4,
            read: 2,
            confirmed: 1,
            elsewhere: 0,
            question: String::new(),
            answers: vec![],
            buildings: vec![
                building(12, vec![door(1, true, false), door(2, false, false), door(3, true, true)]),
                building(3, vec![door(4, true, true)]),
            ],
            loudspeaker: String::new(),
        }
    }

    #[test]
    fn only_doors_that_are_left_are_walked_to() {
        let labels = |which| {
            let doors = left(&view(), which).into_iter().flat_map(|building| building.doors);
            doors.map(|door| door.label).collect::<Vec<_>>()
        };
        assert_eq!(labels(Left::Unread), ["2"]);
        assert_eq!(labels(Left::Unconfirmed), ["1", "2"]);
        assert_eq!(count(&left(&view(), Left::Unconfirmed)), 2);
    }

    #[test]
    fn ticks_outlast_loading_the_page_anew() {
        let ticks: BTreeSet<AreaId> = [AreaId([3; 16]), AreaId([1; 16])].into();
        assert_eq!(from_line(&to_line(&ticks)), ticks);
        assert_eq!(from_line(""), BTreeSet::new());
        assert_eq!(from_line("x <script> 12"), BTreeSet::new());
    }
}
