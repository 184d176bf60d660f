//! A community in memory: devices that form parcels with bodies nobody can read, and their relay.

#![allow(clippy::unwrap_used, reason = "tests")]

mod blobs;
mod checking;
mod circles;
mod communities;
mod deciding;
mod desk;
mod erasing;
mod founding;
mod holding;
mod hostile;
mod lobby;
mod newcomers;
mod pushing;
mod restoring;
mod serving;
mod snapshots;
mod stores;
mod tallies;
mod tickets;

use std::collections::BTreeSet;

use ed25519_dalek::SigningKey;
use linli_shared::access::{RecordMeta, Stream, device_ring, stream_set, streams};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::{AreaId, DeviceId, LogCode, MemberId, RecordId, RingId};
use linli_shared::joining::InviteSecret;
use linli_shared::kinds::Kind;
use linli_shared::log::Seen;
use linli_shared::parcel::{Act, Entry, Header, Item, KeyRef, Parcel, ParcelHash, SUITE, VERSION};
use linli_shared::protocol::{
    Desk, LobbyAnswer, LobbyAsk, LobbyRefusal, LogAnswer, LogAsk, PROTOCOL, Position, Refusal, SignedAsk,
    SignedLobbyAsk, SyncAnswer, SyncAsk, Verdict,
};
use linli_shared::roster::{DeviceKeys, Recipient, RingKind, RingTurn, Role, Roster, RosterFact};

use super::{Relay, check};
use crate::store::memory::MemoryStore;

const CODE: LogCode = LogCode(310_113_007_001);
const SECRET: [u8; 16] = [8; 16];
const COMMUNITY: RingId = RingId([201; 16]);
const REGISTER: RingId = RingId([202; 16]);
const EAST: AreaId = AreaId([11; 16]);
const WEST: AreaId = AreaId([12; 16]);
const BUILDING: AreaId = AreaId([13; 16]);

/// A device with the chain it has formed and what it has seen.
#[derive(Clone)]
struct Device {
    key: SigningKey,
    member: MemberId,
    chain: u64,
    prev: Option<ParcelHash>,
    seen: Seen,
    held: BTreeSet<Stream>,
}

impl Device {
    fn new(number: u8) -> Self {
        let key = SigningKey::from_bytes(&[number; 32]);
        let member = MemberId([number; 16]);
        Self { key, member, chain: 0, prev: None, seen: Seen::default(), held: BTreeSet::new() }
    }

    fn keys(&self) -> DeviceKeys {
        DeviceKeys { signing: self.key.verifying_key().to_bytes(), sealing: [1; 32] }
    }

    fn id(&self) -> DeviceId {
        self.keys().device()
    }

    fn header(&self) -> Header {
        Header {
            version: VERSION,
            suite: SUITE,
            log: CODE,
            home_log: None,
            device: self.id(),
            device_seq: self.chain + 1,
            prev: self.prev,
            seen: self.seen,
            nonce: [0; 16],
            time: Millis(0),
        }
    }

    fn form(&mut self, acts: Vec<Act>) -> Parcel {
        let parcel = Parcel::sign(self.header(), acts, &self.key);
        self.chain += 1;
        self.prev = Some(parcel.hash());
        parcel
    }

    fn ask(&self) -> LogAsk {
        LogAsk {
            code: CODE,
            era: self.seen.era,
            at: self.seen.seq,
            set: stream_set(CODE, &self.held),
            positions: Vec::new(),
            push: Vec::new(),
            offer: Vec::new(),
            partial: None,
            no_snapshot: false,
            permit: None,
            desk: None,
            returned: None,
        }
    }

    fn sign(&self, ask: LogAsk) -> Vec<u8> {
        self.sign_with_budget(ask, 1 << 20)
    }

    fn sign_with_budget(&self, ask: LogAsk, budget: u32) -> Vec<u8> {
        let ask = SyncAsk { version: PROTOCOL, device: self.id(), logs: vec![ask], budget, wait: 0 };
        cbor::to_vec(&SignedAsk::sign(&ask, &self.key))
    }

    fn learn(&mut self, answer: &LogAnswer) {
        if let Some(streams) = &answer.streams {
            self.held = streams.clone();
        }
        self.seen = Seen { era: answer.era, seq: answer.through, head: answer.head };
    }
}

struct Town {
    disk: MemoryStore,
    relay: Relay<MemoryStore>,
    now: Millis,
    steward: Device,
    wang: Device,
    li: Device,
}

impl Town {
    fn empty() -> Self {
        let disk = MemoryStore::new();
        let relay = Relay::open(disk.clone(), SigningKey::from_bytes(&[99; 32])).unwrap();
        let (steward, wang, li) = (Device::new(1), Device::new(2), Device::new(3));
        Self { disk, relay, now: Millis(1_000), steward, wang, li }
    }

    /// A founded community: a steward, Wang in the east, Li in the west.
    fn new() -> Self {
        let mut town = Self::empty();
        town.relay.permit(CODE, &SECRET).unwrap();
        let founding = town.founding();
        let mut steward = town.steward.clone();
        let mut ask = steward.ask();
        (ask.push, ask.permit) = (vec![steward.form(founding).to_bytes()], Some(SECRET));
        let answer = town.sync(&steward, ask).unwrap();
        assert_eq!(answer.verdicts, [vec![Verdict::Accepted(1), Verdict::Accepted(2)]]);
        steward.learn(&answer);
        town.steward = steward;
        town
    }

    fn founding(&self) -> Vec<Act> {
        let relay = self.relay.verifying_key().to_bytes();
        let facts = [RosterFact::Founded { log: CODE, root: self.steward.keys().signing, relay }];
        let first = facts.into_iter().chain(self.member(&self.steward, Role::Steward, CODE.area()));
        let turn = |ring, kind, generation| turn(ring, kind, generation, &[&self.steward, &self.wang, &self.li]);
        let second = self
            .member(&self.wang, Role::GridWorker, EAST)
            .into_iter()
            .chain(self.member(&self.li, Role::GridWorker, WEST))
            .chain([turn(COMMUNITY, RingKind::Community, 1), turn(REGISTER, RingKind::Register, 1)]);
        vec![facts_act(first), facts_act(second)]
    }

    fn member(&self, device: &Device, role: Role, scope: AreaId) -> [RosterFact; 3] {
        let member = device.member;
        [
            RosterFact::MemberAdded { member },
            RosterFact::DeviceAdded { member, keys: device.keys() },
            RosterFact::RoleGranted { member, role, scope, until: None },
        ]
    }

    fn sync(&mut self, device: &Device, ask: LogAsk) -> Result<LogAnswer, Refusal> {
        let answer = self.relay.handle(&device.sign(ask), self.now)?;
        let answer: SyncAnswer = cbor::from_slice(&answer).unwrap();
        let [log] = <[LogAnswer; 1]>::try_from(answer.logs).unwrap();
        Ok(log)
    }

    /// Pushes parcels; the device learns from the answer.
    fn push(&mut self, device: &mut Device, parcels: &[&Parcel]) -> LogAnswer {
        let mut ask = device.ask();
        // A device that pushes has learnt of a restore before.
        if !parcels.is_empty() {
            ask.era = ask.era.max(self.relay.end(CODE).map_or(0, |(era, _)| era));
        }
        ask.push = parcels.iter().map(|parcel| parcel.to_bytes()).collect();
        let answer = self.sync(device, ask).unwrap();
        device.learn(&answer);
        answer
    }

    fn pull(&mut self, device: &mut Device) -> LogAnswer {
        self.push(device, &[])
    }

    /// Forms one parcel with the steward's facts and pushes it.
    fn decree(&mut self, facts: impl IntoIterator<Item = RosterFact>) -> LogAnswer {
        let mut steward = self.steward.clone();
        let parcel = steward.form(vec![facts_act(facts)]);
        let answer = self.push(&mut steward, &[&parcel]);
        self.steward = steward;
        answer
    }

    /// The steward lets people ask to join by a secret.
    fn invite(&mut self, secret: InviteSecret, scope: AreaId, until: Millis, uses: u32) {
        let key = secret.signing(CODE).verifying_key().to_bytes();
        self.decree([RosterFact::InvitationMade { invitation: secret.id(CODE), key, scope, until, uses }]);
    }

    /// Somebody asks to join.
    fn knock(&mut self, request: &[u8]) -> Result<LobbyAnswer, LobbyRefusal> {
        self.relay.handle_lobby(request, self.now).map(|answer| cbor::from_slice(&answer).unwrap())
    }

    /// What waits for a device's decision; `None` if it knows it, or has no desk.
    fn desk(&mut self, device: &Device, known: u64) -> Option<Desk> {
        let ask = LogAsk { desk: Some(known), ..device.ask() };
        self.sync(device, ask).unwrap().desk
    }

    /// Looks through everything that is on the disk.
    fn is_whole(&self) {
        assert_eq!(check(&self.disk).unwrap().faults, []);
    }

    /// Ends the relay's process and starts it again.
    fn restart(&mut self) {
        self.disk.restart();
        self.relay = Relay::open(self.disk.clone(), SigningKey::from_bytes(&[99; 32])).unwrap();
    }
}

/// A device's request to join with what only reviewers can open.
fn request(device: &Device, secret: InviteSecret, sealed: &[u8], made: i64) -> Vec<u8> {
    let ask = asking(device, secret, sealed, made);
    cbor::to_vec(&SignedLobbyAsk::sign(&ask, &secret.signing(CODE), &device.key))
}

fn asking(device: &Device, secret: InviteSecret, sealed: &[u8], made: i64) -> LobbyAsk {
    let (invitation, keys, sealed) = (secret.id(CODE), device.keys(), sealed.to_vec());
    LobbyAsk { version: PROTOCOL, log: CODE, invitation, keys, sealed, made: Millis(made) }
}

fn turn(ring: RingId, kind: RingKind, generation: u32, devices: &[&Device]) -> RosterFact {
    let recipients = devices.iter().map(|device| Recipient::Device(device.id())).collect();
    let (public, commitment) = ([0; 32], [generation as u8; 16]);
    RosterFact::RingTurned { turn: RingTurn { ring, kind, generation, public, commitment, recipients, previous: None } }
}

fn key(ring: RingId, generation: u32) -> Option<KeyRef> {
    Some(KeyRef { ring, generation, commitment: [generation as u8; 16] })
}

fn fact_entry(fact: &RosterFact) -> Item {
    let record = RecordId::derive("test fact", &[&fact.to_body()]);
    Item::Entry(Entry { record, kind: Kind::Roster, scope: CODE.area(), key: None, body: fact.to_body() })
}

fn facts_act(facts: impl IntoIterator<Item = RosterFact>) -> Act {
    Act(facts.into_iter().map(|fact| fact_entry(&fact)).collect())
}

/// A household's entry under the register ring's first generation.
fn household(number: u8, scope: AreaId) -> Entry {
    let record = RecordId([number; 16]);
    Entry { record, kind: Kind::Household, scope, key: key(REGISTER, 1), body: vec![number; 200] }
}

fn act(entry: Entry) -> Act {
    Act(vec![Item::Entry(entry)])
}

/// The records whose entries an answer carries, with their places.
fn delivered(answer: &LogAnswer) -> Vec<(RecordId, u64)> {
    let mut found = Vec::new();
    for delivered in &answer.parcels {
        for (index, seq, _) in &delivered.places {
            let act = &delivered.parcel.acts()[usize::from(*index)];
            found.extend(act.entries().map(|(_, entry)| (entry.record, *seq)));
        }
    }
    found
}

/// The streams a device may read, worked out from a roster folded here.
fn streams_of(town: &Town, device: &Device) -> BTreeSet<Stream> {
    let mut roster = Roster::new(CODE);
    for act in town.founding() {
        for (_, entry) in act.entries() {
            roster.apply(&RosterFact::from_body(&entry.body).unwrap());
        }
    }
    streams(&roster, town.now, device.id())
}

/// An entry only one device can read.
fn wrap(device: &Device, ring: RingId) -> Entry {
    let scope = AreaId(device.id().0);
    let key = Some(KeyRef { ring: device_ring(device.id()), generation: 0, commitment: [0; 16] });
    Entry { record: RecordId(ring.0), kind: Kind::Wrap, scope, key, body: vec![3; 80] }
}

fn spelled_out(at: u64, streams: impl IntoIterator<Item = Stream>) -> Position {
    Position { at, streams: streams.into_iter().collect() }
}
