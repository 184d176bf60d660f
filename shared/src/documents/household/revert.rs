//! Setting back what changes wrote, where nobody wrote over it since.
//!
//! **Invariant:** a value that somebody else wrote is never changed; where one stands beside an own, theirs stays alone.
//! **Invariant:** what is set back keeps the source it was first known from.

use std::collections::{BTreeMap, BTreeSet};

use automerge::ReadDoc;

use super::{Source, keys};
use crate::documents::written::{Put, Written};
use crate::documents::{ChangeHash, Document, Heads, WriteError, Writer, Wrote};

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
    /// # Errors
    /// [`WriteError`] if no receiver would admit the change.
    pub fn revert(&mut self, changes: &[ChangeHash], writer: Writer, seconds: i64) -> Result<Reverted, WriteError> {
        let gone: BTreeSet<ChangeHash> = changes.iter().copied().collect();
        let sources = self.sources();
        let mut done = Reverted::default();
        let mut puts: BTreeMap<Source, Vec<Put>> = BTreeMap::new();
        for (key, before) in self.first_written(&gone) {
            let now = self.standing(&key, None);
            let was = self.standing(&key, Some(&before));
            let was = was.first();
            let others: BTreeSet<&str> =
                now.iter().filter(|one| !gone.contains(&one.change)).map(|one| one.text.as_str()).collect();
            let is_ours = now.iter().any(|one| gone.contains(&one.change));
            let (text, source) = match others.first() {
                None => (was.map_or("", |was| was.text.as_str()), was.and_then(|was| sources.get(&was.change))),
                Some(theirs) if is_ours && others.len() == 1 => {
                    let by = now.iter().find(|one| one.text == **theirs && !gone.contains(&one.change));
                    (*theirs, by.and_then(|by| sources.get(&by.change)))
                }
                Some(_) => {
                    let is_back = !is_ours && others.iter().all(|text| *text == was.map_or("", |was| &was.text));
                    done.kept += u32::from(!is_back);
                    continue;
                }
            };
            if now.iter().any(|one| one.text != text) {
                let source = source.filter(|_| !text.is_empty()).cloned().unwrap_or_default();
                puts.entry(source).or_default().push(Put { key, text: text.to_owned() });
            }
        }
        for (source, mut puts) in puts {
            done.values += puts.len() as u32;
            if source != Source::AtTheDoor {
                puts.push(Put { key: keys::SOURCE.into(), text: source.text() });
            }
            done.wrote.extend(self.write(&self.heads(), writer, seconds, puts)?);
        }
        Ok(done)
    }

    /// For each key that the changes wrote, the state on which the first of them wrote it.
    fn first_written(&self, gone: &BTreeSet<ChangeHash>) -> BTreeMap<String, Heads> {
        let mut first = BTreeMap::new();
        let own = self.graph().order().iter().filter(|hash| gone.contains(hash) && **hash != self.genesis_hash());
        for written in own.filter_map(|hash| Written::read(&self.automerge().get_change_by_hash(hash)?)) {
            let before = Heads::new(written.deps.iter().copied().collect());
            for put in written.puts.into_iter().filter(|put| put.key != keys::PLACE && put.key != keys::SOURCE) {
                first.entry(put.key).or_insert_with(|| before.clone());
            }
        }
        first
    }
}
