//! Taking in parcels: the author's chain, then each act by itself.
//!
//! **Invariant:** an act is placed whole or not at all; a rejected act keeps its parcel's hash in the chain and stops no
//! other. What was judged once is answered the same way again.
//! **Invariant:** bytes that are no parcel, are not signed by their author or do not continue the chain leave nothing.

use ed25519_dalek::VerifyingKey;
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::DeviceId;
use linli_shared::kinds::Kind;
use linli_shared::log::{Seen, Seq};
use linli_shared::parcel::{Act, Parcel, ParcelError};
use linli_shared::protocol::{Chain, Reject, Verdict};
use linli_shared::roster::RosterFact;

use super::acts::{Standing, judge_act, keep_parcel};
use super::log::{Log, Sight};
use super::rows::{ChainRow, Fate, chain_key, device_key, read};
use super::view::View;
use super::{decide, erase, newcomer, waiting};
use crate::store::{Store, StoreError, Table};

/// What became of one pushed parcel.
pub(crate) struct Taken {
    /// Its author, as far as it could be read.
    pub(crate) author: Option<DeviceId>,
    /// A verdict for each act; a single one where the acts could not be read.
    pub(crate) verdicts: Vec<Verdict>,
}

/// The newest parcel of a device's chain.
pub(crate) fn chain<S: Store>(view: &View<'_, S>, log: &Log, device: DeviceId) -> Result<Option<Chain>, StoreError> {
    view.get(Table::ChainHead, &device_key(log.code, device))?.map(|row| read(&row)).transpose()
}

/// Takes in one parcel; `founder` is the author's key where the log has no roster yet.
pub(crate) fn take<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    bytes: &[u8],
    founder: Option<VerifyingKey>,
    now: Millis,
) -> Result<Taken, StoreError> {
    let parcel = match Parcel::from_bytes(bytes) {
        Ok(parcel) => parcel,
        Err(ParcelError::UnknownVersion { .. }) => return Ok(unreadable(Reject::UnknownVersion)),
        Err(ParcelError::TooLarge | ParcelError::Malformed | ParcelError::BadSignature) => {
            return Ok(unreadable(Reject::Malformed));
        }
    };
    let verdicts = judge_parcel(view, log, &parcel, founder, now)?;
    Ok(Taken { author: Some(parcel.header().device), verdicts })
}

/// The verdicts on a parcel that is not looked at now.
pub(crate) fn wait(bytes: &[u8]) -> Vec<Verdict> {
    match Parcel::from_bytes(bytes) {
        Ok(parcel) => vec![Verdict::Pending(parcel.header().device_seq); parcel.acts().len()],
        Err(_) => vec![Verdict::Rejected(Reject::Malformed)],
    }
}

fn unreadable(reason: Reject) -> Taken {
    Taken { author: None, verdicts: vec![Verdict::Rejected(reason)] }
}

fn judge_parcel<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    parcel: &Parcel,
    founder: Option<VerifyingKey>,
    now: Millis,
) -> Result<Vec<Verdict>, StoreError> {
    let header = parcel.header();
    let all = |verdict| Ok(vec![verdict; parcel.acts().len()]);
    if header.log != log.code || header.home_log.is_some_and(|home| home != log.code) {
        return all(Verdict::Rejected(Reject::WrongLog));
    }
    let is_reoffered = log.era() > 1 && header.seen.era < log.era();
    let roster = log.history.current();
    let brought = || newcomer::key(roster, log.time_now(now), parcel);
    let Some(key) = roster.signing_key(header.device).or(founder).or_else(brought) else {
        return all(if is_reoffered {
            Verdict::Pending(header.device_seq)
        } else {
            Verdict::Rejected(Reject::NoRight)
        });
    };
    let hash = parcel.hash();
    let head = chain(view, log, header.device)?;
    let last = head.map_or(0, |head| head.device_seq);
    let row = view.get(Table::Chain, &chain_key(log.code, header.device, header.device_seq))?;
    let known = if let Some(row) = row {
        let row: ChainRow = read(&row)?;
        if row.hash != hash {
            return all(Verdict::Rejected(Reject::ChainForked));
        }
        if !row.fates.iter().zip(parcel.acts()).any(|(fate, act)| *fate == Fate::Missing && act.is_whole()) {
            return Ok(row.fates.into_iter().map(|fate| fate.again(header.device_seq)).collect());
        }
        Some(row)
    } else {
        None
    };
    if parcel.verify(&key).is_err() {
        return all(Verdict::Rejected(Reject::BadSignature));
    }
    // What lies before a parcel that was lost may be held by somebody else: the chain closes when it comes.
    let follows = header.device_seq == last + 1;
    if known.is_none() && !follows && !(is_reoffered && header.device_seq > last) {
        return all(if header.device_seq > last {
            Verdict::Pending(last + 1)
        } else {
            Verdict::Rejected(Reject::ChainForked)
        });
    }
    if known.is_none() && follows && header.prev != head.map(|head| head.hash) {
        return all(Verdict::Rejected(Reject::ChainForked));
    }
    if !is_reoffered && !parcel.acts().iter().all(Act::is_whole) {
        return all(Verdict::Rejected(Reject::Malformed));
    }
    let seen = seen_at(view, log, &header.seen)?;
    let generations = log.history.generations_at(seen.map_or(0, |(seq, _)| seq));
    let items = items(parcel);
    let standing =
        Standing { device: header.device, device_seq: header.device_seq, hash, items, seen, generations, is_reoffered };
    judge_acts(view, log, parcel, &standing, known, now)
}

/// The place up to which an author's rights count, with the relay time there; `None` if it is in another log.
pub(crate) fn seen_at<S: Store>(
    view: &View<'_, S>,
    log: &Log,
    seen: &Seen,
) -> Result<Option<(Seq, Millis)>, StoreError> {
    Ok(match log.sight(view, seen)? {
        Sight::Held { seq, time } => Some((seq, time)),
        Sight::Lost { kept } => Some((kept, log.at(view, kept)?.1)),
        Sight::Unknown => None,
    })
}

fn judge_acts<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    parcel: &Parcel,
    standing: &Standing,
    known: Option<ChainRow>,
    now: Millis,
) -> Result<Vec<Verdict>, StoreError> {
    let (device, device_seq) = (standing.device, standing.device_seq);
    let is_new = known.is_none();
    let before = known.map_or_else(|| vec![Fate::Missing; parcel.acts().len()], |row| row.fates);
    let facts = log.history.facts().len();
    let mut fates = Vec::with_capacity(before.len());
    for (index, (act, fate)) in parcel.acts().iter().zip(&before).enumerate() {
        let is_judged = *fate != Fate::Missing || !act.is_whole();
        fates.push(if is_judged { *fate } else { judge_act(view, log, act, index as u16, standing, now)? });
    }
    keep_parcel(view, log, parcel, &standing.hash, &before, &fates)?;
    let others_may_wait = log.era() > 1 && (log.history.facts().len() > facts || brings_record(parcel, &fates));
    let row = ChainRow { hash: standing.hash, fates };
    view.put(Table::Chain, chain_key(log.code, device, device_seq), cbor::to_vec(&row));
    let new_facts = log.history.facts().get(facts..).unwrap_or_default();
    if new_facts.iter().any(|(_, fact)| matches!(fact, RosterFact::Renewed { .. })) {
        erase::erase_in(view, log, &standing.hash, &places(&row.fates))?;
    }
    if row.fates.contains(&Fate::Quarantined) {
        decide::settle(view, log, device, device_seq, now)?;
    }
    if is_new && chain(view, log, device)?.map_or(0, |head| head.device_seq) + 1 == device_seq {
        let mut head = Chain { device_seq, hash: standing.hash };
        // Parcels beyond a gap that closes now.
        while let Some(row) = view.get(Table::Chain, &chain_key(log.code, device, head.device_seq + 1))? {
            head = Chain { device_seq: head.device_seq + 1, hash: read::<ChainRow>(&row)?.hash };
        }
        view.put(Table::ChainHead, device_key(log.code, device), cbor::to_vec(&head));
    }
    log.is_changed = true;
    if others_may_wait {
        waiting::judge_again(view, log, now)?;
    }
    let key = chain_key(log.code, device, device_seq);
    let row: ChainRow = read(&view.get(Table::Chain, &key)?.ok_or(StoreError::Unreadable)?)?;
    let verdict = |(before, now): (&Fate, Fate)| {
        if *before == Fate::Missing { now.fresh(device_seq) } else { now.again(device_seq) }
    };
    Ok(before.iter().zip(row.fates).map(verdict).collect())
}

/// The places of a parcel's acts.
pub(crate) fn places(fates: &[Fate]) -> Vec<Seq> {
    let place = |fate: &Fate| match fate {
        Fate::Placed(seq) => Some(*seq),
        Fate::Quarantined | Fate::Rejected(_) | Fate::Missing => None,
    };
    fates.iter().filter_map(place).collect()
}

/// How many entries a parcel has.
pub(crate) fn items(parcel: &Parcel) -> usize {
    parcel.acts().iter().map(|act| act.0.len()).sum()
}

/// Whether something was placed that others speak of: the withdrawal of a visit, a step or a notice's correction may have
/// come before it.
fn brings_record(parcel: &Parcel, fates: &[Fate]) -> bool {
    let placed = parcel.acts().iter().zip(fates).filter(|(_, fate)| matches!(fate, Fate::Placed(_)));
    placed
        .flat_map(|(act, _)| act.entries())
        .any(|(_, entry)| matches!(entry.kind, Kind::Visit | Kind::Audience | Kind::Circle | Kind::Notice))
}
