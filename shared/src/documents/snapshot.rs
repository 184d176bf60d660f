//! Packing: a device's own changes for a parcel, and a whole document for a newcomer.
//!
//! **Invariant:** unpacking gives the same changes, hash for hash; the checksum in the body proves it.

use std::collections::BTreeMap;

use automerge::{ChangeHash, ReadDoc};

use super::body::{
    BODY_MAX, BODY_PUTS_MAX, Body, CHANGES_MAX, Dependency, PackError, SNAPSHOT_CHANGES_MAX, SNAPSHOT_MAX,
    SNAPSHOT_PUTS_MAX, Said, checksum,
};
use super::document::Document;
use super::heads::Heads;
use super::written::Written;
use super::{AdmissionError, Kind};
use crate::ids::{DeviceId, RecordId};

impl Document {
    /// Puts changes of `device` into a parcel entry's body, in the order in which they build on each other.
    ///
    /// # Errors
    /// A change is not here, not this device's, or they are more than one body takes.
    pub fn pack(&self, changes: &[ChangeHash], device: DeviceId) -> Result<Vec<u8>, PackError> {
        let said = self.say(changes)?;
        if said.changes.iter().any(|said| said.writer.device != device) {
            return Err(PackError::AnotherDevice);
        }
        if said.changes.len() > CHANGES_MAX || said.puts() > BODY_PUTS_MAX {
            return Err(PackError::TooMuch);
        }
        Some(said.write(self.kind())).filter(|bytes| bytes.len() <= BODY_MAX).ok_or(PackError::TooMuch)
    }

    /// Puts the whole document into a snapshot, with its writers.
    ///
    /// # Errors
    /// [`PackError::TooMuch`] if the history is too long: the tail is then served instead.
    pub fn snapshot(&self) -> Result<Vec<u8>, PackError> {
        let said = self.say(&self.changes_since(&Heads::default()))?;
        if said.changes.len() > SNAPSHOT_CHANGES_MAX || said.puts() > SNAPSHOT_PUTS_MAX {
            return Err(PackError::TooMuch);
        }
        Some(said.write_snapshot(self.kind())).filter(|bytes| bytes.len() <= SNAPSHOT_MAX).ok_or(PackError::TooMuch)
    }

    /// Opens a snapshot that another device offered; the caller compares the heads with those it was offered under.
    ///
    /// # Errors
    /// The [`AdmissionError`] that every device finds.
    pub fn admit_snapshot(
        bytes: &[u8],
        kind: Kind,
        record: RecordId,
        rule: impl FnOnce(&Self) -> bool,
    ) -> Result<Self, AdmissionError> {
        let body = Body::read_snapshot(bytes, kind)?;
        let mut document = Self::genesis(kind, record);
        document.take_in(body)?;
        if !rule(&document) {
            return Err(AdmissionError::RuleBroken);
        }
        Ok(document)
    }

    fn say(&self, changes: &[ChangeHash]) -> Result<Body, PackError> {
        if changes.is_empty() || changes.iter().any(|hash| self.graph().get(hash).is_none()) {
            return Err(PackError::ChangeUnknown);
        }
        let wanted: std::collections::BTreeSet<ChangeHash> = changes.iter().copied().collect();
        let ordered = self.graph().order().iter().filter(|hash| wanted.contains(hash));
        let mut here: BTreeMap<ChangeHash, usize> = BTreeMap::new();
        let mut said = Vec::with_capacity(wanted.len());
        for hash in ordered {
            let change = self.automerge().get_change_by_hash(hash).ok_or(PackError::ChangeUnknown)?;
            let written = Written::read(&change).ok_or(PackError::AnotherDevice)?;
            let writer = self.writer(written.actor).ok_or(PackError::AnotherDevice)?;
            let own = self.graph().written_by(written.actor, written.seq.wrapping_sub(1));
            let besides = written.deps.into_iter().filter(|dep| Some(*dep) != own).map(|dep| match here.get(&dep) {
                _ if dep == self.genesis_hash() => Dependency::Genesis,
                Some(index) => Dependency::Here(*index),
                None => Dependency::Elsewhere(half(dep)),
            });
            let besides = besides.collect();
            said.push(Said { writer, seq: written.seq, besides, seconds: written.seconds, puts: written.puts });
            here.insert(*hash, here.len());
        }
        let mut hashes: Vec<_> = here.into_iter().collect();
        hashes.sort_unstable_by_key(|(_, index)| *index);
        Ok(Body { checksum: checksum(hashes.iter().map(|(hash, _)| hash)), changes: said })
    }
}

fn half(hash: ChangeHash) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&hash.0[..16]);
    half
}

impl Body {
    fn puts(&self) -> usize {
        self.changes.iter().map(|said| said.puts.len()).sum()
    }
}
