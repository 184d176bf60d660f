//! The invariants: what must hold at any moment on one phone, and for all of them once everything is healed.

use std::collections::{BTreeMap, BTreeSet};

use futures::FutureExt;
use linli_contract::sync::{Link, LinkFault};
use linli_core::device::VoidReason;
use linli_core::device::outbox::{OutState, OutboxItem};
use linli_core::store::{Disk, SealedStore, StoreKey, Table};
use linli_shared::ids::AreaId;
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;

use super::counts::Rare;
use super::eyes::{Sight, look, outbox};
use super::readers::Readers;
use super::world::{HOSTILE, World};
use crate::cast::{Person, Phone};

/// Everything a phone reported as saved is in sight on it, is overwritten by someone who saw it, or stands in its outbox.
pub(super) fn nothing_saved_is_lost(world: &mut World<'_>, who: usize) -> Result<(), String> {
    let time = world.town.time;
    let doors = world.doors_of(who);
    let states = outbox(&world.town.phones[who]);
    let sight =
        look(&mut world.town.phones[who], &doors, time).map_err(|failure| format!("{who} cannot look: {failure}"))?;
    let refused = refused(world);
    for (value, saved) in world.model.saved.iter().filter(|(_, saved)| saved.who == who && !saved.is_unsure) {
        let is_there = sight.values.contains(value)
            || sight.values.contains(&format!("covered {}", saved.about))
            || states.contains_key(value)
            || world.model.is_overwritten(value, &refused)
            // Somebody else entered the person, and a crash took that back; it comes again.
            || world.model.is_of_unseen(saved, &sight.values)
            // The door's own fact was lost, by the relay or in a crash; it comes again.
            || (world.is_new_door(saved.door) && !sight.doors.contains_key(&saved.door));
        if !is_there {
            let shown = sight.doors.get(&saved.door);
            return Err(format!("{who} lost {value} of {:?} ({}): {shown:?}", saved.door, saved.about));
        }
    }
    world.no_word_is_lost(who)
}

/// Values that the relay or the readers refused, by their authors' lists.
fn refused(world: &World<'_>) -> BTreeSet<String> {
    let phones = world.town.phones.iter().filter(|phone| phone.is_running());
    let states = phones.flat_map(outbox);
    states.filter(|(_, state)| matches!(state, OutState::Refused(_))).map(|(value, _)| value).collect()
}

/// Notes at which doors a phone's work was refused: later work there may have been done again.
pub(super) fn note_refusals(world: &mut World<'_>, who: usize) {
    let items = world.town.phones[who].device().outbox();
    let refused = items.filter(|item| !item.is_pending()).filter_map(|item| item.area);
    let doors: Vec<AreaId> = refused.collect();
    world.model.replaying.extend(doors.into_iter().map(|door| (who, door)));
}

/// What one phone shows after everything is healed.
struct End {
    sight: Sight,
    states: BTreeMap<String, OutState>,
    voids: BTreeMap<(u64, u16), VoidReason>,
    at: Seq,
}

/// Everything that must hold once all have met an honest relay.
pub(super) fn at_the_end(world: &mut World<'_>) -> Result<(), String> {
    if world.forged {
        return Err("a forged act was given a place".into());
    }
    let time = world.town.time;
    let mut ends = BTreeMap::new();
    let stay: Vec<usize> = world.honest().into_iter().filter(|who| !world.model.removed.contains(who)).collect();
    for who in stay.iter().copied() {
        let phone = &mut world.town.phones[who];
        // That somebody looked is noted too, and goes out with the next meeting.
        let states = outbox(phone);
        let mut items = phone.device().outbox();
        let is_left = |item: &OutboxItem| matches!(item.state, OutState::Waiting | OutState::Formed(..));
        if let Some(item) = items.find(|item| item.kind != Kind::Shown && is_left(item)) {
            return Err(format!("{who} still waits with {:?} {:?}", item.kind, item.state));
        }
        drop(items);
        nothing_saved_is_lost(world, who)?;
        let doors = world.doors_of(who);
        let phone = &mut world.town.phones[who];
        let sight = look(phone, &doors, time).map_err(|failure| format!("{who} cannot look: {failure}"))?;
        let device = phone.device();
        let (voids, at) = (device.voids().clone(), device.sync_state().at);
        if device.link() != Link::Up {
            return Err(format!("the link of {who} is {:?}", device.link()));
        }
        ends.insert(who, End { sight, states, voids, at });
    }
    for end in ends.values() {
        world.note(format!("at {} void {:?} shows {:?}", end.at, end.voids, end.sight.doors));
    }
    count_ends(world, &ends);
    acknowledged_is_everywhere(world, &ends)?;
    readers_agree(world, &ends)?;
    let readers = world.affairs_at_the_end(&stay)?;
    // A newcomer in each seed, on another seat each time.
    let seats: Vec<usize> = ends.keys().copied().collect();
    if let Some(who) = world.dice.pick(&seats) {
        a_newcomer_sees_the_same(world, who, &ends[&who], &readers)?;
    }
    Ok(())
}

fn count_ends(world: &mut World<'_>, ends: &BTreeMap<usize, End>) {
    let shared = ends.values().flat_map(|end| end.voids.keys()).collect::<BTreeSet<_>>();
    let seen_by = |place| ends.values().filter(|end| end.voids.contains_key(place)).count();
    for _ in shared.iter().filter(|place| seen_by(place) > 1) {
        world.counts.add(Rare::Void);
    }
    for end in ends.values() {
        (0..end.sight.field_conflicts).for_each(|_| world.counts.add(Rare::FieldConflict));
        (0..end.sight.id_conflicts).for_each(|_| world.counts.add(Rare::IdConflict));
    }
}

/// What left an outbox without a refusal is in sight of everybody who may read it; what was refused, of nobody.
fn acknowledged_is_everywhere(world: &World<'_>, ends: &BTreeMap<usize, End>) -> Result<(), String> {
    let refused = refused(world);
    let unseen: BTreeSet<String> = ends.values().flat_map(|end| end.states.keys().cloned()).collect();
    let pending = |value: &str| ends.values().any(|end| end.states.contains_key(value));
    for (value, saved) in &world.model.saved {
        let is_lasting = !saved.is_unsure && !world.model.removed.contains(&saved.who);
        // After a restore a steward has to admit what stood on a right that has ended.
        let may_be_quarantined = world.model.had_restore && world.model.demoted.contains(&saved.who);
        for (who, end) in ends.iter().filter(|(who, _)| world.reads(**who, saved.door)) {
            let is_in_sight = end.sight.values.contains(value);
            // A door may have been added by somebody else too.
            if refused.contains(value) && is_in_sight && !value.starts_with("d:") {
                return Err(format!("{who} shows {value}, which was refused"));
            }
            let is_due = is_lasting
                && !may_be_quarantined
                && !pending(value)
                && !world.model.is_of_stranger(&saved.about, &unseen);
            if is_due && !is_in_sight && !world.model.is_overwritten(value, &refused) {
                let shown = end.sight.doors.get(&saved.door);
                return Err(format!("{who} does not show {value} of {} at {:?}: {shown:?}", saved.who, saved.door));
            }
        }
    }
    Ok(())
}

/// Phones with a right to read a door show the same of it, and hold the same entries for void.
fn readers_agree(world: &World<'_>, ends: &BTreeMap<usize, End>) -> Result<(), String> {
    for door in &world.model.doors {
        let readers: Vec<_> =
            ends.iter().filter(|(who, _)| world.reads(**who, *door) && !world.has_unsettled(**who, *door)).collect();
        for pair in readers.windows(2) {
            let [(one, first), (other, second)] = pair else { continue };
            if first.sight.doors.get(door) != second.sight.doors.get(door) {
                return Err(format!(
                    "{one} and {other} differ at {door:?}:\n{:?}\n{:?}",
                    first.sight.doors.get(door),
                    second.sight.doors.get(door)
                ));
            }
        }
    }
    let same = |one: &usize, other: &usize| {
        world.registers(*one) && world.registers(*other) && world.grids.get(one) == world.grids.get(other)
    };
    for (one, first) in ends {
        for (other, second) in ends.range(one + 1..).filter(|(other, _)| same(one, other)) {
            if first.at != second.at {
                return Err(format!("{one} stands at {}, {other} at {}", first.at, second.at));
            }
            // Whose role ended and began again holds streams from before only partly.
            let is_steady =
                !world.model.had_restore && ![one, other].iter().any(|who| world.model.demoted.contains(who));
            if is_steady && first.voids != second.voids {
                return Err(format!(
                    "{one} and {other} hold different entries for void:\n{:?}\n{:?}",
                    first.voids, second.voids
                ));
            }
        }
    }
    Ok(())
}

/// A phone that starts from nothing on the same seat comes to the same, and nothing of its streams was skipped.
fn a_newcomer_sees_the_same(world: &mut World<'_>, who: usize, end: &End, readers: &Readers) -> Result<(), String> {
    let mut phone = world.town.reborn(Person(who));
    let mut served = BTreeMap::new();
    let mut log = Vec::new();
    for _ in 0..40 {
        let time = world.tick();
        let Ok(Some(request)) = phone.prepare(time) else { break };
        let answer = world.handle(&request).map_err(|refusal| format!("a newcomer is refused: {refusal}"))?;
        for delivered in answer.logs.iter().flat_map(|log| &log.parcels) {
            let header = delivered.parcel.header();
            served
                .extend(delivered.places.iter().map(|(act, seq, _)| (*seq, (header.device, header.device_seq, *act))));
        }
        log.extend(answer.logs.iter().flat_map(|log| log.parcels.iter().cloned()));
        let before = phone.device().sync_state().at;
        phone.answered(answer, time).map_err(|failure| format!("a newcomer fails: {failure}"))?;
        if phone.device().link() == Link::Down(LinkFault::ClonedDevice) {
            world.counts.add(Rare::Clone);
        }
        if before > 0 && phone.device().sync_state().at == before {
            break;
        }
    }
    let time = world.town.time;
    let doors = world.doors_of(who);
    let sight = look(&mut phone, &doors, time).map_err(|failure| format!("a newcomer cannot look: {failure}"))?;
    for door in doors.iter().filter(|door| world.reads(who, **door) && !world.has_unsettled(who, **door)) {
        if sight.doors.get(door) != end.sight.doors.get(door) {
            return Err(format!(
                "a newcomer and {who} differ at {door:?}:\n{:?}\n{:?}",
                sight.doors.get(door),
                end.sight.doors.get(door)
            ));
        }
    }
    world.a_newcomer_follows_the_same(who, &mut phone, readers)?;
    world.the_log_counts_the_same(who, &phone, &log, readers)?;
    // After a restore some hold what others find missing at its new place; what they show is the same.
    let is_steady = !world.model.had_restore && !world.model.demoted.contains(&who);
    if is_steady && phone.device().voids() != &end.voids {
        return Err(format!(
            "a newcomer and {who} hold different entries for void:\n{:?}\n{:?}",
            phone.device().voids(),
            end.voids
        ));
    }
    let held = held_places(&world.town.phones[who]);
    let own = world.device_of(who);
    for (seq, (device, device_seq, act)) in served.iter().filter(|(_, (device, ..))| *device != own) {
        if held.get(&(device.0, *device_seq, *act)) != Some(seq) {
            let held = held.get(&(device.0, *device_seq, *act));
            return Err(format!("{who} skipped place {seq}: {device:?} #{device_seq} act {act}, holds {held:?}"));
        }
    }
    Ok(())
}

/// The places of others' acts that a phone's store holds, read from its rows.
fn held_places(phone: &Phone) -> BTreeMap<([u8; 16], u64, u16), Seq> {
    #[derive(minicbor::Decode)]
    struct Row {
        #[n(2)]
        places: BTreeMap<u16, Seq>,
    }
    let store = SealedStore::new(phone.disk.clone(), &StoreKey::from_bytes([7; 32]));
    let rows = store.scan(Table::Parcel).now_or_never().and_then(Result::ok).unwrap_or_default();
    let mut held = BTreeMap::new();
    for (key, value) in rows {
        let parts = key.split_first_chunk::<16>().and_then(|(device, seq)| Some((*device, seq.try_into().ok()?)));
        let (Some((device, seq)), Ok(row)) = (parts, minicbor::decode::<Row>(&value)) else { continue };
        held.extend(row.places.into_iter().map(|(act, at)| ((device, u64::from_be_bytes(seq), act), at)));
    }
    held
}

impl World<'_> {
    /// Whether a phone's member may read a door now, by the plain list of roles.
    pub(super) fn reads(&self, who: usize, door: AreaId) -> bool {
        let estate = &self.town.estate;
        let stairs = [0, 1].map(|grid| (estate.grids()[grid], estate.stair(grid)));
        let grid = (0..2).find(|grid| estate.doors(*grid).contains(&door)).map(|grid| estate.grids()[grid]);
        let added = stairs.into_iter().find(|(_, stair)| super::work::new_doors(*stair).contains(&door));
        let grid = grid.or(added.map(|(grid, _)| grid));
        who != HOSTILE && grid.is_some_and(|grid| self.grids.get(&who).is_some_and(|grids| grids.contains(&grid)))
    }

    /// The doors whose pages somebody may open.
    fn doors_of(&self, who: usize) -> BTreeSet<AreaId> {
        if self.registers(who) { self.model.doors.clone() } else { BTreeSet::new() }
    }

    /// Whether somebody keeps the register.
    pub(super) fn registers(&self, who: usize) -> bool {
        self.walked.contains_key(&who)
    }

    /// Whether somebody added a door.
    pub(super) fn is_new_door(&self, door: AreaId) -> bool {
        (0..2).all(|grid| !self.town.estate.doors(grid).contains(&door))
    }

    /// Whether a phone has own work at a door that others do not see: in quarantine.
    fn has_unsettled(&self, who: usize, door: AreaId) -> bool {
        self.town.phones[who].device().outbox().any(|item| item.area == Some(door) && item.is_pending())
    }

    /// What must hold where the relay lied: nothing own is lost, and whoever does not call it forked sees the truth.
    pub(super) fn after_lies(&mut self) -> Result<(), String> {
        for who in self.honest() {
            nothing_saved_is_lost(self, who)?;
        }
        Ok(())
    }
}
