//! Area facts in log order with the tree they give, own unconfirmed ones last.

use std::collections::BTreeMap;

use linli_shared::areas::{AreaFact, Place, Tree};
use linli_shared::ids::LogCode;
use linli_shared::log::Seq;

/// Facts by place and index in their act; own ones that are not confirmed by outbox number.
#[derive(Debug, Default)]
pub(super) struct AreaFacts {
    confirmed: BTreeMap<(Seq, u16), AreaFact>,
    own: BTreeMap<u64, AreaFact>,
}

impl AreaFacts {
    /// Takes in a fact at its place.
    pub(super) fn confirm(&mut self, seq: Seq, index: u16, fact: AreaFact) {
        self.confirmed.insert((seq, index), fact);
    }

    /// Takes in an own fact.
    pub(super) fn add_own(&mut self, number: u64, fact: AreaFact) {
        self.own.insert(number, fact);
    }

    /// Forgets an own fact that was confirmed or refused.
    pub(super) fn drop_own(&mut self, number: u64) {
        self.own.remove(&number);
    }

    /// Places after `seq`, which the relay lost.
    pub(super) fn after(&self, seq: Seq) -> Vec<(Seq, u16)> {
        self.confirmed.range((seq + 1, 0)..).map(|(place, _)| *place).collect()
    }

    /// Forgets the fact at a place.
    pub(super) fn remove(&mut self, place: (Seq, u16)) {
        self.confirmed.remove(&place);
    }

    /// The tree of all facts.
    #[must_use]
    pub(super) fn tree(&self, log: LogCode) -> Tree {
        let confirmed = self.confirmed.iter().map(|((seq, _), fact)| (Place::Confirmed(*seq), fact));
        Tree::fold(log, confirmed.chain(self.own.values().map(|fact| (Place::Unconfirmed, fact))))
    }
}
