//! A relay that lies: it leaves out or moves entries, takes places back, shows two histories, or says that it refused.

use linli_shared::protocol::{Reject, SyncAnswer, Verdict};
use sync_server::relay::Relay;
use sync_server::store::memory::MemoryStore;

use super::counts::Rare;
use super::world::World;

/// How a relay lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lie {
    /// It leaves out entries and says they were delivered.
    Withhold,
    /// It swaps the places of entries.
    Reorder,
    /// It takes back places without a new era.
    Rollback,
    /// It goes on in two ways for two groups.
    Fork,
    /// It says that it refused work.
    Refuse,
}

/// The second history.
pub(super) struct Branch {
    relay: Option<Relay<MemoryStore>>,
    store: MemoryStore,
}

impl World<'_> {
    /// The relay begins to lie.
    pub(super) fn begin_lie(&mut self, lie: Lie) {
        self.lie = Some(lie);
        self.note(format!("the relay lies: {lie:?}"));
        match lie {
            Lie::Withhold | Lie::Reorder | Lie::Refuse => {}
            Lie::Rollback => {
                if let Some(backup) = self.backups.last().cloned() {
                    self.counts.add(Rare::Liar);
                    self.town.relay = None;
                    self.town.store.restore(&backup);
                    self.town.restart_relay();
                }
            }
            Lie::Fork => {
                let store = MemoryStore::new();
                store.restore(&self.town.store.backup());
                let relay = self.town.relay_on(store.clone());
                self.counts.add(Rare::Liar);
                self.branch = Some(Branch { relay, store });
                self.is_forked = true;
            }
        }
    }

    /// Changes places with the other history for one request of those who are shown it.
    pub(super) fn switch(&mut self, who: usize) {
        if self.is_forked
            && who % 2 == 1
            && let Some(branch) = &mut self.branch
        {
            std::mem::swap(&mut branch.relay, &mut self.town.relay);
            std::mem::swap(&mut branch.store, &mut self.town.store);
        }
    }

    /// An answer as a lying relay gives it.
    pub(super) fn bend(&mut self, who: usize, mut answer: SyncAnswer) -> SyncAnswer {
        let Some(log) = answer.logs.first_mut() else { return answer };
        match self.lie {
            Some(Lie::Withhold) if !log.parcels.is_empty() && self.dice.chance(30) => {
                let index = self.dice.below(log.parcels.len());
                log.parcels.remove(index);
                self.counts.add(Rare::Liar);
                self.note(format!("the relay leaves out something for {who}"));
            }
            Some(Lie::Reorder) if log.parcels.len() > 1 && self.dice.chance(50) => {
                let last = log.parcels.len() - 1;
                let places = log.parcels[0].places.clone();
                let others = log.parcels[last].places.clone();
                if let (Some(one), Some(other)) = (places.first(), others.first()) {
                    log.parcels[0].places[0].1 = other.1;
                    log.parcels[last].places[0].1 = one.1;
                }
                self.counts.add(Rare::Liar);
                self.note(format!("the relay moves something for {who}"));
            }
            Some(Lie::Refuse) if self.dice.chance(50) => {
                let verdicts = log.verdicts.iter_mut().flatten();
                let accepted = verdicts.filter(|verdict| matches!(verdict, Verdict::Accepted(_)));
                let refused = accepted.map(|verdict| *verdict = Verdict::Rejected(Reject::NoRight)).count();
                if refused > 0 {
                    self.counts.add(Rare::Liar);
                    self.note(format!("the relay says to {who} that it refused"));
                }
            }
            Some(Lie::Withhold | Lie::Reorder | Lie::Rollback | Lie::Fork | Lie::Refuse) | None => {}
        }
        answer
    }
}
