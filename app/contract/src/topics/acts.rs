//! Proposing, and what is done with a topic.

use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, RecordId};
use serde::{Deserialize, Serialize};

use super::{Rules, VoteBy};
use crate::photos::AttachedView;

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
    /// Hides a comment, or the topic's title, text and photos where the topic itself is named, with a reason; an empty reason shows it again.
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
