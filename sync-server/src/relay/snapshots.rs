//! Snapshots: kept beside the log for newcomers, one for each stream of the register ring. Other streams have none: who reads
//! a ticket comes and goes, and no snapshot of theirs could stand for it.
//!
//! **Invariant:** a snapshot never stands for more than its maker could have read, nor for places this log does not have.

use linli_shared::access::{Stream, holds, streams};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::{AreaId, DeviceId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::protocol::{Snapshot, SnapshotHash, SnapshotPart};
use linli_shared::roster::{RingKind, Role, RosterFact};

use super::log::{Log, Sight};
use super::rows::{log_key, read};
use super::view::View;
use crate::store::{Store, StoreError, Table};

/// The largest snapshot, in bytes of its parts.
const MAX_SNAPSHOT: usize = 4 << 20;
/// The largest part, in bytes.
const MAX_PART: usize = 1 << 20;
/// The most parts.
const MAX_PARTS: usize = 256;

/// What is known of a kept snapshot without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) hash: SnapshotHash,
    pub(crate) covers: Seq,
    pub(crate) bytes: u64,
    pub(crate) parts: u16,
}

impl Kept {
    pub(crate) fn of(snapshot: &Snapshot) -> Result<(Stream, Self), StoreError> {
        let manifest = snapshot.manifest().map_err(|_| StoreError::Unreadable)?;
        let kept = Self {
            hash: snapshot.hash(),
            covers: manifest.covers.seq,
            bytes: snapshot.parts.iter().map(|part| part.len() as u64).sum(),
            parts: u16::try_from(snapshot.parts.len()).map_err(|_| StoreError::Unreadable)?,
        };
        Ok((manifest.stream, kept))
    }
}

/// Keeps a snapshot if it may be kept; one that may not is passed over in silence, since it is only a cache.
pub(crate) fn offer<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    device: DeviceId,
    snapshot: &Snapshot,
    now: Millis,
) -> Result<(), StoreError> {
    let bytes: usize = snapshot.parts.iter().map(Vec::len).sum();
    let fits = bytes <= MAX_SNAPSHOT
        && (1..=MAX_PARTS).contains(&snapshot.parts.len())
        && snapshot.parts.iter().all(|part| part.len() <= MAX_PART);
    let Ok(manifest) = snapshot.manifest() else { return Ok(()) };
    let is_newer = log.snapshots.get(&manifest.stream).is_none_or(|kept| kept.covers < manifest.covers.seq);
    if !fits || !is_newer || manifest.log != log.code || manifest.device != device {
        return Ok(());
    }
    let is_here = manifest.covers.era == log.era()
        && manifest.covers.seq > 0
        && matches!(log.sight(view, &manifest.covers)?, Sight::Held { .. });
    let is_stale = is_erased_since(log, &manifest.stream, manifest.covers.seq);
    if !is_here || is_stale || !may_offer(log, device, &manifest, log.time_now(now)) {
        return Ok(());
    }
    let is_signed = log.history.current().signing_key(device).is_some_and(|key| snapshot.is_signed_by(&key));
    if is_signed {
        let (stream, kept) = Kept::of(snapshot)?;
        view.put(Table::Snapshot, key(log, &stream), cbor::to_vec(snapshot));
        log.snapshots.insert(stream, kept);
        log.is_changed = true;
    }
    Ok(())
}

fn may_offer(log: &Log, device: DeviceId, manifest: &linli_shared::protocol::Manifest, time: Millis) -> bool {
    let roster = log.history.current();
    let Some(author) = roster.active(device) else { return false };
    let has_role = [Role::Steward, Role::GridWorker].iter().any(|role| holds(roster, time, author.member, *role, None));
    let has_key = manifest.stream.ring == Some(manifest.key.ring)
        && roster
            .ring(manifest.key.ring)
            .is_some_and(|ring| ring.kind == RingKind::Register && ring.has(&manifest.key));
    has_role && has_key && streams(roster, time, device).contains(&manifest.stream)
}

/// The parts of a stream's snapshot.
pub(crate) fn parts<S: Store>(
    view: &View<'_, S>,
    log: &Log,
    stream: &Stream,
) -> Result<impl Iterator<Item = SnapshotPart>, StoreError> {
    let row = view.get(Table::Snapshot, &key(log, stream))?.ok_or(StoreError::Unreadable)?;
    let snapshot: Snapshot = read(&row)?;
    Ok((0..).map_while(move |index| snapshot.part(index)))
}

/// Drops the snapshots that may hold what was erased in a scope.
pub(crate) fn drop_of<S: Store>(view: &mut View<'_, S>, log: &mut Log, scope: AreaId) {
    let is_touched = |stream: &Stream| stream.area.is_none_or(|area| area == scope);
    let touched: Vec<Stream> = log.snapshots.keys().copied().filter(is_touched).collect();
    for stream in touched {
        log.snapshots.remove(&stream);
        view.delete(Table::Snapshot, key(log, &stream));
        log.is_changed = true;
    }
}

/// Whether something in a stream was erased behind a place: what was made there may still hold it.
fn is_erased_since(log: &Log, stream: &Stream, covers: Seq) -> bool {
    let mut later = log.history.facts().iter().rev().take_while(|(seq, _)| *seq > covers);
    later.any(|(_, fact)| {
        let RosterFact::Renewed { records, .. } = fact else { return false };
        let is_here = |scope| stream.area.is_none_or(|area| area == scope);
        records.iter().any(|record| record.kind != Kind::Case && is_here(record.scope))
    })
}

/// Drops all snapshots of a log.
pub(crate) fn drop_all<S: Store>(view: &mut View<'_, S>, log: &mut Log) {
    for stream in std::mem::take(&mut log.snapshots).into_keys() {
        view.delete(Table::Snapshot, key(log, &stream));
    }
}

fn key(log: &Log, stream: &Stream) -> Vec<u8> {
    [log_key(log.code), cbor::to_vec(stream)].concat()
}
