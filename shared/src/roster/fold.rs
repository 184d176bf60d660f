//! The fold of roster facts into what holds at one place.

use std::collections::{BTreeMap, BTreeSet};

use ed25519_dalek::VerifyingKey;

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
    log: LogCode,
    root: Option<[u8; 32]>,
    relay: Option<[u8; 32]>,
    /// Every member with whether they still are one.
    members: BTreeMap<MemberId, bool>,
    devices: BTreeMap<DeviceId, Device>,
    grants: BTreeSet<Grant>,
    rings: BTreeMap<RingId, Ring>,
    invitations: BTreeMap<RecordId, Invitation>,
    families: BTreeMap<RecordId, BTreeSet<MemberId>>,
    seats: BTreeMap<RecordId, MemberId>,
    decided: BTreeMap<(DeviceId, u64, u16), bool>,
    erased: BTreeMap<Erased, Option<RecordId>>,
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

    /// Whether a member was ever added; a removed one stays known.
    #[must_use]
    pub fn has_member(&self, member: MemberId) -> bool {
        self.members.contains_key(&member)
    }

    /// Whether somebody is a member now.
    #[must_use]
    pub fn is_member(&self, member: MemberId) -> bool {
        self.members.get(&member) == Some(&true)
    }

    /// Everybody who is a member now.
    pub fn members(&self) -> impl Iterator<Item = MemberId> {
        self.members.iter().filter(|(_, is_member)| **is_member).map(|(member, _)| *member)
    }

    /// The devices of a member that are served.
    pub fn devices_of(&self, member: MemberId) -> impl Iterator<Item = (DeviceId, &Device)> {
        self.devices().filter(move |(_, device)| device.member == member && !device.is_removed)
    }

    /// Every invitation, also ended ones.
    pub fn invitations(&self) -> impl Iterator<Item = (RecordId, &Invitation)> {
        self.invitations.iter().map(|(id, invitation)| (*id, invitation))
    }

    /// An invitation.
    #[must_use]
    pub fn invitation(&self, invitation: RecordId) -> Option<&Invitation> {
        self.invitations.get(&invitation)
    }

    /// The members of a household.
    pub fn family(&self, household: RecordId) -> impl Iterator<Item = MemberId> {
        self.families.get(&household).into_iter().flatten().copied()
    }

    /// The households that a member belongs to.
    pub fn households(&self, member: MemberId) -> impl Iterator<Item = RecordId> {
        self.families.iter().filter(move |(_, family)| family.contains(&member)).map(|(household, _)| *household)
    }

    /// Who holds a household's seat.
    #[must_use]
    pub fn seat(&self, household: RecordId) -> Option<MemberId> {
        self.seats.get(&household).copied()
    }

    /// What the committee decided on an act in quarantine: whether it may stand.
    #[must_use]
    pub fn decision(&self, device: DeviceId, device_seq: u64, act: u16) -> Option<bool> {
        self.decided.get(&(device, device_seq, act)).copied()
    }

    /// Whether a record was erased, and which household goes on in its place.
    #[must_use]
    pub fn erased(&self, record: &Erased) -> Option<Option<RecordId>> {
        self.erased.get(record).copied()
    }

    /// Whether a record was erased under any kind and scope; no family lives on in it.
    #[must_use]
    pub fn is_gone(&self, record: RecordId) -> bool {
        self.all_erased().any(|erased| erased.record == record)
    }

    /// Every record that was erased.
    pub fn all_erased(&self) -> impl Iterator<Item = &Erased> {
        self.erased.keys()
    }

    /// The roles a member holds at a relay time.
    pub fn roles(&self, member: MemberId, time: Millis) -> impl Iterator<Item = &Grant> {
        let first = Grant { member, role: Role::Resident, scope: AreaId::default(), until: None };
        let of_member = self.grants.range(first..).take_while(move |grant| grant.member == member);
        of_member.filter(move |grant| grant.until.is_none_or(|until| time < until))
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

    /// Whether a member's roles let them open the rings of a kind at a relay time.
    #[must_use]
    pub fn is_entitled(&self, member: MemberId, kind: RingKind, time: Millis) -> bool {
        let root = self.log.area();
        self.roles(member, time).any(|grant| kind.is_open_to(grant.role, grant.scope == root))
    }

    /// Whether a device may open a ring at a relay time: it is served, and a role of its member lets it.
    #[must_use]
    pub fn opens(&self, device: DeviceId, ring: RingId, time: Millis) -> bool {
        let (Some(device), Some(ring)) = (self.active(device), self.rings.get(&ring)) else { return false };
        self.is_entitled(device.member, ring.kind, time)
    }

    /// The devices that may open a ring and were not given its newest secret.
    pub fn lacking(&self, ring: RingId, time: Millis) -> impl Iterator<Item = (DeviceId, &Device)> {
        let wrapped = self.rings.get(&ring).map(|ring| &ring.wrapped);
        self.devices()
            .filter(move |(id, _)| wrapped.is_some_and(|wrapped| !wrapped.contains(id)) && self.opens(*id, ring, time))
    }

    /// Whether somebody was given a ring's newest secret and may no longer open it: the ring has to turn.
    #[must_use]
    pub fn is_stale(&self, ring: RingId, time: Millis) -> bool {
        self.rings.get(&ring).is_some_and(|known| known.wrapped.iter().any(|device| !self.opens(*device, ring, time)))
    }

    /// How many members of the committee have a device that is served.
    #[must_use]
    pub fn stewards(&self, time: Millis) -> usize {
        let root = self.log.area();
        let is_steward = |member: &MemberId| {
            self.roles(*member, time).any(|grant| grant.role == Role::Steward && grant.scope == root)
                && self.devices_of(*member).next().is_some()
        };
        self.members().filter(is_steward).count()
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
