//! What a roster answers: who is a member, whose a device is, which roles hold, who may open which ring.

use ed25519_dalek::VerifyingKey;

use super::{Device, Erased, Grant, Invitation, Ring, RingKind, Role, Roster, department_ring, member_ring};
use crate::calendar::Millis;
use crate::ids::{AreaId, DeviceId, LogCode, MemberId, RecordId, RingId};

impl Roster {
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

    /// Every household with a seat, and who holds it.
    pub fn seats(&self) -> impl Iterator<Item = (RecordId, MemberId)> {
        self.seats.iter().map(|(household, member)| (*household, *member))
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

    /// Whether a member may open one ring of a kind at a relay time.
    #[must_use]
    pub fn may_open(&self, member: MemberId, ring: RingId, kind: RingKind, time: Millis) -> bool {
        match kind {
            RingKind::Member => self.is_member(member) && ring == member_ring(member),
            RingKind::Department
            | RingKind::Community
            | RingKind::Register
            | RingKind::Committee
            | RingKind::Reviewers
            | RingKind::Property
            | RingKind::Observers
            | RingKind::Workers => {
                self.roles(member, time).any(|grant| self.opens_as(ring, kind, grant.role, grant.scope))
            }
        }
    }

    /// Whether a role in a scope lets its holder open one ring of a kind.
    #[must_use]
    pub fn opens_as(&self, ring: RingId, kind: RingKind, role: Role, scope: AreaId) -> bool {
        if kind == RingKind::Department {
            return role == Role::Department && ring == department_ring(scope);
        }
        kind.is_open_to(role, scope == self.log.area())
    }

    /// Whether a device may open a ring at a relay time: it is served, and it is its member's, or a role of theirs lets it.
    #[must_use]
    pub fn opens(&self, device: DeviceId, ring: RingId, time: Millis) -> bool {
        let (Some(device), Some(known)) = (self.active(device), self.rings.get(&ring)) else { return false };
        self.may_open(device.member, ring, known.kind, time)
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
}
