//! Circles: conversations of some members, each with a secret of its own. Letters between two, groups of a building, groups
//! that members apply to.
//!
//! A circle begins with a [`CircleFact`]: plain, so that the relay knows to whom its messages go. Its secret is sealed to each
//! reader's member ring, and messages are sealed under it. Neither the committee nor the relay opens them.

mod consent;
mod fact;
mod knock;
mod marks;
mod message;
mod rights;

pub use consent::{CONSENT_LIFE, Consent};
pub use fact::{
    ADDED, Begun, Change, Circle, CircleFact, Gone, MAX_GONE, MAX_TURNS, MEMBERS_UNSHARED, follow, letter_record,
};
pub use knock::{KnockContent, knock_record};
pub use marks::{Chosen, MARKS, MarksContent, NoticeMark, ReadPlace, vote_mark};
pub use message::{ChatContent, GroupChange, GroupContent, KnockWords, MessageContent, REASON, VERSION, estate_record};
pub use rights::{may_circle, may_group};

use serde::{Deserialize, Serialize};

/// What a circle is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, minicbor::Encode, minicbor::Decode,
)]
#[cbor(index_only)]
pub enum CircleKind {
    /// Two members.
    #[n(0)]
    Letter,
    /// The people of a building 一栋一群.
    #[n(1)]
    Building,
    /// A group that members apply to.
    #[n(2)]
    Topic,
}

/// The longest message, in characters.
pub const MESSAGE: usize = 1_000;
/// The longest words of a knock, in characters.
pub const KNOCK: usize = 60;
/// The longest name of a group, in characters.
pub const NAME: usize = 20;
/// What a group says of itself, at most, in characters.
pub const ABOUT: usize = 200;
/// The most members of a circle.
pub const MEMBERS: usize = 500;
