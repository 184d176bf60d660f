//! What the people did, in plain values: the expectation that devices and relay are held against.
//!
//! Every value written is unique, so that it can be looked for by itself. Nothing of the code under test is used here.

use std::collections::{BTreeMap, BTreeSet};

use linli_shared::ids::AreaId;

/// What a value was written for: values of one subject replace each other.
pub(super) type About = String;

/// One value that a device reported as saved.
#[derive(Debug, Clone)]
pub(super) struct Saved {
    /// The phone.
    pub(super) who: usize,
    /// The door it belongs to.
    pub(super) door: AreaId,
    /// What it was written for.
    pub(super) about: About,
    /// The values that stood there on the person's screen.
    pub(super) replaced: BTreeSet<String>,
    /// The phone died while saving: it may be there or not.
    pub(super) is_unsure: bool,
}

/// Everything that was saved.
#[derive(Debug, Default)]
pub(super) struct Model {
    /// By value.
    pub(super) saved: BTreeMap<String, Saved>,
    /// Every door anybody knows.
    pub(super) doors: BTreeSet<AreaId>,
    /// Phones whose member's role ended at some time.
    pub(super) demoted: BTreeSet<usize>,
    /// Phones that were removed.
    pub(super) removed: BTreeSet<usize>,
    /// Phones whose work was refused at a door: what they write there later may be done again on another state.
    pub(super) replaying: BTreeSet<(usize, AreaId)>,
    /// People taken out or joined: their values may be out of sight.
    pub(super) hidden: BTreeSet<About>,
    /// The relay lost places.
    pub(super) had_restore: bool,
    next: u64,
}

impl Model {
    /// A number never given before.
    pub(super) fn unique(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// Notes a value.
    pub(super) fn save(&mut self, value: String, saved: Saved) {
        self.saved.insert(value, saved);
    }

    /// Says what became of values that were about to be saved.
    pub(super) fn settle<'a>(&mut self, values: impl IntoIterator<Item = &'a String>, is_saved: bool, is_unsure: bool) {
        for value in values {
            if !is_saved && !is_unsure {
                self.saved.remove(value);
            } else if let Some(saved) = self.saved.get_mut(value) {
                saved.is_unsure = is_unsure;
            }
        }
    }

    /// Whether a number was written for a person whom somebody else entered and whose entry is not in sight.
    pub(super) fn is_of_unseen(&self, saved: &Saved, sight: &BTreeSet<String>) -> bool {
        let Some(id) = saved.about.strip_prefix("number of ") else { return false };
        let entry = format!("p:{id}");
        !sight.contains(&entry) && self.saved.get(&entry).is_some_and(|entered| entered.who != saved.who)
    }

    /// Whether something was written for a person whose entry is among `unseen`: nothing of them is in sight then.
    pub(super) fn is_of_stranger(&self, about: &str, unseen: &BTreeSet<String>) -> bool {
        let mut strangers = unseen.iter().filter_map(|value| value.strip_prefix("p:"));
        strangers.any(|id| about.contains(id) || about.contains(&format!("PersonId({})", &id[..8])))
    }

    /// Whether a value may rightly be out of sight: somebody who saw it wrote another one that is not refused, or the
    /// person was taken out.
    pub(super) fn is_overwritten(&self, value: &str, refused: &BTreeSet<String>) -> bool {
        let Some(saved) = self.saved.get(value) else { return false };
        if self.hidden.iter().any(|person| saved.about.contains(person)) {
            return true;
        }
        if self.is_of_stranger(&saved.about, refused) {
            return true;
        }
        let rivals = self.saved.iter().filter(|(other, rival)| *other != value && rival.about == saved.about);
        let mut gone = BTreeSet::from([value]);
        let rivals: Vec<_> = rivals.collect();
        // What replaced a refused value stands for what that one had replaced.
        loop {
            let before = gone.len();
            for (other, rival) in &rivals {
                if rival.replaced.iter().any(|one| gone.contains(one.as_str())) {
                    if !refused.contains(*other) {
                        return true;
                    }
                    gone.insert(other);
                }
            }
            if gone.len() == before {
                break;
            }
        }
        // Work done again after a refusal is written on what stands then.
        rivals
            .iter()
            .any(|(other, rival)| !refused.contains(*other) && self.replaying.contains(&(rival.who, saved.door)))
    }
}
