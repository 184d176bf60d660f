//! The board of a building 楼栋图 as rows of a grid.

use linli_contract::areas::{Coverage, DoorState, StairView};
use linli_contract::households::{DoorView, HouseholdView};
use linli_contract::visits::Outcome;
use linli_shared::calendar::Date;
use linli_shared::households::Field;

/// How many doors the widest floor has; the board's number of columns, at least two.
#[must_use]
pub fn columns(stair: &StairView) -> usize {
    stair.floors.iter().map(|floor| floor.doors.len()).max().unwrap_or(0).max(2)
}

/// What the page of a door says of it, in the board's order of what presses most.
#[must_use]
pub fn state_of(door: &DoorView, today: Date) -> DoorState {
    if door.households.iter().any(|household| conflicts(household) > 0) {
        return DoorState::Conflict;
    }
    let last = door.visits.iter().find(|visit| !visit.is_withdrawn);
    let due = last.and_then(|visit| Date::parse(visit.next_visit.as_deref()?)).is_some_and(|day| day <= today);
    let is_vacant = |household: &HouseholdView| {
        household.fields.iter().any(|field| field.field == Field::HomeUse && field.value == "vacant")
    };
    match last.map(|visit| visit.outcome) {
        _ if due => DoorState::Due,
        _ if door.households.iter().any(|household| !is_vacant(household)) => DoorState::Done,
        _ if !door.households.is_empty() => DoorState::Vacant,
        Some(Outcome::NobodyHome) => DoorState::NobodyHome,
        Some(Outcome::Refused) => DoorState::Refused,
        Some(Outcome::Vacant) => DoorState::Vacant,
        Some(Outcome::Met) | None => DoorState::Unregistered,
    }
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
    use linli_contract::households::{Author, FieldView, Version};
    use linli_contract::sync::RecordSync;
    use linli_contract::visits::VisitView;
    use linli_shared::calendar::Millis;
    use linli_shared::ids::{AreaId, RecordId};

    use super::*;

    const TODAY: Date = Date { year: 2026, month: 3, day: 5 };

    fn by() -> Author {
        Author { name: None, is_me: true, at: Millis(0) }
    }

    fn door(households: Vec<HouseholdView>, visits: Vec<VisitView>) -> DoorView {
        DoorView {
            id: AreaId::default(),
            path: Vec::new(),
            building: AreaId::default(),
            households,
            visits,
            drafts: Vec::new(),
            next_slot: 1,
            may_write: true,
            neighbours: (None, None),
        }
    }

    fn household(home_use: &str) -> HouseholdView {
        let home_use = FieldView { field: Field::HomeUse, value: home_use.into(), by: by(), conflict: Vec::new() };
        HouseholdView {
            id: RecordId::default(),
            slot: 0,
            version: Version::default(),
            fields: vec![home_use],
            people: Vec::new(),
            duplicates: Vec::new(),
            sync: RecordSync::WithRelay,
            changed: Millis(0),
        }
    }

    fn visit(outcome: Outcome, next: Option<&str>) -> VisitView {
        VisitView {
            id: RecordId::default(),
            outcome,
            note: String::new(),
            next_visit: next.map(Into::into),
            by: by(),
            is_withdrawn: false,
            sync: RecordSync::WithRelay,
        }
    }

    #[test]
    fn a_door_says_what_presses_most() {
        let of = |households, visits| state_of(&door(households, visits), TODAY);
        assert_eq!(of(vec![], vec![]), DoorState::Unregistered);
        assert_eq!(of(vec![], vec![visit(Outcome::NobodyHome, None)]), DoorState::NobodyHome);
        assert_eq!(of(vec![household("owner")], vec![visit(Outcome::NobodyHome, None)]), DoorState::Done);
        assert_eq!(of(vec![household("vacant")], vec![]), DoorState::Vacant);
        assert_eq!(of(vec![household("owner")], vec![visit(Outcome::Met, Some("2026-03-05"))]), DoorState::Due);
        assert_eq!(of(vec![household("owner")], vec![visit(Outcome::Met, Some("2026-03-06"))]), DoorState::Done);
    }

    #[test]
    fn a_visit_taken_back_counts_for_nothing() {
        let taken_back = VisitView { is_withdrawn: true, ..visit(Outcome::Vacant, None) };
        assert_eq!(state_of(&door(vec![], vec![taken_back, visit(Outcome::Refused, None)]), TODAY), DoorState::Refused);
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
