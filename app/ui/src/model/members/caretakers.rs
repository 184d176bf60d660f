//! Who looks after a person's home: the building's leader, the grid's worker, the committee.

use std::collections::BTreeMap;

use linli_contract::buildings::AreaRow;
use linli_contract::members::{MemberRow, Role, RoleView};
use linli_shared::ids::{AreaId, MemberId};

/// Somebody who looks after a home, with the role they do it in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caretaker {
    /// Who.
    pub member: MemberId,
    /// Their name, if known here.
    pub name: Option<String>,
    /// In which role.
    pub role: RoleView,
}

/// Whom a resident of `home` turns to, the nearest first; without a home, the committee alone.
#[must_use]
pub fn caretakers(members: &[MemberRow], areas: &[AreaRow], home: Option<AreaId>) -> Vec<Caretaker> {
    let parents: BTreeMap<AreaId, AreaId> = areas.iter().map(|row| (row.id, row.parent)).collect();
    // Parents come from another device's words, so a circle among them must not hold this up.
    let around: Vec<AreaId> =
        core::iter::successors(home, |area| parents.get(area).copied()).take(parents.len() + 1).collect();
    let is_near = |role: &RoleView| match role.role {
        Role::Steward => true,
        Role::BuildingLeader | Role::GridWorker => around.contains(&role.scope),
        Role::Resident | Role::Property | Role::Department | Role::Volunteer | Role::Observer => false,
    };
    let nearness = |role: Role| match role {
        Role::BuildingLeader => 0,
        Role::GridWorker => 1,
        Role::Steward | Role::Resident | Role::Property | Role::Department | Role::Volunteer | Role::Observer => 2,
    };
    let mut all: Vec<Caretaker> = members
        .iter()
        .flat_map(|row| row.roles.iter().filter(|role| is_near(role)).map(move |role| (row, role)))
        .map(|(row, role)| Caretaker { member: row.member, name: row.name.clone(), role: role.clone() })
        .collect();
    all.sort_by_key(|one| nearness(one.role.role));
    all
}

#[cfg(test)]
mod tests {
    use linli_contract::areas::Use;
    use linli_contract::buildings::AreaKind;

    use super::*;

    fn area(number: u8) -> AreaId {
        AreaId([number; 16])
    }

    fn who(number: u8, role: Role, scope: u8) -> MemberRow {
        let role = RoleView { role, scope: area(scope), scope_label: String::new(), until: None };
        MemberRow { member: MemberId([number; 16]), name: None, roles: vec![role], is_me: false }
    }

    fn row(id: u8, parent: u8, kind: AreaKind) -> AreaRow {
        AreaRow {
            id: area(id),
            parent: area(parent),
            kind,
            label: String::new(),
            order: 0,
            usage: Use::Home,
            households: 0,
            is_retired: false,
            handed_to: None,
        }
    }

    #[test]
    fn the_nearest_comes_first_and_those_of_elsewhere_not_at_all() {
        let areas = [row(1, 0, AreaKind::Grid), row(2, 0, AreaKind::Grid), row(3, 1, AreaKind::Building)];
        let members = [
            who(1, Role::Steward, 0),
            who(2, Role::GridWorker, 1),
            who(3, Role::GridWorker, 2),
            who(4, Role::BuildingLeader, 3),
            who(5, Role::Resident, 3),
            who(6, Role::Property, 0),
        ];
        let near = |home| caretakers(&members, &areas, home).iter().map(|one| one.member.0[0]).collect::<Vec<_>>();
        assert_eq!(near(Some(area(3))), [4, 2, 1]);
        assert_eq!(near(None), [1]);
        assert_eq!(near(Some(area(99))), [1], "a building this device does not know");
    }

    #[test]
    fn a_circle_of_areas_ends() {
        let areas = [row(1, 2, AreaKind::Grid), row(2, 1, AreaKind::Grid)];
        assert_eq!(caretakers(&[who(1, Role::GridWorker, 2)], &areas, Some(area(1))).len(), 1);
    }
}
