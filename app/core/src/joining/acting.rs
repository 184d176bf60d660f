//! What every act of joining stands on: who may, the roster with own work on top, one act of facts and wraps.

use linli_contract::Failure;
use linli_shared::access::{self, Denied};
use linli_shared::calendar::Millis;
use linli_shared::ids::hash32;
use linli_shared::roster::{Role, RosterFact};
use linli_shared::seal::rand_core::CryptoRng;

use crate::device::identity::Identity;
use crate::device::outbox::{Command, ReadyEntry};
use crate::device::{Device, Turn};
use crate::members::acts::put_act;

/// How long after a meeting this device's own clock is believed to tell relay time, in milliseconds: thirty days.
const CLOCK: i64 = 30 * 86_400_000;

/// This device's identity, if its member is of the committee.
pub(super) fn steward(device: &Device) -> Result<Identity, Failure> {
    let (member, identity) = device.member()?;
    let time = device.sync_state().last_met.unwrap_or_default();
    let root = device.roster().log().area();
    if access::holds(device.roster(), time, member, Role::Steward, Some(root)) {
        Ok(identity.clone())
    } else {
        Err(Failure::NoRight)
    }
}

/// Relay time as this device can tell.
pub(super) fn relay_time(device: &Device, turn: &Turn<'_>) -> Millis {
    let met = device.sync_state().last_met;
    let now = turn.now.time;
    match met {
        Some(met) if !(0..CLOCK).contains(&now.0.saturating_sub(met.0)) => met,
        Some(_) | None => now,
    }
}

/// Randomness for one use of joining in a step.
pub(super) fn rng(turn: &Turn<'_>, what: &str) -> impl CryptoRng + use<> {
    let hash = hash32("linli joining randomness", &[what.as_bytes()]);
    let mut short = [0; 8];
    short.copy_from_slice(&hash[..8]);
    turn.rng(u64::from_be_bytes(short))
}

/// Puts facts and wraps into the outbox as one act, with a bundle if it has one.
///
/// # Errors
/// [`Failure::NoRight`] if one of the facts may not be written, [`Failure::LastSteward`] if nobody would lead the community.
pub(super) fn put(
    device: &mut Device,
    bundle: Option<u64>,
    facts: &[RosterFact],
    wraps: Vec<ReadyEntry>,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let author = device.member()?.1.device;
    let time = relay_time(device, turn);
    let mut roster = device.roster_hoped();
    for fact in facts {
        access::may_fact(&roster, time, author, fact).map_err(|denied| match (denied, fact) {
            (Denied::Contradiction, RosterFact::DeviceRemoved { .. }) => Failure::LastSteward,
            _ => Failure::NoRight,
        })?;
        roster.apply(fact);
    }
    if !facts.is_empty() {
        put_act(device, bundle, Command::Fact, facts, wraps, turn)?;
    }
    Ok(())
}
