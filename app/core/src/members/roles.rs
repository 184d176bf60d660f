//! Roles that are given, ended and handed over.
//!
//! Rings that somebody may no longer open turn in the same act ([`super::acts::complete`]).

use linli_contract::Failure;
use linli_contract::members::{EndRole, GrantRole, HandRole};
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, MemberId};
use linli_shared::roster::{DeviceKeys, Role, RosterFact};

use super::acts::{check, put_entries};
use super::found::roster_entry;
use super::list::role;
use super::rings::wraps_for;
use crate::device::outbox::{Command, ReadyEntry};
use crate::device::{Device, Turn};
use crate::tickets::keep::tables;

/// Gives a member a role, with the secrets that it opens.
///
/// # Errors
/// [`Failure::NoRight`], [`Failure::InvalidInput`] for an end in the past, an area or a department that is not there.
pub fn grant_role(device: &mut Device, request: &GrantRole, turn: &mut Turn<'_>) -> Result<(), Failure> {
    device.member()?;
    let GrantRole { member, scope, until, .. } = *request;
    let role = role(request.role);
    let is_there = if role == Role::Department {
        // The people of a department have it as their scope; its ring begins when the committee's devices see them.
        tables(device).department(scope).is_some()
    } else {
        device.tree().area(scope).is_some() || scope == device.tree().root()
    };
    if !is_there {
        return Err(Failure::InvalidInput);
    }
    give_role(device, (member, role, scope), until, None, turn)
}

/// Gives a member a role in a scope with the secrets that it opens, alone or together with all of a bundle.
///
/// # Errors
/// [`Failure::NoRight`], [`Failure::InvalidInput`] for an end in the past.
pub(crate) fn give_role(
    device: &mut Device,
    (member, role, scope): (MemberId, Role, AreaId),
    until: Option<Millis>,
    bundle: Option<u64>,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let granted = RosterFact::RoleGranted { member, role, scope, until };
    check(device, core::slice::from_ref(&granted))?;
    let mut entries = vec![roster_entry(device.roster().log(), &granted)];
    entries.extend(secrets(device, member, role, scope, turn));
    put_entries(device, bundle, Command::Fact, entries, turn).map(drop)
}

/// Ends a role.
///
/// # Errors
/// [`Failure::NoRight`], [`Failure::NotHere`] if it is not held, [`Failure::LastSteward`].
pub fn end_role(device: &mut Device, request: &EndRole, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let EndRole { member, scope, .. } = *request;
    let role = role(request.role);
    held(device, member, role, scope)?;
    let facts = [RosterFact::RoleEnded { member, role, scope }];
    check(device, &facts)?;
    super::acts::put_act(device, None, Command::Fact, &facts, Vec::new(), turn).map(drop)
}

/// Hands a role over: the successor has it with what it opens, and whoever had it has not, or nothing of both.
///
/// # Errors
/// As [`end_role`]; [`Failure::InvalidInput`] for handing it to oneself.
pub fn hand_role(device: &mut Device, request: &HandRole, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let HandRole { from, to, scope, .. } = *request;
    let role = role(request.role);
    if from == to {
        return Err(Failure::InvalidInput);
    }
    let until = held(device, from, role, scope)?;
    let granted = RosterFact::RoleGranted { member: to, role, scope, until };
    let ended = RosterFact::RoleEnded { member: from, role, scope };
    check(device, &[granted.clone(), ended.clone()])?;
    let log = device.roster().log();
    let mut entries = vec![roster_entry(log, &granted)];
    // Before the end: whoever hands over their own role may not give secrets after it.
    entries.extend(secrets(device, to, role, scope, turn));
    entries.push(roster_entry(log, &ended));
    put_entries(device, None, Command::Fact, entries, turn).map(drop)
}

/// When a role that a member holds ends by itself.
fn held(device: &Device, member: MemberId, role: Role, scope: AreaId) -> Result<Option<Millis>, Failure> {
    device.member()?;
    let time = device.sync_state().last_met.unwrap_or_default();
    let roster = device.roster_hoped();
    let mut grants = roster.roles(member, time).filter(|grant| (grant.role, grant.scope) == (role, scope));
    grants.next().map(|grant| grant.until).ok_or(Failure::NotHere)
}

/// The secrets that a role opens, for every device of a member that lacks them.
fn secrets(device: &Device, member: MemberId, role: Role, scope: AreaId, turn: &mut Turn<'_>) -> Vec<ReadyEntry> {
    let keys: Vec<DeviceKeys> = device.roster().devices_of(member).map(|(_, known)| known.keys).collect();
    let (facts, wraps) = wraps_for(device, &keys, &[(role, scope)], turn);
    let log = device.roster().log();
    facts.iter().map(|fact| roster_entry(log, fact)).chain(wraps).collect()
}
