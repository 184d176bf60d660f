//! Several communities on one device: each in a place of its own, with keys, a lock and a lease of its own.
//!
//! One place is on the screens at a time and only that one meets its relay; the others are met when they are opened. A lock
//! belongs to its place: opening another community asks for that one's secret, if it has one.
//!
//! **Invariant:** no key and no row of one place is ever read while another is open.
//! **Invariant:** a place that was left is wiped before it is used again, also if the app was ended in between.

pub mod register;

use std::cell::RefCell;
use std::rc::Rc;

use futures::StreamExt;
use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures::lock::Mutex;
use linli_contract::communities::{CommunityRow, OpenCommunity};
use linli_contract::members::{LeaveCommunity, ReadStanding, Standing};
use linli_contract::{Event, Failure, Request, Response};

use crate::driver::{Core, Options, failure};
use crate::platform;
use crate::store::{DiskError, Found, Vault};
use register::{Place, Register};

/// Where the places of a device are.
pub trait Places {
    /// The disk of a place.
    type Disk: Vault + 'static;

    /// Opens the rows of a place, made if need be.
    ///
    /// # Errors
    /// The store's.
    fn find(&self, place: Place) -> impl Future<Output = Result<Found<Self::Disk>, DiskError>>;

    /// Wipes a place that is not open.
    ///
    /// # Errors
    /// [`DiskError::OpenElsewhere`] or [`DiskError::Unwritable`]; then some of it may be there, but not its key.
    fn wipe(&self, place: Place) -> impl Future<Output = Result<(), DiskError>>;

    /// The bytes of the register, if there is one.
    ///
    /// # Errors
    /// [`DiskError::Unreadable`].
    fn register(&self) -> Result<Option<Vec<u8>>, DiskError>;

    /// Replaces the register as a whole.
    ///
    /// # Errors
    /// [`DiskError::Full`] or [`DiskError::Unwritable`].
    fn put_register(&self, bytes: &[u8]) -> Result<(), DiskError>;

    /// What to tell the person of a place that was opened.
    fn options(&self, report: &crate::store::OpenReport) -> Options;
}

/// The communities of a device, one of them open.
pub struct Shelf<P: Places> {
    places: P,
    /// Held while the open place changes, so that two changes follow one another.
    register: Mutex<Register>,
    core: RefCell<Rc<Core<P::Disk>>>,
    listeners: Rc<Listeners>,
}

type Listeners = RefCell<Vec<UnboundedSender<Event>>>;

impl<P: Places> core::fmt::Debug for Shelf<P> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Shelf").finish_non_exhaustive()
    }
}

impl<P: Places + 'static> Shelf<P> {
    /// Opens the place that was open last, and finishes the wiping of places that were left.
    ///
    /// # Errors
    /// The [`Failure`] of the store, for instance [`Failure::OpenElsewhere`].
    pub async fn open(places: P) -> Result<Rc<Self>, Failure> {
        let mut register = Register::read(places.register().map_err(failure)?.as_deref());
        let (core, woken) = start(&places, register.open).await?;
        for place in register.leaving.clone() {
            // Not wiped, it stays among those to wipe; the next start tries again.
            if places.wipe(place).await.is_ok() {
                register.forget(place);
                places.put_register(&register.to_bytes()).map_err(failure)?;
            }
        }
        let shelf = Rc::new(Self {
            places,
            register: Mutex::new(register),
            core: RefCell::new(Rc::clone(&core)),
            listeners: Rc::default(),
        });
        shelf.run(&core, woken);
        Ok(shelf)
    }

    /// Answers a screen.
    ///
    /// # Errors
    /// The [`Failure`] to put into words; then nothing was changed.
    #[allow(clippy::wildcard_enum_match_arm, reason = "everything else is the open place's")]
    pub async fn ask(&self, request: Request) -> Result<Response, Failure> {
        match request {
            Request::ReadCommunities(_) => self.list().await.map(Response::ReadCommunities),
            Request::OpenCommunity(request) => self.switch(&request).await.map(Response::OpenCommunity),
            Request::LeaveCommunity(request) => self.leave(&request).await.map(Response::LeaveCommunity),
            other => {
                let core = self.core();
                let answer = core.ask(other).await;
                if let Ok(
                    Response::ReadStanding(standing)
                    | Response::TakeSeat(standing)
                    | Response::TakeCode(standing)
                    | Response::TakePaper(standing)
                    | Response::StartCommunity(standing),
                ) = &answer
                {
                    self.note(&core, standing).await;
                }
                answer
            }
        }
    }

    /// Events from now on, of whichever place is open.
    pub fn events(&self) -> UnboundedReceiver<Event> {
        let (listener, events) = unbounded();
        self.listeners.borrow_mut().push(listener);
        events
    }

    /// Meets the relay soon: the network returned, the app came to the front.
    pub fn wake(&self) {
        self.core().wake();
    }

    fn core(&self) -> Rc<Core<P::Disk>> {
        Rc::clone(&self.core.borrow())
    }

    async fn list(&self) -> Result<Vec<CommunityRow>, Failure> {
        self.note_open().await;
        Ok(self.register.lock().await.rows())
    }

    /// The open community may have got its name since it was last asked.
    async fn note_open(&self) {
        let core = self.core();
        if let Ok(Response::ReadStanding(standing)) = core.ask(ReadStanding.into()).await {
            self.note(&core, &standing).await;
        }
    }

    async fn switch(&self, request: &OpenCommunity) -> Result<Standing, Failure> {
        self.note_open().await;
        let mut register = self.register.lock().await;
        let next = match &request.place {
            Some(place) => Place::parse(place).filter(|place| register.has(*place)).ok_or(Failure::NotHere)?,
            None => register.empty(),
        };
        if next != register.open {
            self.put_away_and_open(&mut register, next).await?;
        }
        drop(register);
        self.standing().await
    }

    async fn leave(&self, request: &LeaveCommunity) -> Result<Standing, Failure> {
        let mut register = self.register.lock().await;
        if self.core().waiting().await? > request.unsent {
            return Err(Failure::UnsentWork);
        }
        let left = register.open;
        let next = register.after(left);
        let before = register.clone();
        register.leave(left);
        // From here on a start wipes it, whatever happens.
        if let Err(error) = self.places.put_register(&register.to_bytes()) {
            *register = before;
            return Err(failure(error));
        }
        self.core().close().await;
        let wiped = self.places.wipe(left).await;
        if wiped.is_ok() {
            register.forget(left);
        }
        let opened = self.open_at(&mut register, next).await;
        drop(register);
        opened?;
        wiped.map_err(failure)?;
        self.standing().await
    }

    /// Closes the open place and opens another; where that fails the first is opened again.
    async fn put_away_and_open(&self, register: &mut Register, next: Place) -> Result<(), Failure> {
        let last = register.open;
        self.core().put_away().await;
        match self.open_at(register, next).await {
            Ok(()) => Ok(()),
            Err(failure) => {
                self.open_at(register, last).await?;
                Err(failure)
            }
        }
    }

    async fn open_at(&self, register: &mut Register, place: Place) -> Result<(), Failure> {
        let (core, woken) = start(&self.places, place).await?;
        register.set_open(place);
        *self.core.borrow_mut() = Rc::clone(&core);
        self.run(&core, woken);
        let changed = [
            Event::StandingChanged,
            Event::AreasChanged,
            Event::DoorsChanged(Vec::new()),
            Event::SyncChanged,
            Event::DeskChanged,
            Event::NoticesChanged,
            Event::TicketsChanged(Vec::new()),
        ];
        changed.into_iter().for_each(|event| tell(&self.listeners, &event));
        // The next start opens the old one again, no more.
        self.places.put_register(&register.to_bytes()).map_err(failure)
    }

    #[allow(clippy::wildcard_enum_match_arm, reason = "every other answer is the wrong one")]
    async fn standing(&self) -> Result<Standing, Failure> {
        match self.ask_open(ReadStanding.into()).await? {
            Response::ReadStanding(standing) => Ok(standing),
            _ => Err(Failure::Defect),
        }
    }

    async fn ask_open(&self, request: Request) -> Result<Response, Failure> {
        let core = self.core();
        core.ask(request).await
    }

    /// Keeps the name and code of the open community, so that it can be listed while it is closed.
    async fn note(&self, core: &Rc<Core<P::Disk>>, standing: &Standing) {
        let name = match standing {
            Standing::Member(member) => &member.community,
            Standing::Waiting(waiting) => &waiting.place,
            Standing::Stranger | Standing::Locked(_) => return,
        };
        let log = core.log().await;
        let mut register = self.register.lock().await;
        if !Rc::ptr_eq(core, &self.core()) {
            return;
        }
        if register.note(name, log) {
            // Not kept, it is noted at the next reading.
            let _ = self.places.put_register(&register.to_bytes());
        }
    }

    /// Lets a core meet its relay and hands its events on.
    fn run(&self, core: &Rc<Core<P::Disk>>, woken: UnboundedReceiver<()>) {
        let mut events = core.events();
        platform::spawn(Rc::clone(core).run(woken));
        let listeners = Rc::downgrade(&self.listeners);
        platform::spawn(async move {
            while let Some(event) = events.next().await {
                let Some(listeners) = listeners.upgrade() else { return };
                tell(&listeners, &event);
            }
        });
    }
}

async fn start<P: Places>(places: &P, place: Place) -> Result<(Rc<Core<P::Disk>>, UnboundedReceiver<()>), Failure> {
    let found = places.find(place).await.map_err(failure)?;
    let options = places.options(&found.report);
    Core::start(found, options).await
}

fn tell(listeners: &Listeners, event: &Event) {
    listeners.borrow_mut().retain(|listener| listener.unbounded_send(event.clone()).is_ok());
}

#[cfg(test)]
mod tests;
