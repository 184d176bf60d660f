//! Sync state: what waits on this device, why, and when it last met the relay.

use linli_shared::calendar::Millis;
use linli_shared::ids::AreaId;
use serde::{Deserialize, Serialize};

/// Asks for the sync state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadSync;

/// Meets the relay now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncNow;

/// A refused piece of work was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DismissRefused {
    /// Its number in [`SyncView::refused`].
    pub number: u64,
}

/// Where a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RecordSync {
    /// Only on this device.
    OnThisDevice,
    /// The relay has it.
    WithRelay,
    /// Part of it was refused; see [`SyncView::refused`].
    Refused,
}

/// The whole state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncView {
    /// The link as last tried.
    pub link: Link,
    /// Relay time of the last meeting.
    pub last_met: Option<Millis>,
    /// What waits, oldest first.
    pub waiting: Vec<WaitingView>,
    /// What was refused and not yet read.
    pub refused: Vec<RefusedView>,
}

/// The link to the relay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Link {
    /// Not tried since the start.
    NotTried,
    /// A meeting is under way.
    Meeting {
        /// Entries received so far of this meeting.
        received: u32,
    },
    /// The last try met the relay.
    Up,
    /// The last try did not.
    Down(LinkFault),
}

/// Why the relay was not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkFault {
    /// No network, or nobody answers at the address.
    Unreachable,
    /// The relay answered that it cannot serve now (full disk, overload).
    RelayInTrouble,
    /// The answer was not a relay's.
    NotARelay,
    /// The relay no longer knows this device.
    NotAdmitted,
    /// This app is too old for the relay.
    NewerAppNeeded,
    /// The relay shows a history that contradicts the one this device has seen.
    ForkedRelay,
    /// This device's store is older than what the relay has from it, or a copy of it is in use elsewhere.
    ClonedDevice,
}

/// One thing that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingView {
    /// What it is.
    pub what: Work,
    /// Door or area it is about, if any.
    pub area: Option<AreaId>,
    /// Its path: building, stair, door.
    pub path: Vec<String>,
    /// When it was saved.
    pub saved: Millis,
    /// Why it waits.
    pub why: WaitReason,
}

/// Kinds of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Work {
    /// A household registered or changed.
    Household,
    /// An ID record.
    IdNumber,
    /// A visit.
    Visit,
    /// A new door.
    Door,
    /// A profile.
    Profile,
    /// Members, roles, devices, requests to join.
    Members,
    /// A member's own record: a wish, its answer, an erasure.
    Record,
    /// A notice, or the own answer to one.
    Notice,
    /// A report or a step of a ticket.
    Ticket,
    /// The community's tables.
    Tables,
    /// A post, or what was said under one.
    Post,
    /// A topic of the council hall, or a vote.
    Topic,
    /// An activity.
    Activity,
    /// Something to look up.
    Guide,
    /// A message, or a group.
    Message,
    /// Anything else of the community's log.
    Other,
}

/// Why something waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WaitReason {
    /// Not sent yet.
    NotSent,
    /// Sent; no answer yet.
    AnswerMissing,
    /// The relay waits for earlier work of this device.
    EarlierMissing,
    /// A steward has to admit it.
    Quarantined,
}

/// One refused piece of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedView {
    /// Its number, to dismiss it.
    pub number: u64,
    /// What it is.
    pub what: Work,
    /// Door or area it is about, if any.
    pub area: Option<AreaId>,
    /// Its path: building, stair, door.
    pub path: Vec<String>,
    /// When it was saved.
    pub saved: Millis,
    /// Why it was refused.
    pub why: RefuseReason,
    /// What was written, where it is shown nowhere else; it goes when this is dismissed. Empty where there is nothing to
    /// lose.
    pub words: String,
}

/// Why work was refused by the relay or found void by devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RefuseReason {
    /// No right to write this here.
    NoRight,
    /// The door is outside the person's grid.
    OutsideScope,
    /// Larger than the relay takes.
    TooLarge,
    /// The body could not be read or breaks a rule.
    Malformed,
    /// The record was renewed or erased.
    Renewed,
    /// Somebody else was first, and where the ticket stands now it makes no sense.
    TooLate,
    /// Any other reason of a newer relay.
    Other,
}

/// Says whether anybody can see the screens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetVisible {
    /// Whether they are in sight.
    pub is_visible: bool,
}
