//! What topics, steps, sayings and votes hold.

use super::{HallRules, Stage, VoteBy};
use crate::blobs::Attachment;
use crate::calendar::Millis;
use crate::cbor;
use crate::ids::{AreaId, RecordId};

/// The version that this release writes.
pub const VERSION: u8 = 1;

/// A topic as it was proposed.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct TopicContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// Title, one line.
    #[n(1)]
    pub title: String,
    /// What is the matter, what is wished.
    #[n(2)]
    pub text: String,
    /// Which area it concerns; the community's root for all of it. Whoever lives there has a vote.
    #[n(3)]
    pub area: AreaId,
    /// Photos and files.
    #[n(4)]
    pub attached: Vec<Attachment>,
    /// Supporters it needs, by the rules that its proposer was shown; those at its place may ask for more ([`super::fold`]).
    #[n(5)]
    pub needs: u16,
    /// Device time.
    #[n(6)]
    pub at: Millis,
}

/// A step of the committee or of the proposer.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct TopicStep {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// Random, so that no two steps are the same; names what it opens.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub nonce: [u8; 8],
    /// The reason, or what there is to say.
    #[n(2)]
    pub words: String,
    /// Photos and files of a report.
    #[n(3)]
    pub attached: Vec<Attachment>,
    /// Device time.
    #[n(4)]
    pub at: Millis,
    /// What is done.
    #[n(5)]
    pub step: Step,
}

/// What a step does.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum Step {
    /// It passes a gate.
    #[n(0)]
    Passed {
        /// The gate: what was meant for one never passes another.
        #[n(0)]
        gate: Stage,
    },
    /// It does not: a topic ends, a project goes back to consultation.
    #[n(1)]
    Returned {
        /// The gate.
        #[n(0)]
        gate: Stage,
    },
    /// Its proposer takes it back.
    #[n(2)]
    Withdrawn,
    /// A ballot begins.
    #[n(3)]
    BallotOpened(#[n(0)] BallotContent),
    /// The tellers say what a sealed ballot came to.
    #[n(4)]
    Counted {
        /// The ballot.
        #[n(0)]
        ballot: RecordId,
        /// Votes for each choice.
        #[n(1)]
        counts: Vec<u32>,
        /// Votes there could have been.
        #[n(2)]
        roll: u32,
        /// The number over every vote in the order of the log ([`super::count::Count::seal`]).
        #[cbor(n(3), with = "minicbor::bytes")]
        seal: [u8; 8],
    },
    /// What the consultation came to is done by somebody.
    #[n(5)]
    ProjectMade {
        /// Who answers for it.
        #[n(0)]
        who: String,
        /// Until when.
        #[n(1)]
        due: Option<Millis>,
        /// Its parts.
        #[n(2)]
        steps: Vec<String>,
    },
    /// How far it is.
    #[n(6)]
    Reported {
        /// The part that is done with it.
        #[n(0)]
        done: Option<u16>,
    },
    /// It is done.
    #[n(7)]
    Finished,
    /// The residents have judged.
    #[n(8)]
    Evaluated {
        /// A covenant follows.
        #[n(0)]
        wants_covenant: bool,
    },
    /// A version of the covenant stands to be signed.
    #[n(9)]
    CovenantSettled {
        /// What it says.
        #[n(0)]
        text: String,
    },
    /// A comment is not shown, or what was proposed, for the reason in the step's words; without any it is shown again.
    #[n(10)]
    Hidden {
        /// The comment; the topic itself for its title, text and photos.
        #[n(0)]
        comment: RecordId,
    },
}

/// A ballot as it is opened: its closing rule and grace stand on it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct BallotContent {
    /// What is asked.
    #[n(0)]
    pub question: String,
    /// What can be chosen.
    #[n(1)]
    pub choices: Vec<String>,
    /// Who has a vote.
    #[n(2)]
    pub by: VoteBy,
    /// Votes are sealed to the tellers.
    #[n(3)]
    pub is_secret: bool,
    /// Relay time at which it closes.
    #[n(4)]
    pub closes: Millis,
    /// Hours after it in which a vote that comes late still counts.
    #[n(5)]
    pub grace_hours: u16,
}

/// What a member says of a topic.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct TopicSaid {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// Random, so that nothing is said twice; names a comment.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub nonce: [u8; 8],
    /// Device time.
    #[n(2)]
    pub at: Millis,
    /// What.
    #[n(3)]
    pub said: Saying,
}

/// What can be said of a topic.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub enum Saying {
    /// They support it, or no longer.
    #[n(0)]
    Support(#[n(0)] bool),
    /// A comment ([`crate::square::said_id`] names it).
    #[n(1)]
    Comment {
        /// Words.
        #[n(0)]
        words: String,
        /// The comment it answers.
        #[n(1)]
        reply_to: Option<RecordId>,
    },
    /// An own comment is taken back.
    #[n(2)]
    TakenBack {
        /// The comment.
        #[n(0)]
        comment: RecordId,
    },
    /// How it turned out.
    #[n(3)]
    Judged {
        /// 1 to 5.
        #[n(0)]
        stars: u8,
        /// Words; may be empty.
        #[n(1)]
        words: String,
    },
    /// They sign a version of the covenant ([`super::version_id`]).
    #[n(4)]
    Signed {
        /// The version.
        #[n(0)]
        version: RecordId,
    },
}

/// A vote of a seat or a person, as an entry of the topic's record under the scope of the voter's building.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct VoteContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// Random, so that a sealed vote cannot be guessed and no two are the same.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub nonce: [u8; 8],
    /// The ballot.
    #[n(2)]
    pub ballot: RecordId,
    /// What is chosen, 0 first.
    #[n(3)]
    pub choice: u16,
    /// The household whose seat votes; `None` where persons vote.
    #[n(4)]
    pub household: Option<RecordId>,
    /// Its door, so that nothing entered from paper counts beside it. Which door is a household's only the register knows.
    #[n(5)]
    pub door: Option<AreaId>,
    /// Device time.
    #[n(6)]
    pub at: Millis,
}

/// A household's vote on paper, under the scope of its building; whoever enters it signs for it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct PaperVoteContent {
    /// [`VERSION`].
    #[n(0)]
    pub version: u8,
    /// Random, so that no two are the same.
    #[cbor(n(1), with = "minicbor::bytes")]
    pub nonce: [u8; 8],
    /// The ballot.
    #[n(2)]
    pub ballot: RecordId,
    /// The door.
    #[n(3)]
    pub door: AreaId,
    /// What is chosen, 0 first.
    #[n(4)]
    pub choice: u16,
    /// A photo of the paper.
    #[n(5)]
    pub attached: Vec<Attachment>,
    /// Device time.
    #[n(6)]
    pub at: Millis,
    /// The household, as the roster names it, where whoever enters the vote keeps the register and knows: no door that somebody
    /// else names stands against it.
    #[n(7)]
    pub household: Option<RecordId>,
}

cbor::contents! { TopicContent TopicStep TopicSaid VoteContent PaperVoteContent HallRules }

/// Gives contents a way to be read only if this release wrote them or an older one.
macro_rules! known {
    ($($name:ident)+) => {$(
        impl $name {
            /// Reads the content of an entry; `None` for one of a newer release, or no content at all.
            #[must_use]
            pub fn known(content: &[u8]) -> Option<Self> {
                Self::from_content(content).ok().filter(|read| read.version <= VERSION)
            }
        }
    )+};
}

known! { TopicContent TopicStep TopicSaid VoteContent PaperVoteContent HallRules }
