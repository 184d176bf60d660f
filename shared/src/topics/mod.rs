//! The council hall 议事厅: a topic in seven steps, its gates, ballots, project, evaluation and covenant.
//!
//! A topic is a record of the square: its proposal, steps of the committee and the proposer, and what members say. Where it
//! stands is a pure fold ([`fold`]) over them in the order of places; who may take which step is one table (`rights`).
//! Votes are kept apart and counted by a pure function ([`count`]).
//! **Invariant:** a gate that does not say why has no effect.
//! **Invariant:** two devices that hold the same log count the same and show the same seal.

mod check;
mod content;
pub mod count;
mod fold;
mod rights;
mod rules;
#[cfg(test)]
mod tests;

pub use check::{ANSWER, CHOICES, COMMENT, COVENANT, PROJECT_STEP, PROJECT_STEPS, QUESTION, REASON, TEXT, TITLE, WHO};
pub use content::{
    BallotContent, PaperVoteContent, Saying, Step, TopicContent, TopicSaid, TopicStep, VERSION, VoteContent,
};
pub use fold::{Ballot, Comment, End, FoldedStep, Project, Report, Told, Topic, Version, What, fold, version_id};
pub use rights::{StepKind, WhyVoid};
pub use rules::HallRules;

use serde::{Deserialize, Serialize};

/// The seven steps, and the ways out of them.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, minicbor::Encode, minicbor::Decode,
)]
#[cbor(index_only)]
pub enum Stage {
    /// 提出议题: supporters are gathered.
    #[n(0)]
    Proposed,
    /// 把关筛选: the committee looks at it.
    #[n(1)]
    Screened,
    /// 开展协商: discussed, voted on.
    #[n(2)]
    Consulted,
    /// 形成项目: what is to be done, by whom, until when.
    #[n(3)]
    Project,
    /// 推动实施: being done.
    #[n(4)]
    CarriedOut,
    /// 效果评估: judged by the residents.
    #[n(5)]
    Evaluated,
    /// 建立公约: a covenant keeps what was reached.
    #[n(6)]
    Covenant,
}

impl Stage {
    /// The steps in their order.
    pub const ALL: [Self; 7] = [
        Self::Proposed,
        Self::Screened,
        Self::Consulted,
        Self::Project,
        Self::CarriedOut,
        Self::Evaluated,
        Self::Covenant,
    ];
}

/// Who has a vote.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, minicbor::Encode, minicbor::Decode,
)]
#[cbor(index_only)]
pub enum VoteBy {
    /// One vote a household 一户一票: who holds its seat.
    #[n(0)]
    Household,
    /// One vote a person 一人一票.
    #[n(1)]
    Person,
}

/// Why a vote does not count.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, minicbor::Encode, minicbor::Decode,
)]
#[cbor(index_only)]
pub enum WhyNot {
    /// The same seat or person voted again later.
    #[n(0)]
    VotedAgain,
    /// It came after the close and its grace.
    #[n(1)]
    TooLate,
    /// Whoever voted does not hold the household's seat, or it was handed on.
    #[n(2)]
    NoSeat,
    /// Whoever voted, or their device, was no longer of the community.
    #[n(3)]
    Removed,
    /// They were not in the roll when the ballot opened, or do not live where it is held.
    #[n(4)]
    NotInRoll,
    /// It names a choice that the ballot does not have.
    #[n(5)]
    NoSuchChoice,
    /// The seat voted itself, so what was entered from paper does not count.
    #[n(6)]
    VotedThemselves,
    /// A newer release wrote it.
    #[n(7)]
    Newer,
}
