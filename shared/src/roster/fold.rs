//! The fold of roster facts into what holds at one place.

use std::collections::{BTreeMap, BTreeSet};

use super::{Certificate, DeviceKeys, Erased, Recipient, RingKind, RingTurn, Role, RosterFact};
use crate::calendar::Millis;
use crate::ids::{AreaId, DeviceId, LogCode, MemberId, RecordId, RingId};
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
    /// Devices that were given the newest generation.
    pub wrapped: BTreeSet<DeviceId>,
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

/// An invitation to join.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invitation {
    /// Ed25519 key of its secret.
    pub key: [u8; 32],
    /// Whose newcomers it is for.
    pub scope: AreaId,
    /// Relay time from which it no longer counts.
    pub until: Millis,
    /// How many people may join by it.
    pub uses: u32,
    /// How many did.
    pub used: u32,
    /// Whether the committee ended it.
    pub is_ended: bool,
}

impl Invitation {
    /// Whether somebody may still ask to join by it.
    #[must_use]
    pub fn is_open(&self, time: Millis) -> bool {
        !self.is_ended && time < self.until && self.used < self.uses
    }
}

/// The roster at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roster {
    pub(super) log: LogCode,
    pub(super) root: Option<[u8; 32]>,
    pub(super) relay: Option<[u8; 32]>,
    /// Every member with whether they still are one.
    pub(super) members: BTreeMap<MemberId, bool>,
    pub(super) devices: BTreeMap<DeviceId, Device>,
    pub(super) grants: BTreeSet<Grant>,
    pub(super) rings: BTreeMap<RingId, Ring>,
    pub(super) invitations: BTreeMap<RecordId, Invitation>,
    pub(super) families: BTreeMap<RecordId, BTreeSet<MemberId>>,
    pub(super) seats: BTreeMap<RecordId, MemberId>,
    pub(super) decided: BTreeMap<(DeviceId, u64, u16), bool>,
    pub(super) erased: BTreeMap<Erased, Option<RecordId>>,
}

impl Roster {
    /// The roster before the first fact.
    #[must_use]
    pub fn new(log: LogCode) -> Self {
        Self {
            log,
            root: None,
            relay: None,
            members: BTreeMap::new(),
            devices: BTreeMap::new(),
            grants: BTreeSet::new(),
            rings: BTreeMap::new(),
            invitations: BTreeMap::new(),
            families: BTreeMap::new(),
            seats: BTreeMap::new(),
            decided: BTreeMap::new(),
            erased: BTreeMap::new(),
        }
    }

    /// The roster after one more fact.
    #[must_use]
    pub fn after(&self, fact: &RosterFact) -> Self {
        let mut roster = self.clone();
        roster.apply(fact);
        roster
    }

    /// Takes in a fact whose author had the right to write it.
    pub fn apply(&mut self, fact: &RosterFact) {
        match fact {
            RosterFact::Founded { root, relay, .. } => {
                self.root = Some(*root);
                self.relay = Some(*relay);
            }
            RosterFact::MemberAdded { member } => {
                self.members.insert(*member, true);
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
            RosterFact::MemberRemoved { member } => self.remove(*member),
            RosterFact::Wrapped { ring, generation, devices } => {
                if let Some(ring) = self.rings.get_mut(ring)
                    && ring.generations.len() == *generation as usize
                {
                    ring.wrapped.extend(devices);
                }
            }
            RosterFact::InvitationMade { invitation, key, scope, until, uses } => {
                let made =
                    Invitation { key: *key, scope: *scope, until: *until, uses: *uses, used: 0, is_ended: false };
                self.invitations.entry(*invitation).or_insert(made);
            }
            RosterFact::InvitationEnded { invitation } => {
                if let Some(invitation) = self.invitations.get_mut(invitation) {
                    invitation.is_ended = true;
                }
            }
            RosterFact::InvitationUsed { invitation, .. } => {
                if let Some(invitation) = self.invitations.get_mut(invitation) {
                    invitation.used = invitation.used.saturating_add(1);
                }
            }
            RosterFact::FamilyJoined { member, household } => {
                self.families.entry(*household).or_default().insert(*member);
            }
            RosterFact::FamilyLeft { member, household } => self.leave(*member, *household),
            RosterFact::SeatGiven { member, household } => {
                self.seats.insert(*household, *member);
            }
            RosterFact::Decided { device, device_seq, act, is_admitted } => {
                self.decided.insert((*device, *device_seq, *act), *is_admitted);
            }
            RosterFact::Renewed { records, to } => self.erase(records, *to),
            RosterFact::Certified { certificate } => self.admit(certificate),
        }
    }

    fn remove(&mut self, member: MemberId) {
        self.members.insert(member, false);
        self.grants.retain(|grant| grant.member != member);
        self.devices.values_mut().filter(|device| device.member == member).for_each(|device| device.is_removed = true);
        let households: Vec<RecordId> = self.households(member).collect();
        households.into_iter().for_each(|household| self.leave(member, household));
    }

    fn leave(&mut self, member: MemberId, household: RecordId) {
        if let Some(family) = self.families.get_mut(&household) {
            family.remove(&member);
        }
        if self.seats.get(&household) == Some(&member) {
            self.seats.remove(&household);
        }
    }

    /// A household that goes on under another record keeps its family and its seat.
    fn erase(&mut self, records: &[Erased], to: Option<RecordId>) {
        for record in records {
            self.erased.insert(*record, to);
            let family = self.families.remove(&record.record);
            let seat = self.seats.remove(&record.record);
            if let Some(to) = to {
                self.families.entry(to).or_default().extend(family.into_iter().flatten());
                if let Some(seat) = seat {
                    self.seats.insert(to, seat);
                }
            }
        }
    }

    fn admit(&mut self, certificate: &Certificate) {
        let Some(admission) = certificate.admission() else { return };
        let member = admission.member;
        self.members.entry(member).or_insert(true);
        let device = Device { member, keys: admission.keys, is_removed: false };
        self.devices.entry(admission.keys.device()).or_insert(device);
        let grants = admission.roles.iter();
        self.grants.extend(grants.map(|held| Grant { member, role: held.role, scope: held.scope, until: held.until }));
        if let Some(household) = admission.household.filter(|household| !self.is_gone(*household)) {
            self.families.entry(household).or_default().insert(member);
            if admission.has_seat {
                self.seats.entry(household).or_insert(member);
            }
        }
    }

    fn turn(&mut self, turn: &RingTurn) {
        let ring = self.rings.entry(turn.ring).or_insert_with(|| Ring {
            kind: turn.kind,
            generations: Vec::new(),
            wrapped: BTreeSet::new(),
        });
        ring.generations.push(Generation {
            public: turn.public,
            commitment: turn.commitment,
            previous: turn.previous.clone(),
        });
        let devices = turn.recipients.iter().filter_map(|recipient| match recipient {
            Recipient::Device(device) => Some(*device),
            Recipient::Ring(_) => None,
        });
        ring.wrapped = devices.collect();
    }
}
