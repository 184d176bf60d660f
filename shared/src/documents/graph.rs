//! Which changes a document holds, how they hang together and who wrote them.
//!
//! **Invariant:** every change's dependencies are in the graph before it.

use std::collections::{BTreeMap, BTreeSet};

use automerge::{Automerge, Change, ChangeHash};

use super::actor::Actor;

/// One change of a document.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) actor: Actor,
    pub(super) start_op: u64,
    pub(super) max_op: u64,
    pub(super) seconds: i64,
    pub(super) deps: Vec<ChangeHash>,
}

/// The changes of a document.
#[derive(Debug, Clone, Default)]
pub(super) struct Graph {
    nodes: BTreeMap<ChangeHash, Node>,
    order: Vec<ChangeHash>,
    heads: BTreeSet<ChangeHash>,
    written: BTreeMap<Actor, Vec<ChangeHash>>,
}

/// What a short form of a hash means in a graph.
pub(super) enum Meaning {
    Nothing,
    One(ChangeHash),
    Several,
}

impl Graph {
    /// Reads the graph of a document; `None` if an actor is not 16 bytes.
    pub(super) fn of(doc: &Automerge) -> Option<Self> {
        let mut graph = Self::default();
        for meta in doc.get_changes_meta(&[]) {
            let actor = Actor::from_automerge(&meta.actor)?;
            let (start_op, max_op, seconds) = (meta.start_op, meta.max_op, meta.timestamp);
            graph.push(meta.hash, Node { actor, start_op, max_op, seconds, deps: meta.deps });
        }
        Some(graph)
    }

    /// Adds a change that was built or read from the document's own store.
    pub(super) fn add(&mut self, actor: Actor, change: &Change) {
        let node = Node {
            actor,
            start_op: change.start_op().get(),
            max_op: change.max_op(),
            seconds: change.timestamp(),
            deps: change.deps().to_vec(),
        };
        self.push(change.hash(), node);
    }

    fn push(&mut self, hash: ChangeHash, node: Node) {
        self.written.entry(node.actor).or_default().push(hash);
        self.order.push(hash);
        for dep in &node.deps {
            self.heads.remove(dep);
        }
        self.heads.insert(hash);
        self.nodes.insert(hash, node);
    }

    pub(super) fn get(&self, hash: &ChangeHash) -> Option<&Node> {
        self.nodes.get(hash)
    }

    /// The changes that no other builds on.
    pub(super) fn heads(&self) -> &BTreeSet<ChangeHash> {
        &self.heads
    }

    /// Every change, dependencies first.
    pub(super) fn order(&self) -> &[ChangeHash] {
        &self.order
    }

    pub(super) fn actors(&self) -> impl Iterator<Item = Actor> + '_ {
        self.written.keys().copied()
    }

    /// The actor's change number `seq`, from 1.
    pub(super) fn written_by(&self, actor: Actor, seq: u64) -> Option<ChangeHash> {
        let index = usize::try_from(seq.checked_sub(1)?).ok()?;
        self.written.get(&actor)?.get(index).copied()
    }

    /// How many changes the actor has written.
    pub(super) fn last_seq(&self, actor: Actor) -> u64 {
        self.written.get(&actor).map_or(0, |written| written.len() as u64)
    }

    /// The change an operation belongs to.
    pub(super) fn of_operation(&self, actor: Actor, counter: u64) -> Option<(ChangeHash, &Node)> {
        let written = self.written.get(&actor)?;
        let after = written.partition_point(|hash| self.nodes.get(hash).is_some_and(|node| node.start_op <= counter));
        let hash = *written.get(after.checked_sub(1)?)?;
        self.nodes.get(&hash).filter(|node| counter <= node.max_op).map(|node| (hash, node))
    }

    /// The change whose hash begins with these 16 bytes.
    pub(super) fn meant_by(&self, prefix: [u8; 16]) -> Meaning {
        let mut low = [0; 32];
        low[..16].copy_from_slice(&prefix);
        let mut found =
            self.nodes.range(ChangeHash(low)..).map(|(hash, _)| *hash).take_while(|hash| hash.0[..16] == prefix);
        match (found.next(), found.next()) {
            (None, _) => Meaning::Nothing,
            (Some(hash), None) => Meaning::One(hash),
            (Some(_), Some(_)) => Meaning::Several,
        }
    }

    /// The given changes and everything they build on.
    pub(super) fn ancestry(&self, of: impl IntoIterator<Item = ChangeHash>) -> BTreeSet<ChangeHash> {
        let mut open: Vec<ChangeHash> = of.into_iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(hash) = open.pop() {
            if let Some(node) = self.nodes.get(&hash)
                && seen.insert(hash)
            {
                open.extend(&node.deps);
            }
        }
        seen
    }

    /// The given changes and everything that builds on them.
    pub(super) fn descendants(&self, of: &BTreeSet<ChangeHash>) -> BTreeSet<ChangeHash> {
        let mut found = of.clone();
        for hash in &self.order {
            if self.nodes.get(hash).is_some_and(|node| node.deps.iter().any(|dep| found.contains(dep))) {
                found.insert(*hash);
            }
        }
        found
    }
}
