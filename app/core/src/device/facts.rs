//! Area facts in log order with the tree they give, own unconfirmed ones last.

use std::collections::BTreeMap;

use linli_contract::{Event, Failure};
use linli_shared::areas::{AreaFact, Place, Tree};
use linli_shared::ids::{AreaId, LogCode, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;

use super::outbox::{Command, OutBody};
use super::write::About;
use super::{Device, Turn};

/// Facts by place and index in their act, `None` for one of a newer release; own ones that are not confirmed by outbox number.
#[derive(Debug, Default)]
pub(super) struct AreaFacts {
    confirmed: BTreeMap<(Seq, u16), Option<AreaFact>>,
    own: BTreeMap<u64, AreaFact>,
}

impl AreaFacts {
    /// Takes in a fact at its place.
    pub(super) fn confirm(&mut self, seq: Seq, index: u16, fact: AreaFact) {
        self.confirmed.insert((seq, index), Some(fact));
    }

    /// Notes that there is a fact of a newer release at a place.
    pub(super) fn confirm_newer(&mut self, seq: Seq, index: u16) {
        self.confirmed.insert((seq, index), None);
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
        let confirmed = self.confirmed.iter();
        let confirmed = confirmed.filter_map(|((seq, _), fact)| Some((Place::Confirmed(*seq), fact.as_ref()?)));
        Tree::fold(log, confirmed.chain(self.own.values().map(|fact| (Place::Unconfirmed, fact))))
    }
}

impl Device {
    /// Puts the committee's edits of the tree into the outbox, each as a fact of its own, with the area it speaks of.
    ///
    /// # Errors
    /// [`Failure::NoRight`]; then nothing is written.
    pub(crate) fn write_areas(&mut self, facts: Vec<(AreaId, AreaFact)>, turn: &mut Turn<'_>) -> Result<(), Failure> {
        let scope = self.tree.root();
        let written = facts.into_iter().map(|(area, fact)| {
            let content = fact.encode();
            let record = RecordId::derive("linli area fact", &[&content]);
            (About { record, kind: Kind::AreaPlan, scope, area: Some(area) }, content, fact)
        });
        let written: Vec<_> = written.collect();
        written.iter().try_for_each(|(about, ..)| self.check_right(about, None))?;
        if written.is_empty() {
            return Ok(());
        }
        for (about, content, fact) in written {
            let number = self.enqueue(about, Command::Fact, OutBody::Content(content), turn);
            self.areas.add_own(number, fact);
        }
        self.rebuild_tree();
        turn.tell(Event::AreasChanged);
        Ok(())
    }
}
