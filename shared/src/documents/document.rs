//! A document as a device holds it: Automerge, the graph of its changes, and which device each actor is.
//!
//! **Invariant:** the document always holds its kind's genesis; every other change has a known [`Writer`].

use core::cmp::Reverse;
use core::fmt;
use std::collections::{BTreeMap, BTreeSet};

use automerge::{Automerge, Change, ChangeHash, ObjId, ROOT, ReadDoc};

use super::actor::{Actor, Writer};
use super::graph::Graph;
use super::heads::Heads;
use super::written::{Put, SECONDS_MAX, Written};
use super::{AdmissionError, Kind};
use crate::ids::{DeviceId, RecordId};

/// Why a device's own edit cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The state the edit was made on is not in the document.
    #[error("the state the edit was made on is not here")]
    BaseUnknown,
    /// No receiver would admit the change.
    #[error("a change that no receiver would admit")]
    Inadmissible(#[from] AdmissionError),
}

/// A change that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wrote {
    /// The change.
    pub change: ChangeHash,
    /// The incarnation that wrote it; above the one asked for where that would have had to write beside itself.
    pub writer: Writer,
}

/// A text that stands under a key.
pub(super) struct Standing {
    pub(super) text: String,
    pub(super) change: ChangeHash,
    pub(super) device: Option<DeviceId>,
    pub(super) seconds: i64,
    /// Orders entries alike everywhere: operation counter, then actor.
    pub(super) order: (u64, Actor),
}

/// A document.
#[derive(Clone)]
pub struct Document {
    kind: Kind,
    record: RecordId,
    doc: Automerge,
    graph: Graph,
    writers: BTreeMap<Actor, Writer>,
}

impl Document {
    /// The document of a record before anybody wrote to it.
    #[must_use]
    pub fn genesis(kind: Kind, record: RecordId) -> Self {
        let doc = kind.first();
        let graph = Graph::of(&doc).unwrap_or_default();
        Self { kind, record, doc, graph, writers: BTreeMap::new() }
    }

    /// Puts a document together; `None` if it lacks its genesis or the writer of a change.
    pub(super) fn from_parts(
        kind: Kind,
        record: RecordId,
        doc: Automerge,
        writers: BTreeMap<Actor, Writer>,
    ) -> Option<Self> {
        let graph = Graph::of(&doc)?;
        let genesis = graph.written_by(kind.genesis_actor(), 1)?;
        let is_complete = graph.actors().all(|actor| actor == kind.genesis_actor() || writers.contains_key(&actor));
        (is_complete && genesis == kind.genesis_hash()).then_some(Self { kind, record, doc, graph, writers })
    }

    /// What it is about.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The record it belongs to.
    #[must_use]
    pub fn record(&self) -> RecordId {
        self.record
    }

    /// Its state now.
    #[must_use]
    pub fn heads(&self) -> Heads {
        Heads::new(self.graph.heads().iter().copied().collect())
    }

    /// Whether everything in `heads` is here.
    #[must_use]
    pub fn has_all(&self, heads: &Heads) -> bool {
        heads.hashes().iter().all(|hash| self.graph.get(hash).is_some())
    }

    /// The changes that are not part of `base`, dependencies first; the genesis is never among them.
    #[must_use]
    pub fn changes_since(&self, base: &Heads) -> Vec<ChangeHash> {
        let mut known = self.graph.ancestry(base.hashes().iter().copied());
        known.insert(self.genesis_hash());
        self.graph.order().iter().filter(|hash| !known.contains(hash)).copied().collect()
    }

    /// Who wrote a change; `None` for the genesis and what is not here.
    #[must_use]
    pub fn writer_of(&self, change: &ChangeHash) -> Option<Writer> {
        self.writers.get(&self.graph.get(change)?.actor).copied()
    }

    /// Every device that wrote here, in each of its incarnations.
    pub fn writers(&self) -> impl Iterator<Item = Writer> + '_ {
        self.writers.values().copied()
    }

    /// The document as if `dropped` and all that builds on it had never been written.
    #[must_use]
    pub fn without(&self, dropped: &BTreeSet<ChangeHash>) -> Self {
        let mut gone = dropped.clone();
        gone.remove(&self.genesis_hash());
        for hash in self.graph.order() {
            if self.graph.get(hash).is_some_and(|node| node.deps.iter().any(|dep| gone.contains(dep))) {
                gone.insert(*hash);
            }
        }
        let mut rest = Self::genesis(self.kind, self.record);
        for change in self.doc.get_changes(&[]) {
            let is_kept = !gone.contains(&change.hash()) && change.hash() != self.genesis_hash();
            if let Some(writer) = self.writer_of(&change.hash()).filter(|_| is_kept) {
                let applied = rest.apply(writer, change);
                debug_assert!(applied.is_ok(), "a change whose dependencies are kept");
            }
        }
        rest
    }

    /// Takes in everything of another copy of the same record.
    pub fn merge(&mut self, other: &Self) {
        for change in other.doc.get_changes(&[]) {
            let hash = change.hash();
            if self.graph.get(&hash).is_none()
                && let Some(writer) = other.writer_of(&hash)
            {
                let applied = self.apply(writer, change);
                debug_assert!(applied.is_ok(), "a change whose dependencies came before");
            }
        }
    }

    /// Writes texts under keys on the state `base`, leaving out what stands there already.
    pub(super) fn write(
        &mut self,
        base: &Heads,
        writer: Writer,
        seconds: i64,
        puts: Vec<Put>,
    ) -> Result<Option<Wrote>, WriteError> {
        let base = self.known_base(base)?;
        if puts.is_empty() {
            return Ok(None);
        }
        let writer = self.free_incarnation(writer, &base);
        let actor = writer.actor(self.record);
        let seq = self.graph.last_seq(actor) + 1;
        let mut deps: BTreeSet<ChangeHash> = base.hashes().iter().copied().collect();
        deps.extend(self.graph.written_by(actor, seq - 1));
        let seconds = seconds.clamp(-SECONDS_MAX, SECONDS_MAX);
        let (change, _) = self.take(writer, &Written { actor, seq, deps, seconds, puts })?;
        Ok(Some(Wrote { change, writer }))
    }

    /// The state itself, or the genesis for a form opened before the document existed.
    pub(super) fn known_base(&self, base: &Heads) -> Result<Heads, WriteError> {
        if base.is_empty() {
            return Ok(Heads::new(vec![self.genesis_hash()]));
        }
        self.has_all(base).then(|| base.clone()).ok_or(WriteError::BaseUnknown)
    }

    fn free_incarnation(&self, mut writer: Writer, base: &Heads) -> Writer {
        let seen = self.graph.ancestry(base.hashes().iter().copied());
        loop {
            let actor = writer.actor(self.record);
            match self.graph.written_by(actor, self.graph.last_seq(actor)) {
                Some(last) if !seen.contains(&last) => writer.incarnation = writer.incarnation.wrapping_add(1),
                Some(_) | None => return writer,
            }
        }
    }

    /// The texts under a key, the one every device shows first in front.
    pub(super) fn standing(&self, key: &str, at: Option<&Heads>) -> Vec<Standing> {
        let found = match at {
            None => self.doc.get_all(ROOT, key),
            Some(heads) => self.doc.get_all_at(ROOT, key, heads.hashes()),
        };
        let mut standing: Vec<Standing> = found
            .unwrap_or_default()
            .into_iter()
            .filter_map(|(value, id)| {
                let ObjId::Id(counter, actor, _) = id else { return None };
                let actor = Actor::from_automerge(&actor)?;
                let (change, node) = self.graph.of_operation(actor, counter)?;
                let device = self.writers.get(&actor).map(|writer| writer.device);
                let text = value.as_str()?.to_owned();
                Some(Standing { text, change, device, seconds: node.seconds, order: (counter, actor) })
            })
            .collect();
        standing.sort_unstable_by_key(|one| Reverse(one.order));
        standing
    }

    /// Every key that was ever written, ascending.
    pub(super) fn keys(&self, at: Option<&Heads>) -> Vec<String> {
        match at {
            None => self.doc.keys(ROOT).collect(),
            Some(heads) => self.doc.keys_at(ROOT, heads.hashes()).collect(),
        }
    }

    pub(super) fn apply(&mut self, writer: Writer, change: Change) -> Result<(), AdmissionError> {
        let actor = writer.actor(self.record);
        let hash = change.hash();
        self.doc.apply_changes([change.clone()]).map_err(|_| AdmissionError::Refused)?;
        if self.doc.get_change_meta_by_hash(&hash).is_none() {
            return Err(AdmissionError::Refused);
        }
        self.graph.add(actor, &change);
        self.writers.insert(actor, writer);
        Ok(())
    }

    pub(super) fn genesis_hash(&self) -> ChangeHash {
        self.kind.genesis_hash()
    }

    pub(super) fn automerge(&self) -> &Automerge {
        &self.doc
    }

    pub(super) fn graph(&self) -> &Graph {
        &self.graph
    }

    pub(super) fn writer(&self, actor: Actor) -> Option<Writer> {
        self.writers.get(&actor).copied()
    }
}

impl PartialEq for Document {
    /// Equal records in equal states.
    fn eq(&self, other: &Self) -> bool {
        (self.kind, self.record, self.heads()) == (other.kind, other.record, other.heads())
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Document({:?} of {:?}, {} changes)", self.kind, self.record, self.graph.order().len())
    }
}
