//! In which grid an area lies, now and at a place in the log.
//!
//! **Invariant:** a building, stair or door that is handed to another grid is that grid's from the place of the fact on, with
//! everything in it; before, the old grid holds. Of a door that was handed over and a building that was, the later decides.

use super::said::Stamp;
use super::{Area, Place, Tree};
use crate::areas::AreaKind;
use crate::ids::AreaId;

impl Tree {
    /// The area of this kind that `id` lies in, or is.
    #[must_use]
    pub fn ancestor(&self, id: AreaId, kind: AreaKind) -> Option<AreaId> {
        if kind == AreaKind::Grid {
            return self.grid(id);
        }
        self.upwards(id).find(|(_, area)| area.kind == kind).map(|(id, _)| id)
    }

    /// The grid of a building, stair or door.
    #[must_use]
    pub fn grid(&self, id: AreaId) -> Option<AreaId> {
        self.grid_at(id, Place::Unconfirmed)
    }

    /// The grid of a building, stair or door by facts up to `place` (included).
    #[must_use]
    pub fn grid_at(&self, id: AreaId, place: Place) -> Option<AreaId> {
        let mut handed: Option<(Stamp, AreaId)> = None;
        for (id, area) in self.upwards(id).take_while(|(_, area)| area.place <= place) {
            match area.kind {
                AreaKind::Grid => return Some(handed.map_or(id, |(_, grid)| grid)),
                AreaKind::Building | AreaKind::Stair | AreaKind::Door => {
                    let here = self.handed_at(id, place);
                    // Nothing above was said at the same time and place unless it was one act; then the nearer holds.
                    handed = if here.map(|(stamp, _)| stamp) > handed.map(|(stamp, _)| stamp) { here } else { handed };
                }
                AreaKind::District | AreaKind::Street | AreaKind::Community => return None,
            }
        }
        None
    }

    /// Whether `area` is `scope` or lies in it, by everything known, unconfirmed facts included.
    #[must_use]
    pub fn contains(&self, area: AreaId, scope: AreaId) -> bool {
        self.contains_at(area, scope, Place::Unconfirmed)
    }

    /// Whether `area` is `scope` or lies in it, by facts up to `place` (included).
    #[must_use]
    pub fn contains_at(&self, area: AreaId, scope: AreaId, place: Place) -> bool {
        if self.kind(scope) == Some(AreaKind::Grid) {
            return self.grid_at(area, place) == Some(scope);
        }
        self.upwards(area).take_while(|(_, area)| area.place <= place).any(|(id, _)| id == scope)
    }

    /// The last grid this very area was handed to that is one by `place`.
    fn handed_at(&self, id: AreaId, place: Place) -> Option<(Stamp, AreaId)> {
        if !self.handed.contains(&id) {
            return None;
        }
        let is_grid =
            |grid: AreaId| self.area(grid).is_some_and(|area| area.kind == AreaKind::Grid && area.place <= place);
        let said = self.said.get(&id)?;
        said.grid.up_to(place).map(|(stamp, grid)| (stamp, *grid)).find(|(_, grid)| is_grid(*grid))
    }

    pub(super) fn upwards(&self, id: AreaId) -> impl Iterator<Item = (AreaId, &Area)> {
        let first = self.areas.get_key_value(&id);
        core::iter::successors(first, |(_, area)| self.areas.get_key_value(&area.parent?)).map(|(id, area)| (*id, area))
    }
}
