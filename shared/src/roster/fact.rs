//! Roster facts as they stand in the log.

use serde::{Deserialize, Serialize};

use super::Certificate;
use crate::calendar::Millis;
use crate::cbor::{self, NotReadable};
use crate::ids::{AreaId, DeviceId, LogCode, MemberId, RecordId, RingId, hash32};

/// Roles; each is held in a scope.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, minicbor::Encode, minicbor::Decode,
)]
#[cbor(index_only)]
pub enum Role {
    /// 居民.
    #[n(0)]
    Resident,
    /// 楼长.
    #[n(1)]
    BuildingLeader,
    /// 网格员.
    #[n(2)]
    GridWorker,
    /// 居委.
    #[n(3)]
    Steward,
    /// 物业: the property company's people.
    #[n(4)]
    Property,
    /// A department that answers tickets 职能部门.
    #[n(5)]
    Department,
    /// 志愿者; always with an end date.
    #[n(6)]
    Volunteer,
    /// An observer of the level above 街道, 区: sees figures, no person.
    #[n(7)]
    Observer,
}

impl Role {
    /// Every role, in the order of their numbers.
    pub const ALL: [Self; 8] = [
        Self::Resident,
        Self::BuildingLeader,
        Self::GridWorker,
        Self::Steward,
        Self::Property,
        Self::Department,
        Self::Volunteer,
        Self::Observer,
    ];
}

/// What a ring is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum RingKind {
    /// Everybody in the community.
    #[n(0)]
    Community,
    /// Grid workers and committee.
    #[n(1)]
    Register,
    /// The committee.
    #[n(2)]
    Committee,
    /// Whoever looks at requests to join: committee and building leaders.
    #[n(3)]
    Reviewers,
    /// The property company's people.
    #[n(4)]
    Property,
    /// One member: their devices ([`member_ring`]). It begins when something is first sealed to them.
    #[n(5)]
    Member,
    /// One department's people ([`department_ring`]).
    #[n(6)]
    Department,
    /// The level above.
    #[n(7)]
    Observers,
    /// Grid workers, for tickets; a grid is a delivery scope. Not the register's, whose snapshots cover its stream.
    #[n(8)]
    Workers,
}

/// The ring of a member's own devices.
#[must_use]
pub fn member_ring(member: MemberId) -> RingId {
    RingId::derive("linli member ring", &[&member.0])
}

/// The ring of a department: the scope that its people's roles name.
#[must_use]
pub fn department_ring(department: AreaId) -> RingId {
    RingId::derive("linli department ring", &[&department.0])
}

impl RingKind {
    /// The kinds of which a community has one ring each, in the order of their numbers.
    pub const SINGLE: [Self; 7] = [
        Self::Community,
        Self::Register,
        Self::Committee,
        Self::Reviewers,
        Self::Property,
        Self::Observers,
        Self::Workers,
    ];

    /// Whether nobody of the committee has to be able to open it: then a steward begins a new generation where the one
    /// before is lost.
    #[must_use]
    pub const fn is_without_steward(self) -> bool {
        matches!(self, Self::Property | Self::Department | Self::Observers | Self::Workers)
    }

    /// Whether a role lets its holder open the rings of a kind; `is_everywhere` if it is held in the whole community. Of
    /// rings of one member or one department only [`Roster::opens_as`](super::Roster::opens_as) can tell.
    ///
    /// What is sealed to the committee knows no scope, so a steward of a part does not open it.
    #[must_use]
    pub const fn is_open_to(self, role: Role, is_everywhere: bool) -> bool {
        match self {
            Self::Community => !matches!(role, Role::Department | Role::Observer),
            Self::Observers => matches!(role, Role::Observer),
            Self::Workers => matches!(role, Role::GridWorker),
            Self::Member | Self::Department => false,
            Self::Register => matches!(role, Role::GridWorker | Role::Steward),
            Self::Committee => matches!(role, Role::Steward) && is_everywhere,
            Self::Reviewers => matches!(role, Role::Steward | Role::BuildingLeader),
            Self::Property => matches!(role, Role::Property),
        }
    }
}

/// Who a ring's secrets are wrapped for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, minicbor::Encode, minicbor::Decode)]
pub enum Recipient {
    /// One device.
    #[n(0)]
    Device(#[n(0)] DeviceId),
    /// Whoever can open another ring.
    #[n(1)]
    Ring(#[n(0)] RingId),
}

/// A device's public keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct DeviceKeys {
    /// Ed25519.
    #[cbor(n(0), with = "minicbor::bytes")]
    pub signing: [u8; 32],
    /// X25519.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub sealing: [u8; 32],
}

impl DeviceKeys {
    /// The device these keys belong to.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        let full = hash32("linli device 1", &[&self.signing]);
        let mut id = [0; 16];
        id.copy_from_slice(&full[..16]);
        DeviceId(id)
    }
}

/// A ring's next generation.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct RingTurn {
    /// The ring.
    #[n(0)]
    pub ring: RingId,
    /// What it is for.
    #[n(1)]
    pub kind: RingKind,
    /// From 1, without holes.
    #[n(2)]
    pub generation: u32,
    /// X25519 public key of this generation.
    #[cbor(n(3), with = "minicbor::bytes")]
    pub public: [u8; 32],
    /// Commitment to its secret.
    #[cbor(n(4), with = "minicbor::bytes")]
    pub commitment: [u8; 16],
    /// Whom it is wrapped for in this act. Who may open the ring follows from roles ([`RingKind::is_open_to`]).
    #[n(5)]
    pub recipients: Vec<Recipient>,
    /// The secret before, sealed under this one, where history is shared with newcomers.
    #[cbor(n(6), with = "minicbor::bytes")]
    pub previous: Option<Vec<u8>>,
}

/// One fact of the roster.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum RosterFact {
    /// The first fact of a log: its code, the root key (which signs it) and the relay's key.
    #[n(0)]
    Founded {
        /// The community's code.
        #[n(0)]
        log: LogCode,
        /// Ed25519 key of the founder's device.
        #[cbor(n(1), with = "minicbor::bytes")]
        root: [u8; 32],
        /// Ed25519 key that signs the log's heads.
        #[cbor(n(2), with = "minicbor::bytes")]
        relay: [u8; 32],
    },
    /// A person is a member.
    #[n(1)]
    MemberAdded {
        /// The member.
        #[n(0)]
        member: MemberId,
    },
    /// A device belongs to a member.
    #[n(2)]
    DeviceAdded {
        /// The member.
        #[n(0)]
        member: MemberId,
        /// The device's keys.
        #[n(1)]
        keys: DeviceKeys,
    },
    /// A device is no longer served.
    #[n(3)]
    DeviceRemoved {
        /// The device.
        #[n(0)]
        device: DeviceId,
    },
    /// A member holds a role in a scope.
    #[n(4)]
    RoleGranted {
        /// The member.
        #[n(0)]
        member: MemberId,
        /// The role.
        #[n(1)]
        role: Role,
        /// The community's root area or a grid.
        #[n(2)]
        scope: AreaId,
        /// Relay time at which it ends by itself.
        #[n(3)]
        until: Option<Millis>,
    },
    /// A member no longer holds a role in a scope.
    #[n(5)]
    RoleEnded {
        /// The member.
        #[n(0)]
        member: MemberId,
        /// The role.
        #[n(1)]
        role: Role,
        /// The scope.
        #[n(2)]
        scope: AreaId,
    },
    /// A ring begins or goes on with a new secret.
    #[n(6)]
    RingTurned {
        /// The new generation.
        #[n(0)]
        turn: RingTurn,
    },
    /// A person is no longer a member: their devices are no longer served, their roles end.
    #[n(7)]
    MemberRemoved {
        /// The member.
        #[n(0)]
        member: MemberId,
    },
    /// Devices were given the newest secret of a ring after it turned.
    #[n(8)]
    Wrapped {
        /// The ring.
        #[n(0)]
        ring: RingId,
        /// The generation that was wrapped; of an older one the fact has no effect.
        #[n(1)]
        generation: u32,
        /// The devices.
        #[n(2)]
        devices: Vec<DeviceId>,
    },
    /// People may ask to join with the secret whose public half this is.
    #[n(9)]
    InvitationMade {
        /// The invitation ([`crate::joining::InviteSecret::id`]).
        #[n(0)]
        invitation: RecordId,
        /// Ed25519 key of the secret.
        #[cbor(n(1), with = "minicbor::bytes")]
        key: [u8; 32],
        /// Whose newcomers it is for: the community's root area, a building.
        #[n(2)]
        scope: AreaId,
        /// Relay time from which it no longer counts.
        #[n(3)]
        until: Millis,
        /// How many people may join by it.
        #[n(4)]
        uses: u32,
    },
    /// An invitation no longer counts.
    #[n(10)]
    InvitationEnded {
        /// The invitation.
        #[n(0)]
        invitation: RecordId,
    },
    /// Somebody joined by an invitation.
    #[n(11)]
    InvitationUsed {
        /// The invitation.
        #[n(0)]
        invitation: RecordId,
        /// Who.
        #[n(1)]
        member: MemberId,
    },
    /// A member belongs to a household.
    #[n(12)]
    FamilyJoined {
        /// The member.
        #[n(0)]
        member: MemberId,
        /// The household's record.
        #[n(1)]
        household: RecordId,
    },
    /// A member no longer belongs to a household.
    #[n(13)]
    FamilyLeft {
        /// The member.
        #[n(0)]
        member: MemberId,
        /// The household's record.
        #[n(1)]
        household: RecordId,
    },
    /// A member of a household holds its seat 户主席位, in place of whoever held it.
    #[n(14)]
    SeatGiven {
        /// The member.
        #[n(0)]
        member: MemberId,
        /// The household's record.
        #[n(1)]
        household: RecordId,
    },
    /// The committee decided on work in quarantine; admitted work has its place behind this fact.
    #[n(15)]
    Decided {
        /// The author's device.
        #[n(0)]
        device: DeviceId,
        /// The parcel's number in its chain.
        #[n(1)]
        device_seq: u64,
        /// The act in the parcel.
        #[n(2)]
        act: u16,
        /// Whether it may stand.
        #[n(3)]
        is_admitted: bool,
    },
    /// Records are erased for good; what was in them goes on elsewhere or nowhere.
    #[n(16)]
    Renewed {
        /// The records.
        #[n(0)]
        records: Vec<Erased>,
        /// The household that goes on in their place.
        #[n(1)]
        to: Option<RecordId>,
    },
    /// A steward admitted a newcomer face to face; brought by either of them.
    #[n(17)]
    Certified {
        /// The certificate.
        #[n(0)]
        certificate: Certificate,
    },
}

/// A record under a kind and scope that is erased for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, minicbor::Encode, minicbor::Decode)]
pub struct Erased {
    /// The record.
    #[n(0)]
    pub record: RecordId,
    /// Its kind.
    #[n(1)]
    pub kind: crate::kinds::Kind,
    /// Its scope.
    #[n(2)]
    pub scope: AreaId,
}

impl RosterFact {
    /// The body of a roster entry.
    #[must_use]
    pub fn to_body(&self) -> Vec<u8> {
        cbor::to_vec(self)
    }

    /// Reads the body of a roster entry.
    ///
    /// # Errors
    /// [`NotReadable`] for a fact of a newer release or garbage.
    pub fn from_body(body: &[u8]) -> Result<Self, NotReadable> {
        cbor::from_slice(body)
    }
}
