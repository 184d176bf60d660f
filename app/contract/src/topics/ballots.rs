//! Ballots, the own vote, recounts.

use linli_shared::calendar::Millis;
use linli_shared::ids::RecordId;
use serde::{Deserialize, Serialize};

use super::{VoteBy, WhyNot};
use crate::photos::AttachedView;
use crate::posts::Speaker;
use crate::sync::RecordSync;

/// A ballot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotView {
    /// Its number within the topic, 0 first.
    pub number: u16,
    /// What is asked.
    pub question: String,
    /// What can be chosen.
    pub choices: Vec<String>,
    /// Who has a vote.
    pub by: VoteBy,
    /// Sealed to the tellers.
    pub is_secret: bool,
    /// When it was opened.
    pub opened: Millis,
    /// When it closes.
    pub closes: Millis,
    /// Until when late arrivals count.
    pub grace_until: Millis,
    /// Votes in the roll at its opening.
    pub roll: u32,
    /// It is over, by the relay's clock as far as this device knows it.
    pub is_closed: bool,
    /// By how much this device's own clock is ahead of that, in milliseconds, in whole minutes; less than 0 where it is behind.
    pub clock_ahead: i64,
    /// Counts of the choices as this device counts them; `None` of a sealed one whose result was not told.
    pub counts: Option<Vec<u32>>,
    /// Votes that count.
    pub votes: u32,
    /// What this person, or their household, chose.
    pub own: Option<OwnVote>,
    /// Whether this person has a vote in it, and why not.
    pub why_not: Option<WhyNot>,
    /// Who its tellers are, of a sealed one.
    pub tellers: Vec<Speaker>,
    /// This person is one of them, it is over, and nobody has said yet what it came to.
    pub may_tell: bool,
}

/// The own vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnVote {
    /// What was chosen; `None` of a sealed vote that another device of this person cast: only its tellers open it.
    pub choice: Option<u16>,
    /// When.
    pub at: Millis,
    /// It was entered from paper.
    pub is_paper: bool,
    /// Why it does not count; `None` if it does, or waits.
    pub why_not: Option<WhyNot>,
    /// Where it is.
    pub sync: RecordSync,
}

/// Asks for a recount of a ballot on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recount {
    /// The topic.
    pub topic: RecordId,
    /// The ballot.
    pub ballot: u16,
    /// From which line, 0 being the first.
    pub from: u32,
    /// How many lines at most; sums and number go over all of them, whatever is asked for.
    pub count: u32,
}

/// A recount of every vote that is here, and a part of its lines: what each vote says, and whether it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecountView {
    /// The ballot as this device counts it.
    pub ballot: BallotView,
    /// What all lines add up to.
    pub sums: VoteSums,
    /// The buildings in the order of the lines, each with how many of its votes count.
    pub buildings: Vec<BuildingVotes>,
    /// The lines of this person and their household, wherever they stand.
    pub own: Vec<VoteLine>,
    /// The lines asked for, of all by building and door or by name, those that do not count last. Of a sealed ballot only its
    /// tellers see any.
    pub votes: Vec<VoteLine>,
    /// A number over every vote in the order of the log, as 16 hexadecimal digits: two devices that counted the same show the same.
    pub seal: String,
    /// Whether this device has every entry the relay gave a place so far; if not, more votes may come.
    pub is_complete: bool,
}

/// What the lines of a recount add up to, each taken by itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct VoteSums {
    /// Per choice, votes that count.
    pub choices: Vec<u32>,
    /// Votes that count.
    pub valid: u32,
    /// Those of them that were entered from paper.
    pub paper: u32,
    /// Votes that do not count.
    pub void: u32,
}

/// The votes of a building that count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BuildingVotes {
    /// The building; empty where none is said.
    pub building: String,
    /// How many.
    pub count: u32,
}

/// One vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoteLine {
    /// The building, or empty.
    pub path: Vec<String>,
    /// Who voted, or entered it from paper.
    pub by: Speaker,
    /// The choice; `None` if the ballot has no such choice.
    pub choice: Option<u16>,
    /// When the relay had it; the device's own time before.
    pub at: Millis,
    /// It was entered from paper.
    pub is_paper: bool,
    /// The paper's photo.
    pub attached: Vec<AttachedView>,
    /// Why it does not count.
    pub why_not: Option<WhyNot>,
}
