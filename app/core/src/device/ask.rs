//! Preparing a request: what waits becomes a parcel, parcels without a verdict go out again.
//!
//! **Invariant:** a parcel is in the store before its bytes leave the device, and never changes after.
//! **Invariant:** one parcel at a time is formed and unjudged, except after the relay lost some, and of a removed device.

use std::collections::BTreeMap;

use linli_contract::Failure;
use linli_contract::sync::{Link, LinkFault};
use linli_shared::access::SealedTo;
use linli_shared::ids::{AreaId, DeviceId, RecordId};
use linli_shared::kinds::{Family, Kind};
use linli_shared::log::Seq;
use linli_shared::parcel::{Act, Entry, Header, Item, Parcel, SUITE, VERSION};
use linli_shared::protocol::{BUDGET, LogAsk, PROTOCOL, SignedAsk, Snapshot, SyncAsk};
use linli_shared::roster::Roster;
use linli_shared::seal::BodyContext;

use super::identity::Identity;
use super::outbox::{OutBody, OutState, OutboxItem};
use super::position::ReofferKey;
use super::rows::{self, Want};
use super::{Device, Turn};
use crate::members;
use crate::store::Table;

/// What a request pushed, in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Sent {
    /// An own parcel.
    Own(u64),
    /// Another device's, offered again.
    Other(Vec<u8>),
}

/// An own or a received parcel with what became of its acts.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) struct ParcelRow {
    /// The bytes.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub(super) bytes: Vec<u8>,
    /// For an own parcel: the outbox numbers of each act.
    #[n(1)]
    pub(super) numbers: Vec<Vec<u64>>,
    /// Places by act.
    #[n(2)]
    pub(super) places: BTreeMap<u16, Seq>,
    /// Relay time when it was taken in, milliseconds; 0 for an own one.
    #[n(3)]
    pub(super) taken: i64,
}

/// The most acts formed into one parcel.
const ACTS: usize = 256;
/// About how many bytes one parcel takes.
const BYTES: usize = 384 << 10;
/// The most parcels pushed in one request.
const PUSHED: usize = 8;

impl Device {
    pub(super) fn prepare_wants(&self) -> Vec<Want> {
        let mut wants: Vec<Want> = self.pushed().into_iter().map(|key| Want::Row(Table::Parcel, key)).collect();
        if self.may_form() {
            let numbers = self.formable().into_iter().flatten();
            let items = numbers.filter_map(|number| self.outbox.get(&number));
            let waiting = items.filter(|item| matches!(item.body, OutBody::Changes(_)));
            wants.extend(waiting.flat_map(|item| rows::want(item.kind, item.record, item.scope)));
            let of_audiences = self.ticket_work();
            wants.extend(of_audiences.flat_map(|item| rows::want(item.kind, item.record, item.scope)));
            wants.extend(crate::rights::following::wants(self));
            wants.extend(crate::rights::due::wants(self));
            wants.extend(crate::tickets::board::figures_wants(self));
        }
        wants.extend(self.snapshot_wants());
        wants
    }

    /// Whether a parcel may be formed: one at a time waits for its verdicts. A device that was removed never hears of any,
    /// and what it had written is to reach the committee.
    fn may_form(&self) -> bool {
        let is_removed = self.link == Link::Down(LinkFault::NotAdmitted) && self.enrol.is_none();
        self.sync.unsettled.is_empty() || (is_removed && self.sync.unsettled.len() < PUSHED)
    }

    fn ticket_work(&self) -> impl Iterator<Item = &OutboxItem> {
        self.outbox.values().filter(|item| item.state == OutState::Waiting && item.kind.has_audience())
    }

    fn pushed(&self) -> Vec<Vec<u8>> {
        let Some(device) = self.id() else { return Vec::new() };
        // What the relay lost goes out in the order of its old places, so that nothing comes before what it builds on.
        let (stalled, again): (Vec<_>, Vec<_>) =
            self.sync.reoffer.iter().cloned().partition(|key| self.stalled.contains(key));
        let own = self.sync.unsettled.iter().map(|seq| ReofferKey(rows::parcel(device, *seq)));
        let own = own.filter(|key| !self.sync.reoffer.contains(key));
        again.iter().cloned().chain(own).chain(stalled).map(|key| key.0).take(PUSHED).collect()
    }

    /// Outbox numbers of the acts that can be formed now, the one with the oldest work first.
    ///
    /// A record's changes share an entry and a bundle shares an act, so what hangs together by either is one act.
    pub(super) fn formable(&self) -> Vec<Vec<u64>> {
        let must_found = !self.roster().is_founded();
        let enrolling = self.enrolling();
        let mut groups: Vec<Vec<u64>> = Vec::new();
        let mut of_record: BTreeMap<RecordId, usize> = BTreeMap::new();
        let mut of_bundle: BTreeMap<u64, usize> = BTreeMap::new();
        for item in self.outbox.values().filter(|item| item.state == OutState::Waiting) {
            if must_found && !matches!(item.body, OutBody::Act(_)) {
                continue;
            }
            // Keys that are about to be replaced write nothing else.
            if enrolling.is_some_and(|number| number != Some(item.number)) {
                continue;
            }
            let joins = matches!(item.body, OutBody::Changes(_)) || item.kind == Kind::IdRecord;
            let record = joins.then_some(item.record);
            let by_record = record.and_then(|record| of_record.get(&record)).copied();
            let by_bundle = item.bundle.and_then(|bundle| of_bundle.get(&bundle)).copied();
            let into = match (by_record, by_bundle) {
                (Some(one), Some(other)) if one != other => {
                    let (into, from) = (one.min(other), one.max(other));
                    let moved = core::mem::take(&mut groups[from]);
                    groups[into].extend(moved);
                    let all = of_record.values_mut().chain(of_bundle.values_mut());
                    all.filter(|at| **at == from).for_each(|at| *at = into);
                    into
                }
                (Some(at), _) | (None, Some(at)) => at,
                (None, None) => {
                    groups.push(Vec::new());
                    groups.len() - 1
                }
            };
            groups[into].push(item.number);
            of_record.extend(record.map(|record| (record, into)));
            of_bundle.extend(item.bundle.map(|bundle| (bundle, into)));
        }
        groups.retain(|group| !group.is_empty() && group.iter().all(|number| self.is_sealable(*number)));
        groups.truncate(ACTS);
        groups.iter_mut().for_each(|group| group.sort_unstable());
        groups
    }

    fn is_sealable(&self, number: u64) -> bool {
        self.outbox.get(&number).is_some_and(|item| self.can_seal(item.kind, item.scope))
    }

    fn can_seal(&self, kind: Kind, scope: AreaId) -> bool {
        match linli_shared::access::rule(kind).map(|rule| rule.sealed_to) {
            Some(SealedTo::Ring(_) | SealedTo::ToRing(_) | SealedTo::ToMember) => self.key_for(kind, scope).is_some(),
            Some(SealedTo::Plain | SealedTo::Device | SealedTo::Audience) | None => true,
        }
    }

    /// Forms what waits and gives the request's bytes; `None` if there is nobody to ask.
    pub(super) fn prepare(&mut self, turn: &mut Turn<'_>) -> Result<Option<Vec<u8>>, Failure> {
        let Some(identity) = self.identity.clone() else { return Ok(None) };
        if !matches!(self.link, Link::Meeting { .. }) {
            self.stalled.clear();
        }
        let must_not_push = self.link == Link::Down(LinkFault::ClonedDevice);
        crate::rights::trail::write_opened(self, turn);
        if self.may_form() && !must_not_push {
            crate::chats::marks::write_due(self, turn)?;
            crate::rights::following::work(self, turn);
            crate::rights::due::work(self, turn);
            crate::tickets::board::make_figures(self, turn)?;
            self.form(turn)?;
        }
        let mut push = Vec::new();
        self.sent.clear();
        let keys = if must_not_push { Vec::new() } else { self.pushed() };
        for key in keys {
            let Some(row) = turn.rows.read::<ParcelRow>(Table::Parcel, &key)? else { continue };
            push.push(row.bytes);
            let device_seq = key.strip_prefix(&identity.device.0[..]).and_then(|seq| seq.try_into().ok());
            self.sent.push(device_seq.map_or(Sent::Other(key), |seq| Sent::Own(u64::from_be_bytes(seq))));
        }
        let offer = self.make_snapshot(turn)?;
        let link = Link::Meeting { received: 0 };
        self.set_link(link, turn);
        Ok(Some(self.signed(&identity, push, offer, 0)))
    }

    /// A request to be held open until there is news; `None` while there is anything to send or to fetch, or the relay was
    /// not met. It brings nothing and shows nowhere: the link stays as it is.
    pub(super) fn hold(&mut self, seconds: u16) -> Option<Vec<u8>> {
        let identity = self.identity.clone()?;
        let is_met = self.link == Link::Up && self.roster().is_founded() && self.enrol.is_none();
        let has_sent = self.sync.unsettled.is_empty() && self.sync.reoffer.is_empty() && self.formable().is_empty();
        let has_fetched = !self.sync.is_behind() && self.sync.partial.is_none() && self.sync.complete.is_empty();
        let is_idle = has_sent && has_fetched && self.returns().is_none() && !crate::rights::due::is_any(self);
        if !is_met || !is_idle {
            return None;
        }
        self.sent.clear();
        Some(self.signed(&identity, Vec::new(), Vec::new(), seconds))
    }

    fn signed(&mut self, identity: &Identity, push: Vec<Vec<u8>>, offer: Vec<Snapshot>, wait: u16) -> Vec<u8> {
        self.note_asked();
        let (at, set, positions) = self.sync.positions(identity.seat.log);
        let ask = SyncAsk {
            version: PROTOCOL,
            device: identity.device,
            logs: vec![LogAsk {
                code: identity.seat.log,
                era: self.sync.era,
                at,
                set,
                positions,
                push,
                offer,
                partial: self.sync.partial.as_ref().map(|partial| (partial.hash, partial.held)),
                no_snapshot: self.sync.no_snapshot,
                permit: self.sync.permit.filter(|_| wait == 0),
                desk: self.asks_for_desk(),
                returned: self.returns(),
            }],
            budget: BUDGET,
            wait,
        };
        linli_shared::cbor::to_vec(&SignedAsk::sign(&ask, &identity.keys.signing()))
    }

    fn form(&mut self, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let Some(identity) = self.identity.clone() else { return Ok(()) };
        let groups = self.formable();
        if groups.is_empty() {
            return Ok(());
        }
        let mut nonce = [0; 16];
        nonce.copy_from_slice(&turn.now.entropy[..16]);
        let forming = Forming { log: identity.seat.log, device: identity.device, nonce };
        let (mut acts, mut numbers, mut size, mut index) = (Vec::new(), Vec::new(), 0, 0u16);
        let mut roster = self.roster().clone();
        for group in groups {
            let Some(mut act) = self.act(&group, &forming, index, &roster, turn)? else { continue };
            size += act.entries().map(|(_, entry)| entry.body.len() + 64).sum::<usize>();
            if size > BYTES && !acts.is_empty() {
                break;
            }
            members::complete(self, &mut act, &mut roster, turn);
            index += act.0.len() as u16;
            acts.push(act);
            numbers.push(group);
        }
        if acts.is_empty() {
            return Ok(());
        }
        let header = Header {
            version: VERSION,
            suite: SUITE,
            log: identity.seat.log,
            home_log: None,
            device: identity.device,
            device_seq: self.sync.chain_seq + 1,
            prev: self.sync.chain_hash,
            seen: self.sync.seen(),
            nonce,
            time: turn.now.time,
        };
        let device_seq = header.device_seq;
        let parcel = Parcel::sign(header, acts, &identity.keys.signing());
        for (act, group) in numbers.iter().enumerate() {
            for number in group {
                if let Some(mut item) = self.outbox.get(number).cloned() {
                    item.state = OutState::Formed(device_seq, act as u16);
                    self.write_item(item, turn);
                }
            }
        }
        let row = ParcelRow { bytes: parcel.to_bytes(), numbers, places: BTreeMap::new(), taken: 0 };
        turn.rows.write(Table::Parcel, rows::parcel(identity.device, device_seq), &row);
        self.sync.chain_seq = device_seq;
        self.sync.chain_hash = Some(parcel.hash());
        self.sync.unsettled.insert(device_seq);
        self.write_sync(turn);
        turn.durable();
        Ok(())
    }

    /// One act of a group: an entry for each of its records, for each piece of work on a ticket one or more.
    fn act(
        &mut self,
        group: &[u64],
        forming: &Forming,
        first: u16,
        roster: &Roster,
        turn: &mut Turn<'_>,
    ) -> Result<Option<Act>, Failure> {
        let mut records: Vec<(RecordId, Vec<OutboxItem>)> = Vec::new();
        for item in group.iter().filter_map(|number| self.outbox.get(number)) {
            let stands_alone = matches!(item.kind.family(), Family::Ticket | Family::Public | Family::Chat);
            match records.iter_mut().find(|(record, _)| *record == item.record && !stands_alone) {
                Some((_, items)) => items.push(item.clone()),
                None => records.push((item.record, vec![item.clone()])),
            }
        }
        let mut act = Act::default();
        for (_, items) in records {
            let index = first + act.0.len() as u16;
            let entries = match items.as_slice() {
                [item] if item.kind.has_audience() => {
                    let context = forming.context(item.record, item.kind, item.scope, index);
                    let place = crate::tickets::forming::Place { context, roster, act: &act };
                    if item.kind.family() == Family::Chat {
                        crate::chats::form::entries(self, item, &place, turn)?
                    } else {
                        crate::tickets::forming::entries(self, item, &place, turn)?
                    }
                }
                items => self.entries(items, forming, index, turn)?,
            };
            match entries {
                Some(entries) => act.0.extend(entries),
                None => return Ok(None),
            }
        }
        if act.0.is_empty() {
            // Somebody else did the same first.
            group.iter().for_each(|number| self.settle(*number, turn));
        }
        Ok(Some(act).filter(|act| !act.0.is_empty()))
    }

    /// The entries of one record's items; `None` if they cannot be sealed now.
    fn entries(
        &self,
        items: &[OutboxItem],
        forming: &Forming,
        index: u16,
        turn: &Turn<'_>,
    ) -> Result<Option<Vec<Item>>, Failure> {
        let Some(last) = items.last() else { return Ok(None) };
        let content = match &last.body {
            OutBody::Act(ready) => {
                return Ok(Some(ready.iter().map(members::ready_item).collect()));
            }
            // Of an ID record the newest content holds all earlier ones.
            OutBody::Content(content) => content.clone(),
            OutBody::Changes(_) => {
                let kind = linli_shared::documents::Kind::of(last.kind);
                let (_, document) = Self::document(turn, kind, last.record)?;
                let hashes: Vec<_> = items
                    .iter()
                    .flat_map(|item| match &item.body {
                        OutBody::Changes(changes) => changes.as_slice(),
                        OutBody::Content(_) | OutBody::Act(_) => &[],
                    })
                    .map(|hash| linli_shared::documents::ChangeHash(*hash))
                    .collect();
                document.pack(&hashes, forming.device).map_err(|_| Failure::Defect)?
            }
        };
        let context = forming.context(last.record, last.kind, last.scope, index);
        let Some((key, body)) = self.seal_content(&context, &content, turn) else { return Ok(None) };
        let entry = Entry { record: last.record, kind: last.kind, scope: last.scope, key: Some(key), body };
        Ok(Some(vec![Item::Entry(entry)]))
    }
}

/// What all entries of a parcel under way share.
struct Forming {
    log: linli_shared::ids::LogCode,
    device: DeviceId,
    nonce: [u8; 16],
}

impl Forming {
    fn context(&self, record: RecordId, kind: Kind, scope: AreaId, index: u16) -> BodyContext {
        BodyContext { log: self.log, device: self.device, nonce: self.nonce, index, record, kind, scope }
    }
}
