//! A building on paper: which stairs it has and which doors are on which floor.
//!
//! **Invariant:** a plan expands alike on every device; most floors are runs by one rule, so that a house of a hundred doors takes
//! some dozen bytes.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};

use super::facts::{HIGHEST_FLOOR, floor, label};
use super::{AreaFactError, Use};
use crate::ids::AreaId;

/// The most doors of one stair in a plan.
pub const STAIR_DOORS: usize = 500;
/// The most stairs of one building.
pub const BUILDING_STAIRS: usize = 30;
/// A building as one fact; it expands into its stairs and doors alike on every device.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct BuildingPlan {
    /// Its grid.
    #[n(0)]
    pub grid: AreaId,
    /// E.g. `12号楼`.
    #[n(1)]
    pub label: String,
    /// Its place on the walk through the grid.
    #[n(2)]
    pub ordinal: u16,
    /// Its stairs, in walking order.
    #[n(3)]
    pub stairs: Vec<StairPlan>,
}

/// One stair 单元 of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct StairPlan {
    /// E.g. `1单元`.
    #[n(0)]
    pub label: String,
    /// Floors numbered by the rule.
    #[n(1)]
    pub runs: Vec<FloorRun>,
    /// Doors outside the rule: cellars, shops, added rooms.
    #[n(2)]
    pub extras: Vec<ExtraDoor>,
}

/// Floors whose doors are labelled floor + two digits: `{floor}{first:02}`, `{floor}{first + 1:02}` and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct FloorRun {
    /// The lowest floor, from 1.
    #[n(0)]
    pub from: i16,
    /// The highest floor, included.
    #[n(1)]
    pub to: i16,
    /// Number of the first door of a floor, usually 1.
    #[n(2)]
    pub first: u8,
    /// Doors on each floor.
    #[n(3)]
    pub doors: u8,
}

/// A door outside the rule.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ExtraDoor {
    /// Its floor, −5 to 60.
    #[n(0)]
    pub floor: i16,
    /// What stands on it.
    #[n(1)]
    pub label: String,
    /// What it is used for; a home if nothing is said.
    #[n(2)]
    pub usage: Option<Use>,
}

impl ExtraDoor {
    /// A door behind which somebody may live.
    #[must_use]
    pub fn home(floor: i16, label: &str) -> Self {
        Self { floor, label: label.to_owned(), usage: None }
    }
}

impl BuildingPlan {
    pub(super) fn check(&self) -> Result<(), AreaFactError> {
        label(&self.label)?;
        if self.stairs.len() > BUILDING_STAIRS {
            return Err(AreaFactError::TooMany);
        }
        self.stairs.iter().try_for_each(StairPlan::check)
    }
}

impl StairPlan {
    /// Packs floors with their door labels: floors by the rule become runs, other doors extras.
    #[must_use]
    pub fn pack(label: &str, floors: &BTreeMap<i16, Vec<String>>) -> Self {
        let mut plan = Self { label: label.to_owned(), runs: Vec::new(), extras: Vec::new() };
        for (&floor, labels) in floors {
            match FloorRun::of(floor, labels) {
                Some(run) => match plan.runs.last_mut() {
                    Some(last) if last.to + 1 == floor && (last.first, last.doors) == (run.first, run.doors) => {
                        last.to = floor;
                    }
                    Some(_) | None => plan.runs.push(run),
                },
                None => plan.extras.extend(labels.iter().map(|label| ExtraDoor::home(floor, label))),
            }
        }
        plan
    }

    /// Every door as floor, label and use, runs first.
    pub fn doors(&self) -> impl Iterator<Item = (i16, String, Use)> + '_ {
        let ruled = self.runs.iter().flat_map(|run| {
            (run.from..=run.to)
                .flat_map(move |floor| run.numbers().map(move |number| (floor, ruled_label(floor, number), Use::Home)))
        });
        ruled.chain(self.extras.iter().map(|door| (door.floor, door.label.clone(), door.usage.unwrap_or_default())))
    }

    fn check(&self) -> Result<(), AreaFactError> {
        label(&self.label)?;
        let mut doors = self.extras.len();
        for run in &self.runs {
            let in_order = 1 <= run.from && run.from <= run.to && run.to <= HIGHEST_FLOOR;
            if !in_order || run.doors == 0 || u16::from(run.first) + u16::from(run.doors) > 100 {
                return Err(AreaFactError::Floor);
            }
            doors += usize::from(run.doors) * (run.to - run.from + 1) as usize;
            if doors > STAIR_DOORS {
                return Err(AreaFactError::TooMany);
            }
        }
        if doors > STAIR_DOORS {
            return Err(AreaFactError::TooMany);
        }
        self.extras.iter().try_for_each(|door| floor(door.floor).and_then(|()| label(&door.label)))
    }
}

impl FloorRun {
    fn of(floor: i16, labels: &[String]) -> Option<Self> {
        let doors = u8::try_from(labels.len()).ok().filter(|doors| floor >= 1 && (1..=99).contains(doors))?;
        let first = labels[0].strip_prefix(&floor.to_string())?.parse().ok()?;
        let run = Self { from: floor, to: floor, first, doors };
        let fits = u16::from(first) + u16::from(doors) <= 100;
        (fits && run.numbers().map(|number| ruled_label(floor, number)).eq(labels.iter().cloned())).then_some(run)
    }

    fn numbers(self) -> core::ops::Range<u8> {
        self.first..self.first.saturating_add(self.doors)
    }
}

fn ruled_label(floor: i16, number: u8) -> String {
    format!("{floor}{number:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::areas::AreaFact;

    fn plan() -> BuildingPlan {
        let mut floors: BTreeMap<i16, Vec<String>> =
            (1..=18).map(|floor| (floor, vec![format!("{floor}01"), format!("{floor}02")])).collect();
        floors.insert(-1, vec!["地下室1".into(), "地下室2".into()]);
        BuildingPlan {
            grid: AreaId([7; 16]),
            label: "12号楼".into(),
            ordinal: 12,
            stairs: vec![StairPlan::pack("1单元", &floors)],
        }
    }

    #[test]
    fn a_plan_of_38_doors_takes_under_100_bytes() {
        assert_eq!(plan().stairs[0].runs, [FloorRun { from: 1, to: 18, first: 1, doors: 2 }]);
        assert_eq!(plan().stairs[0].doors().count(), 38);
        let bytes = AreaFact::Building(plan()).encode().len();
        assert!(bytes < 100, "{bytes}");
    }

    #[test]
    fn floors_outside_the_rule_are_kept_door_by_door() {
        let floors = BTreeMap::from([
            (1, vec!["门面".into()]),
            (2, vec!["203".into(), "204".into()]),
            (3, vec!["303".into(), "304".into()]),
        ]);
        let stair = StairPlan::pack("2单元", &floors);
        assert_eq!(stair.runs, [FloorRun { from: 2, to: 3, first: 3, doors: 2 }]);
        let mut unpacked: BTreeMap<i16, Vec<String>> = BTreeMap::new();
        for (floor, label, _) in stair.doors() {
            unpacked.entry(floor).or_default().push(label);
        }
        assert_eq!(unpacked, floors);
    }
}
