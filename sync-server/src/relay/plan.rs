//! One group of requests: what each asks, checked and carried out on a view of the store that is committed as a whole.
//!
//! **Invariant:** whatever can refuse a whole request is checked before any of it takes effect.

use std::collections::{BTreeMap, BTreeSet};

use ed25519_dalek::{SigningKey, VerifyingKey};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::LogCode;
use linli_shared::log::Seq;
use linli_shared::protocol::{
    BlobAnswer, BlobRefusal, LobbyAnswer, LobbyRefusal, LogAnswer, MAX_ANSWER, MAX_REQUEST, PROTOCOL, Refusal,
    SignedAsk, SyncAnswer, SyncAsk, Verdict,
};

use super::flood::Flood;
use super::hold::{Asker, Hold};
use super::lobby::Turned;
use super::log::Log;
use super::serve::{Asked, Budget, Pushed};
use super::view::View;
use super::{accept, blobs, desk, founding, lobby, newcomer, removed, serve, snapshots};
use crate::store::{Store, StoreError};

/// The most logs in one request.
const MAX_LOGS: usize = 8;
/// The most parcels in one request for one log.
const MAX_PUSH: usize = 4_096;
/// What an answer may carry besides what its budget counts, in bytes.
const SLACK: usize = 2 << 20;

/// Why a request gets no answer.
pub(crate) enum Stop {
    Refused(Refusal),
    Store(StoreError),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// A group of requests under way.
pub(crate) struct Plan<'a, S> {
    pub(crate) view: View<'a, S>,
    pub(crate) logs: &'a mut BTreeMap<LogCode, Log>,
    pub(crate) key: &'a SigningKey,
    pub(crate) flood: &'a mut Flood,
    pub(crate) now: Millis,
}

impl<S: Store> Plan<'_, S> {
    /// Makes sure that a log is in memory if it is here.
    fn load(&mut self, code: LogCode) -> Result<(), StoreError> {
        if !self.logs.contains_key(&code)
            && let Some(log) = Log::load(&self.view, code)?
        {
            self.logs.insert(code, log);
        }
        Ok(())
    }

    /// Takes a request to join in, or says how it stands.
    pub(crate) fn lobby(&mut self, request: &[u8]) -> Result<LobbyAnswer, Turned> {
        let (signed, ask) = lobby::open(request)?;
        self.load(ask.log)?;
        let log = self.logs.get_mut(&ask.log).ok_or(LobbyRefusal::Unknown)?;
        lobby::ask(&mut self.view, log, &signed, ask, self.flood, self.now)
    }

    /// Answers a question about a photo or file.
    pub(crate) fn blob(&mut self, request: &[u8]) -> Result<BlobAnswer, blobs::Turned> {
        let (signed, ask) = blobs::open(request)?;
        self.load(ask.log)?;
        let log = self.logs.get_mut(&ask.log).ok_or(BlobRefusal::NotAdmitted)?;
        blobs::ask(&mut self.view, log, &signed, ask, self.flood, self.now)
    }

    /// Checks everything that can refuse the request before any of it takes effect.
    pub(crate) fn request(&mut self, request: &[u8]) -> Result<(SyncAnswer, Asker), Stop> {
        if request.len() > MAX_REQUEST {
            return Err(Refusal::TooLarge.into());
        }
        let signed: SignedAsk = cbor::from_slice(request).map_err(|_| Refusal::Malformed)?;
        let ask = signed.open().map_err(|_| Refusal::Malformed)?;
        if ask.version < PROTOCOL {
            return Err(Refusal::NewerAppNeeded.into());
        }
        let codes: BTreeSet<LogCode> = ask.logs.iter().map(|log| log.code).collect();
        let fits = ask.logs.len() <= MAX_LOGS && ask.logs.iter().all(|log| log.push.len() <= MAX_PUSH);
        if ask.version > PROTOCOL || ask.logs.is_empty() || codes.len() != ask.logs.len() || !fits {
            return Err(Refusal::Malformed.into());
        }
        let founders = match self.admit(&signed, &ask) {
            Err(Stop::Refused(Refusal::NotAdmitted)) => {
                removed::take(&mut self.view, self.logs, &signed, &ask, self.now)?;
                return Err(Refusal::NotAdmitted.into());
            }
            admitted => admitted?,
        };
        let room = (ask.budget as usize).min(MAX_ANSWER - SLACK);
        let mut budget = Budget::new(room);
        // One time for the whole request, so that the answer's time is that of every act accepted in it.
        let times = ask.logs.iter().filter_map(|log| self.logs.get(&log.code)).map(|log| log.time);
        let time = times.fold(self.now, Millis::max);
        let mut logs = Vec::with_capacity(ask.logs.len());
        for log in &ask.logs {
            let asked = Asked { device: ask.device, ask: log, now: time, desk: room / ask.logs.len() };
            logs.push(self.sync(&asked, founders.get(&log.code).copied(), &mut budget)?);
        }
        let answer = SyncAnswer { version: PROTOCOL, minimum: PROTOCOL, time, logs };
        let hold = Hold::of(request.len(), &ask, &answer, |code| self.logs.get(&code), time);
        Ok((answer, Asker { device: ask.device, hold }))
    }

    /// Checks that the device is served in every log it asks for and that it signed the request.
    fn admit(&mut self, signed: &SignedAsk, ask: &SyncAsk) -> Result<BTreeMap<LogCode, VerifyingKey>, Stop> {
        let mut keys = BTreeMap::new();
        let mut new = Vec::new();
        for log_ask in &ask.logs {
            self.load(log_ask.code)?;
            let key = match self.logs.get(&log_ask.code) {
                Some(log) => {
                    let roster = log.history.current();
                    let known = roster.active(ask.device).and_then(|_| roster.signing_key(ask.device));
                    let brought = || newcomer::admit(roster, log.time_now(self.now), ask.device, log_ask);
                    known.or_else(brought).ok_or(Refusal::NotAdmitted)?
                }
                None => {
                    let relay_key = self.key.verifying_key();
                    let (log, key) = founding::found(&mut self.view, &relay_key, ask.device, log_ask, self.now)?;
                    new.push((log, key));
                    key
                }
            };
            keys.insert(key.to_bytes(), key);
        }
        if keys.len() != 1 || !keys.values().all(|key| signed.is_signed_by(key)) {
            return Err(Refusal::NotAdmitted.into());
        }
        let mut founders = BTreeMap::new();
        for (mut log, key) in new {
            founding::use_up(&mut self.view, &mut log);
            founders.insert(log.code, key);
            self.logs.insert(log.code, log);
        }
        Ok(founders)
    }

    fn sync(
        &mut self,
        asked: &Asked<'_>,
        founder: Option<VerifyingKey>,
        budget: &mut Budget,
    ) -> Result<LogAnswer, Stop> {
        let Asked { device, ask, now, .. } = *asked;
        let log = self.logs.get_mut(&ask.code).ok_or(Refusal::UnknownLog)?;
        let mut verdicts = Vec::with_capacity(ask.push.len());
        let mut own = BTreeSet::new();
        // Who does not know of a restore yet cannot offer first what the rest builds on: it is told and pushes again.
        let must_learn = ask.era != 0 && ask.era < log.era();
        for (index, bytes) in ask.push.iter().enumerate() {
            if must_learn {
                verdicts.push(accept::wait(bytes));
                continue;
            }
            let taken = accept::take(&mut self.view, log, bytes, founder.filter(|_| index == 0), now)?;
            if taken.author == Some(device) {
                own.extend(taken.verdicts.iter().filter_map(accepted));
            }
            verdicts.push(taken.verdicts);
        }
        for snapshot in &ask.offer {
            snapshots::offer(&mut self.view, log, device, snapshot, now)?;
        }
        let time = log.time_now(now);
        lobby::give_back(&mut self.view, log, device, ask.returned.as_deref().unwrap_or_default(), time)?;
        let desk = match ask.desk {
            Some(known) => desk::desk(&mut self.view, log, device, known, time, asked.desk)?,
            None => None,
        };
        let desk = desk.map(|(desk, bytes)| {
            budget.set_aside(bytes);
            desk
        });
        let chain = accept::chain(&self.view, log, device)?;
        let pushed = Pushed { verdicts, own, chain, desk };
        Ok(serve::serve(&self.view, log, self.key, asked, pushed, budget)?)
    }
}

/// The place of an act that its author need not be sent: the verdict and the answer's time say all. An act that had its
/// place before is sent again, since its author may have missed the time it was given.
fn accepted(verdict: &Verdict) -> Option<Seq> {
    match verdict {
        Verdict::Accepted(seq) => Some(*seq),
        Verdict::Duplicate(_) | Verdict::Pending(_) | Verdict::Quarantined | Verdict::Rejected(_) => None,
    }
}
