//! Bounds of what the entries of a ticket and the tables may say.

use super::{Card, CaseContent, CommunityTables, Handler, PublicContent, Step, StepContent, TEXT, Whereabouts};
use crate::fit::{Unfit, attached, distinct, line, lines, said};

/// The longest place in words, in characters.
pub const PLACE: usize = 120;
/// The longest name of a person, in characters.
pub const PERSON: usize = 40;
/// The longest telephone number, in characters.
pub const PHONE: usize = 30;
/// The longest line of an offline card, in characters.
pub const CARD: usize = 300;
/// The most handlers that are asked at once.
pub const MAX_ASKED: usize = 8;
/// The longest key of a category, in characters.
pub const KEY: usize = 40;
/// The longest label of a category and name of a department, in characters.
pub const LABEL: usize = 40;
/// The longest examples of a category, in characters.
pub const EXAMPLES: usize = 200;
/// The most categories, and the most departments.
pub const MAX_ROWS: usize = 60;
/// The longest time limit, in hours: a year.
pub const MAX_HOURS: u32 = 8_784;

impl Whereabouts {
    fn check(&self, is_needed: bool) -> Result<(), Unfit> {
        line(&self.words, PLACE)?;
        let is_given = self.area.is_some() || !self.words.trim().is_empty();
        if is_given || !is_needed { Ok(()) } else { Err(Unfit::NoPlace) }
    }
}

impl CaseContent {
    /// Whether it may be said. A report says something or shows it; where, unless it orders a service.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        let is_thread = self.thread_of.is_some();
        said(&self.category, KEY)?;
        self.place.check(!is_thread && !self.is_service)?;
        lines(&self.words, TEXT)?;
        attached(&self.attached)?;
        line(&self.for_person, PERSON)?;
        line(&self.phone, PHONE)?;
        distinct(self.sent_to.iter(), 0..=MAX_ASKED)?;
        if self.words.trim().is_empty() && self.attached.is_empty() {
            return Err(Unfit::NoWords);
        }
        let for_others = [self.for_member.is_some(), !self.for_person.is_empty()];
        let has_reporter = for_others.contains(&true) || self.public.is_some();
        if for_others == [true, true] || (is_thread && has_reporter) {
            return Err(Unfit::Contradiction);
        }
        Ok(())
    }
}

impl StepContent {
    /// Whether it may be said; whether it says the reason it needs, the state of the ticket tells
    /// ([`super::Ticket::allows`]).
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        lines(&self.words, TEXT)?;
        attached(&self.attached)?;
        match &self.step {
            Step::Sent { to } => distinct(to.iter(), 1..=MAX_ASKED),
            Step::Offline { card } => card.check(),
            Step::Rated { stars } if !(1..=5).contains(stars) => Err(Unfit::Number),
            Step::OpenedTo { to } if !matches!(to, Handler::Department(_)) => Err(Unfit::Contradiction),
            Step::Accepted
            | Step::Note
            | Step::Returned
            | Step::Resolved
            | Step::Confirmed
            | Step::Reopened
            | Step::Rated { .. }
            | Step::Urged
            | Step::Withdrawn
            | Step::OpenedTo { .. } => Ok(()),
        }
    }
}

impl Card {
    fn fields(&self) -> [&str; 5] {
        [&self.office, &self.person, &self.papers, &self.conditions, &self.limit]
    }

    /// Whether it does not say where to go.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.office.trim().is_empty()
    }

    fn check(&self) -> Result<(), Unfit> {
        self.fields().into_iter().try_for_each(|field| lines(field, CARD))
    }
}

impl PublicContent {
    /// Whether it may be said.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        said(&self.category, KEY)?;
        self.place.check(false)?;
        lines(&self.words, TEXT)?;
        attached(&self.attached)?;
        line(&self.name, PERSON)?;
        let says_nothing = self.words.trim().is_empty() && self.attached.is_empty();
        if says_nothing { Err(Unfit::NoWords) } else { Ok(()) }
    }
}

impl CommunityTables {
    /// Whether they may hold: every key and department once, time limits from an hour to a year, routes to departments
    /// that the tables know and to no single member, and something to report.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn check(&self) -> Result<(), Unfit> {
        distinct(self.categories.iter().map(|category| &category.key), 1..=MAX_ROWS)?;
        distinct(self.departments.iter().map(|department| department.id), 0..=MAX_ROWS)?;
        self.departments.iter().try_for_each(|department| said(&department.name, LABEL))?;
        for category in &self.categories {
            said(&category.key, KEY)?;
            line(&category.label, LABEL)?;
            line(&category.examples, EXAMPLES)?;
            distinct(category.route.iter(), 0..=MAX_ASKED)?;
            let hours = [category.answer_hours, category.done_hours];
            if hours.iter().any(|hours| !(1..=MAX_HOURS).contains(hours)) || hours[0] > hours[1] {
                return Err(Unfit::Number);
            }
            let is_known = |handler: &Handler| match handler {
                Handler::Department(id) => self.department(*id).is_some(),
                Handler::Committee | Handler::GridWorkers | Handler::Property => true,
                // An order reaches a provider through the committee; a reporter cannot let one neighbour read it.
                Handler::Member(_) => false,
            };
            if !category.route.iter().all(is_known) {
                return Err(Unfit::Contradiction);
            }
        }
        let is_offered = self.categories.iter().any(|category| !category.is_off && !category.is_service);
        if is_offered { Ok(()) } else { Err(Unfit::Count) }
    }
}
