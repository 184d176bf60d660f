//! Verdicts: what became of the parcels a request pushed.

use std::collections::BTreeMap;

use linli_contract::Failure;
use linli_contract::sync::LinkFault;
use linli_shared::access::Stream;
use linli_shared::calendar::Millis;
use linli_shared::kinds::Kind;
use linli_shared::log::Seq;
use linli_shared::parcel::{Act, KeyRef, Parcel};
use linli_shared::protocol::{LogAnswer, Reject, Verdict};
use linli_shared::roster::RosterFact;

use super::TakeError;
use crate::chats::circle::circle;
use crate::device::ask::{ParcelRow, Sent};
use crate::device::outbox::{OutState, StoredReason};
use crate::device::position::ReofferKey;
use crate::device::rows;
use crate::device::{Device, Turn};
use crate::members::facts_of;
use crate::store::Table;

impl Device {
    /// Carries out the verdicts and then everything in the order of places.
    ///
    /// Gives the stream whose snapshot was bad, with the place up to which everything else was taken in.
    pub(super) fn take_verdicts(
        &mut self,
        answer: &LogAnswer,
        time: Millis,
        turn: &mut Turn<'_>,
    ) -> Result<Option<(Stream, Seq)>, TakeError> {
        let before = self.sync.at;
        let sent = core::mem::take(&mut self.sent);
        for (sent, verdicts) in sent.iter().zip(&answer.verdicts) {
            match sent {
                Sent::Own(seq) => self.take_own_verdicts(*seq, verdicts, answer, turn)?,
                Sent::Other(key) => self.take_other_verdicts(key, verdicts, turn)?,
            }
        }
        self.sent = sent;
        let timeline = self.timeline(answer, before, time, turn)?;
        self.sent.clear();
        let snapshots = self.complete_snapshots(turn)?.into_iter().filter(|(covers, _)| *covers <= answer.through);
        let mut rest = timeline;
        for (covers, snapshot) in snapshots.collect::<BTreeMap<_, _>>() {
            let later = rest.split_off(covers + 1);
            self.take_timeline(rest, turn)?;
            rest = later;
            if let Some(stream) = self.take_snapshot(snapshot, time, turn)? {
                return Ok(Some((stream, covers)));
            }
        }
        self.take_timeline(rest, turn)?;
        Ok(None)
    }

    fn take_own_verdicts(
        &mut self,
        seq: u64,
        verdicts: &[Verdict],
        answer: &LogAnswer,
        turn: &mut Turn<'_>,
    ) -> Result<(), TakeError> {
        let (through, has_more) = (answer.through, answer.more);
        if verdicts.iter().any(|verdict| matches!(verdict, Verdict::Rejected(Reject::UnknownSeen))) {
            return Err(TakeError::Relay(LinkFault::ForkedRelay));
        }
        let device = self.id().unwrap_or_default();
        let key = rows::parcel(device, seq);
        let contested = Self::contests(&key, verdicts, turn)?;
        if verdicts.iter().any(|verdict| matches!(verdict, Verdict::Rejected(Reject::ChainForked))) {
            return Err(TakeError::Relay(LinkFault::ClonedDevice));
        }
        if verdicts.is_empty() || verdicts.iter().any(|verdict| matches!(verdict, Verdict::Pending(_))) {
            return Ok(());
        }
        if contested.is_some() && has_more {
            // What somebody else did first is not here yet: the relay says the same again when it is.
            return Ok(());
        }
        let Some(mut row) = turn.rows.read::<ParcelRow>(Table::Parcel, &key)? else { return Ok(()) };
        self.sync.reoffer.retain(|known| known.0 != key);
        // A place beyond what is delivered is not taken in yet, and may never be delivered to an author whose role ended.
        let is_beyond = |verdict: &Verdict| matches!(verdict, Verdict::Accepted(place) | Verdict::Duplicate(place) if *place > through);
        if verdicts.iter().any(is_beyond) {
            self.sync.unsettled.insert(seq);
        } else {
            self.sync.unsettled.remove(&seq);
        }
        for (act, verdict) in verdicts.iter().enumerate() {
            let numbers = row.numbers.get(act).cloned().unwrap_or_default();
            match verdict {
                Verdict::Accepted(place) | Verdict::Duplicate(place) => {
                    row.places.insert(act as u16, *place);
                }
                Verdict::Quarantined => {
                    for number in numbers {
                        let item = self.outbox.get(&number).cloned();
                        if let Some(mut item) = item {
                            item.state = OutState::Quarantined(seq, act as u16);
                            self.write_item(item, turn);
                        }
                    }
                }
                Verdict::Rejected(Reject::Contradiction) if self.only_certifies(&numbers) => {
                    numbers.iter().for_each(|number| self.settle(*number, turn));
                }
                Verdict::Rejected(Reject::Contradiction | Reject::WrongRing) if contested.is_some() => {
                    self.contested.push((numbers, contested.unwrap_or_default()));
                    self.forget_turn_of(&row, act, turn);
                }
                Verdict::Rejected(reason) => self.refuse(&numbers, stored(*reason), turn)?,
                Verdict::Pending(_) => {}
            }
        }
        turn.rows.write(Table::Parcel, key, &row);
        Ok(())
    }

    /// What the author of an own parcel had seen, if an act of it that changes the roster or who reads a record contradicts
    /// what stands, or gives a secret to a ring that another device began first.
    fn contests(key: &[u8], verdicts: &[Verdict], turn: &Turn<'_>) -> Result<Option<Seq>, TakeError> {
        let contradicts = |verdict: &Verdict| *verdict == Verdict::Rejected(Reject::Contradiction);
        let is_contested = |verdict: &Verdict| contradicts(verdict) || *verdict == Verdict::Rejected(Reject::WrongRing);
        if !verdicts.iter().any(is_contested) {
            return Ok(None);
        }
        let Some(row) = turn.rows.read::<ParcelRow>(Table::Parcel, key)? else { return Ok(None) };
        let Ok(parcel) = Parcel::from_bytes(&row.bytes) else { return Err(Failure::StoreFailed.into()) };
        let mut acts = parcel.acts().iter().zip(verdicts).filter(|(_, verdict)| is_contested(verdict));
        let tells_readers =
            |act: &Act| act.entries().any(|(_, entry)| matches!(entry.kind, Kind::Audience | Kind::Circle));
        let is_meant =
            acts.any(|(act, verdict)| tells_readers(act) || (contradicts(verdict) && !facts_of(act).is_empty()));
        Ok(is_meant.then_some(parcel.header().seen.seq))
    }

    /// Forgets the secrets that an own act made which the log will not hold.
    fn forget_turn_of(&mut self, row: &ParcelRow, act: usize, turn: &mut Turn<'_>) {
        let Ok(parcel) = Parcel::from_bytes(&row.bytes) else { return };
        for fact in parcel.acts().get(act).map(facts_of).unwrap_or_default() {
            if let RosterFact::RingTurned { turn: made } = fact {
                let key = KeyRef { ring: made.ring, generation: made.generation, commitment: made.commitment };
                self.forget_secret(&key, turn);
            }
        }
    }

    /// Does own acts again that contradict what somebody else did first, with what is known now.
    pub(super) fn do_contested(&mut self, turn: &mut Turn<'_>) -> Result<(), Failure> {
        for (numbers, seen) in core::mem::take(&mut self.contested) {
            if self.roster_place() > seen || self.have_readers_changed(&numbers, seen, turn)? {
                self.do_again(&numbers, turn)?;
            } else {
                self.refuse(&numbers, StoredReason::Other, turn)?;
            }
        }
        Ok(())
    }

    /// Whether somebody else changed who reads a record after a place, so that own work on it is to be formed anew.
    #[allow(clippy::wildcard_enum_match_arm, reason = "no other kind says who reads a record")]
    fn have_readers_changed(&self, numbers: &[u64], seen: Seq, turn: &Turn<'_>) -> Result<bool, Failure> {
        let items = numbers.iter().filter_map(|number| self.outbox.get(number));
        for item in items {
            let has_changed = match item.kind {
                Kind::Audience => self.ticket(turn, item.record)?.is_some_and(|row| row.has_readers_since(seen)),
                Kind::Circle | Kind::Message => {
                    circle(turn, item.record)?.is_some_and(|row| row.has_changed_since(seen))
                }
                _ => false,
            };
            if has_changed {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn take_other_verdicts(&mut self, key: &[u8], verdicts: &[Verdict], turn: &mut Turn<'_>) -> Result<(), TakeError> {
        let is_pending = verdicts.is_empty() || verdicts.iter().any(|verdict| matches!(verdict, Verdict::Pending(_)));
        if is_pending {
            self.stalled.insert(ReofferKey(key.to_vec()));
            return Ok(());
        }
        self.sync.reoffer.retain(|known| known.0 != key);
        self.stalled.clear();
        let Some(row) = turn.rows.read::<ParcelRow>(Table::Parcel, key)? else { return Ok(()) };
        let Ok(parcel) = Parcel::from_bytes(&row.bytes) else { return Ok(()) };
        for (act, verdict) in verdicts.iter().enumerate() {
            if matches!(verdict, Verdict::Rejected(_) | Verdict::Quarantined) {
                self.forget_act(&parcel, act, turn)?;
            }
        }
        Ok(())
    }

    /// Whether another device's parcel is young enough to be offered again if the relay loses it: thirty days.
    pub(in crate::device) fn keeps_parcel(taken: Millis, now: Millis) -> bool {
        const THIRTY_DAYS: i64 = 30 * 86_400_000;
        now.0.saturating_sub(taken.0) < THIRTY_DAYS
    }
}

const fn stored(reason: Reject) -> StoredReason {
    match reason {
        Reject::NoRight | Reject::WrongRing | Reject::BadSignature => StoredReason::NoRight,
        Reject::WrongScope => StoredReason::OutsideScope,
        Reject::Renewed => StoredReason::Renewed,
        Reject::Malformed => StoredReason::Malformed,
        Reject::Contradiction
        | Reject::UnknownSeen
        | Reject::ChainForked
        | Reject::WrongLog
        | Reject::UnknownVersion => StoredReason::Other,
    }
}
