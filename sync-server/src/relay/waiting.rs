//! Acts in quarantine that were formed before a restore: the facts and records they stand on may come back later than they
//! do.
//!
//! **Invariant:** such an act gets its place as soon as the roster and the records allow it, and only then.

use linli_shared::calendar::Millis;
use linli_shared::judge::may_act;
use linli_shared::roster::RosterFact;

use super::accept::{items, places};
use super::acts::{known_records, place};
use super::decide::{self, ActAt};
use super::erase;
use super::log::{Log, Origin};
use super::rows::{ChainRow, QuarantineRow, chain_key, log_key, quarantined, read};
use super::view::View;
use crate::store::{Store, StoreError, Table};

/// Judges all that wait again, until nothing more comes of it.
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
        let last = log.last;
        for ((device, device_seq, index), row) in waiting {
            // What was placed just now may have decided on it, or erased it.
            let at = ActAt { device, device_seq, act: index };
            if decide::waiting(view, log, at)?.is_some() {
                judge_waiting(view, log, at, &row, now)?;
            }
        }
        if log.last == last {
            return Ok(());
        }
    }
}

fn judge_waiting<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    at: ActAt,
    row: &QuarantineRow,
    now: Millis,
) -> Result<(), StoreError> {
    let parcel = decide::stored(view, log, &row.parcel)?.ok_or(StoreError::Unreadable)?;
    let act = parcel.acts().get(usize::from(at.act)).ok_or(StoreError::Unreadable)?;
    let kept = log.kept_of(parcel.header().seen.era).min(parcel.header().seen.seq);
    let generations = log.history.generations_at(kept);
    let generations = log.with_cases(&generations, act, kept);
    let known = known_records(view, log, act)?;
    let time = log.time_now(now);
    let Ok(effects) = may_act(log.history.current(), time, at.device, act, &known, &generations) else { return Ok(()) };
    let renews = effects.facts.iter().any(|fact| matches!(fact, RosterFact::Renewed { .. }));
    let origin = Origin {
        parcel: row.parcel,
        act: at.act,
        items: items(&parcel),
        device: at.device,
        is_reoffered: row.is_reoffered,
    };
    let fate = place(view, log, act, origin, effects, now)?;
    decide::close(view, log, at, fate)?;
    if renews {
        let chain = view.get(Table::Chain, &chain_key(log.code, at.device, at.device_seq))?;
        let chain: ChainRow = read(&chain.ok_or(StoreError::Unreadable)?)?;
        erase::erase_in(view, log, &row.parcel, &places(&chain.fates))?;
    }
    decide::settle(view, log, at.device, at.device_seq, now)
}
