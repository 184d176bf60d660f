//! Erasing records for good: what was in them leaves the disk, the hashes under their authors' signatures stay.
//!
//! **Invariant:** after the commit that places the fact, no parcel and no snapshot here holds a body of an erased record,
//! nor an extract of one. Of a record with an audience of its own nothing says any more who read it.

use std::collections::{BTreeMap, BTreeSet};

use linli_shared::access::{RecordAt, RecordMeta, extract_record};
use linli_shared::audience::record_ring;
use linli_shared::cbor;
use linli_shared::ids::{AreaId, DeviceId, RecordId, RingId};
use linli_shared::judge::erased_by;
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::parcel::{Act, Entry, Parcel, ParcelHash};
use linli_shared::protocol::Reject;
use linli_shared::roster::{Erased, Roster, RosterFact};

use super::decide::{ActAt, close, stored};
use super::log::{Log, shares};
use super::rows::{
    CasesRow, ErasedEntry, Fate, PlaceRow, QuarantineRow, log_key, parcel_key, place_key, quarantined, read, record_key,
};
use super::view::View;
use super::{snapshots, tally};
use crate::store::{Store, StoreError, Table};

/// Erases records. The parcel under way is not kept yet; [`erase_in`] is for it.
pub(crate) fn erase<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    records: &[Erased],
    under_way: &ParcelHash,
) -> Result<(), StoreError> {
    let (cases, others): (Vec<&Erased>, Vec<&Erased>) = records.iter().partition(|record| record.kind.has_audience());
    let cases: Vec<(RingId, RecordAt)> = cases.into_iter().map(case).collect();
    let scopes: BTreeSet<AreaId> = others.iter().map(|record| record.scope).collect();
    let readers = readers(log, records);
    let mut places: BTreeSet<Seq> = scopes.iter().chain(&readers).flat_map(|scope| log.places_in(*scope)).collect();
    places.extend(cases.iter().flat_map(|(ring, _)| log.cases.places(*ring)));
    let mut parcels: BTreeMap<ParcelHash, Vec<Seq>> = BTreeMap::new();
    for seq in places {
        parcels.entry(place(view, log, seq)?.parcel).or_default().push(seq);
    }
    for (hash, places) in parcels.iter().filter(|(hash, _)| *hash != under_way) {
        erase_in(view, log, hash, places)?;
    }
    erase_waiting(view, log, under_way)?;
    scopes.iter().for_each(|scope| snapshots::drop_of(view, log, *scope));
    for (ring, at) in cases {
        log.cases.forget(ring);
        forget_readers(view, log, &at)?;
    }
    Ok(())
}

/// The ring that stands for an erased record, and where what is known of it is kept.
fn case(erased: &Erased) -> (RingId, RecordAt) {
    let Erased { record, kind, scope } = *erased;
    (record_ring(record, scope), RecordAt { record, kind, scope })
}

/// Lets go of who read a record; that it was there stays known.
fn forget_readers<S: Store>(view: &mut View<'_, S>, log: &Log, at: &RecordAt) -> Result<(), StoreError> {
    let key = record_key(log.code, at);
    if let Some(row) = view.get(Table::Record, &key)? {
        let meta = RecordMeta { audience: None, ..read(&row)? };
        view.put(Table::Record, key, cbor::to_vec(&meta));
    }
    Ok(())
}

/// Erases in one kept parcel, whose acts have these places, whatever the roster says is erased.
pub(crate) fn erase_in<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    hash: &ParcelHash,
    places: &[Seq],
) -> Result<(), StoreError> {
    let parcel = stored(view, log, hash)?.ok_or(StoreError::Unreadable)?;
    let roster = log.history.current();
    let left = parcel.withhold(|_, entry| gone(roster, entry).is_none());
    if left == parcel {
        return Ok(());
    }
    for seq in places {
        let row = place(view, log, *seq)?;
        let act = usize::from(row.act);
        let Some(after) = left.acts().get(act) else { return Err(StoreError::Unreadable) };
        let gone = erased_entries(log, &parcel, act);
        if gone.is_empty() {
            continue;
        }
        let lighter = shares(after);
        log.lighten(*seq, &row.shares, &lighter);
        let cases = left_of(row.cases, after, &gone);
        let mut erased = row.erased.unwrap_or_default();
        erased.extend(gone);
        let said = tally::said(after, log.author(parcel.header().device));
        let row = PlaceRow { shares: lighter, erased: Some(erased), cases, said, ..row };
        view.put(Table::Place, place_key(log.code, *seq), cbor::to_vec(&row));
    }
    view.put(Table::Parcel, parcel_key(log.code, hash), left.to_bytes());
    Ok(())
}

/// What a place still says of records with an audience once entries of its act are gone.
fn left_of(row: Option<CasesRow>, after: &Act, gone: &[ErasedEntry]) -> Option<CasesRow> {
    let mut row = row.filter(|_| after.entries().any(|(_, entry)| entry.kind.has_audience()))?;
    let rings: BTreeSet<RingId> = gone.iter().map(|entry| case(&entry.record).0).collect();
    row.readers.retain(|readers| !rings.contains(&readers.ring));
    Some(row)
}

fn erased_entries(log: &Log, parcel: &Parcel, act: usize) -> Vec<ErasedEntry> {
    let roster = log.history.current();
    let entries = parcel.acts().get(act).into_iter().flat_map(|act| act.entries());
    let erased = |(index, entry): (usize, &Entry)| {
        Some(ErasedEntry { index: index as u16, record: gone(roster, entry)?, kind: entry.kind })
    };
    entries.filter_map(erased).collect()
}

/// Whether something in an act is about an erased record, or an extract of one.
pub(crate) fn speaks_of_erased(roster: &Roster, act: &Act) -> bool {
    act.entries().any(|(_, entry)| gone(roster, entry).is_some())
}

/// The erased record that an entry is about, or an extract of.
fn gone(roster: &Roster, entry: &Entry) -> Option<Erased> {
    if entry.kind != Kind::Extract {
        return erased_by(roster, entry);
    }
    let is_source = |erased: &&Erased| extract_record(erased.record, DeviceId(entry.scope.0)) == entry.record;
    roster.all_erased().filter(|erased| erased.kind == Kind::Household).find(is_source).copied()
}

/// The devices that may have been sent extracts of erased households: of everybody who ever belonged to them, or to what
/// they went on from.
fn readers(log: &Log, records: &[Erased]) -> BTreeSet<AreaId> {
    let households = records.iter().filter(|record| record.kind == Kind::Household).map(|record| record.record);
    let mut households: BTreeSet<RecordId> = households.collect();
    let mut members = BTreeSet::new();
    for (_, fact) in log.history.facts().iter().rev() {
        if let RosterFact::Renewed { records, to: Some(to) } = fact {
            if households.contains(to) {
                households.extend(records.iter().map(|record| record.record));
            }
        } else if let RosterFact::FamilyJoined { member, household } = fact {
            members.extend(households.contains(household).then_some(*member));
        } else if let RosterFact::Certified { certificate } = fact {
            let admission = certificate.admission();
            let joined = admission.filter(|said| said.household.is_some_and(|home| households.contains(&home)));
            members.extend(joined.map(|said| said.member));
        }
    }
    let devices = log.history.current().devices();
    devices.filter(|(_, device)| members.contains(&device.member)).map(|(device, _)| AreaId(device.0)).collect()
}

/// Work in quarantine on an erased record can never stand.
fn erase_waiting<S: Store>(view: &mut View<'_, S>, log: &mut Log, under_way: &ParcelHash) -> Result<(), StoreError> {
    let mut waiting = Vec::new();
    view.each(Table::Quarantine, &log_key(log.code), |key, value| {
        let (device, device_seq, act) = quarantined(key)?;
        waiting.push((ActAt { device, device_seq, act }, read::<QuarantineRow>(value)?.parcel));
        Ok(())
    })?;
    for (at, hash) in waiting.into_iter().filter(|(_, hash)| hash != under_way) {
        let parcel = stored(view, log, &hash)?.ok_or(StoreError::Unreadable)?;
        if !erased_entries(log, &parcel, usize::from(at.act)).is_empty() {
            close(view, log, at, Fate::Rejected(Reject::Renewed))?;
        }
    }
    Ok(())
}

fn place<S: Store>(view: &View<'_, S>, log: &Log, seq: Seq) -> Result<PlaceRow, StoreError> {
    read(&view.get(Table::Place, &place_key(log.code, seq))?.ok_or(StoreError::Unreadable)?)
}
