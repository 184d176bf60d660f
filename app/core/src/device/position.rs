//! Where this device stands in its log and in its own chain.

use std::collections::{BTreeMap, BTreeSet};

use linli_shared::access::{Stream, stream_set};
use linli_shared::calendar::Millis;
use linli_shared::ids::{LogCode, RingId};
use linli_shared::log::{Era, Seen, Seq, ShortHead};
use linli_shared::parcel::ParcelHash;
use linli_shared::protocol::{Position, SnapshotHash};

use super::snapshots::Partial;

/// The sync state, one row.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub struct SyncState {
    /// The era; 0 before the first meeting.
    #[n(0)]
    pub era: Era,
    /// Everything up to here was taken in.
    #[n(1)]
    pub at: Seq,
    /// The head there.
    #[n(2)]
    pub head: ShortHead,
    /// The streams held, each with its position.
    #[n(3)]
    pub held: BTreeMap<Stream, Seq>,
    /// Number of the newest own parcel.
    #[n(4)]
    pub chain_seq: u64,
    /// Its name.
    #[n(5)]
    pub chain_hash: Option<ParcelHash>,
    /// The number the next outbox item gets.
    #[n(6)]
    pub next_number: u64,
    /// Relay time of the last meeting.
    #[n(7)]
    pub last_met: Option<Millis>,
    /// Heads at places this device was shown, newest last; a few are kept to compare with what others saw.
    #[n(8)]
    pub heads: Vec<Seen>,
    /// Everything up to here is in a backup of the relay.
    #[n(9)]
    pub safe_through: Seq,
    /// Own parcels the relay has not judged yet.
    #[n(10)]
    pub unsettled: BTreeSet<u64>,
    /// Others' parcels to offer again after the relay lost them: row keys.
    #[n(11)]
    pub reoffer: Vec<ReofferKey>,
    /// A one-time permission to found the log.
    #[cbor(n(12), with = "minicbor::bytes")]
    pub permit: Option<[u8; 16]>,
    /// The last snapshot served was bad: ask for entries.
    #[n(13)]
    pub no_snapshot: bool,
    /// Entries of each stream since its newest snapshot, as far as this device knows.
    #[n(14)]
    pub tails: BTreeMap<Stream, u64>,
    /// Counts batches that a crash may take back.
    #[n(15)]
    pub tick: u64,
    /// The snapshot whose parts are coming in.
    #[n(16)]
    pub partial: Option<Partial>,
    /// Snapshots whose parts are all here, with their number, not taken in yet.
    #[n(17)]
    pub complete: BTreeMap<SnapshotHash, u16>,
    /// Rings whose bodies could not be opened for want of a secret, with the first place that was left out: their streams
    /// rest until it comes.
    #[cbor(n(18), default, skip_if = "BTreeMap::is_empty")]
    pub locked: BTreeMap<RingId, Seq>,
    /// Rings whose secret came since, with the place from which their streams are fetched again.
    #[cbor(n(19), default, skip_if = "BTreeMap::is_empty")]
    pub again: BTreeMap<RingId, Seq>,
    /// Relay time at which this device first heard of the era, where it is not the first.
    #[n(20)]
    pub era_since: Option<Millis>,
    /// The device's own clock at the last meeting.
    #[n(21)]
    pub met_own: Option<Millis>,
}

/// Where the device stood after the last batch that a crash may take back.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub struct Kept {
    /// The count of that batch.
    #[n(0)]
    pub tick: u64,
    /// The era.
    #[n(1)]
    pub era: Era,
    /// The place.
    #[n(2)]
    pub at: Seq,
    /// The head there.
    #[n(3)]
    pub head: ShortHead,
    /// The streams with their positions.
    #[n(4)]
    pub held: BTreeMap<Stream, Seq>,
}

/// Key of another device's parcel.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct ReofferKey(#[cbor(n(0), with = "minicbor::bytes")] pub Vec<u8>);

/// How many heads are kept.
const HEADS: usize = 64;

impl SyncState {
    /// What a parcel formed now has seen.
    #[must_use]
    pub fn seen(&self) -> Seen {
        Seen { era: self.era, seq: self.at, head: self.head }
    }

    /// About what time it is, on a device whose clock may be years off: the relay's time of the last meeting and what passed
    /// since by the device's clock, not before the one and not after the later of the two.
    #[must_use]
    pub fn clock(&self, own: Millis) -> Millis {
        let Some(met) = self.last_met else { return own };
        let passed = self.met_own.map_or(0, |then| own.0.saturating_sub(then.0).max(0));
        met.plus(passed).min(own.max(met))
    }

    /// The position with the count of its batch.
    #[must_use]
    pub fn place(&self) -> Kept {
        Kept { tick: self.tick, era: self.era, at: self.at, head: self.head, held: self.held.clone() }
    }

    /// Goes back to the position that a crash left; what came after is fetched again.
    pub fn fall_back(&mut self, kept: Kept) {
        if kept.tick < self.tick {
            self.era = if kept.at == 0 { self.era } else { kept.era };
            (self.at, self.head, self.held) = (kept.at, kept.head, kept.held);
            self.heads.retain(|seen| seen.seq <= kept.at);
            self.tick = kept.tick;
            self.partial = None;
            self.complete.clear();
        }
    }

    /// The next outbox number.
    pub fn take_number(&mut self) -> u64 {
        self.next_number += 1;
        self.next_number
    }

    /// Common position, stream set and, where streams stand apart, their positions spelled out.
    #[must_use]
    pub fn positions(&self, log: LogCode) -> (Seq, u64, Vec<Position>) {
        let streams: BTreeSet<Stream> = self.held.keys().copied().collect();
        let common = self.held.values().all(|at| *at == self.at);
        if common && self.locked.is_empty() {
            return (self.at, stream_set(log, &streams), Vec::new());
        }
        let mut by_place: BTreeMap<Seq, BTreeSet<Stream>> = BTreeMap::new();
        for (stream, at) in &self.held {
            let rests = stream.ring.is_some_and(|ring| self.locked.contains_key(&ring));
            let at = if rests { &Seq::MAX } else { at };
            by_place.entry(*at).or_default().insert(*stream);
        }
        (self.at, 0, by_place.into_iter().map(|(at, streams)| Position { at, streams }).collect())
    }

    /// Takes over the relay's list of streams: new ones start at 0, closed ones are dropped.
    pub fn take_streams(&mut self, streams: &BTreeSet<Stream>) {
        self.held.retain(|stream, _| streams.contains(stream));
        for stream in streams {
            self.held.entry(*stream).or_insert(0);
        }
    }

    /// Everything up to `through` was delivered for every stream held.
    pub fn advance(&mut self, through: Seq, head: ShortHead) {
        for at in self.held.values_mut() {
            *at = (*at).max(through);
        }
        if through >= self.at {
            self.at = through;
            self.head = head;
        }
        self.note_head(Seen { era: self.era, seq: through, head });
    }

    /// Everything up to `through` was delivered for every stream but one.
    pub fn advance_others(&mut self, but: &Stream, through: Seq) {
        for (stream, at) in &mut self.held {
            if stream != but {
                *at = (*at).max(through);
            }
        }
    }

    /// Sets the streams of a ring back, so that what follows a place is fetched again.
    pub fn set_back(&mut self, ring: RingId, to: Seq) {
        let streams = self.held.iter_mut().filter(|(stream, _)| stream.ring == Some(ring));
        streams.for_each(|(_, at)| *at = (*at).min(to));
    }

    /// Whether a stream that does not rest stands behind the common position.
    #[must_use]
    pub fn is_behind(&self) -> bool {
        let rests = |stream: &Stream| stream.ring.is_some_and(|ring| self.locked.contains_key(&ring));
        self.held.iter().any(|(stream, at)| *at < self.at && !rests(stream))
    }

    /// Remembers a head; the oldest ones go.
    pub fn note_head(&mut self, seen: Seen) {
        if !self.heads.contains(&seen) {
            self.heads.push(seen);
        }
        if self.heads.len() > HEADS {
            self.heads.remove(0);
        }
    }

    /// Whether somebody saw another head at a place than this device did.
    #[must_use]
    pub fn contradicts(&self, seen: &Seen) -> bool {
        seen.seq > 0
            && self.heads.iter().any(|mine| mine.era == seen.era && mine.seq == seen.seq && mine.head != seen.head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_about_right_whatever_the_clock_says() {
        const YEARS: i64 = 3 * 365 * 86_400_000;
        let (met, hour) = (Millis(1_795_222_800_000), 3_600_000);
        for off in [0, YEARS, -YEARS] {
            let state = SyncState { last_met: Some(met), met_own: Some(met.plus(off)), ..SyncState::default() };
            let about = state.clock(met.plus(off + hour));
            assert!(about >= met && about <= met.plus(hour), "{off}");
            // A clock that is set right after the meeting.
            let mended = state.clock(met.plus(hour));
            assert!(mended >= met && mended <= met.plus(hour), "{off}");
            // One that is set back by years.
            assert_eq!(state.clock(met.plus(off - YEARS)), met, "{off}");
        }
        assert_eq!(SyncState::default().clock(met), met, "before the first meeting there is no other");
        let ahead = SyncState { last_met: Some(met), met_own: Some(met.plus(YEARS)), ..SyncState::default() };
        assert_eq!(ahead.clock(met.plus(YEARS + hour)), met.plus(hour), "what passed since counts");
    }
}
