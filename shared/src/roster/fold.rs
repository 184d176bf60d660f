//! The fold of roster facts into what holds at one place.

use std::collections::{BTreeMap, BTreeSet};

use ed25519_dalek::VerifyingKey;

use super::{DeviceKeys, Recipient, RingKind, RingTurn, Role, RosterFact};
use crate::calendar::Millis;
use crate::ids::{AreaId, DeviceId, LogCode, MemberId, RingId};
use crate::parcel::KeyRef;

/// A device of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Whose it is.
    pub member: MemberId,
    /// Its keys.
    pub keys: DeviceKeys,
    /// Whether it was removed; its earlier work stays.
    pub is_removed: bool,
}

/// A role held in a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    /// Who.
    pub member: MemberId,
    /// What.
    pub role: Role,
    /// Where.
    pub scope: AreaId,
    /// Relay time at which it ends by itself.
    pub until: Option<Millis>,
}

/// One generation of a ring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generation {
    /// X25519 public key.
    pub public: [u8; 32],
    /// Commitment to the secret.
    pub commitment: [u8; 16],
    /// The secret before, sealed under this one.
    pub previous: Option<Vec<u8>>,
}

/// A ring with its generations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ring {
    /// What it is for.
    pub kind: RingKind,
    /// Generation 1 first.
    pub generations: Vec<Generation>,
    /// Recipients of the newest generation.
    pub recipients: BTreeSet<Recipient>,
}

impl Ring {
    /// The reference of the newest generation.
    #[must_use]
    pub fn newest(&self, ring: RingId) -> Option<KeyRef> {
        let generation = self.generations.len();
        self.generations.last().map(|newest| KeyRef {
            ring,
            generation: generation as u32,
            commitment: newest.commitment,
        })
    }

    /// Whether a key reference names a generation of this ring.
    #[must_use]
    pub fn has(&self, key: &KeyRef) -> bool {
        (key.generation as usize)
            .checked_sub(1)
            .and_then(|at| self.generations.get(at))
            .is_some_and(|generation| generation.commitment == key.commitment)
    }
}

/// The roster at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    log: LogCode,
    root: Option<[u8; 32]>,
    relay: Option<[u8; 32]>,
    members: BTreeSet<MemberId>,
    devices: BTreeMap<DeviceId, Device>,
    grants: BTreeSet<Grant>,
    rings: BTreeMap<RingId, Ring>,
}

impl Roster {
    /// The roster before the first fact.
    #[must_use]
    pub fn new(log: LogCode) -> Self {
        Self {
            log,
            root: None,
            relay: None,
            members: BTreeSet::new(),
            devices: BTreeMap::new(),
            grants: BTreeSet::new(),
            rings: BTreeMap::new(),
        }
    }

    /// The log.
    #[must_use]
    pub fn log(&self) -> LogCode {
        self.log
    }

    /// Whether the log was founded.
    #[must_use]
    pub fn is_founded(&self) -> bool {
        self.root.is_some()
    }

    /// The founder's key.
    #[must_use]
    pub fn root(&self) -> Option<[u8; 32]> {
        self.root
    }

    /// The key that signs the log's heads.
    #[must_use]
    pub fn relay_key(&self) -> Option<VerifyingKey> {
        self.relay.and_then(|key| VerifyingKey::from_bytes(&key).ok())
    }

    /// A device, also a removed one.
    #[must_use]
    pub fn device(&self, device: DeviceId) -> Option<&Device> {
        self.devices.get(&device)
    }

    /// Every device, also removed ones.
    pub fn devices(&self) -> impl Iterator<Item = (DeviceId, &Device)> {
        self.devices.iter().map(|(id, device)| (*id, device))
    }

    /// A device that is served.
    #[must_use]
    pub fn active(&self, device: DeviceId) -> Option<&Device> {
        self.devices.get(&device).filter(|device| !device.is_removed)
    }

    /// The key that a device signs with, also a removed one's.
    #[must_use]
    pub fn signing_key(&self, device: DeviceId) -> Option<VerifyingKey> {
        self.devices.get(&device).and_then(|device| VerifyingKey::from_bytes(&device.keys.signing).ok())
    }

    /// Whether a member is known.
    #[must_use]
    pub fn has_member(&self, member: MemberId) -> bool {
        self.members.contains(&member)
    }

    /// The roles a member holds at a relay time.
    pub fn roles(&self, member: MemberId, time: Millis) -> impl Iterator<Item = &Grant> {
        self.grants.iter().filter(move |grant| grant.member == member && grant.until.is_none_or(|until| time < until))
    }

    /// Every ring.
    pub fn rings(&self) -> impl Iterator<Item = (RingId, &Ring)> {
        self.rings.iter().map(|(id, ring)| (*id, ring))
    }

    /// A ring.
    #[must_use]
    pub fn ring(&self, ring: RingId) -> Option<&Ring> {
        self.rings.get(&ring)
    }

    /// The ring of a kind.
    #[must_use]
    pub fn ring_of(&self, kind: RingKind) -> Option<(RingId, &Ring)> {
        self.rings().find(|(_, ring)| ring.kind == kind)
    }

    /// Whether a device is a recipient of a ring, directly or through other rings.
    #[must_use]
    pub fn opens(&self, device: DeviceId, ring: RingId) -> bool {
        if self.active(device).is_none() {
            return false;
        }
        let mut open = vec![ring];
        let mut seen = BTreeSet::new();
        while let Some(next) = open.pop() {
            if !seen.insert(next) {
                continue;
            }
            let Some(ring) = self.rings.get(&next) else { continue };
            for recipient in &ring.recipients {
                match recipient {
                    Recipient::Device(id) if *id == device => return true,
                    Recipient::Device(_) => {}
                    Recipient::Ring(inner) => open.push(*inner),
                }
            }
        }
        false
    }

    /// Takes in a fact whose author had the right to write it.
    pub fn apply(&mut self, fact: &RosterFact) {
        match fact {
            RosterFact::Founded { root, relay, .. } => {
                self.root = Some(*root);
                self.relay = Some(*relay);
            }
            RosterFact::MemberAdded { member } => {
                self.members.insert(*member);
            }
            RosterFact::DeviceAdded { member, keys } => {
                self.devices.entry(keys.device()).or_insert(Device { member: *member, keys: *keys, is_removed: false });
            }
            RosterFact::DeviceRemoved { device } => {
                if let Some(device) = self.devices.get_mut(device) {
                    device.is_removed = true;
                }
            }
            RosterFact::RoleGranted { member, role, scope, until } => {
                self.grants.insert(Grant { member: *member, role: *role, scope: *scope, until: *until });
            }
            RosterFact::RoleEnded { member, role, scope } => {
                self.grants.retain(|grant| (grant.member, grant.role, grant.scope) != (*member, *role, *scope));
            }
            RosterFact::RingTurned { turn } => self.turn(turn),
        }
    }

    fn turn(&mut self, turn: &RingTurn) {
        let ring = self.rings.entry(turn.ring).or_insert_with(|| Ring {
            kind: turn.kind,
            generations: Vec::new(),
            recipients: BTreeSet::new(),
        });
        ring.generations.push(Generation {
            public: turn.public,
            commitment: turn.commitment,
            previous: turn.previous.clone(),
        });
        ring.recipients = turn.recipients.iter().copied().collect();
    }
}
