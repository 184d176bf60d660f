//! The roster with its past, so that work is judged by what held where it was written.

use std::collections::BTreeMap;

use super::{Roster, RosterFact};
use crate::ids::{LogCode, RingId};
use crate::log::Seq;

/// Facts in log order with the roster they give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterHistory {
    facts: Vec<(Seq, RosterFact)>,
    current: Roster,
}

impl RosterHistory {
    /// No facts yet.
    #[must_use]
    pub fn new(log: LogCode) -> Self {
        Self { facts: Vec::new(), current: Roster::new(log) }
    }

    /// The roster after all facts.
    #[must_use]
    pub fn current(&self) -> &Roster {
        &self.current
    }

    /// The place of the last fact; 0 without any.
    #[must_use]
    pub fn last(&self) -> Seq {
        self.facts.last().map_or(0, |(seq, _)| *seq)
    }

    /// Appends a fact at a place not before the last one.
    pub fn push(&mut self, seq: Seq, fact: RosterFact) {
        self.current.apply(&fact);
        self.facts.push((seq, fact));
    }

    /// The roster at a place.
    #[must_use]
    pub fn at(&self, seq: Seq) -> std::borrow::Cow<'_, Roster> {
        if seq >= self.last() {
            return std::borrow::Cow::Borrowed(&self.current);
        }
        let mut roster = Roster::new(self.current.log());
        for (_, fact) in self.facts.iter().take_while(|(place, _)| *place <= seq) {
            roster.apply(fact);
        }
        std::borrow::Cow::Owned(roster)
    }

    /// The newest generation of each ring at a place.
    #[must_use]
    pub fn generations_at(&self, seq: Seq) -> BTreeMap<RingId, u32> {
        let facts = self.facts.iter().take_while(|(place, _)| *place <= seq);
        facts
            .filter_map(|(_, fact)| {
                let RosterFact::RingTurned { turn } = fact else { return None };
                Some((turn.ring, turn.generation))
            })
            .collect()
    }

    /// Forgets what came after a place (a relay restored from a backup).
    pub fn truncate(&mut self, seq: Seq) {
        let current = self.at(seq).into_owned();
        self.facts.retain(|(place, _)| *place <= seq);
        self.current = current;
    }

    /// All facts with their places.
    #[must_use]
    pub fn facts(&self) -> &[(Seq, RosterFact)] {
        &self.facts
    }
}
