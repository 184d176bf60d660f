//! One change in our terms, and the Automerge change that is built from it.
//!
//! **Invariant:** what a change overwrites is what stood at its dependencies, worked out by whoever builds it and
//! never told by its author; so a built change is always one that Automerge itself could have written.

use core::num::NonZeroU64;
use std::collections::BTreeSet;

use automerge::legacy::{Key, ObjectId, Op, OpId, OpType};
use automerge::{Automerge, Change, ChangeHash, ExpandedChange, ObjId, ROOT, ReadDoc, ScalarValue};

use super::AdmissionError;
use super::actor::Actor;
use super::graph::Graph;

/// The longest key, in bytes.
pub(super) const KEY_MAX: usize = 128;
/// The longest text, in bytes: 200 characters of four bytes, and some.
pub(super) const TEXT_MAX: usize = 1_024;
/// The most keys one change writes.
pub(super) const PUTS_MAX: usize = 1_024;
/// Operation counters stay below this, far from where Automerge overflows.
const OP_MAX: u64 = 1 << 31;
/// Device time in seconds stays within ± this (about 34,000 years).
const SECONDS_MAX: u64 = 1 << 40;

/// A text written under a key; an empty text clears it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Put {
    pub(super) key: String,
    pub(super) text: String,
}

/// One change: what a device wrote, when, and on which state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    pub(super) actor: Actor,
    /// From 1, without gaps.
    pub(super) seq: u64,
    /// Every dependency, the writer's own previous change among them.
    pub(super) deps: BTreeSet<ChangeHash>,
    pub(super) seconds: i64,
    pub(super) puts: Vec<Put>,
}

impl Written {
    /// Builds the Automerge change on a document that holds the dependencies.
    pub(super) fn build(&self, doc: &Automerge, graph: &Graph) -> Result<Change, AdmissionError> {
        self.check(graph)?;
        let deps: Vec<ChangeHash> = self.deps.iter().copied().collect();
        let newest = deps.iter().filter_map(|hash| graph.get(hash)).map(|node| node.max_op).max();
        let start = newest.ok_or(AdmissionError::NoDependency)? + 1;
        if start + self.puts.len() as u64 >= OP_MAX {
            return Err(AdmissionError::OperationsExhausted);
        }
        let is_newest_state = doc.get_heads() == deps;
        let operations = self
            .puts
            .iter()
            .map(|put| {
                let standing = if is_newest_state {
                    doc.get_all(ROOT, put.key.as_str())
                } else {
                    doc.get_all_at(ROOT, put.key.as_str(), &deps)
                };
                let replaced =
                    standing.map_err(|_| AdmissionError::Refused)?.into_iter().filter_map(|(_, id)| match id {
                        ObjId::Id(counter, actor, _) => Some(OpId(counter, actor)),
                        ObjId::Root => None,
                    });
                Ok(Op {
                    action: OpType::Put(ScalarValue::Str(put.text.as_str().into())),
                    obj: ObjectId::Root,
                    key: Key::Map(put.key.as_str().into()),
                    pred: replaced.collect(),
                    insert: false,
                })
            })
            .collect::<Result<Vec<_>, AdmissionError>>()?;
        Ok(Change::from(ExpandedChange {
            operations,
            actor_id: self.actor.to_automerge(),
            hash: None,
            seq: self.seq,
            start_op: NonZeroU64::new(start).ok_or(AdmissionError::OperationsExhausted)?,
            time: self.seconds,
            message: None,
            deps,
            extra_bytes: Vec::new(),
            author: None,
        }))
    }

    fn check(&self, graph: &Graph) -> Result<(), AdmissionError> {
        if self.puts.is_empty() {
            return Err(AdmissionError::NothingWritten);
        }
        if self.puts.len() > PUTS_MAX {
            return Err(AdmissionError::TooManyKeys);
        }
        let mut keys = BTreeSet::new();
        for put in &self.puts {
            if put.key.is_empty() || put.key.len() > KEY_MAX {
                return Err(AdmissionError::KeyLength);
            }
            if put.text.len() > TEXT_MAX {
                return Err(AdmissionError::TextTooLong);
            }
            if !keys.insert(put.key.as_str()) {
                return Err(AdmissionError::KeyTwice);
            }
        }
        if self.seconds.unsigned_abs() > SECONDS_MAX {
            return Err(AdmissionError::TimeOutOfRange);
        }
        if self.deps.iter().any(|hash| graph.get(hash).is_none()) {
            return Err(AdmissionError::DependencyUnknown);
        }
        let previous = graph.written_by(self.actor, self.seq.wrapping_sub(1));
        match (self.seq, previous) {
            (0, _) | (2.., None) => Err(AdmissionError::SequenceGap),
            (2.., Some(own)) if !self.deps.contains(&own) => Err(AdmissionError::SequenceGap),
            (1, _) | (2.., Some(_)) => Ok(()),
        }
    }

    /// Reads a change of a document; `None` for what this form cannot say.
    pub(super) fn read(change: &Change) -> Option<Self> {
        let expanded = change.decode();
        if expanded.message.is_some() || !expanded.extra_bytes.is_empty() {
            return None;
        }
        let puts = expanded.operations.into_iter().map(|op| match (op.obj, op.key, op.action, op.insert) {
            (ObjectId::Root, Key::Map(key), OpType::Put(ScalarValue::Str(text)), false) => {
                Some(Put { key: key.as_str().into(), text: text.as_str().into() })
            }
            _ => None,
        });
        Some(Self {
            actor: Actor::from_automerge(&expanded.actor_id)?,
            seq: expanded.seq,
            deps: expanded.deps.into_iter().collect(),
            seconds: expanded.time,
            puts: puts.collect::<Option<_>>()?,
        })
    }
}
