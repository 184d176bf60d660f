//! The one thread that owns the relay: it takes what waits, handles it as a group, answers after the commit.
//!
//! A sync request that has nothing to be told may wait for news ([`Waiting`]); woken, it is handled anew.
//! **Invariant:** an answer leaves only after the commit that it acknowledges. What waits is bounded; more is refused.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use linli_shared::calendar::Millis;
use linli_shared::protocol::{BlobAnswer, BlobRefusal, LobbyRefusal, Refusal};
use tokio::sync::{Semaphore, mpsc, oneshot};
use tokio::time::{Instant, timeout_at};

use super::permits;
use super::waiting::{Seat, Waiting, Wake};
use crate::backup::LogEnd;
use crate::relay::{Answer, Asker, Relay, Request};
use crate::store::{Moment, Store, StoreError};

/// Requests that may wait.
const QUEUE: usize = 256;
/// Of these, how many were woken: when there is news for everybody, others still find room.
const WOKEN: usize = QUEUE / 2;
/// Requests that share a commit at most.
const GROUP: usize = 64;
/// Bytes of requests that share a commit at most.
const GROUP_BYTES: usize = 32 << 20;

/// How a sync request comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// From its device.
    First,
    /// It was woken, as there may be something to tell it.
    Again,
    /// It waited long enough, or another one of its device came.
    Last,
}

/// What becomes of a sync request.
enum Said {
    Answer(Result<Vec<u8>, Refusal>),
    /// It waits; it is handed back, to be asked again once it is woken.
    Wait(Seat, Vec<u8>),
}

/// A request with the way back to whoever asked.
enum Ask {
    Sync(Vec<u8>, Turn, oneshot::Sender<Said>),
    Lobby(Vec<u8>, oneshot::Sender<Result<Vec<u8>, LobbyRefusal>>),
    Blob(Vec<u8>, oneshot::Sender<BlobAnswer>),
}

impl Ask {
    fn request(&self) -> Request<'_> {
        match self {
            Self::Sync(request, ..) => Request::Sync(request),
            Self::Lobby(request, _) => Request::Lobby(request),
            Self::Blob(request, _) => Request::Blob(request),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Sync(request, ..) | Self::Lobby(request, _) | Self::Blob(request, _) => request.len(),
        }
    }

    /// Where a request waits that may: a device's newest one alone.
    fn sit_down(&self, asker: Option<Asker>, waiting: &Waiting) -> Option<Seat> {
        let (Self::Sync(_, turn, _), Some(Asker { device, hold })) = (self, asker) else { return None };
        match turn {
            Turn::First => {
                let seat = hold.and_then(|hold| waiting.lay_down(device, hold));
                if seat.is_none() {
                    waiting.release(device);
                }
                seat
            }
            Turn::Again => hold.filter(|_| !waiting.has(device)).and_then(|hold| waiting.lay_down(device, hold)),
            Turn::Last => None,
        }
    }

    /// Hands a request back that waits; its seat is free again if nobody takes it.
    fn wait(self, seat: Seat) {
        if let Self::Sync(request, _, to) = self {
            drop(to.send(Said::Wait(seat, request)));
        }
    }

    /// Sends the answer; whoever asked may have gone, and what was committed stays committed.
    fn answer(self, answer: Answer) {
        match (self, answer) {
            (Self::Sync(request, _, to), Answer::Sync(answer)) => {
                if let Err(refusal) = &answer {
                    tracing::info!(refusal = ?refusal, bytes = request.len(), "refused");
                }
                drop(to.send(Said::Answer(answer)));
            }
            (Self::Lobby(request, to), Answer::Lobby(answer)) => {
                if let Err(refusal) = &answer {
                    tracing::info!(refusal = ?refusal, bytes = request.len(), "turned away from the lobby");
                }
                drop(to.send(answer));
            }
            (Self::Blob(request, to), Answer::Blob(answer)) => {
                if let BlobAnswer::Refused(refusal) = &answer {
                    tracing::info!(refusal = ?refusal, bytes = request.len(), "blob refused");
                }
                drop(to.send(answer));
            }
            // An answer of another kind: whoever asked hears that the relay failed, since the way ends here.
            (Self::Sync(..) | Self::Lobby(..) | Self::Blob(..), _) => {}
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
    woken: Arc<Semaphore>,
    waiting: Waiting,
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
        Self::start_by(relay, permits, now)
    }

    /// Starts the thread with another clock than the machine's, as where days have to pass at once.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start_by<S: Store + Send + 'static>(
        relay: Relay<S>,
        permits: Option<PathBuf>,
        clock: impl Fn() -> Millis + Send + 'static,
    ) -> std::io::Result<(Self, JoinHandle<()>)> {
        let (queue, jobs) = mpsc::channel(QUEUE);
        let waiting = Waiting::default();
        let lot = waiting.clone();
        let thread = std::thread::Builder::new()
            .name("relay".to_owned())
            .spawn(move || run(relay, jobs, permits, &lot, clock))?;
        Ok((Self { queue, woken: Arc::new(Semaphore::new(WOKEN)), waiting }, thread))
    }

    /// Where requests wait for news.
    #[must_use]
    pub fn waiting(&self) -> Waiting {
        self.waiting.clone()
    }

    /// Has a request handled; one that asks to be held open waits for news first.
    ///
    /// # Errors
    /// [`Refusal`]; [`Refusal::Busy`] if too many wait to be handled.
    pub async fn handle(&self, request: Vec<u8>) -> Result<Vec<u8>, Refusal> {
        self.handle_in(request, ()).await
    }

    /// Like [`Self::handle`]; `room` is given back once the request waits, since those that wait are few and small.
    pub(super) async fn handle_in<R>(&self, request: Vec<u8>, room: R) -> Result<Vec<u8>, Refusal> {
        let mut said = self.ask(request, Turn::First).await?;
        drop(room);
        let mut until = None;
        loop {
            let (mut seat, request) = match said {
                Said::Answer(answer) => return answer,
                Said::Wait(seat, request) => (seat, request),
            };
            let until = *until.get_or_insert_with(|| Instant::now() + Duration::from_secs(u64::from(seat.seconds)));
            let turn = match timeout_at(until, seat.woken()).await {
                Ok(Wake::News) => Turn::Again,
                Ok(Wake::Release) | Err(_) => Turn::Last,
            };
            drop(seat);
            let _room = self.woken.acquire().await.map_err(|_| Refusal::Failed)?;
            said = self.ask(request, turn).await?;
        }
    }

    async fn ask(&self, request: Vec<u8>, turn: Turn) -> Result<Said, Refusal> {
        let (answer, answered) = oneshot::channel();
        let job = Job::Ask(Ask::Sync(request, turn, answer));
        match turn {
            Turn::First => self.queue.try_send(job).map_err(|_| Refusal::Busy)?,
            Turn::Again | Turn::Last => self.queue.send(job).await.map_err(|_| Refusal::Failed)?,
        }
        answered.await.map_err(|_| Refusal::Failed)
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

    /// Has a question about a photo or file answered; refused with [`BlobRefusal::Busy`] if too many wait.
    pub async fn handle_blob(&self, request: Vec<u8>) -> BlobAnswer {
        let (answer, answered) = oneshot::channel();
        if self.queue.try_send(Job::Ask(Ask::Blob(request, answer))).is_err() {
            return BlobAnswer::Refused(BlobRefusal::Busy);
        }
        answered.await.unwrap_or(BlobAnswer::Refused(BlobRefusal::Failed))
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

fn run<S: Store>(
    mut relay: Relay<S>,
    mut jobs: mpsc::Receiver<Job>,
    permits: Option<PathBuf>,
    waiting: &Waiting,
    clock: impl Fn() -> Millis,
) {
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
        answer_all(&mut relay, group, permits.as_deref(), waiting, clock());
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

fn answer_all<S: Store>(relay: &mut Relay<S>, group: Vec<Ask>, permits: Option<&Path>, waiting: &Waiting, now: Millis) {
    if group.is_empty() {
        return;
    }
    let requests: Vec<Request<'_>> = group.iter().map(Ask::request).collect();
    let handled = relay.handle_group(&requests, now);
    let (mut answers, askers): (Vec<Answer>, Vec<Option<Asker>>) =
        handled.into_iter().map(|handled| (handled.answer, handled.asker)).unzip();
    // Whoever asked before somebody else of this group wrote hears of that too.
    let seats: Vec<Option<Seat>> = group.iter().zip(askers).map(|(ask, asker)| ask.sit_down(asker, waiting)).collect();
    waiting.wake(|hold| relay.concerns(hold));
    if let Some(folder) = permits {
        retry_founding(relay, folder, &requests, &mut answers, now);
    }
    for ((ask, answer), seat) in group.into_iter().zip(answers).zip(seats) {
        match seat {
            Some(seat) => ask.wait(seat),
            None => ask.answer(answer),
        }
    }
}

/// Where a log is not known, a permission for it may have been laid down since.
fn retry_founding<S: Store>(
    relay: &mut Relay<S>,
    folder: &Path,
    requests: &[Request<'_>],
    answers: &mut [Answer],
    now: Millis,
) {
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
            *answer = Answer::Sync(relay.handle(request, now));
        }
    }
}

fn now() -> Millis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}
