//! Progress in numbers: the newest weeks, their sums, and where one is between community, grid and building.

use linli_contract::areas::CommunityView;
use linli_contract::progress::{CareRow, ProgressView, WeekPoint};
use linli_contract::visits::Outcome;
use linli_shared::ids::AreaId;

/// Outcomes in the order they are stacked and named.
pub const OUTCOMES: [Outcome; 4] = [Outcome::Met, Outcome::NobodyHome, Outcome::Refused, Outcome::Vacant];

/// The spans of a chart, in weeks.
pub const SPANS: [u16; 3] = [13, 26, 52];

/// After how many weeks a care group may be asked for as not seen.
pub const UNSEEN: [u16; 4] = [4, 8, 13, 26];

/// The newest weeks, oldest first.
#[must_use]
pub fn newest(weeks: &[WeekPoint], span: u16) -> &[WeekPoint] {
    &weeks[weeks.len().saturating_sub(usize::from(span))..]
}

/// Visits of a week in the order of [`OUTCOMES`].
#[must_use]
pub fn by_outcome(week: &WeekPoint) -> Vec<u32> {
    let of = |outcome| {
        week.visits.iter().filter(|(one, _)| *one == outcome).fold(0, |sum: u32, (_, n)| sum.saturating_add(*n))
    };
    OUTCOMES.into_iter().map(of).collect()
}

/// Visits of all these weeks in the order of [`OUTCOMES`].
#[must_use]
pub fn sums(weeks: &[WeekPoint]) -> Vec<u32> {
    weeks.iter().map(by_outcome).fold(vec![0; OUTCOMES.len()], |sums, week| {
        sums.iter().zip(week).map(|(sum, count)| sum.saturating_add(count)).collect()
    })
}

/// How many more doors are covered than at the first of these weeks; below 0 if fewer.
#[must_use]
pub fn gained(weeks: &[WeekPoint]) -> i64 {
    match (weeks.first(), weeks.last()) {
        (Some(first), Some(last)) => i64::from(last.covered) - i64::from(first.covered),
        _ => 0,
    }
}

/// Care groups, those with most doors not seen first; groups that nobody belongs to are left out.
#[must_use]
pub fn care(view: &ProgressView) -> Vec<CareRow> {
    let mut rows: Vec<CareRow> = view.care.iter().filter(|row| row.doors > 0).cloned().collect();
    rows.sort_by_key(|row| core::cmp::Reverse(row.unseen));
    rows
}

/// An area between the whole and a building.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What it is called.
    pub label: String,
    /// The grid around it; `None` for a grid.
    pub grid: Option<AreaId>,
}

/// Finds a grid or building of the person's.
#[must_use]
pub fn place(community: &CommunityView, id: AreaId) -> Option<Place> {
    community.grids.iter().find_map(|grid| {
        if grid.id == id {
            return Some(Place { label: grid.label.clone(), grid: None });
        }
        let building = grid.buildings.iter().find(|building| building.id == id)?;
        Some(Place { label: building.label.clone(), grid: Some(grid.id) })
    })
}

#[cfg(test)]
mod tests {
    use linli_contract::areas::{BuildingRow, Coverage, GridView};
    use linli_shared::households::CareGroup;

    use super::*;

    fn week(covered: u32, visits: &[(Outcome, u32)]) -> WeekPoint {
        WeekPoint { until: "2026-11-22".into(), covered, visits: visits.to_vec() }
    }

    #[test]
    fn a_span_takes_the_newest_weeks() {
        let weeks: Vec<WeekPoint> = (0..20).map(|covered| week(covered, &[])).collect();
        assert_eq!(newest(&weeks, 13).iter().map(|week| week.covered).collect::<Vec<_>>(), (7..20).collect::<Vec<_>>());
        assert_eq!(newest(&weeks, 52).len(), 20);
        assert_eq!([gained(newest(&weeks, 13)), gained(&[])], [12, 0]);
        assert_eq!(gained(&[week(5, &[]), week(3, &[])]), -2);
    }

    #[test]
    fn visits_are_summed_by_outcome() {
        let weeks = [week(0, &[(Outcome::Vacant, 2), (Outcome::Met, 3)]), week(0, &[(Outcome::Met, 1)])];
        assert_eq!(by_outcome(&weeks[0]), [3, 0, 0, 2]);
        assert_eq!(sums(&weeks), [4, 0, 0, 2]);
        assert_eq!(sums(&[]), [0, 0, 0, 0]);
    }

    #[test]
    fn the_group_seen_least_comes_first_and_empty_groups_are_left_out() {
        let row = |group, doors, unseen| CareRow { group, doors, unseen };
        let view = ProgressView {
            now: Coverage::default(),
            weeks: vec![],
            parts: vec![],
            care: vec![row(CareGroup::AloneElder, 9, 1), row(CareGroup::Disabled, 0, 0), row(CareGroup::VeryOld, 4, 4)],
        };
        let order: Vec<CareGroup> = care(&view).into_iter().map(|row| row.group).collect();
        assert_eq!(order, [CareGroup::VeryOld, CareGroup::AloneElder]);
    }

    #[test]
    fn a_building_knows_its_grid() {
        let building = BuildingRow { id: AreaId([2; 16]), label: "12号楼".into(), coverage: Coverage::default() };
        let grid = GridView {
            id: AreaId([1; 16]),
            label: "第一网格".into(),
            buildings: vec![building],
            coverage: Coverage::default(),
        };
        let community =
            CommunityView { name: String::new(), above: vec![], grids: vec![grid], coverage: Coverage::default() };
        let found = |byte| place(&community, AreaId([byte; 16]));
        assert_eq!(found(1), Some(Place { label: "第一网格".into(), grid: None }));
        assert_eq!(found(2), Some(Place { label: "12号楼".into(), grid: Some(AreaId([1; 16])) }));
        assert_eq!(found(3), None);
    }
}
