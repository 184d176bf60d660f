//! What follows from a fact once it has its place: decisions on work in quarantine, erasures, requests that were granted.
//!
//! **Invariant:** an act that waits gets its place right behind the decision that admits it, or never.

use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::DeviceId;
use linli_shared::judge::may_admitted;
use linli_shared::parcel::{Parcel, ParcelHash};
use linli_shared::protocol::Reject;
use linli_shared::roster::RosterFact;

use super::accept::{items, seen_at};
use super::acts::{known_records, reason};
use super::log::{Log, Origin};
use super::rows::{ChainRow, Fate, QuarantineRow, chain_key, parcel_key, quarantine_key, read};
use super::view::View;
use super::{blobs, erase, lobby};
use crate::store::{Store, StoreError, Table};

/// An act by its author's chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ActAt {
    pub(crate) device: DeviceId,
    pub(crate) device_seq: u64,
    pub(crate) act: u16,
}

impl ActAt {
    fn key(&self, log: &Log) -> Vec<u8> {
        quarantine_key(log.code, self.device, self.device_seq, self.act)
    }
}

/// Carries out what placed facts ask of the relay. `under_way` is the parcel they came in: its own acts are looked at
/// once it is kept ([`settle`]).
pub(crate) fn follow<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    facts: &[RosterFact],
    under_way: &ParcelHash,
    now: Millis,
) -> Result<(), StoreError> {
    for fact in facts {
        if let RosterFact::DeviceAdded { keys, .. } = fact {
            lobby::leave(view, log, keys.device());
        } else if let RosterFact::Certified { certificate } = fact {
            if let Some(admission) = certificate.admission() {
                lobby::leave(view, log, admission.keys.device());
            }
        } else if let RosterFact::Decided { device, device_seq, act, .. } = fact {
            let at = ActAt { device: *device, device_seq: *device_seq, act: *act };
            if waiting(view, log, at)?.is_some_and(|row| row.parcel != *under_way) {
                decide(view, log, at, now)?;
            }
        } else if let RosterFact::Renewed { records, .. } = fact {
            erase::erase(view, log, records, under_way)?;
            blobs::erase(view, log, records)?;
        }
    }
    Ok(())
}

/// Looks at the acts of a parcel that wait although their fate is known: decided on before they came (again), or in the
/// parcel that decided, or about a record that is erased.
pub(crate) fn settle<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    device: DeviceId,
    device_seq: u64,
    now: Millis,
) -> Result<(), StoreError> {
    let Some(chain) = view.get(Table::Chain, &chain_key(log.code, device, device_seq))? else { return Ok(()) };
    let chain: ChainRow = read(&chain)?;
    for (act, _) in chain.fates.iter().enumerate().filter(|(_, fate)| **fate == Fate::Quarantined) {
        let at = ActAt { device, device_seq, act: act as u16 };
        if log.history.current().decision(device, device_seq, at.act).is_some() {
            decide(view, log, at, now)?;
        } else if is_erased(view, log, &chain.hash, act)? {
            close(view, log, at, Fate::Rejected(Reject::Renewed))?;
        }
    }
    Ok(())
}

/// The row of an act in quarantine.
pub(crate) fn waiting<S: Store>(view: &View<'_, S>, log: &Log, at: ActAt) -> Result<Option<QuarantineRow>, StoreError> {
    view.get(Table::Quarantine, &at.key(log))?.map(|row| read(&row)).transpose()
}

/// Gives an act the place that the committee admitted it to, or rejects it.
fn decide<S: Store>(view: &mut View<'_, S>, log: &mut Log, at: ActAt, now: Millis) -> Result<(), StoreError> {
    let Some(row) = waiting(view, log, at)? else { return Ok(()) };
    let is_admitted = log.history.current().decision(at.device, at.device_seq, at.act) == Some(true);
    let fate = if is_admitted { admit(view, log, at, &row, now)? } else { Fate::Rejected(Reject::NoRight) };
    close(view, log, at, fate)
}

fn admit<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    at: ActAt,
    row: &QuarantineRow,
    now: Millis,
) -> Result<Fate, StoreError> {
    let parcel = stored(view, log, &row.parcel)?.ok_or(StoreError::Unreadable)?;
    let act = parcel.acts().get(usize::from(at.act)).ok_or(StoreError::Unreadable)?;
    if erase::speaks_of_erased(log.history.current(), act) {
        return Ok(Fate::Rejected(Reject::Renewed));
    }
    let Some((seen, time)) = seen_at(view, log, &parcel.header().seen)? else {
        return Ok(Fate::Rejected(Reject::UnknownSeen));
    };
    let known = known_records(view, log, act)?;
    let items = items(&parcel);
    let origin = Origin { parcel: row.parcel, act: at.act, items, device: at.device, is_reoffered: row.is_reoffered };
    if !log.has_room(act, &origin, now) {
        return Ok(Fate::Rejected(Reject::Malformed));
    }
    let generations = log.history.generations_at(seen);
    let generations = log.with_cases(&generations, act, seen);
    let then = log.history.at(seen);
    let judged = may_admitted(log.history.current(), &then, time, at.device, act, &known, &generations);
    drop(then);
    Ok(match judged {
        Ok(effects) => Fate::Placed(log.place(view, now, origin, act, effects)),
        Err(denied) => Fate::Rejected(reason(denied)),
    })
}

/// Ends an act's waiting; of a rejected one nothing is kept but its hashes.
pub(crate) fn close<S: Store>(view: &mut View<'_, S>, log: &mut Log, at: ActAt, fate: Fate) -> Result<(), StoreError> {
    view.delete(Table::Quarantine, at.key(log));
    log.news.desk();
    let key = chain_key(log.code, at.device, at.device_seq);
    let mut chain: ChainRow = read(&view.get(Table::Chain, &key)?.ok_or(StoreError::Unreadable)?)?;
    if let Some(known) = chain.fates.get_mut(usize::from(at.act)) {
        *known = fate;
    }
    view.put(Table::Chain, key, cbor::to_vec(&chain));
    log.is_changed = true;
    if matches!(fate, Fate::Placed(_)) {
        return Ok(());
    }
    let key = parcel_key(log.code, &chain.hash);
    if chain.fates.iter().any(|fate| fate.is_kept()) {
        let parcel = stored(view, log, &chain.hash)?.ok_or(StoreError::Unreadable)?;
        view.put(Table::Parcel, key, parcel.withhold(|act, _| act != usize::from(at.act)).to_bytes());
    } else {
        view.delete(Table::Parcel, key);
    }
    Ok(())
}

/// A parcel that is kept.
pub(crate) fn stored<S: Store>(view: &View<'_, S>, log: &Log, hash: &ParcelHash) -> Result<Option<Parcel>, StoreError> {
    let bytes = view.get(Table::Parcel, &parcel_key(log.code, hash))?;
    bytes.map(|bytes| Parcel::from_bytes(&bytes).map_err(|_| StoreError::Unreadable)).transpose()
}

fn is_erased<S: Store>(view: &View<'_, S>, log: &Log, hash: &ParcelHash, act: usize) -> Result<bool, StoreError> {
    let parcel = stored(view, log, hash)?;
    let act = parcel.as_ref().and_then(|parcel| parcel.acts().get(act));
    Ok(act.is_some_and(|act| erase::speaks_of_erased(log.history.current(), act)))
}
