//! The committee edits the tree: every edit is checked on a copy that has those before it, then all are written.

use std::collections::BTreeMap;

use linli_contract::Failure;
use linli_contract::buildings::{AreaEdit, AreaKind, AreasEdited, EditAreas, NewStair};
use linli_shared::areas::{Applied, AreaFact, BuildingPlan, Place, StairPlan, Tree, area_id};
use linli_shared::ids::AreaId;

use super::grow::{clean, copies, extension, plans, stair};
use super::may_edit;
use crate::areas::named;
use crate::device::doors::DoorRow;
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::registers::handing;

/// The most edits of one request.
const EDITS: usize = 5_000;

/// Edits the tree, all or nothing.
///
/// # Errors
/// [`Failure::NoRight`], [`Failure::NotHere`] for an area that is not known or out of use, [`Failure::InvalidInput`] for a
/// label, floor or kind that does not fit, [`Failure::LabelTaken`], [`Failure::InUse`].
pub fn edit(device: &mut Device, request: &EditAreas, turn: &mut Turn<'_>) -> Result<AreasEdited, Failure> {
    if !may_edit(device)? {
        return Err(Failure::NoRight);
    }
    if request.edits.len() > EDITS {
        return Err(Failure::InvalidInput);
    }
    let mut draft = Draft::new(device.tree().clone(), device.doors());
    request.edits.iter().try_for_each(|edit| draft.take(edit))?;
    let Draft { tree, facts, added, .. } = draft;
    // What ends in the old grid is written before the door leaves it, what begins in the new one after.
    let handed = handing::end(device, &tree, handed(&request.edits), turn)?;
    device.write_areas(facts, turn)?;
    let handed_over = handing::begin(device, handed, turn)?;
    Ok(AreasEdited { added, handed_over })
}

/// The rows edits need: of the households that may be taken over into another grid.
#[must_use]
pub fn wants(device: &Device, request: &EditAreas) -> Vec<Want> {
    handing::wants(device, handed(&request.edits))
}

/// The areas that are handed over.
fn handed(edits: &[AreaEdit]) -> impl Iterator<Item = AreaId> + Clone {
    edits.iter().filter_map(|edit| match edit {
        AreaEdit::HandOver { area, .. } => Some(*area),
        AreaEdit::NameCommunity { .. }
        | AreaEdit::AddGrid { .. }
        | AreaEdit::AddBuilding { .. }
        | AreaEdit::CopyBuilding { .. }
        | AreaEdit::Extend { .. }
        | AreaEdit::Rename { .. }
        | AreaEdit::Reorder { .. }
        | AreaEdit::SetUse { .. }
        | AreaEdit::Retire { .. }
        | AreaEdit::Restore { .. }
        | AreaEdit::SameDoor { .. } => None,
    })
}

/// The tree as the edits so far leave it, and the facts that say them.
struct Draft<'d> {
    tree: Tree,
    doors: &'d BTreeMap<AreaId, DoorRow>,
    facts: Vec<(AreaId, AreaFact)>,
    added: Option<AreaId>,
}

impl<'d> Draft<'d> {
    const fn new(tree: Tree, doors: &'d BTreeMap<AreaId, DoorRow>) -> Self {
        Self { tree, doors, facts: Vec::new(), added: None }
    }

    fn take(&mut self, edit: &AreaEdit) -> Result<(), Failure> {
        match edit {
            AreaEdit::NameCommunity { name, above } => self.name(name, above),
            AreaEdit::AddGrid { label } => self.add_grid(label),
            AreaEdit::AddBuilding { grid, label, stairs } => self.add_building(*grid, label, stairs),
            AreaEdit::CopyBuilding { building, label, grid } => self.copy(*building, label, *grid),
            AreaEdit::Extend { building, stairs } => self.extend(*building, stairs),
            AreaEdit::Rename { area, label } => self.rename(*area, label),
            AreaEdit::Reorder { area, order } => {
                self.known(*area, |kind| (AreaKind::Grid..=AreaKind::Stair).contains(&kind))?;
                self.say(*area, AreaFact::Ordered { area: *area, ordinal: *order })
            }
            AreaEdit::SetUse { door, usage } => {
                self.known(*door, |kind| kind == AreaKind::Door)?;
                self.say(*door, AreaFact::Used { door: *door, usage: *usage })
            }
            AreaEdit::Retire { area } => self.retire(*area),
            AreaEdit::Restore { area } => self.restore(*area),
            AreaEdit::HandOver { area, grid } => self.hand_over(*area, *grid),
            AreaEdit::SameDoor { a, b } => self.join(*a, *b),
        }
    }

    fn name(&mut self, name: &str, above: &[String]) -> Result<(), Failure> {
        let name = clean(name)?;
        let above = above.iter().map(|name| clean(name)).collect::<Result<Vec<_>, _>>()?;
        if self.tree.name_of_community() == name && self.tree.above() == above {
            return Ok(());
        }
        self.say(self.tree.root(), AreaFact::Named { name, above })
    }

    fn add_grid(&mut self, label: &str) -> Result<(), Failure> {
        let (root, label) = (self.tree.root(), clean(label)?);
        if let Some(known) = named(&self.tree, root, &label)? {
            self.added.get_or_insert(known);
            return Ok(());
        }
        let id = area_id(root, &label);
        let ordinal = self.next_order(root);
        self.added.get_or_insert(id);
        self.say(id, AreaFact::Grid { label, ordinal })
    }

    fn add_building(&mut self, grid: AreaId, label: &str, stairs: &[NewStair]) -> Result<(), Failure> {
        self.in_use(grid, |kind| kind == AreaKind::Grid)?;
        match named(&self.tree, grid, &clean(label)?)? {
            Some(building) => self.extend(building, stairs),
            None => self.build(grid, label, stairs.iter().map(stair).collect::<Result<_, _>>()?),
        }
    }

    fn copy(&mut self, building: AreaId, label: &str, grid: AreaId) -> Result<(), Failure> {
        self.known(building, |kind| kind == AreaKind::Building)?;
        self.in_use(grid, |kind| kind == AreaKind::Grid)?;
        if named(&self.tree, grid, &clean(label)?)?.is_some() {
            return Err(Failure::LabelTaken);
        }
        let stairs = copies(&self.tree, building);
        self.build(grid, label, stairs)
    }

    fn build(&mut self, grid: AreaId, label: &str, stairs: Vec<StairPlan>) -> Result<(), Failure> {
        let label = clean(label)?;
        if stairs.is_empty() {
            return Err(Failure::InvalidInput);
        }
        let id = area_id(grid, &label);
        let ordinal = self.next_order(grid);
        self.added.get_or_insert(id);
        plans(BuildingPlan { grid, label, ordinal, stairs })?.into_iter().try_for_each(|fact| self.say(id, fact))
    }

    fn extend(&mut self, building: AreaId, stairs: &[NewStair]) -> Result<(), Failure> {
        self.in_use(building, |kind| kind == AreaKind::Building)?;
        let facts = extension(&self.tree, building, stairs)?;
        facts.into_iter().try_for_each(|fact| self.say(building, fact))
    }

    fn rename(&mut self, area: AreaId, label: &str) -> Result<(), Failure> {
        self.known(area, |kind| kind >= AreaKind::Grid)?;
        let label = clean(label)?;
        if self.tree.label(area) == label {
            return Ok(());
        }
        self.is_free_among(self.neighbours(area), area, &label)?;
        self.say(area, AreaFact::Renamed { area, label })
    }

    fn retire(&mut self, area: AreaId) -> Result<(), Failure> {
        self.known(area, |kind| kind >= AreaKind::Grid)?;
        let stands = |(door, row): (&AreaId, &DoorRow)| {
            row.standing().next().is_some()
                && self.tree.same_doors(*door).iter().any(|door| self.tree.contains(*door, area))
        };
        if self.doors.iter().any(stands) {
            return Err(Failure::InUse);
        }
        self.say(area, AreaFact::Retired { area, is_retired: true })
    }

    fn restore(&mut self, area: AreaId) -> Result<(), Failure> {
        self.known(area, |kind| kind >= AreaKind::Grid)?;
        let label = self.tree.label(area).to_owned();
        self.is_free_among(self.neighbours(area), area, &label)?;
        self.say(area, AreaFact::Retired { area, is_retired: false })
    }

    fn hand_over(&mut self, area: AreaId, grid: AreaId) -> Result<(), Failure> {
        let kind = self.in_use(area, |kind| kind >= AreaKind::Building)?;
        self.in_use(grid, |kind| kind == AreaKind::Grid)?;
        let doors = self.tree.doors(area);
        if self.tree.grid(area) == Some(grid) && doors.iter().all(|door| self.tree.grid(*door) == Some(grid)) {
            return Ok(());
        }
        if kind == AreaKind::Building {
            let label = self.tree.label(area).to_owned();
            self.is_free_among(self.tree.children(grid), area, &label)?;
        }
        self.say(area, AreaFact::Handed { area, grid })
    }

    fn join(&mut self, a: AreaId, b: AreaId) -> Result<(), Failure> {
        let building = |door| self.tree.ancestor(door, AreaKind::Building);
        for door in [a, b] {
            self.known(door, |kind| kind == AreaKind::Door)?;
        }
        if a == b || building(a) != building(b) {
            return Err(Failure::InvalidInput);
        }
        self.say(a, AreaFact::SameDoor { a, b })
    }

    /// Checks a fact against the tree and keeps it, unless it says nothing new.
    fn say(&mut self, area: AreaId, fact: AreaFact) -> Result<(), Failure> {
        fact.check().map_err(|_| Failure::InvalidInput)?;
        match self.tree.apply(Place::Unconfirmed, &fact) {
            Applied::Took => self.facts.push((area, fact)),
            Applied::Known => {}
            Applied::Waits => return Err(Failure::NotHere),
            Applied::Void => return Err(Failure::InvalidInput),
        }
        Ok(())
    }

    fn known(&self, area: AreaId, fits: impl Fn(AreaKind) -> bool) -> Result<AreaKind, Failure> {
        let kind = self.tree.kind(area).ok_or(Failure::NotHere)?;
        if fits(kind) { Ok(kind) } else { Err(Failure::InvalidInput) }
    }

    fn in_use(&self, area: AreaId, fits: impl Fn(AreaKind) -> bool) -> Result<AreaKind, Failure> {
        let kind = self.known(area, fits)?;
        if self.tree.is_in_use(area) { Ok(kind) } else { Err(Failure::NotHere) }
    }

    /// Those in use that a person sees beside an area.
    fn neighbours(&self, area: AreaId) -> Vec<AreaId> {
        let is_building = self.tree.kind(area) == Some(AreaKind::Building);
        let parent = if is_building { self.tree.grid(area) } else { self.tree.parent(area) };
        parent.map(|parent| self.tree.children(parent)).unwrap_or_default()
    }

    fn is_free_among(&self, neighbours: Vec<AreaId>, area: AreaId, label: &str) -> Result<(), Failure> {
        let is_taken = neighbours.into_iter().any(|other| other != area && self.tree.label(other) == label);
        if is_taken { Err(Failure::LabelTaken) } else { Ok(()) }
    }

    /// The order after the last child.
    fn next_order(&self, parent: AreaId) -> u16 {
        let last = self.tree.all_children(parent).into_iter().map(|child| self.tree.order(child)).max();
        u16::try_from(last.unwrap_or_default().saturating_add(1)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
