//! The contents of visit facts.

use linli_shared::calendar::Date;
use linli_shared::cbor;
use linli_shared::ids::AreaId;
use linli_shared::visits::Outcome;

/// The longest note, in characters.
pub const NOTE_LENGTH: usize = 500;

/// What is written of a visit.
#[derive(Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct VisitFact {
    /// Version of the fact, 1.
    #[n(0)]
    version: u8,
    /// The door.
    #[n(1)]
    pub door: AreaId,
    /// What happened.
    #[n(2)]
    pub outcome: Outcome,
    /// A note; may be empty.
    #[n(3)]
    pub note: String,
    /// The day to come again, `YYYY-MM-DD`.
    #[n(4)]
    pub next: Option<String>,
    /// Device time in seconds.
    #[n(5)]
    pub seconds: i64,
}

/// What is written of a visit that its author takes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub struct WithdrawalFact {
    /// Version of the fact, 1.
    #[n(0)]
    version: u8,
    /// Device time in seconds.
    #[n(1)]
    pub seconds: i64,
}

/// Not a fact of this release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a visit fact of this release")]
pub struct NotAFact;

impl VisitFact {
    /// A fact, if its note and date can stand.
    ///
    /// # Errors
    /// [`NotAFact`] for a note that is too long or a date the calendar does not have.
    pub fn new(
        door: AreaId,
        outcome: Outcome,
        note: String,
        next: Option<String>,
        seconds: i64,
    ) -> Result<Self, NotAFact> {
        let fact = Self { version: 1, door, outcome, note, next, seconds };
        if fact.can_stand() { Ok(fact) } else { Err(NotAFact) }
    }

    fn can_stand(&self) -> bool {
        let is_note = self.note.chars().count() <= NOTE_LENGTH
            && self.note.chars().all(|letter| !letter.is_control() || letter == '\n');
        let is_day = self.next.as_deref().is_none_or(|day| Date::parse(day).is_some());
        self.version == 1 && is_note && is_day
    }

    /// The content of the entry's body.
    #[must_use]
    pub fn to_content(&self) -> Vec<u8> {
        cbor::to_vec(self)
    }

    /// Reads the content of an entry's body.
    ///
    /// # Errors
    /// [`NotAFact`].
    pub fn from_content(content: &[u8]) -> Result<Self, NotAFact> {
        cbor::from_slice::<Self>(content).ok().filter(Self::can_stand).ok_or(NotAFact)
    }
}

impl core::fmt::Debug for VisitFact {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("VisitFact").field("door", &self.door).field("outcome", &self.outcome).finish_non_exhaustive()
    }
}

impl WithdrawalFact {
    /// A withdrawal at a moment.
    #[must_use]
    pub const fn new(seconds: i64) -> Self {
        Self { version: 1, seconds }
    }

    /// The content of the entry's body.
    #[must_use]
    pub fn to_content(&self) -> Vec<u8> {
        cbor::to_vec(self)
    }

    /// Reads the content of an entry's body.
    ///
    /// # Errors
    /// [`NotAFact`].
    pub fn from_content(content: &[u8]) -> Result<Self, NotAFact> {
        cbor::from_slice::<Self>(content).ok().filter(|fact| fact.version == 1).ok_or(NotAFact)
    }
}
