//! Judging one act of a parcel, and keeping what was judged.
//!
//! **Invariant:** what may never stand leaves nothing but its hashes.

use std::collections::BTreeMap;

use linli_shared::access::{Denied, EntryHead, RecordAt, RecordMeta};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::{DeviceId, RingId};
use linli_shared::judge::{Effects, circle_of, may_act};
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::parcel::{Act, Parcel, ParcelHash};
use linli_shared::protocol::Reject;
use linli_shared::roster::Roster;

use super::log::{Log, Origin};
use super::rows::{Fate, QuarantineRow, old_record_key, parcel_key, quarantine_key, read, record_key};
use super::view::View;
use super::{decide, erase, newcomer};
use crate::store::{Store, StoreError, Table};

/// What an author may claim for the acts of one parcel.
pub(crate) struct Standing {
    pub(crate) device: DeviceId,
    pub(crate) device_seq: u64,
    pub(crate) hash: ParcelHash,
    /// How many entries the parcel has.
    pub(crate) items: usize,
    /// What the author had seen, as far as it is kept, and the relay time there; `None` if it is in another log.
    pub(crate) seen: Option<(Seq, Millis)>,
    /// The newest generations the author knew.
    pub(crate) generations: BTreeMap<RingId, u32>,
    /// Formed before a restore: facts it stands on may not have come back yet.
    pub(crate) is_reoffered: bool,
}

pub(crate) fn judge_act<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    act: &Act,
    index: u16,
    standing: &Standing,
    now: Millis,
) -> Result<Fate, StoreError> {
    let Some((seen, seen_time)) = standing.seen else { return Ok(Fate::Rejected(Reject::UnknownSeen)) };
    let known = known_records(view, log, act)?;
    let time = log.time_now(now);
    let generations = log.with_cases(&standing.generations, act, seen);
    let judged = may_act(log.history.current(), time, standing.device, act, &known, &generations);
    let Standing { hash: parcel, items, device, is_reoffered, .. } = *standing;
    let origin = Origin { parcel, act: index, items, device, is_reoffered };
    let denied = match judged {
        Ok(effects) => return place(view, log, act, origin, effects, now),
        Err(denied) => denied,
    };
    if let Some(reject) = never(log.history.current(), act, denied, standing.is_reoffered) {
        return Ok(Fate::Rejected(reject));
    }
    let was_right = || {
        let roster = log.history.at(seen);
        may_act(&roster, seen_time, standing.device, act, &known, &generations).is_ok()
    };
    if !standing.is_reoffered && !was_right() {
        return Ok(Fate::Rejected(reason(denied)));
    }
    let row = QuarantineRow { parcel: standing.hash, reason: reason(denied), is_reoffered: standing.is_reoffered };
    let key = quarantine_key(log.code, standing.device, standing.device_seq, index);
    view.put(Table::Quarantine, key, cbor::to_vec(&row));
    log.news.desk();
    Ok(Fate::Quarantined)
}

/// Why an act that may not stand is not for a steward to decide on either, whatever its author had seen.
fn never(roster: &Roster, act: &Act, denied: Denied, is_reoffered: bool) -> Option<Reject> {
    if erase::speaks_of_erased(roster, act) {
        return Some(Reject::Renewed);
    }
    // Whoever lost a race still has the right; they hear of it at once and can do it anew.
    let is_late =
        denied == Denied::Contradiction && !is_reoffered && act.entries().any(|(_, entry)| entry.kind == Kind::Roster);
    (is_late || newcomer::is_known(roster, act)).then_some(Reject::Contradiction)
}

pub(crate) fn place<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    act: &Act,
    origin: Origin,
    effects: Effects,
    now: Millis,
) -> Result<Fate, StoreError> {
    if !log.has_room(act, &origin, now) {
        return Ok(Fate::Rejected(Reject::Malformed));
    }
    let facts = effects.facts.clone();
    let seq = log.place(view, now, origin, act, effects);
    decide::follow(view, log, &facts, &origin.parcel, now)?;
    Ok(Fate::Placed(seq))
}

pub(crate) fn known_records<S: Store>(
    view: &View<'_, S>,
    log: &Log,
    act: &Act,
) -> Result<BTreeMap<RecordAt, RecordMeta>, StoreError> {
    let mut known = BTreeMap::new();
    for (_, entry) in act.entries().filter(|(_, entry)| entry.kind != Kind::Roster && !entry.kind.is_for_device()) {
        let head = EntryHead::from(entry);
        let at = head.record_at();
        let circle = (entry.kind == Kind::GroupChange).then(|| circle_of(at));
        for at in circle.into_iter().chain([at]) {
            known.extend(known_record(view, log, &at)?.map(|meta| (at, meta)));
        }
    }
    Ok(known)
}

/// What is known of a record under its kind and scope.
pub(crate) fn known_record<S: Store>(
    view: &View<'_, S>,
    log: &Log,
    at: &RecordAt,
) -> Result<Option<RecordMeta>, StoreError> {
    let row = match view.get(Table::Record, &record_key(log.code, at))? {
        Some(row) => Some(row),
        None => view.get(Table::Record, &old_record_key(log.code, at.record))?,
    };
    let meta: Option<RecordMeta> = row.map(|row| read(&row)).transpose()?;
    Ok(meta.filter(|meta| meta.kind.base() == at.kind && meta.scope == at.scope))
}

/// Stores a parcel without the acts that nobody will ever ask for. What was kept of it before stays as it is: a copy that
/// comes again must not bring back what was erased.
pub(crate) fn keep_parcel<S: Store>(
    view: &mut View<'_, S>,
    log: &Log,
    parcel: &Parcel,
    hash: &ParcelHash,
    before: &[Fate],
    fates: &[Fate],
) -> Result<(), StoreError> {
    let is_new =
        |act: usize| before.get(act) == Some(&Fate::Missing) && fates.get(act).is_some_and(|fate| fate.is_kept());
    if !(0..fates.len()).any(is_new) {
        return Ok(());
    }
    let new = parcel.withhold(|act, _| is_new(act));
    let kept = match decide::stored(view, log, hash)? {
        Some(stored) => stored.merged_with(&new),
        None => new,
    };
    view.put(Table::Parcel, parcel_key(log.code, hash), kept.to_bytes());
    Ok(())
}

pub(crate) fn reason(denied: Denied) -> Reject {
    match denied {
        Denied::Renewed => Reject::Renewed,
        Denied::NotAdmitted | Denied::NoRight => Reject::NoRight,
        Denied::WrongRing => Reject::WrongRing,
        Denied::WrongScope => Reject::WrongScope,
        Denied::WrongRecord | Denied::Contradiction => Reject::Contradiction,
    }
}
