//! A group that goes on to another owner says so to the community, so that who applies knocks at the right door.
//!
//! Who owns a group follows from who is in it ([`linli_shared::circles::Circle::owner`]), which nobody else knows.
//! **Invariant:** a group names an owner only where that changes; a word that was refused is not said again.

use linli_contract::Failure;
use linli_shared::circles::{Circle, CircleKind, GroupChange};
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::roster::RingKind;

use super::circle;
use super::groups::{self, GroupSum};
use super::heads::CircleSum;
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::square;

/// The rows that [`claim`] needs, once conversations and the square are in memory.
pub(super) fn claim_wants(device: &Device) -> Vec<Want> {
    unclaimed(device).into_iter().flat_map(|group| [circle::want(group), square::want(group)]).collect()
}

/// Tells the community of groups that came to this person, as far as their rows are loaded.
///
/// # Errors
/// As [`square::say`].
pub(super) fn claim(device: &mut Device, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let me = device.member()?.0;
    let time = device.clock(turn.now.time);
    for group in unclaimed(device) {
        if ![circle::want(group), square::want(group)].iter().all(|want| turn.rows.has(want)) {
            continue;
        }
        let Some(row) = circle::circle(turn, group)? else { continue };
        if row.owner(device.roster(), time) == Some(me) {
            name(device, group, me, turn)?;
            device.keep_circle(group, &row, turn)?;
        }
    }
    Ok(())
}

/// Who owns a group and is about to leave it names whoever owns it then. Its rows have to be loaded.
///
/// # Errors
/// As [`square::say`].
pub(super) fn hand_on(device: &mut Device, group: RecordId, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let me = device.member()?.0;
    let time = device.clock(turn.now.time);
    let Some(row) = circle::circle(turn, group)? else { return Ok(()) };
    if row.owner(device.roster(), time) != Some(me) {
        return Ok(());
    }
    let next = row.circle().and_then(|circle| {
        let members = circle.members.iter().copied().filter(|member| *member != me).collect();
        Circle { members, ..circle.clone() }.owner(device.roster(), time)
    });
    match next {
        Some(next) => name(device, group, next, turn),
        None => Ok(()),
    }
}

fn name(device: &mut Device, group: RecordId, owner: MemberId, turn: &mut Turn<'_>) -> Result<(), Failure> {
    device.square_sums(turn)?;
    let Some(sum) = groups::group(device, group).filter(|sum| !sum.is_ended && sum.owner() != owner) else {
        return Ok(());
    };
    let (name, about) = (sum.name.clone(), sum.about.clone());
    let change = GroupChange::Renamed { name, about, at: turn.now.time, owner: Some(owner) };
    square::say(device, group, Kind::GroupChange, change.to_content(), None, turn).map(drop)
}

/// Groups that this person is in and may own, while the community knows another owner.
fn unclaimed(device: &Device) -> Vec<RecordId> {
    let Ok((me, _)) = device.member() else { return Vec::new() };
    if device.id().is_none_or(|id| device.roster().active(id).is_none()) {
        return Vec::new();
    }
    let heads = device.chat_heads.iter().flatten();
    let is_mine = |group: RecordId, circle: &CircleSum| {
        let is_group = circle.is_in && circle.kind != CircleKind::Letter;
        let sum = groups::group(device, group).filter(|sum| is_group && !sum.is_ended && sum.owner() != me);
        sum.is_some_and(|sum| circle.owner == Some(me) || has_gone(device, sum)) && !was_refused(device, group)
    };
    heads.filter_map(|(id, head)| head.circle.as_ref().filter(|circle| is_mine(*id, circle)).map(|_| *id)).collect()
}

/// Whether the owner whom the community knows can own a group no longer.
fn has_gone(device: &Device, sum: &GroupSum) -> bool {
    let time = device.sync_state().last_met.unwrap_or_default();
    let (roster, owner) = (device.roster(), sum.owner());
    let is_neighbour = |building| roster.roles(owner, time).any(|grant| grant.scope == building);
    !roster.is_entitled(owner, RingKind::Community, time) || !sum.building.is_none_or(is_neighbour)
}

fn was_refused(device: &Device, group: RecordId) -> bool {
    device.outbox().any(|item| item.record == group && item.kind == Kind::GroupChange && !item.is_pending())
}
