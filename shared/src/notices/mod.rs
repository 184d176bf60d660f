//! Notices 公告: what the publisher says, how it is corrected or withdrawn, and that a household was reached.
//!
//! A published notice is a record of its own, written once; corrections and the withdrawal are facts about it. The state is a
//! pure fold over them in the order of places.
//! **Invariant:** a receipt is counted by household, never by person, and never as a score.

mod check;
mod fold;

pub use check::{ANSWER, QUESTION, REASON};
pub use fold::{Change, NoticeState, fold};

use serde::{Deserialize, Serialize};

use crate::blobs::Attachment;
use crate::calendar::Millis;
use crate::cbor;
use crate::ids::{AreaId, RecordId};

/// The version that this release writes.
pub const VERSION: u8 = 1;
/// The longest title, in characters.
pub const TITLE: usize = 60;
/// The longest text, in characters.
pub const TEXT: usize = 4_000;
/// The most answers to choose from.
pub const ANSWERS: usize = 8;

/// What a notice is about.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, minicbor::Encode, minicbor::Decode,
)]
#[cbor(index_only)]
pub enum NoticeKind {
    /// Water, power, gas, lifts 停水停电.
    #[n(0)]
    Outage,
    /// Safety and hazards 安全.
    #[n(1)]
    Safety,
    /// Health 健康.
    #[n(2)]
    Health,
    /// Activities 活动.
    #[n(3)]
    Activity,
    /// Affairs of the community 居务.
    #[n(4)]
    Affairs,
    /// Matters of the property company 物业.
    #[n(5)]
    Property,
    /// Lost and found 失物招领.
    #[n(6)]
    LostFound,
}

impl NoticeKind {
    /// Every kind.
    pub const ALL: [Self; 7] =
        [Self::Outage, Self::Safety, Self::Health, Self::Activity, Self::Affairs, Self::Property, Self::LostFound];
}

/// What a notice says.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct NoticeContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// Title, one line.
    #[n(1)]
    pub title: String,
    /// Text: paragraphs; lines that begin with `# ` are headings, with `- ` items, `**` around words sets them bold.
    #[n(2)]
    pub text: String,
    /// What it is about.
    #[n(3)]
    pub kind: NoticeKind,
    /// Whom it is for: the community, a grid, a building, a stair.
    #[n(4)]
    pub area: AreaId,
    /// An urgent hazard: stays on top until withdrawn.
    #[n(5)]
    pub is_urgent: bool,
    /// From when it is no longer shown on top, device time.
    #[n(6)]
    pub until: Option<Millis>,
    /// Whether households are asked to confirm that they read it.
    #[n(7)]
    pub wants_confirmation: bool,
    /// A question; empty if there is none.
    #[n(8)]
    pub question: String,
    /// Answers to choose one from.
    #[n(9)]
    pub answers: Vec<String>,
    /// Photos and files.
    #[n(10)]
    pub attached: Vec<Attachment>,
    /// Device time of publishing.
    #[n(11)]
    pub at: Millis,
    /// Whether receipts go to the property company ([`crate::kinds::Kind::PropertyReceipt`]).
    #[n(12)]
    pub is_propertys: bool,
}

/// What a change of a notice says.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum NoticeChange {
    /// It now says this; the version before stays readable.
    #[n(0)]
    Corrected(#[n(0)] NoticeContent),
    /// It no longer holds.
    #[n(1)]
    Withdrawn {
        /// Why; may be empty.
        #[n(0)]
        reason: String,
        /// Device time.
        #[n(1)]
        at: Millis,
    },
}

/// What a household says of a notice, as an entry of the notice's record under the scope of the reader's building. The newest
/// of a member counts.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct ReceiptContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// The reader's household, as the roster names it.
    #[n(1)]
    pub household: Option<RecordId>,
    /// Their door, so that whoever knocks knows where not to.
    #[n(2)]
    pub door: Option<AreaId>,
    /// Whether they confirmed.
    #[n(3)]
    pub is_confirmed: bool,
    /// The number of the answer they chose, from 0.
    #[n(4)]
    pub answer: Option<u8>,
    /// Device time.
    #[n(5)]
    pub at: Millis,
    /// How many corrections of the notice they had before them, so that whoever read an earlier version is not taken to know
    /// the newest.
    #[n(6)]
    pub corrections: u16,
}

cbor::contents! { NoticeContent NoticeChange ReceiptContent }

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn notice() -> NoticeContent {
        NoticeContent {
            version: VERSION,
            title: "停水".into(),
            text: "十二栋,14时至16时".into(),
            kind: NoticeKind::Outage,
            area: AreaId([1; 16]),
            is_urgent: false,
            until: None,
            wants_confirmation: true,
            question: String::new(),
            answers: Vec::new(),
            attached: Vec::new(),
            at: Millis(0),
            is_propertys: false,
        }
    }
}
