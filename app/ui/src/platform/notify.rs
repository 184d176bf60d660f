//! A short word from the device while the app runs but nobody looks at it: a new hazard, an answer to an own report, a
//! message, a knock, something new on a followed post.
//!
//! By what browsers offer to every page; no push service knows of anybody here, so an app that is closed stays silent.
//! **Invariant:** permission is asked for only when the person switches it on; a device with a lock says no more than that
//! there is news, and no device says who wrote or what.
//! **Invariant:** in quiet hours only hazards are told; what came then is no news afterwards.

use core::cell::{Cell, RefCell};

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::{Effect, document, window};
use linli_contract::Event;
use linli_contract::chats::{ReadChats, ReadUnread};
use linli_contract::lock::ReadLock;
use linli_contract::notices::ReadNotices;
use linli_contract::posts::ReadPosts;
use linli_contract::tickets::{ReadTickets, TicketList};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::clock::{now, on_the_wall};
use super::prefs::{notifies, texts};
use crate::bridge;
use crate::i18n::Texts;
use crate::load::on_event_here;
use crate::model::chats::hush::is_quiet;
use crate::model::chats::news::{Heard, Word};
use crate::model::notices::news::{Known, News};

/// Own reports that are looked through for answers; older ones rest.
const REPORTS: u32 = 50;

/// Followed posts that are looked through, those with the newest word first.
const POSTS: u32 = 50;

/// What changed and is to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Wanted {
    notices: bool,
    tickets: bool,
    chats: bool,
    posts: bool,
}

impl Wanted {
    const NOTHING: Self = Self { notices: false, tickets: false, chats: false, posts: false };

    const fn and(self, other: Self) -> Self {
        Self {
            notices: self.notices || other.notices,
            tickets: self.tickets || other.tickets,
            chats: self.chats || other.chats,
            posts: self.posts || other.posts,
        }
    }
}

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
    static HEARD: RefCell<Heard> = RefCell::default();
    static WANTED: Cell<Wanted> = const { Cell::new(Wanted::NOTHING) };
    /// Whether the person reads what neighbours share.
    static READS_SQUARE: Cell<bool> = const { Cell::new(false) };
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

/// Listens for news while the screens of a member are there; `reads_square` tells whether what neighbours share is theirs.
pub(crate) fn watch(reads_square: impl Fn() -> bool + 'static) {
    let t = texts();
    KNOWN.with_borrow_mut(|known| *known = Known::default());
    HEARD.with_borrow_mut(|heard| *heard = Heard::default());
    READS_SQUARE.set(false);
    Effect::new(move |_| {
        // A new device learns its roles with the first meeting.
        let reads = reads_square();
        let did = READS_SQUARE.replace(reads);
        if reads && !did && notifies() {
            look(t, Wanted { chats: true, posts: true, ..Wanted::NOTHING });
        }
    });
    begin(t);
    on_event_here(move |event| {
        if !notifies() {
            return;
        }
        match event {
            Event::NoticesChanged => look(t, Wanted { notices: true, ..Wanted::NOTHING }),
            Event::TicketsChanged(_) => look(t, Wanted { tickets: true, ..Wanted::NOTHING }),
            Event::ChatsChanged => look(t, Wanted { chats: true, ..Wanted::NOTHING }),
            Event::SquareChanged(_) => look(t, Wanted { posts: true, ..Wanted::NOTHING }),
            Event::DoorsChanged(_)
            | Event::AreasChanged
            | Event::SyncChanged
            | Event::StandingChanged
            | Event::DeskChanged
            | Event::PhotosChanged(_) => {}
        }
    });
}

/// Takes in what is there already, which is no news.
pub(crate) fn begin(t: &'static Texts) {
    if notifies() {
        look(t, Wanted { notices: true, tickets: true, chats: true, posts: true });
    }
}

/// Looks at what changed, one look at a time.
fn look(t: &'static Texts, wanted: Wanted) {
    WANTED.set(WANTED.get().and(wanted));
    if IS_LOOKING.replace(true) {
        return;
    }
    spawn_local(async move {
        loop {
            let wanted = WANTED.replace(Wanted::NOTHING);
            if wanted == Wanted::NOTHING {
                break;
            }
            let (news, words) = find(wanted).await;
            if (!news.is_empty() || !words.is_empty()) && is_out_of_sight() && allowed() == Allowed::Yes {
                tell(t, news, words).await;
            }
        }
        IS_LOOKING.set(false);
    });
}

/// Takes in what there is; tells what of it is new.
async fn find(wanted: Wanted) -> (Vec<News>, Vec<Word>) {
    let (mut news, mut words) = (Vec::new(), Vec::new());
    if wanted.notices
        && let Ok(view) = bridge::ask(ReadNotices).await
    {
        news.extend(KNOWN.with_borrow_mut(|known| known.notices(&view.notices)));
    }
    if wanted.tickets
        && let Ok(view) = bridge::ask(own_reports()).await
    {
        news.extend(KNOWN.with_borrow_mut(|known| known.tickets(&view.rows)));
    }
    let reads_square = READS_SQUARE.get();
    if wanted.chats
        && reads_square
        && let Ok(view) = bridge::ask(ReadChats).await
    {
        words.extend(HEARD.with_borrow_mut(|heard| heard.chats(&view)));
    }
    if wanted.posts
        && reads_square
        && let Ok(view) = bridge::ask(followed_posts()).await
    {
        words.extend(HEARD.with_borrow_mut(|heard| heard.posts(&view.rows)));
    }
    (news, words)
}

fn followed_posts() -> ReadPosts {
    ReadPosts { section: None, mine: true, text: String::new(), from: 0, count: POSTS }
}

fn own_reports() -> ReadTickets {
    let list = TicketList::Mine;
    ReadTickets { list, category: None, area: None, text: String::new(), from: 0, count: REPORTS }
}

fn is_out_of_sight() -> bool {
    document().hidden() || !document().has_focus().unwrap_or(true)
}

async fn tell(t: &Texts, mut news: Vec<News>, mut words: Vec<Word>) {
    if is_hushed().await {
        news.retain(|one| matches!(one, News::Hazard(_)));
        words.clear();
    }
    if news.is_empty() && words.is_empty() {
        return;
    }
    // Who set a lock does not want others to read over it; what cannot be asked is taken for one.
    let has_lock = bridge::ask(ReadLock).await.map_or(true, |lock| lock.has_secret);
    if has_lock {
        show(t.shell.app, t.notices.news_plain, "linli").await;
        return;
    }
    for one in &news {
        match one {
            News::Hazard(title) => show(t.shell.app, &(t.notices.news_hazard)(title), "linli-hazard").await,
            News::Answer => show(t.shell.app, t.notices.news_answer, "linli-answer").await,
        }
    }
    for word in words {
        match word {
            Word::Message => show(t.shell.app, t.chats.news_message, "linli-message").await,
            Word::Knock => show(t.shell.app, t.chats.news_knock, "linli-knock").await,
            Word::Post => show(t.shell.app, t.chats.news_post, "linli-post").await,
        }
    }
}

/// Whether it is quiet now, as the person set it on any of their devices.
async fn is_hushed() -> bool {
    if !READS_SQUARE.get() {
        return false;
    }
    let Ok(unread) = bridge::ask(ReadUnread).await else { return false };
    let time = on_the_wall(now());
    is_quiet(unread.hush, u16::from(time.hour) * 60 + u16::from(time.minute))
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
