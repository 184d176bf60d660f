//! Beginning circles, letting members in, taking them out, leaving, writing to them: everything goes through the outbox and
//! is sealed when a parcel is formed ([`super::form`]).

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_shared::access::{EntryHead, holds};
use linli_shared::audience::record_ring;
use linli_shared::cbor;
use linli_shared::circles::{Begun, Change, CircleKind, Consent, Gone, MAX_GONE, MEMBERS, MEMBERS_UNSHARED};
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::roster::{Role, member_ring};
use linli_shared::seal::RingSecret;

use super::circle::{CircleRow, FactAt, circle, unformed};
use super::form::use_number;
use crate::device::outbox::{Command, OutBody};
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::members::begin_own_ring;
use crate::tickets::rows::Stand;

/// A group to be begun.
#[derive(Debug, Clone)]
pub(crate) struct NewCircle {
    /// Its record: random, and that of its listing.
    pub(crate) record: RecordId,
    /// Whether who comes later reads what was said before.
    pub(crate) shares_history: bool,
    /// The building whose group it is, of which the own member must hold a role; `None` for one that members apply to.
    pub(crate) building: Option<AreaId>,
}

/// Begins a group with this person in it, to be accepted with all of a bundle; its row has to be loaded.
///
/// # Errors
/// [`Failure::NoRight`].
pub(crate) fn begin(
    device: &mut Device,
    new: NewCircle,
    bundle: Option<u64>,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let me = device.member()?.0;
    let time = device.clock(turn.now.time);
    let mut roles = device.roster().roles(me, time);
    if new.building.is_some_and(|building| !roles.any(|grant| grant.scope == building)) {
        return Err(Failure::NoRight);
    }
    drop(roles);
    let kind = if new.building.is_some() { CircleKind::Building } else { CircleKind::Topic };
    let NewCircle { record, shares_history, building } = new;
    let begun = Begun { kind, shares_history, building, nonce: None, with: Vec::new() };
    begin_as(device, record, begun, bundle, turn)
}

/// Begins a circle.
pub(super) fn begin_as(
    device: &mut Device,
    record: RecordId,
    begun: Begun,
    bundle: Option<u64>,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let me = device.member()?.0;
    let scope = device.log().ok_or(Failure::Stranger)?.area();
    let head = EntryHead { record, kind: Kind::Circle, scope, key: None };
    if !device.may_write(&head, None) || circle(turn, record)?.is_some() {
        return Err(Failure::NoRight);
    }
    begin_own_ring(device, turn)?;
    let mut row = CircleRow::new(record, scope, me);
    let own = record_ring(record, scope);
    row.hold(1, &RingSecret::random(&mut turn.rng(use_number("secret", own, 1, member_ring(me)))));
    change(device, record, &mut row, Change::Begun(begun), bundle, turn)
}

/// Lets members in who consented; its row has to be loaded.
///
/// # Errors
/// [`Failure::NotHere`] without the circle, or where a member has no ring yet that the secret could be sealed to;
/// [`Failure::NoRight`] for who may not let them in, or where one may not come; [`Failure::TooLate`] where there is no room
/// or all of them are in.
pub(crate) fn add(
    device: &mut Device,
    record: RecordId,
    consents: Vec<Consent>,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let mut row = circle(turn, record)?.ok_or(Failure::NotHere)?;
    let me = device.member()?.0;
    let consents: Vec<Consent> = consents.into_iter().filter(|consent| !row.has(consent.member)).collect();
    let most = if row.shares_history() { MEMBERS } else { MEMBERS_UNSHARED };
    if consents.is_empty() || row.members().len() + consents.len() > most {
        return Err(Failure::TooLate);
    }
    let by_all = row.kind() == CircleKind::Building
        && row.shares_history()
        && !consents.iter().any(|consent| row.was_taken_out(consent.member));
    let may_add = row.has(me) && row.kind() != CircleKind::Letter && (by_all || leads(device, &row, me, turn));
    let time = device.clock(turn.now.time);
    let (roster, circle) = (device.roster(), row.circle().ok_or(Failure::NotHere)?);
    let may_come = |consent: &Consent| {
        let may_return = |gone: &Gone| consent.made > gone.at && gone.times < MAX_GONE;
        circle.gone.get(&consent.member).is_none_or(may_return)
            && circle.is_open_to(roster, time, consent.member)
            && consent.counts(roster, time, record)
    };
    if !may_add || !consents.iter().all(may_come) {
        return Err(Failure::NoRight);
    }
    if consents.iter().any(|consent| roster.ring(member_ring(consent.member)).is_none()) {
        return Err(Failure::NotHere);
    }
    change(device, record, &mut row, Change::Added(consents), None, turn)
}

/// Takes a member out, under a new secret; its row has to be loaded.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`].
pub(crate) fn remove(
    device: &mut Device,
    record: RecordId,
    member: MemberId,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let mut row = circle(turn, record)?.ok_or(Failure::NotHere)?;
    let me = device.member()?.0;
    if !may_turn(device, &row, me, turn) || member == me {
        return Err(Failure::NoRight);
    }
    if !row.has(member) {
        return Err(Failure::NotHere);
    }
    let at = device.clock(turn.now.time);
    change(device, record, &mut row, Change::Removed { members: BTreeSet::from([member]), at }, None, turn)
}

/// Leaves; its row has to be loaded. The relay serves this person nothing of it any more, and whoever owns the group turns its
/// secret with the next word they say.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`] for who is not in it.
pub(crate) fn leave(device: &mut Device, record: RecordId, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let mut row = circle(turn, record)?.ok_or(Failure::NotHere)?;
    if !row.has(device.member()?.0) {
        return Err(Failure::NoRight);
    }
    let at = device.clock(turn.now.time);
    change(device, record, &mut row, Change::Left { at }, None, turn)
}

/// Puts a message into the outbox; the circle's row has to be loaded. The answer is its number there.
///
/// # Errors
/// [`Failure::NotHere`], [`Failure::NoRight`] for who is not in it.
pub(crate) fn say(
    device: &mut Device,
    record: RecordId,
    content: Vec<u8>,
    turn: &mut Turn<'_>,
) -> Result<u64, Failure> {
    let mut row = circle(turn, record)?.ok_or(Failure::NotHere)?;
    let me = device.member()?.0;
    if !row.has(me) {
        return Err(Failure::NoRight);
    }
    let scope = row.meta.scope;
    let time = device.clock(turn.now.time);
    let circle = row.circle().ok_or(Failure::NotHere)?;
    let is_gone = |member: &MemberId| *member != me && !circle.is_open_to(device.roster(), time, *member);
    let gone: BTreeSet<MemberId> = circle.members.iter().copied().filter(is_gone).collect();
    let bundle = if (row.is_stale() || !gone.is_empty()) && may_turn(device, &row, me, turn) {
        // Whoever went is not to read on.
        let bundle = device.take_number();
        change(device, record, &mut row, Change::Removed { members: gone, at: time }, Some(bundle), turn)?;
        Some(bundle)
    } else {
        None
    };
    let about = About { record, kind: Kind::Message, scope, area: None };
    Ok(device.enqueue_in(bundle, about, Command::Fact, OutBody::Content(content), turn))
}

/// Whether somebody who is in a circle gives it new secrets.
fn may_turn(device: &Device, row: &CircleRow, member: MemberId, turn: &Turn<'_>) -> bool {
    row.kind() != CircleKind::Letter && row.has(member) && leads(device, row, member, turn)
}

fn leads(device: &Device, row: &CircleRow, member: MemberId, turn: &Turn<'_>) -> bool {
    let time = device.clock(turn.now.time);
    row.owner(device.roster(), time) == Some(member)
        || holds(device.roster(), time, member, Role::Steward, Some(row.meta.scope))
}

/// Puts a change into the outbox and on top of the row.
fn change(
    device: &mut Device,
    record: RecordId,
    row: &mut CircleRow,
    change: Change,
    bundle: Option<u64>,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let author = device.member()?.0;
    let about = About { record, kind: Kind::Circle, scope: row.meta.scope, area: None };
    let body = OutBody::Content(cbor::to_vec(&change));
    let number = device.enqueue_in(bundle, about, Command::Fact, body, turn);
    let (stand, time) = (Stand::Own(number, turn.now.time), device.clock(turn.now.time));
    row.facts.push(FactAt { stand, author, fact: unformed(change), time });
    row.put_in_order();
    device.keep_circle(record, row, turn)
}
