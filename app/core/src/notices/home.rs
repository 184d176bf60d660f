//! Which notices are for whom: the homes of this person, and the areas they work in.

use std::collections::BTreeMap;

use linli_shared::areas::{AreaKind, Tree};
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::roster::{Role, Roster};

use crate::device::Device;
use crate::rights;

/// A home of this person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Home {
    /// Its building; a grid or the community where that is not known.
    pub scope: AreaId,
    /// Its door, if it is known here.
    pub door: Option<AreaId>,
    /// The household, as the roster names it.
    pub household: Option<RecordId>,
}

/// The scope that entries about an area name: the community, a grid, or the building it is in.
#[must_use]
pub(crate) fn scope_of(tree: &Tree, area: AreaId) -> Option<AreaId> {
    match tree.kind(area)? {
        AreaKind::Community | AreaKind::Grid => Some(area),
        AreaKind::Building | AreaKind::Stair | AreaKind::Door => tree.ancestor(area, AreaKind::Building),
        AreaKind::District | AreaKind::Street => None,
    }
}

/// The scopes of somebody's homes, as their roles name them.
pub(crate) fn home_scopes(tree: &Tree, roster: &Roster, member: MemberId, time: Millis) -> Vec<AreaId> {
    let homes = roster.roles(member, time).filter(|grant| grant.role == Role::Resident);
    homes.filter_map(|grant| scope_of(tree, grant.scope)).collect()
}

/// The homes of this person: doors from their extracts or the register, else what their roles say.
pub(crate) fn homes(device: &Device) -> Vec<Home> {
    let Ok((member, _)) = device.member() else { return Vec::new() };
    let (tree, roster) = (device.tree(), device.roster());
    let time = device.sync_state().last_met.unwrap_or_default();
    let mut homes = Vec::new();
    let mut without_door = Vec::new();
    for household in roster.households(member) {
        let door = rights::door_of(device, household).or_else(|| registered_door(device, household));
        let door = door.map(|door| tree.canonical(door));
        match door.and_then(|door| Some((door, tree.ancestor(door, AreaKind::Building)?))) {
            Some((door, scope)) => homes.push(Home { scope, door: Some(door), household: Some(household) }),
            None => without_door.push(household),
        }
    }
    for scope in home_scopes(tree, roster, member, time) {
        if homes.iter().all(|home: &Home| home.scope != scope) {
            homes.push(Home { scope, door: None, household: without_door.pop() });
        }
    }
    homes.extend(without_door.into_iter().map(|household| Home {
        scope: tree.root(),
        door: None,
        household: Some(household),
    }));
    homes
}

/// The door of a household, on a device that keeps the register.
fn registered_door(device: &Device, household: RecordId) -> Option<AreaId> {
    let mut doors = device.doors().iter();
    doors.find(|(_, row)| row.households.iter().any(|sum| sum.record == household)).map(|(door, _)| *door)
}

/// Doors of the households that this device keeps the register of.
pub(super) fn registered_doors(device: &Device) -> BTreeMap<RecordId, AreaId> {
    let rows = device.doors().iter();
    rows.flat_map(|(door, row)| row.households.iter().map(|sum| (sum.record, *door))).collect()
}

/// Whether what is for an area is for a home.
fn is_for(tree: &Tree, home: &Home, area: AreaId) -> bool {
    match home.door {
        Some(door) => tree.contains(door, area),
        // A stair of the building may be theirs: better told once too often.
        None => {
            tree.contains(home.scope, area) || (home.scope != tree.root() && scope_of(tree, area) == Some(home.scope))
        }
    }
}

/// The home that a notice for an area is for, one with a known door first.
pub(super) fn home_for<'h>(tree: &Tree, homes: &'h [Home], area: AreaId) -> Option<&'h Home> {
    let of_area = || homes.iter().filter(|home| is_for(tree, home, area));
    of_area().find(|home| home.door.is_some()).or_else(|| of_area().next())
}

/// The areas somebody works in, as their roles name them; the whole for the committee and the property company.
pub(super) fn work_scopes(device: &Device) -> Vec<AreaId> {
    let Ok((member, _)) = device.member() else { return Vec::new() };
    let time = device.sync_state().last_met.unwrap_or_default();
    let root = device.tree().root();
    let roles = device.roster().roles(member, time);
    let scopes = roles.filter_map(|grant| match grant.role {
        Role::Property => Some(root),
        Role::Steward | Role::BuildingLeader | Role::GridWorker => Some(grant.scope),
        Role::Resident | Role::Department | Role::Volunteer | Role::Observer => None,
    });
    scopes.collect()
}

/// Whether two areas have something in common.
pub(super) fn overlap(tree: &Tree, one: AreaId, other: AreaId) -> bool {
    tree.contains(one, other) || tree.contains(other, one)
}
