//! The ring secrets this device holds.

use std::collections::BTreeMap;

use linli_shared::ids::RingId;
use linli_shared::parcel::KeyRef;
use linli_shared::roster::{RingKind, Roster};
use linli_shared::seal::{NamingSecret, RingSecret};

/// Secrets by ring and generation.
#[derive(Debug, Default)]
pub(super) struct Keyring {
    secrets: BTreeMap<(RingId, u32), RingSecret>,
}

impl Keyring {
    /// Takes in a secret.
    pub(super) fn insert(&mut self, ring: RingId, generation: u32, secret: RingSecret) {
        self.secrets.insert((ring, generation), secret);
    }

    /// The secret a body names, if it is the one it commits to.
    #[must_use]
    pub(super) fn get(&self, key: &KeyRef) -> Option<&RingSecret> {
        self.secrets.get(&(key.ring, key.generation)).filter(|secret| secret.commitment() == key.commitment)
    }

    /// The newest secret of a kind of ring that the roster names and this device holds.
    #[must_use]
    pub(super) fn newest(&self, roster: &Roster, kind: RingKind) -> Option<(KeyRef, &RingSecret)> {
        let (id, ring) = roster.ring_of(kind)?;
        let key = ring.newest(id)?;
        self.get(&key).map(|secret| (key, secret))
    }

    /// The register's naming secret.
    #[must_use]
    pub(super) fn naming(&self, roster: &Roster) -> Option<NamingSecret> {
        let (id, _) = roster.ring_of(RingKind::Register)?;
        self.secrets.get(&(id, 1)).map(RingSecret::naming)
    }
}
