//! Stairs and doors to be built, as plans: a new building, more of an old one, the copy of one.
//!
//! **Invariant:** a plan names a building and its stairs by the labels their ids are derived from, whatever stands on them now.

use std::collections::{BTreeMap, BTreeSet};

use linli_contract::Failure;
use linli_contract::buildings::NewStair;
use linli_shared::areas::facts::BODY_LENGTH;
use linli_shared::areas::{
    AreaFact, BuildingPlan, ExtraDoor, FloorRun, StairPlan, Tree, Use, area_id, clean_label, natural_order,
};
use linli_shared::ids::AreaId;

use crate::areas::named;

/// A stair with clean labels, floors apart from single doors.
pub(super) fn stair(new: &NewStair) -> Result<StairPlan, Failure> {
    let label = clean(&new.label)?;
    let mut homes: BTreeMap<i16, Vec<String>> = BTreeMap::new();
    let mut extras = Vec::new();
    let mut seen = BTreeSet::new();
    for (floor, label, usage) in &new.doors {
        let label = clean(label)?;
        if !seen.insert(label.clone()) {
            return Err(Failure::LabelTaken);
        }
        if *usage == Use::Home {
            homes.entry(*floor).or_default().push(label);
        } else {
            extras.push(ExtraDoor { floor: *floor, label, usage: Some(*usage) });
        }
    }
    let runs = new.floors.iter().map(|run| FloorRun { from: run.from, to: run.to, first: run.first, doors: run.doors });
    Ok(pack(label, homes, runs.collect(), extras))
}

/// The stairs of a building as they stand now, to be built once more elsewhere.
pub(super) fn copies(tree: &Tree, building: AreaId) -> Vec<StairPlan> {
    let copy = |stair: AreaId| {
        let mut homes: BTreeMap<i16, Vec<String>> = BTreeMap::new();
        let mut extras = Vec::new();
        for door in tree.children(stair) {
            let (Some(floor), label, usage) = (tree.floor(door), tree.label(door).to_owned(), tree.usage(door)) else {
                continue;
            };
            if usage == Use::Home {
                homes.entry(floor).or_default().push(label);
            } else {
                extras.push(ExtraDoor { floor, label, usage: Some(usage) });
            }
        }
        pack(tree.label(stair).to_owned(), homes, Vec::new(), extras)
    };
    tree.children(building).into_iter().map(copy).collect()
}

/// Plans that add stairs and doors to a building and take nothing away.
pub(super) fn extension(tree: &Tree, building: AreaId, new: &[NewStair]) -> Result<Vec<AreaFact>, Failure> {
    let grid = tree.parent(building).ok_or(Failure::NotHere)?;
    // Those that stand already come first and empty, so that new ones get the places after them.
    let known = tree.all_children(building);
    let mut stairs: Vec<StairPlan> = known.iter().map(|stair| empty(tree.first_label(*stair))).collect();
    for new in new {
        let label = clean(&new.label)?;
        let Some(old) = named(tree, building, &label)? else {
            stairs.push(stair(new)?);
            continue;
        };
        let plan = StairPlan { label: tree.first_label(old).to_owned(), ..free(tree, old, new)? };
        match known.iter().position(|known| *known == old) {
            Some(at) => stairs[at] = plan,
            None => stairs.push(plan),
        }
    }
    let ordinal = u16::try_from(tree.order(building)).unwrap_or_default();
    plans(BuildingPlan { grid, label: tree.first_label(building).to_owned(), ordinal, stairs })
}

/// One fact, or one for each stair where one would be too long.
pub(super) fn plans(plan: BuildingPlan) -> Result<Vec<AreaFact>, Failure> {
    if plan.stairs.iter().any(|stair| plan.stairs.iter().filter(|other| other.label == stair.label).count() > 1) {
        return Err(Failure::LabelTaken);
    }
    let whole = AreaFact::Building(plan.clone());
    if whole.encode().len() <= BODY_LENGTH {
        return Ok(vec![whole]);
    }
    let one_by_one = (0..plan.stairs.len()).map(|at| {
        let others = plan.stairs.iter().enumerate();
        let stairs = others.map(|(other, stair)| if other == at { stair.clone() } else { empty(&stair.label) });
        AreaFact::Building(BuildingPlan { stairs: stairs.collect(), ..plan.clone() })
    });
    Ok(one_by_one.collect())
}

/// What is new to a stair; a label that another door bears is refused, and of single doors one that was another's at first.
fn free(tree: &Tree, old: AreaId, new: &NewStair) -> Result<StairPlan, Failure> {
    let mut doors = Vec::new();
    for (floor, label, usage) in &new.doors {
        let label = clean(label)?;
        if named(tree, old, &label)?.is_none() {
            doors.push((*floor, label, *usage));
        }
    }
    let plan = stair(&NewStair { doors, ..new.clone() })?;
    let shown: BTreeSet<&str> = tree.children(old).into_iter().map(|door| tree.label(door)).collect();
    let clashes = |label: &str| shown.contains(label) && tree.area(area_id(old, label)).is_none();
    if plan.doors().any(|(_, label, _)| clashes(&label)) {
        return Err(Failure::LabelTaken);
    }
    Ok(plan)
}

fn pack(
    label: String,
    mut homes: BTreeMap<i16, Vec<String>>,
    runs: Vec<FloorRun>,
    extras: Vec<ExtraDoor>,
) -> StairPlan {
    for labels in homes.values_mut() {
        labels.sort_by(|a, b| natural_order(a, b));
    }
    let mut plan = StairPlan::pack(&label, &homes);
    plan.runs.extend(runs);
    plan.extras.extend(extras);
    plan
}

fn empty(label: &str) -> StairPlan {
    StairPlan { label: label.to_owned(), runs: Vec::new(), extras: Vec::new() }
}

/// A label in its clean form.
pub(super) fn clean(label: &str) -> Result<String, Failure> {
    clean_label(label).map_err(|_| Failure::InvalidInput)
}
