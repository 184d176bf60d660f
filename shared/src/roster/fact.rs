//! Roster facts as they stand in the log.

use serde::{Deserialize, Serialize};

use crate::calendar::Millis;
use crate::cbor::{self, NotReadable};
use crate::ids::{AreaId, DeviceId, LogCode, MemberId, RingId, hash32};

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
    /// Whom it is wrapped for.
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
