//! The tree of a community's areas: a fold over [`AreaFact`]s.
//!
//! **Invariant:** whatever the order facts are applied in, the same facts at the same places give the same tree: of two facts
//! that give rise to one area the first in the log decides, of two statements about it (name, order, use, whether it is in
//! use, its grid) the last. A fact whose parent is not known yet waits for it.
//! **Invariant:** areas do not disappear and keep their ids; each counts from the place of its first fact on. One that is
//! out of use is left out of walks, and whatever names it by its id still finds it.

mod said;
mod scope;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use super::{AreaFact, AreaKind, BuildingPlan, Use, area_id};
use crate::ids::{AreaId, LogCode};
use said::Said;

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
    /// Its order among its neighbours at first; a door's floor.
    ordinal: i32,
    /// A door's use at first.
    usage: Use,
    /// The label its id is derived from, if it bears another now.
    first_label: Option<String>,
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
    said: BTreeMap<AreaId, Said>,
    /// Areas that were ever handed to another grid.
    handed: BTreeSet<AreaId>,
    /// Facts told so far, which orders own ones that have no place yet.
    count: u32,
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
            usage: Use::Home,
            first_label: None,
            children: Vec::new(),
        };
        Self {
            root,
            named: None,
            above: Vec::new(),
            areas: BTreeMap::from([(root, community)]),
            waiting: BTreeMap::new(),
            joined: BTreeMap::new(),
            said: BTreeMap::new(),
            handed: BTreeSet::new(),
            count: 0,
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
        let count = self.count;
        self.count = count.saturating_add(1);
        match fact {
            AreaFact::Named { name, above } => self.name(place, name, above),
            AreaFact::Grid { label, ordinal } => {
                self.grow(
                    place,
                    self.root,
                    New { kind: AreaKind::Grid, label, ordinal: (*ordinal).into(), usage: Use::Home },
                )
                .1
            }
            AreaFact::Building(plan) => match self.may_grow(plan.grid, AreaKind::Building) {
                None => self.wait(plan.grid, place, fact),
                Some(false) => Applied::Void,
                Some(true) => self.build(place, plan),
            },
            AreaFact::Door { stair, floor, label } => match self.may_grow(*stair, AreaKind::Door) {
                None => self.wait(*stair, place, fact),
                Some(false) => Applied::Void,
                Some(true) => self.grow(place, *stair, New::door(*floor, label, Use::Home)).1,
            },
            AreaFact::SameDoor { a, b } => {
                let is_new = self.joined.entry(*a).or_default().insert(*b);
                self.joined.entry(*b).or_default().insert(*a);
                if is_new { Applied::Took } else { Applied::Known }
            }
            AreaFact::Renamed { area, label } => {
                let is_new = self.said.entry(*area).or_default().label.say(place, count, label.clone());
                self.relabel(*area);
                self.told(*area, is_new, |kind| kind >= AreaKind::Grid)
            }
            AreaFact::Ordered { area, ordinal } => {
                let is_new = self.said.entry(*area).or_default().order.say(place, count, *ordinal);
                self.told(*area, is_new, |kind| (AreaKind::Grid..=AreaKind::Stair).contains(&kind))
            }
            AreaFact::Used { door, usage } => {
                let is_new = self.said.entry(*door).or_default().usage.say(place, count, *usage);
                self.told(*door, is_new, |kind| kind == AreaKind::Door)
            }
            AreaFact::Retired { area, is_retired } => {
                let is_new = self.said.entry(*area).or_default().retired.say(place, count, *is_retired);
                self.told(*area, is_new, |kind| kind >= AreaKind::Grid)
            }
            AreaFact::Handed { area, grid } => {
                let is_new = self.said.entry(*area).or_default().grid.say(place, count, *grid);
                self.handed.insert(*area);
                self.told(*area, is_new, |kind| kind >= AreaKind::Building)
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

    /// The label its id is derived from, which stays with it whatever stands on it later.
    #[must_use]
    pub fn first_label(&self, id: AreaId) -> &str {
        self.area(id).map_or("", |area| area.first_label.as_deref().unwrap_or(&area.label))
    }

    /// Its order among its neighbours; a door's floor.
    #[must_use]
    pub fn order(&self, id: AreaId) -> i32 {
        let Some(area) = self.area(id) else { return 0 };
        let said = self.said.get(&id).filter(|_| area.kind != AreaKind::Door).and_then(|said| said.order.now());
        said.map_or(area.ordinal, |order| i32::from(*order))
    }

    /// What a door is used for.
    #[must_use]
    pub fn usage(&self, id: AreaId) -> Use {
        let Some(area) = self.area(id).filter(|area| area.kind == AreaKind::Door) else { return Use::Home };
        self.said.get(&id).and_then(|said| said.usage.now()).copied().unwrap_or(area.usage)
    }

    /// Whether this very area was taken out of use; see [`Tree::is_in_use`] for what it lies in.
    #[must_use]
    pub fn is_retired(&self, id: AreaId) -> bool {
        self.said.get(&id).and_then(|said| said.retired.now()).copied().unwrap_or_default()
    }

    /// Whether neither it nor anything it lies in is out of use.
    #[must_use]
    pub fn is_in_use(&self, id: AreaId) -> bool {
        self.kind(id).is_some() && self.upwards(id).all(|(id, _)| !self.is_retired(id))
    }

    /// The area it lies in.
    #[must_use]
    pub fn parent(&self, id: AreaId) -> Option<AreaId> {
        self.area(id)?.parent
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
        let new = New { kind: AreaKind::Building, label: &plan.label, ordinal: plan.ordinal.into(), usage: Use::Home };
        let (building, mut applied) = self.grow(place, plan.grid, new);
        for (index, stair) in (0i32..).zip(&plan.stairs) {
            let new = New { kind: AreaKind::Stair, label: &stair.label, ordinal: index, usage: Use::Home };
            let (stair_id, of_stair) = self.grow(place, building, new);
            if of_stair == Applied::Took {
                applied = Applied::Took;
            }
            for (floor, label, usage) in stair.doors() {
                if self.grow(place, stair_id, New::door(floor, &label, usage)).1 == Applied::Took {
                    applied = Applied::Took;
                }
            }
        }
        applied
    }

    fn grow(&mut self, place: Place, parent: AreaId, new: New<'_>) -> (AreaId, Applied) {
        let New { kind, label, ordinal, usage } = new;
        let id = area_id(parent, label);
        if let Some(area) = self.areas.get_mut(&id) {
            if area.place <= place {
                return (id, Applied::Known);
            }
            (area.place, area.ordinal, area.usage) = (place, ordinal, usage);
            return (id, Applied::Took);
        }
        let label = label.to_owned();
        let (parent_of, children) = (Some(parent), Vec::new());
        let area = Area { kind, label, parent: parent_of, place, ordinal, usage, first_label: None, children };
        self.areas.insert(id, area);
        self.relabel(id);
        if let Some(parent) = self.areas.get_mut(&parent) {
            parent.children.push(id);
        }
        for (place, fact) in self.waiting.remove(&id).into_iter().flatten() {
            self.apply(place, &fact);
        }
        (id, Applied::Took)
    }

    /// Shows the newest label of an area, and remembers the one its id is derived from.
    fn relabel(&mut self, id: AreaId) {
        let Some(newest) = self.said.get(&id).and_then(|said| said.label.now()) else { return };
        if let Some(area) = self.areas.get_mut(&id).filter(|area| area.kind >= AreaKind::Grid && area.label != *newest)
        {
            let before = core::mem::replace(&mut area.label, newest.clone());
            area.first_label.get_or_insert(before);
        }
    }

    fn told(&self, id: AreaId, is_new: bool, fits: impl Fn(AreaKind) -> bool) -> Applied {
        match self.kind(id) {
            None => Applied::Waits,
            Some(kind) if !fits(kind) => Applied::Void,
            Some(_) if is_new => Applied::Took,
            Some(_) => Applied::Known,
        }
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

    fn building_of_door(&self, door: AreaId) -> Option<AreaId> {
        self.area(door).filter(|area| area.kind == AreaKind::Door)?;
        self.ancestor(door, AreaKind::Building)
    }
}

/// What a fact says of an area it gives rise to.
struct New<'a> {
    kind: AreaKind,
    label: &'a str,
    ordinal: i32,
    usage: Use,
}

impl<'a> New<'a> {
    fn door(floor: i16, label: &'a str, usage: Use) -> Self {
        Self { kind: AreaKind::Door, label, ordinal: floor.into(), usage }
    }
}

#[cfg(test)]
mod tests;
