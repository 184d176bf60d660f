//! The relay as a state machine: requests in, answers out, one commit in between.
//!
//! After [`Relay::handle_all`] returned, everything its answers acknowledge is on the disk. Time comes in with each call;
//! there is no clock, socket or randomness in here.
//! **Invariant:** a failed commit refuses the whole group and leaves the relay as it was.
//! **Invariant:** no request, whatever its bytes, makes it panic or keep more memory than the request's own size.
//!
//! A request that asks to be held open (`wait`) is answered at once.

mod accept;
mod admin;
mod check;
mod decide;
mod desk;
mod erase;
mod flood;
mod founding;
mod lobby;
mod log;
mod newcomer;
mod rows;
mod serve;
mod snapshots;
mod view;
mod waiting;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use ed25519_dalek::{SigningKey, VerifyingKey};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::LogCode;
use linli_shared::log::Seq;
use linli_shared::protocol::{
    LobbyAnswer, LobbyRefusal, LogAnswer, MAX_ANSWER, MAX_REQUEST, PROTOCOL, Refusal, SignedAsk, SyncAnswer, SyncAsk,
    Verdict,
};

pub(crate) use self::admin::era_of;
pub use self::admin::{AdminError, hash_permit};
pub use self::check::{Fault, Findings, LogFindings, Trouble, check};
use self::flood::Flood;
use self::lobby::Turned;
use self::log::Log;
use self::serve::{Asked, Budget, Pushed};
use self::view::View;
use crate::store::{Store, StoreError};

/// The most logs in one request.
const MAX_LOGS: usize = 8;
/// The most parcels in one request for one log.
const MAX_PUSH: usize = 4_096;
/// What an answer may carry besides what its budget counts, in bytes.
const SLACK: usize = 2 << 20;

/// The relay over a store.
pub struct Relay<S> {
    store: S,
    key: SigningKey,
    logs: BTreeMap<LogCode, Log>,
    flood: Flood,
}

/// One request of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request<'a> {
    /// The bytes of a [`SignedAsk`].
    Sync(&'a [u8]),
    /// The bytes of a [`linli_shared::protocol::SignedLobbyAsk`].
    Lobby(&'a [u8]),
}

/// The answer to one request of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The bytes of a [`SyncAnswer`].
    Sync(Result<Vec<u8>, Refusal>),
    /// The bytes of a [`linli_shared::protocol::LobbyAnswer`].
    Lobby(Result<Vec<u8>, LobbyRefusal>),
}

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

impl<S: Store> Relay<S> {
    /// Opens the relay over what its store holds; `key` signs the heads of its logs.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`].
    pub fn open(store: S, key: SigningKey) -> Result<Self, StoreError> {
        let mut relay = Self { store, key, logs: BTreeMap::new(), flood: Flood::default() };
        for code in relay.codes()? {
            let log = Log::load(&View::new(&relay.store), code)?;
            relay.logs.extend(log.map(|log| (code, log)));
        }
        Ok(relay)
    }

    /// The key that founding acts must name and that heads are signed with.
    #[must_use]
    pub fn verifying_key(&self) -> VerifyingKey {
        self.key.verifying_key()
    }

    /// The store.
    pub fn store(&self) -> &S {
        &self.store
    }

    /// Handles one request: the bytes of a [`SignedAsk`] in, those of a [`SyncAnswer`] out.
    ///
    /// # Errors
    /// [`Refusal`]; nothing of the request was kept.
    pub fn handle(&mut self, request: &[u8], now: Millis) -> Result<Vec<u8>, Refusal> {
        self.handle_all(&[request], now).pop().unwrap_or(Err(Refusal::Failed))
    }

    /// Handles sync requests in order, each seeing the ones before, with one commit for all.
    pub fn handle_all(&mut self, requests: &[&[u8]], now: Millis) -> Vec<Result<Vec<u8>, Refusal>> {
        let requests: Vec<Request<'_>> = requests.iter().map(|request| Request::Sync(request)).collect();
        let answers = self.handle_group(&requests, now).into_iter();
        answers.map(|answer| if let Answer::Sync(answer) = answer { answer } else { Err(Refusal::Failed) }).collect()
    }

    /// Handles one request to the lobby.
    ///
    /// # Errors
    /// [`LobbyRefusal`]; nothing of the request was kept.
    pub fn handle_lobby(&mut self, request: &[u8], now: Millis) -> Result<Vec<u8>, LobbyRefusal> {
        let mut answers = self.handle_group(&[Request::Lobby(request)], now);
        if let Some(Answer::Lobby(answer)) = answers.pop() { answer } else { Err(LobbyRefusal::Failed) }
    }

    /// Handles requests in order, each seeing the ones before, with one commit for all.
    pub fn handle_group(&mut self, requests: &[Request<'_>], now: Millis) -> Vec<Answer> {
        match self.plan_and_commit(requests, now) {
            Ok(answers) => answers,
            Err(error) => {
                self.logs.retain(|_, log| !log.is_changed);
                let refusal = match error {
                    StoreError::Full => Refusal::DiskFull,
                    StoreError::Unreadable | StoreError::Unwritable => Refusal::Failed,
                };
                let refused = |request: &Request<'_>| match request {
                    Request::Sync(_) => Answer::Sync(Err(refusal)),
                    Request::Lobby(_) => Answer::Lobby(Err(LobbyRefusal::Failed)),
                };
                requests.iter().map(refused).collect()
            }
        }
    }

    fn plan_and_commit(&mut self, requests: &[Request<'_>], now: Millis) -> Result<Vec<Answer>, StoreError> {
        let (view, flood) = (View::new(&self.store), &mut self.flood);
        let mut plan = Plan { view, logs: &mut self.logs, key: &self.key, flood, now };
        let mut answers = Vec::with_capacity(requests.len());
        for request in requests {
            answers.push(match request {
                Request::Sync(request) => match plan.request(request) {
                    Ok(answer) => Answer::Sync(Ok(cbor::to_vec(&answer))),
                    Err(Stop::Refused(refusal)) => Answer::Sync(Err(refusal)),
                    Err(Stop::Store(error)) => return Err(error),
                },
                Request::Lobby(request) => match plan.lobby(request) {
                    Ok(answer) => Answer::Lobby(Ok(cbor::to_vec(&answer))),
                    Err(Turned::Away(refusal)) => Answer::Lobby(Err(refusal)),
                    Err(Turned::Store(error)) => return Err(error),
                },
            });
        }
        let batch = plan.view.into_batch();
        if !batch.is_empty() {
            self.store.commit(&batch)?;
        }
        self.logs.values_mut().for_each(|log| log.is_changed = false);
        Ok(answers)
    }
}

/// A group of requests under way.
struct Plan<'a, S> {
    view: View<'a, S>,
    logs: &'a mut BTreeMap<LogCode, Log>,
    key: &'a SigningKey,
    flood: &'a mut Flood,
    now: Millis,
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

    fn lobby(&mut self, request: &[u8]) -> Result<LobbyAnswer, Turned> {
        let (signed, ask) = lobby::open(request)?;
        self.load(ask.log)?;
        let log = self.logs.get_mut(&ask.log).ok_or(LobbyRefusal::Unknown)?;
        lobby::ask(&mut self.view, log, &signed, ask, self.flood, self.now)
    }

    /// Checks everything that can refuse the request before any of it takes effect.
    fn request(&mut self, request: &[u8]) -> Result<SyncAnswer, Stop> {
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
        let founders = self.admit(&signed, &ask)?;
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
        Ok(SyncAnswer { version: PROTOCOL, minimum: PROTOCOL, time, logs })
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
