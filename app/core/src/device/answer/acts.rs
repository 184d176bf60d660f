//! Taking in one act at its place: signature, rights by header, rights by body, then the rows it changes.

use std::collections::BTreeMap;

use linli_contract::Failure;
use linli_shared::access::{self, EntryHead, RecordMeta, device_ring};
use linli_shared::calendar::Millis;
use linli_shared::documents;
use linli_shared::ids::RecordId;
use linli_shared::judge::Crowd;
use linli_shared::kinds::{Family, Kind};
use linli_shared::log::Seq;
use linli_shared::parcel::{Entry, Parcel};
use linli_shared::roster::RosterFact;
use linli_shared::seal::BodyContext;

use super::timeline::{Placed, Source, Timeline};
use crate::device::ask::ParcelRow;
use crate::device::newcomer::brings_device;
use crate::device::outbox::{OutBody, OutboxItem, StoredReason};
use crate::device::rows::{self, FactRow, RecordRow, meta};
use crate::device::{Device, Turn, VoidReason};
use crate::notices::rows::Stored;
use crate::store::Table;

/// One entry at its place.
pub(crate) struct At<'a> {
    pub(crate) parcel: &'a Parcel,
    pub(crate) entry: &'a Entry,
    /// Index among all entries of the parcel.
    pub(crate) index: u16,
    pub(crate) seq: Seq,
    /// The relay's time by which roles are judged.
    pub(crate) time: Millis,
    /// The relay's time at its place.
    pub(crate) placed: Millis,
    /// Where it is judged: at its place, or, admitted by the committee, where its author stood.
    pub(crate) judged: Seq,
    /// Outbox numbers, if it is an own one.
    pub(crate) own: &'a [u64],
}

/// Why an own entry has no effect: to be done again, or to be told.
pub(crate) enum Miss {
    /// It builds on own work that was refused.
    Orphan,
    /// It is void.
    Void(VoidReason),
    /// It stands, but by what stood before it changes nothing; everybody can see why.
    Overtaken(StoredReason),
}

/// What has no effect of an act, by record and kind.
type Missed = BTreeMap<(RecordId, Kind), Miss>;

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
        self.keep_held(turn);
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
                    let Ok(parcel) = Parcel::from_bytes(&known.bytes) else { return Err(Failure::StoreFailed) };
                    if parcel.hash() == source.parcel.hash() {
                        known.bytes = parcel.merged_with(&source.parcel).to_bytes();
                    } else {
                        // Its author wrote another parcel under this number after the relay lost this one.
                        for act in core::mem::take(&mut known.places).into_keys() {
                            self.forget_act(&parcel, usize::from(act), turn)?;
                        }
                        known.bytes = source.parcel.to_bytes();
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
            let acts: BTreeMap<u16, Seq> = placed().map(|(seq, placed)| (placed.act, *seq)).collect();
            // Acts that others could not offer are still to be offered.
            if row.places.keys().all(|act| acts.contains_key(act)) {
                self.sync.reoffer.retain(|known| known.0 != key);
            }
            row.places.extend(acts);
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
        let mut missed = Missed::new();
        let header = source.parcel.header();
        let is_admitted = self.roster().decision(header.device, header.device_seq, act) == Some(true);
        // Of what was admitted a role counts that ended since, also by itself.
        let placed = time;
        let (judged, time) = if is_admitted { (header.seen.seq, Millis(i64::MIN)) } else { (seq, time) };
        let mut crowd = Crowd::default();
        for (index, entry) in items.entries() {
            let at = At { parcel: &source.parcel, entry, index: first + index as u16, seq, time, placed, judged, own };
            if matches!(entry.kind, Kind::Household | Kind::IdRecord | Kind::Visit) {
                self.count_tail(entry.scope, entry.ring());
            }
            // A relay that let more in than it may makes nobody take them in.
            let taken = if !is_signed {
                Err(VoidReason::BadSignature.into())
            } else if !crowd.admits(entry) {
                Err(VoidReason::Malformed.into())
            } else {
                self.take_entry(&at, turn)?
            };
            if let Err(miss) = taken {
                self.note_void(seq, index as u16, &miss, turn);
                missed.insert((entry.record, entry.kind), miss);
            }
        }
        self.conclude(own, &missed, turn)
    }

    /// What becomes of own work whose act has a place: an entry that has no effect takes no other entry with it, because a
    /// reader who lacks it could not tell.
    fn conclude(&mut self, own: &[u64], missed: &Missed, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let (mut orphans, mut refused, mut settled) = (Vec::new(), Vec::new(), Vec::new());
        for item in own.iter().filter_map(|number| self.outbox.get(number)) {
            let miss = match &item.body {
                OutBody::Act(_) => missed.values().next(),
                OutBody::Changes(_) | OutBody::Content(_) => missed.get(&(item.record, item.kind)),
            };
            match miss {
                None => settled.push(item.clone()),
                Some(Miss::Orphan) => orphans.push(item.number),
                Some(Miss::Void(VoidReason::OutsideScope)) if self.cannot_see(item) => settled.push(item.clone()),
                Some(Miss::Overtaken(reason)) => refused.push((item.clone(), *reason)),
                Some(Miss::Void(reason)) => refused.push((item.clone(), reason_for_author(*reason))),
            }
        }
        for item in &settled {
            self.settle(item.number, turn);
        }
        for (item, reason) in &refused {
            self.refuse(&[item.number], *reason, turn)?;
        }
        let refused: Vec<OutboxItem> = refused.into_iter().map(|(item, _)| item).collect();
        self.take_back_halves(&refused, &settled, turn)?;
        if orphans.is_empty() { Ok(()) } else { self.replay(&orphans, turn) }
    }

    /// Whether the door of own work was lost here and does not come again, because its grid is no longer served: those who
    /// know the door judge the work, and nobody may be told that it was refused.
    fn cannot_see(&self, item: &OutboxItem) -> bool {
        let letters = self.id().map(device_ring);
        let mut held = self.sync.held.keys().filter(|held| held.ring.is_some() && held.ring != letters);
        let is_served = held.any(|held| held.area.is_none_or(|area| area == item.scope));
        !is_served && item.area.is_some_and(|area| self.tree.kind(area).is_none())
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
        let is_founded = self.roster().is_founded();
        let mut facts = items.into_iter().flat_map(|act| act.entries()).filter(|(_, entry)| entry.kind == Kind::Roster);
        facts.any(|(_, entry)| {
            let key = RosterFact::from_body(&entry.body).ok().and_then(|fact| brings_device(&fact, device, is_founded));
            let key = key.and_then(|key| linli_shared::ed25519::VerifyingKey::from_bytes(&key).ok());
            key.is_some_and(|key| parcel.verify(&key).is_ok())
        })
    }

    fn note_void(&mut self, seq: Seq, index: u16, miss: &Miss, turn: &mut Turn<'_>) {
        let reason = match miss {
            Miss::Orphan => VoidReason::Malformed,
            Miss::Void(reason) => *reason,
            Miss::Overtaken(_) => return,
        };
        turn.rows.put(Table::Meta, meta::at(meta::VOID, seq, index), vec![reason.code()]);
        self.voids.insert((seq, index), reason);
    }

    fn take_entry(&mut self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<Result<(), Miss>, Failure> {
        let device = at.parcel.header().device;
        if at.entry.kind == Kind::Roster {
            let taken = self.take_roster(at, turn);
            if let (Ok(()), Ok(RosterFact::Renewed { records, .. })) = (&taken, RosterFact::from_body(&at.entry.body)) {
                self.drop_erased(&records, turn)?;
            }
            if taken.is_ok() {
                self.take_decision(at, turn)?;
            }
            return Ok(taken.map_err(Miss::from));
        }
        if let Some(ring) = self.awaits_secret(at) {
            self.lock(ring, at.seq);
            return Ok(Ok(()));
        }
        let known = self.known(at, turn)?;
        let head = EntryHead::from(at.entry);
        let past = self.past_roster(at.judged);
        let roster = past.as_deref().unwrap_or(self.roster());
        if access::may_header(roster, at.time, device, &head, known.as_ref()).is_err() {
            return Ok(Err(VoidReason::NoRight.into()));
        }
        let is_row = matches!(at.entry.kind.family(), Family::Document | Family::IdRecord);
        if is_row && !Self::keeps_kind(turn, at.entry.kind, at.entry.record)? {
            return Ok(Err(VoidReason::WrongPlace.into()));
        }
        match at.entry.kind.family() {
            Family::Roster | Family::Unknown => Ok(Ok(())),
            Family::Wrap => Ok(self.take_wrap(at, turn).map_err(Miss::from)),
            Family::Areas => Ok(self.take_area(at, turn).map_err(Miss::from)),
            Family::Document if at.entry.kind == Kind::Profile => self.take_profile(at, turn),
            Family::Document if at.entry.kind == Kind::Covenant => self.take_covenant(at, turn),
            Family::Document => self.take_household(at, turn),
            Family::IdRecord => self.take_id_record(at, turn),
            Family::Visit => self.take_visit(at, turn),
            Family::Withdrawal => self.take_withdrawal(at, turn),
            Family::Paper => Ok(self.take_paper(at, turn).map_err(Miss::from)),
            Family::Ticket => self.take_ticket(at, known.as_ref(), turn),
            Family::Public => self.take_public(at, turn),
            Family::Notice => self.take_notice(at, turn),
            Family::Receipt => self.take_receipt(at, turn),
            Family::Square | Family::Ballot => crate::square::take(self, at, turn),
            Family::Chat => crate::chats::take(self, at, known.as_ref(), turn),
        }
    }

    /// What the log held of a record before this entry, as far as this device knows.
    fn known(&self, at: &At<'_>, turn: &mut Turn<'_>) -> Result<Option<RecordMeta>, Failure> {
        let entry = at.entry;
        let key = rows::record(entry.record);
        Ok(match entry.kind.family() {
            Family::Document | Family::IdRecord => {
                let key = rows::document(documents::Kind::of(entry.kind), entry.record);
                turn.rows.read::<RecordRow>(Table::Record, &key)?.filter(|row| row.last > 0).map(|row| row.meta)
            }
            Family::Visit | Family::Withdrawal => {
                let row = turn.rows.read::<FactRow>(Table::Fact, &key)?.filter(|row| row.seq > 0);
                // The same visit again, after the relay lost it, is no second one.
                row.filter(|_| entry.kind == Kind::VisitWithdrawn).map(|row| row.meta)
            }
            Family::Paper if entry.kind == Kind::Extract => None,
            Family::Paper => {
                let row = self.paper(entry.kind, entry.record).filter(|row| row.seq > 0);
                // The same fact again, after the relay lost it, is no second one.
                row.filter(|_| !entry.kind.is_once()).map(|row| row.meta.clone())
            }
            Family::Ticket => {
                let row = self.ticket(turn, entry.record)?;
                row.and_then(|row| row.before((at.seq, at.index), at.origin()))
            }
            Family::Notice => {
                let row = turn.rows.read::<Stored>(Table::Notice, &key)?.filter(Stored::is_confirmed);
                // The same notice again, after the relay lost it, is no second one.
                row.filter(|_| !entry.kind.is_once()).map(|row| row.meta)
            }
            Family::Square => crate::square::known(turn, entry.record, entry.kind)?,
            Family::Chat => crate::chats::take_circle::known(turn, at)?,
            Family::Public | Family::Receipt | Family::Ballot => None,
            Family::Roster | Family::Wrap | Family::Areas | Family::Unknown => None,
        })
    }

    pub(crate) fn meta_of(&self, at: &At<'_>) -> RecordMeta {
        let creator = self.roster().device(at.parcel.header().device).map(|device| device.member).unwrap_or_default();
        RecordMeta { kind: at.entry.kind, creator, scope: at.entry.scope, ring: at.entry.ring(), audience: None }
    }

    pub(crate) fn content(&self, at: &At<'_>) -> Result<Vec<u8>, VoidReason> {
        let key = at.entry.key.as_ref().ok_or(VoidReason::Malformed)?;
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
        self.open_content(&context, key, &at.entry.body).map_err(|_| VoidReason::Malformed)
    }
}

const fn reason_for_author(reason: VoidReason) -> StoredReason {
    match reason {
        VoidReason::NoRight | VoidReason::BadSignature => StoredReason::NoRight,
        VoidReason::OutsideScope => StoredReason::OutsideScope,
        VoidReason::WrongPlace | VoidReason::Malformed => StoredReason::Malformed,
    }
}
