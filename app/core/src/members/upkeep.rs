//! Upkeep of rings, done unasked by devices that can, after they met the relay.
//!
//! Whoever holds a ring's newest secret wraps it for those who may open the ring and lack it. A steward's device turns rings
//! that somebody may no longer open, the community's at most once a day, and begins rings that a release before lacked and
//! those of departments. Each member's own ring is their own devices' matter.
//! **Invariant:** nobody is told of upkeep: what another device did first is dropped without a word.

use std::collections::BTreeSet;

use linli_contract::Failure;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, RingId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::roster::{DeviceKeys, RingKind, Role, Roster, RosterFact, department_ring, member_ring};
use linli_shared::seal::rand_core::Rng as _;

use super::acts::put_act;
use super::rings::{stale_turns, turn_ring, wrap_each};
use crate::device::outbox::{Command, ReadyEntry};
use crate::device::{Device, Turn};

/// The most devices that one act of upkeep wraps secrets for.
const WRAPPED: usize = 256;
/// How often time alone is a reason to look, in milliseconds: a role that ends by itself.
const HOUR: i64 = 3_600_000;
/// How long the community's ring rests after it turned, in milliseconds.
const DAY: i64 = 24 * HOUR;
/// How long others wait for a device of the committee or of a grid worker to wrap, in milliseconds.
const PATIENCE: i64 = 600_000;

/// What upkeep remembers, in memory only.
#[derive(Debug, Default)]
pub(crate) struct Upkeep {
    /// Place of the roster's newest fact and hour of the relay when it was last looked at.
    looked: Option<(Seq, i64)>,
    /// Since when somebody lacks a ring's secret, by relay time.
    lacking_since: Option<Millis>,
}

impl Device {
    /// Puts into the outbox what rings need, once this device is up to date; does nothing if nothing changed.
    pub(crate) fn keep_up(&mut self, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let Some(time) = self.sync_state().last_met else { return Ok(()) };
        let is_busy =
            self.outbox().any(|item| item.command == Command::Upkeep && item.kind == Kind::Roster && item.is_pending());
        if is_busy || self.id().is_none_or(|device| self.roster().active(device).is_none()) {
            return Ok(());
        }
        let looked = (self.roster_place(), time.0.div_euclid(HOUR));
        let waited = |since: Millis| time.0.saturating_sub(since.0) >= PATIENCE;
        let is_due = self.upkeep.lacking_since.is_some_and(waited);
        if self.upkeep.looked == Some(looked) && !is_due {
            return Ok(());
        }
        self.upkeep.looked = Some(looked);
        let (mut facts, mut wraps) = (Vec::new(), Vec::new());
        // What the relay lost comes back from other devices first.
        let is_settled = self.sync_state().era_since.is_none_or(|since| time.0.saturating_sub(since.0) >= DAY);
        if is_settled && super::list::is_steward(self) {
            (facts, wraps) = self.turns_due(time, turn);
        }
        if is_settled && let Some((fact, made)) = self.own_turn_due(&facts, time, turn) {
            facts.push(fact);
            wraps.extend(made);
        }
        let turned: Vec<RingId> = facts.iter().filter_map(ring_turned).collect();
        let (given, made) = self.wraps_due(&turned, time, turn);
        facts.extend(given);
        wraps.extend(made);
        if facts.is_empty() {
            return Ok(());
        }
        put_act(self, None, Command::Upkeep, &facts, wraps, turn).map(drop)
    }

    /// Turns the ring of this member's devices where one of them is served no longer or none that is holds its secret, and
    /// begins it for whoever may be sent service orders.
    fn own_turn_due(
        &mut self,
        facts: &[RosterFact],
        time: Millis,
        turn: &mut Turn<'_>,
    ) -> Option<(RosterFact, Vec<ReadyEntry>)> {
        let member = self.member().ok()?.0;
        let (id, roster) = (member_ring(member), self.roster());
        let has_turned = facts.iter().filter_map(ring_turned).any(|turned| turned == id);
        let is_due = match roster.ring(id) {
            Some(ring) => {
                roster.is_stale(id, time) || !ring.wrapped.iter().any(|device| roster.opens(*device, id, time))
            }
            None => roster.roles(member, time).any(|grant| grant.role == Role::Volunteer),
        };
        if has_turned || !is_due {
            return None;
        }
        turn_ring(self, &self.roster().clone(), id, RingKind::Member, turn)
    }

    fn turns_due(&mut self, time: Millis, turn: &mut Turn<'_>) -> (Vec<RosterFact>, Vec<ReadyEntry>) {
        let roster = self.roster().clone();
        let (mut facts, mut wraps) = stale_turns(self, &roster, turn);
        let community = roster.ring_of(RingKind::Community).map(|(id, _)| id);
        if let Some(id) = community.filter(|id| roster.is_stale(*id, time) && self.rested(*id, time))
            && let Some((fact, made)) = turn_ring(self, &roster, id, RingKind::Community, turn)
        {
            facts.push(fact);
            wraps.extend(made);
        }
        for (id, kind) in self.rings_to_be(&roster, time, turn) {
            let known = roster.ring(id);
            let is_lost = known.is_none_or(|ring| !ring.wrapped.iter().any(|device| roster.opens(*device, id, time)));
            let newest = known.and_then(|ring| ring.newest(id));
            let is_held = newest.is_some_and(|key| self.secret(&key).is_some());
            let has_turned = facts.iter().filter_map(ring_turned).any(|turned| turned == id);
            if !is_lost || is_held || has_turned {
                continue;
            }
            // It has not begun, or nobody who may open it was ever given its secret and this device cannot give it either.
            if let Some((fact, made)) = turn_ring(self, &roster, id, kind, turn) {
                facts.push(fact);
                wraps.extend(made);
            }
        }
        (facts, wraps)
    }

    /// The rings that a community has by its people: one of each single kind, one for each department with somebody in it.
    fn rings_to_be(&self, roster: &Roster, time: Millis, turn: &Turn<'_>) -> Vec<(RingId, RingKind)> {
        let single = RingKind::SINGLE.into_iter().map(|kind| {
            let known = roster.ring_of(kind).map(|(id, _)| id);
            let random = || {
                let mut id = [0; 16];
                turn.rng(NEW_RING + kind as u64).fill_bytes(&mut id);
                RingId(id)
            };
            (known.unwrap_or_else(random), kind)
        });
        let grants = roster.members().flat_map(|member| roster.roles(member, time));
        let departments = grants.filter(|grant| grant.role == Role::Department).map(|grant| grant.scope);
        let departments: BTreeSet<AreaId> = departments.collect();
        let of_departments = departments.into_iter().map(|id| (department_ring(id), RingKind::Department));
        single.chain(of_departments).collect()
    }

    fn rested(&self, ring: RingId, time: Millis) -> bool {
        self.last_turn(ring).is_none_or(|last| time.0.saturating_sub(last.0) >= DAY)
    }

    /// Wraps for devices that lack secrets which this one holds.
    fn wraps_due(&mut self, but: &[RingId], time: Millis, turn: &Turn<'_>) -> (Vec<RosterFact>, Vec<ReadyEntry>) {
        let (mut facts, mut wraps) = (Vec::new(), Vec::new());
        let mut left = WRAPPED;
        let roster = self.roster();
        let own = self.member().ok().map(|(member, _)| member_ring(member));
        for (id, ring) in roster.rings().filter(|(id, _)| !but.contains(id)) {
            let newest = ring.newest(id).and_then(|key| Some((key.generation, self.secret(&key)?)));
            let Some((generation, secret)) = newest else { continue };
            let keys: Vec<DeviceKeys> = roster.lacking(id, time).take(left).map(|(_, known)| known.keys).collect();
            let devices: Vec<_> = keys.iter().map(DeviceKeys::device).collect();
            let fact = RosterFact::Wrapped { ring: id, generation, devices };
            let may = |device| linli_shared::access::may_fact(roster, time, device, &fact).is_ok();
            if keys.is_empty() || !self.id().is_some_and(may) {
                continue;
            }
            left -= keys.len();
            wraps.extend(wrap_each(secret, (roster.log(), id, generation), &keys, turn));
            facts.push(fact);
        }
        // A thousand phones that see the same newcomer would all wrap for them at once.
        let since = *self.upkeep.lacking_since.get_or_insert(time);
        if facts.is_empty() {
            self.upkeep.lacking_since = None;
        } else if !self.reads_register() && time.0.saturating_sub(since.0) < PATIENCE {
            // Of a member's own ring nobody else can give the secret.
            facts.retain(|fact| matches!(fact, RosterFact::Wrapped { ring, .. } if Some(*ring) == own));
            wraps.retain(|wrap| Some(RingId(wrap.record.0)) == own);
        }
        (facts, wraps)
    }
}

/// Uses of a step's randomness for the ids of new rings.
const NEW_RING: u64 = 1 << 40;

fn ring_turned(fact: &RosterFact) -> Option<RingId> {
    let RosterFact::RingTurned { turn } = fact else { return None };
    Some(turn.ring)
}
