//! The lobby: devices that are not admitted ask to be; the committee hears of it at its desk.
//!
//! **Invariant:** only what is signed with an invitation that counts and with the asking device's own key is kept, one
//! request a device and a bounded number a log; what it says is sealed and never looked at.
//! **Invariant:** a request leaves the lobby once its device is in the roster, its invitation no longer counts, or it is
//! thirty days old.

use ed25519_dalek::VerifyingKey;
use linli_shared::access::holds;
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::{DeviceId, LogCode, RecordId, hash32};
use linli_shared::protocol::{LobbyAnswer, LobbyAsk, LobbyRefusal, LobbyReturn, MAX_LOBBY, PROTOCOL, SignedLobbyAsk};
use linli_shared::roster::Role;

use super::flood::Flood;
use super::log::Log;
use super::rows::{LobbyRow, device_key, read};
use super::view::View;
use crate::store::{Store, StoreError, Table};

/// The most requests kept for one log.
const MAX_WAITING: usize = 500;
/// The most that wait by one invitation.
const MAX_BY_INVITATION: usize = 50;
/// How long a request is kept, in milliseconds.
const LIFE: i64 = 30 * 86_400_000;
/// The longest reply to a request, in bytes.
const MAX_REPLY: usize = 4 << 10;

/// What is known of a request without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Knock {
    pub(crate) invitation: RecordId,
    pub(crate) since: Millis,
    /// Returned, or taken back: nobody has to look at it.
    pub(crate) is_over: bool,
}

impl Knock {
    pub(crate) fn of(row: &LobbyRow) -> Self {
        Self { invitation: row.invitation, since: row.since, is_over: row.returned.is_some() || row.sealed.is_empty() }
    }
}

/// Why a request gets no answer.
pub(crate) enum Turned {
    Away(LobbyRefusal),
    Store(StoreError),
}

impl From<LobbyRefusal> for Turned {
    fn from(refusal: LobbyRefusal) -> Self {
        Self::Away(refusal)
    }
}

impl From<StoreError> for Turned {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Reads a request, unverified.
pub(crate) fn open(request: &[u8]) -> Result<(SignedLobbyAsk, LobbyAsk), LobbyRefusal> {
    if request.len() > MAX_LOBBY {
        return Err(LobbyRefusal::Malformed);
    }
    let signed: SignedLobbyAsk = cbor::from_slice(request).map_err(|_| LobbyRefusal::Malformed)?;
    let ask = signed.open().map_err(|_| LobbyRefusal::Malformed)?;
    match ask.version {
        PROTOCOL => Ok((signed, ask)),
        version if version < PROTOCOL => Err(LobbyRefusal::NewerAppNeeded),
        _ => Err(LobbyRefusal::Malformed),
    }
}

/// Takes a request in, or says how it stands.
pub(crate) fn ask<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    signed: &SignedLobbyAsk,
    ask: LobbyAsk,
    flood: &mut Flood,
    now: Millis,
) -> Result<LobbyAnswer, Turned> {
    let time = log.time_now(now);
    let roster = log.history.current();
    let invitation = *roster.invitation(ask.invitation).ok_or(LobbyRefusal::Unknown)?;
    let key = |bytes: &[u8; 32]| VerifyingKey::from_bytes(bytes).map_err(|_| LobbyRefusal::Malformed);
    if !signed.is_signed_by(&key(&invitation.key)?, &key(&ask.keys.signing)?) {
        return Err(LobbyRefusal::Malformed.into());
    }
    let device = ask.keys.device();
    if let Some(known) = roster.device(device) {
        return if known.is_removed {
            Err(LobbyRefusal::Removed.into())
        } else {
            Ok(LobbyAnswer::Admitted { member: known.member })
        };
    }
    sweep(view, log, time);
    if ask.sealed.is_empty() {
        return Ok(withdraw(view, log, device, &ask)?);
    }
    if invitation.is_ended {
        return Err(LobbyRefusal::Ended.into());
    }
    if time >= invitation.until {
        return Err(LobbyRefusal::Expired.into());
    }
    let before = row(view, log, device)?;
    if let Some(before) = &before {
        let is_same = (before.invitation, before.keys, before.made) == (ask.invitation, ask.keys, ask.made)
            && before.sealed == ask.sealed;
        // An older request that comes again is somebody else's copy, or came late.
        if is_same || ask.made <= before.made {
            return Ok(standing(before));
        }
    }
    has_room(view, log, device, &ask, invitation.uses.saturating_sub(invitation.used))?;
    if !flood.takes(log.code, ask.invitation, now) {
        return Err(LobbyRefusal::Busy.into());
    }
    let LobbyAsk { invitation, keys, sealed, made, .. } = ask;
    let answered = before.and_then(|before| before.answered);
    let row = LobbyRow { invitation, keys, sealed, made, since: time, returned: None, answered };
    put(view, log, device, &row);
    Ok(standing(&row))
}

fn standing(row: &LobbyRow) -> LobbyAnswer {
    match &row.returned {
        _ if row.sealed.is_empty() => LobbyAnswer::Withdrawn,
        Some(sealed) => LobbyAnswer::Returned { sealed: sealed.clone() },
        None => LobbyAnswer::Waiting { since: row.since },
    }
}

/// Takes a request back. What is left of it says so, lest an older copy that comes late asks again.
fn withdraw<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    device: DeviceId,
    ask: &LobbyAsk,
) -> Result<LobbyAnswer, StoreError> {
    let Some(before) = row(view, log, device)? else { return Ok(LobbyAnswer::Withdrawn) };
    if ask.made <= before.made {
        return Ok(standing(&before));
    }
    put(view, log, device, &LobbyRow { sealed: Vec::new(), made: ask.made, returned: None, ..before });
    Ok(LobbyAnswer::Withdrawn)
}

/// Makes sure that one more may wait; the oldest returned request goes if need be.
fn has_room<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    device: DeviceId,
    ask: &LobbyAsk,
    left: u32,
) -> Result<(), LobbyRefusal> {
    let others = || log.lobby.iter().filter(|(other, _)| **other != device);
    let waiting = others().filter(|(_, knock)| knock.invitation == ask.invitation && !knock.is_over).count();
    if waiting >= left as usize {
        return Err(LobbyRefusal::UsedUp);
    }
    if waiting >= MAX_BY_INVITATION {
        return Err(LobbyRefusal::Busy);
    }
    if others().count() >= MAX_WAITING {
        let oldest = others().filter(|(_, knock)| knock.is_over).min_by_key(|(_, knock)| knock.since);
        let oldest = oldest.map(|(oldest, _)| *oldest).ok_or(LobbyRefusal::Busy)?;
        leave(view, log, oldest);
    }
    Ok(())
}

/// A steward's answers to requests that are not granted; others' are passed over.
pub(crate) fn give_back<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    by: DeviceId,
    returned: &[LobbyReturn],
    time: Millis,
) -> Result<(), StoreError> {
    let roster = log.history.current();
    let author = roster.active(by);
    let is_steward =
        author.is_some_and(|author| holds(roster, time, author.member, Role::Steward, Some(log.code.area())));
    if !is_steward {
        return Ok(());
    }
    for LobbyReturn { device, sealed } in returned.iter().take(MAX_WAITING) {
        let name = hash32("linli lobby reply", &[sealed]);
        let row = row(view, log, *device)?.filter(|row| row.answered != Some(name) && sealed.len() <= MAX_REPLY);
        if let Some(row) = row {
            put(view, log, *device, &LobbyRow { returned: Some(sealed.clone()), answered: Some(name), ..row });
        }
    }
    Ok(())
}

/// The request of a device.
pub(crate) fn row<S: Store>(view: &View<'_, S>, log: &Log, device: DeviceId) -> Result<Option<LobbyRow>, StoreError> {
    if !log.lobby.contains_key(&device) {
        return Ok(None);
    }
    view.get(Table::Lobby, &key(log.code, device))?.map(|row| read(&row)).transpose()
}

/// Lets requests go whose time is over.
pub(crate) fn sweep<S: Store>(view: &mut View<'_, S>, log: &mut Log, time: Millis) {
    let roster = log.history.current();
    let is_over = |device: &DeviceId, knock: &Knock| {
        let counts = |known: &linli_shared::roster::Invitation| !known.is_ended && time < known.until;
        roster.device(*device).is_some()
            || time.0.saturating_sub(knock.since.0) >= LIFE
            || !roster.invitation(knock.invitation).is_some_and(counts)
    };
    let over: Vec<DeviceId> =
        log.lobby.iter().filter(|(device, knock)| is_over(device, knock)).map(|(device, _)| *device).collect();
    over.into_iter().for_each(|device| leave(view, log, device));
}

/// Takes a device's request out of the lobby.
pub(crate) fn leave<S: Store>(view: &mut View<'_, S>, log: &mut Log, device: DeviceId) {
    if log.lobby.remove(&device).is_some() {
        view.delete(Table::Lobby, key(log.code, device));
        log.news.desk();
        log.is_changed = true;
    }
}

fn put<S: Store>(view: &mut View<'_, S>, log: &mut Log, device: DeviceId, row: &LobbyRow) {
    view.put(Table::Lobby, key(log.code, device), cbor::to_vec(row));
    log.lobby.insert(device, Knock::of(row));
    log.news.desk();
    log.is_changed = true;
}

fn key(log: LogCode, device: DeviceId) -> Vec<u8> {
    device_key(log, device)
}
