//! Kinds of steps: what a right and a button are about.

use super::Step;

/// What kind of step one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// [`Step::Accepted`].
    Accepted,
    /// [`Step::Note`].
    Note,
    /// [`Step::Sent`].
    Sent,
    /// [`Step::Offline`].
    Offline,
    /// [`Step::Returned`].
    Returned,
    /// [`Step::Resolved`].
    Resolved,
    /// [`Step::Confirmed`].
    Confirmed,
    /// [`Step::Reopened`].
    Reopened,
    /// [`Step::Rated`].
    Rated,
    /// [`Step::Urged`].
    Urged,
    /// [`Step::Withdrawn`].
    Withdrawn,
    /// [`Step::OpenedTo`].
    OpenedTo,
}

impl StepKind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::Accepted,
        Self::Note,
        Self::Sent,
        Self::Offline,
        Self::Returned,
        Self::Resolved,
        Self::Confirmed,
        Self::Reopened,
        Self::Rated,
        Self::Urged,
        Self::Withdrawn,
        Self::OpenedTo,
    ];

    /// Whether a step of this kind says a reason or result in words.
    #[must_use]
    pub const fn needs_words(self) -> bool {
        matches!(self, Self::Returned | Self::Resolved | Self::Reopened | Self::OpenedTo)
    }
}

impl Step {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::Accepted => StepKind::Accepted,
            Self::Note => StepKind::Note,
            Self::Sent { .. } => StepKind::Sent,
            Self::Offline { .. } => StepKind::Offline,
            Self::Returned => StepKind::Returned,
            Self::Resolved => StepKind::Resolved,
            Self::Confirmed => StepKind::Confirmed,
            Self::Reopened => StepKind::Reopened,
            Self::Rated { .. } => StepKind::Rated,
            Self::Urged => StepKind::Urged,
            Self::Withdrawn => StepKind::Withdrawn,
            Self::OpenedTo { .. } => StepKind::OpenedTo,
        }
    }
}
