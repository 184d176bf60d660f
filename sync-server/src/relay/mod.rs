//! The relay as a state machine: requests in, answers out, one commit in between.
//!
//! After [`Relay::handle_all`] returned, everything its answers acknowledge is on the disk. Time comes in with each call;
//! there is no clock, socket or randomness in here.
//! **Invariant:** a failed commit refuses the whole group and leaves the relay as it was.
//! **Invariant:** no request, whatever its bytes, makes it panic or keep more memory than the request's own size.
//!
//! A request that asks to be held open (`wait`) is answered at once too, and told apart ([`Handled::asker`]): whoever carries
//! answers may hold it until there is news. What devices of the community sync, what newcomers
//! ask at the lobby, and parts of photos share one commit.

mod accept;
mod acts;
mod admin;
mod blobs;
mod cases;
mod check;
mod decide;
mod desk;
mod erase;
mod flood;
mod founding;
mod hold;
mod lobby;
mod log;
mod newcomer;
mod plan;
mod removed;
mod rows;
mod serve;
mod snapshots;
mod tally;
mod view;
mod waiting;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use ed25519_dalek::{SigningKey, VerifyingKey};
use linli_shared::calendar::Millis;
use linli_shared::cbor;
use linli_shared::ids::LogCode;
use linli_shared::protocol::{BlobAnswer, BlobRefusal, LobbyRefusal, Refusal};

pub(crate) use self::admin::era_of;
pub use self::admin::{AdminError, hash_permit};
pub use self::check::{Fault, Findings, LogFindings, Trouble, check};
use self::flood::Flood;
use self::hold::News;
pub use self::hold::{Asker, Hold};
use self::lobby::Turned;
use self::log::Log;
use self::plan::{Plan, Stop};
use self::view::View;
use crate::store::{Store, StoreError};

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
    /// The bytes of a [`linli_shared::protocol::SignedAsk`].
    Sync(&'a [u8]),
    /// The bytes of a [`linli_shared::protocol::SignedLobbyAsk`].
    Lobby(&'a [u8]),
    /// The bytes of a [`linli_shared::protocol::SignedBlobAsk`].
    Blob(&'a [u8]),
}

/// One request of a group, handled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handled {
    /// The answer.
    pub answer: Answer,
    /// Whose sync request it was, where its signature said so.
    pub asker: Option<Asker>,
}

impl From<Answer> for Handled {
    fn from(answer: Answer) -> Self {
        Self { answer, asker: None }
    }
}

/// The answer to one request of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The bytes of a [`linli_shared::protocol::SyncAnswer`].
    Sync(Result<Vec<u8>, Refusal>),
    /// The bytes of a [`linli_shared::protocol::LobbyAnswer`].
    Lobby(Result<Vec<u8>, LobbyRefusal>),
    /// What is said of a photo or file.
    Blob(BlobAnswer),
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

    /// Handles one request: the bytes of a [`linli_shared::protocol::SignedAsk`] in, those of a [`linli_shared::protocol::SyncAnswer`] out.
    ///
    /// # Errors
    /// [`Refusal`]; nothing of the request was kept.
    pub fn handle(&mut self, request: &[u8], now: Millis) -> Result<Vec<u8>, Refusal> {
        self.handle_all(&[request], now).pop().unwrap_or(Err(Refusal::Failed))
    }

    /// Handles sync requests in order, each seeing the ones before, with one commit for all.
    pub fn handle_all(&mut self, requests: &[&[u8]], now: Millis) -> Vec<Result<Vec<u8>, Refusal>> {
        let requests: Vec<Request<'_>> = requests.iter().map(|request| Request::Sync(request)).collect();
        let handled = self.handle_group(&requests, now).into_iter();
        handled.map(|one| if let Answer::Sync(answer) = one.answer { answer } else { Err(Refusal::Failed) }).collect()
    }

    /// Handles one request to the lobby.
    ///
    /// # Errors
    /// [`LobbyRefusal`]; nothing of the request was kept.
    pub fn handle_lobby(&mut self, request: &[u8], now: Millis) -> Result<Vec<u8>, LobbyRefusal> {
        let handled = self.handle_group(&[Request::Lobby(request)], now).pop();
        if let Some(Answer::Lobby(answer)) = handled.map(|one| one.answer) { answer } else { Err(LobbyRefusal::Failed) }
    }

    /// Answers one question about a photo or file.
    pub fn handle_blob(&mut self, request: &[u8], now: Millis) -> BlobAnswer {
        let handled = self.handle_group(&[Request::Blob(request)], now).pop();
        let failed = BlobAnswer::Refused(BlobRefusal::Failed);
        if let Some(Answer::Blob(answer)) = handled.map(|one| one.answer) { answer } else { failed }
    }

    /// Handles requests in order, each seeing the ones before, with one commit for all.
    ///
    /// Where the disk is full, photos and files give way: the rest is tried once more without them.
    pub fn handle_group(&mut self, requests: &[Request<'_>], now: Millis) -> Vec<Handled> {
        match self.plan_and_commit(requests, now) {
            Ok(handled) => handled,
            Err(error) => {
                self.logs.retain(|_, log| !log.is_changed);
                let is_blob = |request: &Request<'_>| matches!(request, Request::Blob(_));
                if error == StoreError::Full && requests.iter().any(is_blob) && !requests.iter().all(is_blob) {
                    return self.handle_without_blobs(requests, now);
                }
                let refusal = match error {
                    StoreError::Full => Refusal::DiskFull,
                    StoreError::Unreadable | StoreError::Unwritable => Refusal::Failed,
                };
                let refused = |request: &Request<'_>| match request {
                    Request::Sync(_) => Answer::Sync(Err(refusal)),
                    Request::Lobby(_) => Answer::Lobby(Err(LobbyRefusal::Failed)),
                    Request::Blob(_) => Answer::Blob(BlobAnswer::Refused(match error {
                        StoreError::Full => BlobRefusal::DiskFull,
                        StoreError::Unreadable | StoreError::Unwritable => BlobRefusal::Failed,
                    })),
                };
                requests.iter().map(|request| refused(request).into()).collect()
            }
        }
    }

    fn handle_without_blobs(&mut self, requests: &[Request<'_>], now: Millis) -> Vec<Handled> {
        let others: Vec<Request<'_>> =
            requests.iter().copied().filter(|request| !matches!(request, Request::Blob(_))).collect();
        let mut handled = self.handle_group(&others, now).into_iter();
        let full = || Answer::Blob(BlobAnswer::Refused(BlobRefusal::DiskFull));
        let answer = |request: &Request<'_>| match request {
            Request::Blob(_) => Some(full().into()),
            Request::Sync(_) | Request::Lobby(_) => handled.next(),
        };
        requests.iter().filter_map(answer).collect()
    }

    /// Whether what the last group brought concerns a request that is held open.
    #[must_use]
    pub fn concerns(&self, hold: &Hold) -> bool {
        hold.is_concerned(|code| self.logs.get(&code))
    }

    fn plan_and_commit(&mut self, requests: &[Request<'_>], now: Millis) -> Result<Vec<Handled>, StoreError> {
        self.logs.values_mut().for_each(|log| log.news = News::default());
        let (view, flood) = (View::new(&self.store), &mut self.flood);
        let mut plan = Plan { view, logs: &mut self.logs, key: &self.key, flood, now };
        let mut handled: Vec<Handled> = Vec::with_capacity(requests.len());
        for request in requests {
            handled.push(match request {
                Request::Sync(request) => match plan.request(request) {
                    Ok((answer, asker)) => {
                        Handled { answer: Answer::Sync(Ok(cbor::to_vec(&answer))), asker: Some(asker) }
                    }
                    Err(Stop::Refused(refusal)) => Answer::Sync(Err(refusal)).into(),
                    Err(Stop::Store(error)) => return Err(error),
                },
                Request::Lobby(request) => match plan.lobby(request) {
                    Ok(answer) => Answer::Lobby(Ok(cbor::to_vec(&answer))).into(),
                    Err(Turned::Away(refusal)) => Answer::Lobby(Err(refusal)).into(),
                    Err(Turned::Store(error)) => return Err(error),
                },
                Request::Blob(request) => match plan.blob(request) {
                    Ok(answer) => Answer::Blob(answer).into(),
                    Err(blobs::Turned::Away(refusal)) => Answer::Blob(BlobAnswer::Refused(refusal)).into(),
                    Err(blobs::Turned::Store(error)) => return Err(error),
                },
            });
        }
        let batch = plan.view.into_batch();
        if !batch.is_empty() {
            self.store.commit(&batch)?;
        }
        self.logs.values_mut().for_each(|log| log.is_changed = false);
        Ok(handled)
    }
}
