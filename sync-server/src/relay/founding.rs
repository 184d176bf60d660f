//! Founding a log: a one-time permission and a first act signed by the founder's own key.
//!
//! **Invariant:** a log exists only after its founding act could be judged right; a permission is used up with it.

use ed25519_dalek::VerifyingKey;
use linli_shared::calendar::Millis;
use linli_shared::ids::{DeviceId, LogCode, hash32};
use linli_shared::judge::{Effects, may_act};
use linli_shared::log::ShortHead;
use linli_shared::parcel::{Act, Parcel};
use linli_shared::protocol::{LogAsk, Refusal};
use linli_shared::roster::{Roster, RosterFact};

use super::log::Log;
use super::plan::Stop;
use super::rows::log_key;
use super::view::View;
use crate::store::{Store, Table};

/// What is stored of a permission.
pub(crate) fn permit_hash(code: LogCode, secret: &[u8; 16]) -> [u8; 32] {
    hash32("linli permit 1", &[&code.0.to_be_bytes(), secret])
}

/// Checks that a request founds its log; gives the empty log and the founder's key.
pub(crate) fn found<S: Store>(
    view: &mut View<'_, S>,
    relay_key: &VerifyingKey,
    device: DeviceId,
    ask: &LogAsk,
    now: Millis,
) -> Result<(Log, VerifyingKey), Stop> {
    let permit = view.get(Table::Permit, &log_key(ask.code))?.ok_or(Refusal::UnknownLog)?;
    let secret = ask.permit.ok_or(Refusal::UnknownLog)?;
    let key = founder(relay_key, device, ask, now).ok_or(Refusal::NotAdmitted)?;
    if permit != permit_hash(ask.code, &secret) {
        return Err(Refusal::NotAdmitted.into());
    }
    Ok((Log::new(ask.code), key))
}

/// Uses up the permission, once the request's signature was checked.
pub(crate) fn use_up<S: Store>(view: &mut View<'_, S>, log: &mut Log) {
    view.delete(Table::Permit, log_key(log.code));
    log.save_row(view);
}

/// The founder's key, if the first parcel founds the log as it must.
fn founder(relay_key: &VerifyingKey, device: DeviceId, ask: &LogAsk, now: Millis) -> Option<VerifyingKey> {
    let parcel = Parcel::from_bytes(ask.push.first()?).ok()?;
    let header = parcel.header();
    let is_first = header.device_seq == 1 && header.prev.is_none() && header.seen.seq == 0 && header.seen.era <= 1;
    let is_blank = header.seen.head == ShortHead::default()
        || header.seen.head == linli_shared::log::Head::genesis(ask.code).short();
    if header.device != device || header.log != ask.code || header.home_log.is_some() || !is_first || !is_blank {
        return None;
    }
    let effects = judged(&parcel, now)?;
    let root = effects.facts.iter().find_map(|fact| {
        let RosterFact::Founded { root, relay, .. } = fact else { return None };
        (relay == relay_key.as_bytes()).then_some(*root)
    })?;
    let mut roster = Roster::new(ask.code);
    effects.facts.iter().for_each(|fact| roster.apply(fact));
    let is_served = roster.active(device).is_some_and(|device| device.keys.signing == root);
    let key = VerifyingKey::from_bytes(&root).ok().filter(|_| is_served)?;
    (parcel.acts().iter().all(Act::is_whole) && parcel.verify(&key).is_ok()).then_some(key)
}

fn judged(parcel: &Parcel, now: Millis) -> Option<Effects> {
    let header = parcel.header();
    let roster = Roster::new(header.log);
    let nothing = std::collections::BTreeMap::new();
    may_act(&roster, now, header.device, parcel.acts().first()?, &nothing, &std::collections::BTreeMap::new()).ok()
}
