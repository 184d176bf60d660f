//! One change in our terms, and the Automerge change that is built from it.
//!
//! **Invariant:** what a change overwrites is what stood at its dependencies, worked out by whoever builds it and
//! never told by its author; so a built change is always one that Automerge itself could have written.

use core::fmt;
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
pub(super) const SECONDS_MAX: i64 = 1 << 40;

/// A text written under a key; an empty text clears it.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Put {
    pub(super) key: String,
    pub(super) text: String,
}

impl fmt::Debug for Put {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Put({} bytes)", self.text.len())
    }
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
        let is_newest_state = *graph.heads() == self.deps;
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
        if !(-SECONDS_MAX..=SECONDS_MAX).contains(&self.seconds) {
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use automerge::transaction::{CommitOptions, Transactable};

    use super::*;
    use crate::documents::Kind;

    fn put(key: &str, text: &str) -> Put {
        Put { key: key.into(), text: text.into() }
    }

    #[test]
    fn a_built_change_is_byte_for_byte_the_one_automerge_writes() {
        let mut doc = Kind::Household.first();
        for round in 0..40i64 {
            let actor = Actor([round as u8 % 3; 16]);
            let puts: Vec<Put> =
                (0..=round % 7).map(|key| put(&format!("k{}", key * 3), &"李1".repeat(round as usize))).collect();
            let graph = Graph::of(&doc).unwrap();
            let seq = graph.last_seq(actor) + 1;
            let mut deps: BTreeSet<ChangeHash> = doc.get_heads().into_iter().collect();
            deps.extend(graph.written_by(actor, seq - 1));
            let ours = Written { actor, seq, deps, seconds: 1_790_000_000 + round, puts }.build(&doc, &graph).unwrap();
            let ours = (ours.raw_bytes().to_vec(), Written::read(&ours).unwrap());

            doc.set_actor(actor.to_automerge());
            let mut transaction = doc.transaction();
            for put in &ours.1.puts {
                transaction.put(ROOT, put.key.as_str(), put.text.as_str()).unwrap();
            }
            transaction.commit_with(CommitOptions::default().with_time(1_790_000_000 + round));
            let theirs = doc.get_last_local_change().unwrap();
            assert_eq!(ours.0, theirs.raw_bytes(), "round {round}");
        }
    }

    #[test]
    fn operation_numbers_end_before_automerge_overflows() {
        let mut doc = Kind::Household.first();
        let far = ExpandedChange {
            operations: vec![Op {
                action: OpType::Put(ScalarValue::Str("x".into())),
                obj: ObjectId::Root,
                key: Key::Map("x".into()),
                pred: std::iter::empty().collect(),
                insert: false,
            }],
            actor_id: Actor([1; 16]).to_automerge(),
            hash: None,
            seq: 1,
            start_op: NonZeroU64::new(OP_MAX - 2).unwrap(),
            time: 0,
            message: None,
            deps: vec![Kind::Household.genesis_hash()],
            extra_bytes: Vec::new(),
            author: None,
        };
        doc.apply_changes([Change::from(far)]).unwrap();
        let graph = Graph::of(&doc).unwrap();
        let deps = doc.get_heads().into_iter().collect();
        let next =
            Written { actor: Actor([2; 16]), seq: 1, deps, seconds: 0, puts: vec![put("a", "1"), put("b", "1")] };
        assert_eq!(next.build(&doc, &graph).unwrap_err(), AdmissionError::OperationsExhausted);
    }
}
