//! Where a role may be given: the whole community, a grid, a building.

use std::collections::BTreeMap;

use linli_contract::buildings::{AreaKind, AreasView};
use linli_contract::members::Role;
use linli_shared::ids::AreaId;

/// The roles a steward gives, the most frequent first.
pub const GIVEN: [Role; 8] = [
    Role::BuildingLeader,
    Role::GridWorker,
    Role::Volunteer,
    Role::Property,
    Role::Department,
    Role::Steward,
    Role::Observer,
    Role::Resident,
];

/// A place a role may be given for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The area.
    pub area: AreaId,
    /// What it is called: a building with its grid before it.
    pub label: String,
}

/// Whether a role is only given for a time.
#[must_use]
pub const fn needs_end(role: Role) -> bool {
    match role {
        Role::Volunteer => true,
        Role::Resident
        | Role::BuildingLeader
        | Role::GridWorker
        | Role::Steward
        | Role::Property
        | Role::Department
        | Role::Observer => false,
    }
}

/// The places a role may be given for, in walking order; `root` is the community's own area and `whole` what it is called.
#[must_use]
pub fn places(areas: &AreasView, role: Role, root: AreaId, whole: &str) -> Vec<Place> {
    let (is_whole, kinds): (bool, &[AreaKind]) = match role {
        Role::Steward | Role::Observer => (true, &[]),
        Role::GridWorker => (false, &[AreaKind::Grid]),
        Role::BuildingLeader => (false, &[AreaKind::Building]),
        Role::Property | Role::Department | Role::Volunteer => (true, &[AreaKind::Grid, AreaKind::Building]),
        Role::Resident => (true, &[AreaKind::Building]),
    };
    let labels: BTreeMap<AreaId, &str> = areas.areas.iter().map(|row| (row.id, row.label.as_str())).collect();
    let mut all = Vec::new();
    if is_whole {
        all.push(Place { area: root, label: whole.to_owned() });
    }
    for kind in kinds {
        for row in areas.areas.iter().filter(|row| row.kind == *kind && !row.is_retired) {
            let above = (*kind == AreaKind::Building).then(|| labels.get(&row.parent)).flatten();
            let label = above.map_or_else(|| row.label.clone(), |grid| format!("{grid} {}", row.label));
            all.push(Place { area: row.id, label });
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use linli_contract::areas::Use;
    use linli_contract::buildings::AreaRow;

    use super::*;

    fn area(number: u8) -> AreaId {
        AreaId([number; 16])
    }

    fn town() -> AreasView {
        let row = |id, parent, kind, label: &str, is_retired| AreaRow {
            id: area(id),
            parent: area(parent),
            kind,
            label: label.into(),
            order: 0,
            usage: Use::Home,
            households: 0,
            is_retired,
            handed_to: None,
        };
        let areas = vec![
            row(1, 0, AreaKind::Grid, "第一网格", false),
            row(3, 1, AreaKind::Building, "3号楼", false),
            row(4, 3, AreaKind::Stair, "1单元", false),
            row(5, 4, AreaKind::Door, "101", false),
            row(2, 0, AreaKind::Grid, "老网格", true),
        ];
        AreasView { name: "宝钢一村".into(), areas, may_edit: true }
    }

    #[test]
    fn each_role_is_given_for_places_that_fit_it() {
        let labels = |role| {
            let all = places(&town(), role, area(0), "全社区");
            all.into_iter().map(|place| place.label).collect::<Vec<_>>()
        };
        assert_eq!(labels(Role::Steward), ["全社区"]);
        assert_eq!(labels(Role::GridWorker), ["第一网格"], "a grid out of use has no worker");
        assert_eq!(labels(Role::BuildingLeader), ["第一网格 3号楼"]);
        assert_eq!(labels(Role::Property), ["全社区", "第一网格", "第一网格 3号楼"]);
        assert_eq!(labels(Role::Resident), ["全社区", "第一网格 3号楼"]);
    }

    #[test]
    fn every_role_can_be_given_somewhere_and_is_offered_once() {
        for role in GIVEN {
            assert!(!places(&town(), role, area(0), "全社区").is_empty(), "{role:?}");
            assert_eq!(GIVEN.iter().filter(|one| **one == role).count(), 1);
        }
        assert_eq!(GIVEN.into_iter().filter(|role| needs_end(*role)).collect::<Vec<_>>(), [Role::Volunteer]);
    }
}
