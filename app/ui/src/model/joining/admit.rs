//! Admitting a newcomer: what the reviewer chose, as one act.

use linli_contract::joining::{Admit, NewRole};
use linli_contract::members::Role;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, DeviceId, MemberId};

/// Roles that may be given with an admission, beside that of a resident.
pub const ROLES: [Role; 6] =
    [Role::BuildingLeader, Role::GridWorker, Role::Volunteer, Role::Property, Role::Department, Role::Steward];

/// Days that a volunteer may be admitted for.
pub const VOLUNTEER_DAYS: [u16; 4] = [7, 30, 90, 365];

/// A role's code among chips.
#[must_use]
pub const fn role_code(role: Role) -> &'static str {
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

/// A newcomer's home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Home {
    /// The door.
    pub door: AreaId,
    /// Which household of it.
    pub slot: u8,
    /// Its building.
    pub building: AreaId,
}

/// Who a newcomer will be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choices {
    /// A new member.
    New {
        /// Where they live, if they live here.
        home: Option<Home>,
        /// Whether they hold the household's seat.
        has_seat: bool,
        /// A role beside that of a resident, with its area.
        role: Option<(Role, Option<AreaId>)>,
        /// When that role ends by itself.
        until: Option<Millis>,
    },
    /// A member's further device.
    Device {
        /// The member.
        member: MemberId,
        /// Their devices that are removed.
        remove: Vec<DeviceId>,
    },
}

/// What is still to be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// Neither a home nor a role.
    Role,
    /// The area of the role.
    Scope,
}

/// Whether a role is held in an area that must be chosen, a grid or a building, rather than in the whole community.
#[must_use]
pub const fn is_scoped(role: Role) -> bool {
    matches!(role, Role::GridWorker | Role::BuildingLeader)
}

/// The act of admission.
///
/// # Errors
/// What is [`Open`].
pub fn admit(device: DeviceId, root: AreaId, choices: &Choices) -> Result<Admit, Open> {
    let admit =
        Admit { device, door: None, slot: 0, has_seat: false, roles: Vec::new(), member: None, remove: Vec::new() };
    match choices {
        Choices::Device { member, remove } => Ok(Admit { member: Some(*member), remove: remove.clone(), ..admit }),
        Choices::New { home: None, role: None, .. } => Err(Open::Role),
        Choices::New { home, has_seat, role, until } => {
            let mut roles = Vec::new();
            if let Some(home) = home {
                roles.push(NewRole { role: Role::Resident, scope: home.building, until: None });
            }
            if let Some((role, area)) = role {
                let scope = area.filter(|_| is_scoped(*role)).or((!is_scoped(*role)).then_some(root));
                let until = until.filter(|_| *role == Role::Volunteer);
                roles.push(NewRole { role: *role, scope: scope.ok_or(Open::Scope)?, until });
            }
            Ok(Admit {
                door: home.map(|home| home.door),
                slot: home.map_or(0, |home| home.slot),
                has_seat: *has_seat && home.is_some(),
                roles,
                ..admit
            })
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const ROOT: AreaId = AreaId([1; 16]);
    const GRID: AreaId = AreaId([2; 16]);
    const HOME: Home = Home { door: AreaId([4; 16]), slot: 1, building: AreaId([3; 16]) };
    const DEVICE: DeviceId = DeviceId([9; 16]);

    fn new(home: Option<Home>, has_seat: bool, role: Option<(Role, Option<AreaId>)>) -> Choices {
        Choices::New { home, has_seat, role, until: Some(Millis(7)) }
    }

    #[test]
    fn a_neighbour_becomes_a_resident_of_their_building() {
        let act = admit(DEVICE, ROOT, &new(Some(HOME), true, None)).unwrap();
        assert_eq!((act.door, act.slot, act.has_seat), (Some(HOME.door), 1, true));
        assert_eq!(act.roles, [NewRole { role: Role::Resident, scope: HOME.building, until: None }]);
    }

    #[test]
    fn a_worker_needs_a_grid_and_a_volunteers_time_ends() {
        assert_eq!(admit(DEVICE, ROOT, &new(None, false, Some((Role::GridWorker, None)))), Err(Open::Scope));
        let act = admit(DEVICE, ROOT, &new(None, true, Some((Role::GridWorker, Some(GRID))))).unwrap();
        assert_eq!(act.roles, [NewRole { role: Role::GridWorker, scope: GRID, until: None }]);
        assert!(!act.has_seat, "who does not live here holds no seat");
        let act = admit(DEVICE, ROOT, &new(Some(HOME), false, Some((Role::Volunteer, Some(GRID))))).unwrap();
        assert_eq!(act.roles[1], NewRole { role: Role::Volunteer, scope: ROOT, until: Some(Millis(7)) });
    }

    #[test]
    fn nobody_is_admitted_as_nothing() {
        assert_eq!(admit(DEVICE, ROOT, &new(None, true, None)), Err(Open::Role));
    }

    #[test]
    fn a_new_phone_gives_no_roles_and_removes_the_old_one() {
        let (member, old) = (MemberId([5; 16]), DeviceId([6; 16]));
        let act = admit(DEVICE, ROOT, &Choices::Device { member, remove: vec![old] }).unwrap();
        assert_eq!((act.member, act.remove, act.roles, act.door), (Some(member), vec![old], Vec::new(), None));
    }
}
