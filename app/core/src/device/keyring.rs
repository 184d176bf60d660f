//! The ring secrets this device holds.
//!
//! **Invariant:** a secret is kept under what it commits to, so that two that were made for the same generation stand side
//! by side until the roster names one of them; the other is never used.

use std::collections::BTreeMap;

use linli_shared::audience::{Commitment, ReaderWrap};
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, RingId};
use linli_shared::log::Seq;
use linli_shared::parcel::KeyRef;
use linli_shared::roster::{Ring, RingKind, Roster};
use linli_shared::seal::{LetterContext, NamingSecret, RingSecret, open_letter};
use zeroize::Zeroize as _;

use super::rows::meta;
use super::{Device, Turn};
use crate::store::Table;

/// Secrets by ring, generation and commitment.
#[derive(Debug, Default)]
pub(super) struct Keyring {
    secrets: BTreeMap<(RingId, u32, [u8; 16]), RingSecret>,
}

impl Keyring {
    /// Takes in a secret.
    pub(super) fn insert(&mut self, ring: RingId, generation: u32, secret: RingSecret) {
        self.secrets.insert((ring, generation, secret.commitment()), secret);
    }

    fn remove(&mut self, key: &KeyRef) -> Option<RingSecret> {
        self.secrets.remove(&(key.ring, key.generation, key.commitment))
    }

    /// The secret a body names.
    #[must_use]
    pub(super) fn get(&self, key: &KeyRef) -> Option<&RingSecret> {
        self.secrets.get(&(key.ring, key.generation, key.commitment))
    }

    /// The newest secret of a kind of ring that the roster names, if this device holds it.
    #[must_use]
    pub(super) fn newest(&self, roster: &Roster, kind: RingKind) -> Option<(KeyRef, &RingSecret)> {
        let (id, ring) = roster.ring_of(kind)?;
        let key = ring.newest(id)?;
        self.get(&key).map(|secret| (key, secret))
    }

    /// The register's naming secret.
    #[must_use]
    pub(super) fn naming(&self, roster: &Roster) -> Option<NamingSecret> {
        let (id, ring) = roster.ring_of(RingKind::Register)?;
        self.get(&generation(id, ring, 1)?).map(RingSecret::naming)
    }
}

/// The reference of one generation of a ring.
fn generation(id: RingId, ring: &Ring, number: u32) -> Option<KeyRef> {
    let known = ring.generations.get((number as usize).checked_sub(1)?)?;
    Some(KeyRef { ring: id, generation: number, commitment: known.commitment })
}

impl Device {
    /// The secret of a generation, if this device holds it.
    pub(crate) fn secret(&self, key: &KeyRef) -> Option<&RingSecret> {
        self.keyring.get(key)
    }

    /// The secret of a record's own ring that one of its letters brings to a ring of which this device holds the secret.
    pub(crate) fn secret_in(
        &self,
        own: RingId,
        (generation, commitment): (u32, Commitment),
        letters: &[ReaderWrap],
    ) -> Option<RingSecret> {
        let log = self.log()?;
        letters.iter().find_map(|wrap| {
            let context = LetterContext::reader(log, own, generation, wrap.reader.ring);
            let letter = open_letter(self.secret(&wrap.reader)?, &context, &wrap.letter).ok()?;
            let mut bytes = <[u8; 32]>::try_from(&letter[..]).ok()?;
            let secret = RingSecret::from_bytes(bytes);
            bytes.zeroize();
            (secret.commitment() == commitment.0).then_some(secret)
        })
    }

    /// The ring whose secret has not come to this device, and which would open one of a record's letters. The role that lets it
    /// open the ring may come behind the record, so the streams tell.
    pub(crate) fn awaited(&self, letters: &[ReaderWrap], scope: AreaId) -> Option<RingId> {
        let streams = &self.sync_state().held;
        let lacks = letters.iter().filter(|wrap| self.secret(&wrap.reader).is_none()).map(|wrap| wrap.reader.ring);
        lacks.into_iter().find(|ring| streams.keys().any(|stream| stream.carries(Some(*ring), scope)))
    }

    /// Keeps a secret on the disk too. It is used once the roster names what it commits to.
    pub(crate) fn hold_secret(&mut self, ring: RingId, generation: u32, secret: RingSecret, turn: &mut Turn<'_>) {
        let key = meta::secret(ring, generation, secret.commitment());
        turn.rows.put(Table::Meta, key, secret.expose().to_vec());
        turn.durable();
        self.unlock(ring);
        self.keyring.insert(ring, generation, secret);
    }

    /// Forgets a secret that the roster will never name.
    pub(crate) fn forget_secret(&mut self, key: &KeyRef, turn: &mut Turn<'_>) {
        if self.keyring.remove(key).is_some() {
            turn.rows.delete(Table::Meta, meta::secret(key.ring, key.generation, key.commitment));
        }
    }

    /// Opens the links from the secrets that are held to the older ones, as far as the roster tells.
    pub(super) fn follow_links(&mut self, ring: RingId, turn: &mut Turn<'_>) {
        let Some(known) = self.roster().ring(ring) else { return };
        let mut found = Vec::new();
        let mut newer: Option<RingSecret> = None;
        for number in (1..=known.generations.len() as u32).rev() {
            let Some(key) = generation(ring, known, number) else { break };
            let held = self.keyring.get(&key);
            let next = held.cloned().or_else(|| {
                let link = known.generations.get(number as usize)?.previous.as_deref()?;
                let opened = newer.as_ref()?.unlink(ring, number + 1, link)?;
                (opened.commitment() == key.commitment).then_some(opened)
            });
            if let (None, Some(secret)) = (held, &next) {
                found.push((number, secret.clone()));
            }
            newer = next;
        }
        for (number, secret) in found {
            self.hold_secret(ring, number, secret, turn);
        }
    }

    /// Bodies of a ring could not be opened for want of its secret: its streams wait, to be fetched again from here.
    pub(crate) fn lock(&mut self, ring: RingId, place: Seq) {
        let from = self.sync.locked.entry(ring).or_insert(place);
        *from = (*from).min(place);
    }

    /// A secret of a ring came: what could not be opened is fetched again.
    fn unlock(&mut self, ring: RingId) {
        if let Some(from) = self.sync.locked.remove(&ring) {
            self.fetch_from(ring, from);
        }
    }

    /// What comes under a ring is fetched again from a place on.
    pub(crate) fn fetch_from(&mut self, ring: RingId, place: Seq) {
        let to = place.saturating_sub(1);
        self.sync.set_back(ring, to);
        let again = self.sync.again.entry(ring).or_insert(to);
        *again = (*again).min(to);
    }

    /// Sets streams back whose secret came with the answer that moved them on.
    pub(super) fn fetch_again(&mut self) {
        for (ring, to) in core::mem::take(&mut self.sync.again) {
            self.sync.set_back(ring, to);
        }
    }

    /// Relay time at which a ring last turned, as far as this device knows.
    pub(crate) fn last_turn(&self, ring: RingId) -> Option<Millis> {
        self.turned.get(&ring).map(|(_, time)| *time)
    }

    pub(super) fn note_turn(&mut self, ring: RingId, seq: Seq, time: Millis, turn: &mut Turn<'_>) {
        turn.rows.put(Table::Meta, meta::turned(ring), [seq.to_be_bytes(), time.0.to_be_bytes()].concat());
        self.turned.insert(ring, (seq, time));
    }

    /// Reads a row that [`Self::note_turn`] wrote.
    pub(super) fn load_turn(&mut self, ring: &[u8], value: &[u8]) -> Option<()> {
        let (seq, time) = value.split_first_chunk::<8>()?;
        let time = Millis(i64::from_be_bytes(time.try_into().ok()?));
        self.turned.insert(RingId(ring.try_into().ok()?), (Seq::from_be_bytes(*seq), time));
        Some(())
    }

    /// Forgets when rings turned at places that the relay lost.
    pub(super) fn forget_turns(&mut self, fork: Seq, turn: &mut Turn<'_>) {
        self.past = None;
        let lost: Vec<RingId> = self.turned.iter().filter(|(_, (seq, _))| *seq > fork).map(|(ring, _)| *ring).collect();
        for ring in lost {
            self.turned.remove(&ring);
            turn.rows.delete(Table::Meta, meta::turned(ring));
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use linli_shared::ids::LogCode;
    use linli_shared::roster::{RingTurn, RosterFact, RosterHistory};

    use super::*;
    use crate::device::Now;
    use crate::device::rows::Rows;
    use crate::store::Durability;

    const RING: RingId = RingId([9; 16]);

    fn secret(number: u32) -> RingSecret {
        RingSecret::from_bytes([number as u8; 32])
    }

    /// A device that knows of three generations; `linked` says which of them lead to the one before.
    fn device(linked: [bool; 3]) -> Device {
        let mut device = Device::new();
        device.roster = RosterHistory::new(LogCode(310_113_003_001));
        for (generation, is_linked) in (1..).zip(linked) {
            let before = secret(generation - 1);
            let turn = RingTurn {
                ring: RING,
                kind: RingKind::Register,
                generation,
                public: secret(generation).public(),
                commitment: secret(generation).commitment(),
                recipients: Vec::new(),
                previous: is_linked.then(|| secret(generation).link(RING, generation, &before)),
            };
            device.roster.push(generation.into(), RosterFact::RingTurned { turn });
        }
        device
    }

    fn with_turn<T>(work: impl FnOnce(&mut Turn<'_>) -> T) -> T {
        let now = Now { time: Millis(0), entropy: [1; 32] };
        work(&mut Turn::new(Rows::default(), &now))
    }

    fn holds(device: &Device) -> Vec<u32> {
        (1..=3).filter(|number| device.secret(&secret(*number).key_ref(RING, *number)).is_some()).collect()
    }

    #[test]
    fn whoever_has_the_newest_secret_has_all_before_it() {
        let mut device = device([false, true, true]);
        with_turn(|turn| {
            device.hold_secret(RING, 3, secret(3), turn);
            device.follow_links(RING, turn);
            assert_eq!(turn.durability, Durability::Durable);
        });
        assert_eq!(holds(&device), [1, 2, 3]);
        let naming = device.keyring.naming(device.roster()).unwrap();
        assert_eq!(naming.person_mark("x"), secret(1).naming().person_mark("x"), "names never turn");
    }

    #[test]
    fn where_a_link_is_missing_what_is_older_stays_closed() {
        let mut device = device([false, false, true]);
        with_turn(|turn| {
            device.hold_secret(RING, 3, secret(3), turn);
            device.follow_links(RING, turn);
        });
        assert_eq!(holds(&device), [2, 3]);
    }

    #[test]
    fn of_two_secrets_of_one_generation_the_roster_decides() {
        let mut device = device([false, true, true]);
        let lost = RingSecret::from_bytes([77; 32]);
        with_turn(|turn| {
            device.hold_secret(RING, 3, lost.clone(), turn);
            assert!(device.keyring.newest(device.roster(), RingKind::Register).is_none(), "the other one won");
            device.hold_secret(RING, 3, secret(3), turn);
            let (key, newest) = device.keyring.newest(device.roster(), RingKind::Register).unwrap();
            assert_eq!((key.generation, newest), (3, &secret(3)));
            device.forget_secret(&lost.key_ref(RING, 3), turn);
        });
        assert_eq!(device.secret(&lost.key_ref(RING, 3)), None);
        assert_eq!(holds(&device), [3]);
    }

    #[test]
    fn a_ring_whose_secret_comes_late_is_fetched_again_from_where_it_was_left_out() {
        use linli_shared::access::Stream;
        let mut device = device([false, true, true]);
        let streams = [None, Some(RING)].map(|ring| Stream { ring, area: None });
        device.sync.held = streams.map(|stream| (stream, 40)).into();
        device.sync.at = 40;
        let at = |device: &Device| {
            let (_, _, positions) = device.sync.positions(LogCode(310_113_003_001));
            positions.iter().find(|position| position.streams.contains(&streams[1])).map(|position| position.at)
        };
        assert_eq!(at(&device), None, "all stand together");
        device.lock(RING, 7);
        device.lock(RING, 12);
        assert_eq!(at(&device), Some(Seq::MAX), "it rests");
        assert!(!device.sync.is_behind());
        with_turn(|turn| device.hold_secret(RING, 3, secret(3), turn));
        device.sync.advance(50, linli_shared::log::ShortHead::default());
        device.fetch_again();
        assert_eq!(at(&device), Some(6));
        assert!(device.sync.is_behind());
    }
}
