//! The core in a process of its own thread: the Tauri window's backend, and the tests' devices.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use futures::channel::{mpsc, oneshot};
use futures::{FutureExt, StreamExt};
use linli_contract::members::StoreNotice;
use linli_contract::{Event, Failure, Request, Response};

use crate::driver::Options as CoreOptions;
use crate::shelf::register::Place;
use crate::shelf::{Places, Shelf};
use crate::store::{DiskError, Found, OpenReport, native};

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
        std::thread::spawn(move || serve(options, asked, &told));
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

fn serve(options: Options, mut asked: mpsc::UnboundedReceiver<Question>, told: &tokio::sync::broadcast::Sender<Event>) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
    let local = tokio::task::LocalSet::new();
    runtime.block_on(local.run_until(async {
        let shelf: Rc<Shelf<Folders>> = match Shelf::open(Folders { data: options.data }).await {
            Ok(shelf) => shelf,
            Err(failure) => {
                while let Some((_, answer)) = asked.next().await {
                    let _ = answer.send(Err(failure.clone()));
                }
                return;
            }
        };
        let mut events = shelf.events();
        loop {
            futures::select! {
                question = asked.next() => {
                    let Some((request, answer)) = question else { return };
                    let shelf = Rc::clone(&shelf);
                    tokio::task::spawn_local(async move {
                        let _ = answer.send(shelf.ask(request).await);
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

/// The places of a device as folders: the first is the data folder itself, the others lie in it.
#[derive(Debug)]
pub(crate) struct Folders {
    /// The data folder.
    pub(crate) data: PathBuf,
}

const REGISTER: &str = "communities";
const BASE: &str = "community";

impl Folders {
    fn folder(&self, place: Place) -> PathBuf {
        if place == Place::FIRST { self.data.clone() } else { self.data.join(place.under(BASE)) }
    }
}

impl Places for Folders {
    type Disk = native::NativeDisk;

    async fn find(&self, place: Place) -> Result<Found<native::NativeDisk>, DiskError> {
        native::find(&self.folder(place))
    }

    async fn wipe(&self, place: Place) -> Result<(), DiskError> {
        let folder = self.folder(place);
        native::wipe(&folder)?;
        if place != Place::FIRST && folder.exists() {
            // Whatever else somebody put there stays, and the folder with it.
            let _ = std::fs::remove_dir(&folder);
        }
        Ok(())
    }

    fn register(&self) -> Result<Option<Vec<u8>>, DiskError> {
        read_if_there(&self.data.join(REGISTER))
    }

    fn put_register(&self, bytes: &[u8]) -> Result<(), DiskError> {
        native::replace_file(&self.data, REGISTER, bytes)
    }

    fn options(&self, report: &OpenReport) -> CoreOptions {
        let was_damaged = report.rebuilt.is_some() || (report.damaged_places > 0 && !report.is_mended);
        CoreOptions { notice: was_damaged.then_some(StoreNotice::Rebuilt), ..CoreOptions::default() }
    }
}

fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>, DiskError> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(_) => Err(DiskError::Unreadable),
    }
}
