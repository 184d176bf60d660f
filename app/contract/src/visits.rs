//! Visits 走访: what happened at a door.

use linli_shared::ids::{AreaId, RecordId};
use serde::{Deserialize, Serialize};

pub use linli_shared::visits::Outcome;

use crate::households::Author;
use crate::sync::RecordSync;

/// Records a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordVisit {
    /// The door.
    pub door: AreaId,
    /// What happened.
    pub outcome: Outcome,
    /// A note, at most 500 characters; empty for none.
    pub note: String,
    /// The day to come again, `YYYY-MM-DD`.
    pub next_visit: Option<String>,
}

/// Takes an own visit back; it stays in the log, marked withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithdrawVisit {
    /// The visit.
    pub visit: RecordId,
}

/// One visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitView {
    /// The fact.
    pub id: RecordId,
    /// What happened.
    pub outcome: Outcome,
    /// The note.
    pub note: String,
    /// The day to come again.
    pub next_visit: Option<String>,
    /// Who and when.
    pub by: Author,
    /// Taken back by its author.
    pub is_withdrawn: bool,
    /// Where it is.
    pub sync: RecordSync,
}
