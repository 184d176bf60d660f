//! The one thread that owns the relay: it takes what waits, handles it as a group, answers after the commit.
//!
//! **Invariant:** an answer leaves only after the commit that it acknowledges. What waits is bounded; more is refused.

use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::{SystemTime, UNIX_EPOCH};

use linli_shared::calendar::Millis;
use linli_shared::protocol::{LobbyRefusal, Refusal};
use tokio::sync::{mpsc, oneshot};

use super::permits;
use crate::backup::LogEnd;
use crate::relay::{Answer, Relay, Request};
use crate::store::{Moment, Store, StoreError};

/// Requests that may wait.
const QUEUE: usize = 256;
/// Requests that share a commit at most.
const GROUP: usize = 64;
/// Bytes of requests that share a commit at most.
const GROUP_BYTES: usize = 32 << 20;

/// A request with the way back to whoever asked.
enum Ask {
    Sync(Vec<u8>, oneshot::Sender<Result<Vec<u8>, Refusal>>),
    Lobby(Vec<u8>, oneshot::Sender<Result<Vec<u8>, LobbyRefusal>>),
}

impl Ask {
    fn request(&self) -> Request<'_> {
        match self {
            Self::Sync(request, _) => Request::Sync(request),
            Self::Lobby(request, _) => Request::Lobby(request),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Sync(request, _) | Self::Lobby(request, _) => request.len(),
        }
    }

    /// Sends the answer; whoever asked may have gone, and what was committed stays committed.
    fn answer(self, answer: Answer) {
        match (self, answer) {
            (Self::Sync(request, to), Answer::Sync(answer)) => {
                if let Err(refusal) = &answer {
                    tracing::info!(refusal = ?refusal, bytes = request.len(), "refused");
                }
                drop(to.send(answer));
            }
            (Self::Lobby(request, to), Answer::Lobby(answer)) => {
                if let Err(refusal) = &answer {
                    tracing::info!(refusal = ?refusal, bytes = request.len(), "turned away from the lobby");
                }
                drop(to.send(answer));
            }
            // An answer of the other kind: both hear that the relay failed, since their ways end here.
            (Self::Sync(..), Answer::Lobby(_)) | (Self::Lobby(..), Answer::Sync(_)) => {}
        }
    }
}

/// What waits for the thread.
enum Job {
    Ask(Ask),
    Moment(oneshot::Sender<Result<Box<dyn Moment>, StoreError>>),
    MarkSafe(Vec<LogEnd>, oneshot::Sender<bool>),
}

/// The way to the writing thread; it ends when the last of these is gone.
#[derive(Debug, Clone)]
pub struct Writer {
    queue: mpsc::Sender<Job>,
}

impl Writer {
    /// Starts the thread. `permits` is the folder where permissions to found a log are laid down while the relay runs.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start<S: Store + Send + 'static>(
        relay: Relay<S>,
        permits: Option<PathBuf>,
    ) -> std::io::Result<(Self, JoinHandle<()>)> {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let thread = std::thread::Builder::new().name("relay".to_owned()).spawn(move || run(relay, jobs, permits))?;
        Ok((Self { queue }, thread))
    }

    /// Has a request handled.
    ///
    /// # Errors
    /// [`Refusal`]; [`Refusal::Busy`] if too many wait.
    pub async fn handle(&self, request: Vec<u8>) -> Result<Vec<u8>, Refusal> {
        let (answer, answered) = oneshot::channel();
        self.queue.try_send(Job::Ask(Ask::Sync(request, answer))).map_err(|_| Refusal::Busy)?;
        answered.await.unwrap_or(Err(Refusal::Failed))
    }

    /// Has a request to the lobby handled.
    ///
    /// # Errors
    /// [`LobbyRefusal`]; [`LobbyRefusal::Busy`] if too many wait.
    pub async fn handle_lobby(&self, request: Vec<u8>) -> Result<Vec<u8>, LobbyRefusal> {
        let (answer, answered) = oneshot::channel();
        self.queue.try_send(Job::Ask(Ask::Lobby(request, answer))).map_err(|_| LobbyRefusal::Busy)?;
        answered.await.unwrap_or(Err(LobbyRefusal::Failed))
    }

    /// The way for the relay's keeper, who does not keep the thread from ending.
    #[must_use]
    pub fn keeper(&self) -> Keeper {
        Keeper { queue: self.queue.downgrade() }
    }
}

/// What the relay's keeper may ask of a running relay. Its calls block.
#[derive(Debug, Clone)]
pub struct Keeper {
    queue: mpsc::WeakSender<Job>,
}

impl Keeper {
    /// The store as it is now; `None` while the relay stops.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`].
    pub fn moment(&self) -> Result<Option<Box<dyn Moment>>, StoreError> {
        self.ask(Job::Moment).transpose()
    }

    /// Says that the logs up to these ends are in a backup; `false` if that could not be noted.
    #[must_use]
    pub fn mark_safe(&self, ends: Vec<LogEnd>) -> bool {
        self.ask(|answer| Job::MarkSafe(ends, answer)).unwrap_or(false)
    }

    fn ask<T>(&self, job: impl FnOnce(oneshot::Sender<T>) -> Job) -> Option<T> {
        let (answer, answered) = oneshot::channel();
        self.queue.upgrade()?.blocking_send(job(answer)).ok()?;
        answered.blocking_recv().ok()
    }
}

fn run<S: Store>(mut relay: Relay<S>, mut jobs: mpsc::Receiver<Job>, permits: Option<PathBuf>) {
    while let Some(first) = jobs.blocking_recv() {
        let mut bytes = 0;
        let mut group = Vec::new();
        let mut next = Some(first);
        while let Some(job) = next.take() {
            match job {
                Job::Ask(ask) => {
                    bytes += ask.bytes();
                    group.push(ask);
                    if group.len() < GROUP && bytes < GROUP_BYTES {
                        next = jobs.try_recv().ok();
                    }
                }
                // Whoever asked may have gone.
                Job::Moment(answer) => drop(answer.send(relay.store().moment())),
                Job::MarkSafe(ends, answer) => drop(answer.send(mark_safe(&mut relay, &ends))),
            }
        }
        answer_all(&mut relay, group, permits.as_deref());
    }
}

fn mark_safe<S: Store>(relay: &mut Relay<S>, ends: &[LogEnd]) -> bool {
    ends.iter().all(|end| match relay.mark_safe(end.code, end.last) {
        Ok(()) => true,
        Err(error) => {
            tracing::warn!(log = %end.code, error = %error, "not noted as safe");
            false
        }
    })
}

fn answer_all<S: Store>(relay: &mut Relay<S>, group: Vec<Ask>, permits: Option<&Path>) {
    if group.is_empty() {
        return;
    }
    let requests: Vec<Request<'_>> = group.iter().map(Ask::request).collect();
    let handled = relay.handle_group(&requests, now());
    let mut answers: Vec<Answer> = handled.into_iter().map(|handled| handled.answer).collect();
    if let Some(folder) = permits {
        retry_founding(relay, folder, &requests, &mut answers);
    }
    for (ask, answer) in group.into_iter().zip(answers) {
        ask.answer(answer);
    }
}

/// Where a log is not known, a permission for it may have been laid down since.
fn retry_founding<S: Store>(relay: &mut Relay<S>, folder: &Path, requests: &[Request<'_>], answers: &mut [Answer]) {
    const UNKNOWN: Answer = Answer::Sync(Err(Refusal::UnknownLog));
    if !answers.contains(&UNKNOWN) {
        return;
    }
    let permits = permits::take_all(folder);
    for (code, hash) in &permits {
        if let Err(error) = relay.permit_hashed(*code, hash) {
            tracing::warn!(log = %code, error = %error, "permission not taken");
        }
    }
    if permits.is_empty() {
        return;
    }
    for (request, answer) in requests.iter().zip(answers) {
        if let (Request::Sync(request), true) = (request, *answer == UNKNOWN) {
            *answer = Answer::Sync(relay.handle(request, now()));
        }
    }
}

fn now() -> Millis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
