//! Votes from paper: who votes at a door.

use linli_shared::ids::{AreaId, RecordId};
use serde::{Deserialize, Serialize};

use crate::posts::Speaker;

/// Asks who votes at a door, before its vote is entered from paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPaperDoor {
    /// The topic.
    pub topic: RecordId,
    /// The ballot.
    pub ballot: u16,
    /// The door.
    pub door: AreaId,
}

/// Who votes at a door, as far as whoever enters its vote may know.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PaperDoorView {
    /// Its households; empty where this device does not keep the register.
    pub homes: Vec<PaperHome>,
    /// Who voted for it themselves: a paper counts no more.
    pub voted: Vec<Speaker>,
    /// A paper was entered for it: a further one takes its place.
    pub has_paper: bool,
}

/// A household at a door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperHome {
    /// The names of its people, the householder first.
    pub people: Vec<String>,
    /// Who had its vote when the ballot opened; `None` where it votes on paper only.
    pub seat: Option<Speaker>,
}
