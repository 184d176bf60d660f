//! Acts that change the roster: forming them, and doing them again where somebody else was first.
//!
//! **Invariant:** an act that takes a right away turns, in itself, every ring but the community's that the right opened;
//! which ones is found when the act is formed, with the roster as it is then.

use linli_contract::Failure;
use linli_shared::access::{self, Denied, device_ring, holds};
use linli_shared::calendar::Millis;
use linli_shared::ids::DeviceId;
use linli_shared::kinds::Kind;
use linli_shared::parcel::{Act, Entry, Item, KeyRef};
use linli_shared::roster::{Role, Roster, RosterFact};

use super::found::roster_entry;
use super::rings::stale_turns;
use crate::device::outbox::{Command, OutBody, OutState, OutboxItem, ReadyEntry, StoredReason};
use crate::device::write::About;
use crate::device::{Device, Turn};

/// Checks the right to each of some facts, one after the other.
///
/// # Errors
/// [`Failure::NoRight`], [`Failure::LastSteward`], [`Failure::InvalidInput`] for what contradicts the roster.
pub(crate) fn check(device: &Device, facts: &[RosterFact]) -> Result<(), Failure> {
    let id = device.member()?.1.device;
    let time = device.sync_state().last_met.unwrap_or_default();
    let mut roster = device.roster_hoped();
    for fact in facts {
        access::may_fact(&roster, time, id, fact).map_err(|denied| match denied {
            Denied::Contradiction if leaves_nobody(&roster, time, fact) => Failure::LastSteward,
            Denied::Contradiction => Failure::InvalidInput,
            Denied::NotAdmitted
            | Denied::NoRight
            | Denied::WrongRing
            | Denied::WrongScope
            | Denied::WrongRecord
            | Denied::Renewed => Failure::NoRight,
        })?;
        roster.apply(fact);
    }
    Ok(())
}

/// Whether nobody of the committee would be left, now or when every stand-in's time is over.
fn leaves_nobody(roster: &Roster, time: Millis, fact: &RosterFact) -> bool {
    let after = roster.after(fact);
    [time, Millis(i64::MAX)].into_iter().any(|time| roster.stewards(time) > 0 && after.stewards(time) == 0)
}

/// Puts facts with what goes along with them into the outbox as one act; the rights were checked.
///
/// # Errors
/// As [`put_entries`].
pub(crate) fn put_act(
    device: &mut Device,
    bundle: Option<u64>,
    command: Command,
    facts: &[RosterFact],
    wraps: Vec<ReadyEntry>,
    turn: &mut Turn<'_>,
) -> Result<u64, Failure> {
    let log = device.member()?.1.seat.log;
    let facts = facts.iter().map(|fact| roster_entry(log, fact));
    let entries = facts.chain(wraps).collect();
    put_entries(device, bundle, command, entries, turn)
}

/// Puts entries that need no sealing into the outbox as one act.
///
/// # Errors
/// [`Failure::Stranger`] without a seat, [`Failure::InvalidInput`] without any entry.
pub(crate) fn put_entries(
    device: &mut Device,
    bundle: Option<u64>,
    command: Command,
    entries: Vec<ReadyEntry>,
    turn: &mut Turn<'_>,
) -> Result<u64, Failure> {
    let log = device.member()?.1.seat.log;
    let record = entries.first().ok_or(Failure::InvalidInput)?.record;
    let about = About { record, kind: Kind::Roster, scope: log.area(), area: None };
    Ok(device.enqueue_in(bundle, about, command, OutBody::Act(entries), turn))
}

/// An entry that needs no sealing, as it goes into a parcel.
pub(crate) fn ready_item(ready: &ReadyEntry) -> Item {
    let device = || KeyRef { ring: device_ring(DeviceId(ready.scope.0)), generation: 0, commitment: [0; 16] };
    Item::Entry(Entry {
        record: ready.record,
        kind: ready.kind,
        scope: ready.scope,
        key: ready.kind.is_for_device().then(device),
        body: ready.body.clone(),
    })
}

/// The roster facts among an act's entries.
pub(crate) fn facts_of(act: &Act) -> Vec<RosterFact> {
    let entries = act.entries().filter(|(_, entry)| entry.kind == Kind::Roster);
    entries.filter_map(|(_, entry)| RosterFact::from_body(&entry.body).ok()).collect()
}

fn facts_in(entries: &[ReadyEntry]) -> impl Iterator<Item = RosterFact> {
    let facts = entries.iter().filter(|entry| entry.kind == Kind::Roster);
    facts.filter_map(|entry| RosterFact::from_body(&entry.body).ok())
}

/// Adds to an act under way the turns that its facts make necessary; `roster` is what holds before it, then after it.
pub(crate) fn complete(device: &mut Device, act: &mut Act, roster: &mut Roster, turn: &mut Turn<'_>) {
    let facts = facts_of(act);
    let takes = |fact: &RosterFact| {
        matches!(
            fact,
            RosterFact::DeviceRemoved { .. } | RosterFact::RoleEnded { .. } | RosterFact::MemberRemoved { .. }
        )
    };
    facts.iter().for_each(|fact| roster.apply(fact));
    let (Ok((member, _)), Some(time)) = (device.member(), device.sync_state().last_met) else { return };
    let may_turn = device.id().is_some_and(|id| roster.active(id).is_some())
        && holds(roster, time, member, Role::Steward, Some(roster.log().area()));
    if !facts.iter().any(takes) || !may_turn {
        return;
    }
    let (turned, wraps) = stale_turns(device, roster, turn);
    turned.iter().for_each(|fact| roster.apply(fact));
    let log = roster.log();
    let entries: Vec<ReadyEntry> = turned.iter().map(|fact| roster_entry(log, fact)).chain(wraps).collect();
    act.0.extend(entries.iter().map(ready_item));
}

impl Device {
    /// The roster as it will be once own work that waits is accepted.
    pub(crate) fn roster_hoped(&self) -> Roster {
        let mut roster = self.roster().clone();
        for item in self.outbox().filter(|item| item.is_pending()) {
            if let OutBody::Act(entries) = &item.body {
                facts_in(entries).for_each(|fact| roster.apply(&fact));
            }
        }
        roster
    }

    /// The log had no place for an act that contradicts what somebody else did first: what is still to be done of it is
    /// done again, the rest is as the person wished already.
    pub(crate) fn do_again(&mut self, numbers: &[u64], turn: &mut Turn<'_>) -> Result<(), Failure> {
        let items: Vec<OutboxItem> = self.outbox().filter(|item| numbers.contains(&item.number)).cloned().collect();
        let is_whole = |entries: &[ReadyEntry]| {
            // Half of an admission would leave a person without a device.
            !facts_in(entries)
                .any(|fact| matches!(fact, RosterFact::MemberAdded { .. } | RosterFact::DeviceAdded { .. }))
        };
        let mut left = Vec::new();
        for item in &items {
            let OutBody::Act(entries) = &item.body else { continue };
            match self.still_to_do(entries).filter(|_| is_whole(entries)) {
                Some(rest) => left.push((item.number, rest)),
                None => return self.refuse(numbers, StoredReason::Other, turn),
            }
        }
        for mut item in items {
            match left.iter().find(|(number, _)| *number == item.number) {
                Some((number, rest)) if rest.is_empty() => {
                    self.settle(*number, turn);
                    continue;
                }
                Some((_, rest)) => item.body = OutBody::Act(rest.clone()),
                None => {}
            }
            item.state = OutState::Waiting;
            self.write_item(item, turn);
        }
        turn.durable();
        Ok(())
    }

    /// The entries whose facts do not hold yet; `None` if one of them may not be written any more.
    fn still_to_do(&self, entries: &[ReadyEntry]) -> Option<Vec<ReadyEntry>> {
        let device = self.id()?;
        let time = self.sync_state().last_met.unwrap_or_default();
        let mut roster = self.roster().clone();
        let mut rest = Vec::new();
        for entry in entries {
            if entry.kind != Kind::Roster {
                let is_for = DeviceId(entry.scope.0);
                let is_given = rest.iter().any(|kept: &ReadyEntry| {
                    matches!(RosterFact::from_body(&kept.body), Ok(RosterFact::Wrapped { ring, devices, .. })
                        if ring.0 == entry.record.0 && devices.contains(&is_for))
                });
                rest.extend(is_given.then(|| entry.clone()));
                continue;
            }
            let fact = RosterFact::from_body(&entry.body).ok()?;
            let is_upkeep = matches!(fact, RosterFact::RingTurned { .. } | RosterFact::Wrapped { .. });
            match access::may_fact(&roster, time, device, &fact) {
                // What turns is found anew when the act is formed.
                _ if matches!(fact, RosterFact::RingTurned { .. }) => {}
                Ok(()) => {
                    roster.apply(&fact);
                    rest.push(entry.clone());
                }
                Err(_) if is_upkeep || is_so(&roster, &fact) => {}
                Err(_) => return None,
            }
        }
        Some(rest)
    }
}

/// Whether what a fact says holds already.
fn is_so(roster: &Roster, fact: &RosterFact) -> bool {
    match fact {
        RosterFact::MemberAdded { member } => roster.is_member(*member),
        RosterFact::DeviceAdded { keys, .. } => roster.device(keys.device()).is_some(),
        RosterFact::DeviceRemoved { device } => roster.active(*device).is_none(),
        RosterFact::MemberRemoved { member } | RosterFact::RoleEnded { member, .. } => !roster.is_member(*member),
        RosterFact::InvitationMade { invitation, .. } => roster.invitation(*invitation).is_some(),
        RosterFact::InvitationEnded { invitation } => {
            roster.invitation(*invitation).is_some_and(|invitation| invitation.is_ended)
        }
        RosterFact::FamilyJoined { member, household } => roster.family(*household).any(|known| known == *member),
        RosterFact::FamilyLeft { member, household } => roster.family(*household).all(|known| known != *member),
        RosterFact::SeatGiven { member, household } => roster.seat(*household) == Some(*member),
        RosterFact::Decided { device, device_seq, act, .. } => roster.decision(*device, *device_seq, *act).is_some(),
        RosterFact::Renewed { records, .. } => records.iter().all(|record| roster.erased(record).is_some()),
        RosterFact::Certified { certificate } => {
            certificate.admission().is_some_and(|admission| roster.device(admission.keys.device()).is_some())
        }
        RosterFact::Founded { .. }
        | RosterFact::RoleGranted { .. }
        | RosterFact::RingTurned { .. }
        | RosterFact::Wrapped { .. }
        | RosterFact::InvitationUsed { .. } => false,
    }
}
