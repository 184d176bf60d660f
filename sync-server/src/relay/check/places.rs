//! Places in their order: heads, parcels, acts, roster facts and records.

use std::collections::{BTreeMap, BTreeSet};

use linli_shared::access::{EntryHead, RecordAt, RecordMeta};
use linli_shared::audience::{Audience, AudienceFact};
use linli_shared::calendar::Millis;
use linli_shared::cbor::NotReadable;
use linli_shared::circles::{self, CircleFact};
use linli_shared::ids::{MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::log::{Head, Seq};
use linli_shared::parcel::{Act, Entry, Parcel};
use linli_shared::roster::{Erased, RosterFact};

use super::{Glass, Trouble};
use crate::relay::accept::items;
use crate::relay::cases;
use crate::relay::log::{Log, shares};
use crate::relay::rows::{
    ChainRow, ErasedEntry, Fate, PlaceRow, chain_key, fact_key, log_key, old_record_key, parcel_key, read, record_key,
};
use crate::relay::tally;
use crate::store::{Store, StoreError, Table};

/// What the places of a log name.
#[derive(Default)]
pub(super) struct Places {
    pub(super) last: Seq,
    pub(super) parcels: BTreeSet<[u8; 32]>,
    pub(super) records: BTreeSet<RecordAt>,
    /// Who reads each record with an audience of its own, as the acts say.
    audiences: BTreeMap<RecordAt, Audience>,
    facts: u64,
    time: Option<Millis>,
    /// The parcel looked at last: the acts of one parcel mostly stand beside each other.
    open: Option<Parcel>,
}

pub(super) fn check<S: Store>(glass: &mut Glass<'_, S>, log: &Log) -> Result<Places, StoreError> {
    let mut places = Places::default();
    let mut head = Head::genesis(glass.code);
    let mut failed = None;
    let ascend = log.row.eras.windows(2).all(|pair| pair[0].era < pair[1].era && pair[0].after <= pair[1].after);
    if !ascend || log.row.eras.first().is_none_or(|first| first.after != 0) {
        glass.fault(Trouble::Eras, 0);
    }
    glass.rows(Table::Place, |glass, key, place: PlaceRow| {
        let Ok(seq) = key.try_into().map(Seq::from_be_bytes) else { return glass.fault(Trouble::Stray, 0) };
        if seq != places.last + 1 {
            glass.fault(Trouble::Gap, places.last + 1);
        }
        if places.time.is_some_and(|before| place.time < before) {
            glass.fault(Trouble::Time, seq);
        }
        let era = log.row.eras.iter().rev().find(|start| start.after < seq).map_or(1, |start| start.era);
        if head.next(era, seq, place.time, &place.parcel, place.act) != place.head {
            glass.fault(Trouble::Head, seq);
        }
        (head, places.last, places.time) = (place.head, seq, Some(place.time));
        if let Err(error) = check_act(glass, log, &mut places, seq, &place) {
            failed = Some(error);
        }
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    if log.row.eras.last().is_some_and(|start| start.after > places.last) || log.row.safe_through > places.last {
        glass.fault(Trouble::Eras, places.last);
    }
    let mut facts = 0;
    glass.view.each(Table::Fact, &log_key(glass.code), |_, _| {
        facts += 1;
        Ok(())
    })?;
    if facts != places.facts {
        glass.fault(Trouble::Fact, 0);
    }
    check_records(glass, &places)?;
    Ok(places)
}

fn check_act<S: Store>(
    glass: &mut Glass<'_, S>,
    log: &Log,
    places: &mut Places,
    seq: Seq,
    place: &PlaceRow,
) -> Result<(), StoreError> {
    if places.open.as_ref().is_none_or(|parcel| parcel.hash() != place.parcel) {
        places.open = open(glass, places, seq, place)?;
    }
    let Some(parcel) = &places.open else { return Ok(()) };
    let Some(act) = parcel.acts().get(usize::from(place.act)).filter(|act| is_whole(log, act, place)) else {
        glass.fault(Trouble::Act, seq);
        return Ok(());
    };
    if shares(act) != place.shares {
        glass.fault(Trouble::Weight, seq);
    }
    let header = parcel.header();
    let chain = glass.view.get(Table::Chain, &chain_key(glass.code, header.device, header.device_seq))?;
    let chain: Option<ChainRow> = chain.and_then(|row| read(&row).ok());
    let is_there = chain.is_some_and(|row| {
        row.hash == place.parcel && row.fates.get(usize::from(place.act)) == Some(&Fate::Placed(seq))
    });
    if !is_there {
        glass.fault(Trouble::Chain, seq);
    }
    let mut is_readable = true;
    let author = log.history.current().device(header.device).map(|device| device.member).unwrap_or_default();
    for (at, fact) in act.entries().filter_map(audience) {
        let audience = places.audiences.entry(at).or_default();
        match fact {
            Ok(Readers::Case(fact)) => follow(audience, fact),
            Ok(Readers::Circle(fact)) => circles::follow(audience, &fact, author, place.time),
            Err(NotReadable) => is_readable = false,
        }
    }
    if tally::said(act, author) != place.said {
        glass.fault(Trouble::Weight, seq);
    }
    let meta = |at: &RecordAt| Some(with_audience(*at, places.audiences.get(at)?.clone()));
    if !is_readable || cases::row(act, items(parcel), meta) != place.cases {
        glass.fault(Trouble::Weight, seq);
    }
    places.facts += check_facts(glass, seq, act)?;
    let entries = act.entries().filter(|(_, entry)| binds(entry.kind));
    places.records.extend(entries.map(|(_, entry)| EntryHead::from(entry).record_at()));
    let erased = place.erased.iter().flatten().filter(|entry| binds(entry.kind)).map(|entry| entry.record);
    places.records.extend(erased.map(|Erased { record, kind, scope }| RecordAt { record, kind, scope }));
    Ok(())
}

/// What an entry says of who reads its record, if that is what it says.
fn audience((_, entry): (usize, &Entry)) -> Option<(RecordAt, Result<Readers, NotReadable>)> {
    let at = EntryHead::from(entry).record_at();
    let case = || (at, AudienceFact::from_body(&entry.body).map(Readers::Case));
    let circle = || (at, CircleFact::from_body(&entry.body).map(Readers::Circle));
    let is_circle = entry.kind == Kind::Circle;
    (entry.kind == Kind::Audience).then(case).or_else(|| is_circle.then(circle))
}

/// What says who reads a record.
enum Readers {
    Case(AudienceFact),
    Circle(CircleFact),
}

fn follow(audience: &mut Audience, fact: AudienceFact) {
    audience.readers = fact.readers;
    if fact.generation as usize > audience.generations.len() {
        audience.generations.push(fact.commitment);
    }
}

fn with_audience(at: RecordAt, audience: Audience) -> RecordMeta {
    let RecordAt { kind, scope, .. } = at;
    RecordMeta { kind, creator: MemberId::default(), scope, ring: None, audience: Some(audience) }
}

/// Whether something is kept of the records of a kind.
fn binds(kind: Kind) -> bool {
    kind != Kind::Roster && !kind.is_for_device()
}

/// Whether everything of an act is there but what was erased for good.
fn is_whole(log: &Log, act: &Act, place: &PlaceRow) -> bool {
    let erased = place.erased.as_deref().unwrap_or_default();
    let is_about = |entry: &ErasedEntry| {
        entry.kind.base() == entry.record.kind || (entry.kind == Kind::Extract && entry.record.kind == Kind::Household)
    };
    let are_erased =
        erased.iter().all(|entry| is_about(entry) && log.history.current().erased(&entry.record).is_some());
    let missing = act.0.iter().enumerate().filter(|(_, item)| item.entry().is_none());
    let missing: Vec<usize> = missing.map(|(index, _)| index).collect();
    let mut told: Vec<usize> = erased.iter().map(|entry| usize::from(entry.index)).collect();
    told.sort_unstable();
    are_erased && missing == told
}

/// Reads the parcel of a place.
fn open<S: Store>(
    glass: &mut Glass<'_, S>,
    places: &mut Places,
    seq: Seq,
    place: &PlaceRow,
) -> Result<Option<Parcel>, StoreError> {
    let bytes = glass.view.get(Table::Parcel, &parcel_key(glass.code, &place.parcel))?;
    let parcel = bytes.and_then(|bytes| Parcel::from_bytes(&bytes).ok());
    let is_it = |parcel: &Parcel| parcel.hash() == place.parcel && parcel.header().log == glass.code;
    let Some(parcel) = parcel.filter(is_it) else {
        glass.fault(Trouble::Parcel, seq);
        return Ok(None);
    };
    places.parcels.insert(place.parcel.0);
    Ok(Some(parcel))
}

/// Compares the roster facts of an act with those kept at its place; gives their number.
fn check_facts<S: Store>(glass: &mut Glass<'_, S>, seq: Seq, act: &Act) -> Result<u64, StoreError> {
    let mut count = 0;
    for (index, (_, entry)) in act.entries().filter(|(_, entry)| entry.kind == Kind::Roster).enumerate() {
        let kept = glass.view.get(Table::Fact, &fact_key(glass.code, seq, index as u16))?;
        let kept = kept.and_then(|kept| RosterFact::from_body(&kept).ok());
        if kept.is_none() || kept != RosterFact::from_body(&entry.body).ok() {
            glass.fault(Trouble::Fact, seq);
        }
        count += 1;
    }
    Ok(count)
}

fn check_records<S: Store>(glass: &mut Glass<'_, S>, places: &Places) -> Result<(), StoreError> {
    let ids: BTreeSet<RecordId> = places.records.iter().map(|at| at.record).collect();
    glass.rows(Table::Record, |glass, key, meta: RecordMeta| {
        let Some((record, rest)) = key.split_first_chunk::<16>() else { return glass.fault(Trouble::Stray, 0) };
        let record = RecordId(*record);
        let at = RecordAt { record, kind: meta.kind.base(), scope: meta.scope };
        // Older stores have only the first of a record, and under its id alone.
        let is_right = if rest.is_empty() {
            ids.contains(&record)
        } else {
            places.records.contains(&at) && key == &record_key(glass.code, &at)[8..]
        };
        if !is_right || meta.audience.as_ref() != places.audiences.get(&at) {
            glass.fault(Trouble::Record, 0);
        }
    })?;
    for at in &places.records {
        let is_new = glass.view.get(Table::Record, &record_key(glass.code, at))?.is_some();
        if !is_new && glass.view.get(Table::Record, &old_record_key(glass.code, at.record))?.is_none() {
            glass.fault(Trouble::Record, 0);
        }
    }
    Ok(())
}
