//! The members in parts: the committee first, then those who look after a place, then the residents.

use linli_contract::members::{MemberRow, Role, RoleView};

use crate::model::dates::narrow;

/// A part of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// 居委.
    Committee,
    /// 网格员.
    Workers,
    /// 楼长.
    Leaders,
    /// Property company, departments, volunteers, observers.
    Others,
    /// 居民, and whoever holds no role.
    Residents,
}

/// The parts in the order of the list.
pub const PARTS: [Part; 5] = [Part::Committee, Part::Workers, Part::Leaders, Part::Others, Part::Residents];

impl Part {
    /// The word for tests and style.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Committee => "committee",
            Self::Workers => "workers",
            Self::Leaders => "leaders",
            Self::Others => "others",
            Self::Residents => "residents",
        }
    }
}

/// The word of a role for tests and choices.
#[must_use]
pub const fn role_word(role: Role) -> &'static str {
    match role {
        Role::Resident => "resident",
        Role::BuildingLeader => "leader",
        Role::GridWorker => "worker",
        Role::Steward => "steward",
        Role::Property => "property",
        Role::Department => "department",
        Role::Volunteer => "volunteer",
        Role::Observer => "observer",
    }
}

const fn part_of_role(role: Role) -> Part {
    match role {
        Role::Steward => Part::Committee,
        Role::GridWorker => Part::Workers,
        Role::BuildingLeader => Part::Leaders,
        Role::Property | Role::Department | Role::Volunteer | Role::Observer => Part::Others,
        Role::Resident => Part::Residents,
    }
}

/// The part somebody stands in: that of the role which says most about whom to ask.
#[must_use]
pub fn part_of(row: &MemberRow) -> Part {
    row.roles.iter().map(|held| part_of_role(held.role)).min().unwrap_or(Part::Residents)
}

/// The roles as they are shown: the one that says most first.
#[must_use]
pub fn roles_in_order(row: &MemberRow) -> Vec<RoleView> {
    let mut roles = row.roles.clone();
    roles.sort_by_key(|held| (part_of_role(held.role), held.role, held.scope_label.clone()));
    roles
}

/// Whether somebody is meant by what was typed: by name or by a place they stand for.
#[must_use]
pub fn fits(row: &MemberRow, typed: &str) -> bool {
    let typed = plain(typed);
    typed.is_empty()
        || row.name.as_deref().is_some_and(|name| plain(name).contains(&typed))
        || row.roles.iter().any(|held| plain(&held.scope_label).contains(&typed))
}

/// Without spaces, full-width digits narrowed, letters small.
fn plain(text: &str) -> String {
    text.chars().map(narrow).filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use linli_shared::ids::{AreaId, MemberId};

    use super::*;

    fn row(name: Option<&str>, roles: &[(Role, &str)]) -> MemberRow {
        let role = |(role, label): &(Role, &str)| RoleView {
            role: *role,
            scope: AreaId::default(),
            scope_label: (*label).into(),
            until: None,
        };
        MemberRow {
            member: MemberId::default(),
            name: name.map(Into::into),
            roles: roles.iter().map(role).collect(),
            is_me: false,
        }
    }

    #[test]
    fn somebody_with_two_roles_stands_where_they_are_looked_for() {
        let both = row(Some("王芳"), &[(Role::Resident, "3号楼"), (Role::GridWorker, "第一网格")]);
        assert_eq!(part_of(&both), Part::Workers);
        assert_eq!(
            roles_in_order(&both).iter().map(|held| held.role).collect::<Vec<_>>(),
            [Role::GridWorker, Role::Resident]
        );
        assert_eq!(part_of(&row(None, &[])), Part::Residents, "a member whose roles have ended is still listed");
        assert_eq!(part_of(&row(None, &[(Role::Observer, "")])), Part::Others);
    }

    #[test]
    fn people_are_found_by_name_and_by_place() {
        let leader = row(Some("陈 建国"), &[(Role::BuildingLeader, "3号楼")]);
        assert!(["", " ", "建国", "陈建", "３号"].iter().all(|typed| fits(&leader, typed)));
        assert!(!fits(&leader, "王"));
        assert!(!fits(&row(None, &[]), "王"), "who has no name yet is not found by one");
    }
}
