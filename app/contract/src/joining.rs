//! Joining 入群: codes, requests to join, their review, invitations.

use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, DeviceId, MemberId, RecordId};
pub use linli_shared::joining::{ReplyReason, Wish};
use serde::{Deserialize, Serialize};

use crate::members::Role;

/// Asks what a scanned or pasted text is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadCode {
    /// The text.
    pub text: String,
}

/// What a code is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CodeView {
    /// A poster: one may ask to join.
    Invite {
        /// What the poster is for, e.g. `宝钢一村 3号楼`.
        place: String,
    },
    /// A place for a further device of somebody.
    Card,
    /// A sheet of paper; its numbers are asked for.
    Paper,
    /// A newcomer shows themself to a reviewer.
    Newcomer,
    /// A reviewer's answer to a newcomer who showed themself.
    Voucher,
    /// A permission to found a community.
    Permit,
}

/// What is wrong with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CodeFault {
    /// Not of this app.
    NotOurs,
    /// Of a newer release.
    Newer,
    /// Cut off or damaged.
    Damaged,
    /// For another community, another device, or used already.
    NotForThis,
    /// A paper's group of digits, from 0, has a slip in it.
    WrongGroup(usize),
    /// A paper's digits are too few or too many.
    WrongLength,
}

/// Who asks to join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Newcomer {
    /// Name.
    pub name: String,
    /// The door in their own words.
    pub door: String,
    /// Telephone number; may be empty.
    pub phone: String,
    /// As what.
    pub wish: Wish,
    /// A word to the reviewer.
    pub note: String,
    /// Number of the text that was agreed to.
    pub consent: u16,
}

/// Asks to join by a poster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskToJoin {
    /// The poster's link; empty to ask again by the same poster.
    pub code: String,
    /// Who.
    pub newcomer: Newcomer,
}

/// Makes the code that a newcomer shows to a reviewer face to face, without network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShowMyself {
    /// Who.
    pub newcomer: Newcomer,
}

/// Takes the request to join back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawJoin;

/// Takes a card or a voucher: this device becomes a member's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeCode {
    /// The link.
    pub code: String,
}

/// Takes the place of a device of paper.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakePaper {
    /// The sheet's link.
    pub code: String,
    /// The typed digits.
    pub digits: String,
}

impl core::fmt::Debug for TakePaper {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("TakePaper").finish_non_exhaustive()
    }
}

/// A newcomer who waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingToJoin {
    /// What the poster is for.
    pub place: String,
    /// What was asked.
    pub newcomer: Newcomer,
    /// How it stands.
    pub state: JoinState,
    /// The code to show face to face, where the newcomer chose that.
    pub code: Option<String>,
}

/// How a request to join stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum JoinState {
    /// Not with the relay yet.
    NotSent,
    /// With the reviewers since this relay time.
    Asked {
        /// Since when.
        since: Millis,
    },
    /// To be shown face to face.
    ToShow,
    /// Returned; it can be asked again.
    Returned {
        /// Why.
        reason: ReplyReason,
        /// In words.
        words: String,
    },
    /// The relay turned it away.
    Refused(JoinRefusal),
}

/// Why the relay turned a request away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum JoinRefusal {
    /// No such invitation, or the code was changed.
    Unknown,
    /// The invitation's time is over.
    Expired,
    /// The committee ended the invitation.
    Ended,
    /// As many as allowed have joined or wait.
    UsedUp,
    /// This device was a member's and was removed.
    Removed,
    /// A newer app is needed.
    NewerAppNeeded,
}

/// Asks what waits for this person's decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadDesk;

/// What waits for this person's decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeskView {
    /// Requests to join, oldest first.
    pub requests: Vec<RequestView>,
    /// Work in quarantine, for stewards.
    pub held: Vec<HeldView>,
    /// Wishes of members about their records, for those who keep the register.
    pub proposals: Vec<crate::rights::ProposalView>,
    /// Whether this person may admit, or only recommend.
    pub can_admit: bool,
}

/// A request to join.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestView {
    /// The newcomer's device: names the request.
    pub device: DeviceId,
    /// Who; `None` if this device cannot open it (yet).
    pub newcomer: Option<Newcomer>,
    /// The door that the words mean, if there is one.
    pub door: Option<AreaId>,
    /// Its path.
    pub path: Vec<String>,
    /// People of that name in the households of that door, by the register.
    pub is_registered: bool,
    /// Who holds the seat of the door's household.
    pub seat_holder: Option<String>,
    /// Since when it waits, relay time; `None` for one shown face to face.
    pub since: Option<Millis>,
    /// What the invitation is for.
    pub place: String,
    /// What building leaders say.
    pub recommendations: Vec<RecommendationView>,
    /// Members of the same name, for a lost phone's new one.
    pub namesakes: Vec<crate::members::MemberRow>,
}

/// What a reviewer says of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecommendationView {
    /// Who says it.
    pub by: Option<String>,
    /// Whether they know the person.
    pub is_for: bool,
    /// In words.
    pub words: String,
}

/// Work in quarantine: written while a right held that no longer does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldView {
    /// Its author's device.
    pub device: DeviceId,
    /// The parcel's number.
    pub device_seq: u64,
    /// The act.
    pub act: u16,
    /// Who wrote it, if known.
    pub by: Option<String>,
    /// What kinds of records.
    pub what: Vec<crate::sync::Work>,
    /// Doors it is about, as far as this device can open it: building, stair, door.
    pub paths: Vec<Vec<String>>,
    /// When it was formed, by its author's clock.
    pub formed: Millis,
    /// Why it waits.
    pub why: HeldReason,
}

/// Why work waits for a steward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HeldReason {
    /// The device was removed, or the member.
    DeviceRemoved,
    /// The role ended or was given to another.
    RoleEnded,
    /// Another reason.
    Other,
}

/// A role that is given with an admission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRole {
    /// The role.
    pub role: Role,
    /// Where.
    pub scope: AreaId,
    /// When it ends by itself, relay time.
    pub until: Option<Millis>,
}

/// Admits a newcomer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admit {
    /// The newcomer's device.
    pub device: DeviceId,
    /// Their door; `None` for people who do not live here.
    pub door: Option<AreaId>,
    /// Which household of the door.
    pub slot: u8,
    /// Whether they hold the household's seat.
    pub has_seat: bool,
    /// Their roles.
    pub roles: Vec<NewRole>,
    /// An earlier member whose new device this is, in place of a new member.
    pub member: Option<MemberId>,
    /// Of that member: devices that are removed in the same act.
    pub remove: Vec<DeviceId>,
}

/// A newcomer was admitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Admitted {
    /// The code to show to a newcomer who showed themself.
    pub code: Option<String>,
}

/// Returns a request with a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnRequest {
    /// The newcomer's device.
    pub device: DeviceId,
    /// Why.
    pub reason: ReplyReason,
    /// In words.
    pub words: String,
}

/// Says of a request whether one knows the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommend {
    /// The newcomer's device.
    pub device: DeviceId,
    /// Whether they know the person.
    pub is_for: bool,
    /// In words.
    pub words: String,
}

/// Takes the code that a newcomer shows face to face; the request then lies on the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewCode {
    /// The link.
    pub code: String,
}

/// Decides on work in quarantine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecideHeld {
    /// Its author's device.
    pub device: DeviceId,
    /// The parcel's number.
    pub device_seq: u64,
    /// The act.
    pub act: u16,
    /// Whether it may stand.
    pub is_admitted: bool,
}

/// Makes an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MakeInvitation {
    /// For whom: the community's root area, a building.
    pub scope: AreaId,
    /// Days until it ends, from 1 to 365.
    pub days: u16,
    /// How many may join by it, from 1 to 1,000.
    pub uses: u32,
    /// What stands on the poster; empty for the area's label.
    pub label: String,
}

/// Asks for the invitations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadInvitations;

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationView {
    /// Its id.
    pub invitation: RecordId,
    /// For whom.
    pub scope: AreaId,
    /// What stands on the poster.
    pub place: String,
    /// The community's name.
    pub community: String,
    /// When it ends, relay time.
    pub until: Millis,
    /// How many may join.
    pub uses: u32,
    /// How many did.
    pub used: u32,
    /// Whether one may still ask by it.
    pub is_open: bool,
    /// The poster's link; `None` if this device cannot open the invitation.
    pub link: Option<String>,
}

/// Ends an invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndInvitation {
    /// Its id.
    pub invitation: RecordId,
}
