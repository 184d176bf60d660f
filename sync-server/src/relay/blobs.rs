//! Photos and files: sealed parts, each blob under the records that name it.
//!
//! A blob under way belongs to the member who sends it; several members may send the same one, none disturbs another.
//! Once all of it is here and has the hash it is addressed by, it is the record's, and whoever reads the record may fetch it.
//! **Invariant:** a part is acknowledged after the commit that holds it; the same part again changes nothing.
//! **Invariant:** nothing of a blob is given out before the whole has its hash; one without a record is not kept.

mod quota;
mod rows;

pub(crate) use self::quota::Usage;
pub(crate) use self::rows::{BlobRow, Naming, PartAt, blob_at, blob_key, part_at, part_key};

use linli_shared::access::{RecordAt, RecordMeta, holds, may_read};
use linli_shared::blobs::{BlobId, CHUNK, MAX_BLOB};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::{DeviceId, MemberId};
use linli_shared::kinds::{Family, Kind};
use linli_shared::protocol::{BlobAnswer, BlobAsk, BlobCall, BlobRefusal, MAX_BLOB_ASK, PROTOCOL, SignedBlobAsk};
use linli_shared::roster::{Erased, Role};

use super::acts::known_record;
use super::flood::Flood;
use super::log::Log;
use super::rows::{log_key, read};
use super::view::View;
use crate::store::{Store, StoreError, Table};

/// How long what was begun waits for the rest, in milliseconds.
const LIFE: i64 = 30 * 86_400_000;
/// The most records that name one blob: its own, its public version, what went on from it.
const MAX_RECORDS: usize = 16;

/// Why a question gets no answer.
pub(crate) enum Turned {
    Away(BlobRefusal),
    Store(StoreError),
}

impl From<BlobRefusal> for Turned {
    fn from(refusal: BlobRefusal) -> Self {
        Self::Away(refusal)
    }
}

impl From<StoreError> for Turned {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Reads a question, unverified.
pub(crate) fn open(request: &[u8]) -> Result<(SignedBlobAsk, BlobAsk), BlobRefusal> {
    if request.len() > MAX_BLOB_ASK {
        return Err(BlobRefusal::Malformed);
    }
    let signed: SignedBlobAsk = cbor::from_slice(request).map_err(|_| BlobRefusal::Malformed)?;
    let ask = signed.open().map_err(|_| BlobRefusal::Malformed)?;
    if ask.version == PROTOCOL { Ok((signed, ask)) } else { Err(BlobRefusal::Malformed) }
}

/// Answers a question.
pub(crate) fn ask<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    signed: &SignedBlobAsk,
    ask: BlobAsk,
    flood: &mut Flood,
    now: Millis,
) -> Result<BlobAnswer, Turned> {
    let roster = log.history.current();
    let member = roster.active(ask.device).ok_or(BlobRefusal::NotAdmitted)?.member;
    let key = roster.signing_key(ask.device).ok_or(BlobRefusal::NotAdmitted)?;
    if !signed.is_signed_by(&key) {
        return Err(BlobRefusal::NotAdmitted.into());
    }
    if !flood.takes_blob(log.code, ask.device, now) {
        return Err(BlobRefusal::Busy.into());
    }
    let time = log.time_now(now);
    let at = RecordAt { record: ask.record, kind: ask.kind.base(), scope: ask.scope };
    let asker = Asker { device: ask.device, member, time };
    let meta = asker.reads(view, log, &at)?;
    let known = whole(view, log, ask.blob)?;
    match ask.call {
        BlobCall::Have => have(view, log, &asker, ask.blob, &at, &meta, known),
        BlobCall::Get { offset } => {
            let known = known.filter(|row| row.is_named_by(&at)).ok_or(BlobRefusal::NotHere)?;
            if !offset.is_multiple_of(CHUNK) || offset >= known.size {
                return Err(BlobRefusal::Misfit.into());
            }
            let place = PartAt { blob: ask.blob, member: known.owner, offset };
            let bytes = view.get(Table::BlobPart, &part_key(log.code, &place))?.ok_or(StoreError::Unreadable)?;
            Ok(BlobAnswer::Part { size: known.size, bytes })
        }
        BlobCall::Put { size, offset, bytes } => {
            if !asker.writes(log, &at, &meta) {
                return Err(BlobRefusal::NoRight.into());
            }
            if !fits(size, offset, &bytes) {
                return Err(BlobRefusal::Misfit.into());
            }
            if let Some(known) = known {
                return if known.is_named_by(&at) { Ok(held(&known)) } else { Err(BlobRefusal::NoRight.into()) };
            }
            put(view, log, &asker, ask.blob, at, Part { size, offset, bytes })
        }
    }
}

/// Who asks.
struct Asker {
    device: DeviceId,
    member: MemberId,
    time: Millis,
}

impl Asker {
    /// What is known of a record that the device reads now.
    fn reads<S: Store>(&self, view: &View<'_, S>, log: &Log, at: &RecordAt) -> Result<RecordMeta, Turned> {
        let roster = log.history.current();
        if roster.erased(&Erased { record: at.record, kind: at.kind, scope: at.scope }).is_some() {
            return Err(BlobRefusal::NoRight.into());
        }
        let meta = known_record(view, log, at)?.ok_or(BlobRefusal::UnknownRecord)?;
        let may = |ring| may_read(roster, self.time, self.device, ring, at.scope);
        let does = match &meta.audience {
            Some(audience) => audience.is_read_by(roster, self.time, self.device, at.scope),
            None => meta.ring.is_some_and(may),
        };
        if does { Ok(meta) } else { Err(BlobRefusal::NoRight.into()) }
    }

    /// Whether the device, which reads a record, may send what belongs to it.
    fn writes(&self, log: &Log, at: &RecordAt, meta: &RecordMeta) -> bool {
        let holds = |role| holds(log.history.current(), self.time, self.member, role, Some(at.scope));
        match at.kind.family() {
            Family::Ticket => meta.audience.is_some(),
            Family::Public => at.kind == Kind::PublicReport && meta.creator == self.member,
            Family::Notice => meta.creator == self.member || holds(Role::Steward),
            // Whoever reads these may answer with a photo; what is looked up and called groups is its owner's.
            Family::Square => {
                let is_open = matches!(at.kind, Kind::Post | Kind::Topic | Kind::Activity);
                is_open || meta.creator == self.member || holds(Role::Steward)
            }
            // A photo of the paper.
            Family::Ballot => at.kind == Kind::PaperVote && (holds(Role::BuildingLeader) || holds(Role::Steward)),
            Family::Chat => meta.audience.is_some() || at.kind == Kind::EstateMessage,
            Family::Visit => holds(Role::GridWorker) || holds(Role::Steward),
            Family::Roster
            | Family::Wrap
            | Family::Areas
            | Family::Document
            | Family::IdRecord
            | Family::Withdrawal
            | Family::Paper
            | Family::Receipt
            | Family::Unknown => false,
        }
    }
}

fn have<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    asker: &Asker,
    blob: BlobId,
    at: &RecordAt,
    meta: &RecordMeta,
    known: Option<BlobRow>,
) -> Result<BlobAnswer, Turned> {
    let Some(known) = known else {
        let under_way = row(view, log, blob, Some(asker.member))?;
        return Ok(under_way.map_or(BlobAnswer::Held { held: 0, size: 0 }, |row| held(&row)));
    };
    if known.is_named_by(at) {
        return Ok(held(&known));
    }
    if known.records.len() >= MAX_RECORDS || !asker.writes(log, at, meta) {
        return Ok(BlobAnswer::Held { held: 0, size: 0 });
    }
    for other in &known.records {
        match asker.reads(view, log, &other.at()) {
            Ok(_) => {
                let mut row = known.clone();
                row.records.push(Naming::from(*at));
                save(view, log, blob, None, &row);
                return Ok(held(&row));
            }
            Err(Turned::Away(_)) => {}
            Err(Turned::Store(error)) => return Err(error.into()),
        }
    }
    Ok(BlobAnswer::Held { held: 0, size: 0 })
}

struct Part {
    size: u32,
    offset: u32,
    bytes: Vec<u8>,
}

/// Whether a part is a whole chunk in its place, or the rest.
fn fits(size: u32, offset: u32, bytes: &[u8]) -> bool {
    let left = size.saturating_sub(offset);
    size <= MAX_BLOB && left > 0 && offset.is_multiple_of(CHUNK) && bytes.len() == left.min(CHUNK) as usize
}

fn put<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    asker: &Asker,
    blob: BlobId,
    at: RecordAt,
    part: Part,
) -> Result<BlobAnswer, Turned> {
    let mut row = match row(view, log, blob, Some(asker.member))? {
        Some(row) => row,
        None => begin(view, log, asker, blob, at, &part)?,
    };
    if row.size != part.size || part.offset > row.held {
        return Err(BlobRefusal::Misfit.into());
    }
    if part.offset < row.held {
        return Ok(held(&row));
    }
    let place = PartAt { blob, member: asker.member, offset: part.offset };
    row.held += part.bytes.len() as u32;
    row.touched = asker.time;
    view.put(Table::BlobPart, part_key(log.code, &place), part.bytes);
    if row.held < row.size {
        save(view, log, blob, Some(asker.member), &row);
        log.blobs.touch(blob, asker.member, asker.time);
        return Ok(held(&row));
    }
    if !is_what_it_says(view, log, blob, &row)? {
        drop_blob(view, log, blob, Some(asker.member), &row)?;
        return Err(BlobRefusal::WrongHash.into());
    }
    view.delete(Table::Blob, blob_key(log.code, blob, Some(asker.member)));
    save(view, log, blob, None, &row);
    log.blobs.finish(blob, asker.member);
    Ok(held(&row))
}

fn begin<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    asker: &Asker,
    blob: BlobId,
    at: RecordAt,
    part: &Part,
) -> Result<BlobRow, Turned> {
    if part.offset != 0 {
        return Err(BlobRefusal::Misfit.into());
    }
    sweep(view, log, asker.time)?;
    if !log.blobs.has_room(asker.member, part.size) {
        return Err(BlobRefusal::Quota.into());
    }
    log.blobs.begin(blob, asker.member, part.size, asker.time);
    let (size, owner, touched) = (part.size, asker.member, asker.time);
    Ok(BlobRow { size, held: 0, owner, records: vec![Naming::from(at)], touched })
}

/// Lets go of what nobody has gone on sending.
fn sweep<S: Store>(view: &mut View<'_, S>, log: &mut Log, time: Millis) -> Result<(), StoreError> {
    for (blob, member) in log.blobs.abandoned(time, LIFE) {
        if let Some(row) = row(view, log, blob, Some(member))? {
            drop_blob(view, log, blob, Some(member), &row)?;
        }
    }
    Ok(())
}

/// Erased records take their blobs along, also what is under way to them.
pub(crate) fn erase<S: Store>(view: &mut View<'_, S>, log: &mut Log, records: &[Erased]) -> Result<(), StoreError> {
    let mut found = Vec::new();
    view.each(Table::Blob, &log_key(log.code), |key, value| {
        let (blob, member) = blob_at(key)?;
        let row: BlobRow = read(value)?;
        if row.records.iter().any(|named| named.is_among(records)) {
            found.push((blob, member, row));
        }
        Ok(())
    })?;
    for (blob, member, mut row) in found {
        row.records.retain(|named| !named.is_among(records));
        if row.records.is_empty() {
            drop_blob(view, log, blob, member, &row)?;
        } else {
            save(view, log, blob, member, &row);
        }
    }
    Ok(())
}

fn whole<S: Store>(view: &View<'_, S>, log: &Log, blob: BlobId) -> Result<Option<BlobRow>, StoreError> {
    row(view, log, blob, None)
}

fn row<S: Store>(
    view: &View<'_, S>,
    log: &Log,
    blob: BlobId,
    under_way: Option<MemberId>,
) -> Result<Option<BlobRow>, StoreError> {
    view.get(Table::Blob, &blob_key(log.code, blob, under_way))?.map(|row| read(&row)).transpose()
}

fn save<S: Store>(view: &mut View<'_, S>, log: &mut Log, blob: BlobId, under_way: Option<MemberId>, row: &BlobRow) {
    view.put(Table::Blob, blob_key(log.code, blob, under_way), cbor::to_vec(row));
    log.is_changed = true;
}

fn drop_blob<S: Store>(
    view: &mut View<'_, S>,
    log: &mut Log,
    blob: BlobId,
    under_way: Option<MemberId>,
    row: &BlobRow,
) -> Result<(), StoreError> {
    for offset in (0..row.held).step_by(CHUNK as usize) {
        view.delete(Table::BlobPart, part_key(log.code, &PartAt { blob, member: row.owner, offset }));
    }
    view.delete(Table::Blob, blob_key(log.code, blob, under_way));
    log.blobs.leave(blob, row.owner, row.size);
    log.is_changed = true;
    Ok(())
}

/// Whether the parts of a blob together have the hash that it is addressed by.
pub(crate) fn is_what_it_says<S: Store>(
    view: &View<'_, S>,
    log: &Log,
    blob: BlobId,
    row: &BlobRow,
) -> Result<bool, StoreError> {
    let mut all = Vec::with_capacity(row.size as usize);
    for offset in (0..row.size).step_by(CHUNK as usize) {
        let place = PartAt { blob, member: row.owner, offset };
        let part = view.get(Table::BlobPart, &part_key(log.code, &place))?;
        all.extend_from_slice(&part.ok_or(StoreError::Unreadable)?);
    }
    Ok(all.len() == row.size as usize && BlobId::of(&all) == blob)
}

fn held(row: &BlobRow) -> BlobAnswer {
    BlobAnswer::Held { held: row.held, size: row.size }
}
