//! Circles on a device: who is in them and their secrets.
//!
//! A circle's row is in [`Table::Chat`] under its record ([`want`]); what is said in it is the messages' matter, in rows of
//! their own. The record of a group is the record of its [`Kind::Group`], and random: both begin in one bundle, so nobody can
//! take the name before. A letter's record follows from the knock.
//! **Invariant:** who is in a circle is a fold over its facts in the order of places; what waits in the outbox counts on this
//! device as if it stood.

use std::collections::BTreeMap;

use linli_contract::Failure;
use linli_shared::access::RecordMeta;
use linli_shared::audience::{Audience, Commitment, record_ring};
use linli_shared::calendar::Millis;
use linli_shared::circles::{Begun, Change, Circle, CircleFact, CircleKind, follow};
use linli_shared::ids::{AreaId, DeviceId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::parcel::KeyRef;
use linli_shared::roster::Roster;
use linli_shared::seal::RingSecret;

pub(crate) use super::change::{NewCircle, begin, leave, remove, say};
use super::heads::CircleSum;
pub(crate) use super::knocks::{KnockAtMe, answer, can_be_reached, knock, knocks, own_knocks};
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::square::Said;
use crate::store::Table;
use crate::tickets::rows::{HeldSecret, Origin, Stand};

/// A circle as this device keeps it.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(crate) struct CircleRow {
    /// What the log holds of it, own work that waits on top.
    #[n(0)]
    pub(super) meta: RecordMeta,
    /// Its secrets as far as this device could open them.
    #[n(1)]
    pub(super) secrets: Vec<HeldSecret>,
    /// What was said of who is in it, from the first on.
    #[n(2)]
    pub(super) facts: Vec<FactAt>,
    /// The place of the first message that came without its secret since this device was last given one.
    #[n(3)]
    pub(super) missed: Option<Seq>,
}

/// A circle's fact.
#[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
pub(super) struct FactAt {
    /// Where it stands.
    #[n(0)]
    pub(super) stand: Stand,
    /// Who wrote it.
    #[n(1)]
    pub(super) author: MemberId,
    /// What it says, without the letters; its generation is 0 before it was formed.
    #[n(2)]
    pub(super) fact: CircleFact,
    /// The relay's time by which it was judged; of own work that waits, this device's.
    #[n(3)]
    pub(super) time: Millis,
}

/// A message that cannot be opened yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SealedMessage {
    /// What is known of it; its content is the sealed body.
    pub(super) said: Said,
    /// The parcel's nonce.
    pub(super) nonce: [u8; 16],
    /// The secret that opens it.
    pub(super) key: KeyRef,
}

/// Messages that came before the secret which opens them, by circle. What was said before somebody came reaches them in one
/// answer with the fact that lets them in, so nothing of it is written down; what is not at hand any more once
/// its secret comes is served again ([`CircleRow::missed`]).
#[derive(Debug, Default)]
pub(crate) struct SealedMessages {
    of: BTreeMap<RecordId, Sealed>,
    bytes: usize,
}

/// Those of one circle.
#[derive(Debug, Default)]
struct Sealed {
    list: Vec<SealedMessage>,
    bytes: usize,
    /// There was no room for one.
    is_cut: bool,
}

/// The most bytes of messages that wait for their secret.
const SEALED: usize = 32 << 20;
/// The most of them in one circle: whoever gives a circle no secret that opens takes no room from others.
const SEALED_IN_ONE: usize = 4 << 20;

impl SealedMessage {
    const fn weight(&self) -> usize {
        self.said.content.len() + core::mem::size_of::<Self>()
    }
}

impl SealedMessages {
    /// Keeps a message, if there is room.
    pub(super) fn keep(&mut self, record: RecordId, sealed: SealedMessage) {
        let bytes = sealed.weight();
        let of = self.of.entry(record).or_default();
        of.is_cut |= self.bytes + bytes > SEALED || of.bytes + bytes > SEALED_IN_ONE;
        if !of.is_cut {
            of.bytes += bytes;
            self.bytes += bytes;
            of.list.push(sealed);
        }
    }

    /// Whether every message of a circle from a place on is at hand that came without its secret.
    pub(super) fn has_all_from(&self, record: RecordId, place: Seq) -> bool {
        let of = self.of.get(&record);
        of.is_some_and(|of| !of.is_cut && of.list.iter().any(|sealed| sealed.said.seq <= place))
    }

    /// Takes a circle's messages that a secret opens.
    pub(super) fn take(&mut self, record: RecordId, opens: impl Fn(&KeyRef) -> bool) -> Vec<SealedMessage> {
        let Some(of) = self.of.remove(&record) else { return Vec::new() };
        let (ready, list): (Vec<_>, Vec<_>) = of.list.into_iter().partition(|sealed| opens(&sealed.key));
        let taken = ready.iter().map(SealedMessage::weight).sum::<usize>();
        self.bytes -= taken;
        if !list.is_empty() {
            self.of.insert(record, Sealed { list, bytes: of.bytes - taken, is_cut: of.is_cut });
        }
        ready
    }

    /// Forgets everything: places were lost, and what waits comes again.
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

impl CircleRow {
    /// A circle nobody has written to.
    pub(super) fn new(record: RecordId, scope: AreaId, creator: MemberId) -> Self {
        let ring = Some(record_ring(record, scope));
        let meta = RecordMeta { kind: Kind::Circle, creator, scope, ring, audience: None };
        Self { meta, secrets: Vec::new(), facts: Vec::new(), missed: None }
    }

    pub(super) fn circle(&self) -> Option<&Circle> {
        self.meta.audience.as_ref()?.circle.as_ref()
    }

    /// What it is.
    pub(crate) fn kind(&self) -> CircleKind {
        self.circle().map_or(CircleKind::Topic, |circle| circle.kind)
    }

    /// Whether who comes later reads what was said before.
    pub(crate) fn shares_history(&self) -> bool {
        self.circle().is_some_and(|circle| circle.shares_history)
    }

    /// The building whose group it is.
    pub(crate) fn building(&self) -> Option<AreaId> {
        self.circle().and_then(|circle| circle.building)
    }

    /// Who is in it, in the order in which they came; own work that waits included.
    pub(crate) fn members(&self) -> &[MemberId] {
        self.circle().map_or(&[], |circle| &circle.members)
    }

    /// Whether a member is in it: with the own member, whether this device still reads it.
    pub(crate) fn has(&self, member: MemberId) -> bool {
        self.members().contains(&member)
    }

    /// Who owns a group at a relay time ([`Circle::owner`]).
    pub(crate) fn owner(&self, roster: &Roster, time: Millis) -> Option<MemberId> {
        self.circle().and_then(|circle| circle.owner(roster, time))
    }

    /// When it began.
    pub(crate) fn began(&self) -> Millis {
        self.facts.first().map(|at| at.stand.time()).unwrap_or_default()
    }

    /// Whether a member was taken out of it, and did not leave by themself.
    pub(crate) fn was_taken_out(&self, member: MemberId) -> bool {
        self.circle().and_then(|circle| circle.gone.get(&member)).is_some_and(|gone| gone.is_taken_out)
    }

    /// Whether somebody left since its secret turned last.
    pub(super) fn is_stale(&self) -> bool {
        self.circle().is_some_and(|circle| circle.is_stale)
    }

    /// The other one of a letter, also after they went.
    fn with(&self, me: MemberId) -> Option<MemberId> {
        if self.kind() != CircleKind::Letter {
            return None;
        }
        let first = self.facts.first()?;
        let Change::Begun(Begun { with, .. }) = &first.fact.change else { return None };
        with.iter().map(|consent| consent.member).chain([first.author]).find(|member| *member != me)
    }

    /// As lists keep it.
    pub(super) fn sum(&self, me: MemberId, roster: &Roster, time: Millis) -> CircleSum {
        let came = |at: &&FactAt| match &at.fact.change {
            Change::Begun(begun) => at.author == me || begun.with.iter().any(|consent| consent.member == me),
            Change::Added(consents) => consents.iter().any(|consent| consent.member == me),
            Change::Removed { .. } | Change::Left { .. } => false,
        };
        CircleSum {
            kind: self.kind(),
            shares_history: self.shares_history(),
            building: self.building(),
            members: self.members().len() as u32,
            owner: self.owner(roster, time),
            with: self.with(me),
            is_in: self.has(me),
            at: self.facts.iter().rev().find(came).map_or_else(|| self.began(), |at| at.stand.time()),
        }
    }

    /// The secret of a generation that commits to something.
    pub(super) fn secret(&self, generation: u32, commitment: [u8; 16]) -> Option<RingSecret> {
        let held = self.secrets.iter().filter(|held| held.generation == generation).map(HeldSecret::secret);
        held.into_iter().find(|secret| secret.commitment() == commitment)
    }

    /// Keeps a secret.
    pub(super) fn hold(&mut self, generation: u32, secret: &RingSecret) {
        if self.secret(generation, secret.commitment()).is_none() {
            self.secrets.push(HeldSecret::new(generation, secret));
        }
    }

    /// What the log held of the record before an entry at a place.
    pub(super) fn before(&self, place: (Seq, u16), origin: Origin) -> Option<RecordMeta> {
        let is_earlier =
            |at: &&FactAt| at.stand.place().is_some_and(|known| known < place) && at.stand.origin() != Some(origin);
        if self.facts.iter().all(|at| is_earlier(&at)) {
            // As nearly always: it comes after everything that is known.
            return (!self.facts.is_empty()).then(|| self.meta.clone());
        }
        let creator = self.facts.iter().find(is_earlier)?.author;
        Some(RecordMeta { creator, audience: folded(self.facts.iter().filter(is_earlier)), ..self.meta.clone() })
    }

    /// Whether somebody came or went after a place.
    pub(crate) fn has_changed_since(&self, seen: Seq) -> bool {
        self.facts.iter().filter_map(|at| at.stand.place()).any(|(seq, _)| seq > seen)
    }

    /// What the entry of a piece of work formed now meets: other own work counts that was formed before it.
    pub(super) fn formed(&self, number: u64) -> Audience {
        let counts = |at: &&FactAt| at.stand.number().is_none_or(|known| known != number && at.fact.generation > 0);
        folded(self.facts.iter().filter(counts)).unwrap_or_default()
    }

    /// Puts everything in order and takes over who is in it.
    pub(super) fn put_in_order(&mut self) {
        self.facts.sort_by_key(|at| at.stand.order());
        if let Some(first) = self.facts.first() {
            self.meta.creator = first.author;
        }
        self.meta.audience = folded(self.facts.iter());
    }

    /// Whether own work of this number waits in it.
    pub(crate) fn has_own(&self, number: u64) -> bool {
        self.facts.iter().any(|at| at.stand.number() == Some(number))
    }
}

/// Who is in a circle after some facts.
fn folded<'a>(facts: impl Iterator<Item = &'a FactAt>) -> Option<Audience> {
    let mut audience = None;
    for at in facts {
        follow(audience.get_or_insert_with(Audience::default), &at.fact, at.author, at.time);
    }
    audience
}

/// A fact that is not formed yet.
pub(super) const fn unformed(change: Change) -> CircleFact {
    CircleFact { change, generation: 0, commitment: Commitment([0; 16]), wraps: Vec::new(), previous: None }
}

/// The row of a circle, to be loaded.
pub(crate) fn want(record: RecordId) -> Want {
    Want::Row(Table::Chat, crate::device::rows::record(record))
}

/// A circle; `None` if it is not here. Its row is [`want`].
///
/// # Errors
/// [`Failure::StoreFailed`] if the row cannot be read, [`Failure::Defect`] if it was not loaded.
pub(crate) fn circle(turn: &Turn<'_>, record: RecordId) -> Result<Option<CircleRow>, Failure> {
    turn.rows.read(Table::Chat, &crate::device::rows::record(record))
}

impl Device {
    /// Writes a circle's row, with what lists keep of it.
    ///
    /// # Errors
    /// As [`Device::keep_circle_sum`].
    pub(super) fn keep_circle(
        &mut self,
        record: RecordId,
        row: &CircleRow,
        turn: &mut Turn<'_>,
    ) -> Result<(), Failure> {
        turn.rows.write(Table::Chat, crate::device::rows::record(record), row);
        turn.durable();
        let me = self.member()?.0;
        let sum = row.sum(me, self.roster(), self.clock(turn.now.time));
        self.keep_circle_sum(record, sum, turn)
    }

    /// Own device and member.
    pub(super) fn oneself(&self) -> Result<(MemberId, DeviceId), Failure> {
        let (me, identity) = self.member()?;
        Ok((me, identity.device))
    }
}

#[cfg(test)]
mod tests {
    use linli_shared::ids::RingId;
    use linli_shared::square::Standing;

    use super::*;

    #[test]
    fn a_circle_without_a_secret_takes_no_room_from_another() {
        let sealed = |seq| SealedMessage {
            said: Said {
                kind: Kind::Message,
                content: vec![0; 30_000],
                device: DeviceId([1; 16]),
                by: MemberId([1; 16]),
                standing: Standing::RESIDENT,
                seq,
                index: 0,
                time: Millis(1),
                number: None,
                device_seq: seq,
            },
            nonce: [0; 16],
            key: KeyRef { ring: RingId([1; 16]), generation: 1, commitment: [1; 16] },
        };
        let (bad, good) = (RecordId([1; 16]), RecordId([2; 16]));
        let mut all = SealedMessages::default();
        (1..1_000).for_each(|seq| all.keep(bad, sealed(seq)));
        all.keep(good, sealed(1_000));
        assert!(all.has_all_from(good, 1_000) && !all.has_all_from(good, 999));
        assert_eq!(all.take(good, |_| true).len(), 1);
        assert!(!all.has_all_from(bad, 1), "some were dropped, and are served again");
        assert_eq!(all.take(bad, |_| true).len(), SEALED_IN_ONE / sealed(1).weight());
        assert_eq!(all.bytes, 0);
    }
}
