//! The rights of the person (PIPL art. 44–47): one's own record, wishes about it, erasure, and who has seen it.

use linli_shared::calendar::Millis;
use linli_shared::households::Field;
use linli_shared::ids::{PersonId, RecordId};
use serde::{Deserialize, Serialize};

use crate::households::Edit;

/// Asks for the own record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadMyRecord;

/// The own record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyRecordView {
    /// The households this person belongs to.
    pub homes: Vec<ExtractView>,
}

/// What a member may read of a household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtractView {
    /// The household.
    pub household: RecordId,
    /// Building, stair, door.
    pub path: Vec<String>,
    /// The extract; `None` until somebody who keeps the register has made it.
    pub extract: Option<Extract>,
    /// Own wishes about it, newest first.
    pub wishes: Vec<WishView>,
    /// Whether this person holds the seat.
    pub has_seat: bool,
    /// Part of it was written by a newer release and is not shown.
    #[serde(default)]
    pub needs_newer_app: bool,
}

/// An extract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extract {
    /// When it was made, by the clock of the device that made it; `None` if that is not known.
    pub made: Option<Millis>,
    /// The home's fields.
    pub home: Vec<ExtractField>,
    /// The people.
    pub people: Vec<ExtractPerson>,
    /// Who was shown what, newest first.
    pub trail: Vec<TrailLine>,
}

/// One field of an extract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtractField {
    /// The field.
    pub field: Field,
    /// Its value as the register keeps it (a code where the field has codes).
    pub value: String,
    /// When it was written, device time in seconds.
    pub written: i64,
}

/// One person of an extract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtractPerson {
    /// The person.
    pub person: PersonId,
    /// Fields.
    pub fields: Vec<ExtractField>,
    /// The ID number in full; the screen masks it until asked.
    pub id_number: Option<String>,
}

/// One line of the read trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailLine {
    /// Who, by name; `None` if not known here.
    pub by: Option<String>,
    /// What.
    pub what: ShownWhat,
    /// When, by their device's clock, seconds.
    pub at: i64,
}

/// What somebody was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShownWhat {
    /// An ID number in full.
    IdNumber,
    /// The household's page was opened.
    Opened,
    /// It was in an exported list or package.
    Exported,
}

/// Asks for the read trail of a household, for the committee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadTrail {
    /// The household.
    pub household: RecordId,
}

/// Sends a wish about the own record to those who keep the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Propose {
    /// The household.
    pub household: RecordId,
    /// The wish.
    pub wish: RecordWish,
    /// In words, at most 200 characters.
    pub words: String,
}

/// A wish about a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecordWish {
    /// A fresh extract.
    Fresh,
    /// These values are wrong.
    Correct(Vec<Edit>),
    /// These people, or with none the whole household, are to be erased.
    Erase(Vec<PersonId>),
}

/// An own wish and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WishView {
    /// Its id.
    pub proposal: RecordId,
    /// The wish.
    pub wish: RecordWish,
    /// In words.
    pub words: String,
    /// When, by this device's clock, seconds.
    pub at: i64,
    /// What became of it.
    pub answer: Option<WishAnswer>,
}

/// What became of a wish.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WishAnswer {
    /// Whether it was done.
    pub is_done: bool,
    /// In words.
    pub words: String,
}

/// A wish as those see it who keep the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalView {
    /// Its id.
    pub proposal: RecordId,
    /// Who wishes it.
    pub by: Option<String>,
    /// The household.
    pub household: RecordId,
    /// Building, stair, door.
    pub path: Vec<String>,
    /// The wish.
    pub wish: RecordWish,
    /// For each corrected value, what stands now, in the order of the edits.
    pub stands: Vec<Option<String>>,
    /// Names of the people it speaks of.
    pub people: Vec<(PersonId, String)>,
    /// In words.
    pub words: String,
    /// When, by the member's clock, seconds.
    pub at: i64,
    /// It was written by a newer release; it can be declined here, not done.
    #[serde(default)]
    pub needs_newer_app: bool,
}

/// Answers a wish. Done: a correction is written, an erasure carried out (by stewards only), a fresh extract made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerProposal {
    /// The wish.
    pub proposal: RecordId,
    /// Whether it is done.
    pub is_done: bool,
    /// In words, at most 200 characters.
    pub words: String,
}

/// Erases people of a household for good, or the whole household; a steward's act without undo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EraseRecord {
    /// The household.
    pub household: RecordId,
    /// The people; empty for the whole household.
    pub people: Vec<PersonId>,
}
