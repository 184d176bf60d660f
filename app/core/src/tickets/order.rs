//! The order of what is kept of a ticket or public version, and what follows from it.

use linli_shared::access::RecordMeta;
use linli_shared::audience::{Audience, record_ring};
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, MemberId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::seal::RingSecret;
use linli_shared::tickets::{Actor, Handler, Status, VoiceContent};

use super::rows::{AudienceAt, HeldSecret, Origin, PublicRow, Stand, StepAt, TicketRow};

impl TicketRow {
    /// A record nobody has written to.
    pub(super) fn new(record: RecordId, scope: AreaId, creator: MemberId) -> Self {
        let ring = Some(record_ring(record, scope));
        let meta = RecordMeta { kind: Kind::Case, creator, scope, ring, audience: None };
        let (secrets, audiences, steps, sealed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { meta, secrets, audiences, case: None, steps, opened: None, is_unread: false, sealed }
    }

    /// The rings that read it, own work that waits included.
    pub(crate) fn audience(&self) -> Audience {
        self.meta.audience.clone().unwrap_or_default()
    }

    /// The secret of a generation that commits to something.
    pub(crate) fn secret(&self, generation: u32, commitment: [u8; 16]) -> Option<RingSecret> {
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
    pub(crate) fn before(&self, place: (Seq, u16), origin: Origin) -> Option<RecordMeta> {
        let is_earlier =
            |at: &&AudienceAt| at.stand.place().is_some_and(|known| known < place) && at.stand.origin() != Some(origin);
        let earlier: Vec<&AudienceAt> = self.audiences.iter().filter(is_earlier).collect();
        let creator = earlier.first()?.author;
        Some(RecordMeta { creator, audience: Some(added_up(earlier.into_iter())), ..self.meta.clone() })
    }

    /// Whether somebody came or went after a place.
    pub(crate) fn has_readers_since(&self, seen: Seq) -> bool {
        self.audiences.iter().filter_map(|at| at.stand.place()).any(|(seq, _)| seq > seen)
    }

    /// The audience that the entry of a piece of work formed now meets: other own work counts that was formed before it.
    pub(super) fn formed(&self, number: u64) -> Audience {
        let counts = |at: &&AudienceAt| at.stand.number().is_none_or(|known| known != number && at.is_formed());
        added_up(self.audiences.iter().filter(counts))
    }

    /// Puts everything in order and takes over who reads the record.
    pub(super) fn put_in_order(&mut self) {
        self.audiences.sort_by_key(|at| at.stand.order());
        self.steps.sort_by_key(|at| at.stand.order());
        if let Some(first) = self.audiences.first() {
            self.meta.creator = first.author;
        }
        self.meta.audience = (!self.audiences.is_empty()).then(|| added_up(self.audiences.iter()));
    }

    /// Whether nothing is left of it.
    pub(super) fn is_empty(&self) -> bool {
        self.audiences.is_empty() && self.case.is_none() && self.steps.is_empty() && self.sealed.is_empty()
    }

    /// Whether own work of this number waits in it.
    pub(super) fn has_own(&self, number: u64) -> bool {
        let mut stands = self.audiences.iter().map(|at| at.stand).chain(self.steps.iter().map(|at| at.stand));
        let case = self.case.as_ref().map(|at| at.stand);
        stands.any(|stand| stand.number() == Some(number)) || case.is_some_and(|stand| stand.number() == Some(number))
    }

    /// Takes out what stands where `is_gone` says.
    pub(super) fn take_out(&mut self, is_gone: impl Fn(Stand) -> bool) {
        self.audiences.retain(|at| !is_gone(at.stand));
        self.steps.retain(|at| !is_gone(at.stand));
        self.sealed.retain(|at| !is_gone(at.stand));
        if self.case.as_ref().is_some_and(|at| is_gone(at.stand)) {
            self.case = None;
        }
        self.put_in_order();
    }

    /// The places after `fork` are lost; tells whether any was.
    pub(super) fn lose(&mut self, fork: Seq) -> bool {
        let audiences = self.audiences.iter_mut().map(|at| &mut at.stand);
        let steps = self.steps.iter_mut().map(|at| &mut at.stand);
        let sealed = self.sealed.iter_mut().map(|at| &mut at.stand);
        let case = self.case.iter_mut().map(|at| &mut at.stand);
        let lost: Vec<bool> = audiences.chain(steps).chain(sealed).chain(case).map(|stand| stand.lose(fork)).collect();
        self.put_in_order();
        lost.contains(&true)
    }
}

impl AudienceAt {
    /// Whether it names a secret; own work does once it was formed.
    pub(super) const fn is_formed(&self) -> bool {
        self.generation > 0
    }
}

/// Who reads a record after some changes.
fn added_up<'a>(changes: impl Iterator<Item = &'a AudienceAt>) -> Audience {
    let mut audience = Audience::default();
    for at in changes {
        if at.is_formed() && at.generation as usize > audience.generations.len() {
            audience.generations.push(at.commitment);
        }
        if at.stand.number().is_some() {
            audience.readers.extend(&at.readers);
            audience.readers.retain(|ring| Some(*ring) != at.gone);
        } else {
            audience.readers.clone_from(&at.readers);
        }
    }
    audience
}

impl PublicRow {
    /// A record of which nothing is here.
    pub(super) const fn new(scope: AreaId) -> Self {
        Self { scope, report: None, voices: Vec::new(), opened: None }
    }

    /// Whether own work of this number waits in it.
    pub(super) fn has_own(&self, number: u64) -> bool {
        self.report.iter().chain(&self.voices).any(|at| at.stand.number() == Some(number))
    }

    /// Takes out what stands where `is_gone` says.
    pub(super) fn take_out(&mut self, is_gone: impl Fn(Stand) -> bool) {
        self.voices.retain(|at| !is_gone(at.stand));
        if self.report.as_ref().is_some_and(|at| is_gone(at.stand)) {
            self.report = None;
        }
    }

    /// Takes a voice in, in the place of what it is already there as; of a member's that have a place the newest stays.
    pub(super) fn speak(&mut self, new: StepAt, is_it: impl Fn(&StepAt) -> bool) {
        self.voices.retain(|known| !is_it(known));
        let says_state = |at: &StepAt| at.voice().is_some_and(|voice| voice.state.is_some());
        let says = says_state(&new);
        let is_like = |known: &StepAt| {
            let is_placed = known.stand.number().is_none() && new.stand.number().is_none();
            is_placed && known.actor.member == new.actor.member && says_state(known) == says
        };
        let is_older = self.voices.iter().any(|known| is_like(known) && known.stand.order() > new.stand.order());
        if !is_older {
            self.voices.retain(|known| !is_like(known));
            self.voices.push(new);
            self.voices.sort_by_key(|at| at.stand.order());
        }
    }

    /// The places after `fork` are lost; tells whether any was.
    pub(super) fn lose(&mut self, fork: Seq) -> bool {
        let all = self.report.iter_mut().chain(&mut self.voices).map(|at| &mut at.stand);
        let lost: Vec<bool> = all.map(|stand| stand.lose(fork)).collect();
        self.voices.sort_by_key(|at| at.stand.order());
        lost.contains(&true)
    }

    /// The newest voice of each member, own ones that wait included, but not of what only says a state.
    pub(crate) fn voices(&self) -> Vec<(MemberId, VoiceContent)> {
        let mut newest: Vec<(MemberId, VoiceContent)> = Vec::new();
        for at in &self.voices {
            let Some(voice) = at.voice().filter(|voice| voice.state.is_none()) else { continue };
            newest.retain(|(member, _)| *member != at.actor.member);
            newest.push((at.actor.member, voice));
        }
        newest
    }

    /// Where it stands, as those say who handle its ticket, and since when.
    ///
    /// Who reads a public version does not know whom the ticket was sent to. So what counts is said by whoever published it,
    /// by others who handle as they do, and by the committee; by other handlers once one of these said that it was sent on.
    /// A property company's people, who may act for it in every scope, cannot close what never was theirs.
    pub(crate) fn state(&self) -> Option<(Status, Millis)> {
        let publisher = self.report.as_ref().map(|report| &report.actor);
        let is_theirs = |actor: &Actor| {
            let is_shared = |hand: &&Handler| !matches!(hand, Handler::Member(_));
            let as_publisher = |publisher: &Actor| {
                publisher.member == actor.member || publisher.hands.iter().filter(is_shared).any(|hand| actor.is(*hand))
            };
            actor.is(Handler::Committee) || publisher.is_some_and(as_publisher)
        };
        let handles = |actor: &Actor| actor.hands.iter().any(|hand| *hand != Handler::Member(actor.member));
        let (mut newest, mut is_sent_on) = (None, false);
        for at in &self.voices {
            let Some(state) = at.voice().and_then(|voice| voice.state) else { continue };
            let is_theirs = is_theirs(&at.actor);
            if is_theirs || (is_sent_on && handles(&at.actor)) {
                newest = Some((state, at.stand.time()));
            }
            is_sent_on |= is_theirs && state == Status::Sent;
        }
        newest
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use std::collections::BTreeSet;

    use linli_shared::audience::Commitment;
    use linli_shared::ids::{DeviceId, RingId};

    use super::*;

    const RECORD: RecordId = RecordId([1; 16]);
    const SCOPE: AreaId = AreaId([2; 16]);
    const RINGS: [RingId; 4] = [RingId([10; 16]), RingId([11; 16]), RingId([12; 16]), RingId([13; 16])];

    fn origin(index: u16) -> Origin {
        Origin { device: DeviceId([4; 16]), device_seq: 1, index }
    }

    fn placed(seq: Seq) -> Stand {
        Stand::Placed(origin(seq as u16), seq, 0, Millis(seq as i64))
    }

    fn own(number: u64) -> Stand {
        Stand::Own(number, Millis(0))
    }

    fn audience(stand: Stand, generation: u32, readers: &[RingId], gone: Option<RingId>) -> AudienceAt {
        AudienceAt {
            stand,
            author: MemberId([stand.order().1 as u8; 16]),
            generation,
            commitment: Commitment([generation as u8; 16]),
            readers: readers.iter().copied().collect(),
            gone,
            previous: None,
        }
    }

    fn row(audiences: Vec<AudienceAt>) -> TicketRow {
        let mut row = TicketRow::new(RECORD, SCOPE, MemberId([9; 16]));
        row.audiences = audiences;
        row.put_in_order();
        row
    }

    fn readers(audience: &Audience) -> Vec<RingId> {
        audience.readers.iter().copied().collect()
    }

    #[test]
    fn what_came_late_is_judged_by_what_was_known_at_its_place() {
        let row = row(vec![audience(placed(9), 1, &RINGS[..2], None), audience(placed(5), 1, &RINGS[..1], None)]);
        let known = |seq, index| row.before((seq, 0), origin(index)).map(|meta| readers(&meta.audience.unwrap()));
        assert_eq!(known(5, 5), None, "it is the first itself");
        assert_eq!(known(5, 77), None);
        assert_eq!(known(7, 77), Some(RINGS[..1].to_vec()));
        assert_eq!(known(9, 9), Some(RINGS[..1].to_vec()), "it does not come before itself");
        assert_eq!(known(10, 77), Some(RINGS[..2].to_vec()));
        assert_eq!(row.before((10, 0), origin(77)).unwrap().creator, MemberId([5; 16]), "whoever was first");
    }

    #[test]
    fn own_readers_come_on_top_of_whom_somebody_else_brought_in() {
        let mut kept = row(vec![
            audience(placed(5), 1, &RINGS[..1], None),
            audience(own(3), 0, &RINGS[2..3], None),
            audience(own(4), 0, &[], Some(RINGS[1])),
        ]);
        assert_eq!(readers(&kept.audience()), [RINGS[0], RINGS[2]]);
        assert_eq!(readers(&kept.formed(9)), RINGS[..1], "nothing of it was formed");
        kept.audiences.push(audience(placed(8), 1, &RINGS[..2], None));
        kept.put_in_order();
        assert_eq!(readers(&kept.audience()), [RINGS[0], RINGS[2]]);
        assert_eq!(readers(&kept.formed(9)), RINGS[..2]);
        assert!(kept.has_readers_since(7) && !kept.has_readers_since(8));
        kept.take_out(|stand| stand.number() == Some(4));
        assert_eq!(readers(&kept.audience()), RINGS[..3]);
    }

    #[test]
    fn a_formed_generation_is_the_newest_at_once() {
        let mut row = row(vec![audience(placed(5), 1, &RINGS[..2], None), audience(own(3), 0, &[], Some(RINGS[1]))]);
        assert_eq!(row.formed(9).newest(RECORD, SCOPE).unwrap().generation, 1);
        row.audiences[1].generation = 2;
        row.audiences[1].commitment = Commitment([2; 16]);
        row.put_in_order();
        let key = row.formed(9).newest(RECORD, SCOPE).unwrap();
        assert_eq!((key.generation, key.commitment), (2, [2; 16]));
        assert_eq!(row.formed(3).generations.len(), 1, "what is formed again does not meet itself");
    }

    #[test]
    fn what_the_relay_lost_stays_before_own_work_and_after_what_has_a_place() {
        let step = |stand| StepAt {
            stand,
            actor: Actor { member: MemberId([3; 16]), hands: BTreeSet::new() },
            content: Vec::new(),
        };
        let mut row = row(vec![audience(placed(5), 1, &RINGS[..1], None)]);
        row.steps = [own(7), placed(12), placed(11), placed(6)].map(step).to_vec();
        row.put_in_order();
        assert!(row.lose(10));
        assert!(!row.lose(10), "once");
        let stands: Vec<(Option<Seq>, Option<u16>)> = row
            .steps
            .iter()
            .map(|at| (at.stand.place().map(|(seq, _)| seq), at.stand.origin().map(|origin| origin.index)))
            .collect();
        assert_eq!(stands, [(Some(6), Some(6)), (None, Some(11)), (None, Some(12)), (None, None)]);
        assert_eq!(row.before((20, 0), origin(20)).unwrap().creator, MemberId([5; 16]), "its beginning was kept");
    }

    #[test]
    fn a_state_is_said_by_those_whose_the_ticket_is_as_far_as_everybody_can_know() {
        let by = |seq, member: u8, hand, state| {
            let at = Millis(0);
            let content =
                VoiceContent { version: 1, me_too: false, follows: false, state: Some(state), at }.to_content();
            let member = MemberId([member; 16]);
            let actor = Actor { member, hands: BTreeSet::from([Handler::Member(member), hand]) };
            StepAt { stand: placed(seq), actor, content }
        };
        let worker = |seq, member, state| by(seq, member, Handler::GridWorkers, state);
        let property = |seq, member, state| by(seq, member, Handler::Property, state);
        let mut row = PublicRow::new(SCOPE);
        row.report = Some(worker(5, 1, Status::Accepted));
        let mut said = |at: StepAt| {
            row.speak(at, |_| false);
            row.state().map(|(state, _)| state)
        };
        assert_eq!(said(property(6, 4, Status::Resolved)), None, "nobody sent it there");
        assert_eq!(said(worker(7, 2, Status::InProgress)), Some(Status::InProgress), "as whoever published it");
        assert_eq!(said(property(8, 4, Status::Resolved)), Some(Status::InProgress));
        assert_eq!(said(by(9, 5, Handler::Committee, Status::Sent)), Some(Status::Sent));
        assert_eq!(said(property(10, 4, Status::Resolved)), Some(Status::Resolved), "it may be theirs now");
    }

    #[test]
    fn of_a_members_voices_the_newest_counts_and_of_a_state_only_what_a_handler_says() {
        let voice = |stand, member: u8, hand, me_too, state| {
            let content = VoiceContent { version: 1, me_too, follows: false, state, at: Millis(0) }.to_content();
            let member = MemberId([member; 16]);
            let hands = [Some(Handler::Member(member)), hand].into_iter().flatten().collect();
            StepAt { stand, actor: Actor { member, hands }, content }
        };
        let mut row = PublicRow::new(SCOPE);
        let never = |_: &StepAt| false;
        row.speak(voice(placed(9), 1, None, false, None), never);
        row.speak(voice(placed(6), 1, None, true, None), never);
        row.speak(voice(placed(7), 2, None, true, None), never);
        row.speak(voice(placed(8), 3, None, false, Some(Status::Confirmed)), never);
        assert_eq!(row.state(), None, "a neighbour says nothing of the state");
        row.speak(voice(placed(8), 4, Some(Handler::Committee), false, Some(Status::Resolved)), never);
        assert_eq!(row.state(), Some((Status::Resolved, Millis(8))));
        let said: Vec<(u8, bool)> = row.voices().iter().map(|(member, voice)| (member.0[0], voice.me_too)).collect();
        assert_eq!(said, [(2, true), (1, false)], "what came late does not take back what was said later");
        row.speak(voice(own(5), 2, None, false, None), never);
        let of_two = |row: &PublicRow| row.voices().iter().find(|(member, _)| member.0[0] == 2).unwrap().1.me_too;
        assert!(!of_two(&row));
        row.take_out(|stand| stand.number() == Some(5));
        assert!(of_two(&row), "what was refused was never said");
    }
}
