//! A member's wish about their record, as a letter to those who keep the register.

use linli_contract::Failure;
use linli_contract::rights::Propose;
use linli_shared::access::EntryHead;
use linli_shared::areas::AreaKind;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;

use super::record;
use super::wish::Proposal;
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::households::register::split;

/// Sends a wish.
///
/// # Errors
/// [`Failure::Stranger`]; [`Failure::NotHere`] for a household this person does not belong to, or whose grid is not known here
/// yet; [`Failure::InvalidInput`], [`Failure::InvalidField`], [`Failure::InvalidIdNumber`]; [`Failure::NoRight`].
pub fn propose(device: &mut Device, request: &Propose, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let (member, identity) = device.member()?;
    let me = identity.device;
    if device.roster().family(request.household).all(|known| known != member) {
        return Err(Failure::NotHere);
    }
    if let linli_contract::rights::RecordWish::Correct(edits) = &request.wish {
        split(edits)?;
    }
    let at = turn.seconds();
    let proposal = Proposal::new(request.household, &request.wish, &request.words, at).ok_or(Failure::InvalidInput)?;
    let scope = grid_of(device, request.household).ok_or(Failure::NotHere)?;
    let record = RecordId::derive("linli proposal", &[&turn.now.entropy, &me.0]);
    let head = EntryHead { record, kind: Kind::Proposal, scope, key: device.key_for(Kind::Proposal, scope) };
    if !device.may_write(&head, None) {
        return Err(Failure::NoRight);
    }
    let about = About { record, kind: Kind::Proposal, scope, area: None };
    device.put_paper(None, about, proposal.to_content(), turn)?;
    Ok(())
}

/// The grid of a household, as far as its member can tell: by the extract's door, else by where they were said to live.
fn grid_of(device: &Device, household: RecordId) -> Option<AreaId> {
    let tree = device.tree();
    if let Some(grid) = record::door_of(device, household).and_then(|door| tree.grid(door)) {
        return Some(grid);
    }
    let (member, _) = device.member().ok()?;
    let time = device.sync_state().last_met.unwrap_or_default();
    let mut scopes = device.roster().roles(member, time).map(|grant| grant.scope);
    let by_role = scopes.find_map(|scope| {
        let is_grid = tree.kind(scope) == Some(AreaKind::Grid);
        if is_grid { Some(scope) } else { tree.grid(scope) }
    });
    // A community of one grid leaves no doubt.
    by_role.or_else(|| match tree.grids().as_slice() {
        [only] => Some(*only),
        [] | [_, ..] => None,
    })
}
