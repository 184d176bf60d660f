//! The tree of a community's areas: a fold over [`AreaFact`]s.
//!
//! **Invariant:** whatever the order facts are applied in, the same facts at the same places give the same tree: of two facts
//! about one area the one that is first in the log decides, of two names of the community the last. A fact whose parent is not known yet waits for it. Areas do
//! not disappear; each counts from the place of its first fact on.

use core::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::{AreaFact, AreaKind, BuildingPlan, area_id, natural_order};
use crate::ids::{AreaId, LogCode};

/// Where a fact stands in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// At this sequence number.
    Confirmed(u64),
    /// Only on this device so far; after everything confirmed.
    Unconfirmed,
}

/// What became of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// It changed the tree.
    Took,
    /// The tree knew it.
    Known,
    /// Its parent is not known yet.
    Waits,
    /// It names a parent that cannot have such a child, or is out of bounds; it is never applied.
    Void,
}

/// One area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// What it is.
    pub kind: AreaKind,
    /// What stands on it.
    pub label: String,
    /// The area it lies in; `None` for the community.
    pub parent: Option<AreaId>,
    /// From where on it counts.
    pub place: Place,
    /// Its order among its neighbours; a door's floor.
    pub ordinal: i32,
    children: Vec<AreaId>,
}

/// One floor of a stair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Floor {
    /// Its number; 0 and below are cellars.
    pub floor: i16,
    /// Its doors by label.
    pub doors: Vec<AreaId>,
}

/// The areas of one community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    root: AreaId,
    named: Option<Place>,
    above: Vec<String>,
    areas: BTreeMap<AreaId, Area>,
    waiting: BTreeMap<AreaId, Vec<(Place, AreaFact)>>,
    joined: BTreeMap<AreaId, BTreeSet<AreaId>>,
}

impl Tree {
    /// The tree of the community with this code, before any fact.
    #[must_use]
    pub fn new(code: LogCode) -> Self {
        let root = code.area();
        let community = Area {
            kind: AreaKind::Community,
            label: String::new(),
            parent: None,
            place: Place::Confirmed(0),
            ordinal: 0,
            children: Vec::new(),
        };
        Self {
            root,
            named: None,
            above: Vec::new(),
            areas: BTreeMap::from([(root, community)]),
            waiting: BTreeMap::new(),
            joined: BTreeMap::new(),
        }
    }

    /// Folds all facts.
    #[must_use]
    pub fn fold<'f>(code: LogCode, facts: impl IntoIterator<Item = (Place, &'f AreaFact)>) -> Self {
        let mut tree = Self::new(code);
        for (place, fact) in facts {
            tree.apply(place, fact);
        }
        tree
    }

    /// Applies one fact; the same fact may be applied again once its place is confirmed.
    pub fn apply(&mut self, place: Place, fact: &AreaFact) -> Applied {
        if fact.check().is_err() {
            return Applied::Void;
        }
        match fact {
            AreaFact::Named { name, above } => self.name(place, name, above),
            AreaFact::Grid { label, ordinal } => {
                self.grow(place, self.root, AreaKind::Grid, label, (*ordinal).into()).1
            }
            AreaFact::Building(plan) => match self.may_grow(plan.grid, AreaKind::Building) {
                None => self.wait(plan.grid, place, fact),
                Some(false) => Applied::Void,
                Some(true) => self.build(place, plan),
            },
            AreaFact::Door { stair, floor, label } => match self.may_grow(*stair, AreaKind::Door) {
                None => self.wait(*stair, place, fact),
                Some(false) => Applied::Void,
                Some(true) => self.grow(place, *stair, AreaKind::Door, label, (*floor).into()).1,
            },
            AreaFact::SameDoor { a, b } => {
                let is_new = self.joined.entry(*a).or_default().insert(*b);
                self.joined.entry(*b).or_default().insert(*a);
                if is_new { Applied::Took } else { Applied::Known }
            }
        }
    }

    /// The community itself.
    #[must_use]
    pub const fn root(&self) -> AreaId {
        self.root
    }

    /// Name of the community; empty until it has arrived.
    #[must_use]
    pub fn name_of_community(&self) -> &str {
        self.areas.get(&self.root).map_or("", |area| &area.label)
    }

    /// Names of the areas above the community, nearest first.
    #[must_use]
    pub fn above(&self) -> &[String] {
        &self.above
    }

    /// One area.
    #[must_use]
    pub fn area(&self, id: AreaId) -> Option<&Area> {
        self.areas.get(&id)
    }

    /// What an area is.
    #[must_use]
    pub fn kind(&self, id: AreaId) -> Option<AreaKind> {
        self.area(id).map(|area| area.kind)
    }

    /// What stands on an area; empty if it is not known.
    #[must_use]
    pub fn label(&self, id: AreaId) -> &str {
        self.area(id).map_or("", |area| &area.label)
    }

    /// The area it lies in.
    #[must_use]
    pub fn parent(&self, id: AreaId) -> Option<AreaId> {
        self.area(id)?.parent
    }

    /// The area of this kind that `id` lies in, or is.
    #[must_use]
    pub fn ancestor(&self, id: AreaId, kind: AreaKind) -> Option<AreaId> {
        self.upwards(id).find(|(_, area)| area.kind == kind).map(|(id, _)| id)
    }

    /// The grid of a building, stair or door.
    #[must_use]
    pub fn grid(&self, id: AreaId) -> Option<AreaId> {
        self.ancestor(id, AreaKind::Grid)
    }

    /// Labels from the building down to the area: `12号楼`, `1单元`, `301`.
    #[must_use]
    pub fn path(&self, id: AreaId) -> Vec<String> {
        let mut labels: Vec<_> = self
            .upwards(id)
            .take_while(|(_, area)| area.kind >= AreaKind::Building)
            .map(|(_, area)| area.label.clone())
            .collect();
        labels.reverse();
        labels
    }

    /// Whether `area` is `scope` or lies in it, by everything known, unconfirmed facts included.
    #[must_use]
    pub fn contains(&self, area: AreaId, scope: AreaId) -> bool {
        self.contains_at(area, scope, Place::Unconfirmed)
    }

    /// Whether `area` is `scope` or lies in it, by facts up to `place` (included).
    #[must_use]
    pub fn contains_at(&self, area: AreaId, scope: AreaId, place: Place) -> bool {
        self.upwards(area).take_while(|(_, area)| area.place <= place).any(|(id, _)| id == scope)
    }

    /// Children in walking order: by ordinal or floor, then label; doors that joined another are left out.
    #[must_use]
    pub fn children(&self, id: AreaId) -> Vec<AreaId> {
        let Some(area) = self.area(id) else { return Vec::new() };
        let mut children: Vec<_> =
            area.children.iter().copied().filter(|child| self.canonical(*child) == *child).collect();
        children.sort_by(|a, b| self.walking_order(*a, *b));
        children
    }

    /// Grids of the community.
    #[must_use]
    pub fn grids(&self) -> Vec<AreaId> {
        self.children(self.root)
    }

    /// Buildings in `scope` in walking order.
    #[must_use]
    pub fn buildings(&self, scope: AreaId) -> Vec<AreaId> {
        self.below(scope, AreaKind::Building)
    }

    /// Doors in `scope` in walking order: stair by stair, from the lowest floor up.
    #[must_use]
    pub fn doors(&self, scope: AreaId) -> Vec<AreaId> {
        self.below(scope, AreaKind::Door)
    }

    /// Floors of a stair, the highest first.
    #[must_use]
    pub fn floors(&self, stair: AreaId) -> Vec<Floor> {
        let mut floors: Vec<Floor> = Vec::new();
        for door in self.children(stair) {
            let Some(floor) = self.floor(door) else { continue };
            match floors.last_mut() {
                Some(last) if last.floor == floor => last.doors.push(door),
                Some(_) | None => floors.push(Floor { floor, doors: vec![door] }),
            }
        }
        floors.reverse();
        floors
    }

    /// The floor of a door.
    #[must_use]
    pub fn floor(&self, door: AreaId) -> Option<i16> {
        let area = self.area(door).filter(|area| area.kind == AreaKind::Door)?;
        i16::try_from(area.ordinal).ok()
    }

    /// The doors before and after this one on the walk through its stair.
    #[must_use]
    pub fn neighbours(&self, door: AreaId) -> (Option<AreaId>, Option<AreaId>) {
        let door = self.canonical(door);
        let Some(stair) = self.area(door).filter(|area| area.kind == AreaKind::Door).and_then(|area| area.parent)
        else {
            return (None, None);
        };
        let walk = self.children(stair);
        let Some(at) = walk.iter().position(|other| *other == door) else { return (None, None) };
        (at.checked_sub(1).map(|before| walk[before]), walk.get(at + 1).copied())
    }

    /// The door that stands for this one and all it was joined with: the one that is first in the log.
    #[must_use]
    pub fn canonical(&self, id: AreaId) -> AreaId {
        if !self.joined.contains_key(&id) {
            return id;
        }
        let order = |id: &AreaId| (self.area(*id).map_or(Place::Unconfirmed, |area| area.place), *id);
        self.same_doors(id).into_iter().min_by_key(order).unwrap_or(id)
    }

    /// The door and every other one it was joined with; only doors of one building can be.
    #[must_use]
    pub fn same_doors(&self, id: AreaId) -> BTreeSet<AreaId> {
        let mut found = BTreeSet::from([id]);
        let Some(building) = self.building_of_door(id) else { return found };
        let mut open = vec![id];
        while let Some(next) = open.pop() {
            for other in self.joined.get(&next).into_iter().flatten() {
                if self.building_of_door(*other) == Some(building) && found.insert(*other) {
                    open.push(*other);
                }
            }
        }
        found
    }

    /// How many facts wait for their parents.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.waiting.values().map(Vec::len).sum()
    }

    fn name(&mut self, place: Place, name: &str, above: &[String]) -> Applied {
        let is_same = self.name_of_community() == name && self.above == above;
        let is_own_confirmed = self.named == Some(Place::Unconfirmed) && is_same;
        if self.named.is_some_and(|named| named > place) && !is_own_confirmed {
            return Applied::Known;
        }
        self.named = Some(place);
        self.above = above.to_vec();
        if let Some(root) = self.areas.get_mut(&self.root) {
            name.clone_into(&mut root.label);
        }
        Applied::Took
    }

    fn build(&mut self, place: Place, plan: &BuildingPlan) -> Applied {
        let (building, mut applied) = self.grow(place, plan.grid, AreaKind::Building, &plan.label, plan.ordinal.into());
        for (index, stair) in (0i32..).zip(&plan.stairs) {
            let (stair_id, of_stair) = self.grow(place, building, AreaKind::Stair, &stair.label, index);
            if of_stair == Applied::Took {
                applied = Applied::Took;
            }
            for (floor, label) in stair.doors() {
                if self.grow(place, stair_id, AreaKind::Door, &label, floor.into()).1 == Applied::Took {
                    applied = Applied::Took;
                }
            }
        }
        applied
    }

    fn grow(&mut self, place: Place, parent: AreaId, kind: AreaKind, label: &str, ordinal: i32) -> (AreaId, Applied) {
        let id = area_id(parent, label);
        if let Some(area) = self.areas.get_mut(&id) {
            if area.place <= place {
                return (id, Applied::Known);
            }
            (area.place, area.ordinal) = (place, ordinal);
            return (id, Applied::Took);
        }
        let area = Area { kind, label: label.to_owned(), parent: Some(parent), place, ordinal, children: Vec::new() };
        self.areas.insert(id, area);
        if let Some(parent) = self.areas.get_mut(&parent) {
            parent.children.push(id);
        }
        for (place, fact) in self.waiting.remove(&id).into_iter().flatten() {
            self.apply(place, &fact);
        }
        (id, Applied::Took)
    }

    fn wait(&mut self, parent: AreaId, place: Place, fact: &AreaFact) -> Applied {
        let facts = self.waiting.entry(parent).or_default();
        if !facts.iter().any(|(known, other)| *known == place && other == fact) {
            facts.push((place, fact.clone()));
        }
        Applied::Waits
    }

    fn may_grow(&self, parent: AreaId, child: AreaKind) -> Option<bool> {
        let fits = |parent| match child {
            AreaKind::Grid => parent == AreaKind::Community,
            AreaKind::Building => parent == AreaKind::Grid,
            AreaKind::Stair => parent == AreaKind::Building,
            AreaKind::Door => parent == AreaKind::Stair,
            AreaKind::District | AreaKind::Street | AreaKind::Community => false,
        };
        self.kind(parent).map(fits)
    }

    fn upwards(&self, id: AreaId) -> impl Iterator<Item = (AreaId, &Area)> {
        let first = self.areas.get_key_value(&id);
        core::iter::successors(first, |(_, area)| self.areas.get_key_value(&area.parent?)).map(|(id, area)| (*id, area))
    }

    fn below(&self, scope: AreaId, kind: AreaKind) -> Vec<AreaId> {
        let mut found = Vec::new();
        let mut open = vec![scope];
        while let Some(id) = open.pop() {
            match self.kind(id) {
                Some(here) if here == kind => found.push(id),
                Some(here) if here < kind => open.extend(self.children(id).into_iter().rev()),
                Some(_) | None => {}
            }
        }
        found
    }

    fn walking_order(&self, a: AreaId, b: AreaId) -> Ordering {
        let ordinal = |id| self.area(id).map_or(0, |area| area.ordinal);
        ordinal(a).cmp(&ordinal(b)).then_with(|| natural_order(self.label(a), self.label(b)))
    }

    fn building_of_door(&self, door: AreaId) -> Option<AreaId> {
        self.area(door).filter(|area| area.kind == AreaKind::Door)?;
        self.ancestor(door, AreaKind::Building)
    }
}

#[cfg(test)]
mod tests;
