//! Snapshots: a register stream in bulk, made by a device that reads it, taken in by a newcomer.
//!
//! Each part is a list of rows, deflated and sealed as one, so that thousands of small records compress together.
//! **Invariant:** a snapshot is taken in after everything it builds on and before everything that builds on it.
//! **Invariant:** a snapshot that does not hold together is dropped whole, and the entries are fetched instead.

use linli_contract::Failure;
use linli_shared::access::{RecordMeta, Stream, streams};
use linli_shared::calendar::Millis;
use linli_shared::documents::household::Place;
use linli_shared::documents::{self, Document};
use linli_shared::ids::{AreaId, DeviceId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::parcel::KeyRef;
use linli_shared::protocol::{LogAnswer, Manifest, PartHash, Snapshot, SnapshotHash, SnapshotPart};
use linli_shared::roster::RingKind;
use linli_shared::seal::{BodyContext, RingSecret, open, seal};
use linli_shared::{cbor, ids};

use super::rows::{self, FactRow, RecordRow, Want, meta};
use super::{Device, Turn};
use crate::households::id_record::{IdNumbers, IdRow};
use crate::store::Table;
use crate::visits::fact::VisitFact;

/// A snapshot under way.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct Partial {
    /// Its name.
    #[n(0)]
    pub hash: SnapshotHash,
    /// Parts held.
    #[n(1)]
    pub held: u16,
}

/// One record of a snapshot. Members, devices and scopes are named by their number in the part's tables.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
struct SnapshotRow {
    #[n(0)]
    kind: Kind,
    #[n(1)]
    record: RecordId,
    /// Creator; of a visit its author's device.
    #[n(2)]
    who: u16,
    #[n(3)]
    scope: u16,
    #[n(4)]
    seq: Seq,
    #[cbor(n(5), with = "minicbor::bytes")]
    content: Vec<u8>,
    #[n(6)]
    withdrawn: Option<i64>,
}

/// The content of one part.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
struct Part {
    #[n(0)]
    members: Vec<MemberId>,
    #[n(1)]
    devices: Vec<DeviceId>,
    #[n(2)]
    scopes: Vec<AreaId>,
    #[n(3)]
    rows: Vec<SnapshotRow>,
}

/// About how many bytes of rows go into one part.
const PART: usize = 400 << 10;
/// A snapshot is made once this many entries have come since the last one, or half as many as the stream has records.
const TAIL: u64 = 256;

/// The number of a value in a table, which grows as needed.
fn number<T: PartialEq + Copy>(table: &mut Vec<T>, value: T) -> u16 {
    let at = table.iter().position(|known| *known == value).unwrap_or_else(|| {
        table.push(value);
        table.len() - 1
    });
    at as u16
}

impl Device {
    /// Counts an entry towards the tail of its stream.
    pub(super) fn count_tail(&mut self, scope: AreaId, ring: Option<ids::RingId>) {
        let mine = self.sync.held.keys().filter(|stream| stream.ring.is_some() && stream.carries(ring, scope)).copied();
        let mine: Vec<Stream> = mine.collect();
        for stream in mine {
            *self.sync.tails.entry(stream).or_default() += 1;
        }
    }

    /// A register stream whose tail has grown long, once nothing of this device is under way.
    fn due(&self) -> Option<Stream> {
        let (register, _) = self.roster().ring_of(RingKind::Register)?;
        let is_quiet = self.outbox.values().all(|item| !item.is_pending()) && self.sync.unsettled.is_empty();
        let together = self.sync.held.values().all(|at| *at == self.sync.at);
        let enough = TAIL.max(self.doors.len() as u64 / 2);
        let due = |tail: &u64| *tail >= enough;
        if !is_quiet || !together {
            return None;
        }
        self.sync
            .tails
            .iter()
            .find(|(stream, tail)| stream.ring == Some(register) && due(tail))
            .map(|(stream, _)| *stream)
    }

    pub(super) fn snapshot_wants(&self) -> Vec<Want> {
        if self.due().is_some() { vec![Want::All(Table::Record), Want::All(Table::Fact)] } else { Vec::new() }
    }

    /// Makes the snapshot that is due, if any.
    pub(super) fn make_snapshot(&mut self, turn: &mut Turn<'_>) -> Result<Vec<Snapshot>, Failure> {
        let (Some(stream), Some(identity)) = (self.due(), self.identity.clone()) else { return Ok(Vec::new()) };
        let Some((key, secret)) = self.keyring.newest(self.roster(), RingKind::Register) else { return Ok(Vec::new()) };
        let secret = secret.clone();
        self.sync.tails.insert(stream, 0);
        let mut nonce = [0; 16];
        nonce.copy_from_slice(&turn.now.entropy[16..]);
        let mut sealed = Vec::new();
        for part in self.parts(&stream, turn)? {
            let context = part_context(identity.seat.log, identity.device, nonce, sealed.len() as u16);
            sealed.push(seal(&secret, &context, &cbor::to_vec(&part)));
        }
        if sealed.is_empty() {
            return Ok(Vec::new());
        }
        let manifest = Manifest {
            log: identity.seat.log,
            stream,
            covers: self.sync.seen(),
            device: identity.device,
            key,
            nonce,
            parts: sealed.iter().map(|part| PartHash::of(part)).collect(),
        };
        self.write_position(turn);
        Ok(vec![Snapshot::sign(&manifest, sealed, &identity.keys.signing())])
    }

    fn parts(&self, stream: &Stream, turn: &Turn<'_>) -> Result<Vec<Part>, Failure> {
        let mut parts = vec![Part::default()];
        let mut size = 0;
        let mut add =
            |kind, record, meta: &RecordMeta, seq, content: Vec<u8>, author: Option<(DeviceId, Option<i64>)>| {
                if !stream.carries(meta.ring, meta.scope) {
                    return;
                }
                size += content.len() + 32;
                if size > PART {
                    parts.push(Part::default());
                    size = 0;
                }
                let Some(part) = parts.last_mut() else { return };
                let who = match author {
                    Some((device, _)) => number(&mut part.devices, device),
                    None => number(&mut part.members, meta.creator),
                };
                let scope = number(&mut part.scopes, meta.scope);
                let withdrawn = author.and_then(|(_, withdrawn)| withdrawn);
                part.rows.push(SnapshotRow { kind, record, who, scope, seq, content, withdrawn });
            };
        for (key, value) in turn.rows.all(Table::Record) {
            let row: RecordRow = cbor::from_slice(value).map_err(|_| Failure::StoreFailed)?;
            let record = RecordId(key.try_into().map_err(|_| Failure::StoreFailed)?);
            match row.meta.kind {
                Kind::Household => {
                    let document = Document::load(&row.content, record).map_err(|_| Failure::StoreFailed)?;
                    // A record whose history is too long travels as its entries: then no snapshot is offered at all.
                    let Ok(content) = document.snapshot() else { return Ok(Vec::new()) };
                    add(Kind::Household, record, &row.meta, row.last, content, None);
                }
                Kind::IdRecord => {
                    let ids: IdRow = cbor::from_slice(&row.content).map_err(|_| Failure::StoreFailed)?;
                    add(Kind::IdRecord, record, &row.meta, row.last, ids.confirmed.to_content(), None);
                }
                Kind::Roster
                | Kind::Wrap
                | Kind::AreaPlan
                | Kind::Door
                | Kind::Profile
                | Kind::Visit
                | Kind::VisitWithdrawn
                | Kind::Unknown(_) => {}
            }
        }
        for (key, value) in turn.rows.all(Table::Fact) {
            let row: FactRow = cbor::from_slice(value).map_err(|_| Failure::StoreFailed)?;
            let record = RecordId(key.try_into().map_err(|_| Failure::StoreFailed)?);
            add(Kind::Visit, record, &row.meta, row.seq, row.content, Some((row.device, row.withdrawn)));
        }
        parts.retain(|part| !part.rows.is_empty());
        Ok(parts)
    }

    /// Keeps the parts of an answer; true once a snapshot is complete.
    pub(super) fn keep_parts(&mut self, answer: &LogAnswer, turn: &mut Turn<'_>) {
        for part in &answer.snapshots {
            let hash = part.snapshot();
            let held =
                self.sync.partial.as_ref().filter(|partial| partial.hash == hash).map_or(0, |partial| partial.held);
            if part.index != held || part.manifest().is_err() {
                continue;
            }
            turn.rows.write(Table::Meta, part_key(hash, part.index), part);
            self.sync.partial = Some(Partial { hash, held: held + 1 });
            if part.manifest().is_ok_and(|manifest| usize::from(held) + 1 == manifest.parts.len()) {
                self.sync.complete.insert(hash, held + 1);
            }
        }
    }

    pub(super) fn part_wants(&self, answer: &LogAnswer) -> Vec<Want> {
        if answer.snapshots.is_empty() && self.sync.complete.is_empty() {
            return Vec::new();
        }
        let complete =
            self.sync.complete.iter().flat_map(|(hash, parts)| (0..*parts).map(|index| part_key(*hash, index)));
        let partial =
            self.sync.partial.iter().flat_map(|partial| (0..partial.held).map(|index| part_key(partial.hash, index)));
        let rows = complete.chain(partial).map(|key| Want::Row(Table::Meta, key));
        [Want::All(Table::Record), Want::All(Table::Fact)].into_iter().chain(rows).collect()
    }

    /// The complete snapshots with the places they cover.
    pub(super) fn complete_snapshots(&self, turn: &Turn<'_>) -> Result<Vec<(Seq, SnapshotHash)>, Failure> {
        let mut found = Vec::new();
        for hash in self.sync.complete.keys() {
            let part: Option<SnapshotPart> = turn.rows.read(Table::Meta, &part_key(*hash, 0))?;
            if let Some(manifest) = part.and_then(|part| part.manifest().ok()) {
                found.push((manifest.covers.seq, *hash));
            }
        }
        Ok(found)
    }

    /// Takes in a complete snapshot, or drops it and asks for entries.
    ///
    /// Gives the stream whose entries have to be fetched instead.
    pub(super) fn take_snapshot(
        &mut self,
        hash: SnapshotHash,
        time: Millis,
        turn: &mut Turn<'_>,
    ) -> Result<Option<Stream>, Failure> {
        let Some(parts) = self.sync.complete.remove(&hash) else { return Ok(None) };
        let first: Option<SnapshotPart> = turn.rows.read(Table::Meta, &part_key(hash, 0))?;
        let stream = first.and_then(|part| part.manifest().ok()).map(|manifest| manifest.stream);
        if self.sync.partial.as_ref().is_some_and(|partial| partial.hash == hash) {
            self.sync.partial = None;
        }
        let opened = self.open_snapshot(hash, parts, time, turn)?;
        for index in 0..parts {
            turn.rows.delete(Table::Meta, part_key(hash, index));
        }
        let Some((stream, opened)) = opened else {
            self.sync.no_snapshot = true;
            return Ok(stream);
        };
        for part in opened {
            self.take_part(&part, stream, turn)?;
        }
        self.sync.tails.insert(stream, 0);
        Ok(None)
    }

    fn open_snapshot(
        &self,
        hash: SnapshotHash,
        parts: u16,
        time: Millis,
        turn: &Turn<'_>,
    ) -> Result<Option<(Stream, Vec<Part>)>, Failure> {
        let mut opened = Vec::new();
        let mut stream = None;
        for index in 0..parts {
            let Some(part) = turn.rows.read::<SnapshotPart>(Table::Meta, &part_key(hash, index))? else {
                return Ok(None);
            };
            let Some((manifest, secret)) = self.may_take(&part, time) else { return Ok(None) };
            let context = part_context(manifest.log, manifest.device, manifest.nonce, index);
            let Ok(content) = open(secret, &context, &part.part) else { return Ok(None) };
            let Ok(read) = cbor::from_slice::<Part>(&content) else { return Ok(None) };
            if !self.holds_together(&read, &manifest) {
                return Ok(None);
            }
            stream = Some(manifest.stream);
            opened.push(read);
        }
        Ok(stream.map(|stream| (stream, opened)))
    }

    fn may_take(&self, part: &SnapshotPart, time: Millis) -> Option<(Manifest, &RingSecret)> {
        let manifest = part.manifest().ok()?;
        let key = self.roster().signing_key(manifest.device)?;
        let reads = streams(self.roster(), time, manifest.device).contains(&manifest.stream);
        let is_right = part.is_signed_by(&key) && reads && Some(manifest.log) == self.log();
        let secret = self.keyring.get(&manifest.key)?;
        is_right.then_some((manifest, secret))
    }

    /// Whether every row stands where it says, and can be read.
    fn holds_together(&self, part: &Part, manifest: &Manifest) -> bool {
        let KeyRef { ring, .. } = manifest.key;
        part.rows.iter().all(|row| {
            let Some(scope) = part.scopes.get(usize::from(row.scope)) else { return false };
            let is_carried = manifest.stream.carries(Some(ring), *scope) && row.seq <= manifest.covers.seq;
            let reads = match row.kind {
                Kind::Household => {
                    let standing = |document: &Document| {
                        Place::of(document)
                            .is_ok_and(|place| self.may_stand(row.record, &place, *scope, manifest.covers.seq).is_ok())
                    };
                    usize::from(row.who) < part.members.len()
                        && Document::admit_snapshot(&row.content, documents::Kind::Household, row.record, standing)
                            .is_ok()
                }
                Kind::IdRecord => cbor::from_slice::<IdNumbers>(&row.content).is_ok_and(|numbers| {
                    let household = self.household_record(numbers.place).unwrap_or_default();
                    usize::from(row.who) < part.members.len() && self.id_record(household) == Some(row.record)
                }),
                Kind::Visit => {
                    usize::from(row.who) < part.devices.len() && VisitFact::from_content(&row.content).is_ok()
                }
                Kind::Roster
                | Kind::Wrap
                | Kind::AreaPlan
                | Kind::Door
                | Kind::Profile
                | Kind::VisitWithdrawn
                | Kind::Unknown(_) => false,
            };
            is_carried && reads
        })
    }

    fn take_part(&mut self, part: &Part, stream: Stream, turn: &mut Turn<'_>) -> Result<(), Failure> {
        for row in &part.rows {
            let member = part.members.get(usize::from(row.who)).copied().unwrap_or_default();
            let scope = part.scopes.get(usize::from(row.scope)).copied().unwrap_or_default();
            let meta = RecordMeta { kind: row.kind, creator: member, scope, ring: stream.ring };
            match row.kind {
                Kind::Household => self.take_household_row(row, meta, turn)?,
                Kind::IdRecord => self.take_id_row(row, meta, turn)?,
                Kind::Visit => {
                    let device = part.devices.get(usize::from(row.who)).copied().unwrap_or_default();
                    self.take_visit_row(row, meta, device, turn)?;
                }
                Kind::Roster
                | Kind::Wrap
                | Kind::AreaPlan
                | Kind::Door
                | Kind::Profile
                | Kind::VisitWithdrawn
                | Kind::Unknown(_) => {}
            }
        }
        Ok(())
    }

    fn take_household_row(&mut self, row: &SnapshotRow, meta: RecordMeta, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let Ok(theirs) = Document::admit_snapshot(&row.content, documents::Kind::Household, row.record, |_| true)
        else {
            return Ok(());
        };
        let (known, mut merged) = Self::document(turn, documents::Kind::Household, row.record)?;
        let mut known = known.unwrap_or_else(|| RecordRow::new(meta));
        merged.merge(&theirs);
        if known.last == 0 {
            known.meta = meta;
        }
        known.last = known.last.max(row.seq);
        known.content = merged.save();
        self.write_household(known, &merged, turn);
        Ok(())
    }

    fn take_id_row(&mut self, row: &SnapshotRow, meta: RecordMeta, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let Ok(numbers) = cbor::from_slice::<IdNumbers>(&row.content) else { return Ok(()) };
        let known: Option<RecordRow> = turn.rows.read(Table::Record, &rows::record(row.record))?;
        let mut ids = match &known {
            Some(known) => cbor::from_slice(&known.content).map_err(|_| Failure::StoreFailed)?,
            None => IdRow::new(numbers.place.into()),
        };
        ids.confirmed.merge(&numbers);
        let standing = known.filter(|known| known.last > 0).map(|known| (known.meta, known.last));
        let (meta, last) = standing.unwrap_or((meta, 0));
        self.write_id_row(row.record, meta, last.max(row.seq), &ids, turn);
        Ok(())
    }

    fn take_visit_row(
        &mut self,
        row: &SnapshotRow,
        meta: RecordMeta,
        device: DeviceId,
        turn: &mut Turn<'_>,
    ) -> Result<(), Failure> {
        let Ok(fact) = VisitFact::from_content(&row.content) else { return Ok(()) };
        let key = rows::record(row.record);
        let known: Option<FactRow> = turn.rows.read(Table::Fact, &key)?;
        let withdrawn = row.withdrawn.or(known.and_then(|known| known.withdrawn));
        let creator = self.roster().device(device).map_or(meta.creator, |device| device.member);
        let meta = RecordMeta { creator, ..meta };
        let fact_row = FactRow { meta, content: row.content.clone(), device, seq: row.seq, withdrawn };
        turn.rows.write(Table::Fact, key, &fact_row);
        self.sum_visit(row.record, &fact, &fact_row, turn);
        Ok(())
    }
}

fn part_key(hash: SnapshotHash, index: u16) -> Vec<u8> {
    [meta::PART, &hash.0[..], &index.to_be_bytes()].concat()
}

fn part_context(log: ids::LogCode, device: DeviceId, nonce: [u8; 16], index: u16) -> BodyContext {
    BodyContext {
        log,
        device,
        nonce,
        index,
        record: RecordId::default(),
        kind: Kind::Unknown(0),
        scope: AreaId::default(),
    }
}
