//! One log as the relay has it in memory: its end, its roster with the past, what its streams weigh.
//!
//! **Invariant:** everything here can be rebuilt from the store; after a failed commit it is.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use linli_shared::access::Stream;
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::{AreaId, DeviceId, LogCode, MemberId, RingId};
use linli_shared::judge::Effects;
use linli_shared::log::{Era, EraStart, Head, Seen, Seq, ShortHead};
use linli_shared::parcel::{Act, ParcelHash};
use linli_shared::protocol::Snapshot;
use linli_shared::roster::{RosterFact, RosterHistory};

use super::blobs::{Usage, blob_at};
use super::cases::{self, Cases};
use super::hold::News;
use super::lobby::Knock;
use super::rows::{CasesRow, LobbyRow, LogRow, PlaceRow, Share, fact_key, log_key, place_key, read, record_key};
use super::snapshots::Kept;
use super::tally::{self, Tally};
use super::view::View;
use crate::store::{Store, StoreError, Table};

/// Whom entries are for: a ring, or nobody in particular, and a scope.
pub(crate) type Audience = (Option<RingId>, AreaId);

/// Where an act comes from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Origin {
    pub(crate) parcel: ParcelHash,
    pub(crate) act: u16,
    /// How many entries the parcel has.
    pub(crate) items: usize,
    /// The device that wrote it.
    pub(crate) device: DeviceId,
    /// Formed before a restore: it had a place already.
    pub(crate) is_reoffered: bool,
}

/// Whether a place that a device says it has seen is in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    /// It is, and this was the relay time there.
    Held { seq: Seq, time: Millis },
    /// It was lost in a restore; what counts is the last place kept of it.
    Lost { kept: Seq },
    /// It is in some other log.
    Unknown,
}

pub(crate) struct Log {
    pub(crate) code: LogCode,
    pub(crate) row: LogRow,
    pub(crate) last: Seq,
    pub(crate) head: Head,
    pub(crate) time: Millis,
    pub(crate) history: RosterHistory,
    pub(crate) snapshots: BTreeMap<Stream, Kept>,
    /// Who asks to join.
    pub(crate) lobby: BTreeMap<DeviceId, Knock>,
    /// What photos and files take.
    pub(crate) blobs: Usage,
    /// For each ring and scope the places with entries and the bytes up to there.
    weights: BTreeMap<Audience, Vec<(Seq, u64)>>,
    /// Where each ring began: nothing before it is sealed to it.
    began: BTreeMap<RingId, Seq>,
    /// Records with an audience of their own; what they weigh is counted there.
    pub(crate) cases: Cases,
    /// How much each member said.
    pub(crate) tally: Tally,
    /// What the group under way brought.
    pub(crate) news: News,
    /// Whether it is ahead of the store.
    pub(crate) is_changed: bool,
}

impl Log {
    /// A log before its first act.
    pub(crate) fn new(code: LogCode) -> Self {
        let row = LogRow { eras: vec![EraStart { era: 1, after: 0 }], safe_through: 0 };
        Self {
            code,
            row,
            last: 0,
            head: Head::genesis(code),
            time: Millis(i64::MIN),
            history: RosterHistory::new(code),
            snapshots: BTreeMap::new(),
            lobby: BTreeMap::new(),
            blobs: Usage::default(),
            weights: BTreeMap::new(),
            began: BTreeMap::new(),
            cases: Cases::default(),
            tally: Tally::default(),
            news: News::default(),
            is_changed: false,
        }
    }

    /// Rebuilds a log; `None` if it is not here.
    pub(crate) fn load<S: Store>(view: &View<'_, S>, code: LogCode) -> Result<Option<Self>, StoreError> {
        let prefix = log_key(code);
        let Some(row) = view.get(Table::Log, &prefix)? else { return Ok(None) };
        let mut log = Self { row: read(&row)?, ..Self::new(code) };
        view.each(Table::Place, &prefix, |key, value| {
            let place: PlaceRow = read(value)?;
            log.last = u64::from_be_bytes(key.try_into().map_err(|_| StoreError::Unreadable)?);
            log.head = place.head;
            log.time = place.time;
            log.weigh(log.last, &place.shares, place.cases.as_ref());
            place.said.iter().for_each(|said| log.tally.count(said, place.time));
            Ok(())
        })?;
        view.each(Table::Fact, &prefix, |key, value| {
            let (seq, _) = key.split_first_chunk().ok_or(StoreError::Unreadable)?;
            let fact = RosterFact::from_body(value).map_err(|_| StoreError::Unreadable)?;
            log.learn(u64::from_be_bytes(*seq), fact);
            Ok(())
        })?;
        view.each(Table::Snapshot, &prefix, |_, value| {
            let (stream, kept) = Kept::of(&read::<Snapshot>(value)?)?;
            log.snapshots.insert(stream, kept);
            Ok(())
        })?;
        view.each(Table::Lobby, &prefix, |key, value| {
            let device = DeviceId(key.try_into().map_err(|_| StoreError::Unreadable)?);
            log.lobby.insert(device, Knock::of(&read::<LobbyRow>(value)?));
            Ok(())
        })?;
        view.each(Table::Blob, &prefix, |key, value| {
            let (blob, under_way) = blob_at(key)?;
            log.blobs.see(blob, under_way, &read(value)?);
            Ok(())
        })?;
        Ok(Some(log))
    }

    pub(crate) fn era(&self) -> Era {
        self.row.eras.last().map_or(1, |start| start.era)
    }

    /// The relay time of an act that comes now.
    pub(crate) fn time_now(&self, now: Millis) -> Millis {
        self.time.max(now)
    }

    /// The last place that was kept of an era: its own end, or where a later era forked off.
    ///
    /// Of an era that the restored backup does not know nothing is known to be kept.
    pub(crate) fn kept_of(&self, era: Era) -> Seq {
        if era != 0 && era < self.era() && self.row.eras.iter().all(|start| start.era != era) {
            return 0;
        }
        self.row.eras.iter().filter(|start| start.era > era).map(|start| start.after).min().unwrap_or(self.last)
    }

    /// The head at a place and the relay time there.
    pub(crate) fn at<S: Store>(&self, view: &View<'_, S>, seq: Seq) -> Result<(ShortHead, Millis), StoreError> {
        if seq == 0 {
            return Ok((Head::genesis(self.code).short(), Millis(i64::MIN)));
        }
        if seq == self.last {
            return Ok((self.head.short(), self.time));
        }
        let row = view.get(Table::Place, &place_key(self.code, seq))?.ok_or(StoreError::Unreadable)?;
        let place: PlaceRow = read(&row)?;
        Ok((place.head.short(), place.time))
    }

    /// Looks for the place that a device says it has seen.
    ///
    /// A place of an older era that was lost in a restore cannot be checked. It counts as the last place kept of that
    /// era: claiming it gains nothing over claiming that one, and refusing it would lose what was written after it.
    pub(crate) fn sight<S: Store>(&self, view: &View<'_, S>, seen: &Seen) -> Result<Sight, StoreError> {
        if seen.era > self.era() {
            return Ok(Sight::Unknown);
        }
        let kept = self.kept_of(seen.era);
        if seen.seq > kept {
            return Ok(if seen.era > 0 && seen.era < self.era() { Sight::Lost { kept } } else { Sight::Unknown });
        }
        let (head, time) = self.at(view, seen.seq)?;
        let fits = head == seen.head || (seen.seq == 0 && seen.head == ShortHead::default());
        Ok(if fits { Sight::Held { seq: seen.seq, time } } else { Sight::Unknown })
    }

    /// Gives an act the next place.
    pub(crate) fn place<S: Store>(
        &mut self,
        view: &mut View<'_, S>,
        now: Millis,
        origin: Origin,
        act: &Act,
        effects: Effects,
    ) -> Seq {
        let time = self.time_now(now);
        let seq = self.last + 1;
        let head = self.head.next(self.era(), seq, time, &origin.parcel, origin.act);
        let shares = shares(act);
        let cases = cases::row(act, origin.items, |at| effects.records.get(at).cloned());
        self.weigh(seq, &shares, cases.as_ref());
        self.news.place(&shares);
        for (index, fact) in effects.facts.into_iter().enumerate() {
            view.put(Table::Fact, fact_key(self.code, seq, index as u16), fact.to_body());
            self.learn(seq, fact);
        }
        // Its author may have come in with it.
        let said = tally::said(act, self.author(origin.device));
        said.iter().for_each(|said| self.tally.count(said, time));
        let Origin { parcel, act, .. } = origin;
        let row = PlaceRow { time, parcel, act, head, shares, erased: None, cases, said };
        view.put(Table::Place, place_key(self.code, seq), cbor::to_vec(&row));
        for (at, meta) in effects.records {
            view.put(Table::Record, record_key(self.code, &at), cbor::to_vec(&meta));
        }
        (self.last, self.head, self.time, self.is_changed) = (seq, head, time, true);
        seq
    }

    /// Whether there is room for an act, in what is kept together and in what its author may say.
    pub(crate) fn has_room(&mut self, act: &Act, origin: &Origin, now: Millis) -> bool {
        let (author, time) = (self.author(origin.device), self.time_now(now));
        let day = (!origin.is_reoffered).then_some(time);
        self.cases.has_room(act, origin.items) && self.tally.has_room(act, author, day)
    }

    /// The member of a device.
    pub(crate) fn author(&self, device: DeviceId) -> MemberId {
        self.history.current().device(device).map(|device| device.member).unwrap_or_default()
    }

    /// Writes what is not about places.
    pub(crate) fn save_row<S: Store>(&mut self, view: &mut View<'_, S>) {
        view.put(Table::Log, log_key(self.code), cbor::to_vec(&self.row));
        self.is_changed = true;
    }

    /// The bytes of a stream's entries after one place up to another.
    pub(crate) fn weight(&self, stream: &Stream, after: Seq, through: Seq) -> u64 {
        let carried = self.weights.iter().filter(|((ring, scope), _)| stream.carries(*ring, *scope));
        carried.map(|(_, places)| up_to(places, through).saturating_sub(up_to(places, after))).sum()
    }

    /// The newest generation of each ring at a place, and of the records of an act.
    pub(crate) fn with_cases<'a>(
        &self,
        rings: &'a BTreeMap<RingId, u32>,
        act: &Act,
        seen: Seq,
    ) -> Cow<'a, BTreeMap<RingId, u32>> {
        let mut all = Cow::Borrowed(rings);
        for (ring, generation) in self.cases.generations_at(act, seen) {
            all.to_mut().insert(ring, generation);
        }
        all
    }

    /// The places with entries of a scope, whoever reads them; without records with an audience of their own.
    pub(crate) fn places_in(&self, scope: AreaId) -> BTreeSet<Seq> {
        let of_scope = self.weights.iter().filter(|((_, known), _)| *known == scope);
        of_scope.flat_map(|(_, places)| places.iter().map(|(seq, _)| *seq)).collect()
    }

    /// Takes off what a place weighs less than it did.
    pub(crate) fn lighten(&mut self, seq: Seq, before: &[Share], after: &[Share]) {
        for share in before {
            let left = after.iter().find(|left| (left.ring, left.scope) == (share.ring, share.scope));
            let gone = u64::from(share.bytes).saturating_sub(left.map_or(0, |left| u64::from(left.bytes)));
            // What is erased of a record with an audience is forgotten with the record.
            let Some(places) = self.weights.get_mut(&(share.ring, share.scope)) else { continue };
            let start = places.partition_point(|(place, _)| *place < seq);
            places.iter_mut().skip(start).for_each(|(_, bytes)| *bytes = bytes.saturating_sub(gone));
        }
        self.is_changed = true;
    }

    fn learn(&mut self, seq: Seq, fact: RosterFact) {
        if let RosterFact::RingTurned { turn } = &fact {
            self.began.entry(turn.ring).or_insert(seq);
        }
        self.history.push(seq, fact);
    }

    /// The place up to which nothing can be in a stream.
    pub(crate) fn empty_up_to(&self, stream: &Stream) -> Seq {
        let began = stream.ring.and_then(|ring| self.began.get(&ring));
        began.map_or(0, |began| began.saturating_sub(1))
    }

    fn weigh(&mut self, seq: Seq, shares: &[Share], cases: Option<&CasesRow>) {
        if let Some(row) = cases {
            self.cases.learn(seq, row);
        }
        for share in shares {
            if self.cases.weigh(seq, share, cases) {
                continue;
            }
            let places = self.weights.entry((share.ring, share.scope)).or_default();
            let before = places.last().map_or(0, |(_, bytes)| *bytes);
            places.push((seq, before + u64::from(share.bytes)));
        }
    }
}

fn up_to(places: &[(Seq, u64)], seq: Seq) -> u64 {
    let count = places.partition_point(|(place, _)| *place <= seq);
    count.checked_sub(1).and_then(|last| places.get(last)).map_or(0, |(_, bytes)| *bytes)
}

pub(crate) fn shares(act: &Act) -> Vec<Share> {
    const OVERHEAD: u32 = 24;
    let mut shares: BTreeMap<Audience, (u32, u16)> = BTreeMap::new();
    for (_, entry) in act.entries() {
        let (bytes, entries) = shares.entry((cases::readers_of(entry), entry.scope)).or_default();
        *bytes += entry.body.len() as u32 + OVERHEAD;
        *entries = entries.saturating_add(1);
    }
    let share = |((ring, scope), (bytes, entries))| Share { ring, scope, bytes, entries: Some(entries) };
    shares.into_iter().map(share).collect()
}
