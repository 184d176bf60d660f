//! What the entries of a ticket say, as CBOR with numbered fields.
//!
//! **Invariant:** a field is only ever added; a content of a higher version is shown as "newer app needed" and blocks
//! deciding on its ticket.

use serde::{Deserialize, Serialize};

use super::{Handler, Status};
use crate::blobs::Attachment;
use crate::calendar::Millis;
use crate::cbor;
use crate::ids::{AreaId, MemberId, RecordId};

/// The version that this release writes.
pub const VERSION: u8 = 1;
/// The longest words of a report or step, in characters.
pub const TEXT: usize = 2_000;

/// Where something is.
#[derive(Debug, Clone, PartialEq, Eq, Default, minicbor::Encode, minicbor::Decode)]
pub struct Whereabouts {
    /// A door, stair, building or grid of the tree; `None` for a place in words only.
    #[n(0)]
    pub area: Option<AreaId>,
    /// In words; may be empty where an area is given.
    #[n(1)]
    pub words: String,
}

/// What a ticket or a work thread is about.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct CaseContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// The category's key ([`super::Category`]).
    #[n(1)]
    pub category: String,
    /// Where.
    #[n(2)]
    pub place: Whereabouts,
    /// In the reporter's words.
    #[n(3)]
    pub words: String,
    /// Photos and files.
    #[n(4)]
    pub attached: Vec<Attachment>,
    /// For whom it was filed, if not for the author: a member.
    #[n(5)]
    pub for_member: Option<MemberId>,
    /// For whom it was filed, if not for the author: a person without the app, by name as the filer knows them.
    #[n(6)]
    pub for_person: String,
    /// A telephone number to call back; empty if none was given.
    #[n(7)]
    pub phone: String,
    /// Whether the reporter wishes a public version, and how they are named in it. Who takes the ticket on publishes it, so
    /// that a nameless one does not bear its reporter's signature.
    #[n(8)]
    pub public: Option<PublicWish>,
    /// Whom it went to at once, by the community's routes.
    #[n(9)]
    pub sent_to: Vec<Handler>,
    /// Device time.
    #[n(10)]
    pub at: Millis,
    /// Of a work thread: the ticket it belongs to.
    #[n(11)]
    pub thread_of: Option<RecordId>,
    /// A service order 点单 instead of a report.
    #[n(12)]
    pub is_service: bool,
}

/// How the reporter wishes to be named in a public version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, minicbor::Encode, minicbor::Decode)]
#[cbor(index_only)]
pub enum PublicWish {
    /// Not at all.
    #[n(0)]
    Nameless,
    /// By name.
    #[n(1)]
    Named,
}

/// The offline card 线下办理卡.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, minicbor::Encode, minicbor::Decode)]
pub struct Card {
    /// Office and address.
    #[n(0)]
    pub office: String,
    /// Whom to ask for; name and telephone.
    #[n(1)]
    pub person: String,
    /// Papers to bring.
    #[n(2)]
    pub papers: String,
    /// Conditions.
    #[n(3)]
    pub conditions: String,
    /// Time limit, opening hours.
    #[n(4)]
    pub limit: String,
}

/// What somebody did with a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, minicbor::Encode, minicbor::Decode)]
pub enum Step {
    /// A handler takes it on 受理, a provider a service order 接单.
    #[n(0)]
    Accepted,
    /// Words, by anybody who reads it; by a handler it says how far the work is 办理中.
    #[n(1)]
    Note,
    /// It goes to others 派单, 转办; to a higher level it is an escalation 上报.
    #[n(2)]
    Sent {
        /// To whom; several handle it jointly, the first leads 联合处置.
        #[n(0)]
        to: Vec<Handler>,
    },
    /// To be settled at an office 转线下.
    #[n(3)]
    Offline {
        /// The card.
        #[n(0)]
        card: Card,
    },
    /// A handler gives it back with a reason 退回; a provider declines.
    #[n(4)]
    Returned,
    /// Done, with what came of it 办结.
    #[n(5)]
    Resolved,
    /// The reporter says that it is 确认.
    #[n(6)]
    Confirmed,
    /// The reporter says that it is not, with a reason 重开.
    #[n(7)]
    Reopened,
    /// The reporter's opinion 评价, 1 to 5.
    #[n(8)]
    Rated {
        /// Stars.
        #[n(0)]
        stars: u8,
    },
    /// Asks for an answer 催办; by the committee it is a supervision 督办.
    #[n(9)]
    Urged,
    /// The reporter takes it back.
    #[n(10)]
    Withdrawn,
    /// Opened for the level above, with a reason, which is logged 调阅.
    #[n(11)]
    OpenedTo {
        /// To whom.
        #[n(0)]
        to: Handler,
    },
}

/// A step as its entry says it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct StepContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// A random number, so that two equal steps are two.
    #[n(1)]
    pub id: u64,
    /// The step.
    #[n(2)]
    pub step: Step,
    /// Reason, result, note; where a step needs a reason it is not empty.
    #[n(3)]
    pub words: String,
    /// Photos and files.
    #[n(4)]
    pub attached: Vec<Attachment>,
    /// Device time.
    #[n(5)]
    pub at: Millis,
}

/// What everybody in the community may see of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct PublicContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// The category's key.
    #[n(1)]
    pub category: String,
    /// Where; never a door.
    #[n(2)]
    pub place: Whereabouts,
    /// In words that name nobody.
    #[n(3)]
    pub words: String,
    /// Photos.
    #[n(4)]
    pub attached: Vec<Attachment>,
    /// The reporter's name, if they wish it to be seen.
    #[n(5)]
    pub name: String,
    /// Device time.
    #[n(6)]
    pub at: Millis,
}

/// The public version of a ticket.
#[must_use]
pub fn public_record(ticket: RecordId) -> RecordId {
    RecordId::derive("linli public report", &[&ticket.0])
}

/// What a member says of a public version, as an entry of that record. The newest of a member counts.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct VoiceContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// "Me too".
    #[n(1)]
    pub me_too: bool,
    /// Wishes to hear of it.
    #[n(2)]
    pub follows: bool,
    /// Where it stands, by those who handle it (`None` of an ordinary voice).
    #[n(3)]
    pub state: Option<Status>,
    /// Device time.
    #[n(4)]
    pub at: Millis,
}

cbor::contents! { CaseContent StepContent PublicContent VoiceContent }
