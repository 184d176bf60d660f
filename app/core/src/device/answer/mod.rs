//! Taking in an answer: verdicts first, then everything in the order of places.
//!
//! **Invariant:** a place is taken in at most once; the position moves only with what it covers, in the same batch.

pub(crate) mod acts;
mod decisions;
mod facts;
mod notices;
mod records;
mod secrets;
mod tickets;
mod timeline;
mod unfit;
mod verdicts;

use linli_contract::Event;
use linli_contract::Failure;
use linli_contract::sync::{Link, LinkFault};
use linli_shared::log::Seen;
use linli_shared::protocol::{LogAnswer, PROTOCOL, SyncAnswer, Verdict, head_message};

use super::outbox::OutboxItem;
use super::position::SyncState;
use super::rows::{Rows, Want};
use super::{Device, Reply, Turn};

impl Device {
    pub(super) fn answer_wants(&self, answer: &SyncAnswer, rows: &Rows) -> Vec<Want> {
        answer.logs.first().map(|log| self.timeline_wants(log, rows)).unwrap_or_default()
    }

    pub(super) fn take_answer(&mut self, answer: SyncAnswer, turn: &mut Turn<'_>) -> Reply {
        if answer.version != PROTOCOL {
            return Reply::Failed(LinkFault::NewerAppNeeded);
        }
        let Some(log) = answer.logs.into_iter().next().filter(|log| Some(log.code) == self.log()) else {
            return Reply::Failed(LinkFault::NotARelay);
        };
        match self.take_log(log, answer.time.0, turn) {
            Ok(_) if self.link == Link::Down(LinkFault::ClonedDevice) => Reply::Met { more: false },
            Ok(more) => {
                let link = if more { Link::Meeting { received: self.sync.at as u32 } } else { Link::Up };
                self.set_link(link, turn);
                turn.tell(Event::SyncChanged);
                Reply::Met { more }
            }
            Err(TakeError::Relay(fault)) => Reply::Failed(fault),
            Err(TakeError::Store(failure)) => Reply::Answer(Err(failure)),
        }
    }

    fn take_log(&mut self, answer: LogAnswer, time: i64, turn: &mut Turn<'_>) -> Result<bool, TakeError> {
        // The relay's key never changes, and a new era takes back what names it.
        let had_key = self.roster().relay_key().is_some();
        if had_key {
            self.check_signature(&answer)?;
        }
        if !self.answers_all(&answer) {
            return Err(TakeError::Relay(LinkFault::NotARelay));
        }
        if self.sync.era != 0 && answer.era < self.sync.era {
            return Err(TakeError::Relay(LinkFault::ForkedRelay));
        }
        if self.sync.era != 0 && answer.era > self.sync.era {
            self.begin_era(&answer, turn)?;
        }
        let before = self.sync.clone();
        self.sync.era = answer.era;
        self.check_history(&before, &answer)?;
        if let Some(streams) = &answer.streams {
            self.sync.take_streams(streams);
        }
        let was_new = before.held.is_empty();
        let time = linli_shared::calendar::Millis(time);
        self.keep_parts(&answer, turn);
        self.take_secrets(&answer, turn);
        let bad = self.take_verdicts(&answer, time, turn)?;
        let is_new_era = before.era != answer.era;
        if is_new_era {
            self.sync.era_since = (answer.era > 1).then_some(time);
            self.stalled.clear();
        }
        if !had_key {
            self.check_signature(&answer)?;
        }
        self.follow_roster(turn);
        self.take_desk(answer.desk.as_ref(), turn);
        self.check_chain(&answer, turn);
        if was_new && answer.streams.is_none() {
            let streams = self.id().map(|id| linli_shared::access::streams(self.roster(), time, id));
            self.sync.take_streams(&streams.unwrap_or_default());
        }
        if let Some((stream, covers)) = bad {
            self.sync.advance_others(&stream, covers);
        } else if answer.streams.is_none() || !answer.parcels.is_empty() {
            self.sync.advance(answer.through, answer.head);
        }
        self.fetch_again();
        self.sync.last_met = Some(time);
        self.sync.met_own = Some(turn.now.time);
        self.sync.safe_through = answer.safe_through;
        self.do_contested(turn)?;
        if !answer.more && bad.is_none() && self.sync.unsettled.is_empty() && self.link != CLONED {
            self.refuse_unfit(turn)?;
            self.go_on_enrolling(turn)?;
            if self.enrol.is_none() {
                self.keep_up(turn)?;
            }
        }
        self.write_position(turn);
        // A parcel of which part waits for another is offered again as a whole.
        let is_told = |verdicts: &Vec<Verdict>| !verdicts.iter().any(|verdict| matches!(verdict, Verdict::Pending(_)));
        let is_moving = answer.verdicts.iter().any(|verdicts| !verdicts.is_empty() && is_told(verdicts));
        let has_more = !self.sync.unsettled.is_empty() || !self.sync.reoffer.is_empty();
        let has_work = !self.formable().is_empty() || crate::rights::due::is_any(self);
        let has_new = self.sync.unsettled.is_empty() && has_work;
        let is_behind = self.sync.is_behind();
        let may_ask_more = self.may_ask_for_desk_now();
        Ok(answer.more
            || bad.is_some()
            || has_new
            || is_behind
            || may_ask_more
            || (has_more && (is_moving || is_new_era)))
    }

    /// Refuses a history that contradicts the one this device was shown.
    fn check_history(&self, before: &SyncState, answer: &LogAnswer) -> Result<(), TakeError> {
        let shown = Seen { era: answer.era, seq: answer.through, head: answer.head };
        let is_shorter =
            before.era == answer.era && answer.streams.is_none() && answer.through < before.at && !answer.more;
        let seen_by_others = answer.parcels.iter().map(|delivered| delivered.parcel.header().seen);
        let is_contradicted =
            before.contradicts(&shown) || seen_by_others.into_iter().any(|seen| before.contradicts(&seen));
        if is_shorter || is_contradicted { Err(TakeError::Relay(LinkFault::ForkedRelay)) } else { Ok(()) }
    }

    /// Whether each parcel sent got its verdicts: going on without them would leave own work behind the position.
    fn answers_all(&self, answer: &LogAnswer) -> bool {
        let is_complete =
            answer.verdicts.len() == self.sent.len() && answer.verdicts.iter().all(|acts| !acts.is_empty());
        self.sent.is_empty() || is_complete
    }

    /// Checks who signed the head. Before the founding has arrived nobody can say; then the answer may hold no place and
    /// its era is not believed.
    fn check_signature(&mut self, answer: &LogAnswer) -> Result<(), TakeError> {
        let Some(key) = self.roster().relay_key() else {
            self.sync.era = 0;
            return if answer.through == 0 { Ok(()) } else { Err(TakeError::Relay(LinkFault::NotARelay)) };
        };
        let message = head_message(answer.code, answer.era, answer.through, answer.head);
        let signature = linli_shared::ed25519::Signature::from_bytes(&answer.signature);
        key.verify_strict(&message, &signature).map_err(|_| TakeError::Relay(LinkFault::NotARelay))
    }

    /// Compares the relay's knowledge of the own chain with the own.
    fn check_chain(&mut self, answer: &LogAnswer, turn: &mut Turn<'_>) {
        let (held, name) = answer.chain.map_or((0, None), |chain| (chain.device_seq, Some(chain.hash)));
        if held > self.sync.chain_seq || (held == self.sync.chain_seq && held > 0 && name != self.sync.chain_hash) {
            let has_work = self.outbox.values().any(OutboxItem::is_pending);
            if self.enrol.is_none() && !has_work {
                self.set_link(CLONED, turn);
                return;
            }
            if self.enrol.is_none() {
                // A restored store, or a copy that is in use elsewhere: its work goes out under keys of its own.
                self.begin_enrol(false, turn);
            }
            self.sync.chain_seq = held;
            self.sync.chain_hash = name;
            self.sync.unsettled.clear();
            self.write_sync(turn);
            return;
        }
        let lost = held + 1..=self.sync.chain_seq;
        self.sync.unsettled.extend(lost);
    }
}

const CLONED: Link = Link::Down(LinkFault::ClonedDevice);

/// Why an answer was not taken in; then nothing was.
#[derive(Debug, Clone, PartialEq, Eq)]
enum TakeError {
    /// The relay's fault.
    Relay(LinkFault),
    /// The store's fault.
    Store(Failure),
}

impl From<Failure> for TakeError {
    fn from(failure: Failure) -> Self {
        Self::Store(failure)
    }
}
