//! Who may do what with a ticket where it stands. One rule for the fold, for whoever is about to write a step, and for the
//! screen that offers it.
//!
//! The committee may handle every ticket. A handler may as long as they have it. The reporter alone says whether it is done.

use std::collections::BTreeSet;

use super::{Actor, HandState, Handler, Status, Step, StepContent, StepKind, Ticket, WhyVoid};
use crate::calendar::Millis;

/// As what somebody does a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// As the reporter.
    Reporter,
    /// As one of those who handle it.
    Handler(Handler),
    /// For the committee, which has an eye on every ticket.
    Committee,
    /// As somebody who only reads it, for a handler who does not have it.
    Reader(Option<Handler>),
}

impl By {
    /// For whom they act.
    #[must_use]
    pub const fn hand(self) -> Option<Handler> {
        match self {
            Self::Reporter => None,
            Self::Handler(handler) => Some(handler),
            Self::Committee => Some(Handler::Committee),
            Self::Reader(hand) => hand,
        }
    }

    /// Whether an answer of theirs is one of those who handle it.
    #[must_use]
    pub const fn is_handling(self) -> bool {
        matches!(self, Self::Handler(_) | Self::Committee)
    }

    /// Whether they act for the committee.
    #[must_use]
    pub const fn is_committee(self) -> bool {
        matches!(self, Self::Committee | Self::Handler(Handler::Committee))
    }
}

/// What is due next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Until when.
    pub at: Millis,
    /// Whether it is the first answer, not the result.
    pub is_answer: bool,
    /// Whether the time is over.
    pub is_over: bool,
}

impl Ticket {
    /// Whether somebody may write a step now, and as what.
    ///
    /// # Errors
    /// Why it would be void.
    pub fn allows(&self, actor: &Actor, content: &StepContent) -> Result<By, WhyVoid> {
        content.check().map_err(|_| WhyVoid::Unfit)?;
        let by = self.right(actor, content.step.kind())?;
        let says_nothing = content.words.trim().is_empty() && content.attached.is_empty();
        match &content.step {
            Step::Note if says_nothing => return Err(WhyVoid::NoReason),
            Step::Offline { card } if card.is_empty() => return Err(WhyVoid::NoReason),
            step if step.kind().needs_words() && content.words.trim().is_empty() => return Err(WhyVoid::NoReason),
            Step::Sent { to } if self.is_with(to) => return Err(WhyVoid::TooLate),
            Step::Accepted
            | Step::Note
            | Step::Sent { .. }
            | Step::Offline { .. }
            | Step::Returned
            | Step::Resolved
            | Step::Confirmed
            | Step::Reopened
            | Step::Rated { .. }
            | Step::Urged
            | Step::Withdrawn
            | Step::OpenedTo { .. } => {}
        }
        Ok(by)
    }

    /// What somebody may do now.
    #[must_use]
    pub fn may(&self, actor: &Actor) -> BTreeSet<StepKind> {
        StepKind::ALL.into_iter().filter(|kind| self.right(actor, *kind).is_ok()).collect()
    }

    /// Whether somebody speaks as the reporter; of a work thread the committee does.
    #[must_use]
    pub fn is_reporter(&self, actor: &Actor) -> bool {
        if self.is_thread { actor.is(Handler::Committee) } else { self.reporters.contains(&actor.member) }
    }

    /// Whether it waits for this person's hand: to be taken on, worked on, sent on.
    #[must_use]
    pub fn is_to_do_for(&self, actor: &Actor) -> bool {
        let has_it = self.hands.iter().any(|hand| hand.is_active() && actor.is(hand.handler));
        self.status.is_open() && (has_it || (self.status == Status::Returned && actor.is(Handler::Committee)))
    }

    /// What is due next; `None` when it is over or its category is unknown.
    #[must_use]
    pub fn due(&self, now: Millis) -> Option<Due> {
        let answer = self.answer_due.filter(|_| self.answered.is_none()).map(|at| (at, true));
        let done = self.done_due.map(|at| (at, false));
        let (at, is_answer) = [answer, done].into_iter().flatten().min_by_key(|(at, _)| *at)?;
        self.status.is_open().then_some(Due { at, is_answer, is_over: at < now })
    }

    /// Who has it now, the leading one first.
    pub fn active(&self) -> impl Iterator<Item = Handler> {
        let leads = self.hands.iter().filter(|hand| hand.is_active() && hand.is_lead);
        let others = self.hands.iter().filter(|hand| hand.is_active() && !hand.is_lead);
        leads.chain(others).map(|hand| hand.handler)
    }

    /// As what somebody may do a kind of step where the ticket stands.
    fn right(&self, actor: &Actor, kind: StepKind) -> Result<By, WhyVoid> {
        let by = match kind {
            StepKind::Note => return Ok(self.speaks_as(actor)),
            StepKind::Accepted | StepKind::Sent | StepKind::Offline | StepKind::Returned | StepKind::Resolved => {
                self.handles_as(actor, kind)?
            }
            StepKind::Confirmed | StepKind::Reopened | StepKind::Rated | StepKind::Withdrawn => {
                self.reports_as(actor).ok_or(WhyVoid::NotTheirs)?
            }
            StepKind::Urged => {
                let is_committee = actor.is(Handler::Committee);
                self.reports_as(actor).or(is_committee.then_some(By::Committee)).ok_or(WhyVoid::NotTheirs)?
            }
            StepKind::OpenedTo => {
                let is_committee = actor.is(Handler::Committee);
                is_committee.then_some(By::Committee).ok_or(WhyVoid::NotTheirs)?
            }
        };
        if self.needs_newer_app {
            return Err(WhyVoid::NewerAppNeeded);
        }
        if kind == StepKind::Rated && self.is_thread {
            return Err(WhyVoid::NotTheirs);
        }
        if self.makes_sense(by, kind) { Ok(by) } else { Err(WhyVoid::TooLate) }
    }

    /// Whether a kind of step makes sense where the ticket stands.
    fn makes_sense(&self, by: By, kind: StepKind) -> bool {
        match kind {
            StepKind::Accepted => {
                // Who has it takes it on once; the committee steps in where nobody has.
                let state = by.hand().and_then(|hand| self.state_of(hand));
                let is_taken_on = self.hands.iter().any(|hand| hand.state == HandState::Working);
                self.status.is_open() && (state == Some(HandState::Asked) || !is_taken_on)
            }
            StepKind::Sent | StepKind::Offline | StepKind::Returned | StepKind::Resolved => self.status.is_open(),
            StepKind::Urged | StepKind::Withdrawn => self.status.is_open(),
            StepKind::Confirmed => self.status == Status::Resolved,
            StepKind::Reopened | StepKind::Rated => matches!(self.status, Status::Resolved | Status::Confirmed),
            StepKind::Note | StepKind::OpenedTo => true,
        }
    }

    fn reports_as(&self, actor: &Actor) -> Option<By> {
        let as_reporter = if self.is_thread { By::Committee } else { By::Reporter };
        self.is_reporter(actor).then_some(as_reporter)
    }

    /// The handler for whom somebody acts who does what handlers do: one who has it, then the committee.
    fn handles_as(&self, actor: &Actor, kind: StepKind) -> Result<By, WhyVoid> {
        // A provider has no say in who else reads it, so they give it back instead of sending it on.
        let may = |handler: &Handler| match handler {
            Handler::Member(_) => kind != StepKind::Sent,
            // Who would get it back is the committee.
            Handler::Committee => kind != StepKind::Returned,
            Handler::GridWorkers | Handler::Property | Handler::Department(_) => true,
        };
        let mut has_it = self.active().filter(|handler| actor.is(*handler)).filter(may);
        if let Some(handler) = has_it.next() {
            return Ok(By::Handler(handler));
        }
        if actor.is(Handler::Committee) && kind != StepKind::Returned {
            return Ok(By::Committee);
        }
        let once_had_it = self.ever.iter().any(|handler| actor.is(*handler) && may(handler));
        Err(if once_had_it { WhyVoid::TooLate } else { WhyVoid::NotTheirs })
    }

    /// As what somebody's words count.
    fn speaks_as(&self, actor: &Actor) -> By {
        if let Some(handler) = self.active().find(|handler| actor.is(*handler)) {
            return By::Handler(handler);
        }
        if !self.is_thread && self.reporters.contains(&actor.member) {
            return By::Reporter;
        }
        if actor.is(Handler::Committee) {
            return By::Committee;
        }
        By::Reader(actor.hands.iter().copied().find(|handler| !matches!(handler, Handler::Member(_))))
    }

    /// Whether exactly these have it, led by the first.
    fn is_with(&self, to: &[Handler]) -> bool {
        let active: BTreeSet<Handler> = self.active().collect();
        self.active().next() == to.first().copied() && active == to.iter().copied().collect()
    }
}
