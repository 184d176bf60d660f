//! A member turned hostile: a worker of the second grid whose keys, ring secrets and chain are used by hand.

use std::collections::BTreeMap;

use futures::FutureExt;
use linli_core::device::rows::meta;
use linli_core::store::{Disk, SealedStore, StoreKey, Table};
use linli_core::visits::fact::{VisitFact, WithdrawalFact};
use linli_shared::areas::AreaFact;
use linli_shared::cbor;
use linli_shared::ids::{AreaId, DeviceId, LogCode, MemberId, RecordId, RingId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seen;
use linli_shared::parcel::{Act, Entry, Header, Item, KeyRef, Parcel, ParcelHash, SUITE, VERSION};
use linli_shared::protocol::{LogAsk, PROTOCOL, Reject, SignedAsk, SyncAnswer, SyncAsk, Verdict};
use linli_shared::roster::{RingKind, Role, RosterFact};
use linli_shared::seal::{BodyContext, DeviceSecret, RingSecret, open, seal};
use linli_shared::visits::Outcome;

use super::counts::Rare;
use super::world::{HOSTILE, World};
use crate::cast::{Person, Town};

/// What the attacker holds.
pub(super) struct Hostile {
    log: LogCode,
    member: MemberId,
    keys: DeviceSecret,
    device: DeviceId,
    rings: BTreeMap<RingKind, (KeyRef, RingSecret)>,
    /// The newest parcel of the chain, as the relay last told.
    chain: (u64, Option<ParcelHash>),
    seen: Seen,
    /// Parcels that were served, to copy and to change.
    loot: Vec<Parcel>,
}

impl Hostile {
    /// Takes over a phone that has met the relay.
    pub(super) fn new(town: &Town, person: Person) -> Self {
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

    fn header(&self, nonce: [u8; 16]) -> Header {
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

    fn entry(&self, header: &Header, kind: Kind, record: RecordId, scope: AreaId, content: &[u8]) -> Entry {
        let ring = match kind {
            Kind::Door | Kind::AreaPlan | Kind::Profile => RingKind::Community,
            Kind::Roster
            | Kind::Wrap
            | Kind::Household
            | Kind::IdRecord
            | Kind::Visit
            | Kind::VisitWithdrawn
            | Kind::Unknown(_) => RingKind::Register,
        };
        let (key, secret) = &self.rings[&ring];
        let context =
            BodyContext { log: self.log, device: header.device, nonce: header.nonce, index: 0, record, kind, scope };
        Entry { record, kind, scope, key: Some(*key), body: seal(secret, &context, content) }
    }

    fn sign(&self, header: Header, entry: Entry) -> Vec<u8> {
        Parcel::sign(header, vec![Act(vec![Item::Entry(entry)])], &self.keys.signing()).to_bytes()
    }

    fn ask(&self, push: Vec<Vec<u8>>) -> Vec<u8> {
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
        };
        let ask = SyncAsk { version: PROTOCOL, device: self.device, logs: vec![log], budget: 1 << 18, wait: 0 };
        cbor::to_vec(&SignedAsk::sign(&ask, &self.keys.signing()))
    }

    fn learn(&mut self, answer: &SyncAnswer) {
        let Some(log) = answer.logs.first() else { return };
        self.chain = log.chain.map_or((0, None), |chain| (chain.device_seq, Some(chain.hash)));
        self.seen = Seen { era: log.era, seq: log.through, head: log.head };
        self.loot.extend(log.parcels.iter().map(|delivered| delivered.parcel.clone()));
        let excess = self.loot.len().saturating_sub(64);
        self.loot.drain(..excess);
    }

    /// Content of a stolen entry of a kind, with its record.
    fn stolen(&self, kind: Kind) -> Option<(Entry, Vec<u8>)> {
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
}

impl World<'_> {
    /// The attacker tries something.
    pub(super) fn attack(&mut self) {
        if self.model.removed.contains(&HOSTILE) {
            return;
        }
        let what = self.dice.below(20);
        let Some(push) = self.weapon(what) else { return };
        let mut request = self.hostile.ask(push);
        if what == 19 {
            let at = self.dice.below(request.len());
            request[at] ^= 1 << self.dice.below(8);
        }
        let outcome = self.handle(&request);
        let said = match &outcome {
            Ok(answer) => {
                self.hostile.learn(answer);
                let verdicts = answer.logs.first().map(|log| log.verdicts.concat()).unwrap_or_default();
                for verdict in &verdicts {
                    self.counts.add(match verdict {
                        Verdict::Accepted(_) | Verdict::Duplicate(_) => Rare::HostileAccepted,
                        Verdict::Pending(_) => Rare::Gap,
                        Verdict::Quarantined => Rare::Quarantine,
                        Verdict::Rejected(_) => Rare::HostileRejected,
                    });
                }
                let is_forged = (2..=6).contains(&what) || what == 9;
                let stands = |verdict: &Verdict| matches!(verdict, Verdict::Accepted(_));
                let forked = |verdict: &Verdict| *verdict == Verdict::Rejected(Reject::ChainForked);
                self.forged |= is_forged && verdicts.iter().any(stands) && !verdicts.iter().any(forked);
                format!("{verdicts:?}")
            }
            Err(refusal) => {
                self.counts.add(Rare::HostileRefused);
                format!("{refusal}")
            }
        };
        self.note(format!("attack {what}: {said}"));
    }

    fn weapon(&mut self, what: usize) -> Option<Vec<Vec<u8>>> {
        let nonce = self.dice.bytes16();
        let record = RecordId(self.dice.bytes16());
        let (own, other) = (self.town.estate.grids()[1], self.town.estate.grids()[0]);
        let (own_door, other_door) = (self.town.estate.doors(1)[0], self.town.estate.doors(0)[0]);
        let victim = self.device_of(3);
        let hostile = &self.hostile;
        let mut header = hostile.header(nonce);
        let visit = |door| {
            let fact = VisitFact::new(door, Outcome::Met, String::new(), None, 0);
            fact.map(|fact| fact.to_content()).unwrap_or_default()
        };
        let entry = match what {
            0 => return Some(vec![nonce.repeat(8)]),
            // A place in another grid's stream.
            1 | 2 => hostile.entry(&header, Kind::Visit, record, other, &visit(other_door)),
            // Another device's name.
            3 => {
                header.device = victim;
                hostile.entry(&header, Kind::Visit, record, own, &visit(own_door))
            }
            // A household sealed to everybody.
            4 => Entry {
                key: Some(hostile.rings[&RingKind::Community].0),
                ..hostile.entry(&header, Kind::Household, record, own, b"")
            },
            // A roster fact of its own making.
            5 | 6 => {
                let fact = if what == 5 {
                    let (member, scope) = (hostile.member, hostile.log.area());
                    RosterFact::RoleGranted { member, role: Role::Steward, scope, until: None }
                } else {
                    RosterFact::DeviceRemoved { device: victim }
                };
                Entry { record, kind: Kind::Roster, scope: hostile.log.area(), key: None, body: fact.to_body() }
            }
            // Copies: of others' parcels and with another content at a number that is taken.
            7 => return Some(hostile.loot.iter().rev().take(3).map(Parcel::to_bytes).collect()),
            8 => {
                header.device_seq = hostile.chain.0.max(1);
                header.prev = None;
                hostile.entry(&header, Kind::Visit, record, own, &visit(own_door))
            }
            9 => {
                header.device_seq += 1 + u64::from(nonce[0] % 3);
                hostile.entry(&header, Kind::Visit, record, own, &visit(own_door))
            }
            // Bodies that open and say something else.
            10 => hostile.entry(&header, Kind::Household, record, own, &nonce),
            11 => {
                let (entry, mut content) = hostile.stolen(Kind::Household)?;
                let at = usize::from(nonce[0]) % content.len().max(1);
                *content.get_mut(at)? ^= 1 << (nonce[1] % 8);
                hostile.entry(&header, Kind::Household, entry.record, own, &content)
            }
            12 => {
                let (entry, content) = hostile.stolen(Kind::Household)?;
                hostile.entry(&header, Kind::Household, entry.record, own, &content)
            }
            13 => {
                let (entry, content) = hostile.stolen(Kind::IdRecord)?;
                hostile.entry(&header, Kind::IdRecord, entry.record, own, &content)
            }
            14 => hostile.entry(&header, Kind::Visit, record, own, &visit(other_door)),
            15 => {
                let stair = self.town.estate.stair(0);
                let fact = AreaFact::door(stair, 1, "假门").ok()?;
                hostile.entry(&header, Kind::Door, record, hostile.log.area(), &fact.encode())
            }
            16 => {
                let fact = AreaFact::Named { name: "别人的".into(), above: Vec::new() };
                hostile.entry(&header, Kind::Door, record, hostile.log.area(), &fact.encode())
            }
            17 => {
                let (entry, _) = hostile.stolen(Kind::Visit)?;
                hostile.entry(&header, Kind::VisitWithdrawn, entry.record, own, &WithdrawalFact::new(1).to_content())
            }
            18 => hostile.entry(&header, Kind::Unknown(900), record, own, &nonce),
            _ => hostile.entry(&header, Kind::Visit, record, own, &visit(own_door)),
        };
        let signed = hostile.sign(header, entry);
        Some(vec![signed])
    }
}
