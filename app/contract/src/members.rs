//! Members 成员: who this device is.

use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, DeviceId, MemberId, RecordId};
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
    /// Somebody asked to join and waits for an answer.
    Waiting(crate::joining::WaitingToJoin),
    /// The device of a member; nobody has unlocked it yet.
    Locked(crate::lock::LockView),
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
    /// How long this device may still be read without meeting the relay.
    pub lease: crate::lock::Lease,
    /// Whether this is a community, or the log of a street or district above some.
    pub is_above: bool,
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
    /// Relay time at which it ends by itself.
    pub until: Option<Millis>,
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
    /// 物业.
    Property,
    /// 职能部门.
    Department,
    /// 志愿者.
    Volunteer,
    /// An observer of the level above 街道, 区.
    Observer,
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

/// Asks for the members this person may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadMembers;

/// The members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembersView {
    /// The committee first, then by role and name.
    pub members: Vec<MemberRow>,
    /// Whether this person may change roles, remove and admit.
    pub can_manage: bool,
}

/// One member in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRow {
    /// The member.
    pub member: MemberId,
    /// Name; `None` until the profile has arrived.
    pub name: Option<String>,
    /// The roles held now.
    pub roles: Vec<RoleView>,
    /// Whether it is this person.
    pub is_me: bool,
}

/// Asks for one member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadMember {
    /// The member.
    pub member: MemberId,
}

/// One member with what this person may know of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberCard {
    /// As in the list.
    pub row: MemberRow,
    /// Telephone number, for the committee and oneself.
    pub phone: Option<String>,
    /// Their devices, for the committee and oneself.
    pub devices: Vec<DeviceView>,
    /// Their homes, for those who read the register and oneself.
    pub homes: Vec<HomeView>,
    /// Whether this person may change roles and remove.
    pub can_manage: bool,
}

/// A device of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceView {
    /// The device.
    pub device: DeviceId,
    /// Whether it is the one in the person's hand.
    pub is_this: bool,
    /// Whether it is a sheet of paper that this device printed.
    pub is_paper: bool,
    /// Relay time at which it was added; `None` where that is not known.
    pub added: Option<Millis>,
    /// Whether it is no longer served.
    pub is_removed: bool,
}

/// A household a member belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomeView {
    /// The household.
    pub household: RecordId,
    /// Building, stair, door; empty where this device cannot tell.
    pub path: Vec<String>,
    /// Whether this member holds the seat.
    pub has_seat: bool,
    /// The other members of the household.
    pub family: Vec<MemberRow>,
}

/// Gives a member a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantRole {
    /// The member.
    pub member: MemberId,
    /// The role.
    pub role: Role,
    /// Where: the community's root area, a grid, a building.
    pub scope: AreaId,
    /// When it ends by itself, relay time; a stand-in's week.
    pub until: Option<Millis>,
}

/// Ends a role of a member; rings that they open no longer turn in the same act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndRole {
    /// The member.
    pub member: MemberId,
    /// The role.
    pub role: Role,
    /// Where.
    pub scope: AreaId,
}

/// Hands a role over to a successor, in one act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandRole {
    /// Who had it.
    pub from: MemberId,
    /// Who has it from now on.
    pub to: MemberId,
    /// The role.
    pub role: Role,
    /// Where.
    pub scope: AreaId,
}

/// Somebody is no longer a member: devices, roles and seats end, rings turn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoveMember {
    /// The member.
    pub member: MemberId,
}

/// A device is no longer served: lost, stolen, given away. One's own, or as a steward anybody's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoveDevice {
    /// The device.
    pub device: DeviceId,
}

/// Hands a household's seat to another member of the family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GiveSeat {
    /// The household.
    pub household: RecordId,
    /// The member.
    pub member: MemberId,
}

/// Makes a code by which a second device of this person joins: scanned once, by that device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeCard;

/// Makes a device of paper for this person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakePaper;

/// A sheet to print; it is shown once and not kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperView {
    /// The community's name.
    pub community: String,
    /// Whose it is.
    pub name: Option<String>,
    /// The link in the sheet's code; without the numbers it opens nothing.
    pub link: String,
    /// Ten groups of six digits.
    pub groups: Vec<String>,
}

impl core::fmt::Debug for PaperView {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("PaperView").finish_non_exhaustive()
    }
}

/// Changes the own name or telephone number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeProfile {
    /// The name.
    pub name: String,
    /// The telephone number; `None` leaves it.
    pub phone: Option<String>,
}

/// Founds a community, or the log of a street or district, with a permission of the relay's keeper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartCommunity {
    /// The permission: the link that the relay's command line printed.
    pub permit: String,
    /// The community's name, e.g. `宝钢一村居委会`.
    pub community: String,
    /// The founder's name.
    pub name: String,
}

/// Takes this device out of the community and wipes what it keeps; work that waits is lost, and the screen says so before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaveCommunity {
    /// The number of unsent pieces of work that the person was told of; more than that refuses.
    pub unsent: usize,
}
