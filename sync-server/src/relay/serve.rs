//! Serving: what came after a device's positions, as far as its streams reach.
//!
//! **Invariant:** an entry leaves the relay only for a device whose streams carry it; everything else of its parcel leaves
//! as hashes. A place is counted as delivered only when all before it are.
//! **Invariant:** of a record with an audience of its own, whoever reads it now gets all of it: who came to it late is sent its
//! earlier acts, under their own places, in front of the first that comes in order. Of a circle the newest, or who is in it
//! alone where what was said before is not for them.

use std::collections::{BTreeMap, BTreeSet};

use ed25519_dalek::{Signer, SigningKey};
use linli_shared::access::{Stream, stream_set, streams};
use linli_shared::calendar::Millis;
use linli_shared::ids::{DeviceId, RingId};
use linli_shared::log::{EraStart, Seq};
use linli_shared::parcel::{Entry, Item, Parcel, ParcelHash};
use linli_shared::protocol::{Chain, Delivered, Desk, LogAnswer, LogAsk, SnapshotPart, Verdict, head_message};
use linli_shared::roster::RingKind;

use super::cases::readers_of;
use super::log::Log;
use super::rows::{PlaceRow, parcel_key, place_key, read};
use super::snapshots;
use super::view::View;
use crate::store::{Store, StoreError, Table};

/// The most places looked at for one answer.
const MAX_LOOKED_AT: u64 = 50_000;
/// Places read at once.
const PART: usize = 256;

/// What a whole answer may still carry.
pub(crate) struct Budget {
    bytes: usize,
    is_fresh: bool,
}

impl Budget {
    pub(crate) fn new(bytes: usize) -> Self {
        Self { bytes, is_fresh: true }
    }

    /// Takes what fits; the first thing always does, so that every answer makes progress.
    fn take(&mut self, bytes: usize) -> bool {
        let fits = self.is_fresh || bytes <= self.bytes;
        if fits {
            self.bytes = self.bytes.saturating_sub(bytes);
            self.is_fresh = false;
        }
        fits
    }

    /// Takes what goes beside the entries, which still make progress.
    pub(crate) fn set_aside(&mut self, bytes: usize) {
        self.bytes = self.bytes.saturating_sub(bytes);
    }
}

/// What the push part of a request came to.
pub(crate) struct Pushed {
    pub(crate) verdicts: Vec<Vec<Verdict>>,
    /// Places of the asking device's own acts that were accepted just now.
    pub(crate) own: BTreeSet<Seq>,
    pub(crate) chain: Option<Chain>,
    pub(crate) desk: Option<Desk>,
}

/// Where the device stands in the streams it may read.
struct Wanted {
    positions: BTreeMap<Stream, Seq>,
    /// The streams to tell it of.
    told: Option<BTreeSet<Stream>>,
    /// Whether it has to say first where it stands in them.
    is_unclear: bool,
    eras: Vec<EraStart>,
}

/// Who asks for what.
pub(crate) struct Asked<'a> {
    pub(crate) device: DeviceId,
    pub(crate) ask: &'a LogAsk,
    pub(crate) now: Millis,
    /// The most bytes of its desk.
    pub(crate) desk: usize,
}

/// The answer for one log.
pub(crate) fn serve<S: Store>(
    view: &View<'_, S>,
    log: &Log,
    key: &SigningKey,
    asked: &Asked<'_>,
    pushed: Pushed,
    budget: &mut Budget,
) -> Result<LogAnswer, StoreError> {
    let ask = asked.ask;
    let mut wanted = wanted(log, asked.device, ask, log.time_now(asked.now));
    let skipped = if ask.era == log.era() { pushed.own } else { BTreeSet::new() };
    let mut found = Found { through: 0, parcels: Vec::new(), is_whole: false };
    let mut parts = Vec::new();
    if !wanted.is_unclear {
        let is_whole = serve_snapshots(view, log, ask, &mut wanted.positions, budget, &mut parts)?;
        let start = wanted.positions.values().min().copied().unwrap_or(log.last);
        found.through = start;
        if is_whole {
            found = entries(view, log, &wanted.positions, start, &skipped, budget)?;
        }
    }
    let (head, _) = log.at(view, found.through)?;
    let signature = key.sign(&head_message(log.code, log.era(), found.through, head)).to_bytes();
    Ok(LogAnswer {
        code: log.code,
        era: log.era(),
        through: found.through,
        head,
        signature,
        more: !found.is_whole,
        chain: pushed.chain,
        verdicts: pushed.verdicts,
        parcels: found.parcels,
        streams: wanted.told,
        eras: wanted.eras,
        snapshots: parts,
        safe_through: log.row.safe_through,
        desk: pushed.desk,
    })
}

fn wanted(log: &Log, device: DeviceId, ask: &LogAsk, time: Millis) -> Wanted {
    let current = streams(log.history.current(), time, device);
    let eras: Vec<EraStart> = match ask.era {
        era if era > log.era() => log.row.eras.clone(),
        era => log.row.eras.iter().filter(|start| start.era > era).copied().collect(),
    };
    let bound = if ask.era > log.era() { 0 } else { log.kept_of(ask.era) };
    // A device of an era that the backup does not know has to go back further than any start says.
    let far = if ask.era == 0 { Seq::MAX } else { bound };
    let eras = eras.into_iter().map(|start| EraStart { after: start.after.min(far), ..start }).collect();
    let at = |seq: Seq| seq.min(bound);
    // A member's own ring is new to them long after the community's beginning: nobody looks through all that was before.
    let begin = |stream: &Stream, at: Seq| at.max(log.empty_up_to(stream));
    if ask.positions.is_empty() {
        let is_known = ask.set == stream_set(log.code, &current);
        let start = if is_known { at(ask.at) } else { 0 };
        return Wanted {
            positions: current.iter().map(|stream| (*stream, begin(stream, start))).collect(),
            told: (!is_known).then_some(current),
            is_unclear: !is_known && ask.set != 0,
            eras,
        };
    }
    let held: BTreeMap<Stream, Seq> = ask
        .positions
        .iter()
        .flat_map(|position| position.streams.iter().map(|stream| (*stream, at(position.at))))
        .collect();
    let is_same = held.keys().eq(current.iter());
    let position = |stream: &Stream| begin(stream, held.get(stream).copied().unwrap_or(0));
    let positions = current.iter().map(|stream| (*stream, position(stream))).collect();
    Wanted { positions, told: (!is_same).then_some(current), is_unclear: false, eras }
}

/// Adds the parts of snapshots that are lighter than what they cover; true once all of them are in.
fn serve_snapshots<S: Store>(
    view: &View<'_, S>,
    log: &Log,
    ask: &LogAsk,
    positions: &mut BTreeMap<Stream, Seq>,
    budget: &mut Budget,
    served: &mut Vec<SnapshotPart>,
) -> Result<bool, StoreError> {
    if ask.no_snapshot {
        return Ok(true);
    }
    for (stream, position) in positions {
        let is_of_register =
            |ring| log.history.current().ring(ring).is_some_and(|ring| ring.kind == RingKind::Register);
        // An older release took others too, which would stand for tickets that are not in them.
        let Some(kept) = log.snapshots.get(stream).filter(|_| stream.ring.is_some_and(is_of_register)) else {
            continue;
        };
        let is_lighter = || kept.bytes < log.weight(stream, *position, kept.covers);
        if kept.covers <= *position || !is_lighter() {
            continue;
        }
        let held = ask.partial.filter(|(hash, _)| *hash == kept.hash).map_or(0, |(_, held)| held);
        if held < kept.parts {
            for part in snapshots::parts(view, log, stream)?.skip(usize::from(held)) {
                if !budget.take(part.part.len() + 32 * usize::from(kept.parts) + 256) {
                    return Ok(false);
                }
                served.push(part);
            }
        }
        *position = kept.covers;
    }
    Ok(true)
}

struct Found {
    through: Seq,
    parcels: Vec<Delivered>,
    is_whole: bool,
}

/// An act of a parcel with its place and the relay's time there.
type Placed = (u16, Seq, Millis);

/// Neighbouring places of one parcel.
struct Group {
    parcel: ParcelHash,
    places: Vec<Placed>,
    /// What its readable entries weigh at least.
    bytes: usize,
    /// Records that the device never got, with the place up to which it lacks them. Such a group is of one place.
    unsent: BTreeMap<RingId, Seq>,
}

fn entries<S: Store>(
    view: &View<'_, S>,
    log: &Log,
    positions: &BTreeMap<Stream, Seq>,
    start: Seq,
    skipped: &BTreeSet<Seq>,
    budget: &mut Budget,
) -> Result<Found, StoreError> {
    let mut found = Found { through: start, parcels: Vec::new(), is_whole: false };
    let mut group: Option<Group> = None;
    let mut met = BTreeSet::new();
    let end = log.last.min(start.saturating_add(MAX_LOOKED_AT));
    let mut next = start + 1;
    while next <= end {
        let rows = view.range(Table::Place, &place_key(log.code, next), &place_key(log.code, end + 1), PART)?;
        if rows.is_empty() {
            return Err(StoreError::Unreadable);
        }
        for (_, value) in rows {
            let place: PlaceRow = read(&value)?;
            let seq = next;
            next += 1;
            let mut bytes = readable(log, &place, positions, seq);
            let unsent = if bytes == 0 { BTreeMap::new() } else { unsent(log, &place, positions, &mut met) };
            // Own work that a device gets with what was before it: it is the sign that the rest was sent.
            if skipped.contains(&seq) && unsent.is_empty() {
                bytes = 0;
            }
            let ends = |group: &mut Group| {
                group.parcel != place.parcel || !group.unsent.is_empty() || (bytes > 0 && !unsent.is_empty())
            };
            if let Some(ready) = group.take_if(ends)
                && !deliver(view, log, positions, ready, budget, &mut found)?
            {
                return Ok(found);
            }
            if bytes > 0 {
                let new = || Group { parcel: place.parcel, places: Vec::new(), bytes: 0, unsent: BTreeMap::new() };
                let group = group.get_or_insert_with(new);
                group.places.push((place.act, seq, place.time));
                group.bytes +=
                    bytes + unsent.iter().map(|(ring, through)| earlier_bytes(log, *ring, *through)).sum::<usize>();
                group.unsent = unsent;
            }
            if group.is_none() {
                found.through = seq;
            }
        }
    }
    if let Some(ready) = group
        && !deliver(view, log, positions, ready, budget, &mut found)?
    {
        return Ok(found);
    }
    found.through = end;
    found.is_whole = end == log.last;
    Ok(found)
}

fn readable(log: &Log, place: &PlaceRow, positions: &BTreeMap<Stream, Seq>, seq: Seq) -> usize {
    let is_new = |share: &&super::rows::Share| {
        positions.iter().any(|(stream, at)| *at < seq && log.cases.carries_at(stream, share.ring, share.scope, seq))
    };
    place.shares.iter().filter(is_new).map(|share| share.bytes as usize).sum()
}

/// The records of a place that the device reads and was never sent, each told at the first of its places alone.
fn unsent(
    log: &Log,
    place: &PlaceRow,
    positions: &BTreeMap<Stream, Seq>,
    met: &mut BTreeSet<RingId>,
) -> BTreeMap<RingId, Seq> {
    if place.cases.is_none() {
        return BTreeMap::new();
    }
    let shares = place.shares.iter().filter_map(|share| Some((share.ring?, share.scope)));
    let unsent = shares.filter_map(|(ring, scope)| Some((ring, log.cases.unsent(ring, scope, positions)?)));
    unsent.filter(|(ring, _)| met.insert(*ring)).collect()
}

fn earlier_bytes(log: &Log, ring: RingId, through: Seq) -> usize {
    usize::try_from(log.cases.up_to(ring, through).1).unwrap_or(usize::MAX)
}

/// The earlier acts of records that a device was never sent, with about their bytes.
fn earlier<S: Store>(
    view: &View<'_, S>,
    log: &Log,
    unsent: &BTreeMap<RingId, Seq>,
) -> Result<(Vec<Delivered>, usize), StoreError> {
    let places: BTreeSet<Seq> = unsent.iter().flat_map(|(ring, through)| log.cases.up_to(*ring, *through).0).collect();
    let mut order: Vec<(ParcelHash, Vec<Placed>)> = Vec::new();
    let mut of_parcel: BTreeMap<ParcelHash, usize> = BTreeMap::new();
    for seq in places {
        let row = view.get(Table::Place, &place_key(log.code, seq))?.ok_or(StoreError::Unreadable)?;
        let place: PlaceRow = read(&row)?;
        let at = (place.act, seq, place.time);
        let index = *of_parcel.entry(place.parcel).or_insert(order.len());
        match order.get_mut(index) {
            Some((_, places)) => places.push(at),
            None => order.push((place.parcel, vec![at])),
        }
    }
    let (mut found, mut bytes) = (Vec::new(), 0);
    for (hash, places) in order {
        let is_of = |_: Seq, entry: &Entry| {
            let is_unsent =
                entry.kind.has_audience() && readers_of(entry).is_some_and(|ring| unsent.contains_key(&ring));
            is_unsent && log.cases.gives_earlier(entry)
        };
        let parcel = part(view, log, &hash, &places, is_of)?;
        bytes += weight(&parcel) + places.len() * 16;
        found.push(Delivered { parcel, places });
    }
    Ok((found, bytes))
}

/// A parcel with nothing left in it but some entries of the acts at some places.
fn part<S: Store>(
    view: &View<'_, S>,
    log: &Log,
    hash: &ParcelHash,
    places: &[Placed],
    is_for: impl Fn(Seq, &Entry) -> bool,
) -> Result<Parcel, StoreError> {
    let row = view.get(Table::Parcel, &parcel_key(log.code, hash))?.ok_or(StoreError::Unreadable)?;
    let acts: BTreeMap<u16, Seq> = places.iter().map(|(act, seq, _)| (*act, *seq)).collect();
    let parcel = Parcel::from_bytes(&row).map_err(|_| StoreError::Unreadable)?;
    let place = |act: usize| u16::try_from(act).ok().and_then(|act| acts.get(&act));
    Ok(parcel.withhold(|act, entry| place(act).is_some_and(|seq| is_for(*seq, entry))))
}

/// Adds a group if it fits; `through` then reaches to the last place of the group.
fn deliver<S: Store>(
    view: &View<'_, S>,
    log: &Log,
    positions: &BTreeMap<Stream, Seq>,
    group: Group,
    budget: &mut Budget,
    found: &mut Found,
) -> Result<bool, StoreError> {
    if !budget.is_fresh && group.bytes > budget.bytes {
        return Ok(false);
    }
    let is_for = |seq: Seq, entry: &Entry| positions.keys().any(|stream| log.cases.gives(stream, entry, seq));
    let parcel = part(view, log, &group.parcel, &group.places, is_for)?;
    let (earlier, bytes) = earlier(view, log, &group.unsent)?;
    if !budget.take(weight(&parcel) + group.places.len() * 16 + bytes) {
        return Ok(false);
    }
    found.parcels.extend(earlier);
    found.through = group.places.last().map_or(found.through, |(_, seq, _)| *seq);
    found.parcels.push(Delivered { parcel, places: group.places });
    Ok(true)
}

/// About the bytes of a parcel on the wire.
pub(crate) fn weight(parcel: &Parcel) -> usize {
    let item = |item: &Item| match item {
        Item::Entry(entry) => entry.body.len() + 32,
        Item::Withheld(_) => 34,
    };
    320 + parcel.acts().iter().flat_map(|act| &act.0).map(item).sum::<usize>()
}
