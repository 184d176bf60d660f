//! The desk: what waits for the asking device's decision.
//!
//! **Invariant:** a steward of the whole community gets everything, a building leader the requests to join of their
//! buildings, everybody else nothing. Of a parcel in quarantine nothing leaves but the act that waits.

use linli_shared::access::holds;
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::{AreaId, DeviceId, MemberId, hash32};
use linli_shared::parcel::Parcel;
use linli_shared::protocol::{Desk, Held, LobbyItem};
use linli_shared::roster::{RingKind, Role, Roster};

use super::lobby;
use super::log::Log;
use super::rows::{QuarantineRow, log_key, parcel_key, quarantined, read};
use super::serve::weight;
use super::view::View;
use crate::store::{Store, StoreError, Table};

/// The most acts in quarantine at once.
const MAX_HELD: usize = 200;
/// The most bytes of a desk.
const MAX_DESK: usize = 1 << 20;
/// What a request to join weighs besides its sealed part.
const ITEM: usize = 128;

/// The desk of a device, with about its bytes; `None` if it has none or knows this one.
pub(crate) fn desk<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    device: DeviceId,
    known: u64,
    time: Millis,
    room: usize,
) -> Result<Option<(Desk, usize)>, StoreError> {
    let roster = log.history.current();
    let Some(member) = roster.active(device).map(|device| device.member) else { return Ok(None) };
    if !roster.is_entitled(member, RingKind::Reviewers, time) {
        return Ok(None);
    }
    let is_steward = holds(roster, time, member, Role::Steward, Some(log.code.area()));
    lobby::sweep(view, log, time);
    let room = room.min(MAX_DESK);
    let (lobby, light) = requests(view, log, member, time, room / 2)?;
    let (held, heavy) = if is_steward { held(view, log, room - room / 2)? } else { (Vec::new(), 0) };
    let hash = hash32("linli desk 1", &[&cbor::to_vec(&lobby), &cbor::to_vec(&held)]);
    let (name, _) = hash.split_first_chunk().unwrap_or((&[0; 8], &[]));
    // 0 says that nothing is known yet.
    let name = u64::from_be_bytes(*name).max(1);
    Ok((name != known).then_some((Desk { name, lobby, held }, light + heavy)))
}

/// Whether a member may look at the requests that come by an invitation for a scope.
fn reviews(roster: &Roster, time: Millis, member: MemberId, scope: AreaId) -> bool {
    [Role::Steward, Role::BuildingLeader].iter().any(|role| holds(roster, time, member, *role, Some(scope)))
}

/// The requests that wait, oldest first, as far as there is room.
fn requests<S: Store>(
    view: &View<'_, S>,
    log: &Log,
    member: MemberId,
    time: Millis,
    room: usize,
) -> Result<(Vec<LobbyItem>, usize), StoreError> {
    let roster = log.history.current();
    let is_theirs = |knock: &lobby::Knock| {
        let scope = roster.invitation(knock.invitation).map(|invitation| invitation.scope);
        !knock.is_over && scope.is_some_and(|scope| reviews(roster, time, member, scope))
    };
    let theirs = log.lobby.iter().filter(|(_, knock)| is_theirs(knock));
    let mut order: Vec<(Millis, DeviceId)> = theirs.map(|(device, knock)| (knock.since, *device)).collect();
    order.sort_unstable();
    let (mut items, mut bytes) = (Vec::new(), 0);
    for (since, device) in order {
        let Some(row) = lobby::row(view, log, device)? else { continue };
        bytes += row.sealed.len() + ITEM;
        if bytes > room && !items.is_empty() {
            break;
        }
        items.push(LobbyItem { invitation: row.invitation, keys: row.keys, sealed: row.sealed, since });
    }
    Ok((items, bytes))
}

/// The acts in quarantine, as far as there is room.
fn held<S: Store>(view: &View<'_, S>, log: &Log, room: usize) -> Result<(Vec<Held>, usize), StoreError> {
    let (mut items, mut bytes) = (Vec::new(), 0);
    let mut is_full = false;
    view.each(Table::Quarantine, &log_key(log.code), |key, value| {
        if is_full || items.len() >= MAX_HELD {
            return Ok(());
        }
        let (_, _, act) = quarantined(key)?;
        let row: QuarantineRow = read(value)?;
        let parcel = view.get(Table::Parcel, &parcel_key(log.code, &row.parcel))?.ok_or(StoreError::Unreadable)?;
        let parcel = Parcel::from_bytes(&parcel).map_err(|_| StoreError::Unreadable)?;
        let parcel = parcel.withhold(|index, _| index == usize::from(act));
        bytes += weight(&parcel);
        is_full = bytes > room && !items.is_empty();
        if !is_full {
            let seen = parcel.header().seen;
            let seen = log.kept_of(seen.era).min(seen.seq);
            items.push(Held { parcel, act, reason: row.reason, seen });
        }
        Ok(())
    })?;
    Ok((items, bytes))
}
