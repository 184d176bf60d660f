//! Walks through the tree, as a person walks: grid by grid, building by building, stair by stair, from the lowest floor up.
//!
//! **Invariant:** what is out of use is on no walk except [`Tree::all_children`]; a door that joined another is on none.

use core::cmp::Ordering;
use std::collections::BTreeSet;

use super::{Floor, Tree};
use crate::areas::{AreaKind, natural_order};
use crate::ids::AreaId;

impl Tree {
    /// Children in use in walking order: by order or floor, then label; a grid's are the buildings that are its own now.
    #[must_use]
    pub fn children(&self, id: AreaId) -> Vec<AreaId> {
        let mut children = self.all_children(id);
        children.retain(|child| !self.is_retired(*child));
        children
    }

    /// Children in walking order, those out of use included.
    #[must_use]
    pub fn all_children(&self, id: AreaId) -> Vec<AreaId> {
        let Some(area) = self.area(id) else { return Vec::new() };
        let built = area.children.iter().copied();
        let mut children: Vec<_> = if area.kind == AreaKind::Grid && !self.handed.is_empty() {
            let guests = self.handed.iter().copied().filter(|guest| self.kind(*guest) == Some(AreaKind::Building));
            let all: BTreeSet<AreaId> = built.chain(guests).collect();
            all.into_iter().filter(|building| self.grid(*building) == Some(id)).collect()
        } else {
            built.filter(|child| self.canonical(*child) == *child).collect()
        };
        children.sort_by(|a, b| self.walking_order(*a, *b));
        children
    }

    /// Grids of the community.
    #[must_use]
    pub fn grids(&self) -> Vec<AreaId> {
        self.children(self.root)
    }

    /// Buildings in `scope` in walking order; for a grid those of which only a stair or a door is its own come with them.
    #[must_use]
    pub fn buildings(&self, scope: AreaId) -> Vec<AreaId> {
        let mut buildings = self.below(scope, AreaKind::Building);
        if self.kind(scope) == Some(AreaKind::Grid) {
            let parts = self.handed.iter().filter(|part| self.is_in_use(**part) && self.grid(**part) == Some(scope));
            let guests: BTreeSet<AreaId> = parts
                .filter_map(|part| self.ancestor(*part, AreaKind::Building))
                .filter(|building| !buildings.contains(building))
                .collect();
            buildings.extend(guests);
            buildings.sort_by(|a, b| self.walking_order(*a, *b));
        }
        buildings
    }

    /// Doors in `scope` in walking order: stair by stair, from the lowest floor up.
    #[must_use]
    pub fn doors(&self, scope: AreaId) -> Vec<AreaId> {
        if self.handed.is_empty() || self.kind(scope) != Some(AreaKind::Grid) {
            return self.below(scope, AreaKind::Door);
        }
        let doors = self.buildings(scope).into_iter().flat_map(|building| self.below(building, AreaKind::Door));
        doors.filter(|door| self.grid(*door) == Some(scope)).collect()
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
        self.order(a).cmp(&self.order(b)).then_with(|| natural_order(self.label(a), self.label(b)))
    }
}
