//! A removed device's last work: it is told that it is not served, and what it had written waits for the committee.
//!
//! **Invariant:** a removed device reads nothing and places nothing; what it could leave in quarantine is bounded.

use std::collections::BTreeMap;

use linli_shared::calendar::Millis;
use linli_shared::ids::{DeviceId, LogCode};
use linli_shared::parcel::Parcel;
use linli_shared::protocol::{SignedAsk, SyncAsk};

use super::accept;
use super::log::Log;
use super::rows::device_key;
use super::view::View;
use crate::store::{Store, StoreError, Table};

/// The most acts of one removed device that wait for a decision.
const MAX_HELD: usize = 200;
/// The most parcels looked at in one request.
const MAX_PARCELS: usize = 64;

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
        for bytes in log_ask.push.iter().filter(|bytes| is_by(bytes, ask.device)).take(MAX_PARCELS) {
            if held(view, log.code, ask.device)? >= MAX_HELD {
                break;
            }
            accept::take(view, log, bytes, None, now)?;
        }
    }
    Ok(())
}

/// How many acts of a device wait for a decision.
fn held<S: Store>(view: &View<'_, S>, log: LogCode, device: DeviceId) -> Result<usize, StoreError> {
    let mut count = 0;
    view.each(Table::Quarantine, &device_key(log, device), |_, _| {
        count += 1;
        Ok(())
    })?;
    Ok(count)
}

fn is_by(bytes: &[u8], device: DeviceId) -> bool {
    Parcel::from_bytes(bytes).is_ok_and(|parcel| parcel.header().device == device)
}
