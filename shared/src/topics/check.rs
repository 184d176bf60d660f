//! Bounds of what topics, steps, sayings and votes may hold. Whether a step makes sense where its topic stands is the fold's
//! matter, also whether it says why.

use super::{
    BallotContent, HallRules, PaperVoteContent, Saying, Step, TopicContent, TopicSaid, TopicStep, VoteContent,
};
use crate::fit::{Unfit, attached, distinct, line, lines, said};

/// The longest title, in characters.
pub const TITLE: usize = 60;
/// The longest text, in characters.
pub const TEXT: usize = 4_000;
/// The longest reason, report or summary, in characters.
pub const REASON: usize = 2_000;
/// The longest comment, in characters.
pub const COMMENT: usize = 1_000;
/// The longest question of a ballot, in characters.
pub const QUESTION: usize = 200;
/// The longest choice of a ballot, in characters.
pub const ANSWER: usize = 60;
/// The most choices of a ballot.
pub const CHOICES: usize = 12;
/// The longest name of who answers for a project, in characters.
pub const WHO: usize = 60;
/// The most parts of a project.
pub const PROJECT_STEPS: usize = 20;
/// The longest part of a project, in characters.
pub const PROJECT_STEP: usize = 100;
/// The longest covenant, in characters.
pub const COVENANT: usize = 8_000;
/// The longest grace, in hours.
const GRACE: u16 = 24 * 30;
/// The most days that rules may name.
const DAYS: u16 = 366;

fn number(fits: bool) -> Result<(), Unfit> {
    if fits { Ok(()) } else { Err(Unfit::Number) }
}

impl TopicContent {
    /// Whether it may be said: it has a title and a text.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        said(&self.title, TITLE)?;
        lines(&self.text, TEXT)?;
        if self.text.trim().is_empty() {
            return Err(Unfit::NoWords);
        }
        attached(&self.attached)
    }
}

impl BallotContent {
    /// Whether it may be opened: a question, two different choices at least.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        said(&self.question, QUESTION)?;
        distinct(self.choices.iter().map(|choice| choice.trim()), 2..=CHOICES)?;
        self.choices.iter().try_for_each(|choice| said(choice, ANSWER))?;
        number(self.grace_hours <= GRACE)
    }
}

impl TopicStep {
    /// Whether it may be said.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        lines(&self.words, REASON)?;
        attached(&self.attached)?;
        match &self.step {
            Step::BallotOpened(ballot) => ballot.check(),
            Step::Counted { counts, .. } => {
                if (2..=CHOICES).contains(&counts.len()) {
                    Ok(())
                } else {
                    Err(Unfit::Count)
                }
            }
            Step::ProjectMade { who, steps, .. } => {
                line(who, WHO)?;
                if steps.len() > PROJECT_STEPS {
                    return Err(Unfit::Count);
                }
                steps.iter().try_for_each(|step| said(step, PROJECT_STEP))
            }
            Step::CovenantSettled { text } => {
                lines(text, COVENANT)?;
                if text.trim().is_empty() { Err(Unfit::NoWords) } else { Ok(()) }
            }
            Step::Passed { .. }
            | Step::Returned { .. }
            | Step::Withdrawn
            | Step::Reported { .. }
            | Step::Finished
            | Step::Evaluated { .. }
            | Step::Hidden { .. } => Ok(()),
        }
    }
}

impl TopicSaid {
    /// Whether it may be said.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        match &self.said {
            Saying::Comment { words, .. } => {
                lines(words, COMMENT)?;
                if words.trim().is_empty() { Err(Unfit::NoWords) } else { Ok(()) }
            }
            Saying::Judged { stars, words } => {
                number((1..=5).contains(stars))?;
                lines(words, COMMENT)
            }
            Saying::Support(_) | Saying::TakenBack { .. } | Saying::Signed { .. } => Ok(()),
        }
    }
}

impl VoteContent {
    /// Whether it may be said; which choices there are, its ballot tells.
    ///
    /// # Errors
    /// None for now.
    pub const fn check(&self) -> Result<(), Unfit> {
        Ok(())
    }
}

impl PaperVoteContent {
    /// Whether it may be said; which choices there are, its ballot tells.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        attached(&self.attached)
    }
}

impl HallRules {
    /// Whether they may stand.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        lines(&self.text, TEXT)?;
        number((1..=DAYS).contains(&self.answer_days))?;
        number((1..=DAYS).contains(&self.ballot_days))?;
        number(self.grace_hours <= GRACE)
    }
}
