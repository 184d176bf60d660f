//! The board of a building 楼栋图 as rows of a grid.

use std::collections::BTreeMap;

use linli_contract::areas::{Coverage, StairView};
use linli_contract::households::HouseholdView;
use linli_shared::ids::AreaId;

/// How near a board is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Zoom {
    /// The whole building in colours and shapes.
    Far,
    /// A stair with labels and states.
    #[default]
    Normal,
    /// A stair in large letters.
    Near,
}

impl Zoom {
    /// All, the farthest first.
    pub const ALL: [Self; 3] = [Self::Far, Self::Normal, Self::Near];

    /// The word in the page and the store.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Far => "far",
            Self::Normal => "normal",
            Self::Near => "near",
        }
    }

    /// One step nearer; the nearest stays.
    #[must_use]
    pub const fn nearer(self) -> Self {
        match self {
            Self::Far => Self::Normal,
            Self::Normal | Self::Near => Self::Near,
        }
    }

    /// One step farther; the farthest stays.
    #[must_use]
    pub const fn farther(self) -> Self {
        match self {
            Self::Near => Self::Normal,
            Self::Normal | Self::Far => Self::Far,
        }
    }
}

/// Two fingers on a board: how far apart they were when the last step was taken.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Pinch(Option<f64>);

impl Pinch {
    /// Takes the distance between the fingers; gives the zoom they ask for, if it is another.
    pub fn moved(&mut self, distance: f64, zoom: Zoom) -> Option<Zoom> {
        const STEP: f64 = 1.3;
        let Some(from) = self.0.filter(|from| *from > 0.0) else {
            self.0 = Some(distance);
            return None;
        };
        let next = if distance > from * STEP {
            zoom.nearer()
        } else if distance * STEP < from {
            zoom.farther()
        } else {
            return None;
        };
        self.0 = Some(distance);
        (next != zoom).then_some(next)
    }

    /// The fingers left the board.
    pub const fn ended(&mut self) {
        self.0 = None;
    }
}

/// A step with an arrow key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrow {
    /// To the door before, in the stair before at the end.
    Left,
    /// To the door after, in the next stair at the end.
    Right,
    /// One floor up.
    Up,
    /// One floor down.
    Down,
}

/// The door an arrow key leads to, with its stair; `None` at the edge.
#[must_use]
pub fn step(stairs: &[StairView], from: AreaId, arrow: Arrow) -> Option<(AreaId, AreaId)> {
    let at = |stair: usize, floor: usize, door: usize| {
        let stair = stairs.get(stair)?;
        let doors = &stair.floors.get(floor)?.doors;
        doors.get(door.min(doors.len().checked_sub(1)?)).map(|door| (stair.id, door.id))
    };
    let (stair, floor, door) = stairs.iter().enumerate().find_map(|(stair, view)| {
        view.floors.iter().enumerate().find_map(|(floor, view)| {
            view.doors.iter().position(|door| door.id == from).map(|door| (stair, floor, door))
        })
    })?;
    // The neighbouring stair may not have the floor; then its nearest one is meant.
    let number = stairs[stair].floors[floor].floor;
    let beside = |other: usize| {
        let floors = &stairs.get(other)?.floors;
        floors.iter().enumerate().min_by_key(|(_, view)| view.floor.abs_diff(number)).map(|(floor, _)| floor)
    };
    match arrow {
        Arrow::Left if door > 0 => at(stair, floor, door - 1),
        Arrow::Left => stair.checked_sub(1).and_then(|stair| at(stair, beside(stair)?, usize::MAX)),
        Arrow::Right if door + 1 < stairs[stair].floors[floor].doors.len() => at(stair, floor, door + 1),
        Arrow::Right => at(stair + 1, beside(stair + 1)?, 0),
        Arrow::Up => floor.checked_sub(1).and_then(|floor| at(stair, floor, door)),
        Arrow::Down => at(stair, floor + 1, door),
    }
}

/// The board's number of columns: how many doors most floors have, at least two. A floor with more, such as one with
/// shops, takes a second line.
#[must_use]
pub fn columns(stair: &StairView) -> usize {
    let mut floors: BTreeMap<usize, usize> = BTreeMap::new();
    for floor in &stair.floors {
        *floors.entry(floor.doors.len()).or_default() += 1;
    }
    floors.into_iter().max_by_key(|(doors, floors)| (*floors, *doors)).map_or(0, |(doors, _)| doors).max(2)
}

/// How many fields and ID numbers of a household have more than one value.
#[must_use]
pub fn conflicts(household: &HouseholdView) -> usize {
    let people = household.people.iter();
    let fields = household.fields.iter().chain(people.clone().flat_map(|person| &person.fields));
    let numbers = people.filter(|person| person.id_number.as_ref().is_some_and(|number| number.is_conflict));
    fields.filter(|field| !field.conflict.is_empty()).count() + numbers.count()
}

/// The share of doors registered, in whole percent; 100 only when none is missing.
#[must_use]
pub fn percent(coverage: Coverage) -> u32 {
    let share = u64::from(coverage.registered.min(coverage.doors)) * 100;
    share.checked_div(u64::from(coverage.doors)).map_or(0, |whole| whole as u32)
}

/// Reads a floor as typed; cellars are 0 and below, `B1` is −1.
#[must_use]
pub fn read_floor(text: &str) -> Option<i16> {
    let text: String = text.trim().chars().map(super::dates::narrow).collect();
    let number = match text.strip_prefix(['B', 'b']) {
        Some(below) => below.parse::<i16>().ok().filter(|depth| *depth > 0)?.checked_neg()?,
        None => text.parse::<i16>().ok()?,
    };
    (-9..=199).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use linli_contract::areas::{DoorCell, DoorState, FloorView, Use};

    use super::*;

    fn stair(number: u8, floors: &[(i16, u8)]) -> StairView {
        let door = |floor: i16, door: u8| DoorCell {
            id: id(number, floor, door),
            label: String::new(),
            state: DoorState::Done,
            people: 0,
            is_waiting: false,
            has_draft: false,
            usage: Use::Home,
            is_elsewhere: false,
        };
        let floor = |(floor, doors): &(i16, u8)| FloorView {
            floor: *floor,
            doors: (1..=*doors).map(|number| door(*floor, number)).collect(),
        };
        StairView { id: AreaId([number; 16]), label: String::new(), floors: floors.iter().map(floor).collect() }
    }

    fn id(stair: u8, floor: i16, door: u8) -> AreaId {
        let mut id = [door; 16];
        (id[0], id[1]) = (stair, floor.to_le_bytes()[0]);
        AreaId(id)
    }

    #[test]
    fn a_row_of_shops_does_not_make_every_floor_narrow() {
        let of = |floors: &[(i16, u8)]| columns(&stair(1, floors));
        assert_eq!([of(&[]), of(&[(1, 1)]), of(&[(3, 4), (2, 4), (1, 9)]), of(&[(2, 3), (1, 5)])], [2, 2, 4, 5]);
    }

    #[test]
    fn arrows_lead_from_door_to_door() {
        let stairs = [stair(1, &[(2, 2), (1, 3)]), stair(2, &[(3, 2), (2, 2), (1, 2)])];
        let go = |from, arrow| step(&stairs, from, arrow).map(|(_, door)| door);
        assert_eq!(go(id(1, 2, 1), Arrow::Right), Some(id(1, 2, 2)));
        assert_eq!(go(id(1, 2, 2), Arrow::Right), Some(id(2, 2, 1)));
        assert_eq!(step(&stairs, id(2, 2, 1), Arrow::Left), Some((AreaId([1; 16]), id(1, 2, 2))));
        assert_eq!(go(id(2, 3, 1), Arrow::Left), Some(id(1, 2, 2)), "the nearest floor there is");
        assert_eq!(go(id(1, 1, 3), Arrow::Up), Some(id(1, 2, 2)));
        assert_eq!(go(id(1, 2, 1), Arrow::Down), Some(id(1, 1, 1)));
        assert_eq!([go(id(1, 2, 1), Arrow::Left), go(id(1, 2, 1), Arrow::Up), go(id(2, 1, 1), Arrow::Down)], [None; 3]);
        assert_eq!([go(id(2, 1, 2), Arrow::Right), go(id(9, 1, 1), Arrow::Up)], [None; 2]);
    }

    #[test]
    fn two_fingers_step_once_for_each_third() {
        let mut pinch = Pinch::default();
        assert_eq!(pinch.moved(100.0, Zoom::Normal), None);
        assert_eq!(pinch.moved(120.0, Zoom::Normal), None);
        assert_eq!(pinch.moved(131.0, Zoom::Normal), Some(Zoom::Near));
        assert_eq!(pinch.moved(300.0, Zoom::Near), None);
        assert_eq!(pinch.moved(100.0, Zoom::Near), Some(Zoom::Normal));
        pinch.ended();
        assert_eq!(pinch.moved(10.0, Zoom::Normal), None);
        assert_eq!(pinch.moved(7.0, Zoom::Normal), Some(Zoom::Far));
    }

    #[test]
    fn a_hundred_percent_means_no_door_is_missing() {
        let of = |registered, doors| percent(Coverage { doors, registered, ..Coverage::default() });
        assert_eq!([of(0, 0), of(38, 52), of(199, 200), of(200, 200)], [0, 73, 99, 100]);
    }

    #[test]
    fn floors_are_read_with_cellars() {
        assert_eq!(
            [read_floor("12"), read_floor("B1"), read_floor(" -2 "), read_floor("０")].map(|floor| floor),
            [Some(12), Some(-1), Some(-2), Some(0)]
        );
        assert_eq!([read_floor("B0"), read_floor("顶楼"), read_floor("900"), read_floor("")], [None; 4]);
    }
}
