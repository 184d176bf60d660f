//! One person's phone: a device on a disk in memory.

use futures::FutureExt;
use linli_contract::{Ask, Event, Failure};
use linli_core::device::identity::Seat;
use linli_core::device::rows::Want;
use linli_core::device::{Device, Input, Now, Reply};
use linli_core::driver::Host;
use linli_core::store::memory::MemoryDisk;
use linli_core::store::{SealedStore, StoreKey};
use linli_shared::calendar::Millis;
use linli_shared::protocol::SyncAnswer;

/// A phone.
pub struct Phone {
    /// Whose it is, for messages.
    pub name: String,
    /// What it is stored on.
    pub disk: MemoryDisk,
    /// How far its clock is off, milliseconds.
    pub skew: i64,
    /// Whether it reaches the relay.
    pub is_linked: bool,
    host: Option<Host<MemoryDisk>>,
    /// Everything it told its screen.
    pub events: Vec<Event>,
    steps: u64,
    seed: u64,
}

impl Phone {
    /// A phone that nobody has used.
    #[must_use]
    pub fn new(name: &str, seed: u64) -> Self {
        let disk = MemoryDisk::new();
        let mut phone = Self {
            name: name.to_owned(),
            disk,
            skew: 0,
            is_linked: true,
            host: None,
            events: Vec::new(),
            steps: 0,
            seed,
        };
        phone.start();
        phone
    }

    /// A phone with a copy of this one's store: a restored backup, a cloned device.
    #[must_use]
    pub fn copy(&self, name: &str) -> Self {
        let mut phone = Self::new(name, self.seed);
        phone.disk = self.disk.copy();
        phone.start();
        phone
    }

    /// Opens the app on what the disk holds.
    pub fn start(&mut self) {
        let store = SealedStore::new(self.disk.clone(), &StoreKey::from_bytes([7; 32]));
        self.host = ready(Host::open(store)).ok();
    }

    /// Whether the app runs.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.host.is_some() && !self.disk.has_crashed()
    }

    /// Kills the app without warning; of the batches that a crash may take back the first `cached_kept` survive.
    pub fn kill(&mut self, cached_kept: usize) {
        self.host = None;
        self.disk.crash(cached_kept);
    }

    /// The device.
    ///
    /// # Panics
    /// If the app does not run.
    #[must_use]
    pub fn device(&self) -> &Device {
        self.host.as_ref().map(Host::device).expect("the app runs")
    }

    fn now(&mut self, time: Millis) -> Now {
        self.steps += 1;
        let entropy = linli_shared::ids::hash32(
            "test entropy",
            &[&self.seed.to_be_bytes(), self.name.as_bytes(), &self.steps.to_be_bytes()],
        );
        Now { time: time.plus(self.skew), entropy }
    }

    /// Takes an input.
    ///
    /// # Errors
    /// The store's failure, also when the app does not run.
    pub fn take(&mut self, input: Input, time: Millis) -> Result<Reply, Failure> {
        let now = self.now(time);
        let host = self.host.as_mut().ok_or(Failure::StoreFailed)?;
        let (reply, events) = ready(host.take(input, &now))?;
        self.events.extend(events);
        Ok(reply)
    }

    /// Does work that is no screen's request.
    ///
    /// # Errors
    /// The failure of the work or the store.
    pub fn work<T>(
        &mut self,
        time: Millis,
        wants: &[Want],
        work: impl FnOnce(&mut Device, &mut linli_core::device::Turn<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let now = self.now(time);
        let host = self.host.as_mut().ok_or(Failure::StoreFailed)?;
        ready(host.work(&now, wants, work))
    }

    /// Asks as a screen does.
    ///
    /// # Errors
    /// The failure the screen would show.
    pub fn ask<A: Ask>(&mut self, request: A, time: Millis) -> Result<A::Reply, Failure> {
        match self.take(Input::Ask(Box::new(request.into())), time)? {
            Reply::Answer(answer) => A::reply(answer?).ok_or(Failure::Defect),
            Reply::Nothing | Reply::Send(_) | Reply::Met { .. } | Reply::Failed(_) => Err(Failure::Defect),
        }
    }

    /// Sits down on a seat.
    ///
    /// # Errors
    /// The failure the screen would show.
    pub fn sit(&mut self, seat: Seat, time: Millis) -> Result<(), Failure> {
        match self.take(Input::Seat(Box::new(seat)), time)? {
            Reply::Answer(answer) => answer.map(drop),
            Reply::Nothing | Reply::Send(_) | Reply::Met { .. } | Reply::Failed(_) => Err(Failure::Defect),
        }
    }

    /// The bytes it sends now, if any.
    ///
    /// # Errors
    /// The store's failure.
    pub fn prepare(&mut self, time: Millis) -> Result<Option<Vec<u8>>, Failure> {
        match self.take(Input::Prepare, time)? {
            Reply::Send(bytes) => Ok(bytes),
            Reply::Answer(Err(failure)) => Err(failure),
            Reply::Nothing | Reply::Answer(Ok(_)) | Reply::Met { .. } | Reply::Failed(_) => Err(Failure::Defect),
        }
    }

    /// Takes an answer; says whether the meeting goes on.
    ///
    /// # Errors
    /// The store's failure.
    pub fn answered(&mut self, answer: SyncAnswer, time: Millis) -> Result<bool, Failure> {
        match self.take(Input::Answer(Box::new(answer)), time)? {
            Reply::Met { more } => Ok(more),
            Reply::Failed(fault) => self.take(Input::Missed(fault), time).map(|_| false),
            Reply::Answer(Err(failure)) => Err(failure),
            Reply::Nothing | Reply::Answer(Ok(_)) | Reply::Send(_) => Err(Failure::Defect),
        }
    }
}

/// The outcome of a future that never waits.
fn ready<T>(future: impl Future<Output = T>) -> T {
    future.now_or_never().expect("a disk in memory never waits")
}
