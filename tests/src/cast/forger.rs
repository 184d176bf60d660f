//! A member's keys, ring secrets and chain in the hands of somebody who uses them without the app.

use std::collections::BTreeMap;

use futures::FutureExt;
use linli_core::device::rows::meta;
use linli_core::store::{Disk, SealedStore, StoreKey, Table};
use linli_shared::access::SealedTo;
use linli_shared::cbor;
use linli_shared::ids::{AreaId, DeviceId, LogCode, MemberId, RecordId, RingId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seen;
use linli_shared::parcel::{Act, Entry, Header, Item, KeyRef, Parcel, ParcelHash, SUITE, VERSION};
use linli_shared::protocol::{LogAsk, PROTOCOL, SignedAsk, SyncAnswer, SyncAsk};
use linli_shared::roster::RingKind;
use linli_shared::seal::{BodyContext, DeviceSecret, RingSecret, open, seal};

use super::{Person, Town};

/// What the attacker holds.
pub struct Forger {
    /// The community.
    pub log: LogCode,
    /// The member.
    pub member: MemberId,
    keys: DeviceSecret,
    device: DeviceId,
    /// The ring secrets.
    pub rings: BTreeMap<RingKind, (KeyRef, RingSecret)>,
    /// The newest parcel of the chain, as the relay last told.
    pub chain: (u64, Option<ParcelHash>),
    seen: Seen,
    /// Parcels that were served, to copy and to change.
    pub loot: Vec<Parcel>,
}

impl Forger {
    /// Takes over a phone that has met the relay.
    #[must_use]
    pub fn new(town: &Town, person: Person) -> Self {
        let seat = town.seat(person);
        let keys = DeviceSecret::from_seed(seat.seed);
        let phone = &town.phones[person.0];
        let store = SealedStore::new(phone.disk.clone(), &StoreKey::from_bytes([7; 32]));
        let rows = store.scan(Table::Meta).now_or_never().and_then(Result::ok).unwrap_or_default();
        let mut rings = BTreeMap::new();
        for (key, value) in rows {
            let place = key.strip_prefix(meta::RING).and_then(|rest| rest.first_chunk::<16>());
            let (Some(ring), Ok(secret)) = (place, <[u8; 32]>::try_from(value)) else { continue };
            let (ring, secret) = (RingId(*ring), RingSecret::from_bytes(secret));
            if let Some(known) = phone.device().roster().ring(ring) {
                rings.insert(known.kind, (secret.key_ref(ring, 1), secret));
            }
        }
        let (log, member, device) = (seat.log, seat.member, keys.keys().device());
        Self { log, member, keys, device, rings, chain: (0, None), seen: Seen::default(), loot: Vec::new() }
    }

    /// A header that continues the chain.
    #[must_use]
    pub fn header(&self, nonce: [u8; 16]) -> Header {
        Header {
            version: VERSION,
            suite: SUITE,
            log: self.log,
            home_log: None,
            device: self.device,
            device_seq: self.chain.0 + 1,
            prev: self.chain.1,
            seen: self.seen,
            nonce,
            time: linli_shared::calendar::Millis(0),
        }
    }

    /// An entry sealed as its kind wants it.
    #[must_use]
    pub fn entry(&self, header: &Header, kind: Kind, record: RecordId, scope: AreaId, content: &[u8]) -> Entry {
        let ring = match linli_shared::access::rule(kind).map(|rule| rule.sealed_to) {
            Some(SealedTo::Ring(ring) | SealedTo::ToRing(ring)) => ring,
            Some(SealedTo::Plain | SealedTo::Device | SealedTo::Audience | SealedTo::ToMember) | None => {
                RingKind::Register
            }
        };
        let (key, secret) = &self.rings[&ring];
        let context =
            BodyContext { log: self.log, device: header.device, nonce: header.nonce, index: 0, record, kind, scope };
        Entry { record, kind, scope, key: Some(*key), body: seal(secret, &context, content) }
    }

    /// A parcel of one entry.
    #[must_use]
    pub fn sign(&self, header: Header, entry: Entry) -> Vec<u8> {
        Parcel::sign(header, vec![Act(vec![Item::Entry(entry)])], &self.keys.signing()).to_bytes()
    }

    /// A request that pushes anything.
    #[must_use]
    pub fn ask(&self, push: Vec<Vec<u8>>) -> Vec<u8> {
        let log = LogAsk {
            code: self.log,
            era: self.seen.era,
            at: 0,
            set: 0,
            positions: Vec::new(),
            push,
            offer: Vec::new(),
            partial: None,
            no_snapshot: true,
            permit: None,
            desk: None,
            returned: None,
        };
        let ask = SyncAsk { version: PROTOCOL, device: self.device, logs: vec![log], budget: 1 << 18, wait: 0 };
        cbor::to_vec(&SignedAsk::sign(&ask, &self.keys.signing()))
    }

    /// Takes in what the relay answers.
    pub fn learn(&mut self, answer: &SyncAnswer) {
        let Some(log) = answer.logs.first() else { return };
        self.chain = log.chain.map_or((0, None), |chain| (chain.device_seq, Some(chain.hash)));
        self.seen = Seen { era: log.era, seq: log.through, head: log.head };
        self.loot.extend(log.parcels.iter().map(|delivered| delivered.parcel.clone()));
        let excess = self.loot.len().saturating_sub(64);
        self.loot.drain(..excess);
    }

    /// The content of a stolen entry of a kind, with the entry.
    #[must_use]
    pub fn stolen(&self, kind: Kind) -> Option<(Entry, Vec<u8>)> {
        let (_, secret) = &self.rings[&RingKind::Register];
        self.loot.iter().rev().find_map(|parcel| {
            let header = parcel.header();
            parcel.acts().iter().enumerate().find_map(|(act, items)| {
                items.entries().filter(|(_, entry)| entry.kind == kind).find_map(|(index, entry)| {
                    let context = BodyContext {
                        log: header.log,
                        device: header.device,
                        nonce: header.nonce,
                        index: parcel.first_index(act) + index as u16,
                        record: entry.record,
                        kind,
                        scope: entry.scope,
                    };
                    Some((entry.clone(), open(secret, &context, &entry.body).ok()?))
                })
            })
        })
    }

    /// The record of a door's first household.
    #[must_use]
    pub fn household(&self, door: AreaId) -> RecordId {
        self.rings[&RingKind::Register].1.naming().household(door, 0, 0)
    }
}
