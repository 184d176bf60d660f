//! Records with an audience of their own, as the relay has them in memory: who reads each now and since when, and where its
//! entries stand.
//!
//! A record is found by the ring that stands for its secret ([`record_ring`]).
//! **Invariant:** who reads a record is the newest audience that has a place, and nothing else.
//! **Invariant:** what one act's records hold together fits into an answer, so whoever comes to read them can be sent it;
//! and no record has more entries than its readers can take in. Of a circle whoever comes is sent all facts of who is in it,
//! and of what was said as much as fits: its newest, or nothing where it does not share its history.

use std::collections::{BTreeMap, BTreeSet};

use linli_shared::access::{RecordAt, RecordMeta, Stream};
use linli_shared::audience::record_ring;
use linli_shared::ids::{AreaId, RingId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::parcel::{Act, Entry};

use super::rows::{CasesRow, ReadersRow, Share};

/// The most bytes it may take to deliver everything of the records that one act is about.
pub(crate) const MAX_TOGETHER: u64 = 4 << 20;
/// The most bytes of the facts that say who is in one circle.
pub(crate) const MAX_FACTS: u64 = 8 << 20;
/// The most bytes that are said in one circle.
pub(crate) const MAX_SAID: u64 = 256 << 20;
/// About how much of what was said in a circle is sent to whoever comes.
pub(crate) const HISTORY: u64 = 1 << 20;
/// What a reader's ring takes of a circle's room, each time the readers are named.
const READER: u64 = 20;
/// What a parcel weighs besides its entries, at most.
const PARCEL: u64 = 320;
/// What an entry weighs that is withheld.
const HASH: u64 = 34;
/// What an entry takes of a record's room besides its bytes: its readers unpack it and judge it among all others.
const ENTRY: u64 = 4 << 10;

/// One record.
#[derive(Debug, Default)]
struct Case {
    /// The rings that read it now, each with the place since which it does without a break.
    readers: BTreeMap<RingId, Seq>,
    /// Rings that read it no longer, each with the place where they stopped: their members are told that, and nothing else.
    gone: BTreeMap<RingId, Seq>,
    /// Of a circle: whether who comes later reads what was said before.
    circle: Option<bool>,
    /// Where its secret turned: generation 2 first.
    turns: Vec<Seq>,
    /// Its places with what it takes to deliver each.
    places: Vec<(Seq, u32)>,
    /// Those of them that say who is in a circle.
    facts: BTreeSet<Seq>,
    /// What it takes of the room that it has: bytes and entries.
    taken: u64,
    /// What facts of who is in a circle take of their room.
    facts_taken: u64,
}

/// All records with an audience in a log.
#[derive(Debug, Default)]
pub(crate) struct Cases(BTreeMap<RingId, Case>);

/// The ring whose readers an entry is for; `None` is everybody.
pub(crate) fn readers_of(entry: &Entry) -> Option<RingId> {
    if entry.kind.has_audience() { Some(record_ring(entry.record, entry.scope)) } else { entry.ring() }
}

/// What a place says of records with an audience; `None` where its act has no entry of one.
pub(crate) fn row(act: &Act, items: usize, meta: impl Fn(&RecordAt) -> Option<RecordMeta>) -> Option<CasesRow> {
    if !act.entries().any(|(_, entry)| entry.kind.has_audience()) {
        return None;
    }
    let changed = act.entries().filter(|(_, entry)| matches!(entry.kind, Kind::Audience | Kind::Circle));
    let changed: BTreeSet<RecordAt> =
        changed.map(|(_, entry)| linli_shared::access::EntryHead::from(entry).record_at()).collect();
    let readers = |at: RecordAt| {
        let audience = meta(&at)?.audience?;
        let generation = audience.generations.len() as u32;
        let circle = audience.circle.as_ref().map(|circle| circle.shares_history);
        Some(ReadersRow { ring: record_ring(at.record, at.scope), generation, readers: audience.rings(), circle })
    };
    let items = u16::try_from(items).unwrap_or(u16::MAX);
    Some(CasesRow { items, readers: changed.into_iter().filter_map(readers).collect() })
}

impl Cases {
    /// Takes in what an act at a place says of audiences.
    pub(crate) fn learn(&mut self, seq: Seq, row: &CasesRow) {
        for ReadersRow { ring, generation, readers, circle } in &row.readers {
            let case = self.0.entry(*ring).or_default();
            let before = core::mem::take(&mut case.readers);
            let since = |reader: &RingId| before.get(reader).copied().unwrap_or(seq);
            case.readers = readers.iter().map(|reader| (*reader, since(reader))).collect();
            if circle.is_some() {
                case.circle = *circle;
                case.facts.insert(seq);
                let gone = before.into_keys().filter(|reader| !readers.contains(reader));
                case.gone.extend(gone.map(|reader| (reader, seq)));
                case.gone.retain(|reader, _| !readers.contains(reader));
            }
            while case.turns.len() as u32 + 1 < *generation {
                case.turns.push(seq);
            }
        }
    }

    /// Counts an act's share; `false` if the ring is no record's.
    pub(crate) fn weigh(&mut self, seq: Seq, share: &Share, row: Option<&CasesRow>) -> bool {
        let Some(case) = share.ring.and_then(|ring| self.0.get_mut(&ring)) else { return false };
        let cost = u64::from(share.bytes) + row.map_or(0, |row| overhead(usize::from(row.items)));
        if case.facts.contains(&seq) {
            case.facts_taken += cost + READER * case.readers.len() as u64;
        } else {
            case.taken += cost + if case.circle.is_some() { 0 } else { ENTRY * u64::from(share.entries.unwrap_or(1)) };
        }
        case.places.push((seq, u32::try_from(cost).unwrap_or(u32::MAX)));
        true
    }

    /// Forgets a record that was erased.
    pub(crate) fn forget(&mut self, ring: RingId) {
        self.0.remove(&ring);
    }

    /// The places with entries of a record.
    pub(crate) fn places(&self, ring: RingId) -> impl Iterator<Item = Seq> {
        self.0.get(&ring).into_iter().flat_map(|case| case.places.iter().map(|(seq, _)| *seq))
    }

    /// Whether a stream carries the entries of a ring and scope: a record's go with those who read it now.
    pub(crate) fn carries(&self, stream: &Stream, ring: Option<RingId>, scope: AreaId) -> bool {
        let Some(case) = ring.and_then(|ring| self.0.get(&ring)) else { return stream.carries(ring, scope) };
        case.is_read_by(stream, scope).is_some()
    }

    /// Whether a stream carries an entry at a place: of a circle that does not share its history whoever came later gets the
    /// facts alone, and whoever goes is told that.
    pub(crate) fn gives(&self, stream: &Stream, entry: &Entry, seq: Seq) -> bool {
        let ring = readers_of(entry);
        self.carries_at(stream, ring, entry.scope, seq)
            && (entry.kind == Kind::Circle || !self.gives_facts_only(stream, ring, entry.scope, seq))
    }

    /// Whether a stream carries anything of a ring and scope at a place.
    pub(crate) fn carries_at(&self, stream: &Stream, ring: Option<RingId>, scope: AreaId, seq: Seq) -> bool {
        let Some(case) = ring.and_then(|ring| self.0.get(&ring)) else { return stream.carries(ring, scope) };
        match case.is_read_by(stream, scope) {
            Some(since) => case.circle != Some(false) || seq >= since || case.facts.contains(&seq),
            None => stream.ring.is_some_and(|reader| case.gone.get(&reader) == Some(&seq)),
        }
    }

    fn gives_facts_only(&self, stream: &Stream, ring: Option<RingId>, scope: AreaId, seq: Seq) -> bool {
        let Some(case) = ring.and_then(|ring| self.0.get(&ring)) else { return false };
        case.is_read_by(stream, scope).is_none_or(|since| case.circle == Some(false) && seq < since)
    }

    /// Whether who came late to a record gets an earlier entry of it.
    pub(crate) fn gives_earlier(&self, entry: &Entry) -> bool {
        let case = readers_of(entry).and_then(|ring| self.0.get(&ring));
        entry.kind == Kind::Circle || case.is_none_or(|case| case.circle != Some(false))
    }

    /// The newest generation of each record of an act that was there at a place.
    pub(crate) fn generations_at<'a>(
        &'a self,
        act: &'a Act,
        seen: Seq,
    ) -> impl Iterator<Item = (RingId, u32)> + use<'a> {
        let rings = act.entries().filter(|(_, entry)| entry.kind.has_audience()).filter_map(|(_, entry)| entry.ring());
        rings.filter_map(move |ring| {
            let turned = self.0.get(&ring)?.turns.partition_point(|turned| *turned <= seen);
            Some((ring, turned as u32 + 1))
        })
    }

    /// Whether everything of an act's records, with what the act adds, can be delivered together.
    pub(crate) fn has_room(&self, act: &Act, items: usize) -> bool {
        self.has_room_in_circle(act, items) && self.has_room_in_cases(act, items)
    }

    /// Whether a circle can hold what an act adds; an act speaks of one circle at most.
    fn has_room_in_circle(&self, act: &Act, items: usize) -> bool {
        let of_circles = || act.entries().filter(|(_, entry)| entry.kind.base() == Kind::Circle);
        let circles: BTreeSet<Option<RingId>> = of_circles().map(|(_, entry)| readers_of(entry)).collect();
        let case = circles.first().copied().flatten().and_then(|ring| self.0.get(&ring));
        let (said, facts) = case.map_or((0, 0), |case| (case.taken, case.facts_taken));
        let added: u64 = of_circles().map(|(_, entry)| entry.body.len() as u64).sum::<u64>() + overhead(items);
        let names = of_circles().any(|(_, entry)| entry.kind == Kind::Circle);
        let readers = READER * case.map_or(0, |case| case.readers.len() as u64);
        let fits = if names { facts + added + readers <= MAX_FACTS } else { said + added <= MAX_SAID };
        circles.len() <= 1 && (circles.is_empty() || fits)
    }

    fn has_room_in_cases(&self, act: &Act, items: usize) -> bool {
        let of_records = || act.entries().filter(|(_, entry)| entry.kind.base() == Kind::Case);
        let rings: BTreeSet<RingId> = of_records().filter_map(|(_, entry)| readers_of(entry)).collect();
        let held: u64 = rings.iter().filter_map(|ring| self.0.get(ring)).map(|case| case.taken).sum();
        let added: u64 = of_records().map(|(_, entry)| entry.body.len() as u64 + ENTRY).sum();
        rings.is_empty() || held + added + overhead(items) <= MAX_TOGETHER
    }

    /// The place up to which a device, standing at these positions, was never sent a record that it reads; `None` if it
    /// has it, or comes by it in the order of places.
    pub(crate) fn unsent(&self, ring: RingId, scope: AreaId, positions: &BTreeMap<Stream, Seq>) -> Option<Seq> {
        let case = self.0.get(&ring)?;
        let mut lowest = None;
        for (stream, at) in positions {
            let Some(since) = case.is_read_by(stream, scope) else { continue };
            if *at >= since {
                return None;
            }
            lowest = Some(lowest.map_or(*at, |lowest: Seq| lowest.min(*at)));
        }
        lowest.filter(|lowest| case.places.first().is_some_and(|(first, _)| first <= lowest))
    }

    /// The places of a record up to another, with what it takes to deliver them.
    pub(crate) fn up_to(&self, ring: RingId, through: Seq) -> (Vec<Seq>, u64) {
        let Some(case) = self.0.get(&ring) else { return (Vec::new(), 0) };
        let earlier = case.places.partition_point(|(seq, _)| *seq <= through);
        let mut left = if case.circle == Some(true) { HISTORY } else { 0 };
        let mut places: Vec<(Seq, u64)> = Vec::new();
        for (seq, bytes) in case.places[..earlier].iter().rev().map(|(seq, bytes)| (*seq, u64::from(*bytes))) {
            let fits = case.circle.is_none() || case.facts.contains(&seq) || bytes <= left;
            if fits {
                places.push((seq, bytes));
            }
            if case.circle.is_some() && !case.facts.contains(&seq) {
                // Of what was said the newest without a gap.
                left = if fits { left - bytes } else { 0 };
            }
        }
        places.reverse();
        (places.iter().map(|(seq, _)| *seq).collect(), places.iter().map(|(_, bytes)| bytes).sum())
    }
}

impl Case {
    /// Since when a stream has carried the record; `None` if it does not.
    fn is_read_by(&self, stream: &Stream, scope: AreaId) -> Option<Seq> {
        let reader = stream.ring.filter(|_| stream.area.is_none_or(|area| area == scope))?;
        self.readers.get(&reader).copied()
    }
}

/// What a parcel of so many entries weighs with all of them withheld.
fn overhead(items: usize) -> u64 {
    PARCEL + HASH * items as u64
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    const CASE: RingId = RingId([1; 16]);
    const COMMITTEE: RingId = RingId([2; 16]);
    const WORKERS: RingId = RingId([3; 16]);
    const EAST: AreaId = AreaId([11; 16]);
    const WEST: AreaId = AreaId([12; 16]);

    fn readers(generation: u32, readers: &[RingId]) -> CasesRow {
        let readers = readers.iter().copied().collect();
        CasesRow { items: 2, readers: vec![ReadersRow { ring: CASE, generation, readers, circle: None }] }
    }

    /// A record at places 3 and 5, and with the workers from place 7 on.
    fn known() -> Cases {
        let mut cases = Cases::default();
        for (seq, row) in [(3, Some(readers(1, &[COMMITTEE]))), (5, None), (7, Some(readers(1, &[COMMITTEE, WORKERS])))]
        {
            if let Some(row) = &row {
                cases.learn(seq, row);
            }
            let share = Share { ring: Some(CASE), scope: EAST, bytes: 100, entries: Some(1) };
            assert!(cases.weigh(seq, &share, Some(&CasesRow { items: 2, readers: Vec::new() })));
        }
        cases
    }

    fn at(positions: &[(RingId, Option<AreaId>, Seq)]) -> BTreeMap<Stream, Seq> {
        positions.iter().map(|(ring, area, at)| (Stream { ring: Some(*ring), area: *area }, *at)).collect()
    }

    #[test]
    fn a_record_goes_with_the_streams_of_those_who_read_it_now() {
        let mut cases = known();
        let stream = |ring, area| Stream { ring, area };
        for (stream, carries) in [
            (stream(Some(COMMITTEE), None), true),
            (stream(Some(WORKERS), Some(EAST)), true),
            (stream(Some(WORKERS), Some(WEST)), false),
            (stream(None, None), false),
            // Whoever names the record's own ring reads nothing by it.
            (stream(Some(CASE), None), false),
        ] {
            assert_eq!(cases.carries(&stream, Some(CASE), EAST), carries, "{stream:?}");
        }
        cases.learn(9, &readers(2, &[COMMITTEE]));
        assert!(!cases.carries(&stream(Some(WORKERS), Some(EAST)), Some(CASE), EAST));
    }

    #[test]
    fn what_was_never_sent_is_told_by_positions_alone() {
        let mut cases = known();
        for (positions, unsent) in [
            (at(&[(WORKERS, Some(EAST), 6)]), Some(6)),
            (at(&[(WORKERS, Some(EAST), 2)]), None),
            (at(&[(WORKERS, Some(EAST), 0)]), None),
            (at(&[(WORKERS, Some(EAST), 7)]), None),
            (at(&[(WORKERS, Some(WEST), 6)]), None),
            (at(&[(COMMITTEE, None, 6), (WORKERS, Some(EAST), 6)]), None),
            // A stream of the committee that is new here: everything comes in order.
            (at(&[(COMMITTEE, None, 0), (WORKERS, Some(EAST), 6)]), None),
            (at(&[]), None),
        ] {
            assert_eq!(cases.unsent(CASE, EAST, &positions), unsent, "{positions:?}");
        }
        assert_eq!(cases.up_to(CASE, 6), (vec![3, 5], 2 * (100 + 320 + 68)));
        // Taken away and given back: what came between is missing too.
        cases.learn(9, &readers(2, &[COMMITTEE]));
        cases.learn(12, &readers(2, &[COMMITTEE, WORKERS]));
        assert_eq!(cases.unsent(CASE, EAST, &at(&[(WORKERS, Some(EAST), 7)])), Some(7));
        assert_eq!(cases.unsent(CASE, EAST, &at(&[(WORKERS, Some(EAST), 12)])), None);
    }
}
