//! Taking in one act at its place: signature, rights by header, rights by body, then the rows it changes.

use core::cell::Cell;
use std::collections::BTreeMap;

use linli_contract::{Event, Failure};
use linli_shared::access::{self, EntryHead, RecordMeta};
use linli_shared::areas::{AreaFact, Place as TreePlace};
use linli_shared::calendar::Millis;
use linli_shared::documents::household::Place;
use linli_shared::documents::profile::Profile;
use linli_shared::documents::{self, AdmissionError};
use linli_shared::ids::RingId;
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::parcel::{Entry, Parcel};
use linli_shared::roster::RosterFact;
use linli_shared::seal::{BodyContext, open, unwrap};

use super::timeline::{Placed, Source, Timeline};
use crate::device::ask::ParcelRow;
use crate::device::outbox::StoredReason;
use crate::device::rows::{self, FactRow, RecordRow, meta};
use crate::device::{Device, Turn, VoidReason};
use crate::households::id_record::{IdNumbers, IdRow};
use crate::store::Table;
use crate::visits::fact::{VisitFact, WithdrawalFact};

/// One entry at its place.
struct At<'a> {
    parcel: &'a Parcel,
    entry: &'a Entry,
    /// Index among all entries of the parcel.
    index: u16,
    seq: Seq,
    time: Millis,
    /// Outbox numbers, if it is an own one.
    own: &'a [u64],
}

/// Why an own entry has no effect: to be done again, or to be told.
enum Miss {
    /// It builds on own work that was refused.
    Orphan,
    /// It is void.
    Void(VoidReason),
}

impl From<VoidReason> for Miss {
    fn from(reason: VoidReason) -> Self {
        Self::Void(reason)
    }
}

impl Device {
    pub(super) fn take_timeline(&mut self, timeline: Timeline, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let Timeline { parcels, acts } = timeline;
        self.keep_parcels(&parcels, &acts, turn)?;
        let mut signed: BTreeMap<usize, bool> = BTreeMap::new();
        for placed in acts.into_values() {
            let source = &parcels[placed.parcel];
            let is_signed = match signed.get(&placed.parcel) {
                Some(known) => *known,
                None => {
                    let is_signed = self.is_signed(&source.parcel, placed.act);
                    if self.roster().signing_key(source.parcel.header().device).is_some() {
                        signed.insert(placed.parcel, is_signed);
                    }
                    is_signed
                }
            };
            self.take_act(source, &placed, is_signed, turn)?;
        }
        Ok(())
    }

    /// Keeps other devices' parcels for thirty days, to offer them again if the relay loses them.
    fn keep_parcels(
        &mut self,
        parcels: &[Source],
        acts: &BTreeMap<Seq, Placed>,
        turn: &mut Turn<'_>,
    ) -> Result<(), Failure> {
        let now = self.sync.last_met;
        for (index, source) in parcels.iter().enumerate().filter(|(_, source)| source.own.is_none()) {
            let placed = || acts.iter().filter(move |(_, placed)| placed.parcel == index);
            let Some((_, first)) = placed().next() else { continue };
            if !Self::keeps_parcel(first.time, now.unwrap_or(first.time)) {
                continue;
            }
            let header = source.parcel.header();
            let key = rows::parcel(header.device, header.device_seq);
            let mut row = match turn.rows.read::<ParcelRow>(Table::Parcel, &key)? {
                Some(mut known) => {
                    if let Ok(parcel) = Parcel::from_bytes(&known.bytes) {
                        known.bytes = parcel.merged_with(&source.parcel).to_bytes();
                    }
                    known
                }
                None => ParcelRow {
                    bytes: source.parcel.to_bytes(),
                    numbers: Vec::new(),
                    places: BTreeMap::new(),
                    taken: first.time.0,
                },
            };
            row.places.extend(placed().map(|(seq, placed)| (placed.act, *seq)));
            self.sync.reoffer.retain(|known| known.0 != key);
            turn.rows.write(Table::Parcel, key, &row);
        }
        Ok(())
    }

    fn take_act(
        &mut self,
        source: &Source,
        placed: &Placed,
        is_signed: bool,
        turn: &mut Turn<'_>,
    ) -> Result<(), Failure> {
        let Placed { seq, time, act, .. } = *placed;
        let Some(items) = source.parcel.acts().get(usize::from(act)) else { return Ok(()) };
        let first = source.parcel.first_index(usize::from(act));
        let none = Vec::new();
        let own = source.own.as_ref().map_or(&none, |numbers| numbers.get(usize::from(act)).unwrap_or(&none));
        let mut missed = None;
        for (index, entry) in items.entries() {
            let at = At { parcel: &source.parcel, entry, index: first + index as u16, seq, time, own };
            if matches!(entry.kind, Kind::Household | Kind::IdRecord | Kind::Visit) {
                self.count_tail(entry.scope, entry.ring());
            }
            let taken = if is_signed { self.take_entry(&at, turn)? } else { Err(VoidReason::BadSignature.into()) };
            if let Err(miss) = taken {
                self.note_void(seq, index as u16, &miss, turn);
                missed = Some(miss);
            }
        }
        match missed {
            Some(Miss::Orphan) => self.replay(own, turn),
            Some(Miss::Void(reason)) if !own.is_empty() => self.refuse(own, reason_for_author(reason), turn),
            Some(Miss::Void(_)) => Ok(()),
            None => {
                for number in own {
                    self.settle(*number, turn);
                }
                Ok(())
            }
        }
    }

    fn is_signed(&self, parcel: &Parcel, act: u16) -> bool {
        let device = parcel.header().device;
        if Some(parcel.header().log) != self.log() {
            return false;
        }
        if let Some(key) = self.roster().signing_key(device) {
            return parcel.verify(&key).is_ok();
        }
        let items = parcel.acts().get(usize::from(act));
        items.into_iter().flat_map(|act| act.entries()).any(|(_, entry)| {
            matches!(RosterFact::from_body(&entry.body), Ok(RosterFact::DeviceAdded { keys, .. })
                if entry.kind == Kind::Roster
                    && keys.device() == device
                    && !self.roster().is_founded()
                    && linli_shared::ed25519::VerifyingKey::from_bytes(&keys.signing).is_ok_and(|key| parcel.verify(&key).is_ok()))
        })
    }

    fn note_void(&mut self, seq: Seq, index: u16, miss: &Miss, turn: &mut Turn<'_>) {
        let reason = match miss {
            Miss::Orphan => VoidReason::Malformed,
            Miss::Void(reason) => *reason,
        };
        turn.rows.put(Table::Meta, meta::at(meta::VOID, seq, index), vec![reason.code()]);
        self.voids.insert((seq, index), reason);
    }

    fn take_entry(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<Result<(), Miss>, Failure> {
        let device = at.parcel.header().device;
        if at.entry.kind == Kind::Roster {
            return Ok(self.take_roster(at, turn).map_err(Miss::from));
        }
        let known = self.known(at.entry, turn)?;
        let head = EntryHead::from(at.entry);
        if access::may_header(self.roster(), at.time, device, &head, known.as_ref()).is_err() {
            return Ok(Err(VoidReason::NoRight.into()));
        }
        match at.entry.kind {
            Kind::Roster | Kind::Unknown(_) => Ok(Ok(())),
            Kind::Wrap => Ok(self.take_wrap(at, turn).map_err(Miss::from)),
            Kind::AreaPlan | Kind::Door => Ok(self.take_area(at, turn).map_err(Miss::from)),
            Kind::Household => self.take_household(at, turn),
            Kind::Profile => self.take_profile(at, turn),
            Kind::IdRecord => self.take_id_record(at, turn),
            Kind::Visit => self.take_visit(at, turn),
            Kind::VisitWithdrawn => self.take_withdrawal(at, turn),
        }
    }

    /// What the log held of a record before this entry, as far as this device knows.
    fn known(&self, entry: &Entry, turn: &Turn<'_>) -> Result<Option<RecordMeta>, Failure> {
        let key = rows::record(entry.record);
        Ok(match entry.kind {
            Kind::Household | Kind::Profile | Kind::IdRecord => {
                turn.rows.read::<RecordRow>(Table::Record, &key)?.filter(|row| row.last > 0).map(|row| row.meta)
            }
            Kind::VisitWithdrawn | Kind::Visit => {
                let row = turn.rows.read::<FactRow>(Table::Fact, &key)?.filter(|row| row.seq > 0);
                // The same visit again, after the relay lost it, is no second one.
                row.filter(|_| entry.kind == Kind::VisitWithdrawn).map(|row| row.meta)
            }
            Kind::Roster | Kind::Wrap | Kind::AreaPlan | Kind::Door | Kind::Unknown(_) => None,
        })
    }

    fn meta_of(&self, at: &At<'_>) -> RecordMeta {
        let creator = self.roster().device(at.parcel.header().device).map(|device| device.member).unwrap_or_default();
        RecordMeta { kind: at.entry.kind, creator, scope: at.entry.scope, ring: at.entry.ring() }
    }

    fn content(&self, at: &At<'_>) -> Result<Vec<u8>, VoidReason> {
        let secret = at.entry.key.as_ref().and_then(|key| self.keyring.get(key)).ok_or(VoidReason::Malformed)?;
        let header = at.parcel.header();
        let context = BodyContext {
            log: header.log,
            device: header.device,
            nonce: header.nonce,
            index: at.index,
            record: at.entry.record,
            kind: at.entry.kind,
            scope: at.entry.scope,
        };
        open(secret, &context, &at.entry.body).map_err(|_| VoidReason::Malformed)
    }

    fn take_roster(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<(), VoidReason> {
        if at.seq < self.roster.last() {
            return Ok(());
        }
        let device = at.parcel.header().device;
        let fact = RosterFact::from_body(&at.entry.body).map_err(|_| VoidReason::Malformed)?;
        access::may_fact(self.roster(), at.time, device, &fact).map_err(|_| VoidReason::NoRight)?;
        if let (RosterFact::Founded { root, .. }, Some(identity)) = (&fact, &self.identity)
            && *root != identity.seat.root
        {
            return Err(VoidReason::NoRight);
        }
        turn.rows.put(Table::Meta, meta::at(meta::ROSTER, at.seq, at.index), at.entry.body.clone());
        self.roster.push(at.seq, fact);
        turn.durable();
        turn.tell(Event::StandingChanged);
        Ok(())
    }

    fn take_wrap(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<(), VoidReason> {
        let Some(identity) = &self.identity else { return Ok(()) };
        if at.entry.scope.0 != identity.device.0 {
            return Ok(());
        }
        let ring = RingId(at.entry.record.0);
        let (generation, secret) = unwrap(&at.entry.body, identity.seat.log, ring, identity.device, &identity.keys)
            .map_err(|_| VoidReason::Malformed)?;
        let key = secret.key_ref(ring, generation);
        if !self.roster().ring(ring).is_some_and(|ring| ring.has(&key)) {
            return Err(VoidReason::Malformed);
        }
        turn.rows.put(Table::Meta, meta::ring(ring, generation), secret.expose().to_vec());
        self.keyring.insert(ring, generation, secret);
        turn.durable();
        turn.tell(Event::StandingChanged);
        Ok(())
    }

    fn take_area(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<(), VoidReason> {
        let content = self.content(at)?;
        let fact = AreaFact::decode(&content).map_err(|_| VoidReason::Malformed)?;
        if (at.entry.kind == Kind::Door) != matches!(fact, AreaFact::Door { .. }) {
            return Err(VoidReason::Malformed);
        }
        self.may_area(self.roster(), at.time, at.parcel.header().device, &fact)?;
        turn.rows.put(Table::Meta, meta::at(meta::AREA, at.seq, at.index), content);
        for number in at.own {
            self.areas.drop_own(*number);
        }
        self.tree.apply(TreePlace::Confirmed(at.seq), &fact);
        self.areas.confirm(at.seq, at.index, fact);
        turn.durable();
        turn.tell(Event::AreasChanged);
        Ok(())
    }

    pub(in crate::device) fn rebuild_tree(&mut self) {
        if let Some(log) = self.log() {
            self.tree = self.areas.tree(log);
        }
    }

    fn take_household(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<Result<(), Miss>, Failure> {
        let record = at.entry.record;
        let (row, mut document) = Self::document(turn, documents::Kind::Household, record)?;
        let body = match self.content(at) {
            Ok(body) => body,
            Err(reason) => return Ok(Err(reason.into())),
        };
        let broken = Cell::new(VoidReason::WrongPlace);
        let admitted = document.admit(&body, at.parcel.header().device, |document| {
            let standing = Place::of(document).map_err(|_| VoidReason::WrongPlace);
            let judged = standing.and_then(|place| self.may_stand(record, &place, at.entry.scope, at.seq));
            judged.map_err(|reason| broken.set(reason)).is_ok()
        });
        let admitted = match admitted {
            Ok(admitted) => admitted,
            Err(error) => return Ok(Err(miss(error, broken.get(), at))),
        };
        let mut row = row.unwrap_or_else(|| RecordRow::new(self.meta_of(at)));
        if row.last == 0 {
            row.meta = self.meta_of(at);
        }
        row.last = row.last.max(at.seq);
        row.own.retain(|own| !admitted.changes.iter().any(|change| change.0 == own.name));
        row.content = document.save();
        self.write_household(row, &document, turn);
        Ok(Ok(()))
    }

    fn take_profile(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<Result<(), Miss>, Failure> {
        let (row, mut document) = Self::document(turn, documents::Kind::Profile, at.entry.record)?;
        let body = match self.content(at) {
            Ok(body) => body,
            Err(reason) => return Ok(Err(reason.into())),
        };
        let admitted = match document.admit(&body, at.parcel.header().device, |_| true) {
            Ok(admitted) => admitted,
            Err(error) => return Ok(Err(miss(error, VoidReason::Malformed, at))),
        };
        let mut row = row.unwrap_or_else(|| RecordRow::new(self.meta_of(at)));
        if row.last == 0 {
            row.meta = self.meta_of(at);
        }
        row.last = row.last.max(at.seq);
        row.own.retain(|own| !admitted.changes.iter().any(|change| change.0 == own.name));
        row.content = document.save();
        turn.rows.write(Table::Record, rows::record(at.entry.record), &row);
        self.note_name(at.entry.record, &Profile::of(&document), turn);
        Ok(Ok(()))
    }

    fn take_id_record(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<Result<(), Miss>, Failure> {
        let record = at.entry.record;
        let row: Option<RecordRow> = turn.rows.read(Table::Record, &rows::record(record))?;
        let ids: Option<IdRow> = match &row {
            Some(row) => Some(linli_shared::cbor::from_slice(&row.content).map_err(|_| Failure::StoreFailed)?),
            None => None,
        };
        let before = ids.as_ref().filter(|_| row.as_ref().is_some_and(|row| row.last > 0)).map(|ids| &ids.confirmed);
        let content = match self.content(at) {
            Ok(content) => content,
            Err(reason) => return Ok(Err(reason.into())),
        };
        let Ok(numbers) = IdNumbers::admit(&content, at.parcel.header().device, before) else {
            return Ok(Err(VoidReason::Malformed.into()));
        };
        let place = Place::from(numbers.place);
        let household = self.household_record(numbers.place).unwrap_or_default();
        if self.id_record(household) != Some(record) {
            return Ok(Err(VoidReason::WrongPlace.into()));
        }
        if let Err(reason) = self.is_door_within(place.door, at.entry.scope, at.seq) {
            return Ok(Err(reason.into()));
        }
        let mut ids = ids.unwrap_or_else(|| IdRow::new(place));
        ids.confirmed.merge(&numbers);
        for number in at.own {
            ids.own.remove(number);
        }
        let known = row.filter(|row| row.last > 0).map(|row| (row.meta, row.last));
        let (meta, last) = known.unwrap_or_else(|| (self.meta_of(at), 0));
        self.write_id_row(record, meta, last.max(at.seq), &ids, turn);
        Ok(Ok(()))
    }

    fn take_visit(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<Result<(), Miss>, Failure> {
        let content = match self.content(at) {
            Ok(content) => content,
            Err(reason) => return Ok(Err(reason.into())),
        };
        let Ok(fact) = VisitFact::from_content(&content) else { return Ok(Err(VoidReason::Malformed.into())) };
        if let Err(reason) = self.is_door_within(fact.door, at.entry.scope, at.seq) {
            return Ok(Err(reason.into()));
        }
        let withdrawn =
            turn.rows.read::<FactRow>(Table::Fact, &rows::record(at.entry.record))?.and_then(|row| row.withdrawn);
        let device = at.parcel.header().device;
        let row = FactRow { meta: self.meta_of(at), content, device, seq: at.seq, withdrawn };
        turn.rows.write(Table::Fact, rows::record(at.entry.record), &row);
        self.sum_visit(at.entry.record, &fact, &row, turn);
        Ok(Ok(()))
    }

    fn take_withdrawal(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<Result<(), Miss>, Failure> {
        let content = match self.content(at) {
            Ok(content) => content,
            Err(reason) => return Ok(Err(reason.into())),
        };
        let Ok(withdrawal) = WithdrawalFact::from_content(&content) else {
            return Ok(Err(VoidReason::Malformed.into()));
        };
        let Some(mut row) = turn.rows.read::<FactRow>(Table::Fact, &rows::record(at.entry.record))? else {
            return Ok(Err(VoidReason::NoRight.into()));
        };
        let Ok(fact) = VisitFact::from_content(&row.content) else { return Err(Failure::StoreFailed) };
        row.withdrawn = Some(withdrawal.seconds);
        turn.rows.write(Table::Fact, rows::record(at.entry.record), &row);
        self.sum_visit(at.entry.record, &fact, &row, turn);
        Ok(Ok(()))
    }
}

fn miss(error: AdmissionError, broken: VoidReason, at: &At<'_>) -> Miss {
    let builds_on_nothing = matches!(error, AdmissionError::SequenceGap | AdmissionError::DependencyUnknown);
    if error == AdmissionError::RuleBroken {
        Miss::Void(broken)
    } else if builds_on_nothing && !at.own.is_empty() {
        Miss::Orphan
    } else {
        Miss::Void(VoidReason::Malformed)
    }
}

const fn reason_for_author(reason: VoidReason) -> StoredReason {
    match reason {
        VoidReason::NoRight | VoidReason::BadSignature => StoredReason::NoRight,
        VoidReason::OutsideScope => StoredReason::OutsideScope,
        VoidReason::WrongPlace | VoidReason::Malformed => StoredReason::Malformed,
    }
}
