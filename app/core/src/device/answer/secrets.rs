//! Ring secrets of an answer, taken out before anything else: they may come behind what they open.
//!
//! **Invariant:** a secret that comes ahead of its place is kept only if a turn that the roster or the answer holds commits
//! to it; it is used once the roster names it.

use std::collections::BTreeMap;

use linli_shared::access::{SealedTo, rule};
use linli_shared::ids::RingId;
use linli_shared::kinds::Kind;
use linli_shared::parcel::{Entry, KeyRef};
use linli_shared::protocol::LogAnswer;
use linli_shared::roster::{RingTurn, RosterFact};
use linli_shared::seal::unwrap;

use super::acts::At;
use crate::device::{Device, Turn};

/// Turns of an answer by ring and generation.
type Turns = BTreeMap<(RingId, u32), Vec<RingTurn>>;

impl Device {
    /// Takes the secrets that an answer brings for this device.
    pub(super) fn take_secrets(&mut self, answer: &LogAnswer, turn: &mut Turn<'_>) {
        let Some(identity) = self.identity.clone() else { return };
        let acts = answer.parcels.iter().flat_map(|delivered| delivered.parcel.acts());
        let entries: Vec<&Entry> = acts.flat_map(|act| act.entries()).map(|(_, entry)| entry).collect();
        let mut turns = Turns::new();
        for entry in entries.iter().filter(|entry| entry.kind == Kind::Roster) {
            if let Ok(RosterFact::RingTurned { turn }) = RosterFact::from_body(&entry.body) {
                turns.entry((turn.ring, turn.generation)).or_default().push(turn);
            }
        }
        let mine = entries.iter().filter(|entry| entry.kind == Kind::Wrap && entry.scope.0 == identity.device.0);
        for entry in mine {
            let ring = RingId(entry.record.0);
            let opened = unwrap(&entry.body, identity.seat.log, ring, identity.device, &identity.keys);
            let Ok((generation, secret)) = opened else { continue };
            let key = secret.key_ref(ring, generation);
            if self.secret(&key).is_none() && self.is_named(&key, &turns) {
                self.hold_secret(ring, generation, secret, turn);
            }
        }
        for link in turns.values().rev().flatten() {
            self.take_link(link, &turns, turn);
        }
        let rings: Vec<RingId> = self.roster().rings().map(|(id, _)| id).collect();
        rings.into_iter().for_each(|ring| self.follow_links(ring, turn));
    }

    fn take_link(&mut self, link: &RingTurn, turns: &Turns, turn: &mut Turn<'_>) {
        let key = KeyRef { ring: link.ring, generation: link.generation, commitment: link.commitment };
        let opened = self.secret(&key).zip(link.previous.as_deref());
        let before = opened.and_then(|(secret, sealed)| secret.unlink(link.ring, link.generation, sealed));
        let (Some(before), Some(generation)) = (before, link.generation.checked_sub(1)) else { return };
        let key = before.key_ref(link.ring, generation);
        if self.secret(&key).is_none() && self.is_named(&key, turns) {
            self.hold_secret(link.ring, generation, before, turn);
        }
    }

    fn is_named(&self, key: &KeyRef, turns: &Turns) -> bool {
        let in_answer = turns.get(&(key.ring, key.generation));
        in_answer.into_iter().flatten().any(|turn| turn.commitment == key.commitment)
            || self.roster().ring(key.ring).is_some_and(|ring| ring.has(key))
    }

    /// Whether an entry cannot be opened yet because the secret of its ring has not come: it is fetched again when it has.
    pub(super) fn awaits_secret(&self, at: &At<'_>) -> Option<RingId> {
        let key = at.entry.key.filter(|_| !at.entry.kind.is_for_device())?;
        let is_named = self.roster().ring(key.ring).is_some_and(|ring| ring.has(&key));
        (is_named && self.secret(&key).is_none() && !self.is_own_letter(at)).then_some(key.ring)
    }

    /// Whether an entry is this device's letter to a ring, which it need not be able to open.
    pub(super) fn is_own_letter(&self, at: &At<'_>) -> bool {
        let is_letter =
            matches!(rule(at.entry.kind).map(|rule| rule.sealed_to), Some(SealedTo::ToRing(_) | SealedTo::ToMember));
        is_letter && Some(at.parcel.header().device) == self.id()
    }
}
