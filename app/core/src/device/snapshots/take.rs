//! Keeping the parts of a snapshot as they come, and taking it in whole.

use linli_contract::Failure;
use linli_shared::access::{RecordMeta, Stream, streams};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::documents::household::Place;
use linli_shared::documents::{self, Document};
use linli_shared::ids::DeviceId;
use linli_shared::kinds::{Family, Kind};
use linli_shared::log::Seq;
use linli_shared::parcel::KeyRef;
use linli_shared::protocol::{LogAnswer, Manifest, SnapshotHash, SnapshotPart};
use linli_shared::seal::{RingSecret, open};

use crate::device::rows::{self, FactRow, RecordRow, Want};
use crate::device::{Device, Turn};
use crate::households::id_record::{IdNumbers, IdRow};
use crate::store::Table;
use crate::visits::fact::VisitFact;

use super::{Part, Partial, REGISTERS, SnapshotRow, part_context, part_key};

impl Device {
    /// Keeps the parts of an answer; true once a snapshot is complete.
    pub(in crate::device) fn keep_parts(&mut self, answer: &LogAnswer, turn: &mut Turn<'_>) {
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

    pub(in crate::device) fn part_wants(&self, answer: &LogAnswer) -> Vec<Want> {
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
    pub(in crate::device) fn complete_snapshots(&self, turn: &Turn<'_>) -> Result<Vec<(Seq, SnapshotHash)>, Failure> {
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
    pub(in crate::device) fn take_snapshot(
        &mut self,
        hash: SnapshotHash,
        time: Millis,
        turn: &mut Turn<'_>,
    ) -> Result<Option<Stream>, Failure> {
        let Some(parts) = self.sync.complete.remove(&hash) else { return Ok(None) };
        let first: Option<SnapshotPart> = turn.rows.read(Table::Meta, &part_key(hash, 0))?;
        let manifest = first.and_then(|part| part.manifest().ok());
        let stream = manifest.as_ref().map(|manifest| manifest.stream);
        let is_named = |key: &KeyRef| self.roster().ring(key.ring).is_some_and(|ring| ring.has(key));
        let locked = manifest.map(|manifest| manifest.key).filter(|key| is_named(key) && self.secret(key).is_none());
        if self.sync.partial.as_ref().is_some_and(|partial| partial.hash == hash) {
            self.sync.partial = None;
        }
        let opened = self.open_snapshot(hash, parts, time, turn)?;
        for index in 0..parts {
            turn.rows.delete(Table::Meta, part_key(hash, index));
        }
        if let Some(key) = locked {
            self.lock(key.ring, 1);
            return Ok(None);
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
            let reads = match row.kind.family() {
                Family::Document if row.kind == Kind::Household => {
                    // Since it was last written its door may have been handed to another grid.
                    let standing = |document: &Document| {
                        Place::of(document)
                            .is_ok_and(|place| self.may_stand(row.record, &place, *scope, row.seq).is_ok())
                    };
                    usize::from(row.who) < part.members.len()
                        && Document::admit_snapshot(&row.content, documents::Kind::Household, row.record, standing)
                            .is_ok()
                }
                Family::IdRecord => cbor::from_slice::<IdNumbers>(&row.content).is_ok_and(|numbers| {
                    let household = self.household_record(numbers.place).unwrap_or_default();
                    usize::from(row.who) < part.members.len() && self.id_record(household) == Some(row.record)
                }),
                Family::Visit => {
                    usize::from(row.who) < part.devices.len() && VisitFact::from_content(&row.content).is_ok()
                }
                Family::Paper if REGISTERS.contains(&row.kind) => usize::from(row.who) < part.devices.len(),
                Family::Document
                | Family::Roster
                | Family::Wrap
                | Family::Areas
                | Family::Withdrawal
                | Family::Paper
                | Family::Ticket
                | Family::Public
                | Family::Notice
                | Family::Receipt
                | Family::Square
                | Family::Ballot
                | Family::Chat
                | Family::Unknown => false,
            };
            is_carried && reads
        })
    }

    fn take_part(&mut self, part: &Part, stream: Stream, turn: &mut Turn<'_>) -> Result<(), Failure> {
        for row in &part.rows {
            let member = part.members.get(usize::from(row.who)).copied().unwrap_or_default();
            let scope = part.scopes.get(usize::from(row.scope)).copied().unwrap_or_default();
            let meta = RecordMeta { kind: row.kind, creator: member, scope, ring: stream.ring, audience: None };
            let is_row = matches!(row.kind.family(), Family::Document | Family::IdRecord);
            if is_row && !Self::keeps_kind(turn, row.kind, row.record)? {
                continue;
            }
            match row.kind.family() {
                Family::Document if row.kind == Kind::Household => self.take_household_row(row, meta, turn)?,
                Family::IdRecord => self.take_id_row(row, meta, turn)?,
                Family::Visit => {
                    let device = part.devices.get(usize::from(row.who)).copied().unwrap_or_default();
                    self.take_visit_row(row, meta, device, turn)?;
                }
                Family::Paper if REGISTERS.contains(&row.kind) => {
                    let device = part.devices.get(usize::from(row.who)).copied().unwrap_or_default();
                    let content = row.content.clone();
                    let paper = FactRow { meta, content, device, seq: row.seq, withdrawn: None };
                    self.keep_paper(row.kind, row.record, paper, turn);
                }
                Family::Document
                | Family::Roster
                | Family::Wrap
                | Family::Areas
                | Family::Withdrawal
                | Family::Paper
                | Family::Ticket
                | Family::Public
                | Family::Notice
                | Family::Receipt
                | Family::Square
                | Family::Ballot
                | Family::Chat
                | Family::Unknown => {}
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
        let mut known = known.unwrap_or_else(|| RecordRow::new(meta.clone()));
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
