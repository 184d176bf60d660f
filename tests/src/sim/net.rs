//! Meetings: requests and answers that get lost, come twice or late, and machines that die on the way.

use linli_contract::sync::{Link, LinkFault};
use linli_core::device::Input;
use linli_core::store::memory::Fault;
use linli_shared::cbor;
use linli_shared::kinds::{Family, Kind};
use linli_shared::parcel::Parcel;
use linli_shared::protocol::{Refusal, SignedAsk, SyncAnswer, Verdict};
use linli_shared::roster::Role;
use sync_server::store::memory::Fault as RelayFault;

use super::counts::Rare;
use super::liar::Lie;
use super::world::{HOSTILE, World};
use crate::cast::{Person, fault_of};

/// What befalls one turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mishap {
    None,
    RequestLost,
    RequestLate,
    RequestTwice,
    AnswerLost,
    Relay(RelayFault),
    Device,
    DeviceFull,
}

impl World<'_> {
    /// A phone meets the relay, on a bad day.
    pub(super) fn meet(&mut self, who: usize) -> Result<(), String> {
        for _ in 0..12 {
            let mishap = match self.dice.below(40) {
                0 | 1 => Mishap::RequestLost,
                2 | 3 => Mishap::RequestLate,
                4 | 5 => Mishap::RequestTwice,
                6..=8 => Mishap::AnswerLost,
                9 => Mishap::Relay(RelayFault::CrashBefore),
                10 => Mishap::Relay(RelayFault::CrashAfter),
                11 => Mishap::Relay(RelayFault::Full),
                12 | 13 => Mishap::Device,
                14 => Mishap::DeviceFull,
                _ => Mishap::None,
            };
            if !self.turn(who, mishap, true)? {
                break;
            }
        }
        Ok(())
    }

    /// A phone meets the relay and nothing goes wrong.
    pub(super) fn meet_well(&mut self, who: usize) -> Result<(), String> {
        for _ in 0..120 {
            if !self.turn(who, Mishap::None, false)? {
                return Ok(());
            }
        }
        let items = self.town.phones[who].device().outbox();
        let left: Vec<_> = items.map(|item| (item.number, item.kind, item.record, item.state, item.bundle)).collect();
        Err(format!("{who} never stops meeting, with {left:?}"))
    }

    fn turn(&mut self, who: usize, mishap: Mishap, is_busy: bool) -> Result<bool, String> {
        let time = self.tick();
        if !self.town.phones[who].is_running() {
            self.revive(who)?;
        }
        self.plan(who, mishap);
        let request = match self.phone(who).prepare(time) {
            Ok(Some(request)) => request,
            Ok(None) => return Ok(false),
            Err(failure) => return self.store_failed(who, &failure).map(|()| false),
        };
        match mishap {
            Mishap::RequestLost => {
                self.counts.add(Rare::RequestLost);
                return self.missed(who, LinkFault::Unreachable);
            }
            Mishap::RequestLate => {
                self.late.push(request);
                return self.missed(who, LinkFault::Unreachable);
            }
            Mishap::RequestTwice => {
                self.counts.add(Rare::RequestTwice);
                let _ = self.handle(&request);
            }
            Mishap::Relay(fault) => self.town.store.inject(0, fault),
            Mishap::None | Mishap::AnswerLost | Mishap::Device | Mishap::DeviceFull => {}
        }
        self.switch(who);
        let answer = self.handle(&request);
        self.switch(who);
        // A person goes on working while the phone meets; what the answer says is not known to them yet.
        let is_busy = is_busy && mishap == Mishap::None;
        if is_busy && self.lie == Some(Lie::Refuse) && !self.add_meanwhile(who)? {
            return Ok(false);
        }
        if is_busy && self.does_not_know_of_end(who) && !self.visit_meanwhile(who)? {
            return Ok(false);
        }
        if self.town.store.is_dead() {
            self.counts.add(Rare::RelayCrash);
        }
        if matches!(mishap, Mishap::Relay(_)) {
            self.note("the relay starts again".into());
            self.town.restart_relay();
        }
        let answer = match answer {
            Ok(answer) => answer,
            Err(refusal) => return self.refused(who, refusal),
        };
        if mishap == Mishap::AnswerLost {
            self.unanswered.insert(who);
            self.note(format!("{who} misses an answer"));
            return self.missed(who, LinkFault::Unreachable);
        }
        self.delivers_only_ones_own(who, &answer)?;
        self.notice(who, &request, &answer);
        let answer = self.bend(who, answer);
        self.take(who, answer)
    }

    /// Whether a phone still goes by a role that has ended.
    fn does_not_know_of_end(&self, who: usize) -> bool {
        let member = self.town.seat(Person(who)).member;
        let Some(grids) = self.grids.get(&who).filter(|_| self.model.demoted.contains(&who)) else { return false };
        let roster = self.town.phones[who].device().roster();
        let workers = roster.roles(member, self.town.time).filter(|grant| grant.role == Role::GridWorker);
        workers.map(|grant| grant.scope).any(|scope| !grids.contains(&scope))
    }

    fn plan(&mut self, who: usize, mishap: Mishap) {
        let commit = self.town.phones[who].disk.counts().commits + self.dice.below(2) as u64;
        let fault = match mishap {
            Mishap::Device if self.dice.chance(50) => Fault::CrashBeforeCommit(commit),
            Mishap::Device => Fault::CrashAfterCommit(commit),
            Mishap::DeviceFull => Fault::FullAtCommit(commit),
            Mishap::None
            | Mishap::RequestLost
            | Mishap::RequestLate
            | Mishap::RequestTwice
            | Mishap::AnswerLost
            | Mishap::Relay(_) => return,
        };
        self.town.phones[who].disk.plan(fault);
    }

    fn take(&mut self, who: usize, answer: SyncAnswer) -> Result<bool, String> {
        let time = self.town.time;
        let newest = |world: &Self| world.town.phones[who].device().outbox().map(|item| item.number).max();
        let before = newest(self);
        let goes_on = match self.phone(who).answered(answer, time) {
            Ok(goes_on) => goes_on,
            Err(failure) => return self.store_failed(who, &failure).map(|()| false),
        };
        if newest(self) > before {
            self.counts.add(Rare::Replay);
        }
        let device = self.town.phones[who].device();
        let (link, at, waits) = (device.link(), device.sync_state().at, device.outbox().count());
        self.note(format!("{who} met: {link:?} at {at}, {waits} in the outbox"));
        if link == Link::Up {
            self.behind.remove(&who);
        }
        match link {
            Link::Down(LinkFault::ForkedRelay) => {
                self.counts.add(Rare::Fork);
                if self.is_honest {
                    return Err(format!("{who} calls an honest relay forked"));
                }
            }
            Link::Down(LinkFault::ClonedDevice) => {
                self.counts.add(Rare::Clone);
                // The attacker writes under the name of its own phone.
                if self.is_honest && who != HOSTILE {
                    return Err(format!("{who} thinks that it is cloned"));
                }
            }
            Link::Down(LinkFault::NotARelay) if self.is_honest => {
                return Err(format!("{who} does not know the relay"));
            }
            Link::NotTried | Link::Meeting { .. } | Link::Up | Link::Down(_) => {}
        }
        Ok(goes_on)
    }

    fn refused(&mut self, who: usize, refusal: Refusal) -> Result<bool, String> {
        self.note(format!("{who} is refused: {refusal}"));
        if refusal == Refusal::DiskFull {
            self.counts.add(Rare::RelayFull);
        }
        if refusal == Refusal::NotAdmitted {
            self.counts.add(Rare::Removed);
            // The attacker's phone, whose name another one uses, takes itself out for a new one.
            if !self.model.removed.contains(&who) && who != HOSTILE {
                return Err(format!("{who} is not admitted"));
            }
        }
        self.missed(who, fault_of(refusal))
    }

    fn missed(&mut self, who: usize, fault: LinkFault) -> Result<bool, String> {
        let time = self.town.time;
        match self.phone(who).take(Input::Missed(fault), time) {
            Ok(_) => Ok(false),
            Err(failure) => self.store_failed(who, &failure).map(|()| false),
        }
    }

    /// Hands a request to the relay and counts what became of it.
    pub(super) fn handle(&mut self, request: &[u8]) -> Result<SyncAnswer, Refusal> {
        self.town.relay_handles(request)
    }

    /// An old request arrives; nobody waits for the answer.
    pub(super) fn arrive_late(&mut self) {
        if self.late.is_empty() {
            return;
        }
        let request = self.late.remove(self.dice.below(self.late.len()));
        let outcome = self.handle(&request).map(|_| ());
        self.counts.add(Rare::RequestLate);
        self.note(format!("an old request arrives: {outcome:?}"));
    }

    /// Counts what a request and its answer say.
    fn notice(&mut self, who: usize, request: &[u8], answer: &SyncAnswer) {
        let Ok(ask) = cbor::from_slice::<SignedAsk>(request).and_then(|signed| signed.open()) else { return };
        let Some((ask, answer)) = ask.logs.first().zip(answer.logs.first()) else { return };
        let device = self.device_of(who);
        for (bytes, verdicts) in ask.push.iter().zip(&answer.verdicts) {
            let Ok(parcel) = Parcel::from_bytes(bytes) else { continue };
            let is_own = parcel.header().device == device;
            if !is_own {
                self.counts.add(Rare::Reoffer);
            }
            for verdict in verdicts {
                match verdict {
                    Verdict::Accepted(_) if is_own && !self.placed.insert(parcel.hash()) && self.model.had_restore => {
                        self.counts.add(Rare::OwnAgain);
                    }
                    Verdict::Duplicate(_) if self.unanswered.contains(&who) => self.counts.add(Rare::AnswerLost),
                    Verdict::Pending(_) => self.counts.add(Rare::Gap),
                    Verdict::Quarantined => {
                        self.counts.add(Rare::Quarantine);
                        let entries = || parcel.acts().iter().flat_map(|act| act.entries().map(|(_, entry)| entry));
                        // Nobody can admit what changes the roster, so neither what begins a member's ring nor what follows.
                        if entries().any(|entry| entry.kind == Kind::Roster) {
                            self.affairs.ringless.insert(parcel.header().device);
                        }
                        if self.model.had_restore || self.affairs.ringless.contains(&parcel.header().device) {
                            self.affairs.disputed.extend(entries().map(|entry| entry.record));
                        }
                        let kinds = parcel.acts().iter().flat_map(|act| act.entries().map(|(_, entry)| entry.kind));
                        if kinds.into_iter().any(|kind| kind.family() == Family::Ticket) {
                            self.counts.add(Rare::RoleEnded);
                        }
                    }
                    Verdict::Rejected(_) => self.counts.add(Rare::Refusal),
                    Verdict::Accepted(_) | Verdict::Duplicate(_) => {}
                }
            }
            let places: Vec<_> = verdicts.iter().map(|verdict| format!("{verdict:?}")).collect();
            self.note(format!(
                "{who} pushed {:?} #{}: {}",
                parcel.header().device,
                parcel.header().device_seq,
                places.join(" ")
            ));
        }
        if !ask.push.is_empty() {
            self.unanswered.remove(&who);
        }
    }
}
