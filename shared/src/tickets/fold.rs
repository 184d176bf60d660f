//! The state of a ticket (DESIGN §7): a pure fold over its steps in the relay's order.
//!
//! **Invariant:** any order of delivery folds to the state of the relay's order, because the caller sorts by place first
//! ([`Placed::sort`]).
//! **Invariant:** a step that may not follow from the state it meets is void and changes nothing; it keeps its place in the
//! list, with the reason.
//! **Invariant:** while somebody has the ticket, one of them leads.

use std::collections::BTreeSet;

use super::rights::By;
use super::{
    CaseContent, Category, CommunityTables, FoldedStep, Hand, HandState, Handler, Level, MAX_ASKED, Placed, Status,
    Step, StepContent, StepKind, Ticket, VERSION,
};
use crate::calendar::Millis;
use crate::ids::MemberId;

/// Folds a ticket. `reported` is the relay's time of the case (the device's own while it has no place), `reporter` who wrote
/// it, `steps` in the order of places with own unconfirmed ones last.
#[must_use]
pub fn fold(
    case: &CaseContent,
    reporter: MemberId,
    reported: Millis,
    steps: &[Placed],
    tables: &CommunityTables,
) -> Ticket {
    let mut ticket = Ticket::begin(case, reporter, reported, tables);
    steps.iter().for_each(|placed| ticket.push(placed.clone(), tables));
    ticket
}

fn later(from: Millis, hours: u32) -> Millis {
    from.plus(i64::from(hours) * 3_600_000)
}

impl Ticket {
    /// The ticket before its first step.
    #[must_use]
    pub fn begin(case: &CaseContent, reporter: MemberId, reported: Millis, tables: &CommunityTables) -> Self {
        let category: Option<&Category> = tables.category(&case.category);
        let is_thread = case.thread_of.is_some();
        let reporters =
            if is_thread { BTreeSet::new() } else { case.for_member.into_iter().chain([reporter]).collect() };
        let mut ticket = Self {
            status: Status::Submitted,
            level: Level::Neighbours,
            hands: Vec::new(),
            steps: Vec::new(),
            reporters,
            is_thread,
            reported,
            answered: None,
            resolved: None,
            confirmed: None,
            answer_due: category.map(|category| later(reported, category.answer_hours)),
            done_due: category.map(|category| later(reported, category.done_hours)),
            rating: None,
            urged: 0,
            card: None,
            opened_to: Vec::new(),
            needs_newer_app: case.version > VERSION,
            ever: BTreeSet::new(),
            resolvers: Vec::new(),
            done_hours: category.map(|category| category.done_hours),
        };
        let first = case.sent_to.get(..MAX_ASKED).unwrap_or(&case.sent_to);
        ticket.ask(if first.is_empty() { &[Handler::Committee] } else { first }, reported, tables);
        ticket
    }

    /// Takes in the next step.
    pub fn push(&mut self, placed: Placed, tables: &CommunityTables) {
        let content = placed.content.as_ref().filter(|content| content.version <= VERSION);
        let judged = content.map(|content| self.allows(&placed.actor, content));
        let (hand, void) = match (content, judged) {
            (Some(content), Some(Ok(by))) => {
                self.apply(content, by, placed.time, tables);
                (by.hand(), None)
            }
            (_, Some(Err(why))) => (None, Some(why)),
            (Some(_) | None, None) | (None, Some(Ok(_))) => {
                self.needs_newer_app = true;
                (None, None)
            }
        };
        self.steps.push(FoldedStep { placed, hand, status: self.status, void });
    }

    fn apply(&mut self, content: &StepContent, by: By, time: Millis, tables: &CommunityTables) {
        let is_answer = matches!(
            content.step.kind(),
            StepKind::Accepted
                | StepKind::Note
                | StepKind::Sent
                | StepKind::Offline
                | StepKind::Returned
                | StepKind::Resolved
        );
        if by.is_handling() && is_answer {
            self.answered.get_or_insert(time);
            self.urged = 0;
        }
        match &content.step {
            Step::Accepted => {
                self.work(by, time);
                if matches!(self.status, Status::Submitted | Status::Sent | Status::Returned | Status::Reopened) {
                    self.status = Status::Accepted;
                }
            }
            Step::Note => {
                let is_working = by.hand().is_some_and(|hand| self.state_of(hand) == Some(HandState::Working));
                if self.status == Status::Accepted && is_working {
                    self.status = Status::InProgress;
                }
            }
            Step::Sent { to } => self.send(by, to, time, tables),
            Step::Offline { card } => {
                self.work(by, time);
                self.card = Some(card.clone());
                self.status = Status::Offline;
            }
            Step::Returned => self.give_back(by, time),
            Step::Resolved => self.resolve(by, time),
            Step::Confirmed => {
                self.status = Status::Confirmed;
                self.confirmed = Some(time);
            }
            Step::Reopened => self.reopen(time, tables),
            Step::Rated { stars } => self.rating = Some(*stars),
            Step::Urged => self.urged = self.urged.saturating_add(1),
            Step::Withdrawn => {
                self.release(|_| true, time);
                self.card = None;
                self.status = Status::Withdrawn;
            }
            Step::OpenedTo { to } => {
                if !self.opened_to.contains(to) {
                    self.opened_to.push(*to);
                }
            }
        }
    }

    fn send(&mut self, by: By, to: &[Handler], time: Millis, tables: &CommunityTables) {
        let sender = by.hand();
        let was_lead = self.hands.iter().any(|hand| Some(hand.handler) == sender && hand.is_lead);
        if by.is_committee() {
            self.release(|handler| !to.contains(&handler), time);
        } else {
            self.release(|handler| Some(handler) == sender && !to.contains(&handler), time);
        }
        let led = self.hands.iter().find(|hand| hand.is_lead && hand.is_active()).map(|hand| hand.handler);
        self.ask(to, time, tables);
        if !by.is_committee() && !was_lead {
            self.lead(led);
        }
        let is_taken_on = self.hands.iter().any(|hand| hand.state == HandState::Working);
        self.card = self.card.take().filter(|_| is_taken_on);
        let stays = is_taken_on && matches!(self.status, Status::Accepted | Status::InProgress | Status::Offline);
        self.status = if stays { self.status } else { Status::Sent };
    }

    fn give_back(&mut self, by: By, time: Millis) {
        let Some(handler) = by.hand() else { return };
        self.set(handler, HandState::Returned, time);
        self.lead(None);
        self.without_one();
    }

    /// Where it stands once one of those who had it no longer has.
    fn without_one(&mut self) {
        let is_taken_on = self.hands.iter().any(|hand| hand.state == HandState::Working);
        if !self.hands.iter().any(Hand::is_active) {
            self.card = None;
            self.status = Status::Returned;
        } else if !is_taken_on && matches!(self.status, Status::Accepted | Status::InProgress | Status::Offline) {
            self.card = None;
            self.status = Status::Sent;
        }
    }

    /// The leading handler and the committee resolve the ticket, another handler their part.
    fn resolve(&mut self, by: By, time: Millis) {
        let leads = self.hands.iter().find(|hand| hand.is_lead && hand.is_active()).map(|hand| hand.handler);
        if !by.is_committee() && by.hand() != leads {
            by.hand().into_iter().for_each(|handler| self.set(handler, HandState::Done, time));
            self.without_one();
            return;
        }
        let active = self.hands.iter().filter(|hand| hand.is_active()).map(|hand| hand.handler);
        let others = active.filter(|handler| Some(*handler) != leads);
        self.resolvers = leads.into_iter().chain(others).collect();
        if let Some(handler) = by.hand() {
            self.set(handler, HandState::Working, time);
            if self.resolvers.is_empty() {
                self.resolvers.push(handler);
            }
        }
        self.lead(None);
        self.release(|_| true, time);
        self.status = Status::Resolved;
        self.resolved = Some(time);
    }

    /// Who had it when it was resolved has it again.
    fn reopen(&mut self, time: Millis, tables: &CommunityTables) {
        let again = core::mem::take(&mut self.resolvers);
        self.ask(&again, time, tables);
        self.status = Status::Reopened;
        (self.resolved, self.confirmed, self.rating, self.card) = (None, None, None, None);
        self.done_due = self.done_hours.map(|hours| later(time, hours));
    }
}
