//! The council hall 议事厅: topics in seven steps, ballots that anybody can recount, projects, covenants.

mod acts;
mod ballots;
mod paper;

pub use acts::{DoTopic, OpenTopicForm, Propose, SaveTopicDraft, SetRules, TopicAct, TopicForm, TopicFormView};
pub use ballots::{BallotView, BuildingVotes, OwnVote, Recount, RecountView, VoteLine, VoteSums};
pub use paper::{PaperDoorView, PaperHome, ReadPaperDoor};

use linli_shared::calendar::Millis;
use linli_shared::ids::RecordId;
pub use linli_shared::topics::{Stage, VoteBy, WhyNot};
use serde::{Deserialize, Serialize};

use crate::photos::AttachedView;
use crate::posts::{MarkView, Speaker, TalkPart, TalkView};
use crate::sync::RecordSync;

/// Asks for the topics.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadTopics;

/// The council hall.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TopicsView {
    /// Topics: those that wait for this person first, then by newest word; ended ones last.
    pub topics: Vec<TopicRow>,
    /// The rules, as they are shown where one proposes.
    pub rules: Option<Rules>,
    /// Whether this person may propose.
    pub may_propose: bool,
    /// Whether this person may change the rules.
    pub may_rule: bool,
    /// Whether a proposal was begun and not sent.
    pub has_draft: bool,
}

/// The rules of the hall.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rules {
    /// In words; empty for those of the app, which the screen has.
    pub text: String,
    /// Supporters a proposal needs before the committee looks at it; 0 for none.
    pub supporters: u16,
    /// Days in which the committee answers.
    pub answer_days: u16,
    /// The least days a ballot is open.
    pub ballot_days: u16,
    /// Hours that late arrivals count after the close (a phone without signal).
    pub grace_hours: u16,
    /// Who set them, and when.
    pub set: Option<(Speaker, Millis)>,
}

/// A topic in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicRow {
    /// The topic.
    pub topic: RecordId,
    /// Title; empty of a hidden one, unless this person proposed it or is a steward.
    pub title: String,
    /// The beginning of its text; empty like the title.
    pub excerpt: String,
    /// The committee hid what it says.
    pub is_hidden: bool,
    /// Who proposed it.
    pub by: Speaker,
    /// When.
    pub at: Millis,
    /// When something was last done.
    pub changed: Millis,
    /// Where it stands.
    pub stage: Stage,
    /// It is over: returned, taken back, or done.
    pub is_over: bool,
    /// Members who support it.
    pub supporters: u32,
    /// What this person is asked now, if anything.
    pub asked: Option<Asked>,
    /// An open ballot: when it closes.
    pub closes: Option<Millis>,
    /// Where it is.
    pub sync: RecordSync,
}

/// What somebody is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asked {
    /// To vote.
    Vote,
    /// The committee: to decide at a gate.
    Gate,
    /// To take the next step.
    Next,
    /// To say how it turned out.
    Judge,
    /// To sign the covenant.
    Sign,
}

/// Asks for a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadTopic {
    /// The topic.
    pub topic: RecordId,
    /// Which comments with it.
    pub part: TalkPart,
}

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicView {
    /// As in the list.
    pub row: TopicRow,
    /// Text; empty of a hidden one, unless this person proposed it or is a steward.
    pub text: String,
    /// Photos and files; none of a hidden one, like the text.
    pub attached: Vec<AttachedView>,
    /// Why its title, text and photos are hidden, by whom and since when.
    pub hidden: Option<MarkView>,
    /// Which area it concerns; empty for the whole community.
    pub path: Vec<String>,
    /// Every step that was taken, oldest first.
    pub steps: Vec<StepView>,
    /// The ballots, newest first.
    pub ballots: Vec<BallotView>,
    /// The project.
    pub project: Option<ProjectView>,
    /// How the residents judge it: counts of 1 to 5 stars, and this person's.
    pub stars: [u32; 5],
    /// See `stars`.
    pub own_stars: Option<u8>,
    /// The covenant.
    pub covenant: Option<CovenantView>,
    /// Discussion.
    pub talk: TalkView,
    /// Whether this person supports it.
    pub is_supported: bool,
    /// Supporters it needs.
    pub needs: u16,
    /// What the proposal itself says it needs, where that is fewer: the rules at its place count.
    pub needs_said: Option<u16>,
    /// What this person may do now.
    pub may: Vec<TopicMay>,
    /// The rules.
    pub rules: Rules,
    /// Part of it was written by a newer release.
    pub needs_newer_app: bool,
}

/// What somebody may do with a topic now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TopicMay {
    /// Support it.
    Support,
    /// Comment.
    Comment,
    /// Pass or return it at a gate.
    Gate,
    /// Open a ballot.
    OpenBallot,
    /// Vote.
    Vote,
    /// Enter votes on paper.
    PaperVote,
    /// Say what the consultation came to and make a project of it.
    MakeProject,
    /// Report on the project.
    Report,
    /// Say that the project is done.
    Finish,
    /// Judge how it turned out.
    Judge,
    /// Close the evaluation with a summary.
    CloseEvaluation,
    /// Write the covenant.
    WriteCovenant,
    /// Settle a version of the covenant, to be signed.
    SettleCovenant,
    /// Sign the covenant.
    Sign,
    /// Take the topic back.
    Withdraw,
    /// Hide comments, and what was proposed.
    Hide,
}

/// A step that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepView {
    /// Where the topic stood after it.
    pub stage: Stage,
    /// What was done.
    pub what: StepWhat,
    /// The reason or summary.
    pub words: String,
    /// Who.
    pub by: Speaker,
    /// When.
    pub at: Millis,
    /// It has no effect: it was not possible where the topic stood.
    pub is_void: bool,
    /// Where it is.
    pub sync: RecordSync,
}

/// What a step was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum StepWhat {
    /// It was proposed.
    Proposed,
    /// Enough members support it.
    Supported,
    /// The committee let it pass.
    Passed,
    /// The committee returned it.
    Returned,
    /// It was taken back.
    Withdrawn,
    /// A ballot was opened.
    BallotOpened,
    /// A ballot was closed: its time was over.
    BallotClosed,
    /// The tellers say what a sealed ballot came to.
    Counted,
    /// A project was made of it.
    ProjectMade,
    /// A report on the project.
    Reported,
    /// The project is done.
    Finished,
    /// The evaluation was closed.
    Evaluated,
    /// A version of the covenant was settled.
    CovenantSettled,
    /// A step of a newer release.
    Newer,
}

/// A project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectView {
    /// What is done.
    pub words: String,
    /// Who answers for it.
    pub who: String,
    /// Until when.
    pub due: Option<Millis>,
    /// Its steps, with whether each is done.
    pub steps: Vec<(String, bool)>,
    /// Reports on it, oldest first.
    pub reports: Vec<ReportView>,
}

/// A report on a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportView {
    /// Who.
    pub by: Speaker,
    /// When.
    pub at: Millis,
    /// Words.
    pub words: String,
    /// Photos.
    pub attached: Vec<AttachedView>,
    /// The step that is done with it.
    pub done: Option<u16>,
    /// Where it is.
    pub sync: RecordSync,
}

/// A covenant.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CovenantView {
    /// The text as it is written now, of everybody who writes on it.
    pub text: String,
    /// Whether some of it is not with the relay yet.
    pub is_unsent: bool,
    /// Versions that were settled, newest first.
    pub versions: Vec<CovenantVersion>,
}

/// A settled version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CovenantVersion {
    /// Its number, 1 first.
    pub number: u16,
    /// The text.
    pub text: String,
    /// Who settled it.
    pub by: Speaker,
    /// When.
    pub at: Millis,
    /// Who signed it, by name.
    pub signed: Vec<(Speaker, Millis)>,
    /// Whether this person did.
    pub is_signed: bool,
}
