//! A removed device's last work: it is told that it is not served, and what it had written waits for the committee.
//!
//! **Invariant:** a removed device reads nothing and places nothing; what it could leave here is bounded.

use std::collections::BTreeMap;

use linli_shared::calendar::Millis;
use linli_shared::ids::{DeviceId, LogCode};
use linli_shared::parcel::Parcel;
use linli_shared::protocol::{SignedAsk, SyncAsk};

use super::accept;
use super::log::Log;
use super::rows::{ChainRow, Fate, chain_key, read};
use super::view::View;
use crate::store::{Store, StoreError, Table};

/// The most parcels of a device's chain behind the last one that has a place.
const MAX_PARCELS: u64 = 64;

/// Takes in what a removed device brings, as far as it was its right when it was written.
///
/// # Errors
/// [`StoreError`].
pub(crate) fn take<S: Store>(
    view: &mut View<'_, S>,
    logs: &mut BTreeMap<LogCode, Log>,
    signed: &SignedAsk,
    ask: &SyncAsk,
    now: Millis,
) -> Result<(), StoreError> {
    for log_ask in &ask.logs {
        let Some(log) = logs.get_mut(&log_ask.code) else { continue };
        let roster = log.history.current();
        let is_removed = roster.device(ask.device).is_some_and(|device| device.is_removed);
        let is_its_own = roster.signing_key(ask.device).is_some_and(|key| signed.is_signed_by(&key));
        // Who does not know of a restore yet offers its work again once it does, and a removed device never hears of one.
        let knows_era = log_ask.era == log.era();
        if !is_removed || !is_its_own || !knows_era {
            continue;
        }
        let mut tries = 0;
        for bytes in &log_ask.push {
            let chain = accept::chain(view, log, ask.device)?.map_or(0, |chain| chain.device_seq);
            // What was judged before is not looked at again: it is refused an answer anyway.
            if !is_next(bytes, ask.device, chain) {
                continue;
            }
            tries += 1;
            if tries > MAX_PARCELS || behind(view, log, ask.device, chain)? >= MAX_PARCELS {
                break;
            }
            accept::take(view, log, bytes, None, now)?;
        }
    }
    Ok(())
}

/// How many parcels of a device's chain lie behind the last one that has a place, or as many as may.
fn behind<S: Store>(view: &View<'_, S>, log: &Log, device: DeviceId, chain: u64) -> Result<u64, StoreError> {
    for count in 0..MAX_PARCELS {
        let Some(seq) = chain.checked_sub(count).filter(|seq| *seq > 0) else { return Ok(count) };
        let Some(row) = view.get(Table::Chain, &chain_key(log.code, device, seq))? else { return Ok(count) };
        let row: ChainRow = read(&row)?;
        if row.fates.iter().any(|fate| matches!(fate, Fate::Placed(_))) {
            return Ok(count);
        }
    }
    Ok(MAX_PARCELS)
}

fn is_next(bytes: &[u8], device: DeviceId, chain: u64) -> bool {
    Parcel::from_bytes(bytes).is_ok_and(|parcel| {
        let header = parcel.header();
        header.device == device && header.device_seq == chain + 1
    })
}
