//! Rings: whom their secrets are wrapped for, and when they turn.
//!
//! **Invariant:** a secret leaves this device only wrapped for a device that the roster lets open its ring, or sealed
//! under the secret that follows it.
//! **Invariant:** a ring turns with its older secret linked under the new one, so that whoever is given the newest reads
//! everything before it.

use linli_contract::Failure;
use linli_shared::ids::{AreaId, LogCode, RecordId, RingId, hash32};
use linli_shared::kinds::Kind;
use linli_shared::roster::{DeviceKeys, Recipient, RingKind, RingTurn, Role, Roster, RosterFact, member_ring};
use linli_shared::seal::{RingSecret, wrap};

use super::acts::put_act;
use crate::device::outbox::{Command, ReadyEntry};
use crate::device::{Device, Turn};

/// The most devices that one act wraps a secret for; whoever is left over is given it by the next.
const RECIPIENTS: usize = 1_024;

/// What hands the newest secrets of all rings that some roles in their scopes open to devices, as far as this device holds them: facts
/// to append after the ones that give the roles, and the wraps.
pub(crate) fn wraps_for(
    device: &Device,
    keys: &[DeviceKeys],
    roles: &[(Role, AreaId)],
    turn: &mut Turn<'_>,
) -> (Vec<RosterFact>, Vec<ReadyEntry>) {
    let (mut facts, mut wraps) = (Vec::new(), Vec::new());
    let is_steward = super::list::is_steward(device);
    for (id, ring) in device.roster().rings() {
        let newest = ring.newest(id).and_then(|key| Some((key.generation, device.secret(&key)?)));
        let Some((generation, secret)) = newest else { continue };
        // Only who was given a secret themself may say that they gave it to others.
        let may_give = is_steward || device.id().is_some_and(|me| ring.wrapped.contains(&me));
        let lacks = |keys: &&DeviceKeys| !ring.wrapped.contains(&keys.device());
        let keys: Vec<DeviceKeys> = keys.iter().filter(lacks).copied().collect();
        if keys.is_empty()
            || !may_give
            || !roles.iter().any(|(role, scope)| device.roster().opens_as(id, ring.kind, *role, *scope))
        {
            continue;
        }
        let made = wrap_each(secret, (device.roster().log(), id, generation), &keys, turn);
        let devices = keys.iter().map(DeviceKeys::device).collect();
        facts.push(RosterFact::Wrapped { ring: id, generation, devices });
        wraps.extend(made);
    }
    (facts, wraps)
}

/// What turns every ring but the community's that somebody may no longer open, by a roster that the facts which take the
/// right away are part of.
pub(crate) fn stale_turns(
    device: &mut Device,
    roster: &Roster,
    turn: &mut Turn<'_>,
) -> (Vec<RosterFact>, Vec<ReadyEntry>) {
    let time = device.sync_state().last_met.unwrap_or_default();
    let me = device.id().and_then(|id| roster.device(id)).map(|known| member_ring(known.member));
    // The community's ring has its own day; a member's is theirs alone to turn.
    let may_turn = |id, kind| kind != RingKind::Community && (kind != RingKind::Member || Some(id) == me);
    let stale = roster.rings().filter(|(id, ring)| may_turn(*id, ring.kind) && roster.is_stale(*id, time));
    let stale: Vec<(RingId, RingKind)> = stale.map(|(id, ring)| (id, ring.kind)).collect();
    let (mut facts, mut wraps) = (Vec::new(), Vec::new());
    for (id, kind) in stale {
        if let Some((fact, made)) = turn_ring(device, roster, id, kind, turn) {
            facts.push(fact);
            wraps.extend(made);
        }
    }
    (facts, wraps)
}

/// A new generation of a ring, or its first, for everybody who may open it; `None` if there is nobody, or if this device
/// lacks the secret before, without which newcomers could not read what is older.
pub(crate) fn turn_ring(
    device: &mut Device,
    roster: &Roster,
    id: RingId,
    kind: RingKind,
    turn: &mut Turn<'_>,
) -> Option<(RosterFact, Vec<ReadyEntry>)> {
    let time = device.sync_state().last_met.unwrap_or_default();
    let is_entitled = |member| roster.may_open(member, id, kind, time);
    let served = roster.devices().filter(|(_, known)| !known.is_removed && is_entitled(known.member));
    let mut keys: Vec<DeviceKeys> = served.map(|(_, known)| known.keys).collect();
    // Whoever works with the registers goes first.
    let rank = |keys: &DeviceKeys| {
        let member = roster.device(keys.device()).map(|known| known.member).unwrap_or_default();
        !roster.is_entitled(member, RingKind::Register, time)
    };
    keys.sort_by_key(rank);
    keys.truncate(RECIPIENTS);
    let newest = roster.ring(id).and_then(|ring| ring.newest(id));
    let is_held_by_somebody =
        roster.ring(id).is_some_and(|ring| ring.wrapped.iter().any(|known| roster.opens(*known, id, time)));
    let before = newest.and_then(|key| device.secret(&key)).cloned();
    if keys.is_empty() || (newest.is_some() && before.is_none() && is_held_by_somebody && !kind.is_without_steward()) {
        return None;
    }
    let generation = newest.map_or(1, |key| key.generation + 1);
    let secret = RingSecret::random(&mut turn.rng(use_number("turn", id, generation, &[])));
    let turned = RingTurn {
        ring: id,
        kind,
        generation,
        public: secret.public(),
        commitment: secret.commitment(),
        recipients: keys.iter().map(|keys| Recipient::Device(keys.device())).collect(),
        previous: before.map(|before| secret.link(id, generation, &before)),
    };
    let wraps = wrap_each(&secret, (roster.log(), id, generation), &keys, turn);
    device.hold_secret(id, generation, secret, turn);
    Some((RosterFact::RingTurned { turn: turned }, wraps))
}

/// Begins the ring of this member's devices, if there is none and none is about to begin: what is sealed to it waits for it.
///
/// # Errors
/// [`Failure::Stranger`] without a seat.
pub(crate) fn begin_own_ring(device: &mut Device, turn: &mut Turn<'_>) -> Result<(), Failure> {
    let own = member_ring(device.member()?.0);
    if device.roster().ring(own).is_some() {
        return Ok(());
    }
    let roster = device.roster_hoped();
    if roster.ring(own).is_none()
        && let Some((fact, wraps)) = turn_ring(device, &roster, own, RingKind::Member, turn)
    {
        put_act(device, None, Command::Upkeep, &[fact], wraps, turn)?;
    }
    Ok(())
}

/// A secret wrapped for each of some devices.
pub(crate) fn wrap_each(
    secret: &RingSecret,
    place: (LogCode, RingId, u32),
    keys: &[DeviceKeys],
    turn: &Turn<'_>,
) -> Vec<ReadyEntry> {
    let (_, ring, generation) = place;
    let one = |keys: &DeviceKeys| {
        let device = keys.device();
        let mut rng = turn.rng(use_number("wrap", ring, generation, &device.0));
        // A key that cannot be used is its owner's fault, and nobody else's wraps depend on it.
        let body = wrap(secret, place, device, &keys.sealing, &mut rng).ok()?;
        Some(ReadyEntry { record: RecordId(ring.0), kind: Kind::Wrap, scope: AreaId(device.0), body })
    };
    keys.iter().filter_map(one).collect()
}

/// Numbers a use of a step's randomness by what it is for.
fn use_number(what: &str, ring: RingId, generation: u32, device: &[u8]) -> u64 {
    let hash = hash32("linli ring randomness", &[what.as_bytes(), &ring.0, &generation.to_be_bytes(), device]);
    let mut short = [0; 8];
    short.copy_from_slice(&hash[..8]);
    u64::from_be_bytes(short)
}
