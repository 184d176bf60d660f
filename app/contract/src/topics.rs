//! The council hall 议事厅: topics in seven steps, ballots that anybody can recount, projects, covenants.

use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, RecordId};
pub use linli_shared::topics::{Stage, VoteBy, WhyNot};
use serde::{Deserialize, Serialize};

use crate::photos::AttachedView;
use crate::posts::{CommentView, Speaker};
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
    /// Title.
    pub title: String,
    /// The beginning of its text.
    pub excerpt: String,
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
}

/// A topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicView {
    /// As in the list.
    pub row: TopicRow,
    /// Text.
    pub text: String,
    /// Photos and files.
    pub attached: Vec<AttachedView>,
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
    /// Discussion, oldest first.
    pub comments: Vec<CommentView>,
    /// Whether this person supports it.
    pub is_supported: bool,
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
    /// Hide comments.
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
    /// It is over.
    pub is_closed: bool,
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
    /// What was chosen.
    pub choice: u16,
    /// When.
    pub at: Millis,
    /// It was entered from paper.
    pub is_paper: bool,
    /// Why it does not count; `None` if it does, or waits.
    pub why_not: Option<WhyNot>,
    /// Where it is.
    pub sync: RecordSync,
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

/// A proposal as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TopicForm {
    /// Title.
    pub title: String,
    /// Text: what is the matter, what is wished.
    pub text: String,
    /// Which area it concerns; `None` for the whole community.
    pub area: Option<AreaId>,
    /// Photos and files that were kept.
    pub attached: Vec<BlobId>,
}

/// Opens the form of a proposal, with the draft if there is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenTopicForm;

/// What the form begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TopicFormView {
    /// What was typed so far.
    pub form: TopicForm,
    /// Its photos that are here.
    pub attached: Vec<AttachedView>,
    /// Areas it can be about: the community, the own building.
    pub areas: Vec<(AreaId, Vec<String>)>,
    /// The rules.
    pub rules: Rules,
}

/// Keeps what is typed; an empty form drops the draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveTopicDraft(pub TopicForm);

/// Proposes a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Propose(pub TopicForm);

/// Sets the rules of the hall.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetRules(pub Rules);

/// Does something with a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoTopic {
    /// The topic.
    pub topic: RecordId,
    /// What.
    pub act: TopicAct,
}

/// What can be done with a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TopicAct {
    /// Supports it, or no longer.
    Support(bool),
    /// Says something.
    Comment {
        /// Words.
        words: String,
        /// The comment it answers.
        reply_to: Option<RecordId>,
    },
    /// Takes an own comment back.
    TakeBack(RecordId),
    /// Hides a comment, with a reason; an empty reason shows it again.
    Hide(RecordId, String),
    /// Lets it pass the gate it stands before, or returns it; always with a reason.
    Gate {
        /// Whether it passes.
        passes: bool,
        /// Why.
        reason: String,
    },
    /// Opens a ballot.
    OpenBallot {
        /// What is asked.
        question: String,
        /// What can be chosen, two at least.
        choices: Vec<String>,
        /// Who has a vote.
        by: VoteBy,
        /// Sealed to the tellers.
        is_secret: bool,
        /// When it closes.
        closes: Millis,
    },
    /// Votes; again, to choose otherwise.
    Vote {
        /// The ballot.
        ballot: u16,
        /// The choice.
        choice: u16,
    },
    /// Enters a vote from paper.
    PaperVote {
        /// The ballot.
        ballot: u16,
        /// The door whose household voted.
        door: AreaId,
        /// The choice.
        choice: u16,
        /// A photo of the paper.
        attached: Vec<BlobId>,
    },
    /// The tellers say what a sealed ballot came to: this device counts it.
    TellCount {
        /// The ballot.
        ballot: u16,
    },
    /// Makes a project of it, with what the consultation came to.
    MakeProject {
        /// What the consultation came to, and what is done.
        words: String,
        /// Who answers for it.
        who: String,
        /// Until when.
        due: Option<Millis>,
        /// Steps.
        steps: Vec<String>,
    },
    /// Reports on the project.
    Report {
        /// Words.
        words: String,
        /// Photos that were kept.
        attached: Vec<BlobId>,
        /// The step that is done.
        done: Option<u16>,
    },
    /// The project is done.
    Finish(String),
    /// Judges how it turned out: 1 to 5 stars.
    Judge {
        /// Stars.
        stars: u8,
        /// Words; may be empty.
        words: String,
    },
    /// Closes the evaluation with a summary; a covenant follows, or nothing more.
    CloseEvaluation {
        /// What it came to.
        summary: String,
        /// Whether a covenant is written.
        wants_covenant: bool,
    },
    /// Writes the covenant: the whole text as it is now.
    WriteCovenant {
        /// The text this person began from.
        from: String,
        /// What they made of it.
        text: String,
    },
    /// Settles the text as a version to be signed.
    SettleCovenant(String),
    /// Signs a version.
    Sign(u16),
    /// Takes the topic back, with a reason.
    Withdraw(String),
}

/// Asks for a recount of a ballot on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recount {
    /// The topic.
    pub topic: RecordId,
    /// The ballot.
    pub ballot: u16,
}

/// A recount: every vote that is here, what it says, and whether it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecountView {
    /// The ballot as this device counts it.
    pub ballot: BallotView,
    /// Every vote, by building and door or by name, those that do not count last. Of a sealed ballot only its tellers see any.
    pub votes: Vec<VoteLine>,
    /// A number over every vote in the order of the log, as 16 hexadecimal digits: two devices that counted the same show the same.
    pub seal: String,
    /// Whether this device has every entry the relay gave a place so far; if not, more votes may come.
    pub is_complete: bool,
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
