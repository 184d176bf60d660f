//! Acts in quarantine that were formed before a restore: the facts they stand on may come back later than they do.
//!
//! **Invariant:** such an act gets its place as soon as the roster allows it, and only then.

use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::DeviceId;
use linli_shared::judge::may_act;
use linli_shared::parcel::Parcel;

use super::accept::{known_records, place};
use super::log::Log;
use super::rows::{ChainRow, QuarantineRow, chain_key, log_key, parcel_key, quarantine_key, quarantined, read};
use super::view::View;
use crate::store::{Store, StoreError, Table};

/// Judges all that wait again, until no more facts come of it.
pub(crate) fn judge_again<S: Store>(view: &mut View<'_, S>, log: &mut Log, now: Millis) -> Result<(), StoreError> {
    loop {
        let mut waiting = Vec::new();
        view.each(Table::Quarantine, &log_key(log.code), |key, value| {
            let row: QuarantineRow = read(value)?;
            if row.is_reoffered {
                waiting.push((quarantined(key)?, row));
            }
            Ok(())
        })?;
        let facts = log.history.facts().len();
        for ((device, device_seq, index), row) in waiting {
            judge_waiting(view, log, device, device_seq, index, &row, now)?;
        }
        if log.history.facts().len() == facts {
            return Ok(());
        }
    }
}

fn judge_waiting<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    device: DeviceId,
    device_seq: u64,
    index: u16,
    row: &QuarantineRow,
    now: Millis,
) -> Result<(), StoreError> {
    let bytes = view.get(Table::Parcel, &parcel_key(log.code, &row.parcel))?.ok_or(StoreError::Unreadable)?;
    let parcel = Parcel::from_bytes(&bytes).map_err(|_| StoreError::Unreadable)?;
    let act = parcel.acts().get(usize::from(index)).ok_or(StoreError::Unreadable)?;
    let kept = log.kept_of(parcel.header().seen.era).min(parcel.header().seen.seq);
    let generations = log.history.generations_at(kept);
    let known = known_records(view, log, act)?;
    let time = log.time_now(now);
    let Ok(effects) = may_act(log.history.current(), time, device, act, &known, &generations) else { return Ok(()) };
    let fate = place(view, log, act, index, row.parcel, effects, now);
    view.delete(Table::Quarantine, quarantine_key(log.code, device, device_seq, index));
    let key = chain_key(log.code, device, device_seq);
    let mut chain: ChainRow = read(&view.get(Table::Chain, &key)?.ok_or(StoreError::Unreadable)?)?;
    if let Some(known) = chain.fates.get_mut(usize::from(index)) {
        *known = fate;
    }
    view.put(Table::Chain, key, cbor::to_vec(&chain));
    Ok(())
}
