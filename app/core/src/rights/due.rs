//! Which extracts are to be made: marks in memory and on disk, made good when a parcel is formed.
//!
//! So several edits before a meeting give one extract, and one that would say what the last said is not made.
//! **Invariant:** a mark is written in the batch of the work that calls for it.

use linli_shared::access::extract_record;
use linli_shared::calendar::Millis;
use linli_shared::ids::{DeviceId, RecordId};
use linli_shared::log::Seq;
use linli_shared::roster::{RingKind, RosterFact};

use super::extract;
use super::trail::Trail;
use crate::device::rows::{Want, meta};
use crate::device::{Device, Turn};
use crate::store::Table;

/// The most extracts made for one parcel.
const AT_ONCE: usize = 64;
/// A device that was added longer ago than this asks for its extract itself, in milliseconds: 30 days.
const RECENT: i64 = 30 * 86_400_000;

/// What this device knows of the extract of a household for a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub(crate) struct Mark {
    /// It is to be made.
    #[n(0)]
    is_due: bool,
    /// How far this device had read the log when it made the last one.
    #[n(1)]
    read: Seq,
    /// What the last one said.
    #[n(2)]
    said: Option<u64>,
}

/// An extract's mark is to be set for every device of a household's members.
pub(crate) fn mark(device: &mut Device, household: RecordId, turn: &mut Turn<'_>) {
    if !device.reads_register() {
        return;
    }
    let roster = device.roster();
    let family = roster.family(household);
    let devices: Vec<DeviceId> =
        family.flat_map(|member| roster.devices_of(member).map(|(id, _)| id).collect::<Vec<_>>()).collect();
    for to in devices {
        mark_one(device, household, to, turn);
    }
}

fn mark_one(device: &mut Device, household: RecordId, to: DeviceId, turn: &mut Turn<'_>) {
    let mark = device.extracts().get(&(household, to)).copied().unwrap_or_default();
    if !mark.is_due {
        set(device, household, to, Mark { is_due: true, ..mark }, turn);
    }
}

/// An extract was made.
pub(super) fn made(device: &mut Device, household: RecordId, to: DeviceId, said: u64, turn: &mut Turn<'_>) {
    let read = device.sync_state().at;
    set(device, household, to, Mark { is_due: false, read, said: Some(said) }, turn);
}

fn set(device: &mut Device, household: RecordId, to: DeviceId, mark: Mark, turn: &mut Turn<'_>) {
    turn.rows.write(Table::Meta, meta::extract(household, to), &mark);
    device.extracts_mut().insert((household, to), mark);
}

/// An extract did not go out: it is made again at once, or, where it was refused, with the next change.
pub(crate) fn lost(device: &mut Device, record: RecordId, again: bool, turn: &mut Turn<'_>) {
    let of = device.extracts().keys().find(|(household, to)| extract_record(*household, *to) == record).copied();
    if let Some((household, to)) = of {
        set(device, household, to, Mark { is_due: again, ..Mark::default() }, turn);
    }
}

fn forget(device: &mut Device, household: RecordId, to: DeviceId, turn: &mut Turn<'_>) {
    turn.rows.delete(Table::Meta, meta::extract(household, to));
    device.extracts_mut().remove(&(household, to));
}

/// Somebody else wrote to a household, having read the log up to a place. What this device said of it since is not in the
/// other's extract, nor the other's work in its own: it makes one that has both.
pub(crate) fn other_wrote(device: &mut Device, household: RecordId, seen: Seq, turn: &mut Turn<'_>) {
    let of_household = (household, DeviceId([0; 16]))..=(household, DeviceId([u8::MAX; 16]));
    let marks = device.extracts().range(of_household);
    let crossed: Vec<DeviceId> =
        marks.filter(|(_, mark)| mark.said.is_some() && seen <= mark.read).map(|((_, to), _)| *to).collect();
    for to in crossed {
        mark_one(device, household, to, turn);
    }
}

/// A roster fact was taken in: a member's new device, or a new member of a household, is to get an extract. Who keeps the
/// register and adds them makes it; for a device that a member added on their own whoever keeps their grid does.
pub(crate) fn fact(device: &mut Device, fact: &RosterFact, author: DeviceId, time: Millis, turn: &mut Turn<'_>) {
    let Some(me) = device.id().filter(|_| device.reads_register()) else { return };
    let is_late = time.plus(RECENT) < turn.now.time;
    let is_mine = author == me;
    let keeps_register = |author: DeviceId| {
        let roster = device.roster();
        roster.ring_of(RingKind::Register).is_some_and(|(ring, _)| roster.opens(author, ring, time))
    };
    let (member, only, is_my_task) = match fact {
        RosterFact::DeviceAdded { member, keys } => (*member, Some(keys.device()), is_mine || !keeps_register(author)),
        RosterFact::FamilyJoined { member, .. } => (*member, None, is_mine),
        RosterFact::Certified { certificate } => {
            let Some(admission) = certificate.admission() else { return };
            (admission.member, Some(admission.keys.device()), admission.signer == me)
        }
        RosterFact::Renewed { to: Some(to), .. } if is_mine => return mark(device, *to, turn),
        RosterFact::Founded { .. }
        | RosterFact::MemberAdded { .. }
        | RosterFact::DeviceRemoved { .. }
        | RosterFact::RoleGranted { .. }
        | RosterFact::RoleEnded { .. }
        | RosterFact::RingTurned { .. }
        | RosterFact::MemberRemoved { .. }
        | RosterFact::Wrapped { .. }
        | RosterFact::InvitationMade { .. }
        | RosterFact::InvitationEnded { .. }
        | RosterFact::InvitationUsed { .. }
        | RosterFact::FamilyLeft { .. }
        | RosterFact::SeatGiven { .. }
        | RosterFact::Decided { .. }
        | RosterFact::Renewed { .. } => return,
    };
    if !is_my_task || is_late {
        return;
    }
    let roster = device.roster();
    let devices: Vec<DeviceId> = match only {
        Some(only) => vec![only],
        None => roster.devices_of(member).map(|(id, _)| id).collect(),
    };
    let households: Vec<RecordId> = roster.households(member).collect();
    for household in households {
        for to in devices.iter().filter(|to| **to != me) {
            if !device.extracts().contains_key(&(household, *to)) {
                mark_one(device, household, *to, turn);
            }
        }
    }
}

/// A household was erased: nothing is made of it any more.
pub(super) fn forget_all(device: &mut Device, household: RecordId, turn: &mut Turn<'_>) {
    let of_household = (household, DeviceId([0; 16]))..=(household, DeviceId([u8::MAX; 16]));
    let devices: Vec<DeviceId> = device.extracts().range(of_household).map(|((_, to), _)| *to).collect();
    for to in devices {
        forget(device, household, to, turn);
    }
}

/// Whether an extract is to be made.
pub(crate) fn is_any(device: &Device) -> bool {
    device.extracts().values().any(|mark| mark.is_due)
}

fn due(device: &Device) -> Vec<(RecordId, DeviceId)> {
    device.extracts().iter().filter(|(_, mark)| mark.is_due).map(|(of, _)| *of).take(AT_ONCE).collect()
}

/// The rows that making what is due needs.
pub(crate) fn wants(device: &Device) -> Vec<Want> {
    due(device).into_iter().flat_map(|(household, _)| extract::wants(device, household)).collect()
}

/// Makes what is due; of a household that cannot be read here nothing is made.
pub(crate) fn work(device: &mut Device, turn: &mut Turn<'_>) {
    let due = due(device);
    if due.is_empty() {
        return;
    }
    let trail = Trail::of(device, due.iter().map(|(household, _)| *household));
    for (household, to) in due {
        let roster = device.roster();
        let is_theirs =
            roster.active(to).is_some_and(|known| roster.family(household).any(|member| member == known.member));
        let extract = extract::compose(device, household, &trail, turn).ok().flatten().filter(|_| is_theirs);
        let Some(extract) = extract else {
            forget(device, household, to, turn);
            continue;
        };
        let (said, before) = (extract.digest(), device.extracts().get(&(household, to)).and_then(|mark| mark.said));
        if before != Some(said) {
            extract::send(device, &extract, to, turn);
        }
        made(device, household, to, said, turn);
    }
}
