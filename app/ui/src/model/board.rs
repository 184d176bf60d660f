//! The board of a building 楼栋图 as rows of a grid.

use linli_contract::areas::{Coverage, StairView};
use linli_contract::households::HouseholdView;

/// How many doors the widest floor has; the board's number of columns, at least two.
#[must_use]
pub fn columns(stair: &StairView) -> usize {
    stair.floors.iter().map(|floor| floor.doors.len()).max().unwrap_or(0).max(2)
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
    use super::*;

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
