//! Members 成员: who this device is, and founding a community.

pub mod found;
mod manage;
pub(crate) mod rings;
mod roster;

pub use manage::{
    change_profile, end_role, give_seat, grant_role, hand_role, make_card, make_paper, member, members, remove_device,
    remove_member, start_community,
};

use linli_contract::members::{MemberView, Role as RoleName, RoleView, Standing};
use linli_shared::roster::Role;

use crate::device::Device;

/// Whether this device belongs to a community.
#[must_use]
pub fn standing(device: &Device) -> Standing {
    let Ok((member, identity)) = device.member() else { return Standing::Stranger };
    let time = device.sync_state().last_met.unwrap_or_default();
    let roles = device.roster().roles(member, time).map(|grant| RoleView {
        role: name(grant.role),
        scope: grant.scope,
        scope_label: device.tree().label(grant.scope).to_owned(),
        until: grant.until,
    });
    Standing::Member(MemberView {
        member,
        device: identity.device,
        name: device.member_name(member).map(str::to_owned),
        roles: roles.collect(),
        community: device.tree().name_of_community().to_owned(),
        notice: None,
        lease: linli_contract::lock::Lease::Fine,
        is_above: false,
    })
}

const fn name(role: Role) -> RoleName {
    match role {
        Role::Resident => RoleName::Resident,
        Role::BuildingLeader => RoleName::BuildingLeader,
        Role::GridWorker => RoleName::GridWorker,
        Role::Steward => RoleName::Steward,
        Role::Property => RoleName::Property,
        Role::Department => RoleName::Department,
        Role::Volunteer => RoleName::Volunteer,
        Role::Observer => RoleName::Observer,
    }
}
