//! Who the members are, and what a person may know of one.

use linli_contract::Failure;
use linli_contract::members::{
    DeviceView, HomeView, MemberCard, MemberRow, MembersView, ReadMember, ReadMembers, Role as RoleName, RoleView,
};
use linli_shared::access::{contact_record, holds};
use linli_shared::calendar::Millis;
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::roster::{Role, Roster};

use crate::device::{Device, Turn};
use crate::rights::contact::Contact;

/// The members: everybody sees who they are and what they answer for.
///
/// # Errors
/// [`Failure::Stranger`].
pub fn members(device: &mut Device, _: &ReadMembers, _: &mut Turn<'_>) -> Result<MembersView, Failure> {
    device.member()?;
    let roster = device.roster_hoped();
    let mut members: Vec<MemberRow> = roster.members().map(|member| row(device, &roster, member)).collect();
    members.sort_by_cached_key(|row| {
        let rank = row.roles.iter().map(|held| rank(held.role)).min().unwrap_or(u8::MAX);
        (rank, row.name.is_none(), row.name.clone(), row.member)
    });
    Ok(MembersView { members, can_manage: is_steward(device) })
}

/// One member: telephone and devices for the committee and oneself, homes for those who keep the register and oneself.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NotHere`] for somebody who is not a member.
pub fn member(device: &mut Device, request: &ReadMember, _: &mut Turn<'_>) -> Result<MemberCard, Failure> {
    let me = device.member()?.0;
    let roster = device.roster_hoped();
    let member = request.member;
    if !roster.is_member(member) {
        return Err(Failure::NotHere);
    }
    let can_manage = is_steward(device);
    let is_open = can_manage || member == me;
    let homes = if device.reads_register() || member == me {
        roster.households(member).map(|household| home(device, &roster, member, household)).collect()
    } else {
        Vec::new()
    };
    Ok(MemberCard {
        row: row(device, &roster, member),
        phone: phone(device, member).filter(|_| is_open),
        devices: if is_open { devices(device, &roster, member) } else { Vec::new() },
        homes,
        can_manage,
    })
}

/// Whether this device's member is of the committee.
pub(super) fn is_steward(device: &Device) -> bool {
    let time = device.sync_state().last_met.unwrap_or_default();
    let root = device.roster().log().area();
    device.member().is_ok_and(|(member, _)| holds(device.roster(), time, member, Role::Steward, Some(root)))
}

/// A member as every list shows them.
pub(crate) fn row(device: &Device, roster: &Roster, member: MemberId) -> MemberRow {
    MemberRow {
        member,
        name: device.member_name(member).map(str::to_owned),
        roles: roles(device, roster, member),
        is_me: device.member().is_ok_and(|(me, _)| me == member),
    }
}

/// The roles a member holds, each named by the area it is held in.
pub(super) fn roles(device: &Device, roster: &Roster, member: MemberId) -> Vec<RoleView> {
    let time = device.sync_state().last_met.unwrap_or_default();
    let view = |grant: &linli_shared::roster::Grant| RoleView {
        role: name(grant.role),
        scope: grant.scope,
        scope_label: device.tree().label(grant.scope).to_owned(),
        until: grant.until,
    };
    roster.roles(member, time).map(view).collect()
}

fn phone(device: &Device, member: MemberId) -> Option<String> {
    let row = device.paper(Kind::Contact, contact_record(member))?;
    let contact = Contact::from_content(&row.content).ok().filter(|contact| contact.member == member)?;
    Some(contact.phone).filter(|phone| !phone.is_empty())
}

fn devices(device: &Device, roster: &Roster, member: MemberId) -> Vec<DeviceView> {
    let of_member = roster.devices().filter(|(_, known)| known.member == member);
    let view = |(id, known): (_, &linli_shared::roster::Device)| DeviceView {
        device: id,
        is_this: device.id() == Some(id),
        is_paper: device.is_paper(id),
        added: device.added(id),
        is_removed: known.is_removed,
    };
    let mut views: Vec<DeviceView> = of_member.map(view).collect();
    views.sort_by_key(|view| (view.is_removed, !view.is_this, view.added.map_or(i64::MAX, |Millis(at)| at)));
    views
}

fn home(device: &Device, roster: &Roster, member: MemberId, household: RecordId) -> HomeView {
    let door = device.doors().iter().find(|(_, row)| row.households.iter().any(|known| known.record == household));
    let path = match door {
        Some((door, _)) => device.tree().path(*door),
        None => crate::rights::path_of(device, household),
    };
    let family = roster.family(household).filter(|other| *other != member);
    HomeView {
        household,
        path,
        has_seat: roster.seat(household) == Some(member),
        family: family.map(|other| row(device, roster, other)).collect(),
    }
}

/// The committee first, then those who answer for something.
const fn rank(role: RoleName) -> u8 {
    match role {
        RoleName::Steward => 0,
        RoleName::BuildingLeader => 1,
        RoleName::GridWorker => 2,
        RoleName::Property => 3,
        RoleName::Department => 4,
        RoleName::Volunteer => 5,
        RoleName::Resident => 6,
        RoleName::Observer => 7,
    }
}

/// The screen's word for a role.
pub(crate) const fn name(role: Role) -> RoleName {
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

/// The roster's word for a role.
pub(crate) const fn role(role: RoleName) -> Role {
    match role {
        RoleName::Resident => Role::Resident,
        RoleName::BuildingLeader => Role::BuildingLeader,
        RoleName::GridWorker => Role::GridWorker,
        RoleName::Steward => Role::Steward,
        RoleName::Property => Role::Property,
        RoleName::Department => Role::Department,
        RoleName::Volunteer => Role::Volunteer,
        RoleName::Observer => Role::Observer,
    }
}
