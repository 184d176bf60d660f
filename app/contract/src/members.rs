//! Members 成员: who this device is.

use linli_shared::ids::{AreaId, DeviceId, MemberId};
use serde::{Deserialize, Serialize};

/// Asks who this device is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadStanding;

/// Takes a prepared seat of the demo community. Joining by code on the door replaces this for real communities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeSeat {
    /// Address of the relay, e.g. `http://127.0.0.1:8780`.
    pub relay: String,
    /// Name of the seat, e.g. `wang`.
    pub seat: String,
}

/// Whether this device belongs to a community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// Nobody has used this device yet.
    Stranger,
    /// The device of a member.
    Member(MemberView),
}

/// The person whose device this is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberView {
    /// The member.
    pub member: MemberId,
    /// This device.
    pub device: DeviceId,
    /// Name from the profile; `None` until the profile has arrived.
    pub name: Option<String>,
    /// The roles held, with their scopes.
    pub roles: Vec<RoleView>,
    /// Name of the community, e.g. 宝钢一村居委会.
    pub community: String,
    /// What to tell the person about their local copy, if anything.
    pub notice: Option<StoreNotice>,
}

/// A role with its scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleView {
    /// The role.
    pub role: Role,
    /// Its area.
    pub scope: AreaId,
    /// Label of the area, e.g. `第一网格`; empty until the areas have arrived.
    pub scope_label: String,
}

/// Roles of this release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// 居民.
    Resident,
    /// 楼长.
    BuildingLeader,
    /// 网格员.
    GridWorker,
    /// 居委.
    Steward,
}

/// What happened to the local copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum StoreNotice {
    /// The local copy could not be opened; it was set aside and rebuilt from the safety copy and the relay.
    Rebuilt,
    /// Another tab or window writes; this one only reads.
    OpenElsewhere,
    /// The browser may clear this site's data when space is short.
    MayBeEvicted,
}
