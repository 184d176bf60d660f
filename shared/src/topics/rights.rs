//! Who may take which step of a topic, and where it has to stand. One table for the fold, for whoever is about to write a
//! step, and for the screen that offers it.
//!
//! The committee keeps the gates, opens ballots and says what they came to. The proposer may turn the consultation into a
//! project, report on it, settle the covenant, and take the topic back while it is only talked about.

use std::collections::BTreeSet;

use super::{Stage, Step, Topic, TopicStep};
use crate::calendar::Millis;
use crate::ids::MemberId;
use crate::square::Standing;

/// The longest a ballot may be open, counted from the relay time of its opening: a year and a day.
const LONGEST_BALLOT: i64 = 366 * 86_400_000;

/// What a step is, without what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// Lets it pass a gate.
    Pass,
    /// Returns it at a gate.
    Return,
    /// Takes it back.
    Withdraw,
    /// Opens a ballot.
    OpenBallot,
    /// Says what a sealed ballot came to.
    TellCount,
    /// Makes a project of it.
    MakeProject,
    /// Reports on the project.
    Report,
    /// Says that the project is done.
    Finish,
    /// Closes the evaluation.
    Evaluate,
    /// Settles the covenant.
    Settle,
    /// Hides a comment or what was proposed, or shows it again.
    Hide,
}

/// Why a step has no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum WhyVoid {
    /// The topic did not stand where this can be done.
    #[error("the topic does not stand there")]
    NotNow,
    /// The topic was over.
    #[error("the topic is over")]
    Over,
    /// It is not for its author to do.
    #[error("it is not for its author to do")]
    NotTheirs,
    /// It does not say why.
    #[error("it does not say why")]
    NoReason,
    /// A ballot was open, which has to end first.
    #[error("a ballot is open")]
    BallotOpen,
    /// A ballot that would be closed before it is opened.
    #[error("it would close before it opens")]
    ClosesTooEarly,
    /// There is no such ballot, comment or part.
    #[error("what it speaks of is not there")]
    NoSuch,
    /// It breaks a bound.
    #[error("it breaks a bound")]
    Unfit,
}

/// A row of the table.
struct Row {
    kind: StepKind,
    /// Empty: wherever it stands, also when it is over.
    stages: &'static [Stage],
    committee: bool,
    proposer: bool,
    needs_reason: bool,
}

const TABLE: &[Row] = {
    use Stage as S;
    use StepKind as K;
    const fn row(
        kind: StepKind,
        stages: &'static [Stage],
        (committee, proposer): (bool, bool),
        needs_reason: bool,
    ) -> Row {
        Row { kind, stages, committee, proposer, needs_reason }
    }
    const COMMITTEE: (bool, bool) = (true, false);
    const PROPOSER: (bool, bool) = (false, true);
    const BOTH: (bool, bool) = (true, true);
    &[
        row(K::Pass, &[S::Screened, S::Project], COMMITTEE, true),
        row(K::Return, &[S::Screened, S::Project], COMMITTEE, true),
        row(K::Withdraw, &[S::Proposed, S::Screened, S::Consulted], PROPOSER, true),
        row(K::OpenBallot, &[S::Consulted], COMMITTEE, false),
        row(K::TellCount, &[], COMMITTEE, false),
        row(K::MakeProject, &[S::Consulted], BOTH, true),
        row(K::Report, &[S::CarriedOut], BOTH, true),
        row(K::Finish, &[S::CarriedOut], COMMITTEE, true),
        row(K::Evaluate, &[S::Evaluated], COMMITTEE, true),
        row(K::Settle, &[S::Covenant], BOTH, false),
        row(K::Hide, &[], COMMITTEE, false),
    ]
};

impl StepKind {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Pass,
        Self::Return,
        Self::Withdraw,
        Self::OpenBallot,
        Self::TellCount,
        Self::MakeProject,
        Self::Report,
        Self::Finish,
        Self::Evaluate,
        Self::Settle,
        Self::Hide,
    ];

    fn row(self) -> Option<&'static Row> {
        TABLE.iter().find(|row| row.kind == self)
    }
}

impl Step {
    /// What it is.
    #[must_use]
    pub const fn kind(&self) -> StepKind {
        match self {
            Self::Passed { .. } => StepKind::Pass,
            Self::Returned { .. } => StepKind::Return,
            Self::Withdrawn => StepKind::Withdraw,
            Self::BallotOpened(_) => StepKind::OpenBallot,
            Self::Counted { .. } => StepKind::TellCount,
            Self::ProjectMade { .. } => StepKind::MakeProject,
            Self::Reported { .. } => StepKind::Report,
            Self::Finished => StepKind::Finish,
            Self::Evaluated { .. } => StepKind::Evaluate,
            Self::CovenantSettled { .. } => StepKind::Settle,
            Self::Hidden { .. } => StepKind::Hide,
        }
    }
}

impl Topic {
    /// Whether somebody may take a kind of step now.
    ///
    /// # Errors
    /// Why it would be void.
    pub fn right(&self, by: MemberId, standing: Standing, kind: StepKind, time: Millis) -> Result<(), WhyVoid> {
        let row = kind.row().ok_or(WhyVoid::NotTheirs)?;
        let is_theirs = (row.committee && standing.has(Standing::STEWARD)) || (row.proposer && by == self.by);
        if !is_theirs {
            return Err(WhyVoid::NotTheirs);
        }
        if !row.stages.is_empty() {
            if self.end.is_some() {
                return Err(WhyVoid::Over);
            }
            if !row.stages.contains(&self.stage) {
                return Err(WhyVoid::NotNow);
            }
        }
        let ends_talk = matches!(kind, StepKind::MakeProject | StepKind::Withdraw);
        if ends_talk && self.ballots.iter().any(|ballot| ballot.is_taking(time)) {
            return Err(WhyVoid::BallotOpen);
        }
        Ok(())
    }

    /// Whether somebody may take a step now, as it is.
    ///
    /// # Errors
    /// Why it would be void.
    pub fn allows(&self, by: MemberId, standing: Standing, step: &TopicStep, time: Millis) -> Result<(), WhyVoid> {
        step.check().map_err(|_| WhyVoid::Unfit)?;
        let kind = step.step.kind();
        self.right(by, standing, kind, time)?;
        let is_wordless = step.words.trim().is_empty();
        if is_wordless && kind.row().is_some_and(|row| row.needs_reason) {
            return Err(WhyVoid::NoReason);
        }
        let is_there = match &step.step {
            Step::Passed { gate } | Step::Returned { gate } if *gate != self.stage => return Err(WhyVoid::NotNow),
            Step::BallotOpened(ballot) if ballot.closes <= time => return Err(WhyVoid::ClosesTooEarly),
            // While it is open nothing else goes on.
            Step::BallotOpened(ballot) if ballot.closes > time.plus(LONGEST_BALLOT) => return Err(WhyVoid::Unfit),
            Step::Counted { ballot, counts, roll, .. } => {
                let ballot = self.ballots.iter().find(|known| known.id == *ballot).ok_or(WhyVoid::NoSuch)?;
                if ballot.is_taking(time) {
                    return Err(WhyVoid::BallotOpen);
                }
                let votes: u64 = counts.iter().map(|count| u64::from(*count)).sum();
                if votes > u64::from(*roll) {
                    return Err(WhyVoid::Unfit);
                }
                ballot.content.is_secret && counts.len() == ballot.content.choices.len()
            }
            Step::Reported { done: Some(part) } => {
                self.project.as_ref().is_some_and(|project| usize::from(*part) < project.steps.len())
            }
            Step::Hidden { comment } => {
                *comment == self.record || self.comments.iter().any(|known| known.id == *comment)
            }
            Step::Passed { .. }
            | Step::Returned { .. }
            | Step::Withdrawn
            | Step::BallotOpened(_)
            | Step::ProjectMade { .. }
            | Step::Reported { done: None }
            | Step::Finished
            | Step::Evaluated { .. }
            | Step::CovenantSettled { .. } => true,
        };
        if is_there { Ok(()) } else { Err(WhyVoid::NoSuch) }
    }

    /// What somebody may do now.
    #[must_use]
    pub fn may(&self, by: MemberId, standing: Standing, time: Millis) -> BTreeSet<StepKind> {
        StepKind::ALL.into_iter().filter(|kind| self.right(by, standing, *kind, time).is_ok()).collect()
    }

    /// Whether members may support it now; its proposer does by proposing.
    #[must_use]
    pub fn takes_support(&self, by: MemberId) -> bool {
        self.end.is_none() && matches!(self.stage, Stage::Proposed | Stage::Screened) && by != self.by
    }

    /// Whether members may judge now how it turned out.
    #[must_use]
    pub const fn takes_stars(&self) -> bool {
        self.end.is_none() && matches!(self.stage, Stage::Evaluated)
    }

    /// Whether members may write on its covenant now.
    #[must_use]
    pub const fn takes_covenant(&self) -> bool {
        self.end.is_none() && matches!(self.stage, Stage::Covenant)
    }
}
