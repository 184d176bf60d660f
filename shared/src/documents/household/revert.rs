//! Setting back what changes wrote, where nobody wrote over it since.
//!
//! **Invariant:** a value that somebody else wrote is never changed; where it stands beside an own, theirs alone stays.
//! **Invariant:** a conflict that a change settled is a conflict again, with every value that stood in it.
//! **Invariant:** what is set back keeps the source it was first known from.
//! **Invariant:** a mark that did not hide what it was contested by does not come back hiding it.
//! **Invariant:** setting back the newest changes first, one after the other, leads back through every earlier state.

use std::collections::{BTreeMap, BTreeSet};

use automerge::ReadDoc;

use super::Source;
use super::edit::add_source;
use super::joined::Joins;
use super::keys::{self, Mark};
use super::texts::Texts;
use crate::documents::document::Standing;
use crate::documents::written::{Put, Written};
use crate::documents::{Actor, ChangeHash, Document, Heads, WriteError, Writer, Wrote};
use crate::ids::PersonId;

/// What setting back did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reverted {
    /// The changes that were written, at most one for each source.
    pub wrote: Vec<Wrote>,
    /// Texts that were set back.
    pub values: u32,
    /// Texts that stay, because somebody wrote over them since.
    pub kept: u32,
}

impl Document {
    /// Sets back what `changes` wrote to what stood before the first of them; changes that are not here count for nothing.
    ///
    /// What is said of the people in `spare` stays, and so does an ending if nobody comes back.
    ///
    /// # Errors
    /// [`WriteError`] if no receiver would admit the change.
    pub fn revert(
        &mut self,
        changes: &[ChangeHash],
        spare: &BTreeSet<PersonId>,
        writer: Writer,
        seconds: i64,
    ) -> Result<Reverted, WriteError> {
        let undone = Undone::read(self, changes);
        let sources = self.sources();
        let mut done = Reverted::default();
        let mut puts: BTreeMap<Source, Vec<InOrder>> = BTreeMap::new();
        // What stood beside the first text of a conflict, each layer written on the same state as the first.
        let mut beside: Vec<Vec<Put>> = Vec::new();
        for (key, own) in &undone.keys {
            if undone.is_spared(key, spare) {
                done.kept += 1;
                continue;
            }
            let now = self.standing(key, None);
            let was = self.standing(key, Some(&own.before));
            let was_open = self.was_open(key, own, &was);
            match undone.set_back(key, own, &now, if was_open { &[] } else { &was }) {
                Back::Is => {}
                Back::Kept => done.kept += 1,
                Back::To { text, by, others } => {
                    let source = by.and_then(|by| sources.get(&by)).cloned().unwrap_or_default();
                    beside.resize_with(beside.len().max(others.len()), Vec::new);
                    for (layer, text) in beside.iter_mut().zip(others) {
                        layer.push(Put { key: key.clone(), text });
                    }
                    let order = was.first().map(|was| was.order);
                    puts.entry(source).or_default().push((order, Put { key: key.clone(), text }));
                }
            }
        }
        let state = self.heads();
        for (source, mut puts) in puts {
            done.values += puts.len() as u32;
            // People are shown in the order in which they were entered and left.
            puts.sort_by_key(|(order, _)| *order);
            let mut puts: Vec<Put> = puts.into_iter().map(|(_, put)| put).collect();
            add_source(&mut puts, &source);
            done.wrote.extend(self.write(&self.heads(), writer, seconds, puts)?);
        }
        for puts in beside {
            done.wrote.extend(self.write(&state, writer, seconds, puts)?);
        }
        Ok(done)
    }

    /// Whether a mark stood that was contested otherwise than by its denial: written again it would hide what it did not.
    fn was_open(&self, key: &str, own: &Own, was: &[Standing]) -> bool {
        if !is_mark(key) || was.is_empty() || was.iter().any(|one| one.text.is_empty()) {
            return false;
        }
        let texts = Texts::read(self, Some(&own.before));
        match keys::read_person(key) {
            Some((person, _)) => texts.is_removal_contested(self, &Joins::read(self, Some(&own.before)), person),
            None => texts.is_ending_contested(self),
        }
    }

    /// The people whom `changes` entered or brought back and of whom somebody wrote since: setting back half of what is
    /// known of them would leave them torn.
    #[must_use]
    pub fn held(&self, changes: &[ChangeHash]) -> BTreeSet<PersonId> {
        let undone = Undone::read(self, changes);
        let Some(first) = undone.keys.values().map(|own| &own.before).next() else { return BTreeSet::new() };
        let known = self.graph().ancestry(undone.gone.iter().copied());
        let entered: BTreeSet<PersonId> = undone.keys.iter().filter_map(|(key, own)| own.enters(key)).collect();
        let mut held = BTreeSet::new();
        for key in self.keys(None) {
            let Some((person, _)) = keys::read_person(&key).filter(|(person, _)| entered.contains(person)) else {
                continue;
            };
            let own = undone.keys.get(&key);
            let was = self.standing(&key, Some(own.map_or(first, |own| &own.before)));
            let was = was.first().map_or("", |was| was.text.as_str());
            let is_since = |one: &Standing| {
                !known.contains(&one.change) && one.text != was && own.is_none_or(|own| !undone.is_ours(own, one))
            };
            if self.standing(&key, None).iter().any(is_since) {
                held.insert(person);
            }
        }
        held
    }
}

/// Whether a key says that a person is gone, or that the household ended.
fn is_mark(key: &str) -> bool {
    key == keys::ENDED || keys::read_person(key).is_some_and(|(_, rest)| rest == Mark::Removed.key())
}

/// What stands beside the first text, each once.
fn others_of<'a>(standing: impl IntoIterator<Item = &'a Standing>) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for one in standing {
        if !texts.contains(&one.text) {
            texts.push(one.text.clone());
        }
    }
    texts.into_iter().skip(1).collect()
}

/// A text with the place in the order of operations of what it brings back.
type InOrder = (Option<(u64, Actor)>, Put);

/// What setting a key back comes to.
enum Back {
    /// It is as it was.
    Is,
    /// Somebody wrote over it since.
    Kept,
    /// This text, known from the source of that change, with others beside it.
    To { text: String, by: Option<ChangeHash>, others: Vec<String> },
}

/// What changes wrote under one key.
struct Own {
    /// The state on which the first of them wrote it.
    before: Heads,
    /// What the last of them wrote.
    text: String,
}

impl Own {
    /// The person whom the changes entered or brought back under this key.
    fn enters(&self, key: &str) -> Option<PersonId> {
        let (person, rest) = keys::read_person(key)?;
        let is_entry = rest == Mark::Entered.key() && !self.text.is_empty();
        (is_entry || (rest == Mark::Removed.key() && self.text.is_empty())).then_some(person)
    }
}

/// Changes that are to be set back.
struct Undone {
    gone: BTreeSet<ChangeHash>,
    /// Everything that was written knowing them, themselves included.
    since: BTreeSet<ChangeHash>,
    keys: BTreeMap<String, Own>,
}

impl Undone {
    fn read(document: &Document, changes: &[ChangeHash]) -> Self {
        let wanted: BTreeSet<ChangeHash> = changes.iter().copied().collect();
        let graph = document.graph();
        let mut undone = Self { gone: BTreeSet::new(), since: BTreeSet::new(), keys: BTreeMap::new() };
        for hash in graph.order().iter().filter(|hash| wanted.contains(hash) && **hash != document.genesis_hash()) {
            let change = document.automerge().get_change_by_hash(hash);
            let Some(written) = change.and_then(|change| Written::read(&change)) else { continue };
            undone.gone.insert(*hash);
            let before = Heads::new(written.deps.iter().copied().collect());
            for put in written.puts.into_iter().filter(|put| put.key != keys::PLACE && put.key != keys::SOURCE) {
                let own = Own { before: before.clone(), text: put.text.clone() };
                undone.keys.entry(put.key).and_modify(|known| known.text = put.text).or_insert(own);
            }
        }
        undone.since = graph.descendants(&undone.gone);
        undone
    }

    /// Whether what stands is what the changes wrote, by themselves or by who set it back to that.
    fn is_ours(&self, own: &Own, one: &Standing) -> bool {
        self.gone.contains(&one.change) || (one.text == own.text && self.since.contains(&one.change))
    }

    fn is_spared(&self, key: &str, spare: &BTreeSet<PersonId>) -> bool {
        if let Some((person, _)) = keys::read_person(key) {
            return spare.contains(&person);
        }
        let mut departed = self.keys.iter().filter_map(|(key, own)| {
            let (person, rest) = keys::read_person(key)?;
            (rest == Mark::Removed.key() && !own.text.is_empty()).then_some(person)
        });
        // With the first who comes back the household goes on.
        key == keys::ENDED && departed.clone().next().is_some() && departed.all(|person| spare.contains(&person))
    }

    fn set_back(&self, key: &str, own: &Own, now: &[Standing], stood: &[Standing]) -> Back {
        let was = stood.first();
        let before = was.map_or("", |was| was.text.as_str());
        let (ours, theirs): (Vec<&Standing>, Vec<&Standing>) = now.iter().partition(|one| self.is_ours(own, one));
        let to = |text: &str, by: Option<&Standing>, others: Vec<String>| {
            let by = by.filter(|_| !text.is_empty()).map(|by| by.change);
            Back::To { text: text.to_owned(), by, others }
        };
        let Some(first) = theirs.first() else {
            let others = others_of(stood);
            let is_back = others.is_empty() && now.iter().all(|one| one.text == before);
            return match (is_back, is_mark(key) && !before.is_empty()) {
                // A mark said again by somebody who knew more: without that, what it hid is shown.
                (true, true) if !ours.is_empty() => to("", None, Vec::new()),
                (true, _) => Back::Is,
                (false, _) => to(before, was, others),
            };
        };
        if !ours.is_empty() {
            return to(&first.text, Some(*first), others_of(theirs.iter().copied()));
        }
        if theirs.iter().all(|one| one.text == before) { Back::Is } else { Back::Kept }
    }
}
