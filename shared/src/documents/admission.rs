//! Taking in what another device wrote: everything is checked before Automerge sees a change.
//!
//! **Invariant:** a body is taken whole or not at all; after an error the document is as before.
//! **Invariant:** the judgement depends on the document, the body, its device and the rule alone: every device that
//! holds the dependencies judges alike. No input panics, and work is bounded by the limits in [`body`](super::body).

use std::collections::BTreeSet;

use automerge::ChangeHash;

use super::actor::Writer;
use super::body::{Body, Dependency, Said, checksum};
use super::document::Document;
use super::graph::Meaning;
use super::written::Written;
use crate::ids::DeviceId;

/// What was taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admitted {
    /// The changes of the body in its order, those already there included.
    pub changes: Vec<ChangeHash>,
    /// How many of them were new.
    pub new: usize,
}

/// Why a body is not taken into a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum AdmissionError {
    /// More bytes than a body may have.
    #[error("more bytes than a body may have")]
    TooLong,
    /// Not a form of this release: a newer app's, or an Automerge chunk.
    #[error("a form of body that this release does not know")]
    FormUnknown,
    /// It ends in the middle.
    #[error("it ends in the middle")]
    CutShort,
    /// A number is too large or not in its shortest form.
    #[error("a number is too large or not in its shortest form")]
    NumberTooLong,
    /// No change at all.
    #[error("no change")]
    Empty,
    /// More changes than a body may carry.
    #[error("more changes than a body may carry")]
    TooManyChanges,
    /// A change writes nothing.
    #[error("a change that writes nothing")]
    NothingWritten,
    /// More keys than a change or body may write.
    #[error("more keys than a change or body may write")]
    TooManyKeys,
    /// A key is empty or too long.
    #[error("a key that is empty or too long")]
    KeyLength,
    /// A key's number is not in the kind's table, or no person was named.
    #[error("a key that is not known")]
    KeyUnknown,
    /// One change writes a key twice.
    #[error("a key written twice by one change")]
    KeyTwice,
    /// A text is longer than any field.
    #[error("a text longer than any field")]
    TextTooLong,
    /// A text is not in a form that can be read.
    #[error("a text that cannot be read")]
    TextMalformed,
    /// A device time beyond all clocks.
    #[error("a device time beyond all clocks")]
    TimeOutOfRange,
    /// The writer is not in the snapshot's table.
    #[error("a writer that is not named")]
    WriterUnknown,
    /// The writer's change before this one is missing, or this one does not build on it.
    #[error("a gap in the writer's sequence")]
    SequenceGap,
    /// The writer has another change of this number.
    #[error("two changes of one writer with one number")]
    SequenceTaken,
    /// A change builds on nothing.
    #[error("a change that builds on nothing")]
    NoDependency,
    /// More dependencies than a change may have.
    #[error("more dependencies than a change may have")]
    TooManyDependencies,
    /// A change builds on one that is not here.
    #[error("a dependency that is not here")]
    DependencyUnknown,
    /// Two changes begin with the same 16 bytes.
    #[error("a dependency that may be either of two")]
    DependencyAmbiguous,
    /// The document has used up its operation numbers.
    #[error("no operation numbers left")]
    OperationsExhausted,
    /// What was built is not what the author has.
    #[error("the changes built are not the author's")]
    ChecksumWrong,
    /// Automerge did not take the change.
    #[error("Automerge did not take the change")]
    Refused,
    /// The rule of the record does not allow the outcome.
    #[error("the record's rule does not allow it")]
    RuleBroken,
}

impl Document {
    /// Takes in a body that `device` signed, if `rule` allows the document that comes of it.
    ///
    /// A body that is already here changes nothing and is no error.
    ///
    /// # Errors
    /// The [`AdmissionError`] that every device finds; the document is then as before.
    pub fn admit(
        &mut self,
        body: &[u8],
        device: DeviceId,
        rule: impl FnOnce(&Self) -> bool,
    ) -> Result<Admitted, AdmissionError> {
        let body = Body::read(body, self.kind(), device)?;
        let mut next = self.clone();
        let admitted = next.take_in(body)?;
        if !rule(&next) {
            return Err(AdmissionError::RuleBroken);
        }
        *self = next;
        Ok(admitted)
    }

    /// Takes in all changes of a body; may leave some behind on error.
    pub(super) fn take_in(&mut self, body: Body) -> Result<Admitted, AdmissionError> {
        if body.changes.is_empty() {
            return Err(AdmissionError::Empty);
        }
        let mut admitted = Admitted { changes: Vec::with_capacity(body.changes.len()), new: 0 };
        for said in body.changes {
            let writer = said.writer;
            let written = self.resolve(said, &admitted.changes)?;
            let (hash, is_new) = self.take(writer, &written)?;
            admitted.changes.push(hash);
            admitted.new += usize::from(is_new);
        }
        if checksum(&admitted.changes) != body.checksum {
            return Err(AdmissionError::ChecksumWrong);
        }
        Ok(admitted)
    }

    fn resolve(&self, said: Said, here: &[ChangeHash]) -> Result<Written, AdmissionError> {
        let actor = said.writer.actor(self.record());
        let mut deps = BTreeSet::new();
        if said.seq > 1 {
            deps.insert(self.graph().written_by(actor, said.seq - 1).ok_or(AdmissionError::SequenceGap)?);
        }
        for dependency in said.besides {
            deps.insert(match dependency {
                Dependency::Genesis => self.genesis_hash(),
                Dependency::Here(index) => *here.get(index).ok_or(AdmissionError::DependencyUnknown)?,
                Dependency::Elsewhere(half) => match self.graph().meant_by(half) {
                    Meaning::One(hash) => hash,
                    Meaning::Nothing => return Err(AdmissionError::DependencyUnknown),
                    Meaning::Several => return Err(AdmissionError::DependencyAmbiguous),
                },
            });
        }
        Ok(Written { actor, seq: said.seq, deps, seconds: said.seconds, puts: said.puts })
    }

    /// Adds one change unless it is there, and says which it is.
    pub(super) fn take(&mut self, writer: Writer, written: &Written) -> Result<(ChangeHash, bool), AdmissionError> {
        let change = written.build(self.automerge(), self.graph())?;
        let hash = change.hash();
        match self.graph().written_by(written.actor, written.seq) {
            Some(known) if known == hash => Ok((hash, false)),
            Some(_) => Err(AdmissionError::SequenceTaken),
            None => {
                self.apply(writer, change)?;
                Ok((hash, true))
            }
        }
    }
}
