//! A short word from the device while the app runs but nobody looks at it: a new hazard, an answer to an own report.
//!
//! By what browsers offer to every page; no push service knows of anybody here, so an app that is closed stays silent.
//! **Invariant:** permission is asked for only when the person switches it on; a device with a lock says no more than that
//! there is news.

use core::cell::{Cell, RefCell};

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::{document, window};
use linli_contract::Event;
use linli_contract::lock::ReadLock;
use linli_contract::notices::ReadNotices;
use linli_contract::tickets::{ReadTickets, TicketList};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::prefs::{notifies, texts};
use crate::bridge;
use crate::i18n::Texts;
use crate::load::on_event_here;
use crate::model::notices::news::{Known, News};

/// Own reports that are looked through for answers; older ones rest.
const REPORTS: u32 = 50;

/// Whether the device may say something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Allowed {
    /// It may.
    Yes,
    /// Nobody was asked yet.
    NotAsked,
    /// The person or the system said no.
    No,
    /// The device cannot.
    Cannot,
}

thread_local! {
    static KNOWN: RefCell<Known> = RefCell::default();
    static WANTED: Cell<(bool, bool)> = const { Cell::new((false, false)) };
    static IS_LOOKING: Cell<bool> = const { Cell::new(false) };
}

/// Whether the device may say something now.
pub(crate) fn allowed() -> Allowed {
    let Some(class) = class() else { return Allowed::Cannot };
    let said = Reflect::get(&class, &"permission".into()).ok().and_then(|said| said.as_string());
    match said.as_deref() {
        Some("granted") => Allowed::Yes,
        Some("denied") => Allowed::No,
        Some(_) => Allowed::NotAsked,
        None => Allowed::Cannot,
    }
}

/// Asks the person, by the browser's own question; only to be called from a tap.
pub(crate) async fn ask() -> Allowed {
    let asked = class().and_then(|class| {
        let request: Function = Reflect::get(&class, &"requestPermission".into()).ok()?.dyn_into().ok()?;
        request.call0(&class).ok()?.dyn_into::<Promise>().ok()
    });
    if let Some(asked) = asked {
        drop(JsFuture::from(asked).await);
    }
    allowed()
}

/// Listens for news while the screens of a member are there.
pub(crate) fn watch() {
    let t = texts();
    KNOWN.with_borrow_mut(|known| *known = Known::default());
    begin(t);
    on_event_here(move |event| {
        if !notifies() {
            return;
        }
        match event {
            Event::NoticesChanged => look(t, (true, false)),
            Event::TicketsChanged(_) => look(t, (false, true)),
            Event::DoorsChanged(_)
            | Event::AreasChanged
            | Event::SyncChanged
            | Event::StandingChanged
            | Event::DeskChanged
            | Event::SquareChanged(_)
            | Event::ChatsChanged
            | Event::PhotosChanged(_) => {}
        }
    });
}

/// Takes in what is there already, which is no news.
pub(crate) fn begin(t: &'static Texts) {
    if notifies() {
        look(t, (true, true));
    }
}

/// Looks at what changed, one look at a time.
fn look(t: &'static Texts, wanted: (bool, bool)) {
    let before = WANTED.get();
    WANTED.set((before.0 || wanted.0, before.1 || wanted.1));
    if IS_LOOKING.replace(true) {
        return;
    }
    spawn_local(async move {
        loop {
            let (notices, tickets) = WANTED.replace((false, false));
            if !notices && !tickets {
                break;
            }
            let mut news = Vec::new();
            if notices && let Ok(view) = bridge::ask(ReadNotices).await {
                news.extend(KNOWN.with_borrow_mut(|known| known.notices(&view.notices)));
            }
            if tickets && let Ok(view) = bridge::ask(own_reports()).await {
                news.extend(KNOWN.with_borrow_mut(|known| known.tickets(&view.rows)));
            }
            if !news.is_empty() && is_out_of_sight() && allowed() == Allowed::Yes {
                tell(t, &news).await;
            }
        }
        IS_LOOKING.set(false);
    });
}

fn own_reports() -> ReadTickets {
    let list = TicketList::Mine;
    ReadTickets { list, category: None, area: None, text: String::new(), from: 0, count: REPORTS }
}

fn is_out_of_sight() -> bool {
    document().hidden() || !document().has_focus().unwrap_or(true)
}

async fn tell(t: &Texts, news: &[News]) {
    // Who set a lock does not want others to read over it; what cannot be asked is taken for one.
    let has_lock = bridge::ask(ReadLock).await.map_or(true, |lock| lock.has_secret);
    if has_lock {
        show(t.shell.app, t.notices.news_plain, "linli").await;
        return;
    }
    for one in news {
        match one {
            News::Hazard(title) => show(t.shell.app, &(t.notices.news_hazard)(title), "linli-hazard").await,
            News::Answer => show(t.shell.app, t.notices.news_answer, "linli-answer").await,
        }
    }
}

/// Shows it by the page itself, or by its service worker where only that may (Android).
async fn show(title: &str, body: &str, tag: &str) {
    let options = Object::new();
    for (name, value) in [("body", body), ("tag", tag)] {
        drop(Reflect::set(&options, &name.into(), &value.into()));
    }
    if by_page(title, &options).is_none() {
        by_worker(title, &options).await;
    }
}

fn by_page(title: &str, options: &Object) -> Option<()> {
    let made = Reflect::construct(&class()?, &Array::of2(&title.into(), options)).ok()?;
    let on_click = Closure::once_into_js(|| drop(window().focus()));
    drop(Reflect::set(&made, &"onclick".into(), &on_click));
    Some(())
}

async fn by_worker(title: &str, options: &Object) -> Option<()> {
    let workers = Reflect::get(&window().navigator(), &"serviceWorker".into()).ok()?;
    let registered = call(&workers, "getRegistration", &Array::new())?;
    let registration = JsFuture::from(registered).await.ok()?;
    let shown = call(&registration, "showNotification", &Array::of2(&title.into(), options))?;
    JsFuture::from(shown).await.ok().map(drop)
}

fn class() -> Option<Function> {
    Reflect::get(&js_sys::global(), &"Notification".into()).ok()?.dyn_into().ok()
}

fn call(of: &JsValue, name: &str, arguments: &Array) -> Option<Promise> {
    let function: Function = Reflect::get(of, &name.into()).ok()?.dyn_into().ok()?;
    function.apply(of, arguments).ok()?.dyn_into().ok()
}
