//! The core in a process of its own thread: the Tauri window's backend, and the tests' devices.

use std::path::PathBuf;

use futures::channel::{mpsc, oneshot};
use futures::{FutureExt, StreamExt};
use linli_contract::members::StoreNotice;
use linli_contract::{Event, Failure, Request, Response};

use crate::driver::{Core, Host, Options as CoreOptions};
use crate::store::{DiskError, native};

/// Where a device lives.
#[derive(Debug, Clone)]
pub struct Options {
    /// Its folder.
    pub data: PathBuf,
}

type Question = (Request, oneshot::Sender<Result<Response, Failure>>);

/// A running core; requests may come from any thread.
#[derive(Debug, Clone)]
pub struct Handle {
    questions: mpsc::UnboundedSender<Question>,
    events: tokio::sync::broadcast::Sender<Event>,
}

impl Handle {
    /// Starts a core on its own thread. A store that cannot be opened answers every request with the reason.
    #[must_use]
    pub fn start(options: Options) -> Self {
        let (questions, asked) = mpsc::unbounded();
        let (events, _) = tokio::sync::broadcast::channel(256);
        let told = events.clone();
        std::thread::spawn(move || serve(&options, asked, &told));
        Self { questions, events }
    }

    /// Answers a screen.
    ///
    /// # Errors
    /// The [`Failure`] to put into words; then nothing was changed.
    pub async fn ask(&self, request: Request) -> Result<Response, Failure> {
        let (answer, answered) = oneshot::channel();
        self.questions.unbounded_send((request, answer)).map_err(|_| Failure::StoreFailed)?;
        answered.await.unwrap_or(Err(Failure::StoreFailed))
    }

    /// Events from now on.
    #[must_use]
    pub fn events(&self) -> tokio::sync::broadcast::Receiver<Event> {
        self.events.subscribe()
    }
}

fn serve(
    options: &Options,
    mut asked: mpsc::UnboundedReceiver<Question>,
    told: &tokio::sync::broadcast::Sender<Event>,
) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
    let local = tokio::task::LocalSet::new();
    runtime.block_on(local.run_until(async {
        let core = match open(options).await {
            Ok(core) => core,
            Err(failure) => {
                while let Some((_, answer)) = asked.next().await {
                    let _ = answer.send(Err(failure.clone()));
                }
                return;
            }
        };
        let mut events = core.events();
        loop {
            futures::select! {
                question = asked.next() => {
                    let Some((request, answer)) = question else { return };
                    let core = core.clone();
                    tokio::task::spawn_local(async move {
                        let _ = answer.send(core.ask(request).await);
                    });
                }
                event = events.next().fuse() => {
                    if let Some(event) = event {
                        let _ = told.send(event);
                    }
                }
            }
        }
    }));
}

async fn open(options: &Options) -> Result<std::rc::Rc<Core<native::NativeDisk>>, Failure> {
    let opened = native::open(&options.data).map_err(crate::driver::failure)?;
    let report = opened.report;
    let was_damaged = report.rebuilt.is_some() || (report.damaged_places > 0 && !report.is_mended);
    let host = Host::open(opened.store).await.map_err(|error| match error {
        crate::device::OpenError::Disk(error) => crate::driver::failure(error),
        crate::device::OpenError::Unreadable => crate::driver::failure(DiskError::Unreadable),
    })?;
    let (core, woken) = Core::new(host, CoreOptions { notice: was_damaged.then_some(StoreNotice::Rebuilt) });
    tokio::task::spawn_local(core.clone().run(woken));
    Ok(core)
}
