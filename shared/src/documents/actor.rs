//! Who wrote a change, as Automerge sees it: an actor is a hash, never a person.
//!
//! **Invariant:** a device that must write beside its own earlier changes does so under its next incarnation.

use core::fmt;

use crate::ids::{DeviceId, RecordId, hash32};

/// The actor of a change: 16 bytes derived from device, record and incarnation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Actor(pub [u8; 16]);

/// A device that writes to a record, in one of its incarnations there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Writer {
    /// The device.
    pub device: DeviceId,
    /// How often the device began anew on this record, from 0.
    pub incarnation: u32,
}

impl Writer {
    /// The actor of this writer on `record`.
    #[must_use]
    pub fn actor(&self, record: RecordId) -> Actor {
        let hash = hash32("linli actor", &[&self.device.0, &record.0, &self.incarnation.to_be_bytes()]);
        Actor::from_hash(hash)
    }
}

impl Actor {
    pub(super) fn from_hash(hash: [u8; 32]) -> Self {
        let mut short = [0; 16];
        short.copy_from_slice(&hash[..16]);
        Self(short)
    }

    pub(super) fn from_automerge(actor: &automerge::ActorId) -> Option<Self> {
        actor.to_bytes().try_into().ok().map(Self)
    }

    pub(super) fn to_automerge(self) -> automerge::ActorId {
        automerge::ActorId::from(self.0)
    }
}

impl fmt::Debug for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Actor({:02x}{:02x}{:02x}{:02x})", self.0[0], self.0[1], self.0[2], self.0[3])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_a_writer_changes_its_actor() {
        let writer = Writer { device: DeviceId([1; 16]), incarnation: 0 };
        let record = RecordId([2; 16]);
        let others = [
            Writer { device: DeviceId([3; 16]), incarnation: 0 }.actor(record),
            Writer { incarnation: 1, ..writer }.actor(record),
            writer.actor(RecordId([4; 16])),
        ];
        assert_eq!(format!("{:?}", writer.actor(record)), "Actor(467cb252)");
        assert!(!others.contains(&writer.actor(record)));
    }
}
